"""The formulas of a sheet, evaluated by LibreOffice where it is installed."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from adtool.scripts.layout import Layout
from adtool.scripts.tables.formulas import formulas
from adtool.scripts.tables.xlsx import write
from adtool.scripts.timecode import MILLISECONDS, timecode_named
from adtool.timeline import Line, Script

SHOWN = ("line", "start", "end", "text", "seconds", "words", "rate", "left")


def test_they_name_the_cells_of_their_row() -> None:
    made = formulas(7, SHOWN, MILLISECONDS, 160)
    assert set(made) == {"seconds", "words", "rate", "left"}
    assert all(formula.startswith("=") for formula in made.values())
    assert "D7" in made["words"]
    assert all(cell in made["left"] for cell in ("B7", "C7", "F7", "160/60"))
    assert "/25)" in formulas(7, SHOWN, timecode_named("25"), 160)["seconds"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_they_count_what_is_typed(tmp_path: Path) -> None:
    lines = (Line(3_723_000, 3_726_000, "A  man,\nalone."), Line(3_727_000, 3_728_500, "", id="a"))
    (tmp_path / "ad.xlsx").write_bytes(write(Script(lines), Layout()))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "csv", "--outdir", str(tmp_path), str(tmp_path / "ad.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    head, one, two = csv.reader((tmp_path / "ad.csv").read_text().splitlines(keepends=True))
    counted = ("Seconds", "Words", "Words a Minute", "Left")
    assert [one[head.index(name)] for name in counted] == ["3", "3", "60", "5"]
    assert [two[head.index(name)] for name in counted] == ["1.5", "0", "0", "4"]
