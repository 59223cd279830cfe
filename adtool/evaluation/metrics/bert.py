"""BERT and RoBERTa (Devlin et al., 2019; Liu et al., 2019), up to the layer that is compared.

The same numbers as transformers', to rounding, without its import, which takes longer than scoring
a thousand lines. The sentences of a batch lie one behind the other, so nothing is padded: what
works token by token sees all of them at once, and attention sees those of one length together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import (
    embedding,
    gelu,
    layer_norm,
    linear,
    relu,
    scaled_dot_product_attention,
)

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {"gelu": gelu, "relu": relu}
"""What may stand between the two halves of a feed-forward network, by the name in config.json."""

Get = Callable[[str], Tensor]
"""From a weight's name ("embeddings.word_embeddings.weight") to the weight."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the weights do not say.

    Attributes:
        layers: how many of the model's layers are run.
        heads: of attention.
        epsilon: of the layer norms.
        activation: an entry of ``ACTIVATIONS``.
        padding: RoBERTa's padding token: its positions begin behind that number, and the token
            itself has no place. None for BERT, whose positions begin with 0.
    """

    layers: int
    heads: int
    epsilon: float
    activation: str
    padding: int | None

    @classmethod
    def of(cls, config: Mapping[str, Any], layers: int) -> Shape:
        """Read a config.json.

        Raises:
            KeyError: if it lacks something, or its activation is none of ``ACTIVATIONS``.
            ValueError: if it describes another network.
        """
        if config.get("position_embedding_type", "absolute") != "absolute":
            raise ValueError("its positions are relative")
        if config.get("is_decoder") or config.get("quantization_config"):
            raise ValueError("it is a decoder, or its weights are quantised")
        activation = config.get("hidden_act", "gelu")
        ACTIVATIONS[activation]
        return cls(
            layers=layers,
            heads=int(config["num_attention_heads"]),
            epsilon=config.get("layer_norm_eps", 1e-12),
            activation=activation,
            padding=config["pad_token_id"] if config["model_type"] == "roberta" else None,
        )


class Bert:
    """The network.

    Args:
        get: gives the weights, as float32 on the device that is to be used.
        shape: the rest.

    Raises:
        KeyError: if a weight is not there.
    """

    def __init__(self, get: Get, shape: Shape) -> None:
        self.shape = shape
        self._words = get("embeddings.word_embeddings.weight")
        self._places = get("embeddings.position_embeddings.weight")
        self._kind = get("embeddings.token_type_embeddings.weight")[0]
        self._norm = _both(get, "embeddings.LayerNorm")
        self._layers = [_Layer.read(get, f"encoder.layer.{i}") for i in range(shape.layers)]

    def __call__(self, sentences: Sequence[Sequence[int]]) -> list[Tensor]:
        """Return each sentence's states (T, D) after the last layer; none may be empty."""
        runs = [len(list(run)) * length for length, run in groupby(map(len, sentences))]
        lengths = [length for length, _ in groupby(map(len, sentences))]
        with torch.inference_mode():
            states = self._embed(sentences)
            for layer in self._layers:
                states = layer(states, runs, lengths, self.shape)
            return list(torch.split(states, [len(sentence) for sentence in sentences]))

    def _embed(self, sentences: Sequence[Sequence[int]]) -> Tensor:
        tokens = [token for sentence in sentences for token in sentence]
        places = [place for sentence in sentences for place in self._positions(sentence)]
        device = self._words.device
        words = embedding(torch.tensor(tokens, device=device), self._words)
        states = words + self._kind + embedding(torch.tensor(places, device=device), self._places)
        return layer_norm(states, states.shape[-1:], *self._norm, self.shape.epsilon)

    def _positions(self, sentence: Sequence[int]) -> Sequence[int]:
        padding = self.shape.padding
        if padding is None:
            return range(len(sentence))
        if padding not in sentence:
            return range(padding + 1, padding + 1 + len(sentence))
        seen = 0  # only a text that spells "<pad>" has one
        places = []
        for token in sentence:
            seen += token != padding
            places.append(padding + seen * (token != padding))
        return places


Affine = tuple[Tensor, Tensor]
"""A matrix, or a norm's scale, and what is added."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """Attention and a feed-forward network, each with its way around and its norm behind it."""

    attention: Affine  # queries, keys and values in one
    mixing: Affine
    first_norm: Affine
    widening: Affine
    narrowing: Affine
    second_norm: Affine

    @classmethod
    def read(cls, get: Get, name: str) -> _Layer:
        parts = [_both(get, f"{name}.attention.self.{part}") for part in ("query", "key", "value")]
        return cls(
            attention=(torch.cat([w for w, _ in parts]), torch.cat([b for _, b in parts])),
            mixing=_both(get, f"{name}.attention.output.dense"),
            first_norm=_both(get, f"{name}.attention.output.LayerNorm"),
            widening=_both(get, f"{name}.intermediate.dense"),
            narrowing=_both(get, f"{name}.output.dense"),
            second_norm=_both(get, f"{name}.output.LayerNorm"),
        )

    def __call__(
        self, states: Tensor, runs: Sequence[int], lengths: Sequence[int], shape: Shape
    ) -> Tensor:
        size = states.shape[-1:]
        seen = self._attend(linear(states, *self.attention), runs, lengths, shape.heads)
        states = states + linear(seen, *self.mixing)
        states = layer_norm(states, size, *self.first_norm, shape.epsilon)
        wide = ACTIVATIONS[shape.activation](linear(states, *self.widening))
        states = states + linear(wide, *self.narrowing)
        return layer_norm(states, size, *self.second_norm, shape.epsilon)

    @staticmethod
    def _attend(
        projected: Tensor, runs: Sequence[int], lengths: Sequence[int], heads: int
    ) -> Tensor:
        """Let the tokens of each sentence see each other: (T, 3 D) to (T, D)."""
        seen = []
        for run, length in zip(torch.split(projected, list(runs)), lengths, strict=True):
            parts = run.view(-1, length, 3, heads, run.shape[-1] // (3 * heads))
            queries, keys, values = parts.permute(2, 0, 3, 1, 4)
            found = scaled_dot_product_attention(queries, keys, values)
            seen.append(found.transpose(1, 2).reshape(len(run), -1))
        return torch.cat(seen)


def _both(get: Get, name: str) -> Affine:
    return get(f"{name}.weight"), get(f"{name}.bias")
