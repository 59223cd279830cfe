"""A tiny model that speaks in whole sentences, and films to show to it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

SENTENCES = [
    f" {who} {what}."
    for who in ("Anna", "Tom", "A dog", "The old man")
    for what in ("smiles", "opens the door", "walks away", "sits down", "looks up and leaves")
]

MakeFilm = Callable[..., Path]


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random DistinctAD whose language model has a sentence for each token."""
    import torch
    from tokenizers import Tokenizer, decoders, models
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

    from adtool.model.distinctad import DistinctAD, DistinctADConfig
    from adtool.model.narrator import Narrator
    from adtool.model.vision_encoder import VisionConfig, VisionEncoder

    torch.manual_seed(7)
    vocabulary = {token: i for i, token in enumerate(["<end>", "<unk>", *SENTENCES])}
    tokenizer = Tokenizer(models.WordLevel(vocab=vocabulary, unk_token="<unk>"))
    tokenizer.decoder = decoders.Fuse()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="<end>", bos_token="<end>", unk_token="<unk>"
    )
    size = {"n_embd": 24, "n_layer": 2, "n_head": 2, "n_positions": 64}
    language_model = GPT2LMHeadModel(GPT2Config(vocab_size=len(vocabulary), **size))
    vision = VisionConfig(
        embed_dim=16,
        vision_cfg={"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 16},
    )
    config = DistinctADConfig(vision=vision, frames=2, window=2, latents=3, bases=5, alpha=1.0)
    model = DistinctAD(config, VisionEncoder(vision), Narrator(language_model, fast))
    torch.nn.init.normal_(model.projection.weight, std=2.0)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    model.save_pretrained(folder)
    return folder


@pytest.fixture
def make_film(tmp_path: Path) -> MakeFilm:
    """Make films of coloured noise that changes every two seconds, with or without sound."""

    def make(
        name: str = "film.mp4", seconds: float = 20, *, video: bool = True, sound: bool = False
    ) -> Path:
        path = tmp_path / name
        with av.open(str(path), "w") as container:
            pictures = container.add_stream("mpeg4", rate=10) if video else None
            track = container.add_stream("aac", rate=16_000, layout="mono") if sound else None
            if pictures is not None:
                pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
                _write_pictures(container, pictures, seconds)
            if track is not None:
                _write_silence(container, track, seconds)
        return path

    return make


def _write_pictures(container: object, stream: object, seconds: float) -> None:
    for number in range(int(seconds * 10)):
        scene = np.random.default_rng(number // 20).integers(0, 256, (3, 4, 3), np.uint8)
        image = scene.repeat(16, axis=0).repeat(16, axis=1)
        frame = av.VideoFrame.from_ndarray(image, format="rgb24")
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _write_silence(container: object, stream: object, seconds: float) -> None:
    for number in range(int(seconds * 16_000) // 1024):
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = 16_000, number * 1024, Fraction(1, 16_000)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
