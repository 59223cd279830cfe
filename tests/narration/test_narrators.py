"""Which narrator a model is for."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from adtool.chat.address import is_endpoint
from adtool.errors import CheckpointError, UnavailableError
from adtool.narration.distinctad import DistinctADNarrator
from adtool.narration.narrators import NARRATORS, find_narrator, narrator_of
from adtool.settings import ModelSettings


def write_config(folder: Path, config: object) -> str:
    (folder / "config.json").write_text(json.dumps(config))
    return str(folder)


@pytest.mark.parametrize(
    ("model", "narrator"),
    [
        ("spotting", "spotting"),
        ("bundled", "distinctad"),
        ("http://127.0.0.1:8000/v1", "endpoint"),
        ("https://example.org/v1", "endpoint"),
        ("HTTP://example.org", "endpoint"),
    ],
)
def test_names_and_addresses_say_whose_they_are(model: str, narrator: str) -> None:
    assert narrator_of(model) == narrator


@pytest.mark.parametrize(
    ("config", "narrator"),
    [
        ({"format": "adtool-distinctad"}, "distinctad"),
        ({"format": 3}, "distinctad"),
        ({"model_type": "qwen2_vl"}, "vision_language"),
        ({}, "vision_language"),
        ([], "distinctad"),
    ],
)
def test_a_folder_is_for_the_narrator_of_its_configuration(
    tmp_path: Path, config: object, narrator: str
) -> None:
    assert narrator_of(write_config(tmp_path, config)) == narrator


@pytest.mark.parametrize("text", [None, "", "{", '{"format": "adtool-distinctad"}'])
def test_a_damaged_distinctad_is_a_damaged_checkpoint(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "config.json").write_text(text)
    load = find_narrator(ModelSettings(model=str(tmp_path), device="cpu"))
    with pytest.raises(CheckpointError):
        load()


def test_a_distinctads_folder_gets_its_narrator(model_folder: Path) -> None:
    load: Callable[[], object] = find_narrator(ModelSettings(model=str(model_folder), device="cpu"))
    assert isinstance(load(), DistinctADNarrator)


@pytest.mark.parametrize("name", NARRATORS)
def test_every_narrator_is_a_file_of_its_name_that_finds_its_model(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType(f"adtool.narration.{name}")
    found: list[ModelSettings] = []
    module.find = found.append  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    NARRATORS[name](ModelSettings(model="x"))
    assert [settings.model for settings in found] == ["x"]


def test_a_model_that_is_nowhere_lists_what_can_be_named() -> None:
    with pytest.raises(UnavailableError, match=r'"auto", "bundled", "spotting", a folder'):
        find_narrator(ModelSettings(model="./nothing/here"))


def test_a_file_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "model").touch()
    with pytest.raises(CheckpointError, match="is a file, but a model is a folder"):
        find_narrator(ModelSettings(model=str(tmp_path / "model")))


@pytest.mark.parametrize("model", ["ftp://x", "http:/x", "httpd", "a/http://b"])
def test_what_only_looks_like_an_address_is_none(model: str) -> None:
    assert not is_endpoint(model)
