"""Small films of coloured noise, without any file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from adtool_training.annotations import Annotation

COLOURS = {
    "red": (220, 40, 30),
    "green": (40, 200, 60),
    "blue": (40, 60, 220),
    "white": (240, 240, 240),
}
PEOPLE = ("Ann", "Bob", "Cid")


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


@pytest.fixture
def colour_films() -> list[ColourFilm]:
    return [ColourFilm(number) for number in range(4)]
