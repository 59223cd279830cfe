"""``adtool doctor``: is this machine ready?"""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from adtool.cli.file_name import FileName
from adtool.cli.helpful import command
from adtool.cli.options import json_option, reports
from adtool.cli.setting import usage
from adtool.doctor.checks import MISSING, OK, Finding, examine, is_ready
from adtool.progress import Progress
from adtool.settings import AUTO

if TYPE_CHECKING:
    from adtool.doctor.film_time import FilmTime

DRAWN = Path("-")
"""What stands for a movie that nobody named: none comes from standard input."""

READY = "This machine is ready for adtool describe."
NOT_READY = "This machine is not ready for adtool describe: see what is marked missing above."


@command()
@click.option(
    "--time",
    is_flag=False,
    flag_value=DRAWN,
    type=FileName(allow_dash=True),
    metavar="[MOVIE]",
    help="Say where the time of this movie would go, and what would shorten it; without a movie, "
    "time the model on a few drawn clips.",
)
@click.option("--model", default=AUTO, help="The model that is timed, as for describe.")
@json_option
@reports
@click.pass_context
def doctor(
    ctx: click.Context, time: Path | None, model: str, as_json: bool, progress: Progress
) -> None:
    """Say whether this machine is ready, and what to do if it is not.

    Shows what is installed, what the model will run on, which speech detectors, frame readers,
    codecs and models are there, where work is kept, and what describe uses unless told otherwise.
    Exits with 1 if describe could not run. Nothing is sent or fetched, unless --time is told of a
    model that is elsewhere. With --time MOVIE a minute of the movie is described, in several ways,
    and nothing is kept.
    """
    with usage():
        if time is None and ctx.get_parameter_source("model") is ParameterSource.COMMANDLINE:
            raise ValueError("--model is for --time")
    findings = examine()
    ready = is_ready(findings)
    if as_json:
        answer = {"ready": ready, "findings": [asdict(finding) for finding in findings]}
        click.echo(json.dumps({**answer, **_as_json(time, model, progress)}, indent=2))
    else:
        for topic, found in groupby(findings, key=lambda finding: finding.topic):
            click.echo(f"{topic[:1].upper()}{topic[1:]}")
            for finding in found:
                click.echo(_line(finding))
        click.echo(READY if ready else NOT_READY)
        if time == DRAWN:
            click.echo(_sentence(_timed(model, progress)))
        elif time is not None:
            click.echo("\n".join(_film(time, model, progress).lines()))
    ctx.exit(0 if ready else 1)


def _line(finding: Finding) -> str:
    mark = {OK: "", MISSING: "MISSING: "}.get(finding.state, "note: ")
    remedy = f". {finding.remedy}" if finding.remedy else ""
    return f"  {mark}{finding.name}: {finding.found}{remedy}"


def _as_json(time: Path | None, model: str, progress: Progress) -> dict[str, object]:
    if time is None:
        return {}
    if time == DRAWN:
        return {"timing": _timed(model, progress)}
    found = _film(time, model, progress)
    return {"film": {**asdict(found), "seconds": found.seconds}}


def _film(movie: Path, model: str, progress: Progress) -> FilmTime:
    """Measure where a movie's time would go."""
    from adtool.doctor.film_time import film_time
    from adtool.narration.loader import NarratorLoader
    from adtool.settings import ModelSettings, Settings

    settings = Settings(model=ModelSettings(model=model))
    return film_time(movie, settings, NarratorLoader(settings.model), progress)


def _timed(model: str, progress: Progress) -> dict[str, object]:
    """Time a model; "auto" is what a real film gets."""
    from adtool.model.device import pick_device
    from adtool.narration.automatic import best_here
    from adtool.narration.loader import NarratorLoader
    from adtool.narration.timing import CLIPS_AN_HOUR, estimate
    from adtool.settings import SPOTTING, ModelSettings

    if model == AUTO:
        best = best_here(pick_device())
        model = SPOTTING if best is None else best.model
    timing = estimate(NarratorLoader(ModelSettings(model=model)).get(), progress)
    minutes = round(timing.minutes_an_hour, 1)
    return {**asdict(timing), "clips_an_hour": CLIPS_AN_HOUR, "minutes_an_hour": minutes}


def _sentence(timing: dict[str, object]) -> str:
    return (
        f"{timing['model']}: {timing['seconds']:.2f} s a clip, about {timing['minutes_an_hour']} "
        f"minutes for an hour of film with {timing['clips_an_hour']} clips (half of it gaps, in "
        "clips of 6 s); finding speech and faces comes on top."
    )
