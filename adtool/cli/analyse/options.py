"""Options that the analyses share: what they draw, and which films they look into."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adtool.analyses.drawing import ENDINGS
from adtool.cli.setting import COUNT, SOME
from adtool.datasets.annotations import FORMATS
from adtool.model.device import AUTO

if TYPE_CHECKING:
    from adtool.datasets.settings import DataSettings
    from adtool.features.encoding import EncodingSettings

Function = Callable[..., Any]

PER_SECOND = click.FloatRange(0, 1000, min_open=True, max_open=True)
PER_SECOND.name = "rate"


def figure_options(command: Function) -> Function:
    """Add -o and --overwrite; the command gets ``output`` and ``overwrite``."""
    for option in (
        click.option("--overwrite", is_flag=True, help="Replace outputs that exist."),
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            required=True,
            callback=_figure,
            metavar="FILE",
            help="The figure: .png or .svg. Its numbers go beside it, with the ending .json.",
        ),
    ):
        command = option(command)
    return command


def _figure(ctx: click.Context, param: click.Parameter, path: Path) -> Path:
    if path.suffix.lower() not in ENDINGS:
        raise click.BadParameter(f"{str(path)!r} must end in {' or '.join(ENDINGS)}.", ctx, param)
    return path


def named_places(what: str, taken: str) -> Callable[..., dict[str, str]]:
    """Return a callback that reads each [NAME=]PLACE; one without a name is called as it was given.

    Args:
        what: what is named, for people.
        taken: a name that none may have.
    """

    def read(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
        found: dict[str, str] = {}
        for text in given:
            name, equals, place = text.partition("=")
            if not equals or Path(text).exists():
                name = place = text
            if not (name and place):
                form = str(param.metavar).replace("[NAME=]", "NAME=")
                raise click.BadParameter(f"{text!r} is no {form}.", ctx, param)
            if name in found or name == taken:
                raise click.BadParameter(f"{name!r} is the name of two {what}.", ctx, param)
            found[name] = place
        return found

    return read


@dataclass(frozen=True)
class Footage:
    """Which films are looked into, and how their frames are encoded.

    Attributes:
        dataset: the form of the annotations; None where none is named.
        annotations: their file; None takes storyworld's test films.
        videos: the folder of videos, if one is named.
        rate: pictures a second, where films are pictures.
        films: how many of storyworld's test films.
        film: the name of the film that is drawn; None is the first.
        batch: frames per pass of an encoder.
        device: a torch device, or "auto".
        workers: processes that read frames ahead.
    """

    dataset: str | None
    annotations: Path | None
    videos: Path | None
    rate: float
    films: int
    film: str | None
    batch: int
    device: str
    workers: int = 0

    def __post_init__(self) -> None:
        if self.annotations is None and (self.dataset or self.videos):
            raise click.UsageError("--dataset and --videos need --annotations.")

    def data(self, size: int) -> DataSettings:
        """Return training's own settings of the films; storyworld's are drawn of that size."""
        from adtool.datasets.settings import DataSettings

        if self.annotations is None:
            return DataSettings(validation_films=self.films, size=size)
        return DataSettings(
            kind=self.dataset or "plain",
            validation_films=0,
            annotations=str(self.annotations),
            videos="" if self.videos is None else str(self.videos),
            rate=self.rate,
        )

    def encoding(self) -> EncodingSettings:
        """Return how frames are encoded.

        Raises:
            UnavailableError: if there is no such device.
        """
        from adtool.features.encoding import EncodingSettings
        from adtool.model.device import pick_device

        return EncodingSettings(pick_device(self.device), self.batch, self.workers, strict=True)


_FOOTAGE = (
    click.option(
        "--annotations",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        show_default="storyworld's test films",
        help="The films' clips, as training takes them.",
    ),
    click.option(
        "--dataset",
        type=click.Choice(list(FORMATS)),
        show_default="plain",
        help="Whose form the annotations have.",
    ),
    click.option(
        "--videos",
        type=click.Path(exists=True, path_type=Path),
        help="Their videos: a video, or a folder of videos, of folders of numbered pictures, …",
    ),
    click.option(
        "--rate", type=PER_SECOND, default=3.0, help="Pictures a second, where films are pictures."
    ),
    click.option("--films", type=SOME, default=20, help="How many test films of storyworld."),
    click.option("--film", show_default="the first", help="The film that is drawn, by its name."),
    click.option("--batch", type=SOME, default=64, help="Frames per pass of an encoder."),
    click.option("--device", default=AUTO, help="'auto', 'cpu', 'cuda', 'cuda:1', 'mps', …."),
)


_WORKERS = click.option(
    "--workers", type=COUNT, default=0, help="Processes that read frames ahead."
)


def footage_options(command: Function) -> Function:
    """Add which films are looked into; the command gets ``footage``, a ``Footage``."""
    return film_options(_WORKERS(command))


def film_options(command: Function) -> Function:
    """Add the same for a command that reads all frames itself, with no processes for it."""

    @functools.wraps(command)
    def collected(*args: Any, **values: Any) -> Any:
        fields = Footage.__dataclass_fields__
        given = {name: values.pop(name) for name in fields if name in values}
        return command(*args, footage=Footage(**given), **values)

    wrapped: Function = collected
    for option in reversed(_FOOTAGE):
        wrapped = option(wrapped)
    return wrapped
