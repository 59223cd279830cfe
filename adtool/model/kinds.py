"""What kind of model a folder holds, as its files say, and what is wrong with it.

Files are read, nothing is loaded: a folder is told from others in milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FORMAT = "adtool-distinctad"
"""What config.json of a DistinctAD names as its format."""

DISTINCTAD = "DistinctAD"
VISION_LANGUAGE = "vision-language"

WEIGHTS = "model.safetensors"
INDEX = f"{WEIGHTS}.index.json"
CONFIGURATIONS = (
    "config.json",
    "processor_config.json",
    "preprocessor_config.json",
    "video_preprocessor_config.json",
    "tokenizer_config.json",
)
"""Small files that say how a model is built, and whether it brings code."""

TEMPLATES = ("chat_template.jinja", "chat_template.json")
"""Files that say how a chat is written for a model; some say it in a configuration."""


_CHATTING = ("ForConditionalGeneration", "ForVisionText2Text", "ForImageTextToText")
"""What the classes of models end in that are shown pictures and write."""


def read_json(path: Path) -> dict[str, Any] | None:
    """Return the object that a JSON file holds; None where there is none to be read."""
    try:
        values = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def kind_of(config: Mapping[str, Any] | None) -> str:
    """Tell a model's kind from its config.json: a constant of this module, or "" for others."""
    if config is None:
        return ""
    if config.get("format") == FORMAT:
        return DISTINCTAD
    if not any(isinstance(config.get(part), dict) for part in ("vision_config", "visual")):
        return ""
    classes = config.get("architectures")
    named = str(classes[0]) if isinstance(classes, list) and classes else ""
    # Some Qwen2-VL name no class; the encoders of pictures and texts, which write nothing, all do.
    # Those that bring code of their own count: they are refused with a better reason.
    chats = named.endswith(_CHATTING) if named else isinstance(config.get("model_type"), str)
    return VISION_LANGUAGE if chats or "auto_map" in config else ""


def weight_files(folder: Path) -> list[str] | None:
    """Name the files that hold a model's weights, there or not; None where nothing says."""
    index = read_json(folder / INDEX)
    if index is None:
        return [WEIGHTS] if (folder / WEIGHTS).is_file() else None
    shards = index.get("weight_map")
    named = set(shards.values()) if isinstance(shards, dict) else set()
    safe = named and all(isinstance(name, str) and Path(name).name == name for name in named)
    return sorted(named) if safe else None


def fault_of(folder: Path) -> str:
    """Say why a vision-language model's folder cannot be used; empty where nothing is against it.

    A folder is complete if all its weights are there in safetensors; it must have a chat template,
    and need no code of its own.
    """
    files = weight_files(folder)
    if files is None:
        pickled = any(folder.glob("*.bin")) or any(folder.glob("*.pt"))
        return "its weights are pickled, and only safetensors are read" if pickled else _NO_WEIGHTS
    missing = [name for name in files if not (folder / name).is_file()]
    if missing:
        return f"{len(missing)} of {len(files)} weight files are missing; fetch it again"
    if needs_code(folder):
        return "it needs code of its own, which is never run"
    return "" if has_chat_template(folder) else "it has no chat template"


_NO_WEIGHTS = "its weights are missing; fetch it again"


def needs_code(folder: Path) -> bool:
    """Say whether a model names code in its folder that would have to be run."""
    read = (read_json(folder / name) for name in CONFIGURATIONS)
    return any("auto_map" in values for values in read if values is not None)


def has_chat_template(folder: Path) -> bool:
    """Say whether a model knows how a chat is written for it."""
    if any((folder / name).is_file() for name in TEMPLATES):
        return True
    read = (read_json(folder / name) for name in ("tokenizer_config.json", "processor_config.json"))
    return any(values.get("chat_template") for values in read if values is not None)
