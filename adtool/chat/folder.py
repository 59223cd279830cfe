"""The folder of a chat model, and whether it can be used, known before anything of it is loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from adtool.errors import CheckpointError
from adtool.model.kinds import INDEX, TEMPLATES
from adtool.model.weight_files import WeightFiles, read_object

_TOKENIZERS = ("tokenizer.json", "tokenizer.model", "vocab.json", "vocab.txt", "tekken.json")
"""What a tokenizer's words stand in; where there is none, transformers 5 makes an empty one up."""

_SAID = ("*.json", "*.jinja", "*.txt", "*.model")
"""Files that say how a model is asked, beside its weights."""


@dataclass(frozen=True)
class ChatFolder:
    """A chat model that can be loaded.

    Attributes:
        path: the folder.
        sees: whether it can be shown pictures.
        weights: its weights, complete.
    """

    path: Path
    sees: bool
    weights: WeightFiles

    @classmethod
    def check(cls, path: Path, *, must_see: bool) -> ChatFolder:
        """Look at a folder.

        Args:
            path: the folder.
            must_see: whether a model that can be shown no pictures will not do.

        Raises:
            CheckpointError: if it is no chat model, is incomplete, or would run code of its own.
        """
        config = read_object(path / "config.json")
        sees = _sees(path, config)
        if must_see and not sees:
            raise CheckpointError(
                path,
                f"is a {_kind(config)}, which sees no pictures; it may word what another "
                "model has seen: name a vision-language model, and this one as the writer",
            )
        if sees and not _any(path, "preprocessor_config.json", "processor_config.json"):
            raise CheckpointError(
                path,
                "holds no preprocessor_config.json, which says how pictures are prepared; "
                "fetch the model again",
            )
        if not _any(path, *_TOKENIZERS):
            raise CheckpointError(path, f"holds no {_TOKENIZERS[0]}; fetch the model again")
        if not _has_template(path):
            raise CheckpointError(
                path,
                f"is a {_kind(config)} without a chat template; take the model's "
                "-Instruct or -it version",
            )
        return cls(path, sees, WeightFiles.of(path))

    def identity(self) -> str:
        """Return a digest of everything that its answers depend on."""
        digest = hashlib.sha256(self.weights.digest().encode())
        said = {file for pattern in _SAID for file in self.path.glob(pattern)}
        for file in sorted(said - {self.path / INDEX}):
            digest.update(f"{file.name} {hashlib.sha256(_content(file)).hexdigest()}\n".encode())
        return digest.hexdigest()


def _sees(path: Path, config: Mapping[str, object]) -> bool:
    """Say which of the two kinds a model is; raise what a model of no kind that is known is."""
    from transformers.models.auto.modeling_auto import (
        MODEL_FOR_CAUSAL_LM_MAPPING_NAMES,
        MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES,
    )

    kind, named = str(config.get("model_type", "")), _class_name(config)
    if kind in MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES:  # some families have blind members
        seeing = MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES[kind]
        return named == seeing or named != MODEL_FOR_CAUSAL_LM_MAPPING_NAMES.get(kind)
    if kind in MODEL_FOR_CAUSAL_LM_MAPPING_NAMES:
        return False
    if "auto_map" in config:
        raise CheckpointError(
            path,
            f"is a {_kind(config)} that runs code of its own, which adtool never does; "
            "look for a version of it in transformers' own format (often -hf)",
        )
    raise CheckpointError(
        path,
        f"is a {_kind(config)}, which this transformers does not know as a chat model; name "
        "a vision-language model, or update: pip install -U transformers",
    )


def _kind(config: Mapping[str, object]) -> str:
    """Name what a configuration is of, as far as it says."""
    kind, named = config.get("model_type"), _class_name(config)
    return f"{kind} model ({named})" if kind and named else f"{kind or named or 'nameless'} model"


def _class_name(config: Mapping[str, object]) -> str:
    named = config.get("architectures")
    return str(named[0]) if isinstance(named, list) and named else ""


def _has_template(path: Path) -> bool:
    if _any(path, *TEMPLATES):
        return True
    for name in ("tokenizer_config.json", "processor_config.json"):
        if (path / name).is_file() and read_object(path / name).get("chat_template"):
            return True
    return False


def _any(path: Path, *names: str) -> bool:
    return any((path / name).is_file() for name in names)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CheckpointError(path, f"cannot be read ({error.strerror})") from error
