"""``adtool cast`` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from adtool.cast.schema import schema_text
from adtool.cli import group


def cast(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["cast", *map(str, arguments)])


@pytest.fixture
def faces(tmp_path: Path) -> Path:
    folder = tmp_path / "faces"
    folder.mkdir()
    for name in ("anna_berg.jpg", "Anna Berg 2.png", "tom.png", ".thumb.png"):
        Image.new("RGB", (20, 20), "red").save(folder / name)
    (folder / "bad.png").write_text("bad")
    (folder / "list.txt").touch()
    return folder


def test_the_schema_is_printed_as_it_is_published() -> None:
    result = cast("schema")
    assert (result.exit_code, result.stdout) == (0, schema_text())


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


def test_check_without_a_recogniser_says_what_it_could_not_check(faces: Path) -> None:
    path = faces.parent / "cast.json"
    people = [
        {"name": "Tom", "portraits": ["faces/tom.png", "faces/bad.png"]},
        {"name": "Ann", "portraits": ["faces/anna_berg.jpg"]},
    ]
    path.write_text(json.dumps({"characters": people}))
    result = cast("check", path, "--faces", "none")
    assert result.exit_code == 3
    assert result.stdout == (
        f"{path}: error: characters[0].portraits[1]: 'faces/bad.png': is no picture that can be "
        "read; save it as a JPEG or PNG file; Tom goes without it. [broken]\n\n"
        f"{path}: characters: 2; portraits: 2; 1 error, 0 warnings.\n"
        "Not checked: faces; name a recogniser with --faces.\n"
    )


def test_checks_json_holds_the_findings(faces: Path) -> None:
    path = faces.parent / "cast.json"
    portraits = {"Tom": ["faces/tom.png"], "Ann": ["faces/Anna Berg 2.png"], "Eve": []}
    people = [{"name": name, "portraits": found} for name, found in portraits.items()]
    path.write_text(json.dumps({"characters": people}))
    result = cast("check", path, "--faces", "none", "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 3
    assert [(one["level"], one["rule"], one["portraits"]) for one in answer["findings"]] == [
        ("error", "same-picture", ["faces/tom.png", "faces/Anna Berg 2.png"]),
        ("warning", "no-portrait", []),
    ]
    assert answer["portraits"][0] == {"character": "Tom", "path": "faces/tom.png", "faces": None}
    assert (answer["recogniser"], answer["levels"]) == ("none", {"error": 1, "warning": 1})


def test_a_cast_that_cannot_be_read_is_a_failure_and_no_finding(tmp_path: Path) -> None:
    result = cast("check", tmp_path / "none.json", "--faces", "none")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {tmp_path}/none.json: there is no such file\n"


def test_describe_takes_the_id_of_one_movie_in_a_bank_only_with_the_bank(tmp_path: Path) -> None:
    for given in (["a.mp4"], ["a.mp4", "b.mp4", "--cast", "bank.json"]):
        arguments = ["describe", *given, "--cast-movie", "tt1", "-o", str(tmp_path)]
        result = CliRunner().invoke(group, arguments)
        assert result.exit_code == 2
        assert "--cast-movie belongs to one movie, and to --cast." in result.stderr
