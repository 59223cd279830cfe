"""How lines fit gaps of random length, and what avoiding repetition costs.

    python benchmarks/fitting.py [--model bundled|FOLDER] [--films 20] [--json]

A model describes storyworld films of the test seeds, once. Then every clip is given a gap of
1.5 to 8 s, drawn with one fixed seed, and its line is fitted without and with the penalty for
what earlier lines said. Columns: percent of clips whose line fits as the model worded it,
shortened, or left out; lines that overlap the next one; lines that do not end like a sentence;
of all runs of three words, the percentage that one of the 16 lines before has too; words that a
line repeats of the one before it, in percent; CIDEr in percent, left-out lines counted as empty.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from storyworld_scores import film_features, in_clip

from adtool.errors import AdtoolError
from adtool.evaluation.metrics.captioning import caption_scores
from adtool.evaluation.metrics.repetition import repetition
from adtool.narration.choice import choose
from adtool.narration.clip import ClipNarration
from adtool.settings import ChoiceSettings, FittingSettings, ModelSettings
from adtool.storyworld import Film, sample_film, seeds
from adtool.timeline import Candidate, Clip, Gap, Line

SHORTEST, LONGEST = 1500, 8000
SEED = 0

Offered = Sequence[Sequence[Candidate]]


def main() -> None:
    """Fit the lines of some films, and print a row for each weight of repetition."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--model", default="bundled", help='"bundled", a folder or a hub name')
    parser.add_argument("--films", type=int, default=20, help="test films (default: 20)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()

    from adtool.model import DistinctAD
    from adtool.model.prompt import Role

    model = DistinctAD.from_pretrained(options.model)
    films = [sample_film(seed) for seed in seeds("test", options.films)]
    offered = [
        model.narrate(
            film_features(model, film),
            [[Role(name) for name in clip] for clip in in_clip(film)],
            settings=ModelSettings(),
        )
        for film in films
    ]
    weights = sorted({0.0, 0.1, ChoiceSettings().repetition_weight, 0.5, 1.0})
    rows = {f"weight {weight:g}": measure(films, offered, weight) for weight in weights}
    print(json.dumps(rows, indent=2) if options.json else table(rows))


def gaps_of(film: Film, rng: np.random.Generator) -> list[Clip]:
    """Give each clip of a film a gap of random length, one gap after the other."""
    clips, time = [], 0
    for length in rng.integers(SHORTEST, LONGEST + 1, len(film.clips)):
        end = time + int(length)
        clips.append(Clip(time, end, Gap(time, end)))
        time = end + 1000  # of dialogue
    return clips


def measure(films: Sequence[Film], offered: Sequence[Offered], weight: float) -> dict[str, float]:
    """Fit all lines with one weight of repetition; return the columns of its row."""
    settings = replace(ChoiceSettings(), repetition_weight=weight)
    rng = np.random.default_rng(SEED)
    fitted: list[list[Line | None]] = []
    for film, candidates in zip(films, offered, strict=True):
        clips = gaps_of(film, rng)
        narrations = [
            ClipNarration(clip, candidates=tuple(some))
            for clip, some in zip(clips, candidates, strict=True)
        ]
        lines, _ = choose(narrations, FittingSettings(), settings)
        by_clip = {line.clip: line for line in lines}
        fitted.append([by_clip.get(clip) for clip in clips])
    return columns(films, fitted)


def columns(films: Sequence[Film], fitted: Sequence[Sequence[Line | None]]) -> dict[str, float]:
    """Return the figures of fitted lines, None where a clip has none."""
    every = [line for film in fitted for line in film]
    lines = [line for line in every if line is not None]
    spoken = [[line for line in film if line is not None] for film in fitted]
    texts = [line.text if line else "" for line in every]
    share = 100 / len(every)
    return {
        "fits": share * sum(not line.shortened for line in lines),
        "shortened": share * sum(line.shortened for line in lines),
        "left out": share * (len(every) - len(lines)),
        "overlaps": float(sum(a.end > b.start for film in spoken for a, b in pairwise(film))),
        "cut": float(sum(not line.text.endswith((".", "!", "?", "…")) for line in lines)),
        "said before": said_before([[line.text for line in film] for film in spoken]),
        "repetition": repetition([[line.text for line in film] for film in spoken]),
        "CIDEr": caption_scores(
            [shot.text for film in films for shot in film.clips], texts, ("cider",)
        ).scores["CIDEr"],
    }


def said_before(films: Sequence[Sequence[str]], size: int = 3, lines: int = 16) -> float:
    """Return the percentage of runs of words that one of the lines before has too."""
    runs = [[_runs(text, size) for text in film] for film in films]
    again = sum(
        any(run in before for before in film[max(0, i - lines) : i])
        for film in runs
        for i, own in enumerate(film)
        for run in own
    )
    return 100 * again / sum(len(own) for film in runs for own in film)


def _runs(text: str, size: int) -> set[tuple[str, ...]]:
    words = text.lower().strip(".!?").split()
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def table(rows: dict[str, dict[str, float]]) -> str:
    """Lay the rows out, one decimal, columns aligned."""
    names = list(next(iter(rows.values())))
    lines = [f"{'':12}" + "".join(f"{name:>12}" for name in names)]
    lines += [f"{row:12}" + "".join(f"{v:12.1f}" for v in of.values()) for row, of in rows.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    try:
        main()
    except AdtoolError as error:
        sys.exit(f"Error: {error}")
