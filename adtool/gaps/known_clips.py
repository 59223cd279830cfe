"""The clips that are known before their movie is gone through, and what is left to find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from adtool.media.subscribers import Subscriber
from adtool.settings import GapSettings
from adtool.timeline import Clip, Gap
from adtool.work import JSON, WorkFolder


@dataclass(frozen=True)
class KnownEnds:
    """Where clips end, kept one by one, so that a run that was stopped goes on in a gap's middle.

    Attributes:
        work: keeps them.
        settings: how long clips are.
    """

    work: WorkFolder
    settings: GapSettings

    def find(self, gap: Gap, start: int) -> int | None:
        """Return where the clip ends that begins at a time; None where that is still to be seen."""
        if gap.end - start <= self.settings.longest_clip:
            return gap.end
        kept = self.work.kept("shots", self._key(gap, start), JSON)
        return kept if isinstance(kept, int) and start < kept < gap.end else None

    def keep(self, gap: Gap, start: int, end: int) -> None:
        """Keep where a clip ends.

        Raises:
            OutputError: if it cannot be written.
        """
        self.work.put("shots", self._key(gap, start), end, JSON)

    def _key(self, gap: Gap, start: int) -> object:
        return [start, gap.end, self.settings.longest_clip, self.settings.shortest_piece]


@dataclass(frozen=True)
class Known:
    """How far the clips of a movie are known.

    Attributes:
        clips: those known, from the first on.
        rest: the gaps, and the clips between them, that follow.
        start: where in the first of the rest the next clip begins.
    """

    clips: tuple[Clip, ...]
    rest: tuple[Gap | Clip, ...] = ()
    start: int = 0

    @property
    def left(self) -> int:
        """How many ms are left to find."""
        begun = self.start - self.rest[0].start if self.rest else 0
        return sum(item.duration for item in self.rest) - begun


def known_clips(items: Sequence[Gap | Clip], ends: KnownEnds) -> Known:
    """Say how far the clips are known.

    Args:
        items: gaps, and clips that are none's, in order.
        ends: where clips end.
    """
    clips: list[Clip] = []
    for number, item in enumerate(items):
        if isinstance(item, Clip):
            clips.append(item)
            continue
        start = item.start
        while start < item.end:
            end = ends.find(item, start)
            if end is None:
                return Known(tuple(clips), tuple(items[number:]), start)
            clips.append(Clip(start, end, item))
            start = end
    return Known(tuple(clips))


@dataclass(frozen=True)
class View:
    """What a viewer still wants to see.

    Attributes:
        who: the viewer.
        missing: places of known clips that it wants.
        unknown: the place from which on it wants all.
    """

    who: Subscriber
    missing: frozenset[int]
    unknown: int

    @classmethod
    def of(cls, who: Subscriber, known: Known) -> View:
        """Ask a viewer which groups of clips it has."""
        count, size = len(known.clips), who.group
        whole = count // size * size if known.rest else count
        groups = [range(at, min(at + size, whole)) for at in range(0, whole, size)]
        missing = (group for group in groups if not who.has(known.clips[group.start : group.stop]))
        return cls(who, frozenset(chain.from_iterable(missing)), whole)

    @property
    def first(self) -> int:
        """The first place that it wants."""
        return min(self.missing, default=self.unknown)

    def wants(self, place: int) -> bool:
        """Say whether it wants to see the clip at a place."""
        return place in self.missing or place >= self.unknown
