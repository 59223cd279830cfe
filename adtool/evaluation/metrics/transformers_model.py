"""Any BERT-like model that transformers knows, read by transformers: seconds to import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from adtool.errors import UnavailableError
from adtool.evaluation.metrics.token_model import TokenModel, chosen_layer, longest
from adtool.model import hub
from adtool.model.imports import import_transformers

if TYPE_CHECKING:
    from torch import Tensor


def read_by_transformers(
    name_or_folder: str, layer: int, device: str, *, local: bool, remedy: str
) -> TokenModel:
    """Read a model.

    Args:
        name_or_folder: a folder, or a name on the Hugging Face hub.
        layer: the layer that is compared; 0 for the published one.
        device: a torch device.
        local: whether the hub is to be left alone.
        remedy: what to do where it cannot be had, as a sentence.

    Raises:
        UnavailableError: if there is no such model, or it is of another kind.
    """
    import_transformers()
    from transformers import AutoConfig, AutoModel, AutoTokenizer

    safe = True if hub.is_folder(name_or_folder) else None  # its pickles could run code
    try:
        config = AutoConfig.from_pretrained(name_or_folder, local_files_only=local)
        layer = chosen_layer(name_or_folder, layer, config.num_hidden_layers)
        config.num_hidden_layers = layer
        tokenizer = AutoTokenizer.from_pretrained(name_or_folder, local_files_only=local)
        with _without_warnings():  # of the layers and heads that are left out on purpose
            model = AutoModel.from_pretrained(
                name_or_folder, config=config, use_safetensors=safe, local_files_only=local
            )
    except Exception as error:  # transformers and the hub raise many kinds
        raise hub.unavailable("similarity model", name_or_folder, error, remedy) from error
    if tokenizer.cls_token_id is None or tokenizer.sep_token_id is None:
        raise UnavailableError(
            f"{name_or_folder} has no [CLS] and [SEP], as BERTScore needs them.",
            "Give a model of the kind of BERT or RoBERTa.",
        )
    reader = _Reader(model.float().to(device).eval(), tokenizer)
    outside = frozenset((tokenizer.cls_token_id, tokenizer.sep_token_id))
    return TokenModel(reader.tokens, reader.states, outside, layer)


class _Reader:
    """A model and its tokenizer."""

    def __init__(self, model: Any, tokenizer: Any) -> None:
        self._model, self._tokenizer = model, tokenizer
        # RoBERTa sees a word at the start otherwise than elsewhere; bert_score gives it a space.
        self._before = " " if type(tokenizer).__name__.startswith("Roberta") else ""
        places = getattr(model.config, "max_position_embeddings", None)
        self._longest = longest(places, tokenizer.model_max_length)

    def tokens(self, sentences: Sequence[str]) -> list[list[int]]:
        texts = [self._before + sentence if sentence else "" for sentence in sentences]
        if not texts:
            return []
        found = self._tokenizer(texts, truncation=True, max_length=self._longest)
        return list(found.input_ids)

    def states(self, sentences: Sequence[Sequence[int]]) -> list[Tensor]:
        import torch
        from torch.nn.utils.rnn import pad_sequence

        padding = self._tokenizer.pad_token_id or 0
        ids = pad_sequence([torch.tensor(s) for s in sentences], True, padding)
        lengths = torch.tensor([len(sentence) for sentence in sentences])
        mask = (torch.arange(ids.shape[1]) < lengths[:, None]).long()
        device = self._model.device
        with torch.inference_mode():
            found = self._model(ids.to(device), attention_mask=mask.to(device)).last_hidden_state
        return [states[:length] for states, length in zip(found, lengths.tolist(), strict=True)]


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
