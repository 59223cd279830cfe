"""``adtool cast check`` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from adtool.cli import group


def cast(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["cast", *map(str, arguments)])


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
