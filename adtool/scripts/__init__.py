"""Script files: a reader and a writer for each format, all around ``timeline.Script``."""

from __future__ import annotations

from adtool.scripts.formats import (
    FORMATS,
    ScriptFormat,
    examine,
    format_of,
    format_text,
    losses,
    read_script,
    script_format,
    write_script,
)
from adtool.scripts.reading import Fault, Reading, refuse_losses

__all__ = [
    "FORMATS",
    "Fault",
    "Reading",
    "ScriptFormat",
    "examine",
    "format_of",
    "format_text",
    "losses",
    "read_script",
    "refuse_losses",
    "script_format",
    "write_script",
]
