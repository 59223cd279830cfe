"""How well a run's model describes storyworld's test films."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from adtool.datasets.film import TrainingFilm
from adtool.datasets.storyworld_film import storyworld
from adtool.evaluation.metrics.captioning import caption_scores
from adtool.evaluation.metrics.recall import Pair, recall_within_neighbours
from adtool.evaluation.metrics.repetition import repetition
from adtool.evaluation.metrics.similarity import word_f1
from adtool.evaluation.predict import Footage, chosen, likeliest, predict
from adtool.evaluation.predictions import Prediction
from adtool.features.of_clips import encode_films
from adtool.model.distinctad import DistinctAD
from adtool.narration.distinctad import DistinctADNarrator
from adtool.parallel import device
from adtool.progress import Progress
from adtool.settings import ModelSettings
from adtool.storyworld import facts
from adtool.storyworld.ad import facts as ad_facts
from adtool.work import WorkFolder
from adtool_training.experiments.plan import Plan, Row
from adtool_training.stage2 import StageTwoConfig

FACTS: Mapping[str, Any] = {"storyworld": facts, "storyworld-ad": ad_facts}
"""For each world, what reads its sentences back."""

LENGTHS = {
    "length_h": ("length of H", 1.0),
    "share_reconstructed": ("share of αĤ", 100.0),
    "share_attended": ("share of βH̃", 100.0),
}
"""What is logged of Eq. 10's summands, what the tables call it, and in which unit."""

CAPTIONING = ("cider", "rouge-l")


def score_run(
    model: Path, config: StageTwoConfig, plan: Plan, row: Row, features: Path, progress: Progress
) -> dict[str, float]:
    """Describe the test films and score what is said; the prompts name who is in each clip.

    Who acts is looked for once more with prompts that name the whole cast. R@k/N is over shared
    words, not over BERTScore, which takes a large model.

    Args:
        model: the model's folder.
        config: the run's.
        plan: says how many films, and what is measured.
        row: says how lines are found.
        features: where encoded films are kept.
        progress: hears of it.
    """
    narrating = DistinctAD.from_pretrained(model, str(device()))
    films = unseen_films(config, plan)
    ready = encode_films(
        narrating.encoder,
        films,
        config.model.frames,
        features,
        device=device(),
        workers=config.loop.workers,
        progress=progress,
    )
    narrator = DistinctADNarrator(narrating, ModelSettings(beams=row.beams), model.name)
    footage = Footage(features=ready.folder, films=plan.films, size=config.data.size)
    pick = chosen if row.choice else likeliest

    def said(characters: str) -> list[list[Prediction]]:
        made = predict(films, narrator, footage, characters, WorkFolder(None), progress, pick=pick)
        lines = iter(made)
        return [[next(lines) for _ in film.annotations] for film in films]

    described = said("clip")
    pairs = [
        [Pair(one.start or 0, one.reference or "", one.text) for one in film] for film in described
    ]
    return {
        **scores(pairs, plan.recalls),
        **facts_right(films, config.data.kind, described),
        **names_right(films, config.data.kind, narrating.config.prompt, said),
        **_lengths(model.parent),
        **_best_loss(model.parent),
    }


def facts_right(
    films: Sequence[TrainingFilm], world: str, described: Sequence[Sequence[Prediction]]
) -> dict[str, float]:
    """Return, in percent, how often lines tell each thing right that their clips show."""
    known = FACTS[world]
    told = [
        (known.shown(shot), known.facts(one.text))
        for film, lines in zip(films, described, strict=True)
        for shot, one in zip(getattr(film, "shots", ()), lines, strict=True)
    ]
    found = known.right_facts(told)
    right = {name: one[0] if isinstance(one, tuple) else one for name, one in found.items()}
    return {f"{name} right": share for name, share in right.items()}


def names_right(
    films: Sequence[TrainingFilm],
    world: str,
    prompt: str,
    said: Callable[[str], list[list[Prediction]]],
) -> dict[str, float]:
    """Return how often the right one acts where the prompt names the whole cast, in percent.

    Where a prompt has no names there is no such figure.
    """
    if prompt != "characters":
        return {}
    right = facts_right(films, world, said("cast"))
    return {"character right, whole cast named": right["character right"]}


def unseen_films(config: StageTwoConfig, plan: Plan) -> Sequence[TrainingFilm]:
    """Return the films that nobody has seen: neither learned from nor validated on."""
    return storyworld(dataclasses.replace(config.data, validation_films=plan.films), "test")


def scores(films: Sequence[Sequence[Pair]], recalls: Sequence[tuple[int, int]]) -> dict[str, float]:
    """Score the lines of films, each with what the describer wrote; in percent."""
    lines = [[pair.prediction for pair in film] for film in films]
    captioning = caption_scores(
        [pair.reference for film in films for pair in film],
        [line for film in lines for line in film],
        CAPTIONING,
    )
    found = dict(captioning.scores)
    for k, n in recalls:
        found[f"R@{k}/{n}"] = recall_within_neighbours(films, k, n, word_f1)
    return {**found, "repetition": repetition(lines)}


def _lengths(folder: Path) -> dict[str, float]:
    """Return the mean length of H's rows, and the others' in percent of the sum's (Eq. 10).

    Nothing of a run that was too short to log any.
    """
    log, found = folder / "metrics.jsonl", dict[str, float]()
    for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
        found |= json.loads(line)  # the last that was logged counts
    return {title: scale * found[key] for key, (title, scale) in LENGTHS.items() if key in found}


def _best_loss(folder: Path) -> dict[str, float]:
    """Return the validation loss of the model that was kept."""
    best = json.loads((folder / "best.json").read_text(encoding="utf-8"))
    return {"loss": best["validation_loss"]} if "validation_loss" in best else {}
