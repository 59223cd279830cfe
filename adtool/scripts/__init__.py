"""Script files: a reader and a writer for each format, all around ``timeline.Script``."""

from __future__ import annotations

from adtool.scripts.formats import (
    FORMATS,
    ScriptFormat,
    format_of,
    format_text,
    read_script,
    write_script,
)

__all__ = ["FORMATS", "ScriptFormat", "format_of", "format_text", "read_script", "write_script"]
