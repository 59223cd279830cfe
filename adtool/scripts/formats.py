"""The table of script formats, and the two ways through it: read a script, write a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from adtool.errors import AdtoolError, OutputError, ScriptError
from adtool.output import write_text
from adtool.scripts import json, srt
from adtool.timeline import Script


@dataclass(frozen=True, slots=True)
class ScriptFormat:
    """One format of script files.

    Attributes:
        suffix: the file name's extension, with its dot.
        title: what the format is called in help texts.
        write: turns a script into the file's text.
        read: turns a file into a script; raises ``ScriptError``.
    """

    suffix: str
    title: str
    write: Callable[[Script], str]
    read: Callable[[Path], Script]


FORMATS: dict[str, ScriptFormat] = {
    "srt": ScriptFormat(".srt", "SubRip subtitles", srt.write, srt.read),
    "json": ScriptFormat(".json", "everything known of each line", json.write, json.read),
}


def script_format(name: str) -> ScriptFormat:
    """Return the format called ``name``.

    Raises:
        AdtoolError: if there is none.
    """
    try:
        return FORMATS[name]
    except KeyError:
        raise AdtoolError(
            f"There is no script format {name!r}; choose from {', '.join(FORMATS)}."
        ) from None


def format_of(path: str | Path) -> str:
    """Return the name of the format that the extension of ``path`` tells.

    Raises:
        OutputError: if it tells none.
    """
    suffix = Path(path).suffix.lower()
    for name, known in FORMATS.items():
        if known.suffix == suffix:
            return name
    suffixes = ", ".join(known.suffix for known in FORMATS.values())
    raise OutputError(path, f"the extension names no script format ({suffixes}); say --format")


def format_text(script: Script, format: str) -> str:  # noqa: A002 - the option's own name
    """Return ``script`` as the text of a file in ``format``."""
    return script_format(format).write(script)


def write_script(
    script: Script,
    path: str | Path,
    format: str | None = None,  # noqa: A002 - the option's own name
) -> None:
    """Write ``script`` to ``path`` (``-``: standard output) in one step.

    Args:
        script: what to write.
        path: where to; an existing file is replaced (``output.check_output`` asks first).
        format: an entry of ``FORMATS``; by default the extension tells.

    Raises:
        OutputError: if the file cannot be written, or its format is not known.
    """
    write_text(path, format_text(script, format or format_of(path)))


def read_script(
    path: str | Path,
    format: str | None = None,  # noqa: A002 - the option's own name
) -> Script:
    """Read a script file.

    Args:
        path: the file.
        format: an entry of ``FORMATS``; by default the extension tells.

    Raises:
        ScriptError: if the file cannot be read, or its format is not known.
    """
    path = Path(path)
    if format is None:
        try:
            format = format_of(path)  # noqa: A001
        except OutputError as error:
            raise ScriptError(path, error.fault) from error
    return script_format(format).read(path)
