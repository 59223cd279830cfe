"""What ``adtool eval --model`` shows a model of each clip."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from torch import nn

from adtool.evaluation.benchmarks import BENCHMARKS
from adtool.evaluation.predict import Footage, drawn_truth, films_of, predict
from adtool.model.clip import load_clip
from adtool.model.config import DistinctADConfig
from adtool.model.distinctad import DistinctAD
from adtool.narration.distinctad import DistinctADNarrator
from adtool.storyworld import seeds
from adtool.storyworld.worlds import sample
from adtool.timeline import Candidate
from adtool.work import WorkFolder


@dataclass(frozen=True)
class Repainted:
    """A film with other pictures of its people."""

    film: object

    def __getattr__(self, name):
        return getattr(self.film, name)

    def portraits(self):
        return {name: [255 - p for p in some] for name, some in self.film.portraits().items()}


class Wordless(nn.Module):
    """A language model that is never asked."""

    width = 8


@pytest.fixture
def seeing(tiny_clip):
    """A model that sees faces, and keeps what it is shown instead of narrating it."""
    vision = load_clip(str(tiny_clip)).vision
    shape = DistinctADConfig(
        vision=vision.config, frames=2, window=4, latents=2, bases=2, faces=True
    )
    model = DistinctAD(shape, vision, Wordless())
    shown = []

    def narrate(features, names, *, faces, **_):
        shown.extend(
            ([one.name for one in clip], who) for clip, who in zip(names, faces, strict=True)
        )
        return [[Candidate("Ann runs", -1.0)] for _ in features]

    model.narrate = narrate
    model.shown = shown
    return model


def test_faces_are_shown_beside_the_names_and_other_faces_anew(seeing, colour_films, tmp_path):
    work, film = WorkFolder(tmp_path), colour_films[0]
    for shown in (film, film, Repainted(film)):
        predict([shown], DistinctADNarrator(seeing), Footage(), "cast", work)
    assert len(seeing.shown) == 12  # the second time, the lines had been kept
    assert [names for names, _ in seeing.shown] == [["Ann", "Bob", "Cid"]] * 12
    faces = [who for _, who in seeing.shown]
    for (ann, bob, cid), (other, *_) in zip(faces[:6], faces[6:], strict=True):
        np.testing.assert_allclose(
            ann, seeing.portrait_features(film.portraits()["Ann"]), atol=1e-5
        )
        assert not np.allclose(ann, bob)
        assert not np.allclose(ann, other)
        assert cid is None


@pytest.mark.parametrize("world", ["storyworld", "storyworld-ad"])
def test_a_drawn_worlds_truth_is_what_its_test_films_show(world):
    truth = drawn_truth(world, 1)
    film = sample(world, seeds("test", 1)[0])
    assert [row.reference for row in truth.rows] == [shot.text for shot in film.clips]
    assert truth.source == f"{world}'s first 1 test films"
    films = films_of(BENCHMARKS[world], truth, Footage(films=1))
    assert [one.name for one in films] == [truth.rows[0].movie]
