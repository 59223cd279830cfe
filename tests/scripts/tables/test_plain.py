"""Plain text: ours, and that of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from adtool.scripts import examine
from adtool.scripts.layout import Layout
from adtool.scripts.tables.plain import write
from adtool.scripts.timecode import timecode_named
from adtool.timeline import Line, Said, Script

SCRIPT = Script((Line(1_000, 3_000, "Anna & <Tom>\nsit."),), movie="snow.mp4", language="de")


def test_plain_text_reads_well() -> None:
    layout = Layout(timecode_named("25"), (Said(3_100, 3_900, "=Hello."),))
    text = write(SCRIPT, layout)
    assert text.startswith("Audio description script\nFilm: snow.mp4\nLanguage: de\n")
    assert "\n\n00:00:01:00 to 00:00:03:00\nAnna & <Tom>\nsit.\n\n" in text
    assert "\n\nDialogue, 00:00:03:03: =Hello.\n" in text


@pytest.mark.parametrize(
    "text",
    [
        "0:01 - 0:02 A man.",
        "[0:01–0:02] A man.",
        "0:01 to 0:02\nA man.",
        "Some words.\n\n(0:01 - 0:02) A man.\n\n",
        "00:00:01,000 → 00:00:02,000 A man.",
    ],
)
def test_plain_text_of_others_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "ad.txt").write_text(text)
    (line,) = examine(tmp_path / "ad.txt").script.lines
    assert (line.start, line.end, line.text) == (1_000, 2_000, "A man.")


def test_a_paragraph_that_was_added_without_a_time_is_told(tmp_path: Path) -> None:
    (tmp_path / "ad.txt").write_text("0:01 to 0:02\nOne.\n\nNew words.\n\n0:03 to 0:04\nTwo.\n")
    reading = examine(tmp_path / "ad.txt")
    assert [line.text for line in reading.script.lines] == ["One.", "Two."]
    assert [(fault.line, fault.lost) for fault in reading.faults] == [(4, True)]
