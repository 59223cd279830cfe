"""``adtool eval`` as a user meets it, with metrics that need nothing."""

import csv
import json
import re

import pytest
from click.testing import CliRunner

from adtool.cli import group

TRUTH = """movie,sentence,start,end
A,He runs home.,10,12
A,She waits by the door.,20,23
B,A dog barks.,5,7
"""
QUICK = ("--metrics", "words,repetition,distinct")


@pytest.fixture(autouse=True)
def _no_data_of_the_machine(tmp_path, monkeypatch):
    monkeypatch.setenv("ADTOOL_DATA", str(tmp_path / "nothing"))
    monkeypatch.setattr(
        "adtool.evaluation.benchmarks.data_folder", lambda: tmp_path / "nothing at all"
    )


@pytest.fixture
def files(tmp_path):
    truth, predictions = tmp_path / "truth.csv", tmp_path / "preds.csv"
    truth.write_text(TRUTH)
    predictions.write_text(
        "vid,start,end,text_gt,text_gen\nB,5,7,A dog barks.,A dog runs fast.\n"
        "A,10,12,He runs home.,He runs.\nA,20,23,She waits by the door.,\n"
    )
    return truth, predictions


def evaluate(*arguments):
    return CliRunner().invoke(group, ["eval", "-q", *map(str, arguments)])


def mad(files, *arguments):
    truth, predictions = files
    return evaluate(
        "--benchmark", "mad-eval", "--annotations", truth, "--predictions", predictions,
        *QUICK, *arguments,
    )  # fmt: skip


def test_the_report_stands_beside_the_papers_rows(files):
    result = mad(files)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert "words a line: 2.00 (95 % interval 1.00 to 4.00)" in lines
    assert (
        "DistinctAD, CLIP_AD-B16, LLaMA3-8B: ROUGE-L 17.6, CIDEr 27.3, SPICE 8.3, R@5/16 56"
        in lines
    )


def test_json_holds_figures_counts_versions_and_the_seed(files, tmp_path):
    rows = tmp_path / "rows.csv"
    result = mad(files, "--json", "--seed", "3", "--per-row", rows)
    answer = json.loads(result.stdout)
    assert answer["figures"]["words a line"] == 2.0
    assert answer["counts"]["rows"] == 3
    assert answer["counts"]["empty"] == 1
    assert answer["seed"] == 3
    assert answer["versions"]["adtool"]
    assert answer["published"]["rows"][-1]["figures"]["CIDEr"] == 27.3
    with rows.open() as file:
        written = list(csv.DictReader(file))
    assert [row["words a line"] for row in written] == ["2.0", "0.0", "4.0"]


def test_a_metric_that_cannot_run_says_why_and_the_rest_still_run(files):
    result = mad(files, "--metrics", "critic,words", "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert "(--cast)" in answer["not_available"]["critic"]
    assert "words a line" in answer["figures"]
    assert mad(files, "--metrics", "critic").exit_code == 1


def test_critic_reads_the_casts_that_are_named(files, tmp_path, monkeypatch):
    def waiting_is_done_by_wade(text):
        return [[found.span() for found in re.finditer("Wade|She", text)]]

    monkeypatch.setattr(
        "adtool.evaluation.metrics.critic.load_coreference", lambda *asked: waiting_is_done_by_wade
    )
    (tmp_path / "A.json").write_text('{"characters": [{"name": "Wade"}]}')
    answer = json.loads(mad(files, "--metrics", "critic", "--cast", tmp_path, "--json").stdout)
    assert answer["figures"]["CRITIC"] == 0  # the prediction for her line is empty
    assert answer["notes"]["critic"]["lines with characters"] == 1
    bank = tmp_path / "bank.json"
    bank.write_text('{"tt1": [{"id": "nm1", "role": "Wade", "name": "W. W."}]}')
    result = mad(files, "--metrics", "critic,words", "--cast", bank, "--json")
    assert any("has the cast of none" in said for said in json.loads(result.stdout)["warnings"])


def test_other_predictions_are_compared(files, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text(
        "movie,gt,pred\nA,He runs home.,Run\nA,She waits by the door.,Wait\nB,A dog barks.,Dog\n"
    )
    answer = json.loads(mad(files, "--compare", other, "--json").stdout)
    test = answer["comparison"]["differences"]["words a line"]
    assert test["difference"] == 1.0
    assert 0 < test["p"] <= 1


def test_strict_refuses_what_is_not_the_whole_benchmark(files):
    result = mad(files, "--strict")
    assert result.exit_code == 1
    assert "has 3 rows of use, but MAD-Eval-Named has 6,520" in result.stderr


def test_predictions_with_references_need_no_ground_truth(files):
    result = evaluate("--benchmark", "mad-eval", "--predictions", files[1], *QUICK, "--json")
    answer = json.loads(result.stdout)
    assert "not found" in answer["warnings"][0]
    assert answer["figures"]["words a line"] == 2.0


def test_without_any_ground_truth_the_places_are_named(tmp_path):
    predictions = tmp_path / "preds.csv"
    predictions.write_text("vid,start,end,text_gen\nA,1,2,He runs.\n")
    result = evaluate("--benchmark", "tv-ad", "--predictions", predictions)
    assert result.exit_code == 1
    assert "looked in" in result.stderr
    assert "tvad_anno.csv" in result.stderr


def test_a_wrong_column_lists_what_was_found_and_looked_for(files, tmp_path):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("vid,start,end,output\nA,1,2,x\n")
    result = mad((files[0], wrong))
    assert result.exit_code == 1
    assert "lacks text_gen or pred" in result.stderr
    assert "its columns are vid, start, end, output" in result.stderr


def test_bytes_that_are_no_text_are_replaced_counted_and_located(files, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_bytes(files[1].read_bytes().replace(b"He runs.", b"He runs\xff."))
    answer = json.loads(mad((files[0], bad), "--json").stdout)
    assert any("not UTF-8" in said and "line 3" in said for said in answer["warnings"])


def test_a_script_is_scored_for_its_movie(files, tmp_path):
    script = tmp_path / "ad.srt"
    script.write_text("1\n00:00:10,500 --> 00:00:12,000\nHe runs.\n")
    assert "--movie" in mad((files[0], script)).stderr
    answer = json.loads(mad((files[0], script), "--movie", "A", "--json").stdout)
    assert answer["counts"]["rows"] == 2
    assert answer["counts"]["missing"] == 1


def test_predictions_and_a_model_exclude_each_other(files):
    assert mad(files, "--model", "bundled").exit_code == 2
    assert evaluate("--benchmark", "mad-eval", "--model", "bundled").exit_code == 2


def test_an_output_that_exists_is_not_replaced(files, tmp_path):
    output = tmp_path / "report.json"
    output.write_text("mine")
    assert mad(files, "-o", output).exit_code == 1
    assert output.read_text() == "mine"
    assert mad(files, "-o", output, "--overwrite").exit_code == 0
    assert json.loads(output.read_text())["benchmark"] == "mad-eval"


def test_the_tables_of_a_terminal_hold_the_same(files, tmp_path, monkeypatch):
    from io import StringIO

    from rich.console import Console

    from adtool.evaluation import report

    shown = []
    monkeypatch.setattr(
        report, "plain_lines", lambda done: [shown.extend(report.tables(done)) or "shown"]
    )
    assert mad(files, "--compare", files[1], "--metrics", "distinct,words").exit_code == 0
    text = StringIO()
    for table in shown:
        Console(file=text, width=120).print(table)
    assert "this run" in text.getvalue()
    assert "CLIP_AD-B16" in text.getvalue()
    compared = next(line for line in text.getvalue().splitlines() if "+0.00" in line)
    assert "distinct-1" in compared
    assert compared.count("-") >= 3  # pooled: neither interval nor test


def test_a_model_describes_storyworld_and_goes_on_with_the_films_it_has(tmp_path, monkeypatch):
    def run():
        return evaluate(
            "--benchmark", "storyworld", "--model", "bundled", "--films", 1, "--beams", 1,
            "--device", "cpu", "--metrics", "words", "--work", tmp_path / "work",
            "-o", tmp_path / "report.json", "--overwrite",
        )  # fmt: skip

    result = run()
    assert result.exit_code == 0, result.output
    predictions = (tmp_path / "report.predictions.csv").read_text()
    assert predictions.startswith("vid,start,end,text_gt,text_gen\n")
    assert len(predictions.splitlines()) == 49

    def fail(*arguments, **options):
        raise AssertionError("described again")

    monkeypatch.setattr("adtool.model.distinctad.DistinctAD.narrate", fail)
    assert run().exit_code == 0
    assert (tmp_path / "report.predictions.csv").read_text() == predictions


def test_a_figure_under_its_bound_fails_the_command(files):
    kept = mad(files, "--metrics", "words", "--fail-under", "words a line=1")
    assert kept.exit_code == 0
    failed = mad(files, "--metrics", "words", "--fail-under", "words a line=100")
    assert failed.exit_code == 1
    assert "Failed: words a line is " in failed.stderr
    assert "words a line: " in failed.stdout
    for wrong in ("CIDEr", "=3", "CIDEr=x"):
        assert mad(files, "--fail-under", wrong).exit_code == 2
