"""What Stage-II minimises: L_auto and L_dist over windows of clips (Eq. 11 and 12)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from adtool.english.distinctive import distinctive_tokens
from adtool.model.distinctad import DistinctAD
from adtool.model.prompt import PromptInputs, target
from adtool.model.refinement import shares
from adtool.parallel import total
from adtool_training.losses import IGNORED, DistinctiveWordLoss


class NarrationTask(nn.Module):
    """L_auto and L_dist, of which Perceiver, contextual EMA, projection and BOS learn.

    Both are means over the target tokens of the whole batch, on however many processes it is.

    Args:
        model: the model; its encoder and language model are frozen.
        auto_weight: of L_auto.
        distinct_weight: of L_dist.
        reading: of Eq. 12.
        chunk: clips that the language model reads at a time, to fit the memory; 0 is all. Its
            activations are computed again when a chunk's gradient is due: the result is the same.
    """

    def __init__(
        self,
        model: DistinctAD,
        auto_weight: float,
        distinct_weight: float,
        *,
        reading: str,
        chunk: int = 0,
    ) -> None:
        super().__init__()
        self.model = model
        self.weights = (auto_weight, distinct_weight)
        self.distinctive = DistinctiveWordLoss(reading)
        self.chunk = chunk

    def forward(
        self,
        features: Tensor,
        sentences: Sequence[Sequence[str]],
        inputs: Sequence[Sequence[PromptInputs]],
        distinctive: Sequence[Sequence[frozenset[str]]],
    ) -> dict[str, Tensor]:
        """Return the losses of a batch, of which this process has some windows.

        Beside them stand the sizes of what Eq. 10 adds, for the log.

        Args:
            features: (B, N, T, C); windows with fewer clips are padded.
            sentences: for each window the AD of each clip.
            inputs: for each window and clip, what its prompt may hold.
            distinctive: for each window and clip, its w_d.
        """
        sums = total(self.sums(features, sentences, inputs, distinctive))
        lengths = self.model.refinement.lengths
        return {**self.losses(sums), **({} if lengths is None else shares(total(lengths)))}

    def losses(self, sums: Tensor) -> dict[str, Tensor]:
        """Return the losses of what ``sums`` returned, or of the sum of several of them."""
        auto, distinct = sums[:2] / sums[2].detach().clamp(min=1)
        loss = self.weights[0] * auto + self.weights[1] * distinct
        return {"loss": loss, "auto": auto.detach(), "distinct": distinct.detach()}

    def sums(
        self,
        features: Tensor,
        sentences: Sequence[Sequence[str]],
        inputs: Sequence[Sequence[PromptInputs]],
        distinctive: Sequence[Sequence[frozenset[str]]],
    ) -> Tensor:
        """Return the sums over target tokens behind L_auto and L_dist, and their count, (3,)."""
        prompts = self.model.prompts(features, inputs)
        texts = [text for window in sentences for text in window]
        own = [w_d for window in distinctive for w_d in window]
        if not 0 < self.chunk < len(texts):
            return self._sums(prompts, texts, own)
        edges = range(0, len(texts), self.chunk)
        parts = [slice(edge, edge + self.chunk) for edge in edges]
        chunks = [
            checkpoint(self._sums, prompts[p], texts[p], own[p], use_reentrant=False) for p in parts
        ]
        return torch.stack(chunks).sum(0)

    def _sums(
        self, prompts: list[Tensor], texts: Sequence[str], own: Sequence[frozenset[str]]
    ) -> Tensor:
        predicted = self.model.language_model.teacher_forced(prompts, texts)
        targets = predicted.labels.masked_fill(~predicted.mask, IGNORED)
        auto = F.cross_entropy(
            predicted.logits.flatten(0, 1).float(),
            targets.flatten(),
            ignore_index=IGNORED,
            reduction="sum",
        )
        marked = torch.zeros_like(predicted.mask)
        for row, (text, w_d, offsets) in enumerate(zip(texts, own, predicted.offsets, strict=True)):
            marks = distinctive_tokens(target(text), w_d, offsets)
            marked[row, : len(marks)] = torch.tensor(marks, device=marked.device)
        distinct = self.distinctive(predicted.logits, targets, marked, count=1.0)
        return torch.stack([auto, distinct, predicted.mask.sum().to(auto.dtype)])
