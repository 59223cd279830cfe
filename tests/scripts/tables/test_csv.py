"""CSV: ours, and that of others."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from adtool.scripts import examine
from adtool.scripts.layout import Layout
from adtool.scripts.tables.csv import write
from adtool.timeline import Line, Said, Script

SCRIPT = Script((Line(1_000, 2_000, "=1+1\nSnow; “falls”, softly."), Line(3_000, 4_000, "+49")))
DIALOGUE = Layout(dialogue=(Said(2_100, 2_900, "=Hello."),))


def test_our_columns_stand_in_it_and_no_cell_begins_as_a_formula_does() -> None:
    rows = list(csv.reader(write(SCRIPT, DIALOGUE).splitlines(keepends=True)))
    assert rows[0][:5] == ["\ufeffLine", "Timecode In", "Timecode Out", "Script", "On Screen Note"]
    assert rows[1][3].startswith("'=1+1")
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_dialogue_has_a_column_where_it_is_asked_for() -> None:
    assert "Dialogue" in write(SCRIPT, DIALOGUE)
    assert "Dialogue" not in write(SCRIPT, Layout())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_read(tmp_path: Path, delimiter: str) -> None:
    rows = (["In", "Out", "Script"], ["0:01", "0:02", '"A, b; c|d"'])
    (tmp_path / "ad.csv").write_text("\n".join(delimiter.join(row) for row in rows))
    (line,) = examine(tmp_path / "ad.csv").script.lines
    assert (line.start, line.end, line.text) == (1_000, 2_000, "A, b; c|d")
