"""A cast's portraits, seen by the recogniser that describe would take."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from adtool.checking.cast import check_cast
from adtool.errors import CastError
from adtool.settings import CharacterSettings, ModelSettings


@pytest.fixture
def cast(tmp_path: Path) -> Path:
    for name, colour in (("ann", "red"), ("tom", "blue")):
        Image.new("RGB", (40, 40), colour).save(tmp_path / f"{name}.png")
    people = [{"name": name, "portraits": [f"{name.lower()}.png"]} for name in ("Ann", "Tom")]
    (tmp_path / "cast.json").write_text(json.dumps({"characters": people}))
    return tmp_path / "cast.json"


def test_without_a_recogniser_portraits_are_opened_alone(cast: Path) -> None:
    (cast.parent / "tom.png").write_text("no picture")
    report = check_cast(cast, characters=CharacterSettings(recogniser="none"))
    assert (report.recogniser, report.threshold) == ("none", None)
    assert report.levels["error"] == 1
    assert report.findings[0].rule == "broken"
    assert report.unchecked == ["faces; name a recogniser with --faces."]


def test_a_cast_without_portraits_asks_no_recogniser(cast: Path) -> None:
    cast.write_text('{"characters": [{"name": "Ann"}]}')
    nowhere = ModelSettings(model="nowhere")  # it is never loaded
    report = check_cast(cast, characters=CharacterSettings(), model=nowhere)
    assert report.unchecked == ["faces; no portrait can be used."]
    assert [finding.rule for finding in report.findings] == ["no-portrait"]


@pytest.mark.slow
def test_the_models_own_world_is_seen_by_its_clip(cast: Path) -> None:
    report = check_cast(cast, characters=CharacterSettings(threshold=1.0))
    assert (report.recogniser, report.threshold) == ("clip", 1.0)
    assert len(report.seen) == 2
    assert "clip takes it as a whole" in report.unchecked[0]
    assert check_cast(cast).threshold != 1.0  # the recogniser's own


def test_a_cast_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CastError, match="there is no such file"):
        check_cast(tmp_path / "none.json")
