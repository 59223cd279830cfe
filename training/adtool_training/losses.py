"""The paper's losses: modules from tensors to a scalar, which know no data and no optimiser.

They are computed in fp32 at least, inside autocast too: in bf16 a similarity of 100 is off by .4.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from adtool.english.distinctive import distinctive_words
from adtool.model.language_model import IGNORED

__all__ = [
    "IGNORED",
    "TEMPERATURE",
    "DistinctiveWordLoss",
    "FineGrainedMatchingLoss",
    "GlobalMatchingLoss",
    "distinctive_words",
]


TEMPERATURE = 0.01
"""τ of Eq. 2 for normalised features; the paper gives none."""


class GlobalMatchingLoss(nn.Module):
    """L_g: whole clips against whole ADs, in both directions (Eq. 1).

    The paper's similarity is a plain inner product. Ours is CLIP's, as in CLIP4Clip: frames
    normalised, averaged, normalised again, times the frozen ``scale`` that CLIP was trained with.

    Args:
        scale: CLIP's logit scale, exp applied (100 for OpenAI's models).
    """

    def __init__(self, scale: float) -> None:
        super().__init__()
        self.scale = scale

    def forward(self, frames: Tensor, sentences: Tensor) -> Tensor:
        """Return L_g, the sum of both directions.

        Args:
            frames: frame embeddings (B, n, C).
            sentences: the [CLS] embeddings of the ADs (B, C).
        """
        with torch.autocast(frames.device.type, enabled=False):
            clips = _unit(_unit(frames).mean(1))  # (B, C)
            similarity = self.scale * clips @ _unit(sentences).T  # (B, B)
        diagonal = torch.arange(len(similarity), device=similarity.device)
        return F.cross_entropy(similarity, diagonal) + F.cross_entropy(similarity.T, diagonal)


class FineGrainedMatchingLoss(nn.Module):
    """L_f: one frame of each clip against the frame-aware ADs of the batch (Eq. 2 and 3).

    Positives of a frame are its own clip's n frame-aware vectors; the denominator is over all B·n
    of the batch (MIL-NCE). Everything is normalised; the scale is L_g's.

    Args:
        scale: as in ``GlobalMatchingLoss``.
        temperature: τ of Eq. 2, for normalised features.
    """

    def __init__(self, scale: float, temperature: float = TEMPERATURE) -> None:
        super().__init__()
        self.scale, self.temperature = scale, temperature

    def forward(
        self, frames: Tensor, words: Tensor, is_word: Tensor, *, chosen: Tensor | None = None
    ) -> Tensor:
        """Return L_f.

        Args:
            frames: frame embeddings (B, n, C).
            words: word embeddings (B, m, C), padded.
            is_word: False where ``words`` is padding (B, m).
            chosen: the frame of each clip that is matched (B,); random if None.
        """
        batch, count, channels = frames.shape
        if chosen is None:
            chosen = torch.randint(count, (batch,), device=frames.device)
        row = torch.arange(batch, device=frames.device)
        with torch.autocast(frames.device.type, enabled=False):
            aware = _unit(self.frame_aware(frames, words, is_word))  # (B, n, C)
            picked = _unit(frames)[row, chosen]  # (B, C)
            similarity = self.scale * picked @ aware.reshape(-1, channels).T  # (B, B·n)
        own = similarity.reshape(batch, batch, count)[row, row]  # (B, n)
        return (similarity.logsumexp(1) - own.logsumexp(1)).mean()

    def frame_aware(self, frames: Tensor, words: Tensor, is_word: Tensor) -> Tensor:
        """Return the frame-aware AD representations T̃ of Eq. 2, (B, n, C).

        An AD without any word gives zeros.
        """
        keys = _unit(words)
        attention = _unit(frames) @ keys.transpose(1, 2) / self.temperature  # (B, n, m)
        padding = ~is_word[:, None, :]
        attention = attention.masked_fill(padding, torch.finfo(attention.dtype).min)
        return attention.softmax(2).masked_fill(padding, 0.0) @ keys


class DistinctiveWordLoss(nn.Module):
    """L_dist: the distinctive words of the target AD, once more (Eq. 12).

    The equation can be read in three ways; see ``READINGS``. Every reading is divided by the number
    of target tokens of the whole batch, as the mean cross-entropy L_auto is, so that the two add up
    token by token. An AD without distinctive words adds 0.

    Args:
        reading: an entry of ``READINGS``.
    """

    def __init__(self, reading: str = "A") -> None:
        super().__init__()
        self.reading = READINGS[reading]

    def forward(
        self,
        logits: Tensor,
        targets: Tensor,
        distinctive: Tensor,
        *,
        count: Tensor | float | None = None,
    ) -> Tensor:
        """Return L_dist.

        Args:
            logits: what the language model says of each target token (B, L, vocabulary).
            targets: token ids (B, L), ``IGNORED`` where there is none.
            distinctive: True at the tokens of w_d, all sub-word tokens of a word (B, L).
            count: what to divide by where this is a part of the batch; else its target tokens.
        """
        counted = targets != IGNORED
        if count is None:
            count = counted.sum().clamp(min=1)
        logp = logits.float().log_softmax(2)
        lost = self.reading(logp, targets.clamp(min=0), distinctive & counted)
        return lost.masked_fill(~counted, 0.0).sum() / count


def at_their_own_positions(logp: Tensor, targets: Tensor, distinctive: Tensor) -> Tensor:
    """Reading A: -log P(w_n) where w_n belongs to w_d, so that those tokens count twice; (B, L)."""
    return -logp.gather(2, targets[..., None])[..., 0].masked_fill(~distinctive, 0.0)


def every_word_at_every_position(logp: Tensor, targets: Tensor, distinctive: Tensor) -> Tensor:
    """Reading B, the letter of Eq. 12: at every position the sum of -log P over w_d; (B, L)."""
    in_set = _token_set(logp, targets, distinctive)
    return -logp.masked_fill(~in_set[:, None, :], 0.0).sum(2)


def any_word_at_every_position(logp: Tensor, targets: Tensor, distinctive: Tensor) -> Tensor:
    """Reading C: at every position -log of the sum of P over w_d; (B, L)."""
    in_set = _token_set(logp, targets, distinctive)
    empty = ~in_set.any(1)
    masked = logp.masked_fill(~(in_set | empty[:, None])[:, None, :], -torch.inf)
    return -masked.logsumexp(2).masked_fill(empty[:, None], 0.0)


READINGS: dict[str, Callable[[Tensor, Tensor, Tensor], Tensor]] = {
    "A": at_their_own_positions,
    "B": every_word_at_every_position,
    "C": any_word_at_every_position,
}
"""The readings of Eq. 12: from log-probabilities, targets and w_d's tokens to losses (B, L)."""


def _token_set(logp: Tensor, targets: Tensor, distinctive: Tensor) -> Tensor:
    """Return which entries of the vocabulary are tokens of each AD's w_d, (B, vocabulary)."""
    hits = logp.new_zeros(logp.shape[0], logp.shape[2])
    return hits.scatter_add(1, targets, distinctive.to(hits.dtype)) > 0


def _unit(vectors: Tensor) -> Tensor:
    wide = torch.promote_types(vectors.dtype, torch.float32)
    return F.normalize(vectors.to(wide), dim=-1)
