"""Removing a model from this machine: from adtool's models folder, or from the hub's cache."""

from __future__ import annotations

import shutil
from pathlib import Path

from adtool.errors import OutputError, UnavailableError
from adtool.model.catalogue import HUB_CACHE, Model, find_models
from adtool.model.known import repository_of
from adtool.settings import BUNDLED


def find_removable(name: str) -> Model:
    """Find a model that may be removed.

    Args:
        name: as ``adtool models`` lists it, or a known model's short name.

    Raises:
        UnavailableError: if there is none, or it is adtool's own.
    """
    if name == BUNDLED:
        raise UnavailableError(
            "The bundled model is a part of adtool, and stays.", "Name another of: adtool models"
        )
    found = [model for model in find_models() if model.name != BUNDLED]
    for wanted in (name, repository_of(name)):
        for model in found:
            if model.name == wanted:
                return model
    here = ", ".join(model.name for model in found) or "none"
    raise UnavailableError(
        f"There is no model {name!r} that could be removed.", f"On this machine: {here}."
    )


def remove(model: Model) -> None:
    """Remove a model and nothing else; of a link, the link alone.

    Args:
        model: what ``find_removable`` returned.

    Raises:
        OutputError: if it cannot be removed.
    """
    try:
        _remove_from_cache(model) if model.source == HUB_CACHE else _remove_folder(model.folder)
    except OSError as error:
        raise OutputError(model.folder, f"cannot be removed ({error.strerror})") from error


def _remove_folder(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    else:
        shutil.rmtree(folder)


def _remove_from_cache(model: Model) -> None:
    from huggingface_hub import constants, scan_cache_dir

    for repository in scan_cache_dir(constants.HF_HUB_CACHE).repos:
        if (repository.repo_id, repository.repo_type) == (model.name, "model"):
            _remove_folder(repository.repo_path)
