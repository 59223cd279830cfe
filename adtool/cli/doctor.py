"""``adtool doctor``: is this machine ready?"""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby

import click

from adtool.cli.options import json_option
from adtool.doctor import MISSING, OK, Finding, examine, is_ready

READY = "This machine is ready for adtool describe."
NOT_READY = "This machine is not ready for adtool describe: see what is marked missing above."


@click.command()
@json_option
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Say whether this machine is ready, and what to do if it is not.

    Shows what is installed, what the model will run on, which speech detectors, frame readers,
    codecs and models are there, where work is kept, and what describe uses unless told otherwise.
    Exits with 1 if describe could not run. Nothing is sent or fetched.
    """
    findings = examine()
    ready = is_ready(findings)
    if as_json:
        answer = {"ready": ready, "findings": [asdict(finding) for finding in findings]}
        click.echo(json.dumps(answer, indent=2))
    else:
        for topic, found in groupby(findings, key=lambda finding: finding.topic):
            click.echo(f"{topic[:1].upper()}{topic[1:]}")
            for finding in found:
                click.echo(_line(finding))
        click.echo(READY if ready else NOT_READY)
    ctx.exit(0 if ready else 1)


def _line(finding: Finding) -> str:
    mark = {OK: "", MISSING: "MISSING: "}.get(finding.state, "note: ")
    remedy = f". {finding.remedy}" if finding.remedy else ""
    return f"  {mark}{finding.name}: {finding.found}{remedy}"
