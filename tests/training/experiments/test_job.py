"""One row trained from one seed."""

from __future__ import annotations

import dataclasses
import json

import pytest

from adtool.errors import TrainingError
from adtool.progress import SILENT
from adtool_training import stage2
from adtool_training.experiments.job import Job, alone, digest, jobs, run
from adtool_training.reconstruction import ReconstructionConfig


def test_what_tells_most_comes_first_and_nothing_is_run_twice(plan):
    found = [(job.row.name, job.seed) for job in jobs(plan)]
    assert found == [("A0", 3), ("C3", 3), ("A0", 5), ("C3", 5)]  # "consecutive" is C3
    assert [(job.row.name, job.seed) for job in jobs(plan, ["Table 6"])] == [
        ("consecutive", 3),
        ("consecutive", 5),
    ]


def test_the_key_tells_settings_from_others_and_not_seeds_or_names(plan):
    [first, other], [alike] = (one.rows for one in plan.experiments)
    assert Job(first, 3, plan).key == Job(first, 5, plan).key != Job(other, 3, plan).key
    assert Job(other, 3, plan).key == Job(alike, 3, plan).key
    changed = [
        Job(dataclasses.replace(other, adapted=False), 3, plan),
        Job(other, 3, dataclasses.replace(plan, films=3)),
        Job(dataclasses.replace(other, beams=2), 3, plan),
        Job(dataclasses.replace(other, choice=True), 3, plan),
        Job(other, 3, dataclasses.replace(plan, recalls=[(1, 5)])),
        Job(dataclasses.replace(other, stage_one=first.stage_one), 3, plan),
    ]
    keys = [job.key for job in changed]
    assert keys[-1] == Job(other, 3, plan).key  # Stage-I is the same in both rows
    assert len({*keys}) == 6
    assert [job.trained for job in changed[1:5]] == [Job(other, 3, plan).trained] * 4
    assert digest(first.stage_one) != digest(first.stage_two)


def test_all_settings_are_told(plan):
    settings = Job(plan.experiments[0].rows[0], 3, plan).settings
    assert settings["stage2.model.alpha"] == 0.0
    assert settings["stage1.gamma"] == 0.5
    assert (settings["adapted"], settings["test.films"]) == (True, 2)
    assert json.loads(json.dumps(settings)) == settings


@pytest.fixture
def job(plan):
    return jobs(plan)[0]


def test_a_run_is_trained_and_scored_and_shares_what_it_can(plan, job, tmp_path):
    result = run(job, tmp_path, SILENT)
    assert not result.failed
    assert {"CIDEr", "ROUGE-L", "R@1/5", "R@2/3", "repetition", "loss"} < result.figures.keys()
    assert result.figures.keys() > {
        "action right", "object right", "character right", "character right, whole cast named",
    }  # fmt: skip
    weights = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.safetensors")}
    chosen = dataclasses.replace(job, row=dataclasses.replace(job.row, beams=2, choice=True))
    assert run(chosen, tmp_path, SILENT).figures.keys() == result.figures.keys()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.safetensors")} == weights
    other = jobs(plan)[1]
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*/*/**/*.safetensors")}
    run(other, tmp_path, SILENT)
    shared = [path for path in before if "runs" not in path.parts]
    assert len(shared) > 5
    assert all(path.stat().st_mtime_ns == before[path] for path in shared)
    assert len(list((tmp_path / "runs").iterdir())) == 2
    for name in ("stage1", "language_model"):
        assert len(list((tmp_path / name).glob("[!.]*"))) == 1


def test_appendix_a_is_run_on_the_same_clip_and_language_model(job, tmp_path):
    settings = ReconstructionConfig(inputs="cls", data=job.row.stage_two.data, batch=4, epochs=1.0)
    row = dataclasses.replace(job.row, reconstruction=settings)
    result = run(dataclasses.replace(job, row=row), tmp_path, SILENT)
    assert not result.failed
    assert {"CIDEr", "ROUGE-L", "exact"} < result.figures.keys()
    assert not (tmp_path / "stage1").exists()
    assert (tmp_path / "language_model").is_dir()


def test_without_stage_one_the_clip_is_the_one_that_it_starts_from(job, tmp_path, monkeypatch):
    named = {}

    def stop(config, folder, progress):
        named[folder.parts[-2]] = config.clip
        raise TrainingError("enough")

    monkeypatch.setattr(stage2, "run", stop)
    raw = dataclasses.replace(job, row=dataclasses.replace(job.row, adapted=False))
    for one in (job, raw):
        assert run(one, tmp_path, SILENT).failed == "enough"
    assert named[raw.trained] == job.row.stage_one.clip
    assert named[job.trained].endswith("clip_ad")


def test_a_seed_that_diverges_is_kept_and_says_so(job, tmp_path):
    loop = dataclasses.replace(job.row.stage_two.loop, steps=3)
    wild = dataclasses.replace(job.row.stage_two, learning_rate=1e38, loop=loop)
    result = run(dataclasses.replace(job, row=dataclasses.replace(job.row, stage_two=wild)),
                 tmp_path, SILENT)  # fmt: skip
    assert "cannot go on at step" in result.failed
    assert not result.figures


def test_what_is_shared_is_made_by_one_at_a_time(tmp_path):
    from filelock import FileLock, Timeout

    with alone(tmp_path / "a" / "b"), pytest.raises(Timeout):
        FileLock(tmp_path / "a" / ".b.lock").acquire(timeout=0)
    with alone(tmp_path / "a" / "b"):
        pass
