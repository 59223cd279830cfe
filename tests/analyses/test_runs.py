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


def test_a_list_is_one_setting_and_a_table_in_a_table_has_a_dotted_key(run, tmp_path):
    run(tmp_path / "a")
    config = tmp_path / "a" / "config.toml"
    config.write_text('names = ["Ann", "Bob"]\n[data]\nkind = "mad"\n[data.of]\nstrict = true\n')
    ((found,), _) = find_runs(tmp_path)
    assert dict(found.settings) == {
        "names": '["Ann", "Bob"]',
        "data.kind": "mad",
        "data.of.strict": True,
    }


def test_lines_of_metrics_that_were_cut_off_or_are_no_objects_are_passed_over(run, tmp_path):
    run(tmp_path / "a", best=False)
    metrics = tmp_path / "a" / "stage2" / "metrics.jsonl"
    with metrics.open("a") as file:
        file.write('\n[1]\n{"step": 900, "loss": 3}\n{"step": 120, "validation_CIDEr": 21}\n{"ste')
    ((found,), _) = find_runs(tmp_path)
    assert found.steps == 120  # a step without figures on unseen films does not count
    assert found.figures["CIDEr"] == 21


def test_what_is_true_or_said_in_words_is_no_figure(run, tmp_path):
    run(tmp_path / "a")
    answer = {"figures": {"CIDEr": True, "SPICE": "9", "R@1/5": 40}}
    (tmp_path / "a" / "eval-mad.json").write_text(json.dumps(answer))
    ((found,), _) = find_runs(tmp_path)
    assert found.figures == {"CIDEr": 20, "loss": 1, "R@1/5": 40}


@pytest.mark.parametrize("name", ["best.json", "eval.json"])
def test_a_file_of_figures_that_is_damaged_breaks_its_run_alone(run, tmp_path, name):
    run(tmp_path / "a")
    run(tmp_path / "b")
    (tmp_path / "a" / name).write_text('{"figures": ')
    found, broken = find_runs(tmp_path)
    assert [one.name for one in found] == ["b"]
    assert list(broken) == ["a"]
    assert name in broken["a"]
