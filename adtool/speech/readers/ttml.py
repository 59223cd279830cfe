"""TTML and IMSC (.ttml, .dfxp, .itt, .xml), by the reader of scripts.

ttconv reads them well, too, but tells no line numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from adtool.errors import ScriptError
from adtool.scripts import ttml
from adtool.scripts.elements import Element, parse
from adtool.scripts.reading import Reading, refuse_losses
from adtool.scripts.ttml_times import Clock
from adtool.speech.readers.film import HOUR, Cues, Film, Found, cues_of


def read(content: bytes, path: Path, film: Film) -> Cues:
    """Read the content of a TTML file; what is never displayed is not said.

    Raises:
        ScriptError: naming the line, as ``scripts.ttml.read``; if a text has neither begin nor
            end, pictures stand for text, or there is no text.
    """
    reading = ttml.read(content, path)
    refuse_losses(path, reading)
    root = parse(content, path)
    if not any(line.text for line in reading.script.lines) and _has_pictures(root):
        raise ScriptError(path, "holds pictures of subtitles, not text")
    clock = Clock.of(root.attributes)
    hour = round(clock.seconds("01:00:00:00") * 1000) if clock.codes and not clock.drop else HOUR
    for fault in reading.faults:
        if fault.what.endswith(ttml.HIDDEN):
            film.note(f"{path.name}: line {fault.line}: {fault.what}")
    return cues_of(path, _found(reading, path), hour=hour)


def _found(reading: Reading, path: Path) -> Iterator[Found]:
    endless = {fault.line for fault in reading.faults if fault.what.endswith(ttml.NO_END)}
    for number, line in zip(reading.places, reading.script.lines, strict=True):
        open_end = number in endless and line.end == line.start
        if open_end and line.start == 0 and line.text:
            raise ScriptError(path, f"line {number}: the text has no times")
        if line.text:
            yield Found(number, line.start, None if open_end else line.end, line.text)


def _has_pictures(root: Element) -> bool:
    return any(
        item.local == "image" or any("backgroundImage" in name for name in item.attributes)
        for item in root.descendants()
    )
