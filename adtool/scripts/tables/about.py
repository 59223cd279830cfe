"""What a table's file says of the whole script: ``Film: …``, ``Language: …``, one a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from adtool.scripts.layout import Layout, timecode_facts
from adtool.scripts.loose_time import LooseTime
from adtool.scripts.reading import Reading
from adtool.scripts.tables.grid import GridRow, read_grids
from adtool.scripts.tables.row import one_line, rate_of, setting_of
from adtool.scripts.timecode import MILLISECONDS, timecode_named
from adtool.timeline import Script, clock

TITLE = "Audio description script"

FILM = "Film"
LANGUAGE = "Language"
DURATION = "Duration"
TIMECODE = "Timecode"
START = "Start Timecode"
VERSION = "Drafted with"
RULES = "Rules"

_LABELS = (FILM, LANGUAGE, DURATION, TIMECODE, START, VERSION, RULES)


def about(script: Script, layout: Layout) -> dict[str, str]:
    """Return what is to be said of a script, by label."""
    timecode = layout.timecode
    made = script.metadata.get("adtool")
    said = {
        FILM: one_line(script.movie),
        LANGUAGE: one_line(script.language),
        DURATION: clock(script.duration) if script.duration else "",
        TIMECODE: timecode.name,
        START: timecode.first if timecode.rate is not None else "",
        VERSION: f"adtool {made}" if isinstance(made, str) else "",
        RULES: f"{rate_of(script):g} words a minute{_margin(script)}",
    }
    return {label: value for label, value in said.items() if value}


def _margin(script: Script) -> str:
    margin = setting_of(script, "gaps", "margin")
    return "" if margin is None else f", {margin / 1000:g} s free beside speech"


def told(lines: Iterable[str]) -> dict[str, str]:
    """Return what lines like ``Film: …`` say, by label."""
    parts = (line.partition(":") for line in lines)
    return {label.strip(): value.strip() for label, _, value in parts if label.strip() in _LABELS}


def read_told(
    grids: Sequence[Sequence[GridRow]], path: Path, layout: Layout, said: Mapping[str, str]
) -> Reading:
    """Return the script in a file's tables, with what the file says of the whole.

    Args and errors are those of ``read_grids``; ``said`` is what ``told`` has found.
    """
    reading = read_grids(grids, path, with_timecode(layout, said))
    script = with_about(reading.script, said)
    return replace(reading, script=script, names_language=LANGUAGE in said)


def with_timecode(layout: Layout, said: Mapping[str, str]) -> Layout:
    """Return a layout with the timecode that a file names, where none was asked for."""
    if layout.timecode != MILLISECONDS:
        return layout
    try:
        named = timecode_named(said.get(TIMECODE, "ms"), said.get(START))
    except ValueError:
        named = MILLISECONDS
    return replace(layout, timecode=named)


def with_about(script: Script, said: Mapping[str, str]) -> Script:
    """Return a script with the film, the language and the duration that a file names."""
    time = LooseTime.read(said.get(DURATION, "")) if said.get(DURATION) else None
    timecode = with_timecode(Layout(), said).timecode
    return replace(
        script,
        metadata={**script.metadata, **timecode_facts(timecode)},
        movie=said.get(FILM, ""),
        language=said.get(LANGUAGE) or script.language,
        duration=time.signed("") if time else 0,
    )
