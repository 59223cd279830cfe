"""What a training says that was stopped: where it stands, and the command that goes on."""

from __future__ import annotations

import functools
import os
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource


def resumable(command: Callable[..., Any]) -> Callable[..., Any]:
    """Have a command say after Ctrl-C or SIGTERM where it stopped, and how to go on."""

    @functools.wraps(command)
    def stopping(*args: Any, output: Path, **values: Any) -> Any:
        ctx = click.get_current_context()
        try:
            return command(*args, output=output, **values)
        except KeyboardInterrupt as stopped:
            if os.environ.get("RANK", "0") != "0":  # the main process speaks for all
                ctx.exit(130)
            where = str(stopped) or _newest(output)
            raise KeyboardInterrupt(f"{where} Go on with: {going_on(ctx)}") from stopped

    return stopping


def going_on(ctx: click.Context) -> str:
    """Return the command that goes on with the run of the running one, for a shell."""
    launched = any(name.startswith("ACCELERATE_") for name in os.environ)
    before = ["accelerate", "launch", "-m"] if launched else []
    return shlex.join([*before, *_told(ctx)])


def _told(ctx: click.Context) -> Iterator[str]:
    """Yield the words of a command, from its program's name on, as they would resume it."""
    if ctx.parent is not None:
        yield from _told(ctx.parent)
    yield ctx.info_name or ""
    behind: list[str] = []
    for param in ctx.command.params:
        name = param.name or ""
        value = ctx.params.get(name)
        if isinstance(param, click.Argument):
            behind += map(str, value or ())
        elif name == "resume":
            yield param.opts[0]
        elif name != "overwrite" and ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            yield param.opts[-1]
            if not getattr(param, "is_flag", False):
                yield str(value)
    yield from behind


def _newest(folder: Path) -> str:
    """Say which state of a run is the newest, where the run was not at a step."""
    states = sorted(folder.rglob("state/step-*"), key=lambda state: state.stat().st_mtime)
    if not states:
        return "Interrupted before a state was saved; what was prepared until then is kept."
    stage, step = states[-1].parent.parent.name, int(states[-1].name.removeprefix("step-"))
    return f"Interrupted; the newest state is that of {stage} after step {step}."
