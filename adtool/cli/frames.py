"""``adtool frames``: the frames of a data set's clips, kept for training."""

from __future__ import annotations

from pathlib import Path

import click

from adtool.cli.file_name import FileName
from adtool.cli.helpful import command
from adtool.cli.options import reports
from adtool.cli.setting import FILE, FOLDER, PER_SECOND, SOME, Setting, settings_options
from adtool.cli.shard import Shard
from adtool.datasets.annotations import FORMATS
from adtool.datasets.cache.settings import KeepSettings
from adtool.errors import AdtoolError
from adtool.progress import Progress
from adtool.settings import FramesSettings

WHAT = (
    Setting("annotations", "--annotations", "The table of the clips.", FILE),
    Setting("kind", "--dataset", "Whose form the annotations have.", click.Choice(list(FORMATS))),
    Setting(
        "picture_fps",
        "--picture-fps",
        "Pictures a second that there are, where films are pictures.",
        PER_SECOND,
    ),
    Setting("workers", "--workers", "Films that are read at once.", SOME),
    Setting(
        "shard",
        "--shard",
        "Which share of the films: 2/4 is the second of four machines'.",
        Shard(),
        shown="1/1",
    ),
    Setting("strict", "--strict", "Stop at the first film that is missing or broken.", bool),
    Setting("overwrite", "--overwrite", "Replace frames of other settings or clips.", bool),
)
HOW = (
    Setting("frames", "--frames", "Frames a clip that are kept.", SOME),
    Setting("short_side", "--short-side", "Pixels of their shorter side.", SOME),
    Setting("quality", "--quality", "Of the JPEGs, from 1 to 95.", SOME),
)


@command()
@click.argument("videos", type=FOLDER)
@settings_options("what", KeepSettings, WHAT, "What is kept")
@click.option(
    "-o",
    "--output",
    type=FileName(file_okay=False),
    required=True,
    help="The folder of the frames; it is made where there is none.",
)
@settings_options("how", FramesSettings, HOW, "How")
@reports
@click.pass_context
def frames(
    ctx: click.Context,
    videos: Path,
    output: Path,
    what: KeepSettings,
    how: FramesSettings,
    progress: Progress,
) -> None:
    """Keep the frames of annotated clips, so that training need not read the films again.

    VIDEOS is a folder of videos, of folders of numbered pictures, or of tar files of them. The
    output folder then takes its place: data.videos=FOLDER for adtool train, and VIDEOS for adtool
    features --annotations. It holds a tar file of JPEGs for each film, which WebDataset reads as
    well, and an index, by which training finds each frame without a search.

    Of the frames that are kept of a clip, evenly spaced, training takes its own, evenly or, with
    jitter, one of those in each part: keep some times as many as it takes.

    Films that are there are skipped, so the same command goes on where it stopped. Machines that
    share a disk share the work with --shard.

    A film that is missing or broken is left out; the others are kept, and the command exits with
    1. What else is wrong is in faults.jsonl in the output folder.
    """
    from adtool.datasets.cache.keeping import keep_frames
    from adtool.datasets.left_out import left_out_sentence

    left_out = keep_frames(videos, output, what, how, progress)
    if left_out:
        raise AdtoolError(left_out_sentence(left_out, output, what.faults))
    click.echo(output)
