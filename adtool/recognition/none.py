"""Recognises nobody: the whole cast is offered for every clip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adtool.settings import CharacterSettings

if TYPE_CHECKING:
    from adtool.model.vision_encoder import VisionEncoder


def load(settings: CharacterSettings, encoder: VisionEncoder | None) -> None:
    """Load nothing."""


def require() -> None:
    """Ask for nothing: it can always run."""
