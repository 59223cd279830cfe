"""Clips in, candidates out: what a narrator sees of a movie and offers for it, kept by windows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any

from adtool.cast.character import Character
from adtool.cast.portraits import open_portrait
from adtool.errors import CastError
from adtool.media import MediaInfo, open_frames
from adtool.media.clip_frames import clip_frames
from adtool.model.windows import windows
from adtool.narration.clip import ClipNarration
from adtool.narration.narrator import Group, Narrator, Seen
from adtool.progress import Progress
from adtool.timeline import Candidate, Clip
from adtool.work import JSON, TENSORS, WorkFolder

if TYPE_CHECKING:
    from torch import Tensor

    from adtool.media.image import Image
    from adtool.media.reader import FrameReader


@dataclass(frozen=True)
class Viewing:
    """One movie before one narrator.

    Attributes:
        info: the movie.
        narrator: who sees and narrates it.
        work: keeps finished windows.
        progress: hears of every clip.
    """

    info: MediaInfo
    narrator: Narrator
    work: WorkFolder
    progress: Progress


@dataclass(frozen=True)
class Window:
    """Consecutive clips, and what the narrator has seen of them.

    Attributes:
        clips: the clips.
        seen: what the narrator keeps.
        present: (clips, frames) False where a frame is missing.
    """

    clips: Sequence[Clip]
    seen: Seen
    present: Tensor

    def __len__(self) -> int:
        return len(self.clips)


def see(viewing: Viewing, clips: Sequence[Clip]) -> list[Window]:
    """Let the narrator see the frames of all clips.

    Raises:
        MediaError: if the movie's video cannot be opened.
    """
    narrator, view = viewing.narrator, viewing.narrator.view
    reader = narrator.settings.frame_reader
    groups = windows(clips, view.window)

    def key(group: Sequence[Clip]) -> object:
        return {**_sight(narrator), "clips": _times(group)}

    with open_frames(viewing.info.path, reader, view.short_side) as frames:

        def compute(
            missing: Sequence[Sequence[Clip]], progress: Progress
        ) -> list[Mapping[str, Tensor]]:
            return [_see(viewing, frames, group, progress) for group in missing]

        kept = viewing.work.keep_groups(
            "features",
            groups,
            key,
            compute,
            TENSORS,
            title="Looking at clips",
            progress=viewing.progress,
        )
        return [_window(group, dict(tensors)) for group, tensors in zip(groups, kept, strict=True)]


def _window(clips: Sequence[Clip], tensors: dict[str, Tensor]) -> Window:
    present = tensors.pop("present").bool()
    return Window(clips, tensors, present)


def _see(
    viewing: Viewing, frames: FrameReader, clips: Sequence[Clip], progress: Progress
) -> Mapping[str, Tensor]:
    """Show a window's frames to the narrator; return what it keeps, and which frames there are."""
    import torch

    count = viewing.narrator.view.frames
    present: list[list[bool]] = []

    def shown() -> Iterator[list[Image | None]]:
        with progress.stage("Looking at clips", len(clips)) as stage:
            for clip in clips:
                pictures = clip_frames(frames, clip, count, progress)
                present.append([picture is not None for picture in pictures])
                yield pictures
                stage.advance()

    seen = viewing.narrator.see(shown())
    smaller = {k: v.half() if v.is_floating_point() else v for k, v in seen.items()}
    return {**smaller, "present": torch.tensor(present, dtype=torch.uint8).reshape(-1, count)}


def unlikeness(viewing: Viewing, seen: Sequence[Window]) -> float | None:
    """Say how unlike the narrator's world the movie is; see ``Narrator.unlikeness``."""
    rows = [(window.seen, window.present) for window in seen]
    return viewing.narrator.unlikeness([row for row, _ in rows], [there for _, there in rows])


def portray(viewing: Viewing, characters: Sequence[Character]) -> dict[str, Tensor]:
    """Return what each character looks like to the narrator; nothing where it does not look.

    A portrait that cannot be used is passed over.
    """
    if not viewing.narrator.view.portraits:
        return {}
    portraits: dict[str, Tensor] = {}
    for character in characters:
        pictures = []
        for path in character.portraits:
            with suppress(CastError):  # told of where portraits are searched for faces
                pictures.append(open_portrait(path))
        if pictures:
            portraits[character.name] = viewing.narrator.portray(pictures)
    return portraits


def narrate(
    viewing: Viewing,
    narrations: Sequence[ClipNarration],
    seen: Sequence[Window],
    portraits: Mapping[str, Tensor],
) -> list[ClipNarration]:
    """Let the narrator offer wordings for every clip.

    Args:
        viewing: the movie and the narrator.
        narrations: the clips, and who may be in each.
        seen: what ``see`` returned of these clips.
        portraits: what ``portray`` returned of the cast.

    Returns:
        The clips with their candidates, best first; none for a clip without a frame.
    """
    narrator, view = viewing.narrator, viewing.narrator.view
    named = {
        narration.clip: list(narration.characters[: view.characters]) for narration in narrations
    }
    offered: list[tuple[Candidate, ...]] = []

    def before() -> list[str]:
        lines = [candidates[0].text for candidates in offered if candidates]
        return lines[-view.lines :] if view.lines else []

    def key(window: Window) -> object:
        characters = [named[clip] for clip in window.clips]
        return {
            **_sight(narrator),
            "wording": narrator.wording,
            "clips": _times(window.clips),
            "names": [[[who.name, who.actor] for who in clip] for clip in characters],
            "portraits": _digest(portraits, characters),
            "before": before(),
        }

    def compute(missing: Sequence[Window], progress: Progress) -> list[object]:
        group = _group(missing, named, portraits, before())
        found = narrator.narrate(group, progress)
        values = iter([[(one.text, one.score) for one in clip] for clip in found])
        return [list(islice(values, len(window))) for window in missing]

    kept: Iterator[Any] = viewing.work.keep_groups(
        "candidates",
        seen,
        key,
        compute,
        JSON,
        title="Describing clips",
        progress=viewing.progress,
        at_once=1 if view.lines else narrator.settings.windows,
    )
    for window in kept:
        offered += [tuple(Candidate(*candidate) for candidate in clip) for clip in window]
    readable = [bool(row.any()) for window in seen for row in window.present]
    return [
        replace(narration, candidates=candidates, readable=there)
        for narration, candidates, there in zip(narrations, offered, readable, strict=True)
    ]


def _group(
    seen: Sequence[Window],
    named: Mapping[Clip, Sequence[Character]],
    portraits: Mapping[str, Tensor],
    before: Sequence[str],
) -> Group:
    """Join windows to what the narrator is told of them."""
    import torch

    clips = [clip for window in seen for clip in window.clips]
    rows = [window.seen for window in seen]
    return Group(
        clips=clips,
        seen={name: torch.cat([row[name] for row in rows]) for name in rows[0]},
        present=torch.cat([window.present for window in seen]),
        characters=[named[clip] for clip in clips],
        portraits=portraits,
        before=before,
    )


def _sight(narrator: Narrator) -> dict[str, object]:
    """Return all that what a narrator sees of a clip depends on."""
    frames = [narrator.view.frames, narrator.view.short_side, narrator.settings.frame_reader]
    return {"sight": narrator.sight, "frames": frames}


def _digest(portraits: Mapping[str, Tensor], characters: Sequence[Sequence[Character]]) -> str:
    """Return a digest of what those look like whom a window's prompts name."""
    digest = sha256()
    for name in sorted({who.name for clip in characters for who in clip} & portraits.keys()):
        digest.update(name.encode())
        digest.update(portraits[name].float().cpu().numpy().tobytes())
    return digest.hexdigest()[:24]


def _times(clips: Sequence[Clip]) -> list[tuple[int, int]]:
    return [(clip.start, clip.end) for clip in clips]
