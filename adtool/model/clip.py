"""A whole CLIP, both towers, as the trainings use it, and its folder.

The folder has open_clip's own form (``open_clip_config.json``, ``open_clip_model.safetensors``):
``open_clip.create_model("local-dir:FOLDER")`` and ``adtool.model.VisionEncoder`` load it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import open_clip
import torch
from open_clip.transformer import QuickGELU
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from adtool.errors import CheckpointError, UnavailableError
from adtool.media.image import Image
from adtool.model.vision_encoder import VisionConfig, VisionEncoder
from adtool.output import whole_folder

CONFIG, WEIGHTS = "open_clip_config.json", "open_clip_model.safetensors"


@dataclass(frozen=True, slots=True)
class Words:
    """A batch of encoded sentences, in the joint space, not normalised.

    Attributes:
        sentences: [CLS], which is open_clip's end-of-text embedding (B, C).
        words: all tokens' embeddings after the final norm and projection (B, m, C).
        is_word: True where ``words`` is neither start, end nor padding (B, m).
    """

    sentences: Tensor
    words: Tensor
    is_word: Tensor


class Clip(nn.Module):
    """A CLIP of open_clip's, with its preparation and tokenizer.

    Args:
        config: open_clip's form, ``{"model_cfg": …, "preprocess_cfg": …}``.
        model: a CLIP of that configuration; a new one by default.

    Raises:
        UnavailableError: if open_clip cannot build it, or its text tower does not end in a pooled
            end-of-text token behind a causal mask, as CLIP's does.
    """

    def __init__(self, config: Mapping[str, Any], model: nn.Module | None = None) -> None:
        super().__init__()
        self.config = dict(config)
        try:
            clip: Any = model or open_clip.CLIP(**_without_extras(config["model_cfg"]))
            self.vision = VisionEncoder(VisionConfig.from_open_clip(config), clip.visual)
        except (KeyError, TypeError, ValueError) as error:
            raise UnavailableError(f"open_clip cannot build this CLIP: {error}.", "") from error
        self.model: Any = clip
        self._text: Any = getattr(clip, "text", clip)
        pool = getattr(self._text, "text_pool_type", getattr(self._text, "pool_type", None))
        if pool not in ("argmax", "eos") or getattr(self._text, "attn_mask", None) is None:
            raise UnavailableError(
                "This CLIP's text tower is not of OpenAI's kind.",
                "Stage-I needs one embedding a word; choose for one ViT-B-32 or ViT-B-16.",
            )
        length = self.config["model_cfg"].get("text_cfg", {}).get("context_length", 77)
        self._tokenizer = open_clip.SimpleTokenizer(context_length=length)
        self._end = getattr(self._text, "text_eos_id", None) if pool == "eos" else None

    @property
    def scale(self) -> float:
        """The similarity's scale, exp of the logit scale."""
        return float(self.model.logit_scale.detach().exp())

    def tokenize(self, sentences: list[str]) -> Tensor:
        """Turn sentences into token ids (B, L)."""
        tokens: Tensor = self._tokenizer(sentences)
        return tokens

    def encode_frames(self, frames: Tensor) -> Tensor:
        """Encode uint8 frames (B, n, H, W, 3) of the tower's size to (B, n, C), with gradient."""
        pixels = frames.flatten(0, 1).permute(0, 3, 1, 2)
        features: Tensor = self.vision(self.vision.normalise(pixels))
        return features.reshape(*frames.shape[:2], -1)

    def encode_words(self, tokens: Tensor) -> Words:
        """Encode token ids (B, L); columns that hold padding only are cut off first.

        The mask of the tower is causal, so the cut changes nothing.
        """
        text = self._text
        is_end = tokens == self._end if self._end is not None else _is_highest(tokens)
        end = is_end.int().argmax(1)  # the first one
        tokens = tokens[:, : int(end.max()) + 1]
        length = tokens.shape[1]
        x = text.token_embedding(tokens) + text.positional_embedding[:length]
        x = text.ln_final(text.transformer(x, attn_mask=text.attn_mask[:length, :length]))
        projection = text.text_projection
        if projection is not None:
            x = projection(x) if isinstance(projection, nn.Module) else x @ projection
        place = torch.arange(length, device=tokens.device)
        is_word = (place > 0) & (place < end[:, None])
        return Words(x[torch.arange(len(x), device=x.device), end], x, is_word)

    def fit(self, frames: Image) -> Image:
        """Resize and crop frames (n, H, W, 3) to the tower's size, if they are not of it."""
        if frames.shape[1:3] == self.vision.config.image_size:
            return frames
        resized = self.vision.resize(frames)
        return np.ascontiguousarray(resized.permute(0, 2, 3, 1).numpy())

    def freeze_text(self) -> None:
        """Let nothing but the vision tower learn (§3.1)."""
        self.model.requires_grad_(False)
        self.model.visual.requires_grad_(True)

    def save(self, folder: Path, card: str = "") -> None:
        """Write the folder, whole or not at all; ``card`` becomes its README.md.

        Raises:
            OutputError: if it cannot be written.
        """
        with whole_folder(folder) as draft:
            text = json.dumps(self.config, indent=2)
            (draft / CONFIG).write_text(text + "\n", encoding="utf-8")
            state = {k: v.detach().cpu().contiguous() for k, v in self.model.state_dict().items()}
            save_file(state, draft / WEIGHTS)
            (draft / WEIGHTS).chmod((draft / CONFIG).stat().st_mode)  # else only for its owner
            if card:
                (draft / "README.md").write_text(card, encoding="utf-8")


def load_clip(name: str, pretrained: str = "") -> Clip:
    """Load a CLIP.

    Args:
        name: a folder in open_clip's form, or one of open_clip's architectures.
        pretrained: for an architecture: one of its tags ("openai"), or a weight file.

    Raises:
        CheckpointError: if the folder is incomplete or damaged.
        UnavailableError: if the architecture or its weights are not to be had.
    """
    if Path(name).is_dir():
        return _from_folder(Path(name))
    if name not in open_clip.list_models():
        raise CheckpointError(name, "is neither a folder nor one of open_clip's architectures")
    if not pretrained:
        raise CheckpointError(name, "is an architecture; say which weights, as a tag or a file")
    try:
        model = open_clip.create_model(name, pretrained=pretrained)
    except Exception as error:  # open_clip raises whatever its downloads and pickles raise
        raise UnavailableError(
            f"The weights {pretrained!r} of {name} cannot be had ({' '.join(str(error).split())}).",
            "Connect to the internet once, or give the path of a weight file.",
        ) from error
    preprocess = open_clip.get_model_preprocess_cfg(model)
    known = ("mean", "std", "interpolation", "resize_mode")
    # A tag may change the activation that the architecture's own configuration names.
    quick_gelu = any(isinstance(module, QuickGELU) for module in model.modules())
    config = {
        "model_cfg": {**open_clip.get_model_config(name), "quick_gelu": quick_gelu},
        "preprocess_cfg": {key: preprocess[key] for key in known if key in preprocess},
    }
    return Clip(config, model)


def _from_folder(folder: Path) -> Clip:
    path = folder / CONFIG
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        VisionConfig.from_open_clip(config)
    except OSError as error:
        raise CheckpointError(path, f"cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CheckpointError(path, f"is no configuration of open_clip's ({error})") from error
    clip = Clip(config)
    try:
        clip.model.load_state_dict(load_file(folder / WEIGHTS))
    except (OSError, SafetensorError, ValueError, RuntimeError) as error:
        fault = " ".join(str(error).split())[:200]
        raise CheckpointError(folder / WEIGHTS, f"does not fit its folder ({fault})") from error
    return clip


def _is_highest(tokens: Tensor) -> Tensor:
    return tokens == tokens.max(1, keepdim=True).values


def _without_extras(model: Mapping[str, Any]) -> dict[str, Any]:
    known = ("embed_dim", "vision_cfg", "text_cfg", "quick_gelu", "init_logit_scale")
    return {key: model[key] for key in known if key in model}
