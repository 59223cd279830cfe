"""``adtool models``: its answer to people and to programs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool.model.catalogue import Model, models_folder

GOOD = Model("bundled", "bundled", Path("/a"), 14_250_000, "storyworld", "apache-2.0", "bundled")
GOOD = replace(GOOD, kind="DistinctAD")
BAD = Model("mad", "models folder", Path("/b"), 10, fault="config.json is missing")
SEES = Model(
    "Qwen/Qwen2-VL-2B-Instruct",
    "hub cache",
    Path("/c"),
    4_420_000_000,
    licence="apache-2.0",
    kind="vision-language",
    memory=5_200_000_000,
    languages="English",
)


@pytest.fixture(autouse=True)
def _a_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three models, and 6 GB for them."""
    monkeypatch.setattr("adtool.cli.models.group.find_models", lambda: (GOOD, BAD, SEES))
    monkeypatch.setattr("adtool.model.memory.free_memory", lambda _: 6_000_000_000)
    monkeypatch.setattr("adtool.model.device.pick_device", lambda: "cuda")
    monkeypatch.setattr("adtool.model.imports.transformers_version", lambda: "4.57.6")
    monkeypatch.setattr("adtool.chat.folder.ChatFolder.check", lambda *_, **__: None)


def listed() -> str:
    return CliRunner().invoke(group, ["models"], catch_exceptions=False).stdout


def test_people_read_what_each_model_is_and_what_is_wrong_with_it() -> None:
    assert listed().startswith(
        "bundled\n  from: bundled, /a\n  size: 14.2 MB\n  kind: DistinctAD\n"
        "  trained on: storyworld\n  licence: apache-2.0\n  language model: bundled\n"
        "mad\n  from: models folder, /b\n  size: 0.0 MB\n"
        "  cannot be used: config.json is missing\n"
        "Qwen/Qwen2-VL-2B-Instruct\n  from: hub cache, /c\n  size: 4420.0 MB\n"
        "  kind: vision-language\n  licence: apache-2.0\n  languages: English\n"
        "  would run here: yes, in 5.2 GB of memory\n"
        f"Folders in {models_folder()} are known by name; other models by their path.\n"
    )


def test_the_known_models_say_whether_they_fit_and_one_is_recommended() -> None:
    said = listed()
    assert "Vision-language models for real films; 6.0 GB are free on cuda:\n" in said
    words = [line.split() for line in said.splitlines()]
    fits = {line[0]: " ".join(line) for line in words if line and "/" in line[-1]}
    assert fits["qwen3-vl-2b"].endswith("others fits, Qwen/Qwen3-VL-2B-Instruct")
    assert fits["qwen3-vl-4b"].endswith("others too large, Qwen/Qwen3-VL-4B-Instruct")
    assert "Recommended for this machine: adtool models get qwen3-vl-2b\n" in said


def test_an_old_transformers_and_a_small_memory_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adtool.model.imports.transformers_version", lambda: "4.56.0")
    monkeypatch.setattr("adtool.model.memory.free_memory", lambda _: 1_000_000_000)
    said = listed()
    assert "  would run here: no, it needs 5.2 GB of memory, and 1.0 GB are free\n" in said
    assert "needs transformers 4.57, Qwen/Qwen3-VL-8B-Instruct" in said
    assert "None fits this machine; a server's model can be named" in said


def test_programs_read_every_field_and_what_hinders() -> None:
    answer = json.loads(CliRunner().invoke(group, ["models", "--json"]).stdout)
    assert [entry["name"] for entry in answer] == ["bundled", "mad", SEES.name]
    assert answer[1]["fault"] == "config.json is missing"
    assert answer[0]["folder"] == "/a"
    assert [entry["hindrance"] for entry in answer] == ["", "config.json is missing", ""]


def test_a_command_of_the_group_lists_nothing() -> None:
    result = CliRunner().invoke(group, ["models", "get", "--help"])
    assert result.exit_code == 0
    assert "storyworld" not in result.stdout


def test_an_unknown_command_suggests_the_nearest() -> None:
    result = CliRunner().invoke(group, ["models", "gett"])
    assert result.exit_code == 2
    assert "There is no command 'gett'. Did you mean 'get'?" in result.stderr
