"""The benchmark stays what it is: its films to the letter, its pictures as the eye sees them.

Pictures are compared as means of coarse squares, with room for what Pillow's versions draw a little
differently. Where the benchmark is meant to change, this writes what it is compared with anew:

    python tests/storyworld/ad/test_picture_drift.py
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from adtool.storyworld import Film, render, seeds
from adtool.storyworld.ad.sampling import sample_film

KEPT = Path(__file__).with_name("kept.json")
FILMS = {split: sample_film(seeds(split, 1)[0]) for split in ("train", "validation", "test")}
SQUARES, ROOM = 6, 3.0


def said(film: Film) -> str:
    """A digest of all that a film is: who, when, what, and in which words."""
    lines = [f"{shot.start} {shot.end} {shot.characters} {shot.text}" for shot in film.clips]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def looks(film: Film) -> list[list[int]]:
    """The mean colours of squares of a picture of every sixth clip."""
    found = []
    for shot in film.clips[::6]:
        picture = render.small_picture(shot, 0.5, 16 * SQUARES).astype(float)
        squares = picture.reshape(SQUARES, 16, SQUARES, 16, 3).mean((1, 3))
        found.append([round(value) for value in squares.ravel()])
    return found


def kept() -> dict[str, dict[str, object]]:
    return json.loads(KEPT.read_text("utf-8"))


@pytest.mark.parametrize("split", FILMS)
def test_the_films_are_those_that_were_measured(split: str) -> None:
    assert said(FILMS[split]) == kept()[split]["said"]


@pytest.mark.parametrize("split", FILMS)
def test_the_pictures_are_those_that_were_measured(split: str) -> None:
    drawn, expected = (
        np.array(one, float) for one in (looks(FILMS[split]), kept()[split]["looks"])
    )
    assert np.abs(drawn - expected).mean(1).max() < ROOM


def test_other_pictures_would_be_noticed() -> None:
    """The room is smaller than what a changed drawing changes."""
    film = FILMS["test"]
    expected = np.array(looks(film), float)
    others = np.array(looks(sample_film(seeds("test", 2)[1])), float)
    assert np.abs(others - expected).mean(1).min() > 2 * ROOM


if __name__ == "__main__":
    found = {split: {"said": said(film), "looks": looks(film)} for split, film in FILMS.items()}
    KEPT.write_text(json.dumps(found) + "\n", "utf-8")
