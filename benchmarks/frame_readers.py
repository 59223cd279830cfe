"""What the frame readers cost and whether they agree: CPU seconds, peak memory, equal frames.

    python benchmarks/frame_readers.py [MOVIE] [--clips 60] [--short-side 224]

Without a movie it makes an H.264 film of two minutes. Each reader runs in a process of its own,
and the children that it starts are counted in.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from adtool.media.image import Image

_T = TypeVar("_T")

FRAMES, CLIP = 8, 5000  # frames a clip, ms a clip
TOLERANCE = 6.0  # mean difference of grey levels below which two frames are the same
REFERENCE = "pyav"


@dataclass(frozen=True)
class Reading:
    """What one reader did.

    Attributes:
        cpu: seconds of processor time for all clips, without start-up.
        memory: peak in MB, of the process and its children together.
        frames: the frames as small grey pictures (n, 16, 16), NaN where missing.
    """

    cpu: float
    memory: float
    frames: npt.NDArray[np.float32]


def clip_times(duration: int, clips: int) -> list[list[int]]:
    """Return the frame times of ``clips`` clips, spread evenly over a movie of ``duration`` ms."""
    starts = [max(0, duration - CLIP) * i // max(1, clips - 1) for i in range(clips)]
    return [[start + CLIP * j // FRAMES for j in range(FRAMES)] for start in starts]


def measure(reader: str, movie: Path, clips: int, short_side: int | None) -> Reading | str:
    """Read all clips with one reader, or say why it cannot; meant for a fresh process."""
    from adtool.errors import AdtoolError

    try:
        return _read(reader, movie, clips, short_side)
    except AdtoolError as error:
        return str(error)


def _read(reader: str, movie: Path, clips: int, short_side: int | None) -> Reading:
    from adtool.media import open_frames, probe

    times = clip_times(probe(movie).duration, clips)
    before = cpu_seconds()
    small = []
    with open_frames(movie, reader, short_side) as frames:
        for clip in times:
            small += [_small(image) for image in frames.read(clip)]
    return Reading(cpu_seconds() - before, peak_memory(), np.stack(small))


def _small(image: Image | None) -> npt.NDArray[np.float32]:
    if image is None:
        return np.full((16, 16), np.nan, np.float32)
    rows, columns = (np.arange(17) * size // 16 for size in image.shape[:2])
    grey = image.mean(axis=2)
    sums = np.add.reduceat(np.add.reduceat(grey, rows[:-1], axis=0), columns[:-1], axis=1)
    return (sums / np.outer(np.diff(rows), np.diff(columns))).astype(np.float32)


def cpu_seconds() -> float:
    """Return the processor time of this process and of the children that have ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    usages = [resource.getrusage(kind) for kind in kinds]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def peak_memory() -> float:
    """Return the peak of this process and of its largest child in MB."""
    unit = 1e6 if sys.platform == "darwin" else 1e3
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
    status = Path("/proc/self/status")
    if status.exists():  # Linux counts in a new process what its parent had when it began
        lines = status.read_text().splitlines()
        peak = next(line for line in lines if line.startswith("VmHWM"))
        return children + int(peak.split()[1]) / unit
    return children + resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def agreement(
    one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]
) -> tuple[float, int, int]:
    """Return the share of frames that are the same, and how many are missing in each."""
    missing = np.isnan(one).any(axis=(1, 2)), np.isnan(other).any(axis=(1, 2))
    close = np.abs(one - other).mean(axis=(1, 2)) < TOLERANCE
    same = close | (missing[0] & missing[1])
    return float(same.mean()), int(missing[0].sum()), int(missing[1].sum())


def make_film(
    path: Path, seconds: int = 120, size: tuple[int, int] = (640, 360), grain: int = 0
) -> None:
    """Write an H.264 film of drifting, ever-changing patterns at 24 frames a second.

    Args:
        path: the film.
        seconds: its length.
        size: width and height of its pictures.
        grain: grey levels of noise on them, which real films cost most to decode for.
    """
    import av

    random = np.random.default_rng(0)
    noise = random.integers(0, 256 - grain, (24, 40), dtype=np.uint8)
    width, height = size
    grains = random.integers(0, grain + 1, (height + 64, width + 64), dtype=np.uint8)
    y, x = np.mgrid[:height, :width] * 360 // height
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=24, options={"preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(seconds * 24):
            # The scene changes every 4 seconds, and drifts quickly enough to tell frames apart.
            scene = np.roll(noise, (number // 96) * 7)[(y // 16) % 24, (x + 5 * number) // 16 % 40]
            down, right = number * 7 % 64, number * 13 % 64
            scene = scene + grains[down : down + height, right : right + width]
            frame = av.VideoFrame.from_ndarray(scene, format="gray").reformat(format="yuv420p")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def main() -> None:
    """Measure each reader, and print a table with the ratios to PyAV."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("movie", type=Path, nargs="?", help="a movie; one is made if none is named")
    parser.add_argument("--clips", type=int, default=60, help="clips of 8 frames in 5 seconds")
    parser.add_argument("--short-side", type=int, help="scale frames down to this many pixels")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        movie = given.movie
        if movie is None:
            movie = Path(folder) / "film.mp4"
            alone(make_film, movie)
        report(movie, given.clips, given.short_side)


def report(movie: Path, clips: int, short_side: int | None) -> None:
    """Print one line for each reader; what cannot read the movie says why."""
    from adtool.media import FRAME_READERS

    reference = alone(measure, REFERENCE, movie, clips, short_side)
    if isinstance(reference, str):
        raise SystemExit(reference)
    print("reader      CPU s  ratio     MB  ratio    same  missing")
    for reader in FRAME_READERS:
        is_reference = reader == REFERENCE
        found = reference if is_reference else alone(measure, reader, movie, clips, short_side)
        print(f"{reader:<8} {found if isinstance(found, str) else _row(found, reference)}")


def _row(found: Reading, reference: Reading) -> str:
    same, _, missing = agreement(reference.frames, found.frames)
    cpu, memory = found.cpu / reference.cpu, found.memory / reference.memory
    return f"{found.cpu:8.2f} {cpu:6.2f} {found.memory:6.0f} {memory:6.2f} {same:7.1%} {missing:8d}"


def alone(function: Callable[..., _T], *arguments: object) -> _T:
    """Call a function in a fresh process, so that each has its own peak of memory."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh) as pool:
        return pool.submit(function, *arguments).result()


if __name__ == "__main__":
    main()
