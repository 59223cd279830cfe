"""``adtool doctor``: is this machine ready?"""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby

import click
from click.core import ParameterSource

from adtool.cli.options import json_option, reports
from adtool.cli.setting import usage
from adtool.doctor import MISSING, OK, Finding, examine, is_ready
from adtool.progress import Progress
from adtool.settings import AUTO

READY = "This machine is ready for adtool describe."
NOT_READY = "This machine is not ready for adtool describe: see what is marked missing above."


@click.command()
@click.option("--time", is_flag=True, help="Time the model on a few drawn clips as well.")
@click.option("--model", default=AUTO, help="The model that is timed, as for describe.")
@json_option
@reports
@click.pass_context
def doctor(ctx: click.Context, time: bool, model: str, as_json: bool, progress: Progress) -> None:
    """Say whether this machine is ready, and what to do if it is not.

    Shows what is installed, what the model will run on, which speech detectors, frame readers,
    codecs and models are there, where work is kept, and what describe uses unless told otherwise.
    Exits with 1 if describe could not run. Nothing is sent or fetched, unless --time is told of a
    model that is elsewhere.
    """
    with usage():
        if not time and ctx.get_parameter_source("model") is ParameterSource.COMMANDLINE:
            raise ValueError("--model is for --time")
    findings = examine()
    ready = is_ready(findings)
    if as_json:
        answer = {"ready": ready, "findings": [asdict(finding) for finding in findings]}
        timed = {"timing": _timed(model, progress)} if time else {}
        click.echo(json.dumps({**answer, **timed}, indent=2))
    else:
        for topic, found in groupby(findings, key=lambda finding: finding.topic):
            click.echo(f"{topic[:1].upper()}{topic[1:]}")
            for finding in found:
                click.echo(_line(finding))
        click.echo(READY if ready else NOT_READY)
        if time:
            click.echo(_sentence(_timed(model, progress)))
    ctx.exit(0 if ready else 1)


def _line(finding: Finding) -> str:
    mark = {OK: "", MISSING: "MISSING: "}.get(finding.state, "note: ")
    remedy = f". {finding.remedy}" if finding.remedy else ""
    return f"  {mark}{finding.name}: {finding.found}{remedy}"


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
