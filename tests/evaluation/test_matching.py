"""Which prediction is for which clip."""

import pytest

from adtool.errors import AdtoolError
from adtool.evaluation.benchmarks import BenchmarkRow, GroundTruth
from adtool.evaluation.matching import match
from adtool.evaluation.predictions import Prediction, PredictionFile


def truth(*rows):
    """Make clips of two seconds from (movie, start in s, reference)."""
    return GroundTruth(
        "truth.csv",
        tuple(
            BenchmarkRow(m, m, s * 1000, s * 1000 + 2000, t, ((m, s * 1000, s * 1000 + 2000),))
            for m, s, t in rows
        ),
    )


def file(*predictions, **options):
    return PredictionFile("preds.csv", predictions, **options)


TWO = truth(("Film", 10, "He runs."), ("Film", 20, "She waits."))


def test_predictions_out_of_order_find_their_clips_by_time():
    found = match(
        TWO, file(Prediction("b", "film", 20_400, 22_000), Prediction("a", "FILM", 9_700, 12_000))
    )
    assert found.pairs.predictions == ("a", "b")
    assert found.notes() == []


def test_what_matches_nothing_is_doubled_or_is_missing_is_named():
    found = match(
        TWO,
        file(
            Prediction("near", "Film", 10_100, 12_000, row=2),
            Prediction("nearer", "Film", 10_000, 12_000, row=3),
            Prediction("lost", "Film", 50_000, 52_000, row=4),
        ),
    )
    assert found.pairs.predictions == ("nearer", "")
    assert found.doubled == ("line 2 (Film at 10.1 s)",)
    assert found.unmatched == ("line 4 (Film at 50 s)",)
    assert found.missing == ("Film at 20 s",)
    with pytest.raises(AdtoolError, match="match no clip"):
        found.refuse("preds.csv")


def test_empty_predictions_stay_and_are_counted():
    found = match(
        TWO, file(Prediction("", "Film", 10_000, 12_000), Prediction("b", "Film", 20_000))
    )
    assert found.pairs.predictions == ("", "b")
    assert found.counts == {
        "rows": 2, "unmatched": 0, "doubled": 0, "missing": 0, "empty": 1, "reworded": 0,
    }  # fmt: skip


def test_without_times_references_tell_the_clips_apart():
    found = match(
        TWO, file(Prediction("b", reference="she  WAITS."), Prediction("a", reference="He runs."))
    )
    assert found.pairs.predictions == ("a", "b")
    assert found.way == "by the words of the references"


def test_equal_references_keep_to_their_movie_and_their_place():
    same = truth(("A", 1, "He nods."), ("B", 1, "He nods."), ("B", 9, "He nods."))
    names = (("x", "B"), ("y", "B"), ("z", "A"))
    rows = [Prediction(text, name, reference="He nods.") for text, name in names]
    assert match(same, file(*rows)).pairs.predictions == ("z", "y", "x")  # y keeps its place


def test_without_times_and_references_as_many_rows_go_by_their_order():
    assert match(TWO, file(Prediction("a"), Prediction("b"))).pairs.predictions == ("a", "b")
    with pytest.raises(AdtoolError, match=r"has 1 rows, and truth.csv has 2 \(film: 1 for 2\)"):
        match(TWO, file(Prediction("a", "Film")))


def test_a_scripts_line_is_for_the_clip_that_it_overlaps_most():
    lines = [Prediction("a", "Film", 11_500, 14_000), Prediction("b", "Film", 19_000, 21_000)]
    found = match(TWO, file(*lines, is_script=True))
    assert found.pairs.predictions == ("a", "b")


def test_another_movies_predictions_are_refused_with_both_names():
    with pytest.raises(AdtoolError, match="Its movies are Other; the ground truth's are Film"):
        match(TWO, file(Prediction("a", "Other", 10_000)))


def test_one_clock_holds_for_the_whole_file():
    """In-file times near another clip's time in the movie must not win it."""
    rows = tuple(
        BenchmarkRow(
            "E1", "E1", start, start + 2000, text,
            (("seg", start, start + 2000),), (("seg", inside, inside + 2000),),
        )
        for start, inside, text in ((73_700, 1_000, "one"), (130_300, 73_700, "two"))
    )  # fmt: skip
    episode = [Prediction("1", "seg", 73_500, 75_500), Prediction("2", "seg", 130_300, 132_300)]
    assert match(GroundTruth("t", rows), file(*episode)).pairs.predictions == ("1", "2")
    clip_file = [Prediction("1", "seg", 1_000, 3_000), Prediction("2", "seg", 73_700, 75_700)]
    assert match(GroundTruth("t", rows), file(*clip_file)).pairs.predictions == ("1", "2")
