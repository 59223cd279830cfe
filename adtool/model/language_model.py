"""The frozen language model: prompts of words and vectors in, sentences out.

Any causal language model of transformers serves, because it only ever sees ``inputs_embeds``.
Prompts of a batch are padded on the left, in training as in decoding, so that what a prompt gives
never depends on the prompts beside it.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from adtool.model.prompt import Segment, Slot, target
from adtool.settings import ModelSettings
from adtool.timeline import Candidate

IGNORED = -100
"""A label that no loss counts, as everywhere in torch and transformers."""


@dataclass(frozen=True)
class TeacherForced:
    """What the language model predicts along targets that it is shown.

    Attributes:
        logits: (B, U, V) float32; row u predicts token u of the target, given those before it.
        labels: (B, U) the target's tokens, its end token last; ``IGNORED`` where there is none.
        offsets: for each target, (start, end) of each token in the text ``prompt.target`` made of
            it; the end token has an empty span at the end.
    """

    logits: Tensor
    labels: Tensor
    offsets: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def mask(self) -> Tensor:
        """True where there is a token, (B, U)."""
        return self.labels != IGNORED

    @property
    def log_probs(self) -> Tensor:
        """Log-probability of each of the target's tokens, (B, U); 0 at padding (Eq. 11)."""
        labels = self.labels.clamp(min=0).unsqueeze(-1)
        chosen = self.logits.gather(-1, labels).squeeze(-1)
        return (chosen - self.logits.logsumexp(dim=-1)).masked_fill(~self.mask, 0.0)


class LanguageModel(nn.Module):
    """A causal language model that is never trained here, and its tokenizer.

    Args:
        model: the language model; it is frozen and stays in evaluation mode.
        tokenizer: its tokenizer.
    """

    def __init__(self, model: Any, tokenizer: Any) -> None:
        super().__init__()
        self.model = model.requires_grad_(False).eval()
        # Its makers' advice for a chat (to sample, to penalise) is none for decoding here.
        model.generation_config = type(model.generation_config)()
        if model.config.model_type == "lfm2":
            model._reorder_cache = _reordered
        self.tokenizer = tokenizer
        self._accepts = frozenset(inspect.signature(model.forward).parameters)
        # What a tokenizer puts before every text (LLaMA's <s>) belongs before the prompt.
        self._opening: list[int] = tokenizer("").input_ids
        # SentencePiece tokenizers put the leading space there themselves.
        self._adds_space = tokenizer.tokenize("a")[0].startswith("\u2581")

    @property
    def width(self) -> int:
        """The width d of the vectors that go into prompts."""
        return int(self.model.get_input_embeddings().embedding_dim)

    def train(self, mode: bool = True) -> LanguageModel:
        """Stay in evaluation mode: the language model is frozen, dropout included."""
        return super().train(False)

    def embed(self, segments: Sequence[Segment], slots: Mapping[Slot, Sequence[Tensor]]) -> Tensor:
        """Turn a prompt into vectors (L, d).

        Args:
            segments: the prompt.
            slots: for each kind of slot the vectors (n, d) that fill its occurrences, in order.
        """
        filling: dict[Slot, Iterator[Tensor]] = {k: iter(v) for k, v in slots.items()}
        like = self.model.get_input_embeddings().weight
        parts = [self._embed_tokens(self._opening)] if self._opening else []
        for segment in segments:
            if isinstance(segment, Slot):
                parts.append(next(filling[segment]).to(like.device, like.dtype))
            else:
                parts.append(self._embed_tokens(self._tokens(segment)[0]))
        return torch.cat(parts)

    def teacher_forced(self, prompts: Sequence[Tensor], sentences: Sequence[str]) -> TeacherForced:
        """Show the model each prompt (L, d) followed by its sentence; gradients reach prompts."""
        tokens, offsets = zip(*(self._target_tokens(s) for s in sentences), strict=True)
        before, prompt_mask = pad_left(prompts)
        device = before.device
        labels = pad_sequence([torch.tensor(t) for t in tokens], True, IGNORED).to(device)
        shown = labels[:, :-1]  # nothing is predicted from a target's last token
        shown_embeddings = self.model.get_input_embeddings()(shown.clamp(min=0))
        logits = self._logits(
            torch.cat([before, shown_embeddings], dim=1),
            torch.cat([prompt_mask, shown != IGNORED], dim=1),
            keep=labels.shape[1],
        )
        return TeacherForced(logits, labels, offsets)

    @torch.inference_mode()
    def generate(self, prompts: Sequence[Tensor], settings: ModelSettings) -> list[list[Candidate]]:
        """Continue each prompt (L, d); one list of candidates for each, best first.

        A candidate's score is the mean log-probability of its tokens under the decoding rules
        (the repetition penalty included).
        """
        from transformers import GenerationConfig

        embeddings, mask = pad_left(prompts)
        end = self.tokenizer.eos_token_id
        found = self.model.generate(
            inputs_embeds=embeddings,
            attention_mask=mask.long(),
            generation_config=GenerationConfig(
                max_new_tokens=settings.max_tokens,
                num_beams=settings.beams,
                num_return_sequences=settings.beams,
                do_sample=False,
                eos_token_id=end,
                pad_token_id=end,
                bos_token_id=end,
                output_scores=True,
                return_dict_in_generate=True,
            ),
            logits_processor=_rules(settings),
        )
        scores = self._greedy_scores(found) if settings.beams == 1 else found.sequences_scores
        texts = self.tokenizer.batch_decode(found.sequences, skip_special_tokens=True)
        candidates = [
            Candidate(text.strip(), score)
            for text, score in zip(texts, scores.tolist(), strict=True)
        ]
        return [
            candidates[i : i + settings.beams] for i in range(0, len(candidates), settings.beams)
        ]

    def _greedy_scores(self, found: Any) -> Tensor:
        """Mean log-probability of each greedy sequence, its first end token counted."""
        steps = self.model.compute_transition_scores(
            found.sequences, found.scores, normalize_logits=True
        )
        ended = (found.sequences == self.tokenizer.eos_token_id).cumsum(dim=1)
        real = (ended == 0) | ((ended == 1) & (found.sequences == self.tokenizer.eos_token_id))
        mean: Tensor = steps.masked_fill(~real, 0.0).sum(dim=1) / real.sum(dim=1)
        return mean

    def _logits(self, embeddings: Tensor, mask: Tensor, keep: int) -> Tensor:
        """Logits (B, keep, V) of the last positions, whatever the model's forward offers."""
        options: dict[str, Any] = {"use_cache": False}
        if "position_ids" in self._accepts:
            options["position_ids"] = (mask.long().cumsum(dim=1) - 1).clamp(min=0)
        if "logits_to_keep" in self._accepts:
            options["logits_to_keep"] = keep
        output = self.model(inputs_embeds=embeddings, attention_mask=mask.long(), **options)
        logits: Tensor = output.logits[:, -keep:].float()
        return logits

    def _embed_tokens(self, tokens: Sequence[int]) -> Tensor:
        table = self.model.get_input_embeddings()
        vectors: Tensor = table(torch.tensor(tokens, device=table.weight.device))
        return vectors

    def _tokens(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """The tokens of a text, and where in it each of them stands."""
        cut = int(self._adds_space and text.startswith(" "))
        encoded = self.tokenizer(text[cut:], add_special_tokens=False, return_offsets_mapping=True)
        offsets = [(start + cut, end + cut) for start, end in encoded.offset_mapping]
        return encoded.input_ids, offsets

    def _target_tokens(self, sentence: str) -> tuple[list[int], tuple[tuple[int, int], ...]]:
        text = target(sentence)
        tokens, offsets = self._tokens(text)
        return [*tokens, self.tokenizer.eos_token_id], (*offsets, (len(text), len(text)))


def _rules(settings: ModelSettings) -> Any:
    """What repeats cost; made here, as transformers 5 would exempt a line's first tokens.

    It takes a prompt's padding for tokens of the line, and exempts as many of those.
    """
    from transformers import (
        LogitsProcessorList,
        NoRepeatNGramLogitsProcessor,
        RepetitionPenaltyLogitsProcessor,
    )

    rules = LogitsProcessorList()
    if settings.repetition_penalty != 1:
        rules.append(RepetitionPenaltyLogitsProcessor(float(settings.repetition_penalty)))
    if settings.no_repeat_ngram:
        rules.append(NoRepeatNGramLogitsProcessor(settings.no_repeat_ngram))
    return rules


def pad_left(prompts: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Stack prompts (L, d) of several lengths to (B, L', d), with a mask (B, L') of the real."""
    lengths = torch.tensor([len(p) for p in prompts], device=prompts[0].device)
    longest = int(lengths.max())
    padded = torch.stack([nn.functional.pad(p, (0, 0, longest - len(p), 0)) for p in prompts])
    places = torch.arange(longest, device=padded.device)
    return padded, places >= (longest - lengths).unsqueeze(1)


def _reordered(cache: Any, beams: Tensor) -> Any:
    """Reorder LFM2's cache as beam search asks; its own method fails at blocks without keys."""
    if not hasattr(cache, "conv_cache"):  # transformers 5 has one cache for all
        cache.reorder_cache(beams)
        return cache
    for states in (cache.key_cache, cache.value_cache, cache.conv_cache):
        states[:] = [state.index_select(0, beams) if state.numel() else state for state in states]
    return cache
