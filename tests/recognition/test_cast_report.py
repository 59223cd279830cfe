"""What is said of a cast's portraits."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from adtool.cast.character import Cast, Character
from adtool.recognition.cast_check import ERROR, WARNING, Examined, Finding
from adtool.recognition.cast_report import CastReport, as_json, as_text


@pytest.fixture
def report(tmp_path: Path) -> CastReport:
    cast = Cast(characters=(Character("Ann"), Character("Tom")))
    path, ann, tom = tmp_path / "cast.json", tmp_path / "ann.png", tmp_path / "tom.png"
    look = np.array([0.6, 0.8], np.float32)
    seen = [
        Examined("Ann", ann, "a", 1, np.array([1.0, 0.0], np.float32)),
        Examined("Tom", tom, "b", 2, look),
    ]
    findings = [
        Finding(ERROR, "broken", (), (), f"{path}: is broken."),
        Finding(WARNING, "many-faces", ("Tom",), (tom,), "shows 2 faces."),
    ]
    return CastReport(path, cast, seen, "colour", 0.9, findings, ["names."])


def test_people_read_findings_a_summary_and_who_is_most_alike(report: CastReport) -> None:
    path = report.path
    assert as_text(report) == (
        f"{path}: error: is broken. [broken]\n\n"
        f"{path}: warning: shows 2 faces. [many-faces]\n\n"
        f"{path}: characters: 2; portraits: 2; 1 error, 1 warning.\n"
        "Most alike to colour: Ann and Tom, 0.60; from 0.90 on they would be one person.\n"
        "Not checked: names.\n"
    )


def test_programs_read_the_same_with_paths_from_the_casts_folder(report: CastReport) -> None:
    answer = json.loads(as_json(report))
    assert answer["portraits"][1] == {"character": "Tom", "path": "tom.png", "faces": 2}
    assert answer["pairs"] == [{"characters": ["Ann", "Tom"], "similarity": 0.6}]
    assert answer["findings"][1]["portraits"] == ["tom.png"]
    assert answer["levels"] == report.levels == {"error": 1, "warning": 1}
    assert (answer["recogniser"], answer["threshold"]) == ("colour", 0.9)
    assert answer["unchecked"] == ["names."]
