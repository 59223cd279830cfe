"""Scripts that are checked are read in the formats of subtitles as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from adtool.checking.reading import SUFFIXES, read_checked
from adtool.checking.run import check_file
from adtool.errors import ScriptError

LINES = [(1000, 3000, "Anna sits."), (5000, 6500, "She reads\nthe letter.")]
FILES = {
    "ad.ass": "[Script Info]\nTitle: AD\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:05.00,0:00:06.50,AD,,0,0,0,,She reads\\Nthe letter.\n"
    "Comment: 0,0:00:04.00,0:00:04.50,AD,,0,0,0,,no line\n"
    "Dialogue: 0,0:00:01.00,0:00:03.00,AD,,0,0,0,,{\\i1}Anna sits.{\\i0}\n",
    "ad.ssa": "[Script Info]\n\n[Events]\nFormat: Marked, Start, End, Text\n"
    "Dialogue: Marked=0,0:00:01.00,0:00:03.00,Anna sits.\n"
    "Dialogue: Marked=0,0:00:05.00,0:00:06.50,She reads\\nthe letter.\n",
    "ad.sbv": "0:00:01.000,0:00:03.000\nAnna sits.\n\n"
    "0:00:05.000,0:00:06.500\nShe reads\nthe letter.\n",
    "ad.sub": "{1}{1}50\n{50}{150}Anna sits.\n{250}{325}She reads|the letter.\n",
}


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


@pytest.mark.parametrize("name", list(FILES))
def test_a_script_in_a_format_of_subtitles_is_read(name: str, tmp_path: Path) -> None:
    reading = read_checked(written(tmp_path, name, FILES[name]), strict=True)
    found = [(line.start, line.end, line.text) for line in reading.script.lines]
    assert found == LINES
    assert len(reading.places) == len(LINES)


def test_lines_of_ass_know_where_they_stand(tmp_path: Path) -> None:
    assert read_checked(written(tmp_path, "ad.ASS", FILES["ad.ass"])).places == (8, 6)


@pytest.mark.parametrize("name", list(FILES))
def test_such_a_script_is_checked_as_any_other(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, name, FILES[name].replace("Anna sits.", "Anna sits " + "so " * 40))
    assert "too-fast" in {one.rule for one in check_file(path).findings}


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("ad.ass", FILES["ad.ass"].replace("0:00:01.00", "0:x0:01.00"), "line 8: these are no"),
        ("ad.sbv", FILES["ad.sbv"].replace("0:00:05.000,", "0:00:75.000,"), "line 4: these are"),
        ("ad.sbv", "", "is empty"),
        ("ad.ass", "PK\x03\x04word/", "is a Word document; name subtitles"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(
    name: str, text: str, fault: str, tmp_path: Path
) -> None:
    with pytest.raises(ScriptError, match=fault):
        read_checked(written(tmp_path, name, text))


def test_the_formats_of_scripts_are_read_as_scripts() -> None:
    assert {".ass", ".ssa", ".sbv", ".sub"} <= SUFFIXES
    assert not SUFFIXES & {".srt", ".vtt", ".webvtt", ".ttml", ".xml", ".json"}


@pytest.mark.parametrize("name", ["notes.doc", "notes.dat", "notes"])
def test_what_is_no_script_leads_to_no_option_that_there_is_not(name: str, tmp_path: Path) -> None:
    with pytest.raises(ScriptError) as caught:
        read_checked(written(tmp_path, name, "Anna sits down.\n"))
    assert "neither its extension nor how it begins is that of SubRip" in str(caught.value)
    assert "--format" not in str(caught.value)
