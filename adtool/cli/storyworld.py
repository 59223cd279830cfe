"""``adtool storyworld``: a film of the rendered world that the bundled model knows."""

from __future__ import annotations

from pathlib import Path

import click

from adtool.cli.options import reports
from adtool.cli.progress import clock
from adtool.cli.setting import SOME
from adtool.progress import Progress


def _size(ctx: click.Context, param: click.Parameter, given: str) -> tuple[int, int]:
    """Read WIDTHxHEIGHT: 16 to 9, as the world is drawn, and even, as H.264 wants it."""
    width, x, height = given.lower().partition("x")
    if not (x and width.isdecimal() and height.isdecimal()):
        raise click.BadParameter(f"{given!r} is no size; say for instance 640x360.", ctx, param)
    size = int(width), int(height)
    if size[0] * 9 != size[1] * 16 or size[0] % 32 or not 64 <= size[0] <= 3840:
        raise click.BadParameter(
            f"{given!r} is not 16 to 9 with a width of 64 to 3840 that 32 divides, "
            "like 320x180, 640x360 or 1280x720.",
            ctx,
            param,
        )
    return size


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The film's folder; it is made where there is none.",
)
@click.option(
    "--split",
    type=click.Choice(["train", "validation", "test"]),
    show_default="test",
    help="Which films to choose from; models never see those of test.",
)
@click.option(
    "--number",
    type=click.IntRange(1, 1_000_000),
    show_default="1",
    help="Which film of the split.",
)
@click.option(
    "--seed", type=click.IntRange(0), help="Any film by its seed, without --split and --number."
)
@click.option("--clips", type=SOME, default=48, help="Described clips in the film.")
@click.option(
    "--size",
    metavar="WIDTHxHEIGHT",
    default="640x360",
    callback=_size,
    help="Of the pictures, 16 to 9.",
)
@click.option("--overwrite", is_flag=True, help="Replace files that exist.")
@reports
def storyworld(
    output: Path,
    split: str | None,
    number: int | None,
    seed: int | None,
    clips: int,
    size: tuple[int, int],
    overwrite: bool,
    progress: Progress,
) -> None:
    """Render a film of storyworld, the demo world that the bundled model knows.

    The same options give the same film. Its folder gets film.mp4 with speech in its sound;
    cast.json with portraits, for describe's --cast; dialogue.srt, for its --subtitles; and
    reference.srt and reference.json, the true audio description. Their paths are printed.
    """
    if seed is not None and (split or number):
        raise click.UsageError("--seed alone says which film; leave out --split and --number.")
    from adtool.storyworld import release, sample_film, seeds

    if seed is None:
        seed = seeds(split or "test", number or 1)[-1]
    film = sample_film(seed, clips)
    files = release.prepare(film, output, overwrite=overwrite)
    release.write(film, files, size, progress)
    for path in files.files:
        click.echo(path)
    progress.note(
        f"{files.movie}: film {seed}, {clips} clips, {clock(film.duration / 1000)}, "
        f"with {', '.join(files.cast)}."
    )
