"""The language model behind BERTScore: sentences to one vector a token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adtool.errors import UnavailableError
from adtool.model import hub
from adtool.model.device import pick_device
from adtool.settings import EvaluationSettings

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
        model: the model; it gives its last layer's states.
        tokenizer: its tokenizer.
        batch: sentences in a pass.
        name: what the model is called.
        layer: its number of layers.

    Attributes:
        encoded: how many sentences have been encoded.
    """

    def __init__(self, model: Any, tokenizer: Any, batch: int, name: str, layer: int) -> None:
        self.model = model.eval()
        self.tokenizer = tokenizer
        self.batch = batch
        self.name = name
        self.layer = layer
        self.encoded = 0
        # RoBERTa sees a word at the start otherwise than elsewhere; bert_score gives it a space.
        self._before = " " if type(tokenizer).__name__.startswith("Roberta") else ""
        self._longest = _longest(model.config, tokenizer)

    @classmethod
    def load(
        cls, name_or_folder: str, layer: int = 0, device: str = "auto", batch: int = _BATCH
    ) -> SentenceEncoder:
        """Load a model.

        Args:
            name_or_folder: a folder, or a name on the Hugging Face hub.
            layer: the layer that is compared; 0 for ``LAYERS``'s, or the last where it has none.
            device: "auto", or a torch device.
            batch: sentences in a pass.

        Raises:
            UnavailableError: if there is no such model or device, or it is of another kind.
        """
        local = hub.only_local("similarity model", name_or_folder, REMEDY)
        from transformers import AutoConfig, AutoModel, AutoTokenizer

        device = pick_device(device)
        safe = True if hub.is_folder(name_or_folder) else None  # its pickles could run code
        try:
            config = AutoConfig.from_pretrained(name_or_folder, local_files_only=local)
            layer = layer or LAYERS.get(Path(name_or_folder).name, config.num_hidden_layers)
            layer = min(layer, config.num_hidden_layers)
            config.num_hidden_layers = layer
            tokenizer = AutoTokenizer.from_pretrained(name_or_folder, local_files_only=local)
            with _without_warnings():  # of the layers and heads that are left out on purpose
                model = AutoModel.from_pretrained(
                    name_or_folder, config=config, use_safetensors=safe, local_files_only=local
                )
        except Exception as error:  # transformers and the hub raise many kinds
            raise hub.unavailable("similarity model", name_or_folder, error, REMEDY) from error
        if tokenizer.cls_token_id is None or tokenizer.sep_token_id is None:
            raise UnavailableError(
                f"{name_or_folder} has no [CLS] and [SEP], as BERTScore needs them.",
                "Give a model of the kind of BERT or RoBERTa.",
            )
        return cls(model.float().to(device), tokenizer, batch, name_or_folder, layer)

    def __call__(self, sentences: Sequence[str]) -> list[Encoded]:
        """Encode sentences, in batches of like length."""
        tokens = [self._tokens(sentence) for sentence in sentences]
        order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]), reverse=True)
        found: dict[int, Encoded] = {}
        for start in range(0, len(order), self.batch):
            batch = order[start : start + self.batch]
            found.update(zip(batch, self._encode([tokens[i] for i in batch]), strict=True))
        self.encoded += len(sentences)
        return [found[i] for i in range(len(tokens))]

    def _tokens(self, sentence: str) -> list[int]:
        sentence = sentence.strip()
        text = self._before + sentence if sentence else ""
        tokens: list[int] = self.tokenizer(
            text, truncation=True, max_length=self._longest
        ).input_ids
        return tokens

    def _encode(self, batch: Sequence[Sequence[int]]) -> Iterator[Encoded]:
        import torch
        from torch.nn.utils.rnn import pad_sequence

        ids = pad_sequence([torch.tensor(t) for t in batch], True, self.tokenizer.pad_token_id or 0)
        lengths = torch.tensor([len(tokens) for tokens in batch])
        mask = (torch.arange(ids.shape[1]) < lengths[:, None]).long()
        device = self.model.device
        with torch.inference_mode():
            states = self.model(ids.to(device), attention_mask=mask.to(device)).last_hidden_state
            vectors = torch.nn.functional.normalize(states.float(), dim=-1).cpu().numpy()
        outside = (self.tokenizer.cls_token_id, self.tokenizer.sep_token_id)
        for tokens, row in zip(batch, vectors, strict=True):
            counts = np.array([token not in outside for token in tokens], dtype=np.float32)
            yield Encoded(row[: len(tokens)].copy(), counts)


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Let transformers log errors only."""
    from transformers.utils import logging

    before = logging.get_verbosity()
    logging.set_verbosity_error()
    try:
        yield
    finally:
        logging.set_verbosity(before)


def _longest(config: Any, tokenizer: Any) -> int:
    """The most tokens that the model reads; a tokenizer that was told no limit says 10³⁰."""
    places = int(getattr(config, "max_position_embeddings", 512))
    stated = int(tokenizer.model_max_length)
    return stated if stated <= places else places - 2  # RoBERTa's first two stand for padding
