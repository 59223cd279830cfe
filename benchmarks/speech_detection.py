"""How well the speech detectors find speech: detection error rate on annotated sound.

    python benchmarks/speech_detection.py --rttm talk.rttm [--uem talk.uem] talk1.flac talk2.flac

A sound file is matched with the annotation that bears its name (less its extension). Scored by
pyannote.metrics without a collar: (false alarm + missed) / speech, inside the UEM's regions where
there are any.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from pyannote.core import Annotation, Segment, Timeline
from pyannote.database.util import load_rttm, load_uem
from pyannote.metrics.detection import DetectionErrorRate

from adtool.errors import UnavailableError
from adtool.media import AudioReader
from adtool.settings import SpeechSettings
from adtool.speech import DETECTORS, detect_speech
from adtool.timeline import Span


def main() -> None:
    """Score each detector on each file, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("audio", type=Path, nargs="+")
    parser.add_argument("--rttm", type=Path, required=True, help="who speaks when")
    parser.add_argument("--uem", type=Path, help="which regions are annotated")
    parser.add_argument("--detector", choices=list(DETECTORS), action="append")
    parser.add_argument("--onset", type=float, default=SpeechSettings().onset)
    parser.add_argument("--offset", type=float, default=SpeechSettings().offset)
    given = parser.parse_args()
    reference = load_rttm(given.rttm)
    regions = load_uem(given.uem) if given.uem else {}
    print(f"{'detector':10} {'file':12} {'error':>7} {'false':>7} {'missed':>7} {'CPU s':>7}")
    for detector in given.detector or DETECTORS:
        settings = SpeechSettings(detector, onset=given.onset, offset=given.offset)
        try:
            score(given.audio, reference, regions, settings)
        except UnavailableError as error:
            print(f"{detector:10} not available: {error}")


def score(
    paths: Sequence[Path],
    reference: dict[str, Annotation],
    regions: dict[str, Timeline],
    settings: SpeechSettings,
) -> None:
    """Print the error of one detector on each file, and on all of them together."""
    metric = DetectionErrorRate(collar=0.0, skip_overlap=False)
    totals: Counter[str] = Counter()
    for path in paths:
        began = time.process_time()
        found = annotation(detect_speech(AudioReader(path), settings))
        cpu = time.process_time() - began
        parts = metric(reference[path.stem], found, uem=regions.get(path.stem), detailed=True)
        row(settings.detector, path.stem, parts | {"cpu": cpu})
        totals.update(parts | {"cpu": cpu})
    row(settings.detector, "all", totals)


def row(detector: str, name: str, parts: Mapping[str, float]) -> None:
    """Print one line of the table; the parts are in seconds, and shown as shares of the speech."""
    false, missed = parts["false alarm"] / parts["total"], parts["miss"] / parts["total"]
    print(
        f"{detector:10} {name:12} {false + missed:7.1%} {false:7.1%} {missed:7.1%} "
        f"{parts['cpu']:7.1f}"
    )


def annotation(spans: Sequence[Span]) -> Annotation:
    """Return spans as pyannote.metrics wants them."""
    found = Annotation()
    for span in spans:
        found[Segment(span.start / 1000, span.end / 1000)] = "speech"
    return found


if __name__ == "__main__":
    main()
