"""How the tokens of answers are drawn: each answer by numbers of its own.

torch's own sampling gives the rows of a batch numbers from one stream, so that an answer would
depend on what is asked beside it, and a run that goes on would give other answers than an unbroken
one. Here each row has one number a token, known from its seed alone, and takes the token at that
share of the distribution (inverse transform sampling, over the vocabulary in its order).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from adtool.chat.chat import Sampling

_BELOW_ONE = 1 - 1e-6
"""Keeps float32 from rounding a share up to the whole, past the last token."""


_FIRST = 1024
"""Tokens among which the nucleus is looked for first."""


class Drawing:
    """Draws the tokens of a batch of answers: a logits processor for greedy decoding.

    Args:
        sampling: how each answer is drawn.
        end: the token that ends an answer.
        device: where the model's logits are.
    """

    def __init__(self, sampling: Sequence[Sampling], end: int, device: torch.device) -> None:
        self._end = end
        self._scores: list[Tensor] = []
        self._limits = torch.tensor([one.tokens for one in sampling], device=device)
        self._warm = torch.tensor([one.temperature > 0 for one in sampling], device=device)
        self._any_warm = any(one.temperature > 0 for one in sampling)
        temperatures = [one.temperature or 1.0 for one in sampling]
        self._temperatures = torch.tensor(temperatures, device=device).unsqueeze(1)
        self._top_p = torch.tensor([one.top_p for one in sampling], device=device).unsqueeze(1)
        longest = max(one.tokens for one in sampling)
        self._shares = torch.stack([_shares(one.seed, longest) for one in sampling]).to(device)

    @property
    def scores(self) -> Tensor:
        """Log-probabilities (B, steps) of what was drawn, as the model itself gives them."""
        return torch.stack(self._scores, dim=1)

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Leave each row one token.

        Args:
            input_ids: (B, L) not looked at.
            scores: (B, V) the model's logits.
        """
        step = len(self._scores)
        log_probs = scores.float().log_softmax(dim=1)
        chosen = log_probs.argmax(dim=1)
        if self._any_warm:
            shares = self._shares[:, step : step + 1]
            drawn = draw(log_probs / self._temperatures, self._top_p, shares)
            chosen = torch.where(self._warm, drawn, chosen)
        chosen = chosen.masked_fill(step >= self._limits, self._end).unsqueeze(1)
        self._scores.append(log_probs.gather(1, chosen).squeeze(1))
        return torch.full_like(scores, -torch.inf).scatter_(1, chosen, 0.0)


def draw(logits: Tensor, top_p: Tensor, shares: Tensor) -> Tensor:
    """Draw a token for each row (nucleus sampling: Holtzman et al., 2020).

    Args:
        logits: (B, V) with the temperature applied.
        top_p: (B, 1) the least share of the distribution that the likeliest tokens must reach.
        shares: (B, 1) in [0, 1): where in that nucleus, its tokens in the vocabulary's order.
    """
    probs = logits.softmax(dim=1)
    least = _least(probs, top_p)
    reached = probs.masked_fill(probs < least, 0.0).cumsum(dim=1)
    place = reached[:, -1:] * shares * _BELOW_ONE
    found = torch.searchsorted(reached, place, right=True).squeeze(1)
    return found.clamp(max=probs.shape[1] - 1)  # past the end where logits are no numbers


def _least(probs: Tensor, top_p: Tensor) -> Tensor:
    """Return the probability (B, 1) of the nucleus's last token.

    Tokens as likely as that are in as well: their order in a sort is an accident. Where a model is
    as sure as most are, its first thousand tokens are the nucleus, and found ten times as fast.
    """
    ordered = probs.topk(min(_FIRST, probs.shape[1]), dim=1).values
    if bool((ordered.sum(dim=1, keepdim=True) < top_p).any()):
        ordered = probs.sort(dim=1, descending=True).values
    inside = (ordered.cumsum(dim=1) - ordered) < top_p
    return ordered.masked_fill(~inside, torch.inf).amin(dim=1, keepdim=True)


def _shares(seed: int, count: int) -> Tensor:
    """Return a seed's numbers; those of a shorter answer are the first of a longer one's."""
    generator = torch.Generator().manual_seed(seed)
    return torch.cat([torch.rand(1, generator=generator) for _ in range(count)])
