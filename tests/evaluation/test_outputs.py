"""Where an evaluation is written."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from adtool.errors import OutputError
from adtool.evaluation.outputs import Outputs, json_text, plain_text, shortfalls
from adtool.evaluation.report import Evaluation
from adtool.evaluation.request import BenchmarkSettings, PredictionSettings, Request
from adtool.evaluation.run import evaluate


@pytest.fixture
def done(tmp_path: Path) -> Evaluation:
    predictions = tmp_path / "preds.csv"
    predictions.write_text("movie,gt,pred\nA,He runs home.,He runs.\nB,A dog barks.,A dog.\n")
    truth = tmp_path / "mad.csv"
    truth.write_text("movie,sentence,start,end\nA,He runs home.,1,2\nB,A dog barks.,1,2\n")
    benchmark = BenchmarkSettings("mad-eval", annotations=truth, metrics=("words",))
    return evaluate(Request(benchmark, PredictionSettings(predictions)))


def test_a_models_predictions_go_beside_the_report_unless_told_otherwise() -> None:
    report = Outputs(Path("x/report.json"))
    assert report.of_model("bundled") == Path("x/report.predictions.csv")
    assert report.of_model(None) is None
    assert Outputs().of_model("bundled") is None
    assert Outputs(Path("r.txt"), predictions=Path("p.csv")).of_model("m") == Path("p.csv")


def test_every_file_is_tried_before_the_work(tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    (tmp_path / "r.predictions.csv").write_text("mine")
    Outputs(report).check(None)
    with pytest.raises(OutputError, match=r"r\.predictions\.csv: exists already"):
        Outputs(report).check("bundled")
    Outputs(report, overwrite=True).check("bundled")


def test_the_report_is_json_where_its_name_or_the_caller_says_so(
    done: Evaluation, tmp_path: Path
) -> None:
    for name, as_json, wanted in (
        ("a.txt", False, plain_text(done)),
        ("a.json", False, json_text(done)),
        ("b.txt", True, json_text(done)),
    ):
        Outputs(tmp_path / name).write(done, as_json=as_json)
        assert (tmp_path / name).read_text("utf-8") == wanted
    assert json.loads(json_text(done))["figures"] == {"words a line": 2.0}
    assert "words a line: 2.00" in plain_text(done)


def test_rows_are_a_csv(done: Evaluation, tmp_path: Path) -> None:
    Outputs(per_row=tmp_path / "rows.csv").write(done)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "rows.csv").read_text("utf-8"))))
    assert [(row["vid"], row["words a line"]) for row in rows] == [("A", "2.0"), ("B", "2.0")]


def test_a_figure_that_does_not_reach_what_it_must_is_told(done: Evaluation) -> None:
    assert shortfalls(done, [("Words a line", 2.0)]) == []
    assert shortfalls(done, [("WORDS A LINE", 2.5), ("CIDEr", 20)]) == [
        "words a line is 2.00, and must reach 2.5",
        "CIDEr was not measured, and must reach 20 (measured: words a line)",
    ]
