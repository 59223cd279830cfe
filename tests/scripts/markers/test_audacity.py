from pathlib import Path

import pytest

from adtool.scripts.markers import audacity
from adtool.timeline import Line, Script


def test_labels_are_seconds_and_names_with_tabs_between() -> None:
    script = Script((Line(61_500, 62_000, "Anna\tsits."), Line(1_000, 2_500, "Snow\nfalls.")))
    assert audacity.write(script) == (
        "1.000000\t2.500000\tSnow ↵ falls.\n61.500000\t62.000000\tAnna⇥sits.\n"
    )


def test_points_and_spectral_labels_are_read() -> None:
    content = b"1,5\t1,5\tPoint\n\\\t100.0\t200.0\n3.0\t4.0004\tRegion\r\n5\t6\t\n"
    reading = audacity.read(content, Path("a.labels.txt"))
    assert reading.script.lines == (
        Line(1_500, 1_500, "Point"),
        Line(3_000, 4_000, "Region"),
        Line(5_000, 6_000, ""),
    )
    assert reading.places == (1, 3, 4)
    assert reading.faults == ()


@pytest.mark.parametrize("row", ["Anna", "1.0", "a\tb\tc", "-1\t2\tA", "nan\t1\tA", "2\t1\tA"])
def test_a_row_that_is_no_label_is_left_out_and_told(row: str) -> None:
    reading = audacity.read(f"0\t1\tA\n{row}\n".encode(), Path("a.labels.txt"))
    assert [line.text for line in reading.script.lines] == ["A"]
    assert [(fault.line, fault.lost) for fault in reading.faults] == [(2, True)]
