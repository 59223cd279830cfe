"""A text side for a model whose CLIP has none, tuned against its frozen vision encoder.

Locked-image tuning (LiT: Zhai et al., CVPR 2022): what clips look like is computed once, and only
the text tower learns, contrastively. A batch is whole films, so that a clip is told from its
neighbours. Names are dealt anew in every step, for no picture tells one, and the text side must not
lean on them.

    python -m adtool_training.from_scratch.text_side MODEL_FOLDER RUN_FOLDER [--config storyworld]
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from adtool.model.distinctad import DistinctAD
from adtool.model.text_side import TextConfig, TextSide, TextTower, centred, mean_look, tokens_of
from adtool.progress import SILENT, Progress
from adtool.storyworld import Film, Person, sample_film, seeds, wording
from adtool.storyworld.people import NAMES
from adtool.storyworld.render import frames
from adtool.timeline import Clip, Gap
from adtool_training.config import find_config, read_config
from adtool_training.loop.steps import LoopSettings, learning_parameters, run_steps


@dataclass(frozen=True, slots=True)
class TextSettings:
    """A text side and how it is tuned.

    Attributes:
        films: training films of storyworld.
        batch: films a step; all of their clips.
        places: how often a sentence tells the place: more often than describers do.
        someone: how often somebody goes unnamed.
        width: of the tower.
        layers: of the tower.
        learning_rate: of AdamW.
        weight_decay: of AdamW.
        loop: how long and how.
    """

    films: int = 400
    batch: int = 6
    places: float = 0.3
    someone: float = 0.1
    width: int = 128
    layers: int = 2
    learning_rate: float = 1e-3
    weight_decay: float = 0.1
    loop: LoopSettings = field(
        default_factory=lambda: LoopSettings(
            steps=1500, schedule="cosine", warmup=100, clip_norm=1.0
        )
    )


def train(
    model: DistinctAD, settings: TextSettings, folder: Path, progress: Progress = SILENT
) -> TextSide:
    """Tune a text side for a model, going on where a run in ``folder`` stopped.

    Raises:
        TrainingError: if the loss is no number.
        OutputError: if the folder cannot be written.
    """
    torch.manual_seed(settings.loop.seed)
    looks = clip_looks(model, settings.films, folder, progress)
    tokenizer = model.language_model.tokenizer
    config = TextConfig(
        model.config.vision.embed_dim,
        len(tokenizer),
        width=settings.width,
        heads=max(1, settings.width // 32),
        layers=settings.layers,
    )
    tower = TextTower(config)
    tower.centre.data.copy_(looks.mean((0, 1)))
    task = MatchingTask(tower)
    optimiser = torch.optim.AdamW(
        learning_parameters(task), settings.learning_rate, weight_decay=settings.weight_decay
    )
    batches = FilmBatches(looks, tokenizer, config.context, settings)
    run_steps(
        "Text side", task, optimiser, batches, folder, settings.loop, alone=True, progress=progress
    )
    return TextSide(tower, tokenizer)


def clip_looks(model: DistinctAD, films: int, folder: Path, progress: Progress = SILENT) -> Tensor:
    """Return what the clips of training films look like, (films, clips, C); kept in ``folder``."""
    kept = folder / f"looks-{films}.safetensors"
    if kept.exists():
        return load_file(kept)["looks"]
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    with progress.stage("Encoding films", films) as stage:
        for seed in seeds("train", films):
            rows.append(film_looks(model, sample_film(seed)))
            stage.advance()
    looks = torch.stack(rows)
    save_file({"looks": looks}, kept)
    return looks


def film_looks(model: DistinctAD, film: Film) -> Tensor:
    """Draw and encode a film's clips; return the mean of each clip's normalised features (n, C)."""
    size, count = model.config.vision.image_size[0], model.config.frames
    drawn = [
        frame
        for index, shot in enumerate(film.clips)
        for frame in frames(
            film, index, Clip(shot.start, shot.end, Gap(0, 0)).frame_times(count), size
        )
    ]
    features = model.encode(drawn).reshape(len(film.clips), count, -1)
    return mean_look(features, torch.ones(features.shape[:2], dtype=torch.bool))


class MatchingTask(nn.Module):
    """CLIP's contrastive loss, of which only the text tower learns.

    Args:
        tower: the text tower.
    """

    def __init__(self, tower: TextTower) -> None:
        super().__init__()
        self.tower = tower

    def forward(self, looks: Tensor, tokens: Tensor, is_token: Tensor) -> dict[str, Tensor]:
        """Return the loss of a batch, and how many sentences find their clip, in percent.

        Args:
            looks: (B, C) of clips.
            tokens: of their sentences (B, L).
            is_token: (B, L) False where a row is padded.
        """
        said = F.normalize(self.tower(tokens, is_token), dim=-1)
        seen = centred(looks, self.tower.centre)
        logits = self.tower.scale.exp().clamp(max=100) * said @ seen.T
        own = torch.arange(len(logits), device=logits.device)
        loss = (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2
        right = (logits.argmax(1) == own).float().mean()
        return {"loss": loss, "right": 100 * right.detach()}


@dataclass(frozen=True)
class FilmBatches:
    """Whole films, each worded anew every time, with other names."""

    looks: Tensor
    tokenizer: Any
    context: int
    settings: TextSettings

    def __call__(self, step: int) -> dict[str, object]:
        """Make the batch of a step."""
        rng = np.random.default_rng([self.settings.loop.seed, step])
        chosen = rng.choice(len(self.looks), min(self.settings.batch, len(self.looks)), False)
        words = random.Random(f"{self.settings.loop.seed} {step}")
        first = seeds("train", 1)[0]
        texts = [
            text
            for place in chosen
            for text in reworded(sample_film(first + int(place)), self.settings, words)
        ]
        tokens, is_token = tokens_of(texts, self.tokenizer, self.context)
        looks = self.looks[torch.from_numpy(chosen)].flatten(0, 1)
        return {"looks": looks, "tokens": tokens, "is_token": is_token}


def reworded(film: Film, settings: TextSettings, rng: random.Random) -> list[str]:
    """Describe a film's clips in other words, with other names."""
    return [
        wording.describe(
            _renamed(shot.actor, settings, rng),
            tuple(_renamed(one, settings, rng) for one in shot.others),
            shot.action,
            shot.thing,
            place=shot.place,
            opening=rng.random() < settings.places,
            known=rng.random() < 0.5,
            rng=rng,
        )
        for shot in film.clips
    ]


def _renamed(person: Person, settings: TextSettings, rng: random.Random) -> Person:
    if rng.random() < settings.someone:
        return replace(person, name="someone")
    return replace(person, name=rng.choice(NAMES[person.look.pronoun]))


def main(arguments: Sequence[str] | None = None) -> None:
    """Tune a text side for a model's folder, and put it there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("model", type=Path, help="a DistinctAD's folder; it gets the text side")
    parser.add_argument("run", type=Path, help="where the run is kept")
    parser.add_argument("--config", default="storyworld", help="a .toml, or a bundled one's name")
    told = parser.parse_args(arguments)
    settings = read_config(TextSettings, find_config(told.config, "text"))
    train(DistinctAD.from_pretrained(told.model), settings, told.run).save(told.model)


if __name__ == "__main__":
    main()
