"""``adtool diff`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adtool.cli import group
from adtool.scripts import write_script
from adtool.timeline import Line, Script


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["diff", *map(str, arguments)])


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    draft, edited = tmp_path / "ad.json", tmp_path / "ad.docx"
    lines = (
        Line(1_000, 3_000, "A man waits.", id="ad-0001"),
        Line(8_000, 9_000, "Snow.", id="ad-0002"),
    )
    write_script(Script(lines), draft)
    write_script(Script((Line(1_000, 3_000, "Tom waits.", id="ad-0001"),)), edited)
    return draft, edited


def test_it_says_what_changed_between_any_two_formats(pair: tuple[Path, Path]) -> None:
    result = run(*pair)
    assert result.exit_code == 0
    assert result.stdout.startswith("ad.json and ad.docx: 2 of 2 places differ.\n")
    assert "Draft: A man waits.\nEdited: Tom waits.\n" in result.stdout


def test_json_and_a_page_are_written(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    assert json.loads(run(*pair, "--json").stdout)["lines"] == {"reworded": 1, "cut": 1}
    page = tmp_path / "what.html"
    assert run(*pair, "-o", page).stdout == ""
    assert page.read_text().startswith("<!DOCTYPE html>")
    again = run(*pair, "-o", page)
    assert again.exit_code == 1
    assert "exists already; say --overwrite" in again.stderr


def test_the_same_file_twice_has_no_difference(pair: tuple[Path, Path]) -> None:
    assert "no difference." in run(pair[0], pair[0]).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "fault"),
    [
        (["ad.json"], 2, "Missing argument 'EDITED'"),
        (["ad.json", "none.srt"], 1, "none.srt: there is no such file"),
        (["ad.json", "empty.srt"], 0, "empty.srt holds no lines. Lines: 1 cut."),
        (["ad.json", "noise.srt"], 1, "noise.srt: is no text file"),
        (["ad.json", "."], 1, ".: is a folder; name a file"),
        (["ad.json", "ad.json", "-o", "what.pdf"], 2, "what.pdf: the extension names no form"),
        (["-", "-"], 2, "cannot both be standard input"),
        (["ad.json", "broken.docx"], 1, "broken.docx: "),
        (["ad.json", "ad.json", "-f", "pdf"], 2, "'pdf' is not one of text, json, html"),
        (["ad.json", "ad.json", "-f", "text,html"], 2, "a comparison has one form"),
        (["ad.json", "ad.json", "--json", "-f", "html"], 2, "name different forms"),
        (["ad.json", "ad.json", "-o", "ad.json", "--overwrite"], 1, "is read by this command"),
        (["ad.json", "ad.json", "--timecode", "fast"], 2, "is no frame rate"),
    ],
)
def test_bad_input_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, fault: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_script(Script((Line(0, 1_000, "A."),)), tmp_path / "ad.json")
    (tmp_path / "noise.srt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "empty.srt").write_text("")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04word/ nothing")
    before = (tmp_path / "ad.json").read_bytes()
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert fault.lower() in " ".join(result.output.split()).lower()
    assert "Traceback" not in result.output
    assert (tmp_path / "ad.json").read_bytes() == before
