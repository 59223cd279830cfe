"""Every narrator by name, and which of them a model is for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TypeAlias, cast

from adtool.narration.narrator import Narrator
from adtool.narration.spotting import is_for as is_spotting
from adtool.settings import ModelSettings

Finder: TypeAlias = Callable[[ModelSettings], Callable[[], Narrator]]
"""Finds a model before the work, and returns what loads it."""


def _in_module(name: str) -> Finder:
    """Return the ``find`` of ``adtool.narration.NAME``, which is imported when it is called."""

    def find(settings: ModelSettings) -> Callable[[], Narrator]:
        module = import_module(f"adtool.narration.{name}")
        return cast("Callable[[], Narrator]", module.find(settings))

    return find


NARRATORS: dict[str, Finder] = {
    "distinctad": _in_module("distinctad"),
    "spotting": _in_module("spotting"),
}
"""Every narrator by name: one file with ``find(settings)``, and one entry here."""


def find_narrator(settings: ModelSettings) -> Callable[[], Narrator]:
    """Find the narrator of ``settings.model``, and return what loads it.

    Raises:
        UnavailableError: if there is no such model or device.
        CheckpointError: if a file was named, where a model is a folder.
    """
    name = "spotting" if is_spotting(settings.model) else "distinctad"
    return NARRATORS[name](settings)
