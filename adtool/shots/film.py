"""The shots of a film, compared: which set-ups return, where scenes begin, what moves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from adtool.cast.character import FaceAt
from adtool.shots.looks import compare, setups
from adtool.shots.scale import scale_of
from adtool.shots.shot import ClipShots, Shot
from adtool.shots.watched import Part, Watched
from adtool.shots.watching import SLIVER
from adtool.timeline import Clip, Span

MOVING = 0.1
"""The share of the picture that changes within a twelfth of a second where it moves: .17 (in the
median) in pans by a tenth of the width a second, up to .05 with people before a still camera."""

BESIDE = 2
"""How many shots on either side of a clip belong to its ``ClipShots``."""

RECENT = 8
"""How many shots back one is looked for that a new scene does not resemble."""


class FilmShots:
    """All shots that were watched of a film, compared.

    Args:
        watched: its stretches, in order.
        faces: whose faces were recognised where.
    """

    def __init__(self, watched: Sequence[Watched], faces: Sequence[FaceAt]) -> None:
        self._shots = [shot for stretch in watched for shot in stretch.shots]
        self._looks = compare([shot.looks for shot in self._shots])
        self._setups = setups(self._looks)
        self._faces = sorted(faces, key=_time)
        self._shown: list[list[int]] = []

    def of_clip(self, clip: Clip, stretch: range, parts: Sequence[Part]) -> ClipShots:
        """Return the shots of the next clip.

        Args:
            clip: the clip.
            stretch: the places of the shots of its stretch.
            parts: what is known of the shots in the clips of the stretch.
        """
        spans = self._visible(clip, stretch)
        own = list(spans)
        before = range(stretch.start, own[0])[-BESIDE:] if own else range(0)
        after = range(own[-1] + 1, stretch.stop)[:BESIDE] if own else range(0)
        found = ClipShots(
            tuple(self._shot(place, self._shots[place]) for place in before),
            tuple(self._shot(place, span, parts) for place, span in spans.items()),
            tuple(self._shot(place, self._shots[place]) for place in after),
            opens_scene=bool(before) and self._opens_scene(own),
            like=self._like(own),
        )
        self._shown.append(own)
        return found

    def _visible(self, clip: Clip, stretch: range) -> dict[int, Span]:
        """Return the part of the clip that each of its shots fills, slivers left out."""
        shown = [place for place in stretch if self._shots[place].overlaps(clip)]
        spans = {
            place: Span(
                max(clip.start, self._shots[place].start), min(clip.end, self._shots[place].end)
            )
            for place in shown
        }
        seen = {place: span for place, span in spans.items() if span.duration >= SLIVER}
        return seen or dict(list(spans.items())[:1])

    def _shot(self, place: int, span: Span, parts: Sequence[Part] = ()) -> Shot:
        shot = self._shots[place]
        taken = [part for part in parts if span.start <= part.time < span.end]
        heights = [part.face for part in taken if part.face is not None]
        first = bisect_left(self._faces, shot.start, key=_time)
        past = bisect_left(self._faces, shot.end, key=_time)
        heights += [face.box[3] - face.box[1] for face in self._faces[first:past]]
        still = next((part.still for part in taken), "")
        moving = shot.motion >= MOVING
        return Shot(span.start, span.end, self._setups[place], scale_of(heights), moving, still)

    def _opens_scene(self, own: Sequence[int]) -> bool:
        """Say whether no shot of a clip resembles the last ones before it."""
        if self._shown and own[0] in self._shown[-1]:
            return False  # the clip before has begun with it
        recent = self._looks[max(0, own[0] - RECENT) : own[0]]
        return not any(
            self._looks[place].same_scene(earlier) for place in own for earlier in recent
        )

    def _like(self, own: Sequence[int]) -> int | None:
        """Return the latest clip before with another shot from one of the set-ups of these."""
        numbers = {self._setups[place] for place in own}
        for clip in range(len(self._shown) - 1, -1, -1):
            others = [place for place in self._shown[clip] if place not in own]
            if any(self._setups[place] in numbers for place in others):
                return clip
        return None


def _time(face: FaceAt) -> int:
    return face.time
