"""Saving and loading a DistinctAD as a folder.

    config.json          the settings, with a format version
    model.safetensors    the vision encoder and everything that was trained
    tokenizer/           the language model's tokenizer
    domain.safetensors   what the frames of its training look like, where that is known
    text.safetensors     the text side of its CLIP, where it has one
    language_model/      the language model, where it is small enough to carry ("bundled")
    README.md            the model card

Nothing in such a folder is executed, and weights are safetensors only.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from adtool.errors import CheckpointError, OutputError
from adtool.model.config import DistinctADConfig
from adtool.model.domain import Domain
from adtool.model.hub import is_folder, only_local, unavailable
from adtool.model.imports import import_transformers
from adtool.model.kinds import FORMAT
from adtool.model.language_model import LanguageModel
from adtool.model.lookup import find_folder
from adtool.model.text_side import TextSide
from adtool.model.vision_encoder import VisionConfig
from adtool.settings import BUNDLED

WEIGHTS = "model.safetensors"
"""The vision encoder's weights, and those that were trained."""

VERSION = 4
"""Of config.json. 1 has no faces and no names: prompts named people word for word. Before 3 it was
not said whether a model is of a drawn world: those with a language model of their own were. Before
4 the scale of Eq. 10 was "unit"."""


@dataclass(frozen=True)
class Parts:
    """What a model's folder holds.

    Attributes:
        config: the model's settings.
        language_model: the language model; it is carried along if the configuration says "bundled".
        weights: those of the vision encoder and of everything that was trained, by name.
        domain: what the frames of its training look like, where that is known.
        text: the text side that was tuned to its vision encoder, where there is one.
    """

    config: DistinctADConfig
    language_model: LanguageModel
    weights: Mapping[str, Tensor]
    domain: Domain | None
    text: TextSide | None = None


def write(
    parts: Parts, folder: str | Path, card: str = "", *, dtype: torch.dtype = torch.float32
) -> None:
    """Write a model's folder, complete or not at all.

    Args:
        parts: what it will hold.
        folder: what to write; an older folder of that name is replaced.
        card: the model card, Markdown.
        dtype: how weights are stored, float32 or float16.

    Raises:
        OutputError: if the folder cannot be written.
    """
    folder = Path(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as spare:
            new = Path(spare) / "new"
            new.mkdir()
            _write(parts, new, card, dtype)
            if folder.exists():
                folder.replace(Path(spare) / "old")
            new.replace(folder)
    except OSError as error:
        raise OutputError(folder, f"cannot be written ({error.strerror or error})") from error


def _write(parts: Parts, folder: Path, card: str, dtype: torch.dtype) -> None:
    config = {"format": FORMAT, "version": VERSION, **config_to_json(parts.config)}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    (folder / "README.md").write_text(card, "utf-8")
    state = {k: _stored(v, dtype) for k, v in parts.weights.items()}
    save_file(state, folder / WEIGHTS, metadata={"format": "pt"})
    if parts.domain is not None:
        save_file(parts.domain.tensors(), folder / "domain.safetensors")
    if parts.text is not None:
        parts.text.save(folder)
    parts.language_model.tokenizer.save_pretrained(folder / "tokenizer")
    if parts.config.language_model == BUNDLED:
        language_model = parts.language_model.model
        weights = {k: _stored(v, dtype) for k, v in language_model.state_dict().items()}
        language_model.save_pretrained(folder / "language_model", state_dict=weights)
    readable = (folder / "config.json").stat().st_mode
    for path in folder.rglob("*.safetensors"):  # safetensors lets only their owner read them
        path.chmod(readable)


def _stored(tensor: Tensor, dtype: torch.dtype) -> Tensor:
    tensor = tensor.detach().cpu().contiguous()
    return tensor.to(dtype) if tensor.is_floating_point() else tensor


def config_to_json(config: DistinctADConfig) -> dict[str, Any]:
    """Turn a configuration into JSON-ready values; what the model stands on comes first."""
    vision = config.vision.to_open_clip()
    return {"vision": vision, "language_model": config.language_model} | {
        key: value for key, value in asdict(config).items() if key != "vision"
    }


def config_from_json(values: dict[str, Any]) -> DistinctADConfig:
    """Read what ``config_to_json`` made.

    Raises:
        ValueError: if a key is unknown, missing, or of the wrong type or range.
    """
    known = {field.name for field in fields(DistinctADConfig)}
    if unknown := values.keys() - known:
        raise ValueError(f"unknown key {min(unknown)!r}")
    if not isinstance(values.get("vision"), dict):
        raise ValueError("'vision' is missing, or is no open_clip configuration")
    return DistinctADConfig(**{**values, "vision": VisionConfig.from_open_clip(values["vision"])})


def read(name_or_folder: str | Path, device: str = "cpu") -> tuple[Parts, Path]:
    """Read a model's folder; return what it holds, and where it lies.

    Args:
        name_or_folder: a folder, a name on the Hugging Face hub, or "bundled".
        device: where the language model will run.

    Raises:
        UnavailableError: if there is no such model, or the hub cannot be reached.
        CheckpointError: if the folder is incomplete, damaged, of another kind, or too new.
    """
    folder = find_folder(name_or_folder)
    config = _read_config(folder / "config.json")
    language_model = _load_language_model(folder, config.language_model, device)
    weights = _read_weights(folder / WEIGHTS)
    domain = _read_domain(folder / "domain.safetensors", config.vision.embed_dim)
    text = TextSide.load(folder, language_model.tokenizer, config.vision.embed_dim)
    return Parts(config, language_model, weights, domain, text), folder


def _read_config(path: Path) -> DistinctADConfig:
    try:
        values = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise CheckpointError(path.parent, "holds no config.json") from error
    except (OSError, ValueError, RecursionError) as error:
        raise CheckpointError(path, "is not JSON") from error
    if not isinstance(values, dict) or values.pop("format", None) != FORMAT:
        raise CheckpointError(path, "is not the configuration of a DistinctAD model")
    version = values.pop("version", None)
    if not isinstance(version, int):
        raise CheckpointError(path, "has no format version")
    if version > VERSION:
        raise CheckpointError(
            path, f"has format version {version}; this adtool reads up to {VERSION}, update it"
        )
    try:
        return config_from_json(_of_this_version(values, version))
    except (TypeError, ValueError) as error:
        raise CheckpointError(path, str(error)) from error


def _of_this_version(values: dict[str, Any], version: int) -> dict[str, Any]:
    """Return what an older config.json says, with what its version left unsaid."""
    if version < 2:
        values = {"names": "full", **values}
    if version < 3:
        values = {"drawn": values.get("language_model", BUNDLED) == BUNDLED, **values}
    if version < 4:
        values = {"scale": "unit", **values}
    return values


def _load_language_model(folder: Path, language_model: str, device: str) -> LanguageModel:
    """Load the language model, frozen: float32 on a CPU, bfloat16 on a GPU."""
    bundled = language_model == BUNDLED
    source = folder / "language_model" if bundled else language_model
    if bundled and not (folder / "language_model" / "config.json").is_file():
        raise CheckpointError(folder, "holds no language_model, but its configuration needs one")
    return load_language_model(source, folder / "tokenizer", device)


def load_language_model(
    source: str | Path, tokenizer: str | Path | None = None, device: str = "cpu"
) -> LanguageModel:
    """Load a causal language model, frozen.

    Args:
        source: a folder, or a hub name.
        tokenizer: where its tokenizer is; by default beside it.
        device: where it will run; float32 on a CPU, bfloat16 elsewhere.

    Raises:
        CheckpointError: if a folder does not hold what it should.
        UnavailableError: if the hub does not give it.
    """
    import_transformers()
    from transformers import AutoModelForCausalLM, AutoTokenizer

    dtype = torch.float32 if torch.device(device).type == "cpu" else torch.bfloat16
    folder = is_folder(str(source))
    local = only_local("language model", str(source), "Or give a folder.")
    try:
        words = AutoTokenizer.from_pretrained(tokenizer or source, local_files_only=local)
        # Only safetensors from a folder: its pickles could run code.
        model = AutoModelForCausalLM.from_pretrained(
            source,
            dtype=dtype,
            use_safetensors=True if folder else None,
            local_files_only=local,
        )
        return LanguageModel(model, words)
    except Exception as error:  # transformers raises many kinds for what it cannot load
        if folder:
            reason = " ".join(str(error).split())[:200]
            raise CheckpointError(source, f"is no language model ({reason})") from error
        remedy = "Connect to the internet once, or give a folder."
        raise unavailable("language model", str(source), error, remedy) from error


def _read_domain(path: Path, channels: int) -> Domain | None:
    if not path.exists():
        return None
    try:
        domain = Domain.from_tensors(load_file(path))
    except (SafetensorError, OSError, ValueError) as error:
        raise CheckpointError(path, "is damaged, or not in the safetensors format") from error
    if len(domain.mean) != channels:
        raise CheckpointError(path, f"has {len(domain.mean)} channels, the model {channels}")
    return domain


def _read_weights(path: Path) -> dict[str, Tensor]:
    try:
        return load_file(path)
    except FileNotFoundError as error:
        raise CheckpointError(path.parent, f"holds no {path.name}") from error
    except (SafetensorError, OSError, ValueError) as error:
        raise CheckpointError(path, "is damaged, or not in the safetensors format") from error


def check_weights(
    weights: Mapping[str, Tensor], expected: Mapping[str, Tensor], path: Path
) -> None:
    """Compare weights with those that a model of the configuration has, by name and shape.

    Raises:
        CheckpointError: if some are missing, too many, or of another shape.
    """
    if missing := expected.keys() - weights.keys():
        raise CheckpointError(path, f"lacks {min(missing)}")
    if unknown := weights.keys() - expected.keys():
        raise CheckpointError(path, f"holds {min(unknown)}, which the model does not have")
    for name, tensor in expected.items():
        found, wanted = tuple(weights[name].shape), tuple(tensor.shape)
        if found != wanted:
            raise CheckpointError(path, f"{name} is {found}, but config.json means {wanted}")
