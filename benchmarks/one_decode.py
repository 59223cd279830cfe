"""What looking at a film's gaps costs: frames decoded, CPU seconds and peak memory.

    python benchmarks/one_decode.py [MOVIE] [--seconds 120] [--gap 12] [--faces]

Beside a bare pass of PyAV over the gaps, which decodes and does nothing else, stand the passage
(cuts are found, and the frames that the model sees, and faces are searched for, become pictures,
while the gaps go by once) and what it replaces: a passage for the cuts, and then a reader for each
who looks at frames. Nothing is recognised or encoded. Without a movie it renders one, 1280×720 with
grain. Gaps as long as ``--gap`` lie as far apart. Each way runs in a process of its own, in
turns with the others; the cheapest of a few runs counts.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from frame_readers import alone, cpu_seconds, make_film, peak_memory

from adtool.gaps.of_movie import cut_gaps
from adtool.media import open_frames, probe
from adtool.media.clip_frames import Frames
from adtool.progress import SILENT
from adtool.settings import GapSettings
from adtool.timeline import Clip, Gap
from adtool.work import Run, WorkFolder

MODEL, FACES = (8, 448), (16, 720)
"""Frames a clip, and their shorter side: for a CLIP that takes 224 pixels, and for dlib."""


@dataclass(frozen=True)
class Cost:
    """What one way costs.

    Attributes:
        frames: decoded frames, those on the way to a gap included.
        cpu: seconds of processor time.
        memory: peak in MB.
    """

    frames: int
    cpu: float
    memory: float


class Looker:
    """Has the pictures of clips made, and does nothing with them; a ``Subscriber``."""

    group = 8

    def __init__(self, frames: int, short_side: int) -> None:
        self.frames, self.short_side = frames, short_side

    def has(self, clips: Sequence[Clip]) -> bool:
        """Say no: nothing is kept."""
        return False

    def take(self, clips: Iterable[tuple[Clip, Frames]]) -> None:
        """Read each clip's frames."""
        for clip, frames in clips:
            frames.read(clip.frame_times(self.frames))


def bare(movie: Path, gaps: Sequence[Gap], looks: Sequence[tuple[int, int]]) -> int:
    """Decode the gaps with PyAV; return how many frames that were."""
    import av

    decoded = 0
    with av.open(str(movie)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for gap in gaps:
            if stream.time_base is None:
                raise SystemExit(f"{movie}: says no times")
            container.seek(int(gap.start / 1000 / stream.time_base), stream=stream)
            for frame in container.decode(stream):
                decoded += 1
                if frame.time is not None and frame.time * 1000 >= gap.end:
                    break
    return decoded


def passage(movie: Path, gaps: Sequence[Gap], looks: Sequence[tuple[int, int]]) -> int:
    """Go through the gaps once, with some who look; return how many frames were decoded."""
    run = Run(probe(movie), WorkFolder(None), SILENT)
    cut_gaps(run, gaps, GapSettings(), viewers=[Looker(*look) for look in looks])
    return run.tally.frames


def one_by_one(movie: Path, gaps: Sequence[Gap], looks: Sequence[tuple[int, int]]) -> int:
    """Find the cuts, and then read the frames for each who looks."""
    run = Run(probe(movie), WorkFolder(None), SILENT)
    clips = cut_gaps(run, gaps, GapSettings())
    for count, side in looks:
        with open_frames(movie, short_side=side, tally=run.tally) as frames:
            for clip in clips:
                frames.read(clip.frame_times(count))
    return run.tally.frames


def cuts(movie: Path, gaps: Sequence[Gap], looks: Sequence[tuple[int, int]]) -> int:
    """Go through the gaps for their cuts alone."""
    return passage(movie, gaps, ())


WAYS: dict[str, Callable[[Path, Sequence[Gap], Sequence[tuple[int, int]]], int]] = {
    "bare": bare,
    "cuts": cuts,
    "passage": passage,
    "one by one": one_by_one,
}


def measure(way: str, movie: Path, gaps: Sequence[Gap], looks: Sequence[tuple[int, int]]) -> Cost:
    """Measure one way; meant for a fresh process."""
    from scenedetect import AdaptiveDetector  # noqa: F401  # imported here, not while it counts

    before = cpu_seconds()
    frames = WAYS[way](movie, gaps, looks)
    return Cost(frames, cpu_seconds() - before, peak_memory())


def gaps_of(movie: Path, length: float) -> list[Gap]:
    """Return gaps of some seconds, as far apart as they are long."""
    end, step = probe(movie).duration, round(length * 1000)
    return [Gap(start, min(start + step, end)) for start in range(step // 2, end, 2 * step)]


def main() -> None:
    """Measure each way, and print a table with the ratios to the bare pass."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("movie", type=Path, nargs="?", help="a movie; one is made if none is named")
    parser.add_argument("--seconds", type=int, default=120, help="of the film that is made")
    parser.add_argument("--gap", type=float, default=12.0, help="seconds of each gap")
    parser.add_argument("--repeats", type=int, default=3, help="of which the cheapest counts")
    parser.add_argument("--faces", action="store_true", help="let faces be looked at as well")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        movie = given.movie
        if movie is None:
            movie = Path(folder) / "film.mp4"
            alone(make_film, movie, given.seconds, (1280, 720), 12)
        looks = [MODEL, FACES] if given.faces else [MODEL]
        report(movie, gaps_of(movie, given.gap), looks, given.repeats)


def report(
    movie: Path, gaps: Sequence[Gap], looks: Sequence[tuple[int, int]], repeats: int
) -> None:
    """Print one line for each way."""
    video = probe(movie).video
    seconds = sum(gap.duration for gap in gaps) / 1000
    frames = seconds * float(video.fps if video else 0)
    print(f"{len(gaps)} gaps, {seconds:.0f} s, {frames:.0f} frames in them")
    print("way         frames  in gaps   CPU s  to bare     MB")
    runs = [{way: alone(measure, way, movie, gaps, looks) for way in WAYS} for _ in range(repeats)]
    least = min((run["bare"] for run in runs), key=lambda one: one.cpu)
    for way in WAYS:
        cost = min((run[way] for run in runs), key=lambda one: one.cpu)
        share = cost.frames / frames if frames else 0
        print(
            f"{way:<11} {cost.frames:6d} {share:8.2f} {cost.cpu:7.2f} {cost.cpu / least.cpu:8.2f} "
            f"{cost.memory:6.0f}"
        )


if __name__ == "__main__":
    main()
