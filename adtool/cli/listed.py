"""Inputs that are named on the command line, in a list, or both: ``MOVIE... --from FILE``.

A list has a path a line. Blank lines, and those that begin with #, are passed over; quotes round a
path are taken off. Paths are relative to the list, as in a playlist; those from standard input to
the folder in which the command runs.
"""

from __future__ import annotations

import codecs
import functools
import os
import re
import sys
from pathlib import Path
from typing import Any

import click

from adtool.cli.file_name import FileName
from adtool.cli.setting import Decorator, Function, with_options
from adtool.documents import another_kind, read_bytes
from adtool.errors import InputError
from adtool.output import STDOUT, keeping

_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_LINE = re.compile(r"\r\n|\r|\n")
_QUOTES = ('"', "'")


def listed_inputs(name: str, metavar: str, *, dash: bool = False) -> Decorator:
    """Add an argument that takes several files, and --from; the command gets all of them.

    None of them is written while the command runs, however it came to be named.

    Args:
        name: the command's parameter.
        metavar: what help calls one of them.
        dash: whether - stands for standard input among the arguments.
    """
    kind = FileName(allow_dash=dash)
    shown = f"{metavar}..."

    def decorate(command: Function) -> Function:
        @functools.wraps(command)
        def collected(*args: Any, **values: Any) -> Any:
            ctx = click.get_current_context()
            param = next(one for one in ctx.command.params if one.name == name)
            given, source = values.pop(name), values.pop("from")
            if source is None:
                listed: tuple[Path, ...] = ()
            elif str(source) == STDOUT in map(str, given):
                raise click.UsageError("Standard input is either the list or one of the files.")
            else:
                listed = tuple(kind.convert(path, param, ctx) for path in read_list(source))
            if not given and not listed:
                raise click.MissingParameter(ctx=ctx, param=param)
            with keeping(listed):
                return command(*args, **{name: (*given, *listed)}, **values)

        added = [
            click.argument(name, metavar=shown, nargs=-1, type=kind),
            click.option(
                "--from",
                metavar="FILE",
                type=FileName(allow_dash=True),
                help=f"A list that names each {metavar} on a line of its own; - is standard input.",
            ),
        ]
        return with_options(collected, added)

    return decorate


def read_list(source: Path) -> list[str]:
    """Return the paths that a list names, as far as they can be told from here.

    Args:
        source: the list; ``-`` is standard input.

    Raises:
        InputError: if it cannot be read, is no text, or names nothing.
    """
    if str(source) == STDOUT:
        content, folder = sys.stdin.buffer.read(), Path()
    else:
        content, folder = read_bytes(source, InputError), source.parent
    paths = []
    for number, line in enumerate(_LINE.split(_decode(content, source)), 1):
        entry = _unquoted(line.strip())
        if not entry:
            continue
        if entry == STDOUT:
            raise InputError(source, f"line {number} is -, where a file must be named")
        if entry.startswith("~/"):
            entry = str(Path(entry).expanduser())
        paths.append(entry if "://" in entry else str(folder / entry))
    if not paths:
        raise InputError(source, "names no file; it has a path a line")
    return paths


def _decode(content: bytes, source: Path) -> str:
    for bom, encoding in _BOMS.items():
        if content.startswith(bom):
            text = content[len(bom) :].decode(encoding, errors="replace")
            break
    else:
        text = os.fsdecode(content)
    if fault := another_kind(content, InputError):
        raise InputError(source, fault.partition(";")[0] + "; name a list, which has a path a line")
    if "\0" in text:
        raise InputError(source, "is no list; it has a path a line, as text")
    return text


def _unquoted(entry: str) -> str:
    """Return a line's path; empty where it has none."""
    if entry.startswith("#"):
        return ""
    quoted = len(entry) > 1 and entry[0] == entry[-1] and entry[0] in _QUOTES
    return entry[1:-1] if quoted else entry
