"""Predictions read, matched and scored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from adtool.errors import AdtoolError, UnavailableError
from adtool.evaluation.request import BenchmarkSettings, PredictionSettings, Request
from adtool.evaluation.run import evaluate
from adtool.progress import SILENT, Notebook

TRUTH = """movie,sentence,start,end
A,He runs home.,10,12
A,She waits by the door.,20,23
B,A dog barks.,5,7
"""
PREDICTIONS = """vid,start,end,text_gt,text_gen
B,5,7,A dog barks.,A dog runs fast.
A,10,12,He runs home.,He runs.
A,20,23,She waits by the door.,
"""


@pytest.fixture
def request_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Request:
    monkeypatch.setenv("ADTOOL_DATA", str(tmp_path / "nothing"))
    monkeypatch.setattr("adtool.evaluation.benchmarks.data_folder", lambda: tmp_path / "none")
    (tmp_path / "truth.csv").write_text(TRUTH)
    (tmp_path / "preds.csv").write_text(PREDICTIONS)
    benchmark = BenchmarkSettings("mad-eval", tmp_path / "truth.csv", metrics=("words",))
    return Request(benchmark, PredictionSettings(tmp_path / "preds.csv"))


def but(request: Request, **given: object) -> Request:
    return replace(request, benchmark=replace(request.benchmark, **given))  # type: ignore[arg-type]


def test_rows_are_scored_and_what_a_reader_must_know_is_noted(request_of: Request) -> None:
    told = Notebook(SILENT)
    done = evaluate(request_of, told)
    assert done.scores.figures == {"words a line": 2.0}
    assert (done.match.counts["rows"], done.match.counts["empty"]) == (3, 1)
    assert done.source == str(request_of.predictions.file)
    assert told.notes == [f"{message}." for message in done.warnings]
    assert any("has 3 rows of use, but MAD-Eval-Named has 6,520" in note for note in told.notes)


def test_only_the_movies_that_are_named_count(request_of: Request) -> None:
    done = evaluate(but(request_of, movies=("B",)))
    assert done.match.counts["rows"] == 1
    assert done.scores.figures == {"words a line": 4.0}


def test_strict_refuses_what_is_not_the_whole_benchmark(request_of: Request) -> None:
    with pytest.raises(AdtoolError, match="Without --strict they are scored all the same"):
        evaluate(but(request_of, strict=True))


def test_other_predictions_are_compared_by_what_these_have_more(request_of: Request) -> None:
    assert request_of.predictions.file is not None
    other = request_of.predictions.file.with_name("other.csv")
    other.write_text(PREDICTIONS.replace("He runs.", "Runs.").replace(" runs fast", ""))
    done = evaluate(replace(request_of, predictions=replace(request_of.predictions, compare=other)))
    assert done.other == str(other)
    assert done.differences["words a line"].difference == 1.0
    assert evaluate(request_of).differences == {}


def test_the_files_own_references_stand_in_for_ground_truth_that_is_nowhere(
    request_of: Request,
) -> None:
    done = evaluate(but(request_of, annotations=None))
    assert "are taken instead" in done.warnings[0]
    assert done.scores.figures == {"words a line": 2.0}
    assert request_of.predictions.file is not None
    request_of.predictions.file.write_text("vid,start,end,text_gen\nA,1,2,He runs.\n")
    with pytest.raises(UnavailableError):
        evaluate(but(request_of, annotations=None))


def test_a_cast_of_other_films_is_said_to_be_of_no_use(request_of: Request, tmp_path: Path) -> None:
    (tmp_path / "bank.json").write_text('{"tt1": [{"id": "nm1", "role": "W", "name": "W."}]}')
    done = evaluate(but(request_of, cast=tmp_path / "bank.json"))
    assert any("has the cast of none" in warning for warning in done.warnings)


def test_too_few_rows_end_the_run_unless_they_may_be_missing(request_of: Request) -> None:
    assert request_of.predictions.file is not None
    few = "".join(PREDICTIONS.splitlines(keepends=True)[:2])
    request_of.predictions.file.write_text(few)
    with pytest.raises(AdtoolError, match=r"only 1 of 3 rows matched by .* --allow-missing"):
        evaluate(request_of)
    done = evaluate(but(request_of, allow_missing=True))
    assert any("only 1 of 3 rows matched" in warning for warning in done.warnings)
    assert (len(done.match.pairs), done.match.counts["missing"]) == (3, 2)
    left_out = evaluate(but(request_of, allow_missing=True, missing="left-out"))
    assert (len(left_out.match.pairs), left_out.match.counts["missing"]) == (1, 0)
    assert any("2 rows of 3 have no prediction" in warning for warning in left_out.warnings)
