from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.scripts.markers import audition
from adtool.timeline import Line, Script

HEAD = "Name\tStart\tDuration\tTime Format\tType\tDescription\n"


def test_markers_have_a_start_and_a_duration() -> None:
    script = Script((Line(1_000, 2_500, "Anna sits."),))
    expected = f"{HEAD}Anna sits.\t0:00:01.000\t0:00:01.500\tdecimal\tCue\t\n"
    assert audition.write(script) == expected


def test_columns_are_found_by_their_names() -> None:
    content = b"Start\tName\tDuration\n0:01.000\tAnna sits.\t0:01.500\n"
    reading = audition.read(content, Path("a.audition.csv"))
    assert reading.script.lines == (Line(1_000, 2_500, "Anna sits."),)


@pytest.mark.parametrize("row", ["Anna", "Anna\tsoon\t0:01.000", "Anna\t0:01.000\tlong"])
def test_a_row_that_is_no_marker_is_left_out_and_told(row: str) -> None:
    reading = audition.read(f"{HEAD}{row}\n".encode(), Path("a.audition.csv"))
    assert [(fault.line, fault.lost) for fault in reading.faults] == [(2, True)]


def test_a_file_without_a_start_is_refused() -> None:
    with pytest.raises(ScriptError, match="line 1: has no column 'Start'"):
        audition.read(b"Name\tDuration\nA\t0:01.000\n", Path("a.audition.csv"))
