"""A BERT or RoBERTa as transformers saves it, read without transformers.

Only what is known to mean here what it means there is read; whatever else there is, transformers
reads (``transformers_encoder``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adtool.evaluation.metrics.token_model import TokenModel, chosen_layer, longest
from adtool.model import hub

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TOKENIZERS = {"bert": "BertTokenizer", "roberta": "RobertaTokenizer"}
"""The kinds of model that are read, and the tokenizer that such a model has."""


def read_bert(name_or_folder: str, layer: int, device: str, *, local: bool) -> TokenModel | None:
    """Read a model; None if it is of another kind, or is saved in another way.

    Args:
        name_or_folder: a folder, or a name on the Hugging Face hub.
        layer: the layer that is compared; 0 for the published one.
        device: a torch device.
        local: whether the hub is to be left alone.
    """
    try:
        files = _Files.find(name_or_folder, local=local)
        if files is None:
            return None
        return _model(files, name_or_folder, layer, device)
    except Exception:  # tokenizers and safetensors raise their own; transformers says what is wrong
        return None


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a model.

    Attributes:
        config: config.json.
        told: tokenizer_config.json; empty where there is none.
        tokenizer: tokenizer.json.
        weights: model.safetensors.
    """

    config: dict[str, Any]
    told: dict[str, Any]
    tokenizer: Path
    weights: Path

    @classmethod
    def find(cls, name: str, *, local: bool) -> _Files | None:
        """Find them; None where they are not a BERT's, or not all there."""
        config = hub.file(name, "config.json", local=local)
        read = json.loads(config.read_bytes()) if config else {}
        if read.get("model_type") not in TOKENIZERS:
            return None
        tokenizer = hub.file(name, "tokenizer.json", local=local)
        weights = hub.file(name, "model.safetensors", local=local)
        if tokenizer is None or weights is None:
            return None
        told = hub.file(name, "tokenizer_config.json", local=local)
        return cls(read, json.loads(told.read_bytes()) if told else {}, tokenizer, weights)

    @property
    def kind(self) -> str:
        """The kind of model, an entry of ``TOKENIZERS``."""
        return str(self.config["model_type"])

    @property
    def class_of_tokenizer(self) -> str:
        """What transformers calls the tokenizer, fast or not."""
        named = self.told.get("tokenizer_class") or self.config.get("tokenizer_class")
        return str(named or TOKENIZERS[self.kind]).removesuffix("Fast")


def _model(files: _Files, name: str, layer: int, device: str) -> TokenModel | None:
    from adtool.evaluation.metrics.bert import Shape

    tokenizer = _tokenizer(files)
    if tokenizer is None:
        return None
    layer = chosen_layer(name, layer, files.config["num_hidden_layers"])
    shape = Shape.of(files.config, layer)
    # RoBERTa sees a word at the start otherwise than elsewhere; bert_score gives it a space.
    before = " " if files.kind == "roberta" else ""
    outside = tokenizer.encode("").ids
    if len(outside) != 2:  # [CLS] and [SEP]
        return None
    tokenizer.enable_truncation(
        longest(files.config.get("max_position_embeddings"), files.told.get("model_max_length"))
    )

    def tokens(sentences: Sequence[str]) -> list[list[int]]:
        texts = [before + sentence if sentence else "" for sentence in sentences]
        return [found.ids for found in tokenizer.encode_batch(texts)]

    return TokenModel(tokens, _network(files, shape, device), frozenset(outside), layer)


def _network(files: _Files, shape: Any, device: str) -> Any:
    from safetensors import safe_open

    from adtool.evaluation.metrics.bert import Bert

    with safe_open(files.weights, "pt") as weights:
        names = {_plain(name, files.kind): name for name in weights.keys()}  # noqa: SIM118
        return Bert(lambda name: weights.get_tensor(names[name]).to(device).float(), shape)


def _plain(name: str, kind: str) -> str:
    """A weight's name as BERT's own: no prefix for the head's sake, no names of TensorFlow's."""
    for old, new in ((".gamma", ".weight"), (".beta", ".bias")):
        name = name.removesuffix(old) + new * name.endswith(old)
    return name.removeprefix(f"{kind}.")


def _tokenizer(files: _Files) -> Tokenizer | None:
    """Read the tokenizer; None where transformers would change it."""
    from tokenizers import Tokenizer

    if files.class_of_tokenizer != TOKENIZERS[files.kind]:
        return None
    tokenizer: Tokenizer = Tokenizer.from_file(str(files.tokenizer))
    tokenizer.no_padding()
    told, added = files.told, files.told.get("added_tokens_decoder", {})
    if files.kind == "bert":
        state = json.loads(tokenizer.normalizer.__getstate__())
        same = (
            state["lowercase"] == told.get("do_lower_case", True)
            and state["strip_accents"] == told.get("strip_accents")
            and state["handle_chinese_chars"] == told.get("tokenize_chinese_chars", True)
        )
    else:
        state = json.loads(tokenizer.pre_tokenizer.__getstate__())
        same = state["add_prefix_space"] == told.get("add_prefix_space", False)
    known = all(tokenizer.token_to_id(one["content"]) == int(i) for i, one in added.items())
    return tokenizer if same and known else None
