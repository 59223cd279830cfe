"""A shot, and the shots of a clip with their neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from adtool.timeline import Span

SCALES = (
    "extreme close-up",
    "close-up",
    "medium close-up",
    "medium shot",
    "long shot",
    "extreme long shot",
)
"""How large people are in a shot, by its number: Shot-by-Shot's scale from 0 to 5."""


@dataclass(frozen=True, order=True, slots=True)
class Shot(Span):
    """A stretch of the movie without a cut.

    Attributes:
        setup: which camera set-up it is from; shots that look alike have the same number.
        scale: its place in ``SCALES``; None where nobody can be measured.
        moving: whether the picture moves.
        still: the file of its still, relative to the work folder; empty where none is kept.
    """

    setup: int
    scale: float | None = None
    moving: bool = False
    still: str = ""


@dataclass(frozen=True, slots=True)
class ClipShots:
    """A clip's shots.

    Attributes:
        before: up to two shots before its first one.
        inside: the shots that it shows, from the clip's start to its end; none where no frame of
            it could be read.
        after: up to two shots after its last one.
        opens_scene: whether it looks like the beginning of a scene.
        like: the place of the latest earlier clip that shows one of its set-ups; None for none.
    """

    before: tuple[Shot, ...]
    inside: tuple[Shot, ...]
    after: tuple[Shot, ...]
    opens_scene: bool = False
    like: int | None = None

    @property
    def scale(self) -> float | None:
        """The mean scale of its shots, by their length; None where nobody can be measured."""
        known = [(shot.scale, shot.duration) for shot in self.inside if shot.scale is not None]
        length = sum(duration for _, duration in known)
        return sum(scale * duration for scale, duration in known) / length if length else None
