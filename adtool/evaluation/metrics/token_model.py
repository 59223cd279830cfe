"""What BERTScore needs of a language model, whoever reads its files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

LAYERS = {
    "bert-base-multilingual-cased": 9,
    "bert-base-uncased": 9,
    "bert-large-uncased": 18,
    "deberta-base-mnli": 9,
    "deberta-large-mnli": 18,
    "deberta-xlarge-mnli": 40,
    "distilbert-base-uncased": 5,
    "distilroberta-base": 5,
    "roberta-base": 10,
    "roberta-large": 17,
}
"""The layer that BERTScore compares in each model: its authors chose those that agree best with
people's judgements (Zhang et al., 2020, Appendix B, and their package's table)."""

PLACES = 512
"""How many tokens a model reads that does not say so."""


@dataclass(frozen=True, slots=True)
class TokenModel:
    """A BERT-like model, cut off after the layer that is compared, and its tokenizer.

    Attributes:
        tokens: from sentences without spaces around them to their tokens, with the model's opening
            and closing one, cut at what the model reads.
        states: from sentences' tokens to the layer's states, (T, D) for each.
        outside: the opening and the closing token: they may be matched, but do not count.
        layer: which layer that is, from 1.
    """

    tokens: Callable[[Sequence[str]], list[list[int]]]
    states: Callable[[Sequence[Sequence[int]]], Sequence[Tensor]]
    outside: frozenset[int]
    layer: int


def chosen_layer(name: str, asked: int, count: int) -> int:
    """Return the layer that is compared.

    Args:
        name: the model's folder, or its name on the hub.
        asked: what was asked for; 0 for the published one, or the last where there is none.
        count: how many layers the model has.
    """
    return min(asked or LAYERS.get(Path(name).name, count), count)


def longest(places: int | None, stated: int | None) -> int:
    """Return the most tokens that a model reads.

    Args:
        places: how many positions the model knows.
        stated: what its tokenizer says; one that was told no limit says nothing, or 10³⁰.
    """
    places = PLACES if places is None else places
    if stated is not None and stated <= places:
        return int(stated)
    return places - 2  # RoBERTa's first two stand for padding
