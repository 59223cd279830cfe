"""What choosing wordings over the whole film does, and what each of its weights does.

    python benchmarks/choice.py [--model bundled|FOLDER] [--films 20] [--split test]
                                [--kept FOLDER] [--listener auto|FOLDER] [--json]

A model describes storyworld films that it never saw, told who is in each clip. What it offers, and
what the clips look like to it, is kept in a folder, so that other weights take seconds. Rows: the
greedy choice, clip by clip; adtool's defaults; and each weight at nothing, half and double of its
default, or of ``PROBED`` where that is 0. Columns:

    CIDEr, R@1/5     as in storyworld_scores.py, clips without a line counted as empty ones
    facts            clips whose action, object and character are all right, in percent
    said before      runs of three words that one of the 16 lines before has too, in percent
    lines, whole     clips with a line, and with one that was not shortened, in percent
    own score        mean log-probability a token of the wordings that were taken

Two more rows are of a narrator who mixes up neighbouring clips: each is offered the best wordings
of 5 clips around it, all equally likely. Without a listener nothing tells them apart.

Differences from the greedy row (of the mixed ones: from that without a listener) stand behind the
first four, with the middle 95 % of what they were when films were drawn again (2000 times).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from storyworld_scores import film_features, in_clip, portrait_features

from adtool.cast.character import Character
from adtool.errors import AdtoolError
from adtool.evaluation.confidence import compare
from adtool.evaluation.metrics.captioning import cider
from adtool.evaluation.metrics.recall import Pair, recall_within_neighbours
from adtool.evaluation.metrics.similarity import word_f1
from adtool.evaluation.metrics.tokens import tokenise_plainly
from adtool.narration.choice import Listener, choose
from adtool.narration.clip import ClipNarration
from adtool.narration.listener import ClipListener
from adtool.settings import ChoiceSettings, FittingSettings, ModelSettings
from adtool.storyworld import Film, sample_film, seeds
from adtool.storyworld.facts import facts, shown
from adtool.timeline import Candidate, Clip, Gap, Line

if TYPE_CHECKING:
    from adtool.model import DistinctAD

GREEDY = ChoiceSettings(
    beams=1, listening=0.0, newness_weight=0.0, repetition_weight=0.25, shortening_weight=100.0
)
"""The choice clip by clip: the likeliest wording that fits, less what was said already."""

PROBED = {"listening": 0.1, "repetition_weight": 0.25, "newness_weight": 0.1}
"""What a weight is halved and doubled from, where its default is 0."""

COMPARED = ("CIDEr", "R@1/5", "facts", "said before")
SEED = 0
MIXED = 5
"""Clips whose wordings are mixed up."""


@dataclass(frozen=True)
class Offered:
    """A film, and what a narrator offers for it.

    Attributes:
        film: the film.
        narrations: its clips with their candidates.
        listener: who guesses which clip a wording is of; None where the model knows no texts.
    """

    film: Film
    narrations: Sequence[ClipNarration]
    listener: Listener | None


def main() -> None:
    """Choose the lines of some films in many ways, and print a row for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--model", default="bundled", help='"bundled", a folder or a hub name')
    parser.add_argument("--films", type=int, default=20, help="films (default: 20)")
    parser.add_argument("--first", type=int, default=0, help="films of the split passed over")
    parser.add_argument("--split", default="test", help="whose films: test, or validation")
    parser.add_argument("--kept", type=Path, default=Path("runs/choice"), help="what is kept")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    if options.films < 1 or options.first < 0:
        parser.error("--films must be 1 or more, and --first 0 or more")

    from adtool.model import DistinctAD

    model = DistinctAD.from_pretrained(options.model)
    every = list(seeds(options.split, options.first + options.films))[options.first :]
    films = [offered(model, sample_film(seed), options.kept) for seed in every]
    rows = {name: measure(films, settings) for name, settings in variants().items()}
    told = [row(name, of, rows["greedy"]) for name, of in rows.items()]
    blurred = [mixed(one) for one in films]
    alike = measure(blurred, replace(ChoiceSettings(), listening=0.0))
    heard = measure(blurred, ChoiceSettings())
    told += [row("mixed, listening 0", alike, alike), row("mixed, default", heard, alike)]
    print(json.dumps(told, indent=2) if options.json else table(told))


def offered(model: DistinctAD, film: Film, kept: Path) -> Offered:
    """Return what a model offers for a film, from ``kept`` where it was asked before."""
    import torch
    from safetensors.torch import load_file, save_file

    from adtool.model.text_side import mean_look

    place = kept / model.digest() / film.name
    said, seen = place.with_suffix(".json"), place.with_suffix(".safetensors")
    if not (said.exists() and seen.exists()):
        place.parent.mkdir(parents=True, exist_ok=True)
        print(f"describing: {film.name}", file=sys.stderr)
        features = film_features(model, film)
        looks = mean_look(features, torch.ones(features.shape[:2], dtype=torch.bool))
        save_file({"looks": looks}, seen)
        said.write_text(json.dumps(candidates(model, film, features)))
    looks = load_file(seen)["looks"]
    narrations = [
        ClipNarration(
            Clip(shot.start, shot.end, Gap(shot.start, shot.end)),
            candidates=tuple(Candidate(text, score) for text, score in of_clip),
        )
        for shot, of_clip in zip(film.clips, json.loads(said.read_text()), strict=True)
    ]
    text = model.encoder.text
    if text is None:
        return Offered(film, narrations, None)
    listener = ClipListener(text.encode, text.centred(looks), text.temperature, 16)
    return Offered(film, narrations, Once(listener))


def mixed(one: Offered) -> Offered:
    """Offer each clip the best wordings of itself and its neighbours, all as likely.

    So does a narrator who sees what there is in a scene, and mixes up when.
    """
    best = [narration.candidates[:1] for narration in one.narrations]
    narrations = []
    for place, narration in enumerate(one.narrations):
        first = max(0, min(place - MIXED // 2, len(best) - MIXED))
        near = [replace(said, score=0.0) for of in best[first : first + MIXED] for said in of]
        narrations.append(replace(narration, candidates=tuple(near)))
    listener = one.listener.again() if isinstance(one.listener, Once) else one.listener
    return Offered(one.film, narrations, listener)


class Once:
    """A listener who remembers what was guessed of a film: no weight changes it.

    Args:
        listener: who guesses.
    """

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._guesses: Sequence[Sequence[float]] | None = None

    def again(self) -> Once:
        """Return the listener before it has heard anything."""
        return Once(self._listener)

    def guesses(self, narrations: Sequence[ClipNarration]) -> Sequence[Sequence[float]]:
        """Return what was guessed the first time."""
        if self._guesses is None:
            self._guesses = self._listener.guesses(narrations)
        return self._guesses


def candidates(model: DistinctAD, film: Film, features: Any) -> list[list[tuple[str, float]]]:
    """Let a model describe a film's clips, told who is in each."""
    from adtool.model.prompt import Role

    names = in_clip(film)
    looks = portrait_features(model, film) if model.config.faces else {}
    found = model.narrate(
        features,
        [[Role(name) for name in clip] for clip in names],
        settings=ModelSettings(),
        faces=[[looks[name] for name in clip] for clip in names] if looks else None,
    )
    return [[(one.text, one.score) for one in clip] for clip in found]


def variants() -> dict[str, ChoiceSettings]:
    """Return the ways of choosing, by the names of their rows."""
    default = ChoiceSettings()
    ways = {"greedy": GREEDY, "default": default}
    ways |= {f"beams {beams}": replace(default, beams=beams) for beams in (1, 2, 32)}
    for weight, probed in PROBED.items():
        own = getattr(default, weight) or probed
        for value in sorted({0.0, own / 2, own, 2 * own, 4 * own} - {getattr(default, weight)}):
            changed: Any = {weight: value}
            ways[f"{weight} {value:g}"] = replace(default, **changed)
    return ways


def measure(films: Sequence[Offered], settings: ChoiceSettings) -> dict[str, list[float]]:
    """Choose all lines in one way; return the figures of each film."""
    columns: dict[str, list[float]] = {}
    chosen = [lines_of(one, settings) for one in films]
    wanted = [shot.text for one in films for shot in one.film.clips]
    texts = [line.text if line else "" for film in chosen for line in film]
    by_row = iter(cider(*tokenise_plainly(wanted, texts).corpora).per_row["CIDEr"])
    for one, lines in zip(films, chosen, strict=True):
        for name, value in figures(one, lines).items():
            columns.setdefault(name, []).append(value)
        scores = [next(by_row) or 0.0 for _ in lines]
        columns.setdefault("CIDEr", []).append(float(np.mean(scores)))
    return columns


def lines_of(one: Offered, settings: ChoiceSettings) -> list[Line | None]:
    """Choose a film's lines: one a clip, None where it has none."""
    cast = [Character(person.name, pronoun=person.look.pronoun) for person in one.film.credits]
    lines, _ = choose(one.narrations, FittingSettings(), settings, cast, one.listener)
    by_clip = {line.clip: line for line in lines}
    return [by_clip.get(narration.clip) for narration in one.narrations]


def figures(one: Offered, lines: Sequence[Line | None]) -> dict[str, float]:
    """Return a film's figures, but for CIDEr, which needs all films."""
    texts = [line.text if line else "" for line in lines]
    pairs = [
        Pair(shot.start, shot.text, text) for shot, text in zip(one.film.clips, texts, strict=True)
    ]
    right = [shown(shot) == facts(text) for shot, text in zip(one.film.clips, texts, strict=True)]
    spoken = [line for line in lines if line is not None]
    return {
        "R@1/5": recall_within_neighbours([pairs], 1, 5, word_f1),
        "facts": 100 * float(np.mean(right)),
        "said before": said_before([line.text for line in spoken]),
        "lines": 100 * len(spoken) / len(lines),
        "whole": 100 * sum(not line.shortened for line in spoken) / len(lines),
        "own score": float(np.mean([own_score(line) for line in spoken])),
    }


def own_score(line: Line) -> float:
    """Return the score of the candidate that a line was made of: the likeliest that begins it."""
    fits = [
        one.score for one in line.candidates if one.text[:1].upper() + one.text[1:] == line.text
    ]
    return max(fits, default=min(one.score for one in line.candidates))


def said_before(texts: Sequence[str], size: int = 3, lines: int = 16) -> float:
    """Return the percentage of runs of words that one of the lines before has too."""
    runs = [_runs(text, size) for text in texts]
    again = sum(
        any(run in before for before in runs[max(0, i - lines) : i])
        for i, own in enumerate(runs)
        for run in own
    )
    return 100 * again / max(1, sum(map(len, runs)))


def _runs(text: str, size: int) -> set[tuple[str, ...]]:
    words = text.lower().strip(".!?").split()
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def row(
    name: str, of: Mapping[str, Sequence[float]], greedy: Mapping[str, Sequence[float]]
) -> dict[str, object]:
    """Return a row's means, and how far it is from the greedy one."""
    told: dict[str, object] = {"row": name}
    told |= {column: float(np.mean(values)) for column, values in of.items()}
    clusters = [str(place) for place in range(len(of["CIDEr"]))]
    for column in COMPARED:
        found = compare(of[column], greedy[column], clusters, SEED)
        if found is not None and of is not greedy:
            spread = [found.interval.low, found.interval.high]
            told[f"{column} less greedy"] = [found.difference, *spread]
    return told


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Lay the rows out, columns aligned, differences behind their figures."""
    names = [*COMPARED, "lines", "whole", "own score"]
    head = f"{'':24}" + "".join(f"{name:>{30 if name in COMPARED else 10}}" for name in names)
    lines = [head]
    for of in rows:
        cells = [f"{of['row']:24}"]
        for name in names:
            if name not in COMPARED:
                cells.append(f"{of[name]:10.2f}")
                continue
            found = of.get(f"{name} less greedy")
            apart = "{:+.1f} [{:+.1f}, {:+.1f}]".format(*found) if found else ""
            cells.append(f"{of[name]:8.1f} {apart:>21}")
        lines.append("".join(cells))
    return "\n".join(lines)


if __name__ == "__main__":
    try:
        main()
    except AdtoolError as error:
        sys.exit(f"Error: {error}")
