r"""Appendix A: can a language model read ADs in CLIP's text space?

    adtool train reconstruction --config storyworld -o runs/reconstruction \
        clip=runs/stage1/vanilla/model narrator=runs/stage2/language_model/model

An AD goes through CLIP's frozen text encoder; a single linear layer carries [CLS] alone, or every
word's embedding, into the input space of a frozen language model, which has to say the same AD
again (Fig. A.1, Eq. 11, no visual prompt). Only that layer and the begin-of-description vector
learn. If it works, what keeps clips and ADs apart is CLIP's vision encoder: the paper's reason for
Stage-I. The run's folder then holds:

    config.toml      the resolved configuration
    results.json     the scores on held-out ADs (Table A.1), of "cls" and "words"
    cls/ words/      states, metrics.jsonl, projector.safetensors, samples.jsonl
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save
from torch import Tensor, nn

from adtool.datasets.film import TrainingFilm
from adtool.datasets.films import load_films
from adtool.datasets.settings import DataSettings
from adtool.errors import ConfigError, TrainingError
from adtool.evaluation.metrics import captioning
from adtool.model.checkpoint import load_language_model
from adtool.model.clip import Clip, Words, load_clip
from adtool.model.language_model import LanguageModel
from adtool.model.prompt import Slot
from adtool.output import write_bytes, write_text
from adtool.parallel import (
    WHOLE,
    Part,
    collect,
    device,
    is_main,
    main_first,
    part,
    progress_of_main,
    total,
    wait,
)
from adtool.progress import SILENT, Progress
from adtool.settings import ModelSettings, one_of
from adtool_training.loop.run_folder import settle
from adtool_training.loop.steps import LoopSettings, learning_parameters, run_steps
from adtool_training.stage2 import StageTwoConfig, cosine_loop

INPUTS = ("cls", "words")
"""What goes through the projector: [CLS] alone, or all words' embeddings."""

Scores = dict[str, Any]

PAPER = {
    "cls": {"BLEU-1": 29.3, "BLEU-4": 5.1, "ROUGE-L": 29.4, "CIDEr": 92.2},
    "words": {"BLEU-1": 80.8, "BLEU-4": 63.0, "ROUGE-L": 82.4, "CIDEr": 612.5},
}
"""Table A.1: CLIP-B32 and GPT-2 on MAD-Eval."""


@dataclass(frozen=True, slots=True)
class ReconstructionConfig:
    """A reconstruction run; the defaults are the paper's (Appendix A), or Stage-II's.

    Attributes:
        clip: the CLIP: a folder in open_clip's form, or one of its architectures.
        pretrained: for an architecture: one of open_clip's tags ("openai"), or a weight file.
        narrator: the language model: a folder, or a name on the hub.
        inputs: an entry of ``INPUTS``, or "both": one training after the other.
        data: where the ADs are from; no film is needed.
        batch: ADs a step, on all processes together.
        learning_rate: of AdamW.
        weight_decay: of AdamW.
        epochs: times that every AD is seen.
        held_out: how many ADs of the validation films are said again and scored; 0 is all.
        beams: beam width in saying them; nothing else bends what the model says.
        loop: the rest; ``loop.steps`` replaces ``epochs`` unless it is 0.
    """

    clip: str = ""
    pretrained: str = ""
    narrator: str = ""
    inputs: str = "both"
    data: DataSettings = field(default_factory=DataSettings)
    batch: int = 128
    learning_rate: float = StageTwoConfig.learning_rate
    weight_decay: float = StageTwoConfig.weight_decay
    epochs: float = StageTwoConfig.epochs
    held_out: int = 0
    beams: int = 1
    loop: LoopSettings = field(default_factory=cosine_loop)

    def __post_init__(self) -> None:
        one_of(self.inputs, (*INPUTS, "both"), "inputs")
        if min(self.batch, self.beams) < 1 or self.held_out < 0:
            raise ValueError("batch and beams must be positive, and held_out cannot be negative")


def run(
    config: ReconstructionConfig, folder: Path, progress: Progress = SILENT
) -> dict[str, Scores]:
    """Train the projector and score it, going on where a run in ``folder`` stopped.

    Returns:
        The scores on held-out ADs in percent, by input and by metric.

    Raises:
        ConfigError: if ``folder`` belongs to a run with other settings, or no CLIP or language
            model is named.
        AnnotationError, CastError: if a file of the data set cannot be read.
        CheckpointError, UnavailableError: if the CLIP or the language model cannot be loaded, or
            pycocoevalcap is not installed.
        TrainingError: if there is nothing to learn from or to score, or the loss is no number.
        OutputError: if the folder cannot be written.
    """
    for key in ("clip", "narrator"):
        if not getattr(config, key):
            raise ConfigError(key, f"name one: {key}=FOLDER")
    captioning.score(["Said before."], ["Said before."])  # is it installed? Now, not in hours.
    progress = progress_of_main(progress)
    with main_first():
        settle(config, folder)
    films, unseen = load_films(config.data, folder, progress)
    held_out = _texts(unseen)[: config.held_out or None]
    batches = SentenceBatches(_texts(films), config.batch, config.loop.seed, part())
    if not held_out:
        raise TrainingError("No film is held out to score; raise data.validation_films.")
    with main_first():
        clip, narrator = (
            load_clip(config.clip, config.pretrained),
            load_language_model(config.narrator, device=str(device())),
        )
    inputs = INPUTS if config.inputs == "both" else (config.inputs,)
    results = {
        name: _train(config, name, clip, narrator, batches, held_out, folder / name, progress)
        for name in inputs
    }
    if is_main():
        write_text(folder / "results.json", json.dumps(results, indent=2) + "\n")
    wait()
    return results


def _train(
    config: ReconstructionConfig,
    inputs: str,
    clip: Clip,
    language_model: LanguageModel,
    batches: SentenceBatches,
    held_out: Sequence[str],
    folder: Path,
    progress: Progress,
) -> Scores:
    steps = config.loop.steps or max(1, round(config.epochs * batches.an_epoch))
    loop = dataclasses.replace(config.loop, steps=steps)
    torch.manual_seed(loop.seed)
    task = ReconstructionTask(clip, language_model, inputs)
    optimiser = torch.optim.AdamW(
        learning_parameters(task), config.learning_rate, weight_decay=config.weight_decay
    )
    name = f"Reconstruction from {inputs}"
    run_steps(name, task, optimiser, batches, folder, loop, progress=progress)
    written = reconstruct(task, held_out, _plain(config.beams), progress=progress)
    measured = captioning.caption_scores(held_out, written)
    if is_main():
        learned = {k: v.detach().cpu().contiguous() for k, v in task.learned().items()}
        write_bytes(folder / "projector.safetensors", save(learned, {"inputs": inputs}))
        pairs = zip(held_out, written, strict=True)
        lines = [json.dumps({"ad": ad, "written": x}, ensure_ascii=False) + "\n" for ad, x in pairs]
        write_text(folder / "samples.jsonl", "".join(lines))
    exact = sum(_bare(a) == _bare(b) for a, b in zip(held_out, written, strict=True))
    shown = {"ads": len(held_out), "steps": steps, "tokeniser": measured.tokeniser}
    return {**measured.scores, "exact": 100 * exact / len(held_out), **shown}


class ReconstructionTask(nn.Module):
    """L_auto of ADs behind their own embeddings, carried over by a single linear layer.

    Args:
        clip: the CLIP; it is frozen, and not saved with the task.
        language_model: the frozen language model.
        inputs: an entry of ``INPUTS``.
    """

    def __init__(self, clip: Clip, language_model: LanguageModel, inputs: str) -> None:
        super().__init__()
        self.clip = clip.requires_grad_(False)
        self.language_model = language_model
        self.inputs = inputs
        self.projector = nn.Linear(clip.vision.config.embed_dim, language_model.width)
        self.begin = nn.Parameter(0.02 * torch.randn(1, language_model.width))  # <BOS>

    def train(self, mode: bool = True) -> ReconstructionTask:
        """Let the frozen CLIP stay in evaluation mode."""
        super().train(mode)
        self.clip.eval()
        return self

    def forward(self, sentences: Sequence[str]) -> dict[str, Tensor]:
        """Return the mean cross-entropy over the tokens of all processes' ADs."""
        predicted = self.language_model.teacher_forced(self.prompts(sentences), sentences)
        count = total(predicted.mask.sum().float()).detach()
        return {"loss": total(-predicted.log_probs.sum() / count)}

    def prompts(self, sentences: Sequence[str]) -> list[Tensor]:
        """Return what the language model is shown of each AD: its embeddings, and <BOS>."""
        tokens = self.clip.tokenize(list(sentences)).to(self.begin.device)
        with torch.no_grad():
            encoded = self.clip.encode_words(tokens)
        return [
            self.language_model.embed(
                [Slot.VIDEO, Slot.BOS],
                {Slot.VIDEO: [self.projector(x)], Slot.BOS: [self.begin]},
            )
            for x in self._inputs(encoded)
        ]

    def learned(self) -> dict[str, Tensor]:
        """Return what learns: the projector and <BOS>."""
        return {"begin": self.begin, **self.projector.state_dict(prefix="projector.")}

    def _inputs(self, encoded: Words) -> list[Tensor]:
        if self.inputs == "cls":
            return list(encoded.sentences[:, None])
        pairs = zip(encoded.words, encoded.is_word, strict=True)
        return [words[is_word] for words, is_word in pairs]


@dataclass(frozen=True)
class SentenceBatches:
    """Batches of ADs, each AD once an epoch, in a new order every time.

    Attributes:
        ads: the ADs.
        batch: ADs a step, on all processes together.
        seed: decides the order.
        part: this process's.
    """

    ads: Sequence[str]
    batch: int
    seed: int
    part: Part = WHOLE

    def __post_init__(self) -> None:
        if not self.ads:
            raise TrainingError("The data set has no ADs to learn from.")

    @property
    def an_epoch(self) -> int:
        """Steps an epoch."""
        return max(1, len(self.ads) // self.batch)

    def __call__(self, step: int) -> dict[str, Any]:
        """Make this process's share of the batch of a step."""
        epoch, place = divmod(step, self.an_epoch)
        order = np.random.default_rng([self.seed, epoch]).permutation(len(self.ads))
        chosen = self.part.share(order[place * self.batch : (place + 1) * self.batch].tolist())
        return {"sentences": [self.ads[i] for i in chosen]}


@torch.no_grad()
def reconstruct(
    task: ReconstructionTask,
    ads: Sequence[str],
    settings: ModelSettings,
    *,
    progress: Progress = SILENT,
    batch: int = 64,
) -> list[str]:
    """Let the language model write ADs again from their embeddings; each process its share."""
    mine = part().some(list(enumerate(ads)))
    written: list[tuple[int, str]] = []
    with progress.stage(f"Saying ADs from {task.inputs}", len(mine)) as stage:
        for first in range(0, len(mine), batch):
            numbers, shown = zip(*mine[first : first + batch], strict=True)
            found = task.language_model.generate(task.prompts(shown), settings)
            texts = [candidates[0].text if candidates else "" for candidates in found]
            written += zip(numbers, texts, strict=True)
            stage.advance(len(numbers))
    return [text for _, text in sorted(collect(written))]


def _plain(beams: int) -> ModelSettings:
    """Decode without what narration needs: an AD is to be said as it is, repetitions and all."""
    return ModelSettings(beams=beams, repetition_penalty=1.0, no_repeat_ngram=0)


def _texts(films: Iterable[TrainingFilm]) -> list[str]:
    return [clip.text for film in films for clip in film.annotations]


def _bare(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(" .")


def table(results: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the results of ``run`` beside the paper's, a line each under a line of headings."""
    metrics = list(PAPER["cls"])
    rows = [["input", *metrics]]
    for name, scores in results.items():
        rows.append([name, *(f"{scores[metric]:.1f}" for metric in metrics)])
        rows.append([f"{name} (paper, MAD-Eval)", *(f"{PAPER[name][m]:.1f}" for m in metrics)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(metrics) + 1)]
    return [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    ]
