"""Whose face is it? Faces of a film compared with a gallery of portraits.

As AutoAD-Zero does it: each face goes to the character whose portrait is nearest, each character
keeps the best face of a frame, and one that is nearer than the threshold is in that frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from adtool.cast.character import Appearance, Character, FaceAt
from adtool.recognition.recogniser import Face, Vector, unit


@dataclass(frozen=True)
class Gallery:
    """What the characters look like.

    Attributes:
        vectors: (p, D), one of unit length for each portrait.
        owners: (p,) the index in the cast of the character whom it shows.
    """

    vectors: Vector
    owners: npt.NDArray[np.int64]

    def nearest(self, vectors: Vector) -> tuple[npt.NDArray[np.int64], Vector]:
        """Return for vectors (n, D) whose portrait is nearest (n,), and its cosine (n,).

        Of several portraits of a character the nearest counts: people change in a film.
        """
        cosines = vectors @ self.vectors.T
        best = cosines.argmax(axis=1)
        return self.owners[best], cosines[np.arange(len(vectors)), best]


@dataclass(frozen=True)
class Sightings:
    """Where somebody looks more like a character than like any other, however little.

    Attributes:
        places: (s, 2) which clip, and which of its frames.
        boxes: (s, 4) where in the frame, in shares of its width and height.
        vectors: (s, D) what was seen.
        characters: (s,) whose portrait is nearest.
        similarities: (s,) its cosine.
    """

    places: npt.NDArray[np.int64]
    boxes: npt.NDArray[np.float32]
    vectors: Vector
    characters: npt.NDArray[np.int64]
    similarities: Vector


def spot(faces: Sequence[Face], gallery: Gallery, clip: int, frame: int) -> Sightings:
    """Return for each character the face of a frame that is theirs and most like them."""
    vectors = np.stack([face.vector for face in faces])
    owners, cosines = gallery.nearest(vectors)
    order = np.argsort(-cosines, kind="stable")
    first = order[np.unique(owners[order], return_index=True)[1]]
    return Sightings(
        np.tile(np.array([clip, frame], np.int64), (len(first), 1)),
        np.array([faces[i].box for i in first], np.float32),
        vectors[first],
        owners[first],
        cosines[first],
    )


def joined(parts: Sequence[Sightings], width: int) -> Sightings:
    """Join sightings; ``width`` is that of their vectors, for where there are none."""
    none = Sightings(
        np.zeros((0, 2), np.int64),
        np.zeros((0, 4), np.float32),
        np.zeros((0, width), np.float32),
        np.zeros(0, np.int64),
        np.zeros(0, np.float32),
    )
    every = [none, *parts]
    return Sightings(
        np.concatenate([part.places for part in every]),
        np.concatenate([part.boxes for part in every]),
        np.concatenate([part.vectors for part in every]),
        np.concatenate([part.characters for part in every]),
        np.concatenate([part.similarities for part in every]),
    )


def by_exemplars(sightings: Sightings, gallery: Gallery, count: int, threshold: float) -> Sightings:
    """Compare sightings anew, with what the film itself shows of the characters (AutoAD-II).

    A portrait shows the actor, the film the role. So a character's portraits make way for one
    exemplar: the mean of the ``count`` sightings that are most like them. Only those above the
    threshold count, for who is not in the film has no exemplar there (AutoAD-II takes any).
    """
    kept = sightings.similarities >= threshold
    vectors, owners = [], []
    for owner in np.unique(gallery.owners):
        own = np.flatnonzero(kept & (sightings.characters == owner))
        best = own[np.argsort(-sightings.similarities[own], kind="stable")[:count]]
        portraits = gallery.vectors[gallery.owners == owner]
        shown = unit(sightings.vectors[best].mean(axis=0))[None] if len(best) else portraits
        vectors.append(shown)
        owners += [owner] * len(shown)
    exemplars = Gallery(np.concatenate(vectors), np.array(owners, np.int64))
    characters, similarities = exemplars.nearest(sightings.vectors)
    return replace(sightings, characters=characters, similarities=similarities)


def appearances(
    sightings: Sightings,
    frames: Sequence[int],
    threshold: float,
    cast: Sequence[Character],
    times: Sequence[Sequence[int]],
) -> list[tuple[Appearance, ...]]:
    """Say who is in each clip, and where, most present first.

    Args:
        sightings: who was seen where.
        frames: how many frames of each clip could be read.
        threshold: the least cosine of somebody who is taken for recognised.
        cast: everybody; of those who are equally present and alike, the first here comes first.
        times: for each clip when its frames are, in ms.
    """
    seen: list[dict[int, dict[int, int]]] = [{} for _ in frames]  # clip, character, frame: row
    cosines = sightings.similarities
    for row in np.flatnonzero(cosines >= threshold).tolist():
        clip, frame = sightings.places[row].tolist()
        rows = seen[clip].setdefault(int(sightings.characters[row]), {})
        if frame not in rows or cosines[row] > cosines[rows[frame]]:
            rows[frame] = row
    clips = zip(seen, frames, times, strict=True)
    return [_ordered(clip, total, when, sightings, cast) for clip, total, when in clips]


def _ordered(
    seen: dict[int, dict[int, int]],
    frames: int,
    times: Sequence[int],
    sightings: Sightings,
    cast: Sequence[Character],
) -> tuple[Appearance, ...]:
    found = [
        Appearance(
            cast[index],
            len(at) / frames,
            max(float(sightings.similarities[row]) for row in at.values()),
            tuple(_face(times[frame], sightings.boxes[row]) for frame, row in sorted(at.items())),
        )
        for index, at in sorted(seen.items())
    ]
    return tuple(sorted(found, key=lambda one: (-one.presence, -one.similarity)))


def _face(time: int, box: npt.NDArray[np.float32]) -> FaceAt:
    left, top, right, bottom = (round(float(edge), 4) for edge in box)
    return FaceAt(time, (left, top, right, bottom))
