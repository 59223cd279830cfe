import pytest

from adtool.scripts.markers.marker import marker_text, marker_time, one_line, read_markers
from adtool.scripts.timecode import MILLISECONDS, timecode_named


def test_line_breaks_and_tabs_have_signs_in_a_name() -> None:
    name = one_line("Anna\n\nsits.\tNow.")
    assert name == "Anna ↵ sits.⇥Now."
    assert marker_text(name) == "Anna\nsits.\tNow."


def test_times_are_read_with_and_without_hours_or_as_timecode() -> None:
    assert marker_time("0:01.500", MILLISECONDS) == 1_500
    assert marker_time("1:00:01.5", MILLISECONDS) == 3_601_500
    assert marker_time("00:00:01:05", timecode_named("25")) == 1_200
    assert marker_time("0:01.500", timecode_named("25", "10:00:00:00")) == 1_500


@pytest.mark.parametrize("text", ["", "1.5", "0:61.000", "-0:01.000", "0:00:01:05", "1:2:3:4.5"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no time like 0:01:02\.500"):
        marker_time(text, MILLISECONDS)


def test_a_late_marker_is_sorted_in_and_told() -> None:
    rows = [(1, ["2"]), (2, ["1"]), (3, ["x"])]
    reading = read_markers(rows, lambda row: (int(row[0]), 5, row[0]), [])
    assert [line.text for line in reading.script.lines] == ["1", "2"]
    assert reading.places == (2, 1)
    assert [(fault.line, fault.lost) for fault in reading.faults] == [(2, False), (3, True)]
