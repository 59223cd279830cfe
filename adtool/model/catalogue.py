"""The models on this machine: the bundled one, those in the models folder, those from the hub."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from adtool.settings import BUNDLED

FORMAT = "adtool-distinctad"
UNKNOWN = "not stated"


@dataclass(frozen=True, slots=True)
class Model:
    """A model that ``--model`` accepts.

    Attributes:
        name: what to give to ``--model``.
        source: "bundled", "models folder" or "hub cache".
        folder: where it lies.
        size: bytes of all its files.
        trained_on: the data that its card names.
        licence: the licence that its card names.
        language_model: the frozen language model; "bundled" where the folder carries it.
        fault: why it cannot be used; empty where nothing is known against it.
    """

    name: str
    source: str
    folder: Path
    size: int
    trained_on: str = UNKNOWN
    licence: str = UNKNOWN
    language_model: str = ""
    fault: str = ""


def models_folder() -> Path:
    """Return the folder whose subfolders ``--model`` knows by name."""
    return platformdirs.user_data_path("adtool", appauthor=False) / "models"


def bundled_folder() -> Path:
    """Return where the package carries its own model."""
    return Path(__file__).parents[1] / BUNDLED


def find_models() -> tuple[Model, ...]:
    """Find every model, damaged ones too, in the order of the module's first line."""
    return (*_bundled(), *_in_models_folder(), *_in_hub_cache())


def _bundled() -> Iterator[Model]:
    if (bundled_folder() / "config.json").is_file():
        yield describe_model(BUNDLED, BUNDLED, bundled_folder())


def _in_models_folder() -> Iterator[Model]:
    folder = models_folder()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir() and not path.name.startswith("."):
            yield describe_model(path.name, "models folder", path)


def _in_hub_cache() -> Iterator[Model]:
    from huggingface_hub import CacheNotFound, constants, scan_cache_dir

    try:
        repositories = scan_cache_dir(constants.HF_HUB_CACHE).repos
    except (CacheNotFound, ValueError, OSError):
        return
    for repository in sorted(repositories, key=lambda found: found.repo_id):
        revisions = sorted(repository.revisions, key=lambda found: found.last_modified)
        if repository.repo_type == "model" and revisions:
            model = describe_model(repository.repo_id, "hub cache", revisions[-1].snapshot_path)
            if not model.fault.startswith(_NOT_OURS):  # the cache holds every program's models
                yield model


_NOT_OURS = "not a DistinctAD model"


def describe_model(name: str, source: str, folder: Path) -> Model:
    """Read what a model's folder says of itself."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Model(name, source, folder, size, fault=f"{_NOT_OURS}: no readable config.json")
    if not isinstance(config, dict) or config.get("format") != FORMAT:
        return Model(name, source, folder, size, fault=f"{_NOT_OURS}: its config.json is another's")
    weights = (folder / "model.safetensors").is_file()
    card = _card(folder / "README.md")
    return Model(
        name,
        source,
        folder,
        size,
        trained_on=_named(card.get("datasets")),
        licence=_named(card.get("license")),
        language_model=str(config.get("language_model", BUNDLED)),
        fault="" if weights else "model.safetensors is missing; fetch or train it again",
    )


def _card(path: Path) -> dict[str, object]:
    """Return the YAML head of a model card; empty where there is none that can be read."""
    from huggingface_hub.repocard import metadata_load

    try:
        head = metadata_load(path)
    except Exception:  # yaml raises many kinds, and a bad card harms nothing
        return {}
    return head if isinstance(head, dict) else {}


def _named(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value) or UNKNOWN
    return str(value) if value else UNKNOWN
