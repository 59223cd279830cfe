"""``adtool cast new`` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adtool.cli import group


def cast(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["cast", *map(str, arguments)])


def test_new_makes_a_cast_and_says_who_is_in_it(faces: Path) -> None:
    output = faces.parent / "cast.json"
    result = cast("new", faces, "-o", output, "--title", " Snow ")
    assert result.exit_code == 0, result.stderr
    assert json.loads(output.read_text("utf-8")) == {
        "title": "Snow",
        "characters": [
            {"name": "Anna Berg", "portraits": ["faces/Anna Berg 2.png", "faces/anna_berg.jpg"]},
            {"name": "Tom", "portraits": ["faces/tom.png"]},
        ],
    }
    assert result.stdout == ""
    fault = "is no picture that can be read; save it as a JPEG or PNG file"
    passed = "1 hidden and 1 that are no pictures it knows (list.txt)"
    assert result.stderr.splitlines() == [
        f"Left out: {faces}/bad.png: {fault}.",
        "Anna Berg: faces/Anna Berg 2.png, faces/anna_berg.jpg",
        "Tom: faces/tom.png",
        f"2 characters, 3 portraits. Passed over: {passed}.",
    ]


def test_new_writes_to_standard_output_what_holds_in_the_current_folder(
    faces: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(faces.parent)
    result = cast("new", "faces", "-o", "-", "-q")
    assert json.loads(result.stdout)["characters"][1]["portraits"] == ["faces/tom.png"]
    assert result.stderr == ""


def test_new_replaces_nothing_and_leaves_nothing_half_done(faces: Path) -> None:
    output = faces.parent / "cast.json"
    output.write_text("mine")
    assert "--overwrite" in cast("new", faces, "-o", output).stderr
    elsewhere = faces.parent / "elsewhere"
    elsewhere.mkdir()
    result = cast("new", faces, "-o", elsewhere / "cast.json")
    assert result.exit_code == 1
    assert "lies outside" in result.stderr
    assert (output.read_text(), list(elsewhere.iterdir())) == ("mine", [])
