"""The shots of one run's clips: watched once, kept, and then compared over the whole film."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adtool.cast.character import FaceAt
from adtool.progress import Progress
from adtool.shots.film import FilmShots
from adtool.shots.scale import face_finder, finds_faces
from adtool.shots.shot import ClipShots
from adtool.shots.stills import SHORT_SIDE, keep_still
from adtool.shots.watched import Part, Watched, codec
from adtool.shots.watching import Taken, watch
from adtool.timeline import Clip, Span
from adtool.work import Run

CONTEXT = 7000
"""Milliseconds on either side of a clip that are watched as well."""


@dataclass(frozen=True)
class Stretch:
    """Clips that lie so near to each other that they are watched in one go.

    Attributes:
        span: what is watched.
        clips: the clips.
    """

    span: Span
    clips: tuple[Clip, ...]

    def __len__(self) -> int:
        return len(self.clips)


def shots_of_clips(
    run: Run, clips: Sequence[Clip], faces: Sequence[Sequence[FaceAt]] = ()
) -> list[ClipShots]:
    """Find the shots of clips and those beside them, and say how they look.

    Where the run has a work folder, a still of each shot in a clip is kept there.

    Args:
        run: the movie.
        clips: the clips, in order.
        faces: for each clip whose faces were recognised where; empty where nobody looked. Beside
            them the faces count that dlib finds, where it is installed.

    Returns:
        One for each clip; one without shots where nothing could be read.

    Raises:
        MediaError: if the movie's video cannot be opened.
        OutputError: if a still cannot be written.
    """
    stretches = stretches_of(clips, run.info.duration)
    watched = list(_watch_all(run, stretches))
    film = FilmShots(watched, [face for clip in faces for face in clip])
    found: list[ClipShots] = []
    first = 0
    for stretch, seen in zip(stretches, watched, strict=True):
        shots = range(first, first + len(seen.shots))
        found += [film.of_clip(clip, shots, seen.parts) for clip in stretch.clips]
        first += len(seen.shots)
    return found


def stretches_of(clips: Sequence[Clip], duration: int) -> list[Stretch]:
    """Join clips, in order, to what is watched in one go: with ``CONTEXT`` on either side."""
    found: list[Stretch] = []
    for clip in clips:
        start, end = max(0, clip.start - CONTEXT), max(clip.end, min(duration, clip.end + CONTEXT))
        if found and start <= found[-1].span.end:
            last = found.pop()
            whole = Span(last.span.start, max(last.span.end, end))
            found.append(Stretch(whole, (*last.clips, clip)))
        else:
            found.append(Stretch(Span(start, end), (clip,)))
    return found


def _watch_all(run: Run, stretches: Sequence[Stretch]) -> Iterator[Watched]:
    """Yield what is seen of each stretch, kept or watched."""
    looks_for_faces = finds_faces()
    stills = run.work.folder is not None

    def key(stretch: Stretch) -> object:
        spans = [[span.start, span.end] for span in (stretch.span, *stretch.clips)]
        return {"spans": spans, "faces": looks_for_faces, "stills": stills and SHORT_SIDE}

    def compute(missing: Sequence[Stretch], progress: Progress) -> list[Watched]:
        return [_watch(run, stretch, looks_for_faces, progress) for stretch in missing]

    return run.work.keep_groups(
        "looks",
        stretches,
        key,
        compute,
        codec(run.work),
        title="Looking at shots",
        progress=run.progress,
    )


def _watch(run: Run, stretch: Stretch, looks_for_faces: bool, progress: Progress) -> Watched:
    parts: list[Part] = []
    folder = run.work.folder

    def take(taken: Taken) -> None:
        face = face_finder()(taken.picture) if looks_for_faces else None
        still = "" if folder is None else keep_still(folder, taken.time, taken.picture)
        parts.append(Part(taken.time, still, face))

    wanted = looks_for_faces or folder is not None
    shots = watch(run.info, stretch.span, stretch.clips, take if wanted else None, run.tally)
    return Watched(shots, parts)
