"""The models on this machine: the bundled one, those in the models folder, those from the hub."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import platformdirs

from adtool.model.kinds import (
    DISTINCTAD,
    WEIGHTS,
    fault_of,
    kind_of,
    read_json,
)
from adtool.model.known import find_known
from adtool.model.memory import memory_of
from adtool.settings import BUNDLED

UNKNOWN = "not stated"
MODELS_FOLDER, HUB_CACHE = "models folder", "hub cache"


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
        kind: "DistinctAD" or "vision-language"; empty where it is neither.
        memory: bytes of memory that a vision-language model runs in; 0 where that is not known.
        languages: what a known vision-language model speaks.
    """

    name: str
    source: str
    folder: Path
    size: int
    trained_on: str = UNKNOWN
    licence: str = UNKNOWN
    language_model: str = ""
    fault: str = ""
    kind: str = ""
    memory: int = 0
    languages: str = UNKNOWN


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
            yield describe_model(path.name, MODELS_FOLDER, path)


def _in_hub_cache() -> Iterator[Model]:
    from huggingface_hub import CacheNotFound, constants, scan_cache_dir

    try:
        repositories = scan_cache_dir(constants.HF_HUB_CACHE).repos
    except (CacheNotFound, ValueError, OSError):
        return
    for repository in sorted(repositories, key=lambda found: found.repo_id):
        revisions = sorted(repository.revisions, key=lambda found: found.last_modified)
        if repository.repo_type == "model" and revisions:
            model = describe_model(repository.repo_id, HUB_CACHE, revisions[-1].snapshot_path)
            if model.kind:  # the cache holds every program's models
                yield model


def describe_model(name: str, source: str, folder: Path) -> Model:
    """Read what a model's folder says of itself."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    config = read_json(folder / "config.json")
    kind = kind_of(config)
    if config is None or not kind:
        told = "no readable config.json" if config is None else "its config.json is another's"
        fault = f"not a DistinctAD model, nor a vision-language model: {told}"
        return Model(name, source, folder, size, fault=fault)
    card = _card(folder / "README.md")
    model = Model(
        name,
        source,
        folder,
        size,
        trained_on=_named(card.get("datasets")),
        licence=_named(card.get("license_name") or card.get("license")),
        kind=kind,
    )
    return _distinctad(model, config) if kind == DISTINCTAD else _vision_language(model)


def _distinctad(model: Model, config: dict[str, Any]) -> Model:
    weights = (model.folder / WEIGHTS).is_file()
    return replace(
        model,
        language_model=str(config.get("language_model", BUNDLED)),
        fault="" if weights else "model.safetensors is missing; fetch or train it again",
    )


def _vision_language(model: Model) -> Model:
    known, fault = find_known(model.name), fault_of(model.folder)
    if known is not None:
        unstated = model.licence == UNKNOWN
        licence = known.licence if unstated else model.licence
        model = replace(model, licence=licence, languages=known.languages)
    return replace(model, fault=fault, memory=0 if fault else memory_of(model.folder))


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
