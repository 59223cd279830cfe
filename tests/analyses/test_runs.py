"""Training runs, as their folders tell of them."""

import json

import pytest

from adtool.analyses.runs import find_runs
from adtool.errors import ConfigError


def test_a_run_is_read_with_its_settings_and_the_figures_of_its_best_model(runs):
    found, broken = find_runs(runs)
    assert broken == {}
    first = found[0]
    assert (first.name, first.steps) == ("a0-0", 100)
    assert first.settings["model.alpha"] == 0
    assert first.figures == {"CIDEr": 10, "loss": 1}


def test_without_a_best_model_the_last_figures_count(run, tmp_path):
    run(tmp_path / "a", best=False)
    ((found,), _) = find_runs(tmp_path)
    assert found.figures == {"CIDEr": 19, "loss": 1.5}


def test_what_eval_says_of_a_run_counts_too(run, tmp_path):
    run(tmp_path / "a")
    answer = {"benchmark": "mad-eval", "figures": {"CIDEr": 25.5, "SPICE": None}}
    (tmp_path / "a" / "eval.json").write_text(json.dumps(answer))
    ((found,), _) = find_runs(tmp_path)
    assert found.figures == {"CIDEr": 25.5, "loss": 1}


def test_a_folder_without_runs_is_one_line(tmp_path):
    with pytest.raises(ConfigError, match="holds no run"):
        find_runs(tmp_path)
    with pytest.raises(ConfigError, match="there is no such folder"):
        find_runs(tmp_path / "nowhere")
