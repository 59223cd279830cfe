"""How well a run's model describes storyworld's test films."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path

from adtool.datasets.film import TrainingFilm
from adtool.datasets.storyworld_film import storyworld
from adtool.evaluation.metrics.captioning import caption_scores
from adtool.evaluation.metrics.recall import Pair, recall_within_neighbours
from adtool.evaluation.metrics.repetition import repetition
from adtool.evaluation.metrics.similarity import word_f1
from adtool.evaluation.predict import Footage, predict
from adtool.features.of_clips import encode_films
from adtool.model.distinctad import DistinctAD
from adtool.narration.distinctad import DistinctADNarrator
from adtool.parallel import device
from adtool.progress import Progress
from adtool.settings import ModelSettings
from adtool.work import WorkFolder
from adtool_training.experiments.plan import Plan
from adtool_training.stage2 import StageTwoConfig

CAPTIONING = ("cider", "rouge-l")


def score_run(
    model: Path, config: StageTwoConfig, plan: Plan, features: Path, progress: Progress
) -> dict[str, float]:
    """Describe the test films and score what is said; the prompts name who is in each clip.

    R@k/N is over shared words, not over BERTScore, which takes a large model.

    Args:
        model: the model's folder.
        config: the run's.
        plan: says how many films, and what is measured.
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
    narrator = DistinctADNarrator(narrating, ModelSettings(beams=plan.beams), model.name)
    footage = Footage(features=ready.folder, films=plan.films, size=config.data.size)
    said = predict(films, narrator, footage, "clip", WorkFolder(None), progress)
    lines: dict[str, list[Pair]] = {}
    for one in said:
        lines.setdefault(one.movie, []).append(Pair(one.start or 0, one.reference or "", one.text))
    return scores(list(lines.values()), plan.recalls) | _best_loss(model.parent)


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


def _best_loss(folder: Path) -> dict[str, float]:
    """Return the validation loss of the model that was kept."""
    best = json.loads((folder / "best.json").read_text(encoding="utf-8"))
    return {"loss": best["validation_loss"]} if "validation_loss" in best else {}
