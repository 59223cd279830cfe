"""Who is in which clip: the cast's portraits, and what the clips' frames show of them.

As AutoAD-Zero's character recognition, which the paper used: people are found in a clip's frames,
compared with every portrait, and those who are near enough are in the clip, most present first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from adtool.cast.character import Character
from adtool.cast.portraits import open_portrait
from adtool.errors import CastError
from adtool.features.of_movie import Frames, clip_frames
from adtool.media import MediaInfo, open_frames
from adtool.progress import SILENT, Joined, Progress, Stage
from adtool.recognition.matching import (
    Appearance,
    Gallery,
    Sightings,
    appearances,
    by_exemplars,
    joined,
    spot,
)
from adtool.recognition.recogniser import Recogniser
from adtool.settings import CharacterSettings
from adtool.timeline import Clip, Line
from adtool.work import TENSORS, WorkFolder

if TYPE_CHECKING:
    from torch import Tensor

__all__ = ["Appearance", "People", "Search", "gallery_from_json", "portray", "recognise"]


@dataclass(frozen=True)
class People:
    """Who is in a movie, and who was recognised where.

    Attributes:
        cast: everybody, in the cast's order.
        clips: for each clip who was recognised, most present first; None where nobody looked.
        facts: how they were recognised: JSON-ready values.
    """

    cast: Sequence[Character]
    clips: Sequence[tuple[Appearance, ...]] | None = None
    facts: Mapping[str, object] | None = None

    @property
    def names(self) -> list[tuple[str, ...]]:
        """For each clip the names of who was recognised; nothing where nobody looked."""
        return [tuple(self.cast[one.character].name for one in clip) for clip in self.clips or ()]

    def offered(self, count: int, unrecognised: str) -> list[Sequence[Character]]:
        """Return for each of ``count`` clips who may be in it, for the prompt.

        Args:
            count: how many clips there are.
            unrecognised: who may be in a clip where nobody was recognised: "unknown", or the
                "cast".
        """
        if self.clips is None:
            return [self.cast] * count
        nobody = self.cast if unrecognised == "cast" else ()
        return [[self.cast[one.character] for one in clip] or nobody for clip in self.clips]

    def marked(self, lines: Sequence[Line], clips: Sequence[Clip]) -> tuple[Line, ...]:
        """Note on each line how present the characters of its clip are."""
        if self.clips is None:
            return tuple(lines)
        presence = {
            clip: tuple(round(one.presence, 3) for one in seen)
            for clip, seen in zip(clips, self.clips, strict=True)
        }
        return tuple(replace(line, presence=presence[line.clip]) for line in lines if line.clip)


@dataclass(frozen=True)
class Search:
    """One movie searched for one cast.

    Attributes:
        info: the movie.
        cast: everybody in it.
        recogniser: finds people.
        gallery: what the cast looks like, to that recogniser.
        settings: the numbers.
        reader: an entry of ``adtool.media.FRAME_READERS``.
        group: how many clips are kept at once.
        work: keeps finished groups.
        progress: hears of every clip.
    """

    info: MediaInfo
    cast: Sequence[Character]
    recogniser: Recogniser
    gallery: Gallery
    settings: CharacterSettings
    reader: str
    group: int
    work: WorkFolder
    progress: Progress

    @property
    def frames(self) -> int:
        """How many frames of a clip are searched."""
        return self.settings.frames or self.recogniser.frames

    @property
    def threshold(self) -> float:
        """The cosine from which on somebody is recognised."""
        given = self.settings.threshold
        return self.recogniser.threshold if given is None else given


def portray(
    characters: Sequence[Character],
    recogniser: Recogniser,
    settings: CharacterSettings,
    progress: Progress,
) -> dict[str, object]:
    """Find the face in every portrait.

    A portrait that cannot be used is noted, and left out. So is one that shows several people: its
    largest face is taken.

    Returns:
        The gallery as JSON values, for ``gallery_from_json``.

    Raises:
        CastError: if ``settings.strict`` and a portrait cannot be used.
    """
    vectors: list[list[float]] = []
    owners: list[int] = []
    for index, character in enumerate(characters):
        for path in character.portraits:
            try:
                face = recogniser.portrait(open_portrait(path))
                if face is None:
                    raise CastError(path, f"{recogniser.name} finds no face in it")
            except CastError as error:
                if settings.strict:
                    raise
                progress.note(f"{path.name}, a portrait of {character.name}: {error.fault}.")
                continue
            vectors.append(face.vector.tolist())
            owners.append(index)
        if character.portraits and index not in owners:
            progress.note(f"{character.name} has no portrait that can be used, so no face.")
    return {"vectors": vectors, "owners": owners}


def gallery_from_json(kept: Mapping[str, Any]) -> Gallery | None:
    """Return what ``portray`` found; None where nobody has a face."""
    if not kept["owners"]:
        return None
    return Gallery(np.array(kept["vectors"], np.float32), np.array(kept["owners"], np.int64))


def recognise(search: Search, clips: Sequence[Clip]) -> People:
    """Say who is in each clip; frames that cannot be read are passed over.

    Raises:
        MediaError: if the movie's video cannot be opened.
    """
    width = search.gallery.vectors.shape[1]
    groups = list(_searched(search, clips))
    sightings = joined([sighted for sighted, _ in groups], width)
    frames = [count for _, counts in groups for count in counts]
    if search.settings.exemplars:
        sightings = by_exemplars(
            sightings, search.gallery, search.settings.exemplars, search.threshold
        )
    facts = {
        "recogniser": search.recogniser.identity,
        "threshold": round(search.threshold, 4),
        "frames": search.frames,
    }
    return People(search.cast, appearances(sightings, frames, search.threshold), facts)


def _searched(search: Search, clips: Sequence[Clip]) -> Iterator[tuple[Sightings, list[int]]]:
    """Search group after group; yield who was sighted, and how many frames each clip had."""
    key = {
        "recogniser": search.recogniser.identity,
        "gallery": _digest(search.gallery),
        "frames": [search.frames, search.reader],
    }
    short_side = search.recogniser.short_side
    with (
        open_frames(search.info.path, search.reader, short_side) as frames,
        search.progress.stage("Recognising characters", len(clips)) as stage,
    ):
        for start in range(0, len(clips), search.group):
            part = clips[start : start + search.group]
            counted = Joined(search.progress, stage, len(part))
            settings = {**key, "clips": [(clip.start, clip.end) for clip in part]}
            look = partial(_look, search, frames, part, counted)
            sightings, counts = _from_tensors(
                search.work.keep("characters", settings, look, TENSORS)
            )
            counted.finish()
            yield replace(sightings, places=sightings.places + np.array([start, 0])), counts


def _look(
    search: Search, frames: Frames, clips: Sequence[Clip], stage: Stage
) -> Mapping[str, Tensor]:
    """Search the frames of a group of clips."""
    found: list[Sightings] = []
    counts: list[int] = []
    for index, clip in enumerate(clips):
        pictures = clip_frames(frames, clip, search.frames, SILENT)
        counts.append(sum(picture is not None for picture in pictures))
        for number, picture in enumerate(pictures):
            if picture is not None and (faces := search.recogniser.faces(picture)):
                found.append(spot(faces, search.gallery, index, number))
        stage.advance()
    return _to_tensors(joined(found, search.gallery.vectors.shape[1]), counts)


def _to_tensors(sightings: Sightings, counts: Sequence[int]) -> Mapping[str, Tensor]:
    import torch

    return {
        "places": torch.from_numpy(sightings.places),
        "boxes": torch.from_numpy(sightings.boxes),
        "vectors": torch.from_numpy(sightings.vectors).half(),
        "characters": torch.from_numpy(sightings.characters),
        "similarities": torch.from_numpy(sightings.similarities),
        "counts": torch.tensor(counts, dtype=torch.int64),
    }


def _from_tensors(kept: Mapping[str, Tensor]) -> tuple[Sightings, list[int]]:
    sightings = Sightings(
        kept["places"].numpy(),
        kept["boxes"].numpy(),
        kept["vectors"].float().numpy(),
        kept["characters"].numpy(),
        kept["similarities"].numpy(),
    )
    return sightings, kept["counts"].tolist()


def _digest(gallery: Gallery) -> str:
    digest = hashlib.sha256(np.ascontiguousarray(gallery.vectors).data)
    digest.update(np.ascontiguousarray(gallery.owners).data)
    return digest.hexdigest()[:24]
