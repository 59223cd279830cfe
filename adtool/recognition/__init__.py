"""Who is in a picture: people found in it, and compared with the portraits of the cast.

A recogniser is one file with ``load(settings, encoder)`` and ``require()``, which raises what
``load`` would raise for a missing package, and one entry in ``RECOGNISERS``. Packages and weights
are loaded by ``load``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias, cast

from adtool.recognition.recogniser import Face, Recogniser
from adtool.settings import CharacterSettings

if TYPE_CHECKING:
    from adtool.model.vision_encoder import VisionEncoder

__all__ = [
    "AUTO",
    "RECOGNISERS",
    "Face",
    "Recogniser",
    "choose",
    "load_recogniser",
    "require",
]

AUTO = "auto"
"""The name that leaves the choice to ``choose``."""

Loader: TypeAlias = "Callable[[CharacterSettings, VisionEncoder | None], Recogniser | None]"
"""Loads a recogniser; None: the one that recognises nobody. Raises ``UnavailableError``."""


def _in_module(name: str) -> Loader:
    """Return the ``load`` of ``adtool.recognition.NAME``, which is imported when it is called."""

    def load(settings: CharacterSettings, encoder: VisionEncoder | None) -> Recogniser | None:
        module = import_module(f"adtool.recognition.{name}")
        return cast("Recogniser | None", module.load(settings, encoder))

    return load


RECOGNISERS: dict[str, Loader] = {
    "insightface": _in_module("insightface"),
    "dlib": _in_module("dlib"),
    "clip": _in_module("clip"),
    "none": _in_module("none"),
}
"""Every recogniser by name."""

REMEDY = (
    "Nobody is recognised, and the whole cast is offered for every clip: no recogniser of faces is "
    "installed. Install one: pip install 'adtool[faces]' (dlib), or pip install insightface."
)


def require(name: str) -> None:
    """Find out before the work whether a recogniser can be loaded; "auto" can.

    Raises:
        ValueError: if there is no recogniser of that name.
        UnavailableError: if its package is not installed.
    """
    if name != AUTO:
        _entry(name)
        import_module(f"adtool.recognition.{name}").require()


def choose(name: str, *, drawn: bool) -> tuple[str, str]:
    """Say which recogniser suits, and what the user should know about the choice.

    Args:
        name: which is wanted; only of "auto" is there a choice.
        drawn: whether the model knows drawn people: recognisers of faces do not see theirs.
    """
    if name != AUTO:
        return name, ""
    if drawn:
        return "clip", ""
    for name in ("insightface", "dlib"):
        if import_module(f"adtool.recognition.{name}").is_ready():
            return name, ""
    return "none", REMEDY


def load_recogniser(
    name: str, settings: CharacterSettings, encoder: VisionEncoder | None
) -> Recogniser | None:
    """Load a recogniser; None is the one that recognises nobody.

    Args:
        name: an entry of ``RECOGNISERS``.
        settings: its numbers.
        encoder: the model's own vision encoder.

    Raises:
        ValueError: if there is no recogniser of that name.
        UnavailableError: if its package or its weights are not there.
    """
    return _entry(name)(settings, encoder)


def _entry(name: str) -> Loader:
    try:
        return RECOGNISERS[name]
    except KeyError:
        known = ", ".join(RECOGNISERS)
        raise ValueError(f"no recogniser is called {name!r} (there are: {known})") from None
