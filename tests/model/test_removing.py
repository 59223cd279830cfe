"""Removing models, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from adtool.errors import OutputError, UnavailableError
from adtool.model.catalogue import find_models, models_folder
from adtool.model.fetching import fetch
from adtool.model.parcel import look_up
from adtool.model.removing import find_removable, remove


@pytest.fixture
def folder(hub: Any, vlm_files: dict[str, bytes]) -> Path:
    """A model in the models folder."""
    place = models_folder() / "mine"
    place.mkdir(parents=True)
    for name, content in vlm_files.items():
        (place / name).write_bytes(content)
    return place


def test_a_folder_of_the_models_folder_goes_by_its_name(folder: Path) -> None:
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    remove(find_removable("mine"))
    assert (folder.exists(), other.exists()) == (False, True)


@pytest.mark.parametrize("name", ["qwen3-vl-2b", "Qwen/Qwen3-VL-2B-Instruct"])
def test_a_model_of_the_hubs_cache_goes_with_all_that_was_fetched_of_it(
    hub: Any, vlm_files: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    for repository in ("Qwen/Qwen3-VL-2B-Instruct", "other/model"):
        hub.add(repository, vlm_files)
        fetch(look_up(repository))
    remove(find_removable(name))
    assert [one.name for one in find_models()] == ["bundled", "other/model"]
    left = sorted(path.name for path in (tmp_path / "hf" / "hub").glob("models--*"))
    assert left == ["models--other--model"]


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "/", "../mine", "mine/../mine", "/etc", "none", "none/at-all", "qwen3-vl-8b"],
)
def test_what_is_not_listed_is_not_removed(folder: Path, name: str) -> None:
    with pytest.raises(UnavailableError, match=r"could be removed. On this machine: mine\."):
        find_removable(name)
    assert folder.is_dir()


def test_the_bundled_model_stays() -> None:
    with pytest.raises(UnavailableError, match="The bundled model is a part of adtool, and stays"):
        find_removable("bundled")


def test_of_a_link_only_the_link_goes(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    folder.rename(target)
    folder.symlink_to(target)
    remove(find_removable("mine"))
    assert not folder.is_symlink()
    assert (target / "config.json").is_file()


def test_a_link_inside_a_model_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").touch()
    (folder / "link").symlink_to(tmp_path / "kept")
    remove(find_removable("mine"))
    assert (tmp_path / "kept" / "file").is_file()


def test_what_cannot_be_removed_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shutil, "rmtree", refuse)
    with pytest.raises(OutputError, match=r"mine: cannot be removed \(Permission denied\)"):
        remove(find_removable("mine"))
