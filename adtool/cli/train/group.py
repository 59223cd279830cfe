"""``adtool train``: Stage-I and Stage-II."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from adtool.cli.file_name import FileName
from adtool.cli.options import reports
from adtool.cli.train.experiments import experiments
from adtool.cli.train.films import films
from adtool.cli.train.reconstruction import reconstruction
from adtool.cli.train.resuming import resumable
from adtool.output import keeping
from adtool.progress import Progress


@click.group()
def train() -> None:
    """Train the model.

    Stage-I adapts a CLIP's vision encoder to audio description; Stage-II trains DistinctAD on
    top of it. Each run lives in a folder; with --resume and the same settings, it goes on where it
    stopped. To use several GPUs or machines, start it with
    accelerate launch -m adtool train.
    """


train.add_command(experiments)
train.add_command(films)


def _run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what both stages take."""
    decorators = (
        click.argument("overrides", metavar="[KEY=VALUE]...", nargs=-1),
        click.option(
            "--config",
            required=True,
            metavar="NAME|FILE",
            help="A configuration that comes with adtool (storyworld, …), or a .toml.",
        ),
        click.option(
            "-o",
            "--output",
            type=FileName(),
            required=True,
            help="The run's folder.",
        ),
        click.option(
            "--resume", is_flag=True, help="Go on with the run that is there; if none is, start."
        ),
        click.option("--overwrite", is_flag=True, help="Delete the run that is there; start anew."),
        reports,
    )
    return functools.reduce(lambda made, add: add(made), reversed(decorators), resumable(command))


train.command(short_help="Read ADs back from CLIP's text space (Appendix A).")(
    _run_options(reconstruction)
)


@train.command(short_help="Adapt a CLIP to audio description (§3.1 of the paper).")
@_run_options
def stage1(
    overrides: tuple[str, ...],
    config: str,
    output: Path,
    resume: bool,
    overwrite: bool,
    progress: Progress,
) -> None:
    """Adapt a CLIP's vision encoder to audio description.

    KEY=VALUE replaces a setting of the configuration, like batch=128 or loop.seed=3. Prints the
    folder of the adapted CLIP, which open_clip loads.
    """
    from adtool_training import stage1 as stage
    from adtool_training.config import find_config, inputs_of, read_config
    from adtool_training.loop.run_folder import prepare

    file = find_config(config, "stage1")
    settings = read_config(stage.StageOneConfig, file, overrides)
    with keeping(inputs_of(settings, file)):
        prepare(output, resume, overwrite, "clip_ad")
        _report(stage.run(settings, output, progress))


@train.command(short_help="Train DistinctAD on an adapted CLIP (§3.2 of the paper).")
@_run_options
def stage2(
    overrides: tuple[str, ...],
    config: str,
    output: Path,
    resume: bool,
    overwrite: bool,
    progress: Progress,
) -> None:
    """Train DistinctAD on an adapted CLIP.

    KEY=VALUE replaces a setting of the configuration; clip=RUN/clip_ad names the adapted CLIP.
    Prints the model's folder, for describe's --model.
    """
    from adtool_training import stage2 as stage
    from adtool_training.config import find_config, inputs_of, read_config
    from adtool_training.loop.run_folder import prepare

    file = find_config(config, "stage2")
    settings = read_config(stage.StageTwoConfig, file, overrides)
    with keeping(inputs_of(settings, file)):
        prepare(output, resume, overwrite, "distinctad")
        _report(stage.run(settings, output, progress))


def _report(made: Path) -> None:
    """Print the result's folder, once."""
    from adtool.parallel import is_main

    if is_main():
        click.echo(made)
