"""The benchmark of the training's feed."""

from __future__ import annotations

from adtool.datasets.annotated import annotated_films
from adtool.media import stills
from adtool.media.picture_index import KEPT
from benchmarks.training_feed import FRAMES, WAYS, FewIndexes, make, measure, remembering, table


def test_all_ways_show_the_same_clips_and_are_measured(tmp_path):
    data = make(tmp_path, 3)
    one, two = (annotated_films(data[way], "train")[2] for way in ("kept", "tar"))
    shown, film = one.frames(1, 4, None), two.frames(1, 4, None)
    assert shown.shape == (4, 224, 398, 3)
    assert film.shape == (4, 256, 455, 3)
    assert abs(shown.mean((1, 2, 3)) - film.mean((1, 2, 3))).max() < 2
    found = measure(data, 0.02, 2)
    assert {way: len(rates) for way, rates in found.items()} == dict.fromkeys(WAYS, 2)
    assert all(rate > 0 for rates in found.values() for rate in rates)
    assert FRAMES == 8


def test_few_indexes_forget_the_film_that_was_used_longest_ago(tmp_path):
    data = make(tmp_path, 3)
    paths = sorted((tmp_path / "films").iterdir())
    few = FewIndexes(2)
    a, b = few.of(paths[0]), few.of(paths[1])
    assert few.of(paths[0]) is a
    few.of(paths[2])
    assert few.of(paths[0]) is a
    assert few.of(paths[1]) is not b
    assert data["tar"].videos == str(tmp_path / "films")


def test_what_is_remembered_is_set_back():
    with remembering(2):
        assert isinstance(vars(stills)["KEPT"], FewIndexes)
    assert vars(stills)["KEPT"] is KEPT
    with remembering(None):
        assert vars(stills)["KEPT"] is KEPT


def test_the_table_has_ratios_of_neighbouring_turns():
    said = table({"kept": [100.0, 300.0], "tar": [50.0, 60.0], "before": [10.0, 20.0]}, 2000)
    assert "kept             200.0 (100.0-300.0)     12.50 (10.00-15.00)" in said
    assert len(said.splitlines()) == 4
