"""Every narrator by name, and which of them a model is for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TypeAlias, cast

from adtool.chat.address import is_endpoint
from adtool.narration.narrator import Narrator
from adtool.settings import SPOTTING, ModelSettings

Finder: TypeAlias = Callable[[ModelSettings], Callable[[], Narrator]]
"""Finds a model before the work, and returns what loads it."""


def _in_module(name: str) -> Finder:
    """Return the ``find`` of ``adtool.narration.NAME``, which is imported when it is called."""

    def find(settings: ModelSettings) -> Callable[[], Narrator]:
        module = import_module(f"adtool.narration.{name}")
        return cast("Callable[[], Narrator]", module.find(settings))

    return find


NARRATORS: dict[str, Finder] = {
    "spotting": _in_module("spotting"),
    "endpoint": _in_module("endpoint"),
    "distinctad": _in_module("distinctad"),
    "vision_language": _in_module("vision_language"),
}
"""Every narrator by name: one file with ``find(settings)``, and one entry here."""


def narrator_of(model: str) -> str:
    """Say which narrator a model is for: an entry of ``NARRATORS``.

    Args:
        model: what ``--model`` names, "auto" aside.

    Raises:
        UnavailableError: if there is no such model.
        CheckpointError: if a file was named, where a model is a folder.
    """
    if model == SPOTTING:
        return "spotting"
    if is_endpoint(model):
        return "endpoint"

    from adtool.model.kinds import read_json
    from adtool.model.lookup import find_folder

    config = read_json(find_folder(model) / "config.json")
    # A DistinctAD's folder that is damaged has none, or one without its format: its narrator says.
    return "distinctad" if config is None or "format" in config else "vision_language"


def find_narrator(settings: ModelSettings) -> Callable[[], Narrator]:
    """Find the narrator of ``settings.model``, and return what loads it.

    Raises:
        UnavailableError: if there is no such model or device.
        CheckpointError: if the model's folder is incomplete, damaged, or of another kind.
    """
    return NARRATORS[narrator_of(settings.model)](settings)
