"""A narrator sees a movie: its clips are shown window after window, and what it keeps is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from adtool.cast.character import Box, Character
from adtool.cast.portraits import open_portrait
from adtool.errors import CastError
from adtool.media import MediaInfo, open_frames
from adtool.media.clip_frames import Frames, frames_at
from adtool.media.tally import Tally
from adtool.model.windows import windows
from adtool.narration.clip import ClipNarration
from adtool.narration.narrator import ContextFrame, Narrator, Seen, ShownClip
from adtool.progress import Progress
from adtool.shots.shot import ClipShots, Shot
from adtool.timeline import Clip
from adtool.work import TENSORS, WorkFolder

if TYPE_CHECKING:
    from torch import Tensor

    from adtool.media.image import Image

ToSee: TypeAlias = tuple[ClipNarration, "ClipShots | None"]
"""A clip, and its shots where the narrator asks."""

Tensors: TypeAlias = "Mapping[str, Tensor]"
"""What is kept of a window."""

FEATURES = "features"
"""The stage in which windows are kept."""

SAME_FRAME = 20
"""Milliseconds by which a face may lie beside a frame that it is marked in: half a frame."""


@dataclass(frozen=True)
class Viewing:
    """One movie before one narrator.

    Attributes:
        info: the movie.
        narrator: who sees and narrates it.
        work: keeps finished windows.
        progress: hears of every clip.
        tally: counts the frames that are decoded.
    """

    info: MediaInfo
    narrator: Narrator
    work: WorkFolder
    progress: Progress
    tally: Tally = field(default_factory=Tally)


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


def see(
    viewing: Viewing,
    narrations: Sequence[ClipNarration],
    shots: Sequence[ClipShots] | None = None,
) -> list[Window]:
    """Let the narrator see all clips.

    Args:
        viewing: the movie and the narrator.
        narrations: the clips, and who may be in each.
        shots: for each clip its shots; None where the narrator does not ask.

    Raises:
        MediaError: if the movie's video cannot be opened.
    """
    narrator, view = viewing.narrator, viewing.narrator.view
    without: list[ClipShots | None] = [None] * len(narrations)
    shown: list[ToSee] = list(zip(narrations, without if shots is None else shots, strict=True))
    groups = windows(shown, view.window)
    reader = narrator.settings.frame_reader

    def key(group: Sequence[ToSee]) -> object:
        return window_key(narrator, group)

    with open_frames(viewing.info.path, reader, view.short_side, viewing.tally) as frames:

        def compute(missing: Sequence[Sequence[ToSee]], progress: Progress) -> list[Tensors]:
            return [
                see_window(viewing, [(one, frames) for one in group], progress) for group in missing
            ]

        kept = viewing.work.keep_groups(
            FEATURES,
            groups,
            key,
            compute,
            TENSORS,
            title="Looking at clips",
            progress=viewing.progress,
        )
        return [
            _window([narration.clip for narration, _ in group], dict(tensors))
            for group, tensors in zip(groups, kept, strict=True)
        ]


def window_key(narrator: Narrator, group: Sequence[ToSee]) -> object:
    """Return all that what a narrator keeps of a window depends on."""
    return {**sight_of(narrator), "clips": [_told(narrator, *one) for one in group]}


def sight_of(narrator: Narrator) -> dict[str, object]:
    """Return all that what a narrator sees of a clip depends on."""
    view = narrator.view
    frames = [view.frames, view.short_side, narrator.settings.frame_reader, view.context]
    return {"sight": narrator.sight, "frames": frames}


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


def _told(
    narrator: Narrator, narration: ClipNarration, shots: ClipShots | None
) -> tuple[object, ...]:
    """Return what of a clip a narrator is shown beside the movie's pictures."""
    view, clip = narrator.view, narration.clip
    told: list[object] = [clip.start, clip.end]
    if view.faces:
        names = [[who.name, who.actor] for who in narration.nameable(view.characters)]
        told += [names, bool(narration.appearances)]
        told.append([[time, faces] for time, faces in _faces(narrator, narration) if faces])
    if shots is not None:
        told.append([_facts(part) for part in (shots.before, shots.inside, shots.after)])
    return tuple(told)


def _facts(shots: Sequence[Shot]) -> list[object]:
    return [[shot.start, shot.end, shot.setup, shot.scale, shot.moving] for shot in shots]


def _faces(narrator: Narrator, narration: ClipNarration) -> list[tuple[int, dict[str, Box]]]:
    """Return when each frame of a clip is, and whose face is where in it."""
    times = narration.clip.frame_times(narrator.view.frames)
    if not narrator.view.faces:
        return [(time, {}) for time in times]
    found = [
        (one.character.name, face) for one in narration.appearances or () for face in one.faces
    ]
    return [
        (time, {name: face.box for name, face in found if abs(face.time - time) <= SAME_FRAME})
        for time in times
    ]


def see_window(
    viewing: Viewing, group: Iterable[tuple[ToSee, Frames]], progress: Progress
) -> Tensors:
    """Show a window's clips to the narrator; return what it keeps, and which frames there are.

    Args:
        viewing: the movie and the narrator.
        group: the clips, each with what reads its frames; gone through once.
        progress: hears of every clip.
    """
    import torch

    view = viewing.narrator.view
    present: list[list[bool]] = []

    def shown() -> Iterator[ShownClip]:
        with progress.stage("Looking at clips") as stage:
            for (narration, shots), frames in group:
                clip = _shown(viewing.narrator, frames, narration, shots, progress)
                present.append([picture is not None for picture in clip.frames])
                yield clip
                stage.advance()

    seen = viewing.narrator.see(shown(), progress)
    kept = {k: v.half() if v.is_floating_point() else v for k, v in seen.tensors.items()}
    if seen.notes:
        text = json.dumps(list(seen.notes)).encode()
        kept[_NOTES] = torch.frombuffer(bytearray(text), dtype=torch.uint8)
    return {
        **kept,
        _PRESENT: torch.tensor(present, dtype=torch.uint8).reshape(-1, view.frames),
    }


_NOTES, _PRESENT = "notes", "present"


def _window(clips: Sequence[Clip], tensors: dict[str, Tensor]) -> Window:
    present = tensors.pop(_PRESENT).bool()
    notes = tensors.pop(_NOTES, None)
    texts = [] if notes is None else json.loads(notes.numpy().tobytes())
    return Window(clips, Seen(tensors, texts), present)


def _shown(
    narrator: Narrator,
    frames: Frames,
    narration: ClipNarration,
    shots: ClipShots | None,
    progress: Progress,
) -> ShownClip:
    """Read the frames of a clip, and of the shots beside it where the narrator looks at them."""
    view, clip = narrator.view, narration.clip
    faces = _faces(narrator, narration)
    times = [time for time, _ in faces]
    before = _context_times(shots.before if shots else (), view.context, 0)
    first = len(shots.before) + len(shots.inside) if shots else 0
    after = _context_times(shots.after if shots else (), view.context, first)
    wanted = [time for time, _ in before] + times + [time for time, _ in after]
    read = iter(frames_at(frames, clip, wanted, progress))
    return ShownClip(
        clip,
        before=_context(before, read),
        frames=[next(read) for _ in times],
        after=_context(after, read),
        times=times,
        characters=narration.nameable(view.characters),
        faces=[found for _, found in faces] if view.faces else (),
        recognised=bool(narration.appearances),
        shots=shots,
    )


def _context_times(shots: Sequence[Shot], count: int, first: int) -> list[tuple[int, int]]:
    """Return when frames of shots are, ``count`` evenly in each, and in which shot."""
    return [
        (shot.start + shot.duration * (2 * i + 1) // (2 * count), first + place)
        for place, shot in enumerate(shots)
        for i in range(count)
    ]


def _context(
    wanted: Sequence[tuple[int, int]], pictures: Iterator[Image | None]
) -> list[ContextFrame]:
    read = [(next(pictures), shot) for _, shot in wanted]
    return [ContextFrame(picture, shot) for picture, shot in read if picture is not None]
