"""One reader, many viewers: clips go by, and each viewer makes of their frames what it needs.

A viewer takes consecutive clips in groups, in a thread of its own behind a short queue, so that
decoding runs ahead of it, and no viewer waits for another. What it makes it keeps itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Protocol

from adtool.media.clip_frames import Frames
from adtool.media.held_frames import Developing, HeldFrame
from adtool.media.image import Image
from adtool.timeline import Clip

AHEAD = 2
"""Clips that may wait for a viewer: their frames are held meanwhile."""

_PATIENCE = 0.2  # seconds after which one that waits looks whether the other side has given up


class Subscriber(Protocol):
    """Views the clips that go by.

    Attributes:
        group: how many consecutive clips it takes together.
        frames: how many uniform frames of each.
        short_side: pixels of their shorter side, at most.
    """

    group: int
    frames: int
    short_side: int

    def has(self, clips: Sequence[Clip]) -> bool:
        """Say whether what it makes of a group is there already."""

    def take(self, clips: Iterable[tuple[Clip, Frames]]) -> None:
        """View the clips of a group, in order, and keep what it makes of them."""


@dataclass(frozen=True)
class PassingClip:
    """A clip, and the frames of it that somebody wants.

    Attributes:
        place: its place among the movie's clips.
        clip: the clip.
        frames: what is on screen, by the time in ms; None where that frame is missing.
    """

    place: int
    clip: Clip
    frames: Mapping[int, HeldFrame | None]


class Deliveries:
    """Hands passing clips to subscribers; use it in a ``with`` statement.

    Leaving it waits until all of them have made what they make; where that is by an error, they
    drop the groups that they have begun.

    Args:
        wanted: for each subscriber says which places it wants: those of whole groups.
        pixel_aspect: width of a stored pixel over its height.
    """

    def __init__(
        self, wanted: Mapping[Subscriber, Callable[[int], bool]], pixel_aspect: Fraction
    ) -> None:
        self._lines = [_Line(who, wants, pixel_aspect) for who, wants in wanted.items()]

    @contextmanager
    def open(self) -> Iterator[Callable[[PassingClip], None]]:
        """Give what hands on the next clip; it raises what a subscriber has raised."""
        with ExitStack() as lines:
            for line in self._lines:
                lines.enter_context(line.open())

            def hand_on(passing: PassingClip) -> None:
                for line in self._lines:
                    line.put(passing)

            yield hand_on


class _GivenUp(Exception):  # noqa: N818 (nobody outside hears of it)
    """The clips have stopped before their end."""


class _Line:
    """A subscriber, its queue and its thread."""

    def __init__(
        self, who: Subscriber, wants: Callable[[int], bool], pixel_aspect: Fraction
    ) -> None:
        self._who, self._wants = who, wants
        self._developing = Developing(pixel_aspect, who.short_side)
        self._waiting: Queue[PassingClip | None] = Queue(AHEAD)
        self._given_up = Event()
        self._fault: BaseException | None = None
        self._thread = Thread(target=self._run, name=f"viewer of {who.frames} frames", daemon=True)

    @contextmanager
    def open(self) -> Iterator[None]:
        self._thread.start()
        try:
            yield
            self.put(None)
            while self._thread.is_alive():  # in short waits, which Ctrl-C can end
                self._thread.join(_PATIENCE)
            self._raise()
        except BaseException:
            self._given_up.set()
            self._thread.join()
            raise

    def put(self, passing: PassingClip | None) -> None:
        """Wait for room in the queue, as long as the subscriber goes on."""
        waits = passing is None or self._wants(passing.place)
        while waits:
            self._raise()
            with suppress(Full):
                self._waiting.put(passing, timeout=_PATIENCE)
                waits = False

    def _raise(self) -> None:
        if self._fault is not None:
            raise self._fault

    def _run(self) -> None:
        try:
            for _, group in groupby(self._passing(), lambda one: one.place // self._who.group):
                self._who.take((one.clip, _Sized(one, self._developing)) for one in group)
        except _GivenUp:
            pass
        except BaseException as fault:
            self._fault = fault

    def _passing(self) -> Iterator[PassingClip]:
        while not self._given_up.is_set():
            try:
                passing = self._waiting.get(timeout=_PATIENCE)
            except Empty:
                continue
            if passing is None:
                return
            yield passing
        raise _GivenUp


@dataclass(frozen=True)
class _Sized:
    """A passing clip's frames as pictures of one size."""

    passing: PassingClip
    developing: Developing

    def read(self, times_ms: Sequence[int]) -> list[Image | None]:
        return [self.developing.picture(self.passing.frames[time]) for time in times_ms]
