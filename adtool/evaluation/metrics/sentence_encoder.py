"""The language model behind BERTScore: sentences to one vector a token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adtool.evaluation.metrics.token_model import TokenModel
from adtool.model import hub
from adtool.model.device import pick_device
from adtool.settings import EvaluationSettings

_BATCH = EvaluationSettings().batch

REMEDY = "Give a folder with a BERT or RoBERTa in it, saved with its tokenizer (--similarity)."


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A sentence as BERTScore sees it.

    Attributes:
        vectors: (T, D) float32, of length 1, with the model's opening and closing token.
        counts: (T,) float32, 0 for those two and 1 for the others: they may be matched, but do
            not count.
    """

    vectors: NDArray[np.float32]
    counts: NDArray[np.float32]


class SentenceEncoder:
    """A BERT-like model, cut off after the layer that is compared.

    Args:
        model: the model.
        batch: sentences in a pass.
        name: what the model is called.

    Attributes:
        encoded: how many sentences have been encoded.
    """

    def __init__(self, model: TokenModel, batch: int, name: str) -> None:
        self._model = model
        self.batch = batch
        self.name = name
        self.encoded = 0

    @property
    def layer(self) -> int:
        """The layer that is compared."""
        return self._model.layer

    @classmethod
    def load(
        cls, name_or_folder: str, layer: int = 0, device: str = "auto", batch: int = _BATCH
    ) -> SentenceEncoder:
        """Load a model: without transformers where that does as well.

        Args:
            name_or_folder: a folder, or a name on the Hugging Face hub.
            layer: the layer that is compared; 0 for ``LAYERS``'s, or the last where it has none.
            device: "auto", or a torch device.
            batch: sentences in a pass.

        Raises:
            UnavailableError: if there is no such model or device, or it is of another kind.
        """
        local = hub.only_local("similarity model", name_or_folder, REMEDY)
        device = pick_device(device)
        from adtool.evaluation.metrics.bert_files import read_bert

        model = read_bert(name_or_folder, layer, device, local=local)
        if model is None:
            from adtool.evaluation.metrics.transformers_model import read_by_transformers

            model = read_by_transformers(name_or_folder, layer, device, local=local, remedy=REMEDY)
        return cls(model, batch, name_or_folder)

    def __call__(self, sentences: Sequence[str]) -> list[Encoded]:
        """Encode sentences, in batches of like length; those of the same tokens are one."""
        tokens = [*map(tuple, self._model.tokens([sentence.strip() for sentence in sentences]))]
        order = sorted(dict.fromkeys(tokens), key=len, reverse=True)
        found: dict[tuple[int, ...], Encoded] = {}
        for start in range(0, len(order), self.batch):
            batch = order[start : start + self.batch]
            found.update(zip(batch, self._encode(batch), strict=True))
        self.encoded += len(order)
        return [found[sentence] for sentence in tokens]

    def _encode(self, batch: Sequence[Sequence[int]]) -> Iterator[Encoded]:
        import torch

        with torch.inference_mode():
            states = torch.cat(list(self._model.states(batch))).float()
            vectors = torch.nn.functional.normalize(states, dim=-1).cpu().numpy()
        ends = np.cumsum([len(tokens) for tokens in batch])
        for tokens, row in zip(batch, np.split(vectors, ends[:-1]), strict=True):
            counts = [token not in self._model.outside for token in tokens]
            yield Encoded(row.copy(), np.array(counts, dtype=np.float32))
