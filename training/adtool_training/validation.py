"""Validation of Stage-II on unseen films: the loss, what is said, CIDEr, and the best model."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from adtool.datasets.film import TrainingFilm, actors_of
from adtool.english.distinctive import distinctive_words
from adtool.errors import UnavailableError
from adtool.evaluation.metrics.captioning import score
from adtool.features.ready import ReadyFeatures
from adtool.model.prompt import roles
from adtool.output import check_output_folder, write_text
from adtool.parallel import collect, device, is_main, part, wait
from adtool.progress import SILENT, Progress
from adtool.settings import ModelSettings, one_of
from adtool_training.narration_task import NarrationTask
from adtool_training.stage2_data.windows import PromptSource, Window, window_batch, windows_of

SCORES = ("CIDEr", "ROUGE-L")
"""Of what is said, those that are followed; plain tokens, so for comparison within a run only."""


@dataclass(frozen=True, slots=True)
class ValidationSettings:
    """How a model is validated after every epoch, on films that it does not learn from.

    Attributes:
        windows: windows that are narrated, spread evenly over the films; 0 is all.
        beams: beam width; 1 is greedy.
        contexts: what prompts of the kind "contexts" tell: the model's "own" lines, as far as they
            are of the same window, or the "true" ones, which Table 4c has in parentheses.
        best: the model that is kept is the one with the highest "cider", the lowest "loss", or the
            "last". The first two choose by the validation films, which must then be none of those
            that the model is tested on.
    """

    windows: int = 64
    beams: int = 1
    contexts: str = "own"
    best: str = "cider"

    def __post_init__(self) -> None:
        one_of(self.contexts, ("own", "true"), "contexts")
        one_of(self.best, ("cider", "loss", "last"), "best")
        if self.windows < 0 or self.beams < 1:
            raise ValueError("windows cannot be negative, and beams must be positive")


@dataclass(frozen=True)
class Validation:
    """Validates a task, and saves its model whenever it is the best so far.

    Without unseen films the newest model is the best. All processes share the work.

    Attributes:
        settings: how.
        task: what is validated.
        films: the unseen films.
        features: their features.
        prompt_source: what prompts hold.
        batch: windows at a time.
        seed: decides whom prompts name.
        folder: the run's; ``best.json`` and ``stage2/samples.jsonl`` are written in it.
        save: saves the model, given the best's figures.
        progress: notes why there is no CIDEr, if there is none.
    """

    settings: ValidationSettings
    task: NarrationTask
    films: Sequence[TrainingFilm]
    features: ReadyFeatures
    prompt_source: PromptSource
    batch: int
    seed: int
    folder: Path
    save: Callable[[dict[str, Any]], None]
    progress: Progress = SILENT

    def __call__(self, done: int) -> dict[str, float]:
        """Return the figures after ``done`` steps."""
        figures: dict[str, float] = {}
        if self.films:
            figures |= self._losses() | self._scores(done)
        if is_main() and self._is_best(figures):
            best = {"step": done, **figures}
            self.save(best)
            write_text(self.folder / "best.json", json.dumps(best) + "\n")
        wait()
        return figures

    @property
    def _windows(self) -> list[tuple[int, Window]]:
        n = self.task.model.config.window
        return list(enumerate(w for film in self.films for w in windows_of(film, n)))

    def _losses(self) -> dict[str, float]:
        own = part().some(self._windows)
        sums = torch.zeros(3, dtype=torch.float64)
        for start in range(0, len(own), self.batch):
            group = own[start : start + self.batch]
            batch = window_batch(group, self.features, self.prompt_source, [self.seed])
            batch["features"] = batch["features"].to(device())
            sums += self.task.sums(**batch).double().cpu()
        everyone = torch.tensor(collect([sums.tolist()]), dtype=torch.float64).sum(0)
        losses = self.task.losses(everyone)
        return {f"validation_{name}": value.item() for name, value in losses.items()}

    def _scores(self, done: int) -> dict[str, float]:
        """Narrate some windows and score what is said, with the clips' own names."""
        said = collect(
            [line for _, window in part().some(self._chosen()) for line in self._narrated(window)]
        )
        if is_main():
            self._keep_samples(done, said)
        try:
            scores = score([line["ad"] for line in said], [line["written"] for line in said])
        except UnavailableError as error:
            self.progress.note(f"No CIDEr in validation: {error}")
            return {}
        return {f"validation_{name}": scores[name] for name in SCORES}

    def _keep_samples(self, done: int, said: Sequence[dict[str, Any]]) -> None:
        """Write what is said after ``done`` steps behind what was said before.

        A run that goes on from an earlier state says some of it again, in the first's place.
        """
        path = self.folder / "stage2" / "samples.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        kept = [line for line in lines if json.loads(line)["step"] < done]
        new = [json.dumps({"step": done, **line}, ensure_ascii=False) for line in said]
        check_output_folder(path.parent)
        write_text(path, "".join(f"{line}\n" for line in [*kept, *new]))

    def _chosen(self) -> list[tuple[int, Window]]:
        plan, count = self._windows, self.settings.windows
        if not 0 < count < len(plan):
            return plan
        return [plan[i * len(plan) // count] for i in range(count)]

    def _narrated(self, window: Window) -> list[dict[str, Any]]:
        film, model = window.film, self.task.model
        clips = [film.annotations[i] for i in window.clips]
        inputs = [
            self.prompt_source.inputs(
                window, i, roles(film.annotations[i].characters, actors_of(film))
            )
            for i in window.clips
        ]
        own = self.settings.contexts == "own"
        found = model.narrate(
            self.features.of(film, window.clips).float(),
            [given.characters for given in inputs],
            settings=dataclasses.replace(ModelSettings(), beams=self.settings.beams),
            previous=None if own else [given.previous for given in inputs],
            faces=[given.faces for given in inputs],
        )
        return [
            {
                "film": film.name,
                "start": clip.start,
                "ad": clip.text,
                "written": candidates[0].text if candidates else "",
                "distinctive": sorted(w_d),
            }
            for clip, candidates, w_d in zip(
                clips, found, distinctive_words([c.text for c in clips], film.cast), strict=True
            )
        ]

    def _is_best(self, figures: dict[str, float]) -> bool:
        path = self.folder / "best.json"
        if self.settings.best == "last" or not path.exists() or not figures:
            return True
        before: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
        if self.settings.best == "cider" and "validation_CIDEr" in figures:
            return figures["validation_CIDEr"] > before.get("validation_CIDEr", -math.inf)
        return figures["validation_loss"] < before.get("validation_loss", math.inf)
