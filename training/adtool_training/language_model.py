"""A small language model from scratch, for where no pretrained one is to be had.

A byte-level BPE tokenizer and a LLaMA, trained on text alone, in two forms: stretches of a film's
AD script, and single ADs behind the very prompt that Stage-II will show it. In that prompt, where
the clip's vectors will stand, some content words of the AD stand instead now and then (``hints``):
large language models put given words into a sentence unasked; a small one has to have seen it.
Where a film tells its characters' ``looks``, these stand for the faces, and for the names among the
content words: whom a clip shows can then be told from the prompt alone, as it will have to be.
Looking up names is a skill that single ADs hardly teach, so a third form of text calls the roll:
behind a prompt, every look of a film with its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from adtool.distinctive import CLOSED_CLASS, words
from adtool.model.prompt import PROMPTS, Role, Slot, Told, interleaved_prompt, target
from adtool.progress import SILENT, Progress

from .annotations import TrainingFilm
from .film_windows import Telling, Window
from .loop import LoopSettings, learning_parameters, run_steps
from .losses import IGNORED
from .names import NameSettings, prompt_names, said_of
from .state import whole_folder

_SOMETHING = np.zeros(0, dtype=np.float32)  # a face, where words stand for what it looks like

BEGIN, END, PAD = "<|begin|>", "<|end|>", "<|pad|>"


@dataclass(frozen=True, slots=True)
class LanguageModelSettings:
    """A small LLaMA and how it is trained.

    Attributes:
        films: how many films' scripts to learn from; 0 takes those of Stage-II.
        vocabulary: size of the tokenizer's vocabulary.
        width: width of the model.
        layers: its transformer blocks.
        heads: its attention heads.
        positions: longest text in tokens.
        length: longest text in training, in tokens.
        batch: texts a step.
        learning_rate: of AdamW.
        prompts: share of the steps whose texts are one AD behind a prompt; the rest are scripts.
        rolls: share of these prompts behind which the roll is called instead, if looks are known.
        hints: share of the prompts with words of the AD in the clip's place.
        loop: how long and how.
    """

    films: int = 2000
    vocabulary: int = 1000
    width: int = 192
    layers: int = 4
    heads: int = 4
    positions: int = 256
    length: int = 128
    batch: int = 64
    learning_rate: float = 1e-3
    prompts: float = 0.7
    rolls: float = 0.0
    hints: float = 0.7
    loop: LoopSettings = field(
        default_factory=lambda: LoopSettings(
            steps=2000, schedule="cosine", warmup=100, clip_norm=1.0
        )
    )


def train(
    settings: LanguageModelSettings,
    films: Sequence[TrainingFilm],
    folder: Path,
    progress: Progress = SILENT,
    prompt: str = "characters",
    telling: Telling | None = None,
) -> Path:
    """Train a tokenizer and a language model on the films' ADs; go on where a run stopped.

    Args:
        settings: how large, how long.
        films: the films.
        folder: the training's folder.
        progress: hears of every step.
        prompt: the kind of prompts that it will be given, an entry of ``prompt.PROMPTS``.
        telling: what prompts tell; by default names as ``NameSettings`` has them.

    Returns:
        The folder ``model``, which transformers' ``from_pretrained`` loads.

    Raises:
        TrainingError: if the loss is no number.
        OutputError: if the folder cannot be written.
    """
    place = folder / "model"
    if (place / "config.json").exists():
        return place
    telling = telling or Telling(NameSettings())
    texts = (text for film in films for text in _texts(film, telling.names))
    tokenizer = train_tokenizer(texts, settings.vocabulary)
    torch.manual_seed(settings.loop.seed)
    task = LanguageTask(new_model(settings, tokenizer))
    optimiser = torch.optim.AdamW(learning_parameters(task), settings.learning_rate)
    batches = Texts(films, tokenizer, settings, prompt, telling)
    run_steps(
        "Language model",
        task,
        optimiser,
        batches,
        folder,
        settings.loop,
        alone=True,
        progress=progress,
    )
    with whole_folder(place) as draft:
        task.model.save_pretrained(draft)
        tokenizer.save_pretrained(draft)
    return place


def _texts(film: TrainingFilm, names: NameSettings) -> Iterator[str]:
    """Give a film's ADs, also without names where these are not said, and its looks."""
    looks: Mapping[str, str] = getattr(film, "looks", {})
    for clip in film.annotations:
        yield clip.text
        yield said_of(clip.text, film.cast, (), names)
        yield from (looks[name] for name in clip.characters if name in looks)


def train_tokenizer(texts: Iterable[str], vocabulary: int) -> Any:
    """Train a byte-level BPE tokenizer; any text can be written in it.

    Args:
        texts: sentences; the wording of the prompt is added.
        vocabulary: how many tokens; 256 bytes and 3 special tokens are the least.

    Returns:
        A transformers ``PreTrainedTokenizerFast``.
    """
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=[BEGIN, END, PAD],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    prompt = "".join(s for s in interleaved_prompt([]) if not isinstance(s, Slot))
    tokenizer.train_from_iterator([*(target(text) for text in texts), *[prompt] * 1000], trainer)
    made: Any = PreTrainedTokenizerFast  # transformers leaves its constructors untyped
    return made(
        tokenizer_object=tokenizer,
        bos_token=BEGIN,
        eos_token=END,
        pad_token=PAD,
        clean_up_tokenization_spaces=False,
    )


def new_model(settings: LanguageModelSettings, tokenizer: Any) -> nn.Module:
    """Make an untrained LLaMA for a tokenizer.

    Its rotary positions matter: to find whose look a word is, a model must see what stands before
    it, wherever that is. With a position's own vectors, as GPT-2 has them, it did not learn that in
    a thousand steps; with these in five hundred.
    """
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=len(tokenizer),
        max_position_embeddings=settings.positions,
        hidden_size=settings.width,
        intermediate_size=4 * settings.width,
        num_hidden_layers=settings.layers,
        num_attention_heads=settings.heads,
        tie_word_embeddings=True,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    model: nn.Module = LlamaForCausalLM(config)
    return model


class LanguageTask(nn.Module):
    """Next-token prediction."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model: Any = model

    def forward(self, tokens: Tensor, labels: Tensor) -> dict[str, Tensor]:
        """Return the mean cross-entropy of ``labels`` (B, L), aligned with ``tokens`` (B, L).

        Texts are padded on the right, so the causal mask alone keeps padding out of sight.
        """
        everything = torch.ones_like(tokens)
        said = self.model(input_ids=tokens, attention_mask=everything, use_cache=False)
        logits = said.logits[:, :-1]
        wanted = labels[:, 1:].flatten()
        return {"loss": F.cross_entropy(logits.flatten(0, 1).float(), wanted, ignore_index=IGNORED)}


@dataclass(frozen=True)
class Texts:
    """The batches: texts drawn from films, tokenised and padded."""

    films: Sequence[TrainingFilm]
    tokenizer: Any
    settings: LanguageModelSettings
    prompt: str = "characters"
    telling: Telling = field(default_factory=lambda: Telling(NameSettings()))

    def __call__(self, step: int) -> dict[str, Tensor]:
        """Make the batch of a step."""
        rng = np.random.default_rng([self.settings.loop.seed, step])
        draw = self._behind_a_prompt if rng.random() < self.settings.prompts else self._script
        texts = [draw(rng) for _ in range(self.settings.batch)]
        longest = max(len(tokens) for tokens, _ in texts)
        ids = torch.full((len(texts), longest), self.tokenizer.pad_token_id)
        labels = torch.full((len(texts), longest), IGNORED)
        for row, (tokens, first) in enumerate(texts):
            ids[row, : len(tokens)] = labels[row, : len(tokens)] = torch.tensor(tokens)
            labels[row, :first] = IGNORED
        return {"tokens": ids, "labels": labels}

    def _script(self, rng: np.random.Generator) -> tuple[list[int], int]:
        """Draw the tokens of a stretch of a script, all to be learned."""
        film, start = self._place(rng)
        script = "".join(target(clip.text) for clip in film.annotations[start : start + 16])
        return self._ids(script)[: self.settings.length], 0

    def _behind_a_prompt(self, rng: np.random.Generator) -> tuple[list[int], int]:
        draw = self._roll if rng.random() < self.settings.rolls else self._prompted
        return draw(rng)

    def _roll(self, rng: np.random.Generator) -> tuple[list[int], int]:
        """Draw the tokens of a prompt and the roll behind it, and where the roll begins."""
        film, _ = self._place(rng)
        looks: Mapping[str, str] = getattr(film, "looks", {})
        if not looks:
            return self._prompted(rng)
        who = [Role(str(name)) for name in rng.permutation(list(looks))]
        told = Told(who, (), [_SOMETHING] * len(who))
        called = "".join(f" {looks[str(name)]} {name}" for name in rng.permutation(list(looks)))
        before = self._ids(self._prompt(told, looks, ""))
        return [*before, *self._ids(called)][: self.settings.length], len(before)

    def _prompted(self, rng: np.random.Generator) -> tuple[list[int], int]:
        """Draw the tokens of an AD behind a prompt, and where the AD begins."""
        film, place = self._place(rng)
        clip = film.annotations[place]
        who = prompt_names(clip, film.cast, self.telling.names, rng)
        previous = Window(film, (place,)).before(place, self.telling.contexts)
        hinted = rng.random() < self.settings.hints
        looks: Mapping[str, str] = getattr(film, "looks", {}) if hinted else {}
        hint = self._hint(clip.text, looks, rng) if hinted else ""
        faces = [_SOMETHING if role.name in looks else None for role in who]
        before = self._ids(self._prompt(Told(who, previous, faces), looks, hint))
        text = said_of(clip.text, film.cast, who, self.telling.names)
        tokens = [*before, *self._ids(target(text)), self.tokenizer.eos_token_id]
        return tokens[: self.settings.length], len(before)

    def _place(self, rng: np.random.Generator) -> tuple[TrainingFilm, int]:
        film = self.films[int(rng.integers(len(self.films)))]
        return film, int(rng.integers(len(film.annotations)))

    def _prompt(self, told: Told, looks: Mapping[str, str], hint: str) -> str:
        """Word a prompt, with words where its vectors will stand."""
        known = [f" {looks[role.name]}" for role in told.characters if role.name in looks]
        faces = iter(known)
        segments = PROMPTS[self.prompt](told)
        filling = {Slot.VIDEO: lambda: hint, Slot.BOS: str, Slot.FACE: lambda: next(faces, "")}
        return "".join(filling[s]() if isinstance(s, Slot) else s for s in segments)

    def _hint(self, text: str, looks: Mapping[str, str], rng: np.random.Generator) -> str:
        """Draw content words of an AD, with the look of whom it names first at the end."""
        content = [text[a:b] for word, a, b in words(text) if word not in CLOSED_CLASS]
        first = next((looks[word] for word in content if word in looks), None)
        shown = [looks.get(word, word) for word in content]
        kept = [word for word in shown if word != first and rng.random() < 0.8]
        if rng.random() < 0.5:
            kept = [kept[i] for i in rng.permutation(len(kept))]
        return "".join(f" {word}" for word in (*kept, *([first] if first else [])))

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self.tokenizer(text, add_special_tokens=False).input_ids
        return ids
