"""Where CLIP vision encoders come from: open_clip's names and tags, weight files, folders.

A folder is in open_clip's own form: ``open_clip_config.json`` beside ``*.safetensors``.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from torch import Tensor

from adtool.errors import CheckpointError, UnavailableError
from adtool.model.vision_encoder import VisionConfig, VisionEncoder


def named_config(name: str) -> VisionConfig:
    """The configuration of one of open_clip's architectures, without importing open_clip.

    Raises:
        UnavailableError: if open_clip does not know the name.
    """
    spec = find_spec("open_clip")
    folders = list(spec.submodule_search_locations or []) if spec else []
    for folder in folders:
        for path in (Path(folder) / "model_configs").glob("*.json"):
            if path.stem == name:
                return VisionConfig.from_open_clip(json.loads(path.read_text("utf-8")))
    raise UnavailableError(
        f"open_clip has no architecture named {name!r}.",
        "Name one of open_clip.list_models(), or a folder with an open_clip_config.json.",
    )


def load_vision_encoder(name: str | Path, pretrained: str | None = None) -> VisionEncoder:
    """Load a CLIP's vision encoder.

    Args:
        name: one of open_clip's architectures, or a folder in its form.
        pretrained: for an architecture: one of open_clip's tags, or a weight file. None leaves the
            encoder untrained. A folder carries its own weights.

    Raises:
        UnavailableError: if open_clip does not know the name or cannot fetch the weights.
        CheckpointError: if the folder or the file is incomplete, damaged or does not fit.
    """
    if Path(name).is_dir():
        return _from_folder(Path(name))
    config = named_config(str(name))
    return _pretrained(str(name), config, pretrained) if pretrained else VisionEncoder(config)


def _pretrained(name: str, config: VisionConfig, pretrained: str) -> VisionEncoder:
    """Let open_clip load a whole CLIP, with all its conversions, and keep the vision half."""
    import open_clip

    is_file = Path(pretrained).is_file()
    try:
        clip = open_clip.create_model(name, pretrained=pretrained, pretrained_text=False)
    except Exception as error:  # open_clip raises whatever its downloads and pickles raise
        if is_file:
            raise CheckpointError(pretrained, f"not weights of {name} ({_brief(error)})") from error
        raise UnavailableError(
            f"The weights {pretrained!r} of {name} cannot be had ({_brief(error)}).",
            "Connect to the internet once, or give the path of a weight file.",
        ) from error
    preprocess = open_clip.get_model_preprocess_cfg(clip)
    tower = config.to_open_clip()
    tower["preprocess_cfg"] |= {k: v for k, v in preprocess.items() if k in tower["preprocess_cfg"]}
    return VisionEncoder(VisionConfig.from_open_clip(tower), clip.visual)


def _from_folder(folder: Path) -> VisionEncoder:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    path = folder / "open_clip_config.json"
    try:
        encoder = VisionEncoder(VisionConfig.from_open_clip(json.loads(path.read_text("utf-8"))))
    except FileNotFoundError as error:
        raise CheckpointError(folder, "holds no open_clip_config.json") from error
    except (ValueError, AttributeError) as error:
        raise CheckpointError(path, f"not an open_clip configuration ({_brief(error)})") from error
    weights = sorted(folder.glob("*.safetensors"))
    if len(weights) != 1:
        raise CheckpointError(folder, f"must hold one .safetensors file, but has {len(weights)}")
    try:
        encoder.tower.load_state_dict(_vision_half(load_file(weights[0])))
    except (SafetensorError, RuntimeError, OSError) as error:
        raise CheckpointError(weights[0], f"does not fit its folder ({_brief(error)})") from error
    return encoder


def _vision_half(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Keep a whole CLIP's vision weights, under the names that the tower knows."""
    return {k.removeprefix("visual."): v for k, v in state.items() if k.startswith("visual.")}


def _brief(error: Any) -> str:
    return " ".join(str(error).split())[:200]
