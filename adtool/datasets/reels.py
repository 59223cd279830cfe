"""The files that show the films of a data set: which are there, how long they are, which are wrong.

A film is one file in most data sets; CMD-AD has a file for each scene and TV-AD one for each
clip of an episode. A **reel** is any such file, with the annotated clips in it.

Appendix E of the paper: releases differ, and annotations fit only the one they were made for. So
where the true lengths are known (``metadata``), a reel whose length differs by more than a minute
is not learned from. Of the paper's own Table E.3 this drops the films that the paper dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from adtool.datasets.annotations import Annotation
from adtool.errors import MediaError
from adtool.faults import Fault
from adtool.media import FootageFolder, footage_length
from adtool.progress import SILENT, Progress
from adtool.timeline import clock

TOLERANCE = 60_000
"""The largest difference between a film's length and its metadata's, in ms (Appendix E)."""

OVERRUN = 1_000
"""How far past the end of its reel a clip may end, in ms: lengths in files are not exact."""

_READERS = 8
"""Files that are looked into at once: most of the time goes by waiting for the disk."""


@dataclass(frozen=True, slots=True)
class ReelClip:
    """An annotated clip, and where in its reel it is.

    Attributes:
        annotation: the annotation.
        start: when the clip begins in the reel, in ms.
        end: when it ends there.
        pictures: numbers of pictures that lie evenly over it, where they are known.
    """

    annotation: Annotation
    start: int
    end: int
    pictures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reel:
    """A file that shows a film, or a part of it.

    Attributes:
        film: the film.
        name: what the annotations call the file.
        paths: what was found under that name, to be taken first; more than one is a doubt.
        clips: the annotated clips in it.
        length: how long it is, in ms; None before it was looked into, and if it is not there.
        expected: how long it should be, according to the metadata; None if they do not say.
        fault: why it cannot be used; None if it can.
    """

    film: str
    name: str
    paths: tuple[Path, ...]
    clips: tuple[ReelClip, ...]
    length: int | None = None
    expected: int | None = None
    fault: Fault | None = None

    @property
    def within(self) -> tuple[ReelClip, ...]:
        """The clips that the reel is long enough for."""
        return tuple(placed for placed in self.clips if self._holds(placed))

    @property
    def label(self) -> str:
        """What people call it."""
        return self.film if self.name == self.film else f"{self.name} of {self.film}"

    def faults(self) -> list[Fault]:
        """Return all that is wrong: the reel itself, or else the doubts and the clips it lacks."""
        if self.fault is not None:
            return [self.fault]
        found = []
        if len(self.paths) > 1:
            found.append(Fault("two files", self.label, ", ".join(map(str, self.paths[:4]))))
        for placed in self.clips:
            if not self._holds(placed):
                detail = f"ends at {placed.end / 1000:g} s of {(self.length or 0) / 1000:g} s"
                found.append(Fault("past the end", self.label, detail, placed.annotation.row))
        return found

    def _holds(self, placed: ReelClip) -> bool:
        return self.length is not None and placed.end <= self.length + OVERRUN


def find_reels(films: Mapping[str, Sequence[Annotation]], footage: FootageFolder) -> list[Reel]:
    """Find the file of each clip: its excerpt's, else that of the whole movie."""
    reels: dict[tuple[str, str], list[ReelClip]] = {}
    paths: dict[str, tuple[Path, ...]] = {}
    for film, clips in films.items():
        whole = paths[film] = footage.find((film, *clips[0].ids))
        for clip in clips:
            there = clip.excerpt
            if there is not None and there.file not in paths:
                paths[there.file] = footage.find((there.file,))
            if there is None or (whole and not paths[there.file]):
                placed = ReelClip(clip, clip.start, clip.end)
                reels.setdefault((film, film), []).append(placed)
            else:
                placed = ReelClip(clip, there.start, there.end, there.pictures)
                reels.setdefault((film, there.file), []).append(placed)
    return [Reel(film, name, paths[name], tuple(shots)) for (film, name), shots in reels.items()]


def examine(
    reels: Sequence[Reel],
    fps: float,
    expected: Mapping[str, int],
    progress: Progress = SILENT,
) -> list[Reel]:
    """Look into every reel: how long it is, and whether it can be used.

    Args:
        reels: what ``find_reels`` returned.
        fps: pictures a second, where films are pictures.
        expected: lengths in ms by the film's name, one of its ids, or the reel's name.
        progress: counts every reel.
    """
    found = []
    readers = ThreadPoolExecutor(_READERS, thread_name_prefix="reels")
    try:
        with progress.stage("Looking at the films", len(reels)) as stage:
            for reel in readers.map(partial(_examine, fps=fps, expected=expected), reels):
                found.append(reel)
                stage.advance()
    finally:  # without waiting for all the others where somebody presses Ctrl-C
        readers.shutdown(cancel_futures=True)
    return found


def _examine(reel: Reel, fps: float, expected: Mapping[str, int]) -> Reel:
    names = (reel.name, Path(reel.name).name, reel.film, *reel.clips[0].annotation.ids)
    if reel.name != reel.film:
        names = names[:2]
    reel = replace(reel, expected=next((expected[n] for n in names if n in expected), None))
    if not reel.paths:
        return replace(reel, fault=Fault("no film", reel.label, f"{len(reel.clips)} annotations"))
    try:
        reel = replace(reel, length=footage_length(reel.paths[0], fps))
    except MediaError as error:
        return replace(reel, fault=Fault("broken film", reel.label, str(error)))
    return replace(reel, fault=_difference(reel))


def _difference(reel: Reel) -> Fault | None:
    if reel.length is None or reel.expected is None:
        return None
    if abs(reel.length - reel.expected) <= TOLERANCE:
        return None
    length, expected = (clock(time, decimals=0) for time in (reel.length, reel.expected))
    detail = f"{reel.paths[0]} lasts {length}, but should {expected}"
    return Fault("length", reel.label, detail)


def all_faults(reels: Iterable[Reel]) -> list[Fault]:
    """Return what is wrong with some reels."""
    return [fault for reel in reels for fault in reel.faults()]
