"""What every metric takes: rows in their movies and their films, in the order of time."""

import pytest

from adtool.errors import UnavailableError
from adtool.evaluation.metrics.pairs import Measured, Pairs


def test_rows_are_sorted_by_start_within_their_movie():
    pairs = Pairs(("b", "a", "b", "b"), (5, 1, 2, 5), (6, 2, 3, 6), ("x",) * 4, ("y",) * 4)
    assert pairs.by_movie == {"a": (1,), "b": (2, 0, 3)}
    with pytest.raises(ValueError, match="columns of 1, 1, 1, 1, 2 rows"):
        Pairs(("m",), (0,), (1,), ("x",), ("y", "z"))


def test_a_film_has_its_clip_files_in_the_tables_order():
    pairs = Pairs(
        ("clip 2", "clip 1", "clip 2", "other"),
        (5, 1, 2, 0),
        (6, 2, 3, 1),
        ("x",) * 4,
        ("y",) * 4,
        films=("F", "F", "F", "G"),
    )
    assert pairs.by_film == {"F": (2, 0, 1), "G": (3,)}
    assert list(pairs.by_film) == ["F", "G"]


def test_without_films_movies_are_films():
    pairs = Pairs(("b", "a", "b"), (5, 1, 2), (6, 2, 3), ("x",) * 3, ("y",) * 3)
    assert pairs.by_film == {"b": (2, 0), "a": (1,)}
    assert len(pairs) == 3


def test_films_are_as_many_as_rows_where_there_are_any():
    with pytest.raises(ValueError, match="columns of 1, 1, 1, 1, 1, 2 rows"):
        Pairs(("m",), (0,), (1,), ("x",), ("y",), films=("F", "G"))
    assert len(Pairs((), (), (), (), ())) == 0


def test_both_sides_are_tokenised_alone_and_once(monkeypatch):
    asked = []

    def tokens(lines):
        asked.append(list(lines))
        return [line.upper().split() for line in lines]

    monkeypatch.setattr("adtool.evaluation.metrics.pairs.ptb_tokens", tokens)
    pairs = Pairs(("m", "m"), (0, 1), (1, 2), ("a  b", "c"), ("d", ""))
    assert pairs.tokenised == (("A B", "C"), ("D", ""))
    assert pairs.tokenised == (("A B", "C"), ("D", ""))
    assert asked == [["a  b", "c"], ["d", ""]]


def test_without_java_there_are_no_other_tokens(monkeypatch):
    monkeypatch.setattr("adtool.evaluation.metrics.tokens.find_java", lambda: None)
    with pytest.raises(UnavailableError, match="No Java was found"):
        _ = Pairs(("m",), (0,), (1,), ("a",), ("b",)).tokenised


def test_a_measure_without_rows_has_its_figures_alone():
    found = Measured("distinct", {"distinct-1": 5.0})
    assert (found.per_row, found.per_movie, found.missing, found.notes) == ({}, {}, {}, {})
    assert found.pooled == frozenset()
