"""Who is in a picture: people found in it, and compared with the portraits of the cast.

A recogniser is one file with ``load(settings, encoder)`` and ``require()``, which raises what
``load`` would raise for a missing package, and one entry in ``RECOGNISERS``. Packages and weights
are loaded by ``load``; the encoder is None where a narrator has none.
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

NO_ENCODER = (
    "Nobody is recognised, and the whole cast is offered for every clip: drawn people are told by "
    "the model's own CLIP encoder, and this model has none. Name one that has it with --model."
)

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


def choose(name: str, *, drawn: bool, encodes: bool = True) -> tuple[str, str]:
    """Say which recogniser suits, and what the user should know about the choice.

    Args:
        name: which is wanted; only of "auto" is there a choice.
        drawn: whether the model knows drawn people: recognisers of faces do not see theirs.
        encodes: whether the model has a CLIP encoder.
    """
    if name != AUTO:
        return name, ""
    if drawn:
        return ("clip", "") if encodes else ("none", NO_ENCODER)
    for name in ("insightface", "dlib"):
        if import_module(f"adtool.recognition.{name}").is_ready():
            return name, ""
    return "none", REMEDY


def load_recogniser(
    settings: CharacterSettings, *, drawn: bool, encoder: VisionEncoder | None
) -> tuple[Recogniser | None, str]:
    """Choose and load a recogniser.

    Args:
        settings: which is wanted, and its numbers.
        drawn: as in ``choose``.
        encoder: the model's own vision encoder; None where it has none.

    Returns:
        The recogniser, None where nobody is to be recognised; and what the user should know about
        it, its licence or why there is none: a sentence, or nothing.

    Raises:
        ValueError: if there is no recogniser of that name.
        UnavailableError: if its package or its weights are not there, or the encoder that it needs.
    """
    name, note = choose(settings.recogniser, drawn=drawn, encodes=encoder is not None)
    recogniser = _entry(name)(settings, encoder)
    return recogniser, note or (recogniser.notice if recogniser else "")


def _entry(name: str) -> Loader:
    try:
        return RECOGNISERS[name]
    except KeyError:
        known = ", ".join(RECOGNISERS)
        raise ValueError(f"no recogniser is called {name!r} (there are: {known})") from None
