"""How fast both stages train on storyworld, beside a plain PyTorch loop written for the comparison.

    python benchmarks/training_throughput.py [--stage stage1 stage2] [--steps 20] [--repeat 5]

Ours is what ``adtool train`` runs: its batches, task and loop, with metrics and a saved state at
the end. The plain loop is what one would write in an afternoon: a dataset, a ``DataLoader``, the
losses spelled out, an optimiser's step; nothing is logged, weights are saved once at the end. Both
have the same model with the same weights, the same films, batch and number of steps. They take
turns, and who begins changes, so that a busy machine slows both; after one unmeasured turn each,
ratios are of neighbouring turns: their median, least and greatest. A ratio over 1 says that ours is
the faster one.
"""

from __future__ import annotations

import argparse
import copy
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader

from adtool.datasets.film import TrainingFilm
from adtool.datasets.settings import DATA, DataSettings
from adtool.english.distinctive import distinctive_tokens, distinctive_words
from adtool.features.of_clips import FilmFeatures, encode_films
from adtool.model import DistinctAD
from adtool.model.clip import Clip
from adtool.model.prompt import PromptInputs, target
from adtool_training.from_scratch.clip import VanillaSettings, clip_config
from adtool_training.loop.steps import LoopSettings, learning_parameters, run_steps
from adtool_training.narration_task import NarrationTask
from adtool_training.stage1 import AdaptationTask, ClipBatches, StageOneConfig
from adtool_training.stage2_data.names import NameSettings, prompt_names
from adtool_training.stage2_data.windows import PromptSource, Window, WindowBatches, windows_of

Turn = Callable[[Path], None]
"""Trains in an empty folder."""

FRAMES = {"stage1": 4, "stage2": 8}
BATCH = {"stage1": 64, "stage2": 8}
NAMES = NameSettings()


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds that neighbouring turns took, by the clock on the wall and of the processors."""

    ours_wall: float
    plain_wall: float
    ours_cpu: float
    plain_cpu: float


def main() -> None:
    """Let the loops take turns, and print a row for each stage."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--stage", nargs="+", choices=list(STAGES), default=list(STAGES))
    parser.add_argument("--steps", type=int, default=20, help="steps a turn (default: 20)")
    parser.add_argument("--repeat", type=int, default=5, help="turns of each (default: 5)")
    parser.add_argument("--workers", type=int, default=0, help="that make batches (default: 0)")
    parser.add_argument("--films", type=int, default=8, help="to learn from (default: 8)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    films = DATA["storyworld"](DataSettings(train_films=options.films), "train")
    rows = {}
    with tempfile.TemporaryDirectory() as folder:
        for stage in options.stage:
            loop = LoopSettings(steps=options.steps, workers=options.workers)
            ours, plain = STAGES[stage](films, loop, Path(folder) / stage)
            rows[stage] = summary(take_turns(ours, plain, options.repeat), options.steps)
    print(json.dumps(rows, indent=2) if options.json else as_table(rows))


def take_turns(ours: Turn, plain: Turn, repeat: int) -> list[Pair]:
    """Let both train once unmeasured, then ``repeat`` times by turns."""
    timed(ours), timed(plain)
    pairs = []
    for number in range(repeat):
        if number % 2:
            theirs, mine = timed(plain), timed(ours)
        else:
            mine, theirs = timed(ours), timed(plain)
        pairs.append(Pair(mine[0], theirs[0], mine[1], theirs[1]))
    return pairs


def timed(turn: Turn) -> tuple[float, float]:
    """Return the seconds of a turn, on the wall and of the processors, those of workers too."""
    with tempfile.TemporaryDirectory() as folder:
        wall, cpu = time.perf_counter(), cpu_seconds()
        turn(Path(folder))
        return time.perf_counter() - wall, cpu_seconds() - cpu


def cpu_seconds() -> float:
    """Return the CPU seconds of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def summary(pairs: Sequence[Pair], steps: int) -> dict[str, float]:
    """Return seconds a step, and the ratios of speed, ours to the plain loop's."""
    wall = [pair.plain_wall / pair.ours_wall for pair in pairs]
    cpu = [pair.plain_cpu / pair.ours_cpu for pair in pairs]
    return {
        "ours_s": statistics.median(pair.ours_wall for pair in pairs) / steps,
        "plain_s": statistics.median(pair.plain_wall for pair in pairs) / steps,
        "ratio": statistics.median(wall),
        "ratio_least": min(wall),
        "ratio_greatest": max(wall),
        "cpu_ratio": statistics.median(cpu),
        "cpu_ratio_least": min(cpu),
        "cpu_ratio_greatest": max(cpu),
    }


def as_table(rows: dict[str, dict[str, float]]) -> str:
    """Return the rows as text, columns aligned."""
    head = "          ours s/step  plain s/step   speed, ours to plain      by CPU seconds"
    return "\n".join(
        [head]
        + [
            f"{stage:8}{row['ours_s']:13.3f}{row['plain_s']:14.3f}"
            + "".join(
                f"{row[kind]:10.2f} ({row[f'{kind}_least']:.2f}-{row[f'{kind}_greatest']:.2f})"
                for kind in ("ratio", "cpu_ratio")
            )
            for stage, row in rows.items()
        ]
    )


def stage_one(films: Sequence[TrainingFilm], loop: LoopSettings, folder: Path) -> tuple[Turn, Turn]:
    """Return both ways to adapt storyworld's small CLIP."""
    torch.manual_seed(0)
    fresh = Clip(clip_config(VanillaSettings()))
    config = StageOneConfig(
        clip="fresh", frames=FRAMES["stage1"], batch=BATCH["stage1"], jitter=True, loop=loop
    )

    def ours(run: Path) -> None:
        clip = copy.deepcopy(fresh)
        task = AdaptationTask(clip, config.gamma, config.temperature)
        optimiser = torch.optim.Adam(learning_parameters(task), config.learning_rate)
        run_steps("Stage-I", task, optimiser, ClipBatches(films, clip, config), run, loop)

    def plain(run: Path) -> None:
        clip = copy.deepcopy(fresh)
        clip.model.requires_grad_(False)
        clip.model.visual.requires_grad_(True)
        clip.model.eval()
        optimiser = torch.optim.Adam(clip.model.visual.parameters(), config.learning_rate)
        clips = PlainClips(films, config.frames)
        for frames, texts in plain_batches(clips, config.batch, loop):
            with torch.no_grad():
                ads = clip.encode_words(clip.tokenize(texts))
            loss = plain_adaptation_loss(
                clip.encode_frames(frames), ads.sentences, ads.words, ads.is_word, clip.scale
            )
            learn(optimiser, loss)
        torch.save((clip.state_dict(), optimiser.state_dict()), run / "state.pt")

    return ours, plain


def stage_two(films: Sequence[TrainingFilm], loop: LoopSettings, folder: Path) -> tuple[Turn, Turn]:
    """Return both ways to train the learned parts of the bundled model."""
    fresh = DistinctAD.from_pretrained("bundled")
    features = encode_films(fresh.encoder, films, FRAMES["stage2"], folder)
    window, batch = fresh.config.window, BATCH["stage2"]

    def ours(run: Path) -> None:
        task = NarrationTask(copy.deepcopy(fresh), 1.0, 1.0, reading="A")
        optimiser = torch.optim.AdamW(learning_parameters(task), 1e-4, weight_decay=0.0)
        batches = WindowBatches(films, features, window, batch, PromptSource(NAMES), seed=0)
        run_steps("Stage-II", task, optimiser, batches, run, loop)

    def plain(run: Path) -> None:
        model = copy.deepcopy(fresh).train()
        optimiser = torch.optim.AdamW(learning_parameters(model), 1e-4, weight_decay=0.0)
        for batched in plain_batches(PlainWindows(films, features, window), batch, loop):
            learn(optimiser, plain_narration_loss(model, batched))
        torch.save((model.state_dict(), optimiser.state_dict()), run / "state.pt")

    return ours, plain


STAGES = {"stage1": stage_one, "stage2": stage_two}


def plain_batches(data: Any, batch: int, loop: LoopSettings) -> Any:
    """Return as many shuffled batches as there are steps."""
    wanted = np.random.default_rng(0).choice(len(data), (loop.steps, batch))
    return DataLoader(
        data, batch_sampler=wanted.tolist(), num_workers=loop.workers, collate_fn=data.collate
    )


def learn(optimiser: torch.optim.Optimizer, loss: Tensor) -> None:
    """Take the one step that every tutorial shows."""
    optimiser.zero_grad()
    torch.autograd.backward(loss)
    optimiser.step()


class PlainClips:
    """Clips with their ADs, one at a time."""

    def __init__(self, films: Sequence[TrainingFilm], frames: int) -> None:
        self.frames = frames
        self.clips = [(film, i) for film in films for i in range(len(film.annotations))]

    def __len__(self) -> int:
        return len(self.clips)

    def __getitem__(self, number: int) -> tuple[Tensor, str]:
        film, index = self.clips[number]
        frames = film.frames(index, self.frames, np.random.default_rng())
        return torch.from_numpy(frames), film.annotations[index].text

    def collate(self, chosen: list[tuple[Tensor, str]]) -> tuple[Tensor, list[str]]:
        """Stack clips."""
        return torch.stack([frames for frames, _ in chosen]), [text for _, text in chosen]


def plain_adaptation_loss(
    frames: Tensor, sentences: Tensor, words: Tensor, is_word: Tensor, scale: float
) -> Tensor:
    """Spell out (L_g + L_f) / 2 for frames (B, n, C), ADs (B, C) and words (B, m, C)."""
    batch, count, channels = frames.shape
    frames, words = F.normalize(frames, dim=-1), F.normalize(words, dim=-1)
    clips = F.normalize(frames.mean(1), dim=-1)
    similarity = scale * clips @ F.normalize(sentences, dim=-1).T
    own = torch.arange(batch)
    whole = F.cross_entropy(similarity, own) + F.cross_entropy(similarity.T, own)
    attention = (frames @ words.transpose(1, 2) / 0.01).masked_fill(~is_word[:, None], -torch.inf)
    aware = F.normalize(attention.softmax(-1) @ words, dim=-1)
    picked = frames[own, torch.randint(count, (batch,))]
    scores = scale * picked @ aware.reshape(-1, channels).T
    positives = scores.reshape(batch, batch, count)[own, own]
    fine = (scores.logsumexp(1) - positives.logsumexp(1)).mean()
    return (whole + fine) / 2


class PlainWindows:
    """Windows of clips, all of whose features lie in memory."""

    def __init__(self, films: Sequence[TrainingFilm], features: FilmFeatures, n: int) -> None:
        self.windows = [window for film in films for window in windows_of(film, n)]
        self.features = {film.name: features.of(film).float() for film in films}

    def __len__(self) -> int:
        return len(self.windows)

    def __getitem__(self, number: int) -> tuple[Window, Tensor]:
        window = self.windows[number]
        return window, self.features[window.film.name][list(window.clips)]

    def collate(self, chosen: list[tuple[Window, Tensor]]) -> dict[str, Any]:
        """Pad windows, and find what each clip's prompt and losses need."""
        rng = np.random.default_rng()
        films = [window.film for window, _ in chosen]
        clips = [
            [film.annotations[i] for i in w.clips]
            for film, (w, _) in zip(films, chosen, strict=True)
        ]
        inputs = [
            [PromptInputs(prompt_names(film, clip, NAMES, rng)) for clip in group]
            for film, group in zip(films, clips, strict=True)
        ]
        ads = [[clip.text for clip in group] for group in clips]
        return {
            "features": pad_sequence([features for _, features in chosen], batch_first=True),
            "ads": ads,
            "inputs": inputs,
            "distinctive": [
                w_d
                for film, group in zip(films, ads, strict=True)
                for w_d in distinctive_words(group, film.cast)
            ],
        }


def plain_narration_loss(model: nn.Module, batch: dict[str, Any]) -> Tensor:
    """Spell out L_auto + L_dist, distinctive words counted twice."""
    said = model(batch["features"], batch["ads"], batch["inputs"])
    nll = F.cross_entropy(said.logits.transpose(1, 2), said.labels, reduction="none")
    weight = said.mask.float()
    texts = [target(ad) for ads in batch["ads"] for ad in ads]
    rows = zip(texts, batch["distinctive"], said.offsets, strict=True)
    for row, (text, w_d, offsets) in enumerate(rows):
        weight[row, : len(offsets)] += torch.tensor(distinctive_tokens(text, w_d, offsets))
    loss: Tensor = (nll * weight).sum() / said.mask.sum()
    return loss


if __name__ == "__main__":
    main()
