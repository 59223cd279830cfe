"""All runs of a plan."""

from __future__ import annotations

import dataclasses

import pytest

from adtool.errors import ConfigError
from adtool.progress import SILENT, Notebook
from adtool_training.experiments import run as running
from adtool_training.experiments.plan import read_plan
from adtool_training.experiments.results import Result, read_result
from adtool_training.experiments.run import run_plan, write_tables


@pytest.fixture
def made(monkeypatch):
    """Runs that are only noted."""
    found = []

    def run(job, folder, progress):
        found.append((job.row.name, job.seed))
        if job.seed == 5 and job.row.name == "A0":
            return Result(job.seed, job.settings, failed="the loss is no number")
        return Result(job.seed, job.settings, {"CIDEr": 20.0 + job.seed})

    monkeypatch.setattr(running, "run", run)
    return found


def test_all_is_run_once_and_a_second_time_only_what_is_left(plan, made, tmp_path):
    run_plan(plan, tmp_path)
    assert made == [("A0", 3), ("C3", 3), ("A0", 5), ("C3", 5)]
    next(tmp_path.glob("results/*-seed-3.json")).unlink()
    run_plan(plan, tmp_path)
    assert len(made) == 5


def test_shards_share_the_runs_and_their_results_lie_together(plan, made, tmp_path):
    run_plan(plan, tmp_path, shard=(2, 2))
    assert made == [("C3", 3), ("C3", 5)]
    run_plan(plan, tmp_path, shard=(1, 2))
    assert len(made) == len(list(tmp_path.glob("results/*.json"))) == 4


def test_only_some_experiments_are_run(plan, made, tmp_path):
    run_plan(plan, tmp_path, only=["Table 6"])
    assert made == [("consecutive", 3), ("consecutive", 5)]
    with pytest.raises(ConfigError, match=r"no experiment 'Table 7' \(there are: Table 5, Table 6"):
        run_plan(plan, tmp_path, only=["Table 7"])


def test_a_result_says_which_rows_it_stands_for(plan, made, tmp_path):
    run_plan(plan, tmp_path)
    names = sorted(read_result(path).names for path in tmp_path.glob("results/*-seed-3.json"))
    assert names == [("Table 5: A0",), ("Table 5: C3", "Table 6: consecutive")]


def test_a_seed_that_diverged_is_told_kept_and_not_run_again(plan, made, tmp_path):
    notes = Notebook(SILENT)
    run_plan(plan, tmp_path, progress=notes)
    assert "It failed, and counts as diverged: the loss is no number" in notes.notes
    run_plan(plan, tmp_path)
    assert len(made) == 4
    text = write_tables(plan, tmp_path).read_text()
    assert "1 diverged" in text
    assert (tmp_path / "tables.csv").read_text().startswith("experiment,row,figure")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("alpha = 0.0", "alpha = 1.0", r"Table 5: A0 .*\(stage2.model.alpha was 0.0, is 1.0\)"),
        ("films = 2", "films = 3", r"test.films was 2, is 3"),
        ("distinct_weight = 0.0", "distinct_weight = 0.5", "distinct_weight was 0.0, is 0.5"),
    ],
)
def test_a_plan_whose_settings_changed_under_kept_runs_is_refused(
    plan, plan_file, made, tmp_path, old, new, named
):
    run_plan(plan, tmp_path / "runs")
    plan_file.write_text(plan_file.read_text().replace(old, new))
    with pytest.raises(ConfigError, match=named):
        run_plan(read_plan(plan_file), tmp_path / "runs")
    assert len(made) == 4


def test_rows_and_seeds_may_be_added_to_kept_runs(plan, made, tmp_path):
    run_plan(plan, tmp_path)
    more = dataclasses.replace(plan, seeds=[3, 5, 7], experiments=plan.experiments[:1])
    run_plan(more, tmp_path)
    assert made[4:] == [("A0", 7), ("C3", 7)]
