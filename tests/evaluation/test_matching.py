"""Which prediction is for which clip."""

import random

import pytest

from adtool.errors import AdtoolError
from adtool.evaluation import matching
from adtool.evaluation.benchmarks import BenchmarkRow, GroundTruth
from adtool.evaluation.matching import Match, match
from adtool.evaluation.metrics.pairs import Pairs
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


def clips(*spans, movie="Film"):
    """Make clips of (start, end) in ms."""
    return GroundTruth(
        "truth.csv",
        tuple(
            BenchmarkRow(movie, movie, start, end, f"Clip {i}.", ((movie, start, end),))
            for i, (start, end) in enumerate(spans)
        ),
    )


def timed(*spans, movie="Film"):
    """Make predictions of (start, end) in ms, each saying its number."""
    return [Prediction(str(i), movie, *span, row=i + 2) for i, span in enumerate(spans)]


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


@pytest.mark.parametrize(
    ("start", "matched"), [(9000, True), (8999, False), (11_000, True), (11_001, False)]
)
def test_a_start_may_be_a_second_off_and_no_millisecond_more(start, matched):
    far = Prediction("far", "Film", 60_000, 61_000)
    truth = clips((10_000, 12_000), (60_000, 61_000))
    found = match(truth, file(Prediction("near", "Film", start, start + 2000), far))
    assert found.pairs.predictions == ("near" if matched else "", "far")
    assert found.way == "by movie and time, to 1 s"


def test_of_overlapping_clips_each_gets_the_prediction_with_its_own_end():
    truth = clips((10_000, 14_000), (10_000, 12_000), (10_500, 11_000))
    preds = timed((10_500, 11_000), (10_000, 12_000), (10_000, 14_000))
    assert match(truth, file(*preds)).pairs.predictions == ("2", "1", "0")
    assert match(truth, file(*preds[::-1])).pairs.predictions == ("2", "1", "0")


def test_a_prediction_that_two_overlapping_clips_might_have_goes_to_the_nearer():
    truth = clips((10_000, 12_000), (10_600, 12_600))
    assert match(truth, file(*timed((10_299, 12_300)))).pairs.predictions == ("0", "")
    assert match(truth, file(*timed((10_301, 12_300)))).pairs.predictions == ("", "0")


def test_of_two_clips_that_are_as_near_the_first_gets_the_prediction():
    twins = clips((10_000, 12_000), (10_000, 12_000))
    found = match(twins, file(*timed((10_000, 12_000))))
    assert found.pairs.predictions == ("0", "")
    around = clips((10_600, 12_600), (10_000, 12_000))
    assert match(around, file(*timed((10_300, 12_300)))).pairs.predictions == ("0", "")


def test_of_two_predictions_that_are_as_near_the_first_is_taken():
    found = match(clips((10_000, 12_000)), file(*timed((10_200, 12_000), (9_800, 12_000))))
    assert found.pairs.predictions == ("0",)
    assert found.doubled == ("line 3 (Film at 9.8 s)",)
    late = [Prediction("a", "Film", 10_100), Prediction("b", "Film", 10_000, 12_100)]
    assert match(clips((10_000, 12_000)), file(*late)).pairs.predictions == ("a",)


def test_a_prediction_whose_clip_is_taken_by_a_nearer_one_goes_to_the_next():
    truth = clips((10_000, 12_000), (10_900, 12_900))
    found = match(truth, file(*timed((10_100, 12_100), (10_000, 12_000))))
    assert found.pairs.predictions == ("1", "0")
    assert found.counts["doubled"] == 0


def test_without_an_end_only_the_start_counts():
    truth = clips((10_000, 19_000), (10_400, 11_000))
    found = match(truth, file(Prediction("a", "Film", 10_100), Prediction("b", "Film", 10_400)))
    assert found.pairs.predictions == ("a", "b")
    whole = Prediction("whole", "Film", 10_300, 19_000)  # its end is 0 away, 300 in all
    assert match(truth, file(whole)).pairs.predictions == ("whole", "")
    assert match(truth, file(Prediction("a", "Film", 10_300))).pairs.predictions == ("", "a")


@pytest.mark.parametrize("loose", [False, True])
def test_it_is_the_plain_loop_that_takes_the_best_pair_of_all_each_time(loose):
    rng = random.Random(int(loose))
    for _ in range(40):
        spans = [[], []]
        for some in spans:
            for _ in range(rng.randint(1, 7)):
                start = rng.randrange(0, 6000, 100)
                some.append((start, start + rng.randrange(100, 3000, 100)))
        rows, preds = spans

        def cost(row, one, loose=loose):
            if loose:
                return -(min(row[1], one[1]) - max(row[0], one[0]))
            return abs(row[0] - one[0]) + abs(row[1] - one[1])

        def fits(row, one, loose=loose):
            return cost(row, one) < 0 if loose else abs(row[0] - one[0]) <= 1000

        left = {
            (cost(row, one), p, r)
            for p, one in enumerate(preds)
            for r, row in enumerate(rows)
            if fits(row, one)
        }
        wanted = [""] * len(rows)
        possible = {p for _, p, _ in left}
        while left:
            _, taken, place = min(left)
            wanted[place] = str(taken)
            left = {one for one in left if one[1] != taken and one[2] != place}
        if not possible:
            continue
        found = match(clips(*rows), file(*timed(*preds), is_script=loose))
        assert found.pairs.predictions == tuple(wanted)
        lost = len(preds) - sum(map(bool, wanted))
        assert len(found.unmatched) == len(preds) - len(possible)
        assert len(found.doubled) == lost - len(found.unmatched)
        assert len(found.missing) == wanted.count("")


def test_a_line_that_only_touches_a_clip_is_not_for_it():
    truth = clips((10_000, 12_000), (20_000, 22_000))
    lines = timed((8_000, 10_000), (12_000, 12_500), (21_999, 30_000))
    found = match(truth, file(*lines, is_script=True))
    assert found.pairs.predictions == ("", "2")
    assert found.unmatched == ("line 2 (Film at 8 s)", "line 3 (Film at 12 s)")
    assert found.way == "by the most overlap"


def test_a_long_line_is_for_the_clip_it_shares_most_with_and_ties_for_the_first():
    truth = clips((10_000, 12_000), (13_000, 15_000))
    assert match(truth, file(*timed((11_000, 14_001)), is_script=True)).pairs.predictions == (
        "", "0",
    )  # fmt: skip
    assert match(truth, file(*timed((11_000, 14_000)), is_script=True)).pairs.predictions == (
        "0", "",
    )  # fmt: skip


def test_names_are_the_same_in_capitals_and_any_of_a_clips_names_will_do():
    row = BenchmarkRow("Straße", "s", 0, 9, "Hi.", (("Straße", 0, 9), ("tt7", 5000, 6000)))
    for name, start in (("STRASSE", 0), ("TT7", 5000)):
        found = match(GroundTruth("t", (row,)), file(Prediction("a", name, start)))
        assert found.pairs.predictions == ("a",)
    with pytest.raises(AdtoolError, match="no row matches t"):
        match(GroundTruth("t", (row,)), file(Prediction("a", "tt7", 0)))


def test_where_both_clocks_match_as_many_the_movies_own_counts():
    rows = tuple(
        BenchmarkRow("E", "E", start, start + 1000, "x",
                     (("seg", start, start + 1000),), (("seg", inside, inside + 1000),))
        for start, inside in ((0, 5000), (5000, 0))
    )  # fmt: skip
    found = match(GroundTruth("t", rows), file(*timed((0, 1000), (5000, 6000), movie="seg")))
    assert found.pairs.predictions == ("0", "1")


def test_matches_decide_which_clock_holds_and_not_what_is_only_near():
    rows = tuple(
        BenchmarkRow("E", "E", start, start + 500, "x",
                     (("seg", start, start + 500),), (("seg", inside, inside + 500),))
        for start, inside in ((0, 750), (5000, 5000))
    )  # fmt: skip
    preds = timed((0, 500), (1500, 2000), (5000, 5500), movie="seg")
    found = match(GroundTruth("t", rows), file(*preds))
    assert found.pairs.predictions == ("0", "2")
    assert found.unmatched == ("line 3 (seg at 1.5 s)",)


def test_any_of_a_clips_names_keeps_a_row_in_its_place():
    row = BenchmarkRow("A", "A", 0, 9, "He nods.", (("A", 0, 9), ("tt1", 0, 9)))
    preds = Prediction("x", reference="He sits."), Prediction("y", "A", reference="He nods.")
    assert match(GroundTruth("t", (row, row)), file(*preds)).pairs.predictions == ("x", "y")


def test_the_pairs_hold_the_ground_truth_in_its_order():
    rows = (
        BenchmarkRow("A", "A/2", 5000, 6000, "He runs.", (("A", 5000, 6000),)),
        BenchmarkRow("A", "A/1", 0, 1000, "She waits.", (("A", 0, 1000),)),
    )
    found = match(GroundTruth("t", rows), file(*timed((0, 1000), movie="A")))
    assert found.pairs == Pairs(
        movies=("A/2", "A/1"),
        starts=(5000, 0),
        ends=(6000, 1000),
        references=("He runs.", "She waits."),
        predictions=("", "0"),
        films=("A", "A"),
    )
    assert found.missing == ("A/2 at 5 s",)


def test_only_empty_predictions_that_are_taken_are_counted_as_empty():
    truth = clips((10_000, 12_000), (20_000, 22_000))
    found = match(
        truth,
        file(
            Prediction("", "Film", 20_000, 22_000, row=2),
            Prediction("", "Film", 50_000, 52_000, row=3),
            Prediction("", "Film", 10_000, 12_000, row=4),
        ),
    )
    assert found.empty == ("line 2 (Film at 20 s)", "line 4 (Film at 10 s)")
    assert found.unmatched == ("line 3 (Film at 50 s)",)


def test_references_that_read_otherwise_are_named_and_those_that_are_missing_are_not():
    found = match(
        TWO,
        file(
            Prediction("a", "Film", 10_000, 12_000, "He  RUNS.", 2),
            Prediction("b", "Film", 20_000, 22_000, "She leaves.", 3),
        ),
    )
    assert found.reworded == ("line 3 (Film at 20 s)",)
    assert found.pairs.references == ("He runs.", "She waits.")
    found = match(TWO, file(*timed((10_000, 12_000), (20_000, 22_000))))
    assert found.reworded == ()


def test_one_row_without_a_time_or_a_movie_has_all_go_by_their_words():
    whole = Prediction("b", "Film", 20_000, 22_000, "He runs.")
    for other in (
        Prediction("a", "Film", reference="She waits."),
        Prediction("a", "", 10_000, 12_000, "She waits."),
    ):
        found = match(TWO, file(other, whole))
        assert found.pairs.predictions == ("b", "a")
        assert found.way == "by the words of the references"


def test_one_reference_is_enough_to_go_by_words():
    found = match(TWO, file(Prediction("b", reference="She waits."), Prediction("?")))
    assert found.pairs.predictions == ("", "b")
    assert (found.unmatched, found.missing) == (("a row",), ("Film at 10 s",))


def test_as_many_rows_with_other_words_keep_their_places():
    found = match(TWO, file(Prediction("a", reference="He runs."), Prediction("b", row=3)))
    assert found.pairs.predictions == ("a", "b")
    reworded = Prediction("b", reference="She stands.", row=3)
    found = match(TWO, file(Prediction("a", reference="He runs."), reworded))
    assert found.pairs.predictions == ("a", "b")
    assert found.reworded == ("line 3",)
    more = match(TWO, file(Prediction("a", reference="He runs."), reworded, Prediction("c")))
    assert more.pairs.predictions == ("a", "")


def test_words_that_all_clips_with_them_have_already_are_doubled():
    twice = truth(("A", 1, "He nods."), ("B", 1, "He nods."), ("B", 9, "He runs."))
    rows = [Prediction(text, row=i, reference="He nods.") for i, text in enumerate("wxyz", 2)]
    found = match(twice, file(*rows))
    assert found.pairs.predictions == ("w", "x", "")
    assert found.doubled == ("line 4", "line 5")
    lost = Prediction("v", row=6, reference="He sits.")
    assert match(twice, file(*rows, lost)).unmatched == ("line 6",)


def test_a_name_that_the_benchmark_does_not_have_tells_nothing():
    same = truth(("A", 1, "He nods."), ("B", 1, "He nods."))
    rows = [Prediction(text, name, reference="He nods.") for text, name in (("x", "1"), ("y", "2"))]
    assert match(same, file(*rows)).pairs.predictions == ("x", "y")
    named = [
        Prediction("x", "b", reference="He nods."),
        Prediction("y", "2", reference="He nods."),
        Prediction("z", "3", reference="He nods."),
    ]
    found = match(same, file(*named))
    assert found.pairs.predictions == ("y", "x")
    assert found.doubled == ("a row (3)",)
    of_b = [Prediction("x", "B", reference="he nods."), Prediction("y", "B", reference="He nods.")]
    lost = match(same, file(*of_b, Prediction("z", "B", reference="He nods.")))
    assert lost.pairs.predictions == ("", "x")
    assert lost.counts["doubled"] == 2


def test_rows_that_differ_in_number_are_counted_film_by_film():
    many = truth(*((name, 1, "x") for name in "abcdefg"))
    with pytest.raises(AdtoolError) as caught:
        match(many, file(Prediction("1", "A"), Prediction("2", "A"), Prediction("3")))
    assert str(caught.value) == (
        "preds.csv has 3 rows, and truth.csv has 7 (a: 2 for 1; b: 0 for 1; c: 0 for 1; "
        "d: 0 for 1; e: 0 for 1; …). With neither times (start, end) nor references (text_gt) "
        "rows can only be matched by their order."
    )
    with pytest.raises(AdtoolError, match=r"has 1 rows, and truth.csv has 7\. With"):
        match(many, file(Prediction("1")))
    five = truth(*((name, 1, "x") for name in ("a", "a", "b", "c", "d", "e")))
    with pytest.raises(AdtoolError, match=r"\(a: 1 for 2; b: 0 for 1; .*; e: 0 for 1\)"):
        match(five, file(Prediction("1", "A")))


def test_by_order_every_row_has_its_own():
    found = match(TWO, file(Prediction("a"), Prediction("")))
    assert found.way == "by the order of rows"
    assert found.notes() == ["empty predictions, scored as empty: 1 (a row)"]


def test_what_matches_nothing_says_the_first_few_names_of_both():
    many = truth(*((name, 1, "x") for name in "abcdefa"))
    others = [Prediction("x", name, 99_000) for name in ("P", "Q", "P", "R", "S", "T", "U")]
    with pytest.raises(AdtoolError) as caught:
        match(many, file(*others))
    assert str(caught.value) == (
        "preds.csv: no row matches truth.csv. Its movies are P, Q, R, S, T; the ground truth's "
        "are a, b, c, d, e. Are the times seconds of the same clock?"
    )
    with pytest.raises(AdtoolError, match="Its movies are none; the"):
        match(many, file(Prediction("x", reference="y"), Prediction("x")))


def test_notes_name_five_and_say_that_there_are_more():
    pairs = Pairs(("m",), (0,), (1,), ("r",), ("p",))
    five, six = tuple("abcde"), tuple("abcdef")
    found = Match(pairs, "by hand", five, six, ("x",) * 1234, ("y",), ("z",))
    assert found.notes() == [
        "predictions that match no clip, left out: 5 (a; b; c; d; e)",
        "predictions for a clip that has one already, left out: 6 (a; b; c; d; e; …)",
        "clips without a prediction, scored as empty: 1,234 (x; x; x; x; x; …)",
        "empty predictions, scored as empty: 1 (y)",
        "clips whose reference in the file reads otherwise; the ground truth's counts: 1 (z)",
    ]
    assert found.counts == {
        "rows": 1, "unmatched": 5, "doubled": 6, "missing": 1234, "empty": 1, "reworded": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ({"unmatched": ("a",)}, "predictions that match no clip, left out: 1 (a)"),
        ({"doubled": ("a",)}, "predictions for a clip that has one already, left out: 1 (a)"),
        (
            {"missing": ("a",), "empty": ("b",)},
            "clips without a prediction, scored as empty: 1 (a)",
        ),
    ],
)
def test_strictly_every_clip_has_one_prediction_and_every_prediction_a_clip(left, said):
    found = Match(Pairs(("m",), (0,), (1,), ("r",), ("p",)), "by hand", **left)
    with pytest.raises(AdtoolError) as caught:
        found.refuse("preds.csv")
    assert str(caught.value) == f"preds.csv: {said}. Without --strict the rest is scored."


def test_empty_and_reworded_predictions_are_not_refused():
    pairs = Pairs(("m",), (0,), (1,), ("r",), ("p",))
    Match(pairs, "by hand", empty=("a",), reworded=("b",)).refuse("preds.csv")


@pytest.mark.parametrize("loose", [False, True])
def test_a_prediction_is_held_against_the_clips_near_it_and_not_against_the_whole_film(
    loose, monkeypatch
):
    looked_at = []
    starting = matching._Places.starting

    def watched(places, first, last):
        found = starting(places, first, last)
        looked_at.extend(found)
        return found

    monkeypatch.setattr(matching._Places, "starting", watched)
    spans = [(4000 * i, 4000 * i + 3000) for i in range(2000)]
    found = match(clips(*spans), file(*timed(*spans), is_script=loose))
    assert found.counts == {"rows": 2000} | dict.fromkeys(
        ("unmatched", "doubled", "missing", "empty", "reworded"), 0
    )
    assert len(looked_at) <= 2 * len(spans)


def named(*rows):
    """Make clips of (id, reference), each in the film."""
    return GroundTruth(
        "truth.csv",
        tuple(
            BenchmarkRow("Film", "Film", i, i + 1, text, (("Film", i, i + 1),), ids=(name, str(i)))
            for i, (name, text) in enumerate(rows)
        ),
    )


@pytest.mark.parametrize("ids", [("B", "a"), ("1", "0")])
def test_ids_tell_which_clip_is_meant_whatever_the_order_and_the_times(ids):
    rows = named(("a", "He runs."), ("b", "She waits."))
    preds = [Prediction(f"for {one}", "Film", 900_000, id=one) for one in ids]
    found = match(rows, file(*preds))
    assert found.way == "by their ids"
    assert found.pairs.predictions == (f"for {ids[1]}", f"for {ids[0]}")


def test_ids_that_several_clips_have_or_whose_references_disagree_tell_nothing():
    rows = named(("clip", "He runs."), ("clip", "She waits."))
    preds = [Prediction(text, reference=text, id="clip") for text in ("She waits.", "He runs.")]
    found = match(rows, file(*preds))
    assert (found.way, found.pairs.predictions) == (
        "by the words of the references",
        ("He runs.", "She waits."),
    )
    shifted = [
        Prediction("x", reference="She waits.", id="0"),
        Prediction("y", reference="He runs.", id="1"),
    ]
    assert match(rows, file(*shifted)).pairs.predictions == ("y", "x")


def test_times_of_another_clock_give_way_to_the_references():
    rows = truth(*(("Film", 10 * i, f"He counts {i}.") for i in range(10)))
    preds = [
        Prediction(str(i), "Film", 10 * i * 1000 + 90_500, reference=f"He counts {i}.")
        for i in range(10)
    ]
    found = match(rows, file(*preds))
    assert found.way == "by the words of the references"
    assert found.pairs.predictions == tuple("0123456789")
    assert (found.share, found.missing, found.doubled) == (1.0, (), ())


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Emmerich's eyebrows twitch.", "Emmerich’s eyebrows twitch"),
        ("He — tired — sits.", "He - tired - sits."),
        ("“Go!” she says.", '"Go!" she says.'),
        ("A café.", "A cafe\u0301."),
        ("One…two.", "One...two."),
    ],
)
def test_references_that_differ_in_their_signs_alone_are_the_same(ours, theirs):
    rows = truth(("Film", 10, ours), ("Film", 20, "She waits."), ("Film", 30, "Rain."))
    preds = [Prediction("x", reference=text) for text in ("Rain.", theirs)]
    found = match(rows, file(*preds))
    assert (found.pairs.predictions, found.reworded) == (("x", "", "x"), ())


def test_too_few_matches_are_refused_with_what_was_matched():
    rows = truth(*(("Film", 10 * i, f"He counts {i}.") for i in range(10)))
    nine = [Prediction(str(i), "Film", 10_000 * i) for i in range(9)]
    match(rows, file(*nine)).refuse_few("preds.csv")
    found = match(rows, file(*nine[:8], Prediction("lost", "Film", 999_000, row=9)))
    with pytest.raises(AdtoolError) as caught:
        found.refuse_few("preds.csv")
    assert str(caught.value) == (
        "preds.csv: only 8 of 10 rows matched by movie and time, to 1 s (80.0%); predictions for "
        "no clip: line 9 (Film at 999 s). Is it of another benchmark? Use --movie for some of the "
        "movies, or --allow-missing."
    )


def test_further_candidates_stand_beside_the_first():
    preds = [
        Prediction("a", "Film", 10_000, others=("b", "c")),
        Prediction("p", "Film", 20_000, others=("q",)),
    ]
    found = match(TWO, file(*preds))
    assert found.pairs.predictions == ("a", "p")
    assert [one.predictions for one in found.others] == [("b", "q"), ("c", "p")]
