"""Who is in which clip: the cast's portraits, and what the clips' frames show of them.

As AutoAD-Zero's character recognition, which the paper used: people are found in a clip's frames,
compared with every portrait, and those who are near enough are in the clip, most present first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from adtool.cast.character import Appearance, Character
from adtool.cast.portraits import open_portrait
from adtool.errors import CastError
from adtool.media import MediaInfo, open_frames
from adtool.media.clip_frames import Frames, clip_frames
from adtool.media.tally import Tally
from adtool.model.windows import windows
from adtool.progress import SILENT, Progress
from adtool.recognition.matching import (
    Gallery,
    Sightings,
    appearances,
    by_exemplars,
    joined,
    spot,
)
from adtool.recognition.recogniser import Recogniser
from adtool.settings import CharacterSettings
from adtool.timeline import Clip
from adtool.work import TENSORS, WorkFolder

if TYPE_CHECKING:
    from torch import Tensor

GROUP = 16
"""Clips whose sightings are kept together."""

CHARACTERS = "characters"
"""The stage in which they are kept."""

Tensors: TypeAlias = "Mapping[str, Tensor]"
"""The sightings of a group, as they are kept."""


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
        work: keeps finished groups.
        progress: hears of every clip.
        tally: counts the frames that are decoded.
    """

    info: MediaInfo
    cast: Sequence[Character]
    recogniser: Recogniser
    gallery: Gallery
    settings: CharacterSettings
    reader: str
    work: WorkFolder
    progress: Progress
    tally: Tally = field(default_factory=Tally)

    @property
    def frames(self) -> int:
        """How many frames of a clip are searched."""
        return self.settings.frames or self.recogniser.frames

    @property
    def threshold(self) -> float:
        """The cosine from which on somebody is recognised."""
        given = self.settings.threshold
        return self.recogniser.threshold if given is None else given

    def key(self, group: Sequence[Clip]) -> object:
        """Return all that the sightings of a group depend on."""
        return {**self._settings, "clips": [(clip.start, clip.end) for clip in group]}

    @cached_property
    def _settings(self) -> dict[str, object]:
        return {
            "recogniser": self.recogniser.identity,
            "gallery": _digest(self.gallery),
            "frames": [self.frames, self.reader],
        }

    @property
    def facts(self) -> dict[str, object]:
        """How the cast is recognised: JSON-ready values."""
        return {
            "recogniser": self.recogniser.identity,
            "threshold": round(self.threshold, 4),
            "frames": self.frames,
        }


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


def recognise(search: Search, clips: Sequence[Clip]) -> list[tuple[Appearance, ...]]:
    """Say who is in each clip, most present first; frames that cannot be read are passed over.

    Raises:
        MediaError: if the movie's video cannot be opened.
    """
    sightings, frames = _search(search, clips)
    if search.settings.exemplars:
        sightings = by_exemplars(
            sightings, search.gallery, search.settings.exemplars, search.threshold
        )
    times = [clip.frame_times(search.frames) for clip in clips]
    return appearances(sightings, frames, search.threshold, search.cast, times)


def _search(search: Search, clips: Sequence[Clip]) -> tuple[Sightings, list[int]]:
    """Search all clips; return who was sighted where, and how many frames each clip had."""
    groups = windows(clips, GROUP)
    side = search.recogniser.short_side
    with open_frames(search.info.path, search.reader, side, search.tally) as frames:

        def compute(missing: Sequence[Sequence[Clip]], progress: Progress) -> list[Tensors]:
            return [
                search_group(search, [(clip, frames) for clip in group], progress)
                for group in missing
            ]

        kept = search.work.keep_groups(
            CHARACTERS,
            groups,
            search.key,
            compute,
            TENSORS,
            title="Recognising characters",
            progress=search.progress,
        )
        parts = [_from_tensors(tensors) for tensors in kept]
    moved = [
        replace(found, places=found.places + np.array([index * GROUP, 0]))
        for index, (found, _) in enumerate(parts)
    ]
    width = search.gallery.vectors.shape[1]
    return joined(moved, width), [count for _, counts in parts for count in counts]


def search_group(
    search: Search, clips: Iterable[tuple[Clip, Frames]], progress: Progress
) -> Tensors:
    """Search the frames of a group of clips, each with what reads its frames."""
    found: list[Sightings] = []
    counts: list[int] = []
    with progress.stage("Recognising characters") as stage:
        for index, (clip, frames) in enumerate(clips):
            pictures = clip_frames(frames, clip, search.frames, SILENT)
            counts.append(sum(picture is not None for picture in pictures))
            for number, picture in enumerate(pictures):
                if picture is not None and (faces := search.recogniser.faces(picture)):
                    found.append(spot(faces, search.gallery, index, number))
            stage.advance()
    return _to_tensors(joined(found, search.gallery.vectors.shape[1]), counts)


def _to_tensors(sightings: Sightings, counts: Sequence[int]) -> Tensors:
    import torch

    return {
        "places": torch.from_numpy(sightings.places),
        "boxes": torch.from_numpy(sightings.boxes),
        "vectors": torch.from_numpy(sightings.vectors).half(),
        "characters": torch.from_numpy(sightings.characters),
        "similarities": torch.from_numpy(sightings.similarities),
        "counts": torch.tensor(counts, dtype=torch.int64),
    }


def _from_tensors(kept: Tensors) -> tuple[Sightings, list[int]]:
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
