"""The text side of a CLIP whose vision side is ours: sentences to the space of its pictures.

A small transformer over the tokens of the model's own tokenizer. It was tuned against the frozen
vision encoder (LiT: Zhai et al., CVPR 2022), and lies beside a model's other weights, in a file
that says how it is built:

    text.safetensors    its weights; its metadata hold ``TextConfig`` as JSON under "config"
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional as F

from adtool.errors import CheckpointError

FILE = "text.safetensors"
"""Where a model's folder keeps it."""

_LARGEST = 16384


@dataclass(frozen=True, slots=True)
class TextConfig:
    """How a text side is built.

    Attributes:
        embed_dim: C, the width of the joint space.
        vocabulary: tokens of its tokenizer.
        width: of the transformer.
        heads: of its attention.
        layers: its blocks.
        context: longest sentence in tokens; what is longer is cut.

    Raises:
        ValueError: if a size is no whole number from 1 to 16384, or the heads do not share the
            width.
    """

    embed_dim: int
    vocabulary: int
    width: int = 128
    heads: int = 4
    layers: int = 2
    context: int = 48

    def __post_init__(self) -> None:
        for field in fields(self):
            size = getattr(self, field.name)
            if type(size) is not int or not 1 <= size <= _LARGEST:
                raise ValueError(f"{field.name} is {size!r}, not a number from 1 to {_LARGEST}")
        if self.width % self.heads:
            raise ValueError(f"{self.heads} heads cannot share a width of {self.width}")


class TextTower(nn.Module):
    """Token ids to the joint space, with gradient.

    Args:
        config: how it is built.
    """

    def __init__(self, config: TextConfig) -> None:
        super().__init__()
        self.config = config
        self.words = nn.Embedding(config.vocabulary, config.width)
        self.places = nn.Parameter(torch.randn(config.context, config.width) * 0.02)
        block = nn.TransformerEncoderLayer(
            config.width,
            config.heads,
            4 * config.width,
            dropout=0.0,
            activation="gelu",
            batch_first=True,
            norm_first=True,
        )
        self.blocks = nn.TransformerEncoder(block, config.layers, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(config.width)
        self.projection = nn.Linear(config.width, config.embed_dim, bias=False)
        self.centre = nn.Parameter(torch.zeros(config.embed_dim), requires_grad=False)
        self.scale = nn.Parameter(torch.tensor(20.0).log())

    def forward(self, tokens: Tensor, is_token: Tensor) -> Tensor:
        """Map sentences to the joint space.

        Args:
            tokens: (B, L) ids.
            is_token: (B, L) False where a row is padded; each has a token.

        Returns:
            (B, C), not normalised.
        """
        x = self.words(tokens) + self.places[: tokens.shape[1]]
        x = self.norm(self.blocks(x, src_key_padding_mask=~is_token))
        mean = (x * is_token[..., None]).sum(1) / is_token.sum(1, keepdim=True)
        projected: Tensor = self.projection(mean)
        return projected


class TextSide:
    """A text tower with its tokenizer, beside a vision encoder; no part of that module.

    Args:
        tower: the tower; it is frozen.
        tokenizer: a fast tokenizer of transformers' with the tower's vocabulary.
    """

    def __init__(self, tower: TextTower, tokenizer: Any) -> None:
        self.tower = tower.requires_grad_(False).eval()
        self.tokenizer = tokenizer

    @property
    def temperature(self) -> float:
        """τ: the similarities' unit, as it was learned."""
        return float((-self.tower.scale).exp())

    def tokens(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Turn sentences into ids (B, L), and say where a row holds any (B, L)."""
        return tokens_of(texts, self.tokenizer, self.tower.config.context)

    @torch.inference_mode()
    def encode(self, texts: Sequence[str], batch: int = 256) -> Tensor:
        """Map sentences to unit vectors (n, C), float32 on the CPU."""
        parts = [
            self.tower(*self.tokens(texts[i : i + batch])) for i in range(0, len(texts), batch)
        ]
        vectors = torch.cat(parts) if parts else torch.zeros(0, self.tower.config.embed_dim)
        return F.normalize(vectors, dim=-1)

    def centred(self, looks: Tensor) -> Tensor:
        """Turn clips' mean looks (n, C) into unit vectors that its sentences' are like."""
        return centred(looks, self.tower.centre)

    def save(self, folder: Path, dtype: torch.dtype = torch.float16) -> None:
        """Write the file into a model's folder."""
        state = {k: v.detach().cpu().contiguous() for k, v in self.tower.state_dict().items()}
        state = {k: v.to(dtype) for k, v in state.items()}
        config = json.dumps(asdict(self.tower.config))
        save_file(state, folder / FILE, metadata={"format": "pt", "config": config})
        (folder / FILE).chmod(0o644)  # safetensors lets only its owner read it

    @classmethod
    def load(cls, folder: Path, tokenizer: Any, embed_dim: int) -> TextSide | None:
        """Read the file of a model's folder; None where there is none.

        Raises:
            CheckpointError: if it is damaged, or does not fit the model.
        """
        path = folder / FILE
        if not path.exists():
            return None
        try:
            with safe_open(path, "pt") as file:
                values = json.loads((file.metadata() or {})["config"])
                state = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
            tower = TextTower(TextConfig(**values))
            tower.load_state_dict(state)
        except (SafetensorError, OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
            fault = " ".join(str(error).split())[:200]
            raise CheckpointError(path, f"is no text side ({fault})") from error
        config = tower.config
        if (config.embed_dim, config.vocabulary) != (embed_dim, len(tokenizer)):
            raise CheckpointError(
                path,
                f"is for {config.embed_dim} channels and {config.vocabulary} tokens, "
                f"and the model has {embed_dim} and {len(tokenizer)}",
            )
        return cls(tower, tokenizer)


def tokens_of(texts: Sequence[str], tokenizer: Any, context: int) -> tuple[Tensor, Tensor]:
    """Turn sentences into ids (B, L), and say where a row holds any (B, L).

    A sentence without a word is one token of padding.
    """
    found = tokenizer(list(texts), add_special_tokens=False)["input_ids"]
    rows = [torch.tensor(row[:context] or [0]) for row in found]
    tokens = nn.utils.rnn.pad_sequence(rows, batch_first=True)
    lengths = torch.tensor([len(row) for row in rows])
    return tokens, torch.arange(tokens.shape[1]) < lengths[:, None]


def mean_look(features: Tensor, present: Tensor) -> Tensor:
    """Return the mean of clips' normalised frame features (n, T, C): (n, C), zero without any."""
    there = present[..., None].float()
    units = F.normalize(features.float(), dim=-1) * there
    return units.sum(1) / there.sum(1).clamp(min=1)


def centred(looks: Tensor, centre: Tensor) -> Tensor:
    """Return the directions (n, C) of looks as seen from a world's centre; zero stays zero."""
    there = looks.any(dim=-1, keepdim=True)
    return F.normalize((looks - centre) * there, dim=-1)
