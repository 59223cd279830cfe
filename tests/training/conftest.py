"""Small films of coloured noise, without any file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch

from adtool_training.annotations import Annotation
from adtool_training.films import DATA, DataSettings

COLOURS = {
    "red": (220, 40, 30),
    "green": (40, 200, 60),
    "blue": (40, 60, 220),
    "white": (240, 240, 240),
}
PEOPLE = ("Ann", "Bob", "Cid")
PICTURES = {"Ann": 2, "Bob": 1}
"""Nobody has a picture of Cid."""


@dataclass(frozen=True)
class ColourFilm:
    """Each clip shows one colour, and its AD says which."""

    number: int
    clips: int = 6

    @property
    def name(self) -> str:
        return f"colours-{self.number}"

    @property
    def cast(self) -> tuple[str, ...]:
        return PEOPLE

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        rng = np.random.default_rng(self.number)
        found = []
        for i in range(self.clips):
            who, colour = rng.choice(PEOPLE), rng.choice(list(COLOURS))
            text = f"{who} paints the wall {colour}."
            found.append(Annotation(self.name, i * 4000, i * 4000 + 3000, text, (str(who),)))
        return tuple(found)

    def frames(self, index: int, count: int, rng: np.random.Generator | None) -> np.ndarray:
        colour = self.annotations[index].text.rstrip(".").split()[-1]
        noise = np.random.default_rng([self.number, index]) if rng is None else rng
        grain = noise.integers(-15, 15, (count, 16, 16, 3))
        return (np.array(COLOURS[colour]) + grain).clip(0, 255).astype(np.uint8)

    def portraits(self) -> dict[str, list[np.ndarray]]:
        rng = np.random.default_rng(self.number)
        return {
            name: list(rng.integers(0, 256, (count, 20, 16, 3), dtype=np.uint8))
            for name, count in PICTURES.items()
        }


@pytest.fixture
def colour_films() -> list[ColourFilm]:
    return [ColourFilm(number) for number in range(4)]


def colours(settings, split: str, *_: object) -> list[ColourFilm]:
    count = settings.train_films if split == "train" else settings.validation_films
    first = 0 if split == "train" else 1000
    return [ColourFilm(first + i, settings.clips) for i in range(count)]


@pytest.fixture
def colour_data(monkeypatch) -> DataSettings:
    """Settings of a data set of colour films."""
    monkeypatch.setitem(DATA, "colours", colours)
    return DataSettings(kind="colours", train_films=4, validation_films=2, clips=6)


TINY_CLIP = {
    "model_cfg": {
        "embed_dim": 16,
        "vision_cfg": {
            "image_size": 16,
            "patch_size": 8,
            "width": 32,
            "layers": 1,
            "head_width": 16,
        },
        "text_cfg": {
            "context_length": 24,
            "vocab_size": 49408,
            "width": 32,
            "heads": 2,
            "layers": 1,
        },
    },
    "preprocess_cfg": {"resize_mode": "squash", "interpolation": "bilinear"},
}


@pytest.fixture(scope="session")
def tiny_clip(tmp_path_factory) -> Path:
    """The folder of an untrained CLIP for frames of 16 pixels."""
    from adtool_training.clip import Clip

    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("clip") / "tiny"
    Clip(TINY_CLIP).save(folder)
    return folder
