"""``adtool models``: its answer to people and to programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool.model.catalogue import Model, models_folder

GOOD = Model("bundled", "bundled", Path("/a"), 14_250_000, "storyworld", "apache-2.0", "bundled")
BAD = Model("mad", "models folder", Path("/b"), 10, fault="config.json is missing")


@pytest.fixture(autouse=True)
def _two_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adtool.cli.models.find_models", lambda: (GOOD, BAD))


def test_people_read_what_each_model_is_and_what_is_wrong_with_it() -> None:
    assert CliRunner().invoke(group, ["models"]).stdout == (
        "bundled\n  from: bundled, /a\n  size: 14.2 MB\n  trained on: storyworld\n"
        "  licence: apache-2.0\n  language model: bundled\n"
        "mad\n  from: models folder, /b\n  size: 0.0 MB\n"
        "  cannot be used: config.json is missing\n"
        f"Folders in {models_folder()} are known by name; other models by their path.\n"
    )


def test_programs_read_every_field() -> None:
    answer = json.loads(CliRunner().invoke(group, ["models", "--json"]).stdout)
    assert [entry["name"] for entry in answer] == ["bundled", "mad"]
    assert answer[1]["fault"] == "config.json is missing"
    assert answer[0]["folder"] == "/a"
