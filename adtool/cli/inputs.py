"""What a command is told to read it never writes: the rule of ``output.keeping``, for all.

Whatever option or argument takes a path names an input, but for those of ``WRITTEN``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from adtool.output import STDOUT, keeping, refuse_input, refuse_input_as_stdout

WRITTEN = frozenset({"output", "per_row", "save_predictions", "work"})
"""The parameters of commands that name what is written."""

MODELS = (
    *("model", "writer", "clip", "pretrained", "whisper_model", "listener"),
    *("similarity", "judge", "coreference", "config", "predictions", "house"),
)
"""The parameters that may name a folder or a file, or something else; some by ``NAME=PLACE``."""


def keeps_inputs(command: click.Command) -> click.Command:
    """Have a command refuse outputs that are among its inputs; it is changed, once."""
    inner = command.callback
    if inner is None or isinstance(command, click.Group) or hasattr(inner, "keeps_inputs"):
        return command

    @functools.wraps(inner)
    def keeping_inputs(*args: Any, **values: Any) -> Any:
        ctx = click.get_current_context()
        with keeping(inputs_of(ctx)):
            refuse_input_as_stdout()
            for path in _paths(ctx, written=True):
                refuse_input(path)
            return inner(*args, **values)

    keeping_inputs.keeps_inputs = True  # type: ignore[attr-defined]
    command.callback = keeping_inputs
    return command


def inputs_of(ctx: click.Context) -> Iterator[Path]:
    """Yield the files and folders that the running command was told to read."""
    yield from _paths(ctx, written=False)
    yield from _models(ctx)
    if ctx.parent is not None:  # the configuration file
        yield from inputs_of(ctx.parent)


def _models(ctx: click.Context) -> Iterator[Path]:
    """Yield the models on this disk that a command was told to read, and all their files."""
    for name in MODELS:
        given = ctx.params.get(name)
        for place in given.values() if isinstance(given, dict) else (given,):
            if isinstance(place, str) and place and (path := Path(place)).exists():
                yield path
                yield from (one for one in path.rglob("*") if one.is_file())


def _paths(ctx: click.Context, *, written: bool) -> Iterator[Path]:
    for param in ctx.command.params:
        if isinstance(param.type, click.Path) and (param.name in WRITTEN) == written:
            given = ctx.params.get(param.name or "")
            for path in given if isinstance(given, tuple) else (given,):
                if path is not None and str(path) != STDOUT:
                    yield Path(path)
