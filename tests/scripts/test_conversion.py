"""Scripts converted one after the other, and what is said of them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.progress import SILENT, Notebook
from adtool.scripts import read_script, write_script
from adtool.scripts.conversion import Conversion, Converter
from adtool.timeline import Line, Script

SCRIPT = Script((Line(1_000, 2_000, "One."), Line(9_000, 10_000, "Two.")), language="de")
FAULTY = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:03,000 --> 00:00:0x,000\nLost.\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    write_script(SCRIPT, tmp_path / "ad.json")
    return tmp_path / "ad.json"


def test_times_and_language_change_on_the_way_to_each_file(source: Path) -> None:
    out = [(source.with_name(f"new.{name}"), name) for name in ("json", "vtt")]
    Converter(Conversion(Fraction(2), 500, "en")).convert(source, out)
    assert read_script(out[0][0]).language == "en"
    for path, _ in out:
        assert [line.start for line in read_script(path).lines] == [2_500, 18_500]


def test_lines_before_the_start_are_left_out_and_counted(source: Path) -> None:
    told = Notebook(SILENT)
    Converter(Conversion(shift=-3_000), told).convert(
        source, [(source.with_name("a.json"), "json")]
    )
    assert [line.text for line in read_script(source.with_name("a.json")).lines] == ["Two."]
    assert told.notes == [f"Warning: {source}: left out before the start: 1 of its lines"]


def test_losses_are_told_at_the_end_once_for_all_scripts(source: Path) -> None:
    told = Notebook(SILENT)
    converter = Converter(Conversion(), told)
    for name in ("a", "b"):
        converter.convert(source, [(source.with_name(f"{name}.srt"), "srt")])
    assert told.notes == []
    converter.note_losses()
    assert told.notes == ["SubRip has no place for: language."]


def test_faults_are_told_where_they_are_not_refused(tmp_path: Path) -> None:
    path = tmp_path / "in.srt"
    path.write_text(FAULTY)
    told = Notebook(SILENT)
    Converter(Conversion(language="en"), told).convert(path, [(tmp_path / "a.vtt", "vtt")])
    assert [note.partition(" ")[0] for note in told.notes] == ["Warning:"]
    assert told.notes[0].endswith("; left out")
    with pytest.raises(ScriptError, match="line "):
        Converter(Conversion(strict=True)).convert(path, [(tmp_path / "b.vtt", "vtt")])
    assert not (tmp_path / "b.vtt").exists()
