"""``adtool storyworld``: a film of the rendered world that the bundled model knows."""

from __future__ import annotations

from pathlib import Path

import click

from adtool.cli.helpful import command
from adtool.cli.options import reports
from adtool.cli.progress import duration
from adtool.cli.setting import PATH, SOME, Setting, is_given, settings_options
from adtool.progress import Progress
from adtool.storyworld import release
from adtool.storyworld.world import SPLITS
from adtool.storyworld.worlds import WORLDS


def _size(ctx: click.Context, param: click.Parameter, given: str | None) -> tuple[int, int] | None:
    """Read WIDTHxHEIGHT: 16 to 9, as the world is drawn, and even, as H.264 wants it."""
    if given is None:
        return None
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


FILM = (
    Setting(
        "world", "--world", "Which world: the demo's, or the benchmark's.", click.Choice(WORLDS)
    ),
    Setting(
        "split",
        "--split",
        "Which films to choose from; models never see those of test.",
        click.Choice(list(SPLITS)),
    ),
    Setting("number", "--number", "Which film of the split.", click.IntRange(1, 1_000_000)),
    Setting(
        "seed", "--seed", "Any film by its seed, without --split and --number.", click.IntRange(0)
    ),
    Setting("clips", "--clips", "Described clips in the film.", SOME),
    Setting(
        "size",
        "--size",
        "Of the pictures, 16 to 9.",
        str,
        shown="x".join(map(str, release.ReleaseSettings().size)),
        metavar="WIDTHxHEIGHT",
        callback=_size,
    ),
    Setting(
        "redundancy",
        "--redundancy",
        "How much neighbouring clips of storyworld-ad share, from 0 to 1.",
        click.FloatRange(0, 1),
    ),
)


@command()
@click.option(
    "-o",
    "--output",
    type=PATH,
    required=True,
    help="The film's folder; it is made where there is none.",
)
@settings_options("settings", release.ReleaseSettings, FILM, "Films")
@click.option("--overwrite", is_flag=True, help="Replace files that exist.")
@reports
def storyworld(
    output: Path, settings: release.ReleaseSettings, overwrite: bool, progress: Progress
) -> None:
    """Render a film of storyworld, the demo world that the bundled model knows.

    With --world storyworld-ad it is a film of the benchmark's world, which is larger, and which
    the bundled model does not know.

    The same options give the same film. Its folder gets film.mp4 with speech in its sound;
    cast.json with portraits, for describe's --cast; dialogue.srt, for its --subtitles; and
    reference.srt and reference.json, the true audio description. Their paths are printed.
    """
    if is_given("redundancy") and settings.world != "storyworld-ad":
        raise click.UsageError("--redundancy is storyworld-ad's; say --world storyworld-ad.")
    if settings.seed is not None and (is_given("split") or is_given("number")):
        raise click.UsageError("--seed alone says which film; leave out --split and --number.")
    film = settings.film()
    files = release.prepare(film, output, overwrite=overwrite)
    release.write(film, files, settings.size, progress)
    for path in files.files:
        click.echo(path)
    length = duration(film.duration / 1000)
    progress.note(
        f"{files.movie}: film {film.seed}, {settings.clips} clips, {length}, "
        f"with {', '.join(files.cast)}."
    )
