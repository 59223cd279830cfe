"""A small language model from scratch, for where no pretrained one is to be had.

A byte-level BPE tokenizer and an LFM2, trained on text alone, in two forms: stretches of a film's
AD script, and single ADs behind the very prompt that Stage-II will show it. In that prompt, where
the clip's vectors will stand, some content words of the AD stand instead now and then (``hints``):
large language models put given words into a sentence unasked; a small one has to have seen it.
Where a film tells its characters' ``looks``, these stand for the faces, and for the names among the
content words: whom a clip shows can then be told from the prompt alone, as it will have to be.
Looking up names is a skill that ADs hardly teach: too much else in them is to be learned, and can
be guessed. So a third form of text calls the roll, and comes first (``roll_steps``): a prompt with
people who look as chance has it, and behind it every look with its name, of which the names alone
are to be learned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from adtool.datasets.film import TrainingFilm
from adtool.english.words import CLOSED_CLASS, words
from adtool.model.prompt import PROMPTS, PromptInputs, Role, Slot, interleaved_prompt, target
from adtool.output import whole_folder
from adtool.progress import SILENT, Progress
from adtool_training.loop.steps import LoopSettings, learning_parameters, run_steps
from adtool_training.losses import IGNORED
from adtool_training.stage2_data.names import NameSettings, expected_ad, prompt_names
from adtool_training.stage2_data.windows import PromptSource, Window

_SOMETHING = np.zeros(0, dtype=np.float32)  # a face, where words stand for what it looks like

Text = tuple[list[int], list[int]]  # its tokens, and what is to be learned of them

BEGIN, END, PAD = "<|begin|>", "<|end|>", "<|pad|>"


@dataclass(frozen=True, slots=True)
class LanguageModelSettings:
    """A small LFM2 and how it is trained.

    Attributes:
        films: how many films' scripts to learn from; 0 takes those of Stage-II.
        vocabulary: size of the tokenizer's vocabulary.
        width: width of the model.
        layers: its blocks: one with a short convolution, the others with attention.
        heads: its attention heads.
        positions: longest text in tokens.
        length: longest text in training, in tokens.
        batch: texts a step.
        learning_rate: of AdamW.
        prompts: share of the steps whose texts are one AD behind a prompt; the rest are scripts.
        rolls: share of these prompts behind which the roll is called instead, if looks are known.
        roll_steps: first steps, whose texts all call the roll, if looks are known.
        hints: share of the prompts with words of the AD in the clip's place.
        loop: how long and how.
    """

    films: int = 2000
    vocabulary: int = 1000
    width: int = 192
    layers: int = 3
    heads: int = 4
    positions: int = 256
    length: int = 128
    batch: int = 64
    learning_rate: float = 1e-3
    prompts: float = 0.7
    rolls: float = 0.0
    roll_steps: int = 0
    hints: float = 0.7
    loop: LoopSettings = field(
        default_factory=lambda: LoopSettings(
            steps=2000, schedule="cosine", warmup=100, clip_norm=1.0
        )
    )

    def __post_init__(self) -> None:
        if self.layers < 2:
            raise ValueError("layers must be 2 or more: a convolution, and attention")


def train(
    settings: LanguageModelSettings,
    films: Sequence[TrainingFilm],
    folder: Path,
    progress: Progress = SILENT,
    prompt: str = "characters",
    prompt_source: PromptSource | None = None,
) -> Path:
    """Train a tokenizer and a language model on the films' ADs; go on where a run stopped.

    Args:
        settings: how large, how long.
        films: the films.
        folder: the training's folder.
        progress: counts every step.
        prompt: the kind of prompts that it will be given, an entry of ``prompt.PROMPTS``.
        prompt_source: what prompts hold; by default names as ``NameSettings`` has them.

    Returns:
        The folder ``model``, which transformers' ``from_pretrained`` loads.

    Raises:
        TrainingError: if the loss is no number.
        OutputError: if the folder cannot be written.
    """
    place = folder / "model"
    if (place / "config.json").exists():
        return place
    prompt_source = prompt_source or PromptSource(NameSettings())
    texts = (text for film in films for text in _texts(film, prompt_source.names))
    tokenizer = train_tokenizer(texts, settings.vocabulary)
    torch.manual_seed(settings.loop.seed)
    task = LanguageTask(new_model(settings, tokenizer))
    optimiser = torch.optim.AdamW(
        learning_parameters(task), settings.learning_rate, betas=(0.9, 0.98)
    )
    batches = Texts(films, tokenizer, settings, prompt, prompt_source)
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
        yield expected_ad(clip.text, film.cast, (), names)
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
    """Make an untrained LFM2 for a tokenizer: a short convolution first, then attention.

    To find whose look a word is, attention must know what stands before that word. The convolution
    tells it from the start; models that have to learn that as well (GPT-2, LLaMA, Qwen3) had not
    done so when this had long learned the rest. The initial weights are wider than transformers'
    own, with which attention is all but even at this width, and stays so for as long.
    """
    from transformers import Lfm2Config, Lfm2ForCausalLM

    config = Lfm2Config(
        vocab_size=len(tokenizer),
        max_position_embeddings=settings.positions,
        hidden_size=settings.width,
        intermediate_size=4 * settings.width,
        block_auto_adjust_ff_dim=False,
        num_hidden_layers=settings.layers,
        full_attn_idxs=list(range(1, settings.layers)),
        num_attention_heads=settings.heads,
        num_key_value_heads=settings.heads,
        initializer_range=settings.width**-0.5,
        tie_word_embeddings=True,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    model: nn.Module = Lfm2ForCausalLM(config)
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
    prompt_source: PromptSource = field(default_factory=lambda: PromptSource(NameSettings()))

    def __call__(self, step: int) -> dict[str, Tensor]:
        """Make the batch of a step."""
        rng = np.random.default_rng([self.settings.loop.seed, step])
        draw = self._form(step, rng)
        texts = [draw(rng) for _ in range(self.settings.batch)]
        longest = max(len(tokens) for tokens, _ in texts)
        ids = torch.full((len(texts), longest), self.tokenizer.pad_token_id)
        labels = torch.full((len(texts), longest), IGNORED)
        for row, (tokens, learned) in enumerate(texts):
            ids[row, : len(tokens)] = torch.tensor(tokens)
            labels[row, : len(tokens)] = torch.tensor(learned)
        return {"tokens": ids, "labels": labels}

    def _form(self, step: int, rng: np.random.Generator) -> Callable[[np.random.Generator], Text]:
        """Choose the form of a step's texts."""
        if step < self.settings.roll_steps and self._people[0]:
            return self._roll
        return self._behind_a_prompt if rng.random() < self.settings.prompts else self._script

    def _script(self, rng: np.random.Generator) -> Text:
        """Draw a stretch of a script, all to be learned."""
        film, start = self._place(rng)
        script = "".join(target(clip.text) for clip in film.annotations[start : start + 16])
        return self._text((self._ids(script), True))

    def _behind_a_prompt(self, rng: np.random.Generator) -> Text:
        calls = rng.random() < self.settings.rolls and self._people[0]
        return self._roll(rng) if calls else self._prompted(rng)

    def _roll(self, rng: np.random.Generator) -> Text:
        """Draw a prompt with people who look as chance has it, and the roll, called twice."""
        names, looks = (rng.permutation(every) for every in self._people)
        count = min(len(names), len(looks), int(rng.integers(3, 8)))
        look_of = dict(zip(names[:count].tolist(), looks[:count].tolist(), strict=True))
        inputs = PromptInputs([Role(name) for name in look_of], (), [_SOMETHING] * count)
        prompt = self._ids(self._prompt(inputs, look_of, ""))
        called = [*rng.permutation(list(look_of)), *rng.permutation(list(look_of))]
        calls = [
            part
            for name in map(str, called)
            for part in ((self._ids(f" {look_of[name]}"), False), (self._ids(f" {name}"), True))
        ]
        return self._text((prompt, False), *calls)

    def _prompted(self, rng: np.random.Generator) -> Text:
        """Draw an AD, to be learned, behind a prompt."""
        film, place = self._place(rng)
        clip = film.annotations[place]
        who = prompt_names(film, clip, self.prompt_source.names, rng)
        previous = Window(film, (place,)).before(place, self.prompt_source.contexts)
        hinted = rng.random() < self.settings.hints
        looks: Mapping[str, str] = getattr(film, "looks", {}) if hinted else {}
        hint = self._hint(clip.text, looks, rng) if hinted else ""
        faces = [_SOMETHING if role.name in looks else None for role in who]
        prompt = self._prompt(PromptInputs(who, previous, faces), looks, hint)
        text = expected_ad(clip.text, film.cast, who, self.prompt_source.names)
        ad = [*self._ids(target(text)), self.tokenizer.eos_token_id]
        return self._text((self._ids(prompt), False), (ad, True))

    def _text(self, *parts: tuple[list[int], bool]) -> Text:
        """Join parts, each with whether it is to be learned, no longer than a text may be."""
        tokens = [token for part, _ in parts for token in part]
        labels = [token if learned else IGNORED for part, learned in parts for token in part]
        return tokens[: self.settings.length], labels[: self.settings.length]

    @cached_property
    def _people(self) -> tuple[list[str], list[str]]:
        """The names of all films' people, and their looks."""
        known = [getattr(film, "looks", {}) for film in self.films]
        names = {name for looks in known for name in looks}
        return sorted(names), sorted({look for looks in known for look in looks.values()})

    def _place(self, rng: np.random.Generator) -> tuple[TrainingFilm, int]:
        film = self.films[int(rng.integers(len(self.films)))]
        return film, int(rng.integers(len(film.annotations)))

    def _prompt(self, inputs: PromptInputs, looks: Mapping[str, str], hint: str) -> str:
        """Word a prompt, with words where its vectors will stand."""
        known = [f" {looks[role.name]}" for role in inputs.characters if role.name in looks]
        faces = iter(known)
        segments = PROMPTS[self.prompt](inputs)
        filling: dict[Slot, Callable[[], str]] = {
            Slot.VIDEO: lambda: hint,
            Slot.BOS: str,
            Slot.FACE: lambda: next(faces, ""),
        }
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
