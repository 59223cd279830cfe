"""``adtool features``: CLIP features of a data set's clips, or of whole films."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from adtool.cli.options import reports
from adtool.cli.setting import COUNT, SOME
from adtool.datasets.annotations import FORMATS
from adtool.errors import AdtoolError
from adtool.model.device import AUTO
from adtool.progress import Progress

if TYPE_CHECKING:
    import torch

    from adtool.faults import Fault

PER_SECOND = click.FloatRange(0, 1000, min_open=True)
PER_SECOND.name = "rate"


@click.command()
@click.argument("videos", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder of the features; it is made where there is none.",
)
@click.option(
    "--clip",
    required=True,
    metavar="NAME|FOLDER",
    help="The CLIP: a folder in open_clip's form, such as RUN/clip_ad, or an architecture.",
)
@click.option("--pretrained", default="", help="For an architecture: a tag, or a weight file.")
@click.option(
    "--annotations",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Encode the clips in this table, instead of whole films.",
)
@click.option(
    "--dataset",
    type=click.Choice(list(FORMATS)),
    show_default="plain",
    help="Whose form the annotations have.",
)
@click.option("--frames", type=SOME, show_default="8", help="Frames a clip, with --annotations.")
@click.option("--fps", type=PER_SECOND, show_default="5", help="Frames a second of whole films.")
@click.option(
    "--rate", type=PER_SECOND, default=3.0, help="Pictures a second, where films are pictures."
)
@click.option("--batch", type=SOME, default=64, help="Frames per pass of the encoder.")
@click.option("--workers", type=COUNT, default=2, help="Processes that read frames ahead.")
@click.option("--device", default=AUTO, help="'auto', 'cpu', 'cuda', 'cuda:1', 'mps', ….")
@click.option("--strict", is_flag=True, help="Stop at the first film that is missing or broken.")
@click.option("--overwrite", is_flag=True, help="Replace features of another encoder or clips.")
@reports
@click.pass_context
def features(
    ctx: click.Context,
    videos: Path,
    output: Path,
    clip: str,
    pretrained: str,
    annotations: Path | None,
    dataset: str | None,
    frames: int | None,
    fps: float | None,
    rate: float,
    batch: int,
    workers: int,
    device: str,
    strict: bool,
    overwrite: bool,
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
    if annotations is None and (dataset or frames):
        raise click.UsageError("--dataset and --frames need --annotations.")
    if annotations is not None and fps:
        raise click.UsageError("--fps is for whole films, and --annotations for clips: name one.")
    from adtool.features.encoding import EncodingSettings
    from adtool.features.run import FeatureSettings, encode_benchmark
    from adtool.parallel import is_main

    what = FeatureSettings(
        videos=videos,
        folder=output,
        clip=clip,
        pretrained=pretrained,
        annotations=annotations,
        kind=dataset or "plain",
        frames=frames or 8,
        fps=fps or 5.0,
        rate=rate,
        overwrite=overwrite,
    )
    how = EncodingSettings(_device(device), batch, workers, strict)
    left_out = encode_benchmark(what, how, progress)
    if left_out and is_main():
        raise AdtoolError(_list(left_out, output))
    if is_main():
        click.echo(output)
    ctx.exit(1 if left_out else 0)


def _device(name: str) -> str | torch.device:
    """Return the device that was named, or this process's own."""
    from adtool.model.device import pick_device
    from adtool.parallel import device

    return device() if name == AUTO else pick_device(name)


def _list(left_out: list[Fault], output: Path) -> str:
    named = "; ".join(str(fault) for fault in left_out[:10])
    more = f"; and {len(left_out) - 10} more" if len(left_out) > 10 else ""
    return (
        f"Left out: {named}{more}. The others are in {output}, "
        f"and all faults in {output / 'faults.jsonl'}."
    )
