"""``adtool train experiments`` as a user meets it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool_training.experiments import run as running
from adtool_training.experiments.results import Result

ONE = """
clip = "ViT-B-32"
pretrained = "openai"
"""
TWO = """
clip = ""
narrator = "nobody/none"
[data]
kind = "storyworld"
"""
PLAN = """
seeds = [0, 1, 2]
stage1 = "{folder}/one.toml"
stage2 = "{folder}/two.toml"
[[experiments]]
name = "Table 6"
reference = "anywhere"
[[experiments.rows]]
name = "anywhere"
stage2 = {{ consecutive = false }}
[[experiments.rows]]
name = "consecutive"
"""


def adtool(*arguments: object) -> tuple[int, str, str]:
    ran = CliRunner().invoke(group, ["train", "experiments", *map(str, arguments)])
    return ran.exit_code, ran.stdout, ran.stderr


@pytest.fixture
def plan(tmp_path, monkeypatch):
    (tmp_path / "one.toml").write_text(ONE)
    (tmp_path / "two.toml").write_text(TWO)
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.format(folder=tmp_path))

    def run(job, folder, progress):
        cider = job.seed + 10.0 * job.row.stage_two.consecutive
        return Result(job.seed, job.settings, {"CIDEr": cider})

    monkeypatch.setattr(running, "run", run)
    return path


def test_the_tables_are_written_and_their_file_is_printed(plan, tmp_path):
    code, out, error = adtool("--config", plan, "-o", tmp_path / "runs")
    assert (code, out) == (0, f"{tmp_path}/runs/tables.md\n")
    assert "Run 1 of 6: Table 6: anywhere, seed 0 …" in error
    text = (tmp_path / "runs/tables.md").read_text()
    assert "| consecutive | 11.00 (8.52 to 13.48) | +10.00 (+10.00 to +10.00) |" in text


def test_machines_share_the_runs_and_one_writes_the_tables_alone(plan, tmp_path):
    runs = tmp_path / "runs"
    for share in ("1/2", "2/2"):
        assert adtool("--config", plan, "-o", runs, "--shard", share)[0] == 0
        assert len(list(runs.glob("results/*.json"))) == (3 if share == "1/2" else 6)
    code, out, error = adtool("--config", plan, "-o", runs, "--tables")
    assert (code, out, error) == (0, f"{runs}/tables.md\n", "")


@pytest.mark.parametrize("share", ["0/2", "3/2", "1", "a/b", "1/0", "-1/2", "1/2/3"])
def test_what_is_no_share_is_refused(plan, tmp_path, share):
    code, _, error = adtool("--config", plan, "-o", tmp_path / "runs", "--shard", share)
    assert code == 2
    assert "is no share such as 1/4" in error
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["--config", "nothing"], "no such configuration for experiments; there are storyworld"),
        (["--config", "none.toml"], "none.toml: cannot be read"),
    ],
)
def test_a_plan_that_is_not_there_is_named(tmp_path, arguments, fault):
    code, _, error = adtool(*arguments, "-o", tmp_path / "runs")
    assert code == 1
    assert fault in error


def test_an_experiment_that_is_not_in_the_plan_is_named(plan, tmp_path):
    code, _, error = adtool("--config", plan, "-o", tmp_path / "runs", "--only", "Table 9")
    assert code == 1
    assert "has no experiment 'Table 9' (there are: Table 6)" in error
