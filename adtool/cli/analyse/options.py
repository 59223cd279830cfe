"""Options that the analyses share: what they draw, and which films they look into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from adtool.analyses.drawing import ENDINGS
from adtool.analyses.settings import FilmSettings
from adtool.cli.file_name import FileName
from adtool.cli.setting import (
    COUNT,
    FILE,
    PER_SECOND,
    PLACE,
    SOME,
    Function,
    Setting,
    settings_options,
    with_options,
)
from adtool.datasets.annotations import FORMATS, PLAIN
from adtool.datasets.settings import DRAWN


def figure_options(command: Function) -> Function:
    """Add -o and --overwrite; the command gets ``output`` and ``overwrite``."""
    return with_options(
        command,
        [
            click.option(
                "-o",
                "--output",
                type=FileName(),
                required=True,
                callback=_figure,
                metavar="FILE",
                help="The figure: .png or .svg. Its numbers go beside it, with the ending .json.",
            ),
            click.option("--overwrite", is_flag=True, help="Replace outputs that exist."),
        ],
    )


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


FILMS = (
    Setting(
        "annotations",
        "--annotations",
        "The films' clips, as training takes them.",
        FILE,
        shown="storyworld's test films",
    ),
    Setting(
        "dataset",
        "--dataset",
        "Whose form the annotations have.",
        click.Choice(list(FORMATS)),
        shown=PLAIN,
    ),
    Setting(
        "videos",
        "--videos",
        "Their videos: a video, or a folder of videos, of folders of numbered pictures, …",
        PLACE,
    ),
    Setting(
        "picture_fps",
        "--picture-fps",
        "Pictures a second that there are, where films are pictures.",
        PER_SECOND,
        was="--rate",
    ),
    Setting("films", "--films", "How many test films of storyworld.", SOME),
    Setting(
        "world", "--world", "Whose test films: the demo's, or the benchmark's.", click.Choice(DRAWN)
    ),
    Setting(
        "redundancy",
        "--redundancy",
        "How much neighbouring clips of storyworld-ad share.",
        click.FloatRange(0, 1),
    ),
    Setting("film", "--film", "The film that is drawn, by its name.", str, shown="the first"),
    Setting("batch", "--batch", "Frames per pass of an encoder.", SOME),
    Setting("device", "--device", "'auto', 'cpu', 'cuda', 'cuda:1', 'mps', ….", str),
)
WORKERS = Setting("workers", "--workers", "Processes that read frames ahead.", COUNT)

film_options = settings_options("films", FilmSettings, FILMS, "Films")
"""For a command that reads all frames itself, with no processes for it."""

footage_options = settings_options("films", FilmSettings, (*FILMS, WORKERS), "Films")
"""For a command that has frames encoded."""
