"""``adtool features``: CLIP features of a data set's clips, or of whole films."""

from __future__ import annotations

from pathlib import Path

import click

from adtool.cli.file_name import FileName
from adtool.cli.helpful import command
from adtool.cli.options import reports
from adtool.cli.setting import (
    COUNT,
    FILE,
    PER_SECOND,
    PLACE,
    SOME,
    Setting,
    is_given,
    settings_options,
)
from adtool.datasets.annotations import FORMATS
from adtool.errors import AdtoolError
from adtool.features.settings import EncodingSettings, FeatureSettings
from adtool.progress import Progress

WHAT = (
    Setting(
        "clip",
        "--clip",
        "The CLIP: a folder in open_clip's form, such as RUN/clip_ad, or an architecture.",
        str,
        metavar="NAME|FOLDER",
    ),
    Setting("pretrained", "--pretrained", "For an architecture: a tag, or a weight file.", str),
    Setting(
        "annotations",
        "--annotations",
        "Encode the clips in this table, instead of whole films.",
        FILE,
    ),
    Setting("kind", "--dataset", "Whose form the annotations have.", click.Choice(list(FORMATS))),
    Setting("frames", "--frames", "Frames a clip, with --annotations.", SOME),
    Setting("fps", "--fps", "Frames a second that are encoded of whole films.", PER_SECOND),
    Setting(
        "picture_fps",
        "--picture-fps",
        "Pictures a second that there are, where films are pictures.",
        PER_SECOND,
        was="--rate",
    ),
    Setting("overwrite", "--overwrite", "Replace features of another encoder or clips.", bool),
)
HOW = (
    Setting("device", "--device", "'auto', 'cpu', 'cuda', 'cuda:1', 'mps', ….", str),
    Setting("batch", "--batch", "Frames per pass of the encoder.", SOME),
    Setting("workers", "--workers", "Processes that read frames ahead.", COUNT),
    Setting("strict", "--strict", "Stop at the first film that is missing or broken.", bool),
)


@command()
@click.argument("videos", type=PLACE)
@click.option(
    "-o",
    "--output",
    type=FileName(file_okay=False),
    required=True,
    help="The folder of the features; it is made where there is none.",
)
@settings_options("what", FeatureSettings, WHAT, "What is encoded")
@settings_options("how", EncodingSettings, HOW, "How")
@reports
@click.pass_context
def features(
    ctx: click.Context,
    videos: Path,
    output: Path,
    what: FeatureSettings,
    how: EncodingSettings,
    progress: Progress,
) -> None:
    """Encode films with CLIP, for Stage-II and evaluation.

    VIDEOS is a video, or a folder of videos, of folders of numbered pictures, or of tar files of
    them. Without --annotations, whole films are encoded at a fixed rate, and training finds the
    frames of a clip by its times; with them, only the frames that training will use.

    Each film gets one file of fp16 features in the output folder. Films that are there are
    skipped, so the same command goes on where it stopped. To use several GPUs, start it with
    accelerate launch -m adtool features.

    A film that is missing or broken is left out; the others are encoded, and the command exits
    with 1. What else is wrong is in faults.jsonl in the output folder.
    """
    if what.annotations is None and (is_given("dataset") or is_given("frames")):
        raise click.UsageError("--dataset and --frames need --annotations.")
    if what.annotations is not None and is_given("fps"):
        raise click.UsageError("--fps is for whole films, and --annotations for clips: name one.")
    from adtool.datasets.left_out import left_out_sentence
    from adtool.features.run import encode_benchmark
    from adtool.parallel import is_main

    left_out = encode_benchmark(videos, output, what, how, progress)
    if left_out and is_main():
        raise AdtoolError(left_out_sentence(left_out, output))
    if is_main():
        click.echo(output)
    ctx.exit(1 if left_out else 0)
