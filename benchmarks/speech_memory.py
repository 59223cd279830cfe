"""Whether memory grows with the movie: ``adtool gaps`` on 10 minutes and on 2 hours of sound.

    python benchmarks/speech_memory.py talk.flac [--detector silero] [--minutes 10 120]

The sound file is repeated up to each length and written as FLAC to a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import av
import numpy as np

from adtool.media import AudioReader
from adtool.settings import SpeechSettings
from adtool.speech import DETECTORS
from adtool.speech.detector import SAMPLE_RATE


def main() -> None:
    """Measure each length, and print a table and the ratio of the last to the first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("audio", type=Path)
    parser.add_argument("--detector", choices=list(DETECTORS), default=SpeechSettings().detector)
    parser.add_argument("--minutes", type=float, nargs="+", default=[10, 120])
    given = parser.parse_args()
    peaks = []
    print(f"{'minutes':>8} {'peak MB':>8} {'CPU s':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for minutes in given.minutes:
            path = Path(folder) / f"{minutes:g}.flac"
            repeat(given.audio, path, minutes)
            peak, cpu = measure(path, given.detector)
            peaks.append(peak)
            print(f"{minutes:8g} {peak:8.0f} {cpu:8.1f}", flush=True)
    print(f"ratio {peaks[-1] / peaks[0]:.2f}")


def repeat(source: Path, target: Path, minutes: float) -> None:
    """Write ``source`` again and again until ``target`` is ``minutes`` long."""
    sound = np.concatenate(list(AudioReader(source)))
    samples = (np.clip(sound, -1, 1) * 32_767).astype(np.int16)
    left = round(minutes * 60 * SAMPLE_RATE)
    with av.open(str(target), "w") as container:
        stream = container.add_stream("flac", rate=SAMPLE_RATE, layout="mono")
        while left > 0:
            piece = samples[:left]
            frame = av.AudioFrame.from_ndarray(piece[None], format="s16", layout="mono")
            frame.sample_rate = SAMPLE_RATE
            container.mux(stream.encode(frame))
            left -= len(piece)
        container.mux(stream.encode(None))


def measure(path: Path, detector: str) -> tuple[float, float]:
    """Run ``adtool gaps`` in a process of its own; return its peak memory in MB and its CPU s."""
    command = [sys.executable, "-m", "adtool", "gaps", str(path), "--speech", detector]
    process = subprocess.Popen([*command, "--quiet", "-o", os.devnull, "-f", "json"])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"adtool gaps failed on {path}")
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KB here
    return usage.ru_maxrss * unit / 1e6, usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
