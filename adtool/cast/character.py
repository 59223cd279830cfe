"""The people of a movie: one of them, and all."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from unicodedata import normalize

from adtool.cast.schema import LONGEST_NAME
from adtool.documents import Value


@dataclass(frozen=True, slots=True)
class Character:
    """One person of the story.

    Attributes:
        name: what the narration calls them.
        actor: who plays them; empty where unknown.
        aliases: other names they go by.
        portraits: image files that show them; each could be opened.
        id: who plays them, as a character bank numbers people ("nm0001772"); empty where unknown.
        introduced_at: when the film introduces their name, in ms; 0: at its start.
        pronoun: one of ``adtool.cast.schema.PRONOUNS``; empty where the cast does not say.
    """

    name: str
    actor: str = ""
    aliases: tuple[str, ...] = ()
    portraits: tuple[Path, ...] = ()
    id: str = ""
    introduced_at: int = 0
    pronoun: str = ""

    def __hash__(self) -> int:
        """Hash the name alone: casts are keys, line after line."""
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one movie.

    Attributes:
        title: the movie's title; empty where unknown.
        characters: in the file's order, most important first by custom.
        nameless: who plays the roles of a character bank that have no name, and are none of
            ``characters``; where it does not say who, the role's place in the file.
    """

    title: str = ""
    characters: tuple[Character, ...] = ()
    nameless: tuple[str, ...] = field(default=(), compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The characters' names, in order."""
        return tuple(character.name for character in self.characters)


Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom, in shares of a picture's width and height."""


@dataclass(frozen=True, slots=True)
class FaceAt:
    """Where a character's face was recognised.

    Attributes:
        time: of the frame, in ms.
        box: where in the frame.
    """

    time: int
    box: Box


@dataclass(frozen=True, slots=True)
class Appearance:
    """A character in a clip.

    Attributes:
        character: who it is.
        presence: the share of the clip's frames in which they were recognised, above 0.
        similarity: the cosine of their best face in it and the nearest portrait.
        faces: where they were recognised, in order of time.
    """

    character: Character
    presence: float
    similarity: float
    faces: tuple[FaceAt, ...] = ()


def name_of(value: Value) -> str:
    """Return a name on one line, without stray spaces, its accents composed."""
    name = normalize("NFC", " ".join(value.string().split()))
    if not name:
        raise value.fault("is empty")
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise value.fault(f"is no name: over {LONGEST_NAME} letters, or not printable")
    return name
