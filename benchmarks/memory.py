"""Peak memory of ``adtool describe`` for films of several lengths: it should not grow with them.

    python benchmarks/memory.py [MOVIE] [--minutes 10 120 360] [--speech pyannote]

Each film is the same one, over and over: its packets are copied, not encoded, so that six hours are
there in seconds. Each is described in a process of its own with the bundled model. Without a movie
the film of the examples is taken.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from dataclasses import replace
from pathlib import Path

from frame_readers import alone, cpu_seconds, peak_memory

EXAMPLE = Path(__file__).parents[1] / "examples" / "film.mp4"


def lengthen(movie: Path, minutes: float, long: Path) -> None:
    """Write a film that is another one over and over, until it has so many minutes."""
    import av

    with av.open(str(movie)) as source:
        assert source.duration is not None
        times = math.ceil(minutes * 60 * av.time_base / source.duration)
    listed = long.with_suffix(".txt")
    listed.write_text(f"file '{movie.resolve()}'\n" * times)
    with (
        av.open(str(listed), format="concat", options={"safe": "0"}) as source,
        av.open(str(long), "w") as target,
    ):
        wanted = [*source.streams.video[:1], *source.streams.audio[:1]]
        streams = {stream.index: target.add_stream_from_template(stream) for stream in wanted}
        last: dict[int, int] = {}
        for packet in source.demux(*wanted):
            if packet.dts is None or packet.pts is None:
                continue
            late = last.get(packet.stream.index, packet.dts - 1) + 1 - packet.dts
            if late > 0:  # at a joint, where a file's sound begins before its pictures
                packet.dts, packet.pts = packet.dts + late, packet.pts + late
            last[packet.stream.index] = packet.dts
            packet.stream = streams[packet.stream.index]
            target.mux(packet)


def describe_alone(movie: Path, detector: str) -> tuple[int, float, float]:
    """Describe a film; return its clips, the CPU seconds and the peak memory in MB."""
    from adtool.pipeline import describe
    from adtool.settings import ModelSettings, Settings

    settings = Settings(model=ModelSettings(model="bundled"))
    settings = replace(settings, speech=replace(settings.speech, detector=detector))
    script = describe(movie, settings)
    return len(script.lines) + len(script.omissions), cpu_seconds(), peak_memory()


def main() -> None:
    """Describe the film at each length, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("movie", type=Path, nargs="?", default=EXAMPLE)
    parser.add_argument("--minutes", type=float, nargs="+", default=[10, 120, 360])
    parser.add_argument("--speech", default="pyannote", help="the detector (default: pyannote)")
    given = parser.parse_args()
    print(f"{'minutes':>8}{'clips':>7}{'CPU s':>9}{'MB':>7}{'to the first':>14}")
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for minutes in given.minutes:
            long = Path(folder) / f"film{given.movie.suffix}"
            lengthen(given.movie, minutes, long)
            clips, cpu, memory = alone(describe_alone, long, given.speech)
            first = first or memory
            print(f"{minutes:8g}{clips:7d}{cpu:9.1f}{memory:7.0f}{memory / first:14.2f}")


if __name__ == "__main__":
    main()
