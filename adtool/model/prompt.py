"""The interleaved prompt and the target: every word that the language model gets (§3.2).

The wording is Uni-AD's. A prompt is a sequence of segments: text, and slots that the language model
fills with vectors (a clip's visual tokens, a character's face, the learned begin-of-description).
``PROMPTS`` has the kinds of prompts that Table 4 compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol, TypeAlias

from adtool.english.forms import short_name

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor


class Slot(Enum):
    """A place in the prompt for vectors instead of words."""

    VIDEO = "video"
    FACE = "face"
    BOS = "bos"


Segment = str | Slot

Face: TypeAlias = "Tensor | NDArray[np.float32] | None"
"""A character's face, (C,), as ``faces.portrait_vector`` makes it; None without any portrait."""


class Named(Protocol):
    """Somebody who may be in the clip; ``adtool.cast.character.Character`` is one."""

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


def roles(names: Iterable[str], actors: Mapping[str, str]) -> list[Role]:
    """Return those who are named, each with the actor where one is known, in order."""
    return [Role(name, actors.get(name)) for name in names]


NAMES: dict[str, Callable[[str], str]] = {"first": short_name, "full": str}
"""How prompts name people: by the first name, as ADs mostly do, or word for word."""


def prompt_characters(characters: Sequence[Named], names: str) -> list[Named]:
    """Return characters as a prompt names them; two whose short names are the same keep theirs.

    Args:
        characters: who may be in the clip.
        names: an entry of ``NAMES``.
    """
    short = [NAMES[names](character.name) for character in characters]
    return [
        Role(name, who.actor) if name != who.name and short.count(name) == 1 else who
        for who, name in zip(characters, short, strict=True)
    ]


def interleaved_prompt(
    characters: Sequence[Named], faces: Sequence[Face] = ()
) -> tuple[Segment, ...]:
    """Word the prompt of one clip.

    Faces are for two or more: they say which of them is which (§3.2).

    Args:
        characters: who may be in the clip; the order is kept.
        faces: the face of each of them, or nothing at all. A ``Slot.FACE`` stands behind the
            name of each of two or more whose face is known.
    """
    segments: list[Segment] = []
    text = "Possible characters:"
    seen = [face is not None for face in faces] if len(characters) > 1 else []
    for i, character in enumerate(characters):
        text += (";" if i else "") + f" {character.name}"
        if character.actor:
            text += f" played by {character.actor}"
        if seen and seen[i]:
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
    lines = "".join(target(sentence) for sentence in previous) or " none."
    return (f"Previous descriptions:{lines} Describe", Slot.VIDEO, ":", Slot.BOS)


def visual_prompt() -> tuple[Segment, ...]:
    """Word the prompt of one clip that holds nothing else (Table 4a)."""
    return ("Describe", Slot.VIDEO, ":", Slot.BOS)


@dataclass(frozen=True, slots=True)
class PromptInputs:
    """What a clip's prompt may hold beside its visual tokens.

    Attributes:
        characters: who may be in it.
        previous: the ADs before it, the latest last.
        faces: the face of each of the characters; or empty, where there are none.
    """

    characters: Sequence[Named] = ()
    previous: Sequence[str] = ()
    faces: Sequence[Face] = ()

    def __post_init__(self) -> None:
        if len(self.faces) not in (0, len(self.characters)):
            raise ValueError(f"{len(self.faces)} faces for {len(self.characters)} characters")


PROMPTS: dict[str, Callable[[PromptInputs], tuple[Segment, ...]]] = {
    "characters": lambda inputs: interleaved_prompt(inputs.characters, inputs.faces),
    "contexts": lambda inputs: contextual_prompt(inputs.previous),
    "none": lambda inputs: visual_prompt(),
}
"""The kinds of prompts: what they hold, and in which words."""


def target(sentence: str) -> str:
    """The text that the model learns to continue the prompt with: a space, and a full stop.

    A stop that stands inside of closing quotes or brackets ends the sentence as well.
    """
    sentence = sentence.strip()
    return f" {sentence}" if sentence.rstrip(_CLOSING).endswith(_STOPS) else f" {sentence}."


_CLOSING = "\"'”’»›)]}」』 "
_STOPS = (".", "!", "?", "…", "。", "！", "？")
