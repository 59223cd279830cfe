"""The benchmark of recognition counts right."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from adtool.recognition import Face
from adtool.recognition.matching import Gallery, Sightings, joined, spot
from adtool.storyworld import Film, sample_film

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "recognition.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("recognition_benchmark", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seen_as_it_is(film: Film) -> Sightings:
    """Sight everybody who is in a clip in its first frame, and nobody else."""
    gallery = Gallery(np.eye(len(film.credits), dtype=np.float32), np.arange(len(film.credits)))
    names = [one.name for one in film.credits]
    faces = [
        [Face((0, 0, 1, 1), gallery.vectors[names.index(name)]) for name in shot.characters]
        for shot in film.clips
    ]
    return joined([spot(one, gallery, clip, 0) for clip, one in enumerate(faces)], len(names))


def test_perfect_sight_scores_100_and_the_whole_cast_finds_all(script: ModuleType) -> None:
    film = sample_film(3_000_000, clips=8)
    films = [(film, seen_as_it_is(film))]
    assert script.scores(films, 4, 0.9) == {"precision": 100, "recall": 100, "f1": 100}
    everybody = script.scores(films, 4, 0.9, everybody=True)
    there = sum(len(shot.characters) for shot in film.clips)
    assert everybody["recall"] == 100
    assert everybody["precision"] == pytest.approx(
        100 * there / (len(film.credits) * len(film.clips))
    )


def test_who_sees_nobody_scores_0(script: ModuleType) -> None:
    film = sample_film(3_000_000, clips=4)
    scored = script.scores([(film, seen_as_it_is(film))], 4, 1.1)
    assert scored == {"precision": 0, "recall": 0, "f1": 0}
