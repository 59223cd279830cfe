"""What kind of model a folder holds, and what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adtool.model.kinds import fault_of, kind_of, read_json, weight_files

VISION = {"vision_config": {}}


@pytest.mark.parametrize(
    ("config", "kind"),
    [
        ({"format": "adtool-distinctad"}, "DistinctAD"),
        ({"format": "other"}, ""),
        ({"architectures": ["Qwen3VLForConditionalGeneration"], **VISION}, "vision-language"),
        ({"architectures": ["XForImageTextToText"], **VISION}, "vision-language"),
        ({"architectures": ["WhisperForConditionalGeneration"]}, ""),
        ({"architectures": ["CLIPModel"], **VISION}, ""),
        ({"architectures": ["XForVisionText2Text"], **VISION}, "vision-language"),
        ({"architectures": ["MyChat"], "auto_map": {}, "visual": {}}, "vision-language"),
        ({"model_type": "qwen2_vl", **VISION}, "vision-language"),  # names no class
        ({"model_type": None, **VISION}, ""),
        ({"architectures": ["MyChat"], **VISION}, ""),
        ({"architectures": ["T5ForConditionalGeneration"], "vision_config": None}, ""),
        ({"auto_map": {}, "vision_config": "none"}, ""),
        ({"architectures": "Qwen2VLForConditionalGeneration", **VISION}, ""),
        ({"architectures": [3], **VISION}, ""),
        ({"architectures": ["XForConditionalGeneration"], "vision_config": 3}, ""),
        ({}, ""),
        (None, ""),
    ],
)
def test_a_kind_is_told_from_the_configuration(config: dict[str, object] | None, kind: str) -> None:
    assert kind_of(config) == kind


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "[" * 100_000])
def test_what_is_no_json_object_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    assert read_json(tmp_path / "x.json") is None


def test_a_missing_file_is_none(tmp_path: Path) -> None:
    assert read_json(tmp_path / "x.json") is None


def index(folder: Path, shards: object) -> None:
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": shards}))


def test_weights_lie_in_one_file_or_in_those_that_an_index_names(tmp_path: Path) -> None:
    assert weight_files(tmp_path) is None
    (tmp_path / "model.safetensors").touch()
    assert weight_files(tmp_path) == ["model.safetensors"]
    index(tmp_path, {"a": "2.safetensors", "b": "1.safetensors", "c": "2.safetensors"})
    assert weight_files(tmp_path) == ["1.safetensors", "2.safetensors"]


@pytest.mark.parametrize("shards", [{}, [], None, {"a": 3}, {"a": "../x"}, {"a": "/x"}])
def test_an_index_that_names_no_files_of_the_folder_says_nothing(
    tmp_path: Path, shards: object
) -> None:
    index(tmp_path, shards)
    assert weight_files(tmp_path) is None


@pytest.fixture
def folder(tmp_path: Path, vlm_files: dict[str, bytes]) -> Path:
    for name, content in vlm_files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_a_whole_model_has_no_fault(folder: Path) -> None:
    assert fault_of(folder) == ""


def test_missing_shards_are_counted(folder: Path) -> None:
    index(folder, {"a": "model.safetensors", "b": "2.safetensors", "c": "3.safetensors"})
    assert fault_of(folder) == "2 of 3 weight files are missing; fetch it again"


@pytest.mark.parametrize(
    ("there", "fault"),
    [
        ("x.bin", "its weights are pickled, and only safetensors are read"),
        ("x.pt", "its weights are pickled, and only safetensors are read"),
        ("x.txt", "its weights are missing; fetch it again"),
    ],
)
def test_weights_that_are_pickled_or_missing_are_told_apart(
    folder: Path, there: str, fault: str
) -> None:
    (folder / "model.safetensors").unlink()
    (folder / there).touch()
    assert fault_of(folder) == fault


@pytest.mark.parametrize("name", ["config.json", "preprocessor_config.json"])
def test_code_of_its_own_is_a_fault(folder: Path, name: str) -> None:
    (folder / name).write_text('{"auto_map": {}}')
    assert fault_of(folder) == "it needs code of its own, which is never run"


def test_a_chat_template_is_a_file_or_a_line_of_a_configuration(folder: Path) -> None:
    (folder / "chat_template.json").unlink()
    assert fault_of(folder) == "it has no chat template"
    for name in ("chat_template.jinja", "tokenizer_config.json", "processor_config.json"):
        (folder / name).write_text('{"chat_template": "x"}')
        assert fault_of(folder) == ""
        (folder / name).unlink()
