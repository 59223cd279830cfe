"""What recognition would stumble over in a cast: portraits without a face, people alike."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from adtool.cast.character import Cast, Character
from adtool.cast.portraits import open_portrait
from adtool.recognition import Recogniser
from adtool.recognition.recogniser import Vector

ERROR, WARNING = "error", "warning"

_FINDS_NO_FACES = frozenset({"clip"})  # a portrait is whoever it shows; its squares are no faces


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend in a cast.

    Attributes:
        level: "error" where a portrait is of no use, else "warning".
        rule: what it is about, in a word or two: "no-face", "look-alike", ….
        characters: whom it is about.
        portraits: the pictures in question.
        what: a sentence that says what is wrong, and what to do.
    """

    level: str
    rule: str
    characters: tuple[str, ...]
    portraits: tuple[Path, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What a recogniser made of a portrait.

    Attributes:
        character: whose it is.
        path: the file.
        digest: of its pixels; the same for copies of one picture.
        faces: how many faces were found; None where none were searched for.
        vector: (D,) the face that counts, of unit length; None where there is none.
    """

    character: str
    path: Path
    digest: str
    faces: int | None
    vector: Vector | None


@dataclass(frozen=True, slots=True)
class Pair:
    """How alike two characters look in those of their portraits that are most alike.

    Attributes:
        one: a portrait of the one.
        other: a portrait of the other.
        similarity: their cosine.
    """

    one: Examined
    other: Examined
    similarity: float


def examine(cast: Cast, recogniser: Recogniser | None) -> list[Examined]:
    """Return what a recogniser makes of every portrait; without one, the pictures alone.

    Raises:
        CastError: if a portrait cannot be opened any more.
    """
    return [
        _examine(character, path, recogniser)
        for character in cast.characters
        for path in character.portraits
    ]


def _examine(character: Character, path: Path, recogniser: Recogniser | None) -> Examined:
    picture = open_portrait(path)
    digest = hashlib.sha256(repr(picture.shape).encode() + picture.tobytes()).hexdigest()
    if recogniser is None:
        return Examined(character.name, path, digest, None, None)
    face = recogniser.portrait(picture)
    vector = None if face is None else face.vector
    if recogniser.name in _FINDS_NO_FACES:
        return Examined(character.name, path, digest, None, vector)
    found = 0 if face is None else max(1, len(recogniser.faces(picture)))
    return Examined(character.name, path, digest, found, vector)


def pairs_of(seen: Sequence[Examined]) -> list[Pair]:
    """Return every two characters with faces, the most alike first."""
    best: dict[tuple[str, str], Pair] = {}
    for one, other in combinations(seen, 2):
        key = one.character, other.character
        if one.vector is None or other.vector is None or key[0] == key[1]:
            continue
        pair = Pair(one, other, float(one.vector @ other.vector))
        best[key] = max(best.get(key, pair), pair, key=lambda pair: pair.similarity)
    return sorted(best.values(), key=lambda pair: -pair.similarity)


def find_faults(cast: Cast, seen: Sequence[Examined], threshold: float | None) -> list[Finding]:
    """Return what there is to mend, errors first.

    Args:
        cast: the cast.
        seen: what ``examine`` returned for it.
        threshold: the cosine from which on two faces are taken for one person; None: without a
            recogniser.
    """
    found = [*_without_portraits(cast), *_copies(seen), *_faces(seen)]
    if threshold is not None:
        found += [*_look_alikes(seen, threshold), *_unlike(seen, threshold)]
    return sorted(found, key=lambda finding: finding.level != ERROR)


def _without_portraits(cast: Cast) -> Iterator[Finding]:
    for character in cast.characters:
        if not character.portraits:
            what = "has no portrait that can be used, and cannot be recognised; add one."
            yield Finding(WARNING, "no-portrait", (character.name,), (), f"{character.name} {what}")


def _copies(seen: Sequence[Examined]) -> Iterator[Finding]:
    for one, other in combinations(seen, 2):
        if one.digest == other.digest:
            whose = "" if one.character == other.character else f", of {other.character},"
            yield Finding(
                WARNING if one.character == other.character else ERROR,
                "same-picture",
                tuple(dict.fromkeys((one.character, other.character))),
                (one.path, other.path),
                f"{one.path.name}, of {one.character}, and {other.path.name}{whose} are the same "
                "picture; take one out.",
            )


def _faces(seen: Sequence[Examined]) -> Iterator[Finding]:
    for one in seen:
        if one.faces is None or one.faces == 1:
            continue
        if one.faces:
            level, rule = WARNING, "several-faces"
            what = f"shows {one.faces} faces, of which the largest counts; cut it out."
        else:
            level, rule = ERROR, "no-face"
            what = "shows no face that is found; take a picture with a large one, from the front."
        said = f"{one.path.name}, of {one.character}, {what}"
        yield Finding(level, rule, (one.character,), (one.path,), said)


def _look_alikes(seen: Sequence[Examined], threshold: float) -> Iterator[Finding]:
    for pair in pairs_of(seen):
        if pair.similarity >= threshold and pair.one.digest != pair.other.digest:
            names = pair.one.character, pair.other.character
            yield Finding(
                WARNING,
                "look-alike",
                names,
                (pair.one.path, pair.other.path),
                f"{names[0]} and {names[1]} look alike in {pair.one.path.name} and "
                f"{pair.other.path.name} ({pair.similarity:.2f}, where {threshold:.2f} is one "
                "person): one may be taken for the other. Choose other portraits, or a higher "
                "threshold.",
            )


def _unlike(seen: Sequence[Examined], threshold: float) -> Iterator[Finding]:
    for one in seen:
        others = [
            float(one.vector @ other.vector)
            for other in seen
            if other is not one and other.character == one.character
            if one.vector is not None and other.vector is not None
        ]
        if others and max(others) < threshold:
            yield Finding(
                WARNING,
                "unlike",
                (one.character,),
                (one.path,),
                f"{one.path.name} looks unlike every other portrait of {one.character} "
                f"({max(others):.2f} at most, where {threshold:.2f} is one person). See whether it "
                "is somebody else.",
            )
