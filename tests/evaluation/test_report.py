"""The report of an evaluation: as sentences, JSON, a CSV of rows and tables, word for word."""

import json
import platform
import sys
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

import adtool
from adtool.evaluation import report
from adtool.evaluation.benchmarks import BENCHMARKS, BenchmarkRow, GroundTruth
from adtool.evaluation.confidence import Difference, Interval
from adtool.evaluation.matching import Match
from adtool.evaluation.metrics.pairs import Measured, Pairs
from adtool.evaluation.published import PublishedTable
from adtool.evaluation.report import (
    Evaluation,
    as_json,
    per_row_csv,
    plain_lines,
    protocol,
    tables,
    versions,
)
from adtool.evaluation.scoring import Scores
from adtool.settings import EvaluationSettings

PAIRS = Pairs(
    ("Rope", "Psycho"),
    (1500, 0),
    (3000, 62_001),
    ("He runs.", 'She "waits", here.'),
    ("A man runs.", ""),
)
MEASURED = {
    "words": Measured(
        "words", {"words a line": 1.5}, {"words a line": (3.0, None)}, notes={"lines": 1}
    ),
    "distinct": Measured("distinct", {"distinct-1": 66.666}, pooled=frozenset({"distinct-1"})),
    "cider": Measured("cider", {"CIDEr": 20.004}, {"CIDEr": (1 / 3, 0.0)}),
}
TABLE = PublishedTable(
    "The paper, Table 9",
    ("CIDEr", "SPICE"),
    (
        replace(BENCHMARKS["mad-eval"].published.rows[0], figures={"CIDEr": 1.3}),
        replace(
            BENCHMARKS["mad-eval"].published.rows[-1],
            method="Ours",
            vision="CLIP",
            figures={"CIDEr": 27.0, "SPICE": 8.25},
        ),
    ),
)


@pytest.fixture
def done():
    return Evaluation(
        name="mad-eval",
        benchmark=replace(BENCHMARKS["mad-eval"], published=TABLE),
        truth=GroundTruth("truth.csv", (BenchmarkRow("Rope", "Rope", 0, 1, "x"),)),
        source="preds.csv",
        match=Match(PAIRS, "by the order of rows", empty=("line 3",)),
        scores=Scores(MEASURED, {"spice": "No Java."}, {"CIDEr": Interval(10.0, 30.126)}),
        settings=EvaluationSettings(device="cpu"),
        seed=7,
    )


@pytest.fixture
def compared(done):
    theirs = {
        "words": Measured("words", {"words a line": 1.75}),
        "cider": Measured("cider", {"CIDEr": 18.0}),
        "recall": Measured("recall", {"R@1/5": 9.0}),
    }
    difference = Difference(2.004, Interval(-0.5, 4.0), 0.0625)
    return replace(
        done,
        other="other.csv",
        other_scores=Scores(theirs, {}),
        differences={"CIDEr": difference},
    )


HEADLINE = "MAD-Eval-Named: preds.csv, 2 of 2 rows matched by the order of rows"


def test_as_sentences_there_is_one_figure_a_line(done):
    assert plain_lines(done) == [
        HEADLINE,
        "words a line: 1.50",
        "distinct-1: 66.67",
        "CIDEr: 20.00 (95 % interval 10.00 to 30.13)",
        "spice: not available: No Java.",
        "Published rows, The paper, Table 9:",
        "VLog (training-free), GPT-4: CIDEr 1.3",
        "Ours, CLIP, LLaMA3-8B: CIDEr 27, SPICE 8.25",
    ]


def test_another_sets_figures_are_taken_off_where_both_have_them(compared):
    lines = plain_lines(compared)
    at = lines.index("Compared with other.csv, this run less the other:")
    assert lines[at + 1 : at + 3] == [
        "words a line: -0.25",
        "CIDEr: +2.00 (95 % interval -0.50 to +4.00, p 0.0625)",
    ]
    assert lines[at + 3].startswith("Published rows")


def test_a_benchmark_of_which_nothing_is_published_ends_there(done):
    lines = plain_lines(replace(done, benchmark=BENCHMARKS["storyworld"]))
    assert lines[0].startswith("storyworld, films of the test seeds: preds.csv, 2 of 2 rows")
    assert lines[-1] == "spice: not available: No Java."


def test_json_holds_every_figure_at_full_precision(done):
    answer = json.loads(json.dumps(as_json(done)))
    assert answer["benchmark"] == "mad-eval"
    assert (answer["predictions"], answer["ground_truth"]) == ("preds.csv", "truth.csv")
    assert answer["counts"] == {
        "rows": 2, "unmatched": 0, "doubled": 0, "missing": 0, "empty": 1, "reworded": 0,
    }  # fmt: skip
    assert answer["figures"] == {"words a line": 1.5, "distinct-1": 66.666, "CIDEr": 20.004}
    assert answer["intervals"] == {"CIDEr": {"low": 10.0, "high": 30.126}}
    assert answer["not_available"] == {"spice": "No Java."}
    assert answer["notes"] == {"words": {"lines": 1}}
    assert (answer["warnings"], answer["seed"]) == ([], 7)
    assert answer["published"] == {
        "table": "The paper, Table 9",
        "rows": [
            {
                "method": "VLog (training-free)",
                "vision": "",
                "language": "GPT-4",
                "figures": {"CIDEr": 1.3},
            },
            {
                "method": "Ours",
                "vision": "CLIP",
                "language": "LLaMA3-8B",
                "figures": {"CIDEr": 27.0, "SPICE": 8.25},
            },
        ],
    }
    assert "comparison" not in answer
    assert "model" not in answer


def test_json_holds_the_comparison_and_how_the_predictions_were_made(compared):
    done = replace(compared, facts={"name": "bundled"}, warnings=["odd"])
    answer = json.loads(json.dumps(as_json(done)))
    assert answer["comparison"] == {
        "predictions": "other.csv",
        "figures": {"words a line": 1.75, "CIDEr": 18.0, "R@1/5": 9.0},
        "differences": {
            "CIDEr": {"difference": 2.004, "interval": {"low": -0.5, "high": 4.0}, "p": 0.0625}
        },
    }
    assert answer["model"] == {"name": "bundled"}
    assert answer["warnings"] == ["odd"]
    assert "published" not in as_json(replace(done, benchmark=BENCHMARKS["storyworld"]))


def test_the_protocol_says_how_the_figures_were_made(done):
    said = protocol(done)
    settings = said.pop("settings")
    assert (settings["device"], settings["rate"]) == ("cpu", done.settings.rate)
    assert said == {
        "matching": "by the order of rows",
        "tolerance_ms": 1000,
        "missing": "empty",
        "candidates": 1,
        "corpus": "all rows pooled; percent",
        "neighbours_within": "movie",
        "intervals": "95%, bootstrap over movies, 2000 resamples",
        "means_of_rows": ["CIDEr", "words a line"],
        "no_means_of_rows": ["distinct-1"],
    }


def test_every_row_stands_in_the_csv_with_its_texts_and_figures(done):
    assert per_row_csv(done) == (
        "vid,start,end,text_gt,text_gen,words a line,CIDEr\n"
        "Rope,1.500,3.000,He runs.,A man runs.,3.0,0.3333333333333333\n"
        'Psycho,0.000,62.001,"She ""waits"", here.",,,0.0\n'
    )


def shown(done):
    text = StringIO()
    for table in tables(done):
        Console(file=text, width=110).print(table)
    return [" ".join(line.split("│")).split() for line in text.getvalue().splitlines()]


def test_tables_hold_the_same(compared):
    rows = shown(compared)
    assert rows[0] + rows[1] == HEADLINE.split()  # it goes on in the next line
    for cells in (
        ["words", "a", "line", "1.50", "-"],
        ["distinct-1", "66.67", "-"],
        ["CIDEr", "20.00", "10.00", "to", "30.13"],
        ["spice", "-", "not", "available:", "No", "Java."],
        ["Compared", "with", "other.csv"],
        ["words", "a", "line", "-0.25", "-", "-"],
        ["CIDEr", "+2.00", "-0.50", "to", "+4.00", "0.0625"],
        ["The", "paper,", "Table", "9"],
        ["VLog", "(training-free)", "GPT-4", "1.3", "-"],
        ["Ours", "CLIP", "LLaMA3-8B", "27", "8.25"],
        ["this", "run", "20.00", "-"],
    ):
        assert cells in rows
    assert ["R@1/5", "9.0"] not in rows


def test_without_a_comparison_or_a_paper_there_is_one_table(done):
    assert len(tables(done)) == 2
    assert len(tables(replace(done, benchmark=BENCHMARKS["storyworld"]))) == 1


def test_versions_are_of_all_that_took_part(monkeypatch):
    monkeypatch.setattr(report, "PACKAGES", ("numpy", "no-such-package"))
    monkeypatch.setattr(report, "find_java", lambda: None)
    import numpy as np

    assert versions() == {
        "adtool": adtool.__version__,
        "python": platform.python_version(),
        "java": "not found",
        "numpy": np.__version__,
        "no-such-package": "not installed",
    }


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("import sys; print('java 8\\nmore', file=sys.stderr)", "java 8"),
        ("print('java 9')", "java 9"),
        ("pass", ""),
    ],
)
def test_a_java_says_its_own_version(monkeypatch, tmp_path, script, said):
    java = tmp_path / "java"
    java.write_text(f"#!{sys.executable}\n{script}\n")
    java.chmod(0o755)
    monkeypatch.setattr(report, "find_java", lambda: str(java))
    assert versions()["java"] == said


def test_a_java_that_is_none_cannot_be_run(monkeypatch, tmp_path):
    monkeypatch.setattr(report, "find_java", lambda: str(tmp_path))
    assert versions()["java"] == "cannot be run"
