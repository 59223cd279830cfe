"""A benchmark's figures: each metric run, its intervals, and two sets of predictions compared."""

from dataclasses import replace

import pytest

from adtool.errors import AdtoolError, UnavailableError
from adtool.evaluation.confidence import compare, interval
from adtool.evaluation.metrics.pairs import Measured, Pairs
from adtool.evaluation.metrics.table import METRICS
from adtool.evaluation.scoring import (
    Scores,
    choose_metrics,
    differences,
    score,
    score_candidates,
)
from adtool.settings import EvaluationSettings

PAIRS = Pairs(("a1", "a2", "b", "b"), (0, 1, 2, 3), (1, 2, 3, 4), ("x",) * 4, ("p", "q", "r", "s"))
FILMS = ("a", "a", "b", "b")
ROWS = (1.0, 3.25, None, 8.0)
OTHER = (2.0, 2.5, 5.0, 4.0)


def rows(name, values, **more):
    return lambda pairs, settings: Measured(name, {name: 4.0}, {name: values}, **more)


@pytest.fixture
def metric(monkeypatch):
    """Put a metric into the table."""

    def put(name, measure):
        monkeypatch.setitem(METRICS, name, measure)

    return put


def test_metrics_are_chosen_once_each_in_the_order_asked_for():
    assert choose_metrics(["words", "bleu", "words"]) == ("words", "bleu")
    assert choose_metrics([]) == ()
    with pytest.raises(AdtoolError) as caught:
        choose_metrics(["words", "wer"])
    assert str(caught.value) == f"There is no metric 'wer'; choose from {', '.join(METRICS)}."


def test_a_figure_of_rows_has_the_interval_over_its_movies(metric):
    metric("one", rows("one", ROWS))
    found = score(PAIRS, ["one"], seed=3)
    assert found.figures == {"one": 4.0}
    assert found.per_row == {"one": ROWS}
    assert found.intervals == {"one": interval(ROWS, PAIRS.movies, 3)}
    over_films = score(PAIRS, ["one"], movies=FILMS, seed=3)
    assert over_films.intervals == {"one": interval(ROWS, FILMS, 3)}
    assert over_films.intervals != found.intervals
    assert score(PAIRS, ["one"]).intervals == {"one": interval(ROWS, PAIRS.movies, 0)}


def test_a_figure_of_movies_is_drawn_by_the_films_that_they_are_of(metric):
    of_movies = {"a1": 2.0, "b": 6.0, "a2": 4.0}
    metric("one", lambda pairs, s: Measured("one", {"one": 4.0}, {"one": ROWS}, {"one": of_movies}))
    found = score(PAIRS, ["one"], movies=FILMS, seed=1)
    assert found.intervals == {"one": interval([2.0, 6.0, 4.0], ["a", "b", "a"], 1)}


def test_pooled_figures_those_without_rows_and_those_of_one_movie_have_no_interval(metric):
    metric("pooled", rows("pooled", ROWS, pooled=frozenset({"pooled"})))
    metric("bare", lambda pairs, settings: Measured("bare", {"bare": 1.0}))
    metric("alone", rows("alone", (1.0, 2.0, None, None)))
    found = score(PAIRS, ["pooled", "bare", "alone"], movies=FILMS)
    assert found.figures == {"pooled": 4.0, "bare": 1.0, "alone": 4.0}
    assert found.intervals == {}
    assert found.pooled == {"pooled"}


def test_a_metric_that_cannot_run_says_why_on_one_line_and_the_others_run(metric):
    def broken(pairs, settings):
        raise UnavailableError("No model\n  here.", "Get one.")

    def part(pairs, settings):
        return Measured("part", {"R@1/5": 9.0}, missing={"R@5/16": "no movie has 16 lines"})

    metric("broken", broken)
    metric("part", part)
    metric("one", rows("one", ROWS))
    found = score(PAIRS, ["broken", "part", "one"])
    assert list(found.measured) == ["part", "one"]
    assert found.unavailable == {
        "broken": "No model here. Get one.",
        "R@5/16": "no movie has 16 lines",
    }


def test_faults_of_ours_are_not_hidden(metric):
    def wrong(pairs, settings):
        raise ZeroDivisionError

    metric("wrong", wrong)
    with pytest.raises(ZeroDivisionError):
        score(PAIRS, ["wrong"])


def test_settings_reach_the_metrics_and_there_are_defaults(metric):
    seen = []
    metric("one", lambda pairs, settings: seen.append(settings) or Measured("one", {}))
    own = EvaluationSettings(rate=99)
    score(PAIRS, ["one"], own)
    score(PAIRS, ["one"])
    assert seen == [own, EvaluationSettings()]


def scores(**values):
    measured = {
        name: Measured(name, {name: 0.0}, {name: tuple(rows)}) for name, rows in values.items()
    }
    return Scores(measured, {})


def test_two_sets_of_predictions_are_compared_figure_by_figure_in_the_firsts_order():
    first = scores(two=OTHER, one=ROWS, mine=ROWS)
    found = differences(first, scores(theirs=ROWS, one=OTHER, two=OTHER), PAIRS, FILMS, 2)
    assert list(found) == ["two", "one"]
    assert found["one"] == compare(ROWS, OTHER, FILMS, 2)
    assert found["two"].p == 1.0


def test_a_comparison_without_a_seed_is_always_the_same():
    count = 14
    pairs = Pairs(
        tuple(map(str, range(count))), *(tuple(range(count)),) * 2, *(("x",) * count,) * 2
    )
    first, second = scores(one=[i**0.5 for i in range(count)]), scores(one=[2.0] * count)
    values = (first.per_row["one"], second.per_row["one"], pairs.movies)
    assert differences(first, second, pairs, pairs.movies) == {"one": compare(*values, 0)}
    assert compare(*values, 0) != compare(*values, 1)
    assert differences(first, second, pairs, pairs.movies, 1) == {"one": compare(*values, 1)}


def test_figures_of_movies_are_compared_where_both_have_the_same_movies():
    def of(**movies):
        return Scores({"r": Measured("r", {"r": 0.0}, per_movie={"r": movies})}, {})

    found = differences(of(a1=1.0, b=2.0), of(a1=3.0, b=2.0), PAIRS, FILMS, 1)
    assert found == {"r": compare([1.0, 2.0], [3.0, 2.0], ["a", "b"], 1)}
    assert differences(of(a1=1.0, b=2.0), of(b=2.0, a1=3.0), PAIRS, FILMS) == {}


def test_what_has_no_interval_has_no_difference():
    bare = Scores({"one": Measured("one", {"one": 1.0})}, {})
    assert differences(bare, scores(one=ROWS), PAIRS, FILMS) == {}
    assert differences(scores(one=ROWS), bare, PAIRS, FILMS) == {}
    pooled = Measured("one", {"one": 1.0}, {"one": ROWS}, pooled=frozenset({"one"}))
    assert differences(Scores({"one": pooled}, {}), scores(one=ROWS), PAIRS, FILMS) == {}
    alone = scores(one=(1.0, 2.0, None, None))
    assert differences(alone, scores(one=OTHER), PAIRS, FILMS) == {}


def test_the_best_of_several_candidates_is_told_beside_the_first(metric):
    rows_of = {"p": (1.0, 5.0, None, 2.0), "t": (3.0, 4.0, 6.0, 2.0)}
    metric(
        "cider",
        lambda pairs, s: Measured(
            "cider", {"CIDEr": 9.0}, {"CIDEr": rows_of[pairs.predictions[0]]}
        ),
    )
    metric("words", rows("words", ROWS))
    second = replace(PAIRS, predictions=("t", "q", "r", "s"))
    found = score_candidates([PAIRS, second], ["cider", "words"], movies=FILMS)
    assert found.per_row["CIDEr, best of 2"] == (3.0, 5.0, 6.0, 2.0)
    assert found.figures == {"CIDEr": 9.0, "words": 4.0, "CIDEr, best of 2": 4.0}
    assert found.intervals["CIDEr, best of 2"] == interval((3.0, 5.0, 6.0, 2.0), FILMS, 0)
    assert score_candidates([PAIRS], ["cider"], movies=FILMS) == score(
        PAIRS, ["cider"], movies=FILMS
    )
