import pytest

from adtool.scripts.markers.marker import marker_text, one_line, read_markers


def test_line_breaks_and_tabs_have_signs_in_a_name() -> None:
    name = one_line("Anna\n\nsits.\tNow.")
    assert name == "Anna ↵ sits.⇥Now."
    assert marker_text(name) == "Anna\nsits.\tNow."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("⇥", "\\⇥"),
        ("a ↵ b", "a \\↵ b"),
        ("a ↵\nb", "a \\↵ ↵ b"),
        ("C:\\\tx", "C:\\\\⇥x"),
        ("C:\\⇥x", "C:\\\\\\⇥x"),
        ("C:\\x\nb", "C:\\x ↵ b"),
    ],
)
def test_signs_that_are_the_texts_own_come_back_as_they_are(text: str, name: str) -> None:
    assert one_line(text) == name
    assert marker_text(name) == text


def test_a_late_marker_is_sorted_in_and_told() -> None:
    rows = [(1, ["2"]), (2, ["1"]), (3, ["x"])]
    reading = read_markers(rows, lambda row: (int(row[0]), 5, row[0]), [])
    assert [line.text for line in reading.script.lines] == ["1", "2"]
    assert reading.places == (2, 1)
    assert [(fault.line, fault.lost) for fault in reading.faults] == [(2, False), (3, True)]
