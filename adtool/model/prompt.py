"""The interleaved prompt and the target: every word that the language model is told (§3.2).

The wording is Uni-AD's. A prompt is a sequence of segments: text, and slots that the narrator
fills with vectors (a clip's visual tokens, a character's face, the learned begin-of-description).
``PROMPTS`` has the kinds of prompts that Table 4 compares.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Slot(Enum):
    """A place in the prompt for vectors instead of words."""

    VIDEO = "video"
    FACE = "face"
    BOS = "bos"


Segment = str | Slot


class Named(Protocol):
    """Somebody who may be in the clip; ``adtool.cast.Character`` is one."""

    @property
    def name(self) -> str:
        """The role's name."""

    @property
    def actor(self) -> str | None:
        """Who plays it, or None."""


@dataclass(frozen=True, slots=True)
class Role:
    """A name, and perhaps an actor, for those who have no ``Character`` at hand."""

    name: str
    actor: str | None = None


def interleaved_prompt(characters: Sequence[Named], faces: bool = False) -> tuple[Segment, ...]:
    """Word the prompt of one clip.

    Args:
        characters: who may be in the clip; the order is kept.
        faces: leave a ``Slot.FACE`` behind each name.
    """
    segments: list[Segment] = []
    text = "Possible characters:"
    for i, character in enumerate(characters):
        text += (";" if i else "") + f" {character.name}"
        if character.actor:
            text += f" played by {character.actor}"
        if faces:
            segments += [text, Slot.FACE]
            text = ""
    if not characters:
        text += " unknown"
    return (*segments, f"{text}. Describe", Slot.VIDEO, ":", Slot.BOS)


def contextual_prompt(previous: Sequence[str]) -> tuple[Segment, ...]:
    """Word the prompt of one clip out of the ADs before it, as AutoAD-I does (Table 4c).

    It names nobody. In training the ADs are the true ones, in describing the model's own.

    Args:
        previous: the ADs of the clips before, the latest last.
    """
    said = "".join(target(sentence) for sentence in previous) or " none."
    return (f"Previous descriptions:{said} Describe", Slot.VIDEO, ":", Slot.BOS)


def visual_prompt() -> tuple[Segment, ...]:
    """Word the prompt of one clip that is told nothing (Table 4a)."""
    return ("Describe", Slot.VIDEO, ":", Slot.BOS)


@dataclass(frozen=True, slots=True)
class Told:
    """What a prompt may tell the language model of a clip, beside what is seen.

    Attributes:
        characters: who may be in it.
        previous: the ADs before it, the latest last.
    """

    characters: Sequence[Named] = ()
    previous: Sequence[str] = ()


PROMPTS: dict[str, Callable[[Told], tuple[Segment, ...]]] = {
    "characters": lambda told: interleaved_prompt(told.characters),
    "contexts": lambda told: contextual_prompt(told.previous),
    "none": lambda told: visual_prompt(),
}
"""The kinds of prompts: what they tell, and in which words."""


def target(sentence: str) -> str:
    """The text that the model learns to continue the prompt with: a space, and a full stop."""
    sentence = sentence.strip()
    return f" {sentence}" if sentence.endswith((".", "!", "?")) else f" {sentence}."
