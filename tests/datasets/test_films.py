"""Training films: rendered ones, and how a run gets its films."""

from __future__ import annotations

from adtool.datasets.films import load_films
from adtool.datasets.settings import DataSettings


def test_a_run_on_storyworld_has_nothing_to_complain_of(tmp_path):
    settings = DataSettings(train_films=2, validation_films=1, clips=3, size=32)
    films, unseen = load_films(settings, tmp_path / "run")
    assert [len(films), len(unseen)] == [2, 1]
    assert not (tmp_path / "run").exists()
