"""Where the model of a name lies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from adtool.errors import CheckpointError, UnavailableError
from adtool.model import hub as hub_of_models
from adtool.model import lookup
from adtool.model.catalogue import bundled_folder
from adtool.model.distinctad import DistinctAD
from adtool.model.fetching import fetch
from adtool.model.lookup import find_folder
from adtool.model.parcel import look_up


@pytest.fixture(autouse=True)
def _nothing_known() -> Any:
    hub_of_models._answers.cache_clear()
    yield
    hub_of_models._answers.cache_clear()


def test_the_bundled_model_lies_in_the_package() -> None:
    assert find_folder("bundled") == bundled_folder()


def test_a_folder_is_itself(tmp_path: Path) -> None:
    assert find_folder(str(tmp_path)) == tmp_path
    assert find_folder(tmp_path) == tmp_path


def test_a_file_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "model.pt").write_text("")
    with pytest.raises(CheckpointError, match="is a file"):
        DistinctAD.from_pretrained(tmp_path / "model.pt")


def test_a_missing_bundled_model_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "bundled_folder", lambda: tmp_path)
    with pytest.raises(UnavailableError, match="bundled"):
        DistinctAD.from_pretrained("bundled")


def test_a_model_in_the_models_folder_goes_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "models_folder", lambda: tmp_path)
    (tmp_path / "mad").mkdir()
    assert find_folder("mad") == tmp_path / "mad"


@pytest.mark.parametrize("name", ["nobody/nothing", "no/such/folder/here", "../x", "word"])
def test_a_model_that_is_nowhere_is_unavailable_and_what_may_be_named_is_said(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(
        UnavailableError, match=r"folder.*\"auto\", \"bundled\", \"spotting\""
    ) as no:
        DistinctAD.from_pretrained(name)
    assert "\n" not in str(no.value)


def test_a_name_that_nobody_could_have_lists_the_models_that_are_here() -> None:
    with pytest.raises(UnavailableError, match=r"There is no model folder ./x, .*are: bundled"):
        find_folder("./x")


def test_what_was_fetched_is_found_by_both_its_names_without_asking_the_hub(
    hub: Any, vlm_files: dict[str, bytes]
) -> None:
    hub.add("Qwen/Qwen3-VL-2B-Instruct", vlm_files)
    folder = fetch(look_up("qwen3-vl-2b"))
    hub.asked.clear()
    for name in ("qwen3-vl-2b", "Qwen/Qwen3-VL-2B-Instruct"):
        assert find_folder(name) == folder
    assert hub.asked == []


def test_a_known_model_that_is_not_here_says_how_to_fetch_it(hub: Any) -> None:
    with pytest.raises(UnavailableError, match="Fetch it with: adtool models get qwen3-vl-2b"):
        find_folder("qwen3-vl-2b")
    assert hub.asked == []


def test_a_model_that_is_half_fetched_is_asked_for_again(
    hub: Any, vlm_files: dict[str, bytes]
) -> None:
    hub.add("a/b", vlm_files)
    folder = fetch(look_up("a/b"))
    (folder / "model.safetensors").unlink()
    assert lookup.fetched_folder("a/b") == folder
    assert find_folder("a/b") == folder
    assert (folder / "model.safetensors").is_file()


def test_of_a_name_on_the_hub_neither_pickles_nor_code_are_fetched(
    hub: Any, vlm_files: dict[str, bytes]
) -> None:
    more = {"pytorch_model.bin": b"1", "model.py": b"2", "x.pt": b"3", "chat_template.jinja": b"4"}
    hub.add("a/b", vlm_files | more)
    names = {path.name for path in find_folder("a/b").iterdir()}
    assert names == {*vlm_files, "chat_template.jinja"}


def test_a_name_that_the_hub_does_not_know_is_said(hub: Any) -> None:
    with pytest.raises(UnavailableError, match=r"a/b is no folder here, and the hub has not given"):
        find_folder("a/b")
