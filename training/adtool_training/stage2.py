"""Stage-II: distinctive AD narration (§3.2).

    adtool train stage2 --config storyworld clip=runs/stage1/clip_ad -o runs/stage2

Perceiver, contextual EMA and projection learn to prompt a frozen language model with windows of N
consecutive clips, on L_auto + L_dist. Where no pretrained language model is named, a small one is
first trained from scratch (``language_model``). The run folder then holds:

    config.toml       the resolved configuration
    language_model/   the language model's training, where there was one
    features/         the films' features, encoded once with CLIP_AD
    stage2/           states, metrics.jsonl, samples.jsonl (lines written on unseen films)
    distinctad/       the DistinctAD that did best on unseen films; best.json says how well
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from adtool.distinctive import distinctive_tokens
from adtool.errors import ConfigError, OutputError
from adtool.model import domain
from adtool.model.checkpoint import load_narrator
from adtool.model.distinctad import BUNDLED, DistinctAD, DistinctADConfig
from adtool.model.prompt import Role, target
from adtool.progress import SILENT, Progress
from adtool.settings import ModelSettings

from . import language_model
from .annotations import TrainingFilm
from .clip import load_clip
from .clip_features import FilmFeatures, encode_films
from .config import as_toml, one_of
from .film_windows import WindowBatches, window_batch, windows_of
from .films import DATA, DataSettings
from .language_model import LanguageModelSettings
from .loop import LoopSettings, device, learning_parameters, run_steps
from .losses import IGNORED, READINGS, DistinctiveWordLoss
from .names import NameSettings
from .run_folder import settle

DOMAIN_FILMS = 64
"""Films, unseen ones first, that say what the model's world looks like."""


@dataclass(frozen=True, slots=True)
class ModelShape:
    """What ``DistinctADConfig`` explains, as far as it is a choice; the same defaults."""

    frames: int = DistinctADConfig.frames
    window: int = DistinctADConfig.window
    latents: int = DistinctADConfig.latents
    perceiver_layers: int = DistinctADConfig.perceiver_layers
    perceiver_heads: int | None = DistinctADConfig.perceiver_heads
    bases: int = DistinctADConfig.bases
    iterations: int = DistinctADConfig.iterations
    temperature: float = DistinctADConfig.temperature
    momentum: float = DistinctADConfig.momentum
    l2norm: bool = DistinctADConfig.l2norm
    persist: bool = DistinctADConfig.persist
    stop_grad: bool = DistinctADConfig.stop_grad
    alpha: float = DistinctADConfig.alpha
    beta: float = DistinctADConfig.beta


@dataclass(frozen=True, slots=True)
class StageTwoConfig:
    """A Stage-II run; the defaults are the paper's (§4.1), or its ancestors'.

    Attributes:
        clip: CLIP_AD: a folder in open_clip's form, or one of its architectures.
        pretrained: for an architecture: one of open_clip's tags, or a weight file.
        narrator: the language model: a folder, or a name on the hub.
        language_model: train a small one from scratch instead.
        data: the films.
        model: the shape of the learned parts.
        names: whom the prompts name.
        auto_weight: of L_auto (Eq. 11).
        distinct_weight: of L_dist (Eq. 12); 0 leaves it out.
        reading: of Eq. 12, an entry of ``losses.READINGS``.
        batch: windows a step.
        learning_rate: of AdamW.
        weight_decay: of AdamW.
        epochs: times that every window is seen.
        half: whether the model is saved in fp16.
        loop: the rest; ``loop.steps`` replaces ``epochs`` unless it is 0.
    """

    clip: str
    pretrained: str = ""
    narrator: str = ""
    language_model: LanguageModelSettings | None = None
    data: DataSettings = field(default_factory=DataSettings)
    model: ModelShape = field(default_factory=ModelShape)
    names: NameSettings = field(default_factory=NameSettings)
    auto_weight: float = 1.0
    distinct_weight: float = 1.0
    reading: str = "A"
    batch: int = 8
    learning_rate: float = 1e-4
    weight_decay: float = 0.0
    epochs: float = 10.0
    half: bool = False
    loop: LoopSettings = field(
        default_factory=lambda: LoopSettings(steps=0, schedule="cosine", warmup=500, clip_norm=1.0)
    )

    def __post_init__(self) -> None:
        one_of(self.reading, READINGS, "reading")
        if bool(self.narrator) == (self.language_model is not None):
            raise ValueError(
                "name a language model (narrator), or how to train one ([language_model])"
            )


def run(config: StageTwoConfig, folder: Path, progress: Progress = SILENT) -> Path:
    """Train a DistinctAD, going on where a run in ``folder`` stopped.

    Returns:
        The model's folder.

    Raises:
        ConfigError: if ``folder`` belongs to a run with other settings.
        CheckpointError, UnavailableError: if CLIP_AD or the language model cannot be loaded.
        TrainingError: if there is nothing to learn from, or the loss is no number.
        OutputError: if the folder cannot be written.
    """
    if not config.clip:
        raise ConfigError("clip", "name CLIP_AD's folder: clip=STAGE1_RUN/clip_ad")
    settle(config, folder)
    films = DATA[config.data.kind](config.data, "train")
    unseen = DATA[config.data.kind](config.data, "validation")
    model = _new_model(config, folder, progress)
    features = encode_films(
        model.encoder,
        [*films, *unseen],
        config.model.frames,
        folder / "features",
        device=device(),
        workers=config.loop.workers,
        progress=progress,
    )
    batches = WindowBatches(
        films, features, config.model.window, config.batch, config.names, config.loop.seed
    )
    loop = dataclasses.replace(
        config.loop, steps=config.loop.steps or max(1, round(config.epochs * batches.an_epoch))
    )
    task = NarrationTask(model, config.auto_weight, config.distinct_weight, config.reading)
    optimiser = torch.optim.AdamW(
        learning_parameters(task), config.learning_rate, weight_decay=config.weight_decay
    )
    world = [*unseen, *films][:DOMAIN_FILMS]
    if len(world) > 1:
        model.domain = domain.fit([features.of(film).flatten(0, 1).float() for film in world])
    keep = KeepTheBest(config, loop, task, features, unseen, folder)
    run_steps(
        "Stage-II",
        task,
        optimiser,
        batches,
        folder / "stage2",
        loop,
        evaluate=keep,
        evaluate_steps=batches.an_epoch,
        progress=progress,
    )
    return folder / "distinctad"


class NarrationTask(nn.Module):
    """L_II = L_auto + L_dist over the targets of a batch of windows.

    Args:
        model: the model; its encoder and language model are frozen.
        auto_weight: of L_auto.
        distinct_weight: of L_dist.
        reading: of Eq. 12.
    """

    def __init__(
        self, model: DistinctAD, auto_weight: float, distinct_weight: float, reading: str
    ) -> None:
        super().__init__()
        self.model = model
        self.weights = (auto_weight, distinct_weight)
        self.distinctive = DistinctiveWordLoss(reading)

    def forward(
        self,
        features: Tensor,
        sentences: Sequence[Sequence[str]],
        names: Sequence[Sequence[Sequence[Role]]],
        distinctive: Sequence[Sequence[frozenset[str]]],
    ) -> dict[str, Tensor]:
        """Return the losses of a batch.

        Args:
            features: (B, N, T, C); windows with fewer clips are padded.
            sentences: for each window the AD of each clip.
            names: for each window and clip, whom its prompt names.
            distinctive: for each window and clip, its w_d.
        """
        said = self.model(features, sentences, names)
        targets = said.labels.masked_fill(~said.mask, IGNORED)
        auto = F.cross_entropy(
            said.logits.flatten(0, 1).float(), targets.flatten(), ignore_index=IGNORED
        )
        marked = torch.zeros_like(said.mask)
        texts = [target(sentence) for window in sentences for sentence in window]
        own = [w_d for window in distinctive for w_d in window]
        for row, (text, w_d, offsets) in enumerate(zip(texts, own, said.offsets, strict=True)):
            marks = distinctive_tokens(text, w_d, offsets)
            marked[row, : len(marks)] = torch.tensor(marks, device=marked.device)
        distinct = self.distinctive(said.logits, targets, marked)
        total = self.weights[0] * auto + self.weights[1] * distinct
        return {"loss": total, "auto": auto.detach(), "distinct": distinct.detach()}


@dataclass(frozen=True)
class KeepTheBest:
    """Validates on unseen films, and saves the model whenever it is the best so far.

    Without unseen films the newest model is kept.
    """

    config: StageTwoConfig
    loop: LoopSettings
    task: NarrationTask
    features: FilmFeatures
    unseen: Sequence[TrainingFilm]
    folder: Path

    def __call__(self, done: int) -> dict[str, float]:
        """Return the validation losses after ``done`` steps."""
        losses = self._losses()
        self._write_samples(done)
        before = self._best()
        if not self.unseen or before is None or losses["validation_loss"] < before:
            best = {"step": done, **losses}
            self.task.model.save_pretrained(
                self.folder / "distinctad",
                _card(self.config, self.loop, best),
                torch.float16 if self.config.half else torch.float32,
            )
            _write_text(self.folder / "best.json", json.dumps(best) + "\n")
        return losses

    def _losses(self) -> dict[str, float]:
        sums: dict[str, float] = {}
        plan = [w for film in self.unseen for w in windows_of(film, self.config.model.window)]
        groups = [plan[i : i + self.config.batch] for i in range(0, len(plan), self.config.batch)]
        for number, group in enumerate(groups):
            batch = window_batch(group, self.features, self.config.names, [self.loop.seed, number])
            batch["features"] = batch["features"].to(device())
            for key, value in self.task(**batch).items():
                sums[key] = sums.get(key, 0.0) + value.item() * len(group) / len(plan)
        return {f"validation_{key}": value for key, value in sums.items()}

    def _write_samples(self, done: int) -> None:
        """Narrate the first window of up to two films, greedily, with the clips' own names."""
        greedy = ModelSettings(beams=1)
        lines: list[dict[str, Any]] = []
        for film in self.unseen[:2]:
            clips = film.annotations[: self.config.model.window]
            features = self.features.of(film)[: len(clips)].float()
            names = [[Role(name) for name in clip.characters] for clip in clips]
            told = self.task.model.narrate(features, names, settings=greedy)
            for clip, candidates in zip(clips, told, strict=True):
                text = candidates[0].text if candidates else ""
                lines.append(
                    {"step": done, "film": film.name, "start": clip.start, "ad": clip.text}
                    | {"written": text}
                )
        path = self.folder / "stage2" / "samples.jsonl"
        _write_text(path, "".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines), "a")

    def _best(self) -> float | None:
        path = self.folder / "best.json"
        if not path.exists():
            return None
        return float(json.loads(path.read_text(encoding="utf-8")).get("validation_loss", "inf"))


def _new_model(config: StageTwoConfig, folder: Path, progress: Progress) -> DistinctAD:
    clip = load_clip(config.clip, config.pretrained)
    source = config.narrator
    if config.language_model is not None:
        wanted = config.language_model.films or config.data.train_films
        scripts = DATA[config.data.kind](
            dataclasses.replace(config.data, train_films=wanted), "train"
        )
        source = str(
            language_model.train(
                config.language_model, scripts, folder / "language_model", progress
            )
        )
    shape = DistinctADConfig(
        vision=clip.vision.config,
        language_model=BUNDLED if config.language_model else config.narrator,
        **dataclasses.asdict(config.model),
    )
    torch.manual_seed(config.loop.seed)
    return DistinctAD(shape, clip.vision, load_narrator(source, device=str(device())))


def _write_text(path: Path, text: str, mode: str = "w") -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open(mode, encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise OutputError(path, f"cannot be written: {error.strerror}") from error


def _card(config: StageTwoConfig, loop: LoopSettings, best: dict[str, float]) -> str:
    said = config.narrator or "a small GPT-2, trained from scratch on the films' ADs"
    scores = ", ".join(f"{k.replace('_', ' ')} {v:.4g}" for k, v in best.items() if k != "step")
    return f"""---
datasets:
- {config.data.kind}
---
# DistinctAD

Drafts audio description for consecutive clips of a movie. Trained by `adtool train stage2`, after
the paper "DistinctAD: Distinctive Audio Description Generation in Contexts".

- Data: {config.data.kind}, {config.data.train_films} films to learn from and
  {config.data.validation_films} others to validate on.
- Frozen language model: {said}.
- Seed {loop.seed}; {best["step"]} of {loop.steps} steps, after which it did best.
- Scores: {scores or "none, as there were no validation films"}.

Train it again with `adtool train stage2 --config FILE -o FOLDER`, where FILE holds:

```toml
{as_toml(config).rstrip()}
```
"""
