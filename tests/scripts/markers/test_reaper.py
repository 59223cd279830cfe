from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.scripts.layout import Layout
from adtool.scripts.markers import reaper
from adtool.scripts.timecode import timecode_named
from adtool.timeline import Line, Script

PATH = Path("a.reaper.csv")
HEAD = "#,Name,Start,End,Length,Color\n"
SCRIPT = Script((Line(1_000, 2_500, 'Anna, "sits".'),))


def test_regions_are_written_in_milliseconds() -> None:
    row = 'R1,"Anna, ""sits"".",0:00:01.000,0:00:02.500,0:00:01.500,\n'
    assert reaper.write(SCRIPT, Layout()) == HEAD + row


def test_regions_are_written_in_timecode_and_read_back() -> None:
    layout = Layout(timecode_named("25", "10:00:00:00"))
    written = reaper.write(SCRIPT, layout)
    assert written.endswith(",10:00:01:00,10:00:02:12,00:00:01:12,\n")
    lines = reaper.read(written.encode(), PATH, layout).script.lines
    assert lines == (Line(1_000, 2_480, 'Anna, "sits".'),)


def test_a_marker_has_no_length() -> None:
    reading = reaper.read(b"#,Name,Start,End,Length\nM1,Anna,0:01.000,,\n", PATH, Layout())
    assert reading.script.lines == (Line(1_000, 1_000, "Anna"),)


@pytest.mark.parametrize("row", ["R1", "R1,Anna,soon,later", "R1,Anna,0:02.000,0:01.000"])
def test_a_row_that_is_no_region_is_left_out_and_told(row: str) -> None:
    reading = reaper.read(f"{HEAD}{row}\n".encode(), PATH, Layout())
    assert [(fault.line, fault.lost) for fault in reading.faults] == [(2, True)]


def test_a_frame_that_the_rate_has_not_is_told() -> None:
    content = f"{HEAD}R1,Anna,00:00:01:29,00:00:03:00\n".encode()
    reading = reaper.read(content, PATH, Layout(timecode_named("24")))
    assert reading.faults[0].what.startswith("frame 29 at 24 fps")


@pytest.mark.parametrize("content", [b"", b"#,Name,Start\n"])
def test_a_file_without_an_end_is_refused(content: bytes) -> None:
    with pytest.raises(ScriptError, match="line 1: has no column"):
        reaper.read(content, PATH, Layout())
