"""Which models are found, and what is said of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import adtool.cli.models.group  # here, and not in a test, for which folders are others
import adtool.model.catalogue
from adtool.cli import group
from adtool.model.catalogue import (
    Model,
    bundled_folder,
    describe_model,
    find_models,
    models_folder,
)

CARD = "---\nlicense: apache-2.0\ndatasets:\n- storyworld\n---\n# A model\n"
CONFIG = {"format": "adtool-distinctad", "version": 1, "language_model": "gpt2"}


def write_model(folder: Path, card: str = CARD, config: object = CONFIG) -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "README.md").write_text(card)
    (folder / "model.safetensors").write_bytes(b"0" * 1000)
    return folder


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with a bundled model, a models folder and an empty hub cache."""
    write_model(tmp_path / "bundled")
    monkeypatch.setattr(adtool.model.catalogue, "bundled_folder", lambda: tmp_path / "bundled")
    monkeypatch.setattr(adtool.model.catalogue, "models_folder", lambda: tmp_path / "models")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path


def cache(places: Path, name: str, config: object, kind: str = "models") -> None:
    """Put a repository into the hub's cache, as huggingface_hub lays it out."""
    repository = places / "hub" / f"{kind}--{name.replace('/', '--')}"
    blob = repository / "blobs" / "b"
    snapshot = repository / "snapshots" / ("a" * 40)
    blob.parent.mkdir(parents=True)
    snapshot.mkdir(parents=True)
    blob.write_text(json.dumps(config))
    (snapshot / "config.json").symlink_to(blob)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("a" * 40)


def test_the_card_says_what_a_model_was_trained_on(places: Path) -> None:
    (model,) = find_models()
    assert (model.name, model.source, model.fault) == ("bundled", "bundled", "")
    assert (model.trained_on, model.licence, model.language_model) == (
        "storyworld",
        "apache-2.0",
        "gpt2",
    )
    assert model.size > 1000


def test_folders_in_the_models_folder_go_by_name(places: Path) -> None:
    write_model(places / "models" / "mad")
    (places / "models" / "notes.txt").write_text("no folder")
    assert [model.name for model in find_models()] == ["bundled", "mad"]


def write_files(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def test_a_vision_language_model_says_its_memory_and_languages(
    places: Path, vlm_files: dict[str, bytes]
) -> None:
    write_files(places / "models" / "qwen3-vl-2b", vlm_files)
    model = find_models()[-1]
    assert (model.name, model.kind, model.fault) == ("qwen3-vl-2b", "vision-language", "")
    assert model.memory == 500_000 + 800_000_000
    assert (model.licence, model.languages) == ("apache-2.0", "English, Chinese and others")


def test_a_card_without_a_licence_leaves_it_to_what_is_known(
    places: Path, vlm_files: dict[str, bytes]
) -> None:
    for name in ("qwen2.5-vl-3b", "mine"):
        write_files(places / "models" / name, vlm_files | {"README.md": b""})
    licences = {model.name: model.licence for model in find_models()}
    assert (licences["qwen2.5-vl-3b"], licences["mine"]) == ("qwen-research", "not stated")


def test_a_vision_language_model_that_is_half_there_is_listed_with_its_fault(
    places: Path, vlm_files: dict[str, bytes]
) -> None:
    folder = write_files(places / "models" / "half", vlm_files)
    (folder / "model.safetensors").unlink()
    model = find_models()[-1]
    assert (model.kind, model.memory) == ("vision-language", 0)
    assert model.fault == "its weights are missing; fetch it again"


def test_of_the_hub_cache_only_what_describe_can_use_is_listed(places: Path) -> None:
    cache(places, "team/distinctad", CONFIG)
    cache(places, "other/model", {"model_type": "gpt2"})
    found = [(model.name, model.source) for model in find_models()]
    assert found == [("bundled", "bundled"), ("team/distinctad", "hub cache")]


@pytest.mark.parametrize("card", ["", "no head", "---\n: [\n---\n", "---\n- a\n---\n"])
def test_a_card_that_says_nothing_is_not_stated(tmp_path: Path, card: str) -> None:
    model = describe_model("m", "models folder", write_model(tmp_path / "m", card))
    assert (model.trained_on, model.licence) == ("not stated", "not stated")


@pytest.mark.parametrize("config", [[], {"format": "other"}, "text"])
def test_a_folder_of_another_kind_is_listed_with_its_fault(tmp_path: Path, config: object) -> None:
    model = describe_model("m", "models folder", write_model(tmp_path / "m", config=config))
    assert model.fault.startswith("not a DistinctAD model, nor a vision-language model: ")


def test_missing_weights_are_a_fault(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "m")
    (folder / "model.safetensors").unlink()
    assert "model.safetensors is missing" in describe_model("m", "models folder", folder).fault


def test_the_command_lists_every_model_for_people_and_programs(places: Path) -> None:
    write_model(places / "models" / "broken", config={})
    shown = CliRunner().invoke(group, ["models"], catch_exceptions=False).stdout
    assert "  trained on: storyworld\n  licence: apache-2.0\n" in shown
    assert "  cannot be used: not a DistinctAD model" in shown
    answer = CliRunner().invoke(group, ["models", "--json"], catch_exceptions=False).stdout
    entries = json.loads(answer)
    assert [entry.pop("hindrance") == entry["fault"] for entry in entries] == [True, True]
    read = [Model(**{**entry, "folder": Path(entry["folder"])}) for entry in entries]
    assert tuple(read) == find_models()


def test_models_lie_in_the_package_and_in_the_users_data() -> None:
    assert (bundled_folder() / "config.json").is_file()
    assert bundled_folder().parent == Path(adtool.__file__).parent
    assert models_folder().parts[-2:] == ("adtool", "models")


def test_only_models_of_the_hubs_cache_are_looked_at(places: Path) -> None:
    cache(places, "somebody/model", CONFIG)
    cache(places, "somebody/data", CONFIG, kind="datasets")
    assert [model.name for model in find_models()] == ["bundled", "somebody/model"]


@pytest.mark.parametrize("content", [None, "{"])
def test_a_folder_without_a_readable_configuration_is_no_model(
    tmp_path: Path, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "config.json").write_text(content)
    model = describe_model("mine", "models folder", tmp_path)
    fault = "not a DistinctAD model, nor a vision-language model: no readable config.json"
    assert model.fault == fault
