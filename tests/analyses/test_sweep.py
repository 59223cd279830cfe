"""Fig. 4 of the paper, from folders of runs."""

import json
import statistics

import pytest

from adtool.analyses.runs import find_runs
from adtool.analyses.sweep import draw, sentences, sweep
from adtool.errors import ConfigError


def run(folder, steps=100, cider=20.0, loss=1.0, best=True, **settings):
    """Write a run as training leaves it; settings with __ are keys of tables."""
    folder.mkdir(parents=True)
    plain = {"epochs": 2.0, "model__alpha": 3.0, "loop__seed": 0, **settings}
    lines = [f"{k} = {json.dumps(v)}" for k, v in plain.items() if "__" not in k]
    for table in ("model", "loop"):
        lines += [f"[{table}]"]
        lines += [
            f"{k.partition('__')[2]} = {json.dumps(v)}"
            for k, v in plain.items()
            if k.startswith(f"{table}__")
        ]
    (folder / "config.toml").write_text("\n".join(lines))
    (folder / "stage2").mkdir()
    (folder / "language_model").mkdir()
    (folder / "language_model" / "metrics.jsonl").write_text('{"step": 9999, "loss": 3.0}\n')
    last = {"step": steps, "validation_loss": loss + 0.5, "validation_CIDEr": cider - 1}
    logged = [{"step": 1, "loss": 9.0}, last]
    (folder / "stage2" / "metrics.jsonl").write_text(
        "".join(json.dumps(line) + "\n" for line in logged) + '{"step": 10'
    )
    if best:
        found = {"step": steps // 2, "validation_loss": loss, "validation_CIDEr": cider}
        (folder / "best.json").write_text(json.dumps(found))


@pytest.fixture
def runs(tmp_path):
    for alpha, seed, cider in (
        (0.0, 0, 10),
        (0.0, 1, 14),
        (1.0, 0, 20),
        (3.0, 0, 25),
        (10.0, 0, 5),
    ):
        run(tmp_path / f"a{alpha:g}-{seed}", cider=cider, model__alpha=alpha, loop__seed=seed)
    return tmp_path


def test_a_run_is_read_with_its_settings_and_the_figures_of_its_best_model(runs):
    found, broken = find_runs(runs)
    assert broken == {}
    first = found[0]
    assert (first.name, first.steps) == ("a0-0", 100)
    assert first.settings["model.alpha"] == 0
    assert first.figures == {"CIDEr": 10, "loss": 1}


def test_without_a_best_model_the_last_figures_count(tmp_path):
    run(tmp_path / "a", best=False)
    ((found,), _) = find_runs(tmp_path)
    assert found.figures == {"CIDEr": 19, "loss": 1.5}


def test_what_eval_says_of_a_run_counts_too(tmp_path):
    run(tmp_path / "a")
    answer = {"benchmark": "mad-eval", "figures": {"CIDEr": 25.5, "SPICE": None}}
    (tmp_path / "a" / "eval.json").write_text(json.dumps(answer))
    ((found,), _) = find_runs(tmp_path)
    assert found.figures == {"CIDEr": 25.5, "loss": 1}


def test_runs_that_differ_in_the_seed_alone_are_averaged(runs):
    found = sweep(find_runs(runs)[0], "alpha", ["CIDEr"])
    (series,) = found.series
    assert [point.value for point in series.points] == [0, 1, 3, 10]
    assert series.points[0].mean["CIDEr"] == 12
    assert series.points[0].deviation["CIDEr"] == pytest.approx(statistics.stdev([10, 14]))
    assert series.points[1].deviation == {}
    assert found.best(series, "CIDEr").value == found.paper == 3


def test_the_best_of_a_loss_is_the_lowest(tmp_path):
    for loss in (2.0, 1.0):
        run(tmp_path / f"l{loss}", loss=loss, model__alpha=loss)
    found = sweep(find_runs(tmp_path)[0], "model.alpha", ["loss"])
    assert found.best(found.series[0], "loss").value == 1


def test_other_settings_that_differ_make_series_of_their_own(runs):
    run(runs / "k", model__alpha=1.0, model__bases=8)
    run(runs / "l", model__alpha=3.0, model__bases=8)
    found = sweep(find_runs(runs)[0], "alpha")
    assert [dict(one.others) for one in found.series] == [
        {"model.bases": ""},
        {"model.bases": 8},
    ]
    assert "compare only within a line" in "\n".join(sentences(found))
    (only,) = sweep(find_runs(runs)[0], "alpha", where={"bases": 8}).series
    assert [point.value for point in only.points] == [1, 3]


def test_unfinished_and_broken_runs_are_left_out_and_named(runs):
    run(runs / "short", steps=40, model__alpha=5.0)
    (runs / "bad").mkdir()
    (runs / "bad" / "config.toml").write_text("alpha = ")
    (runs / "new").mkdir()
    (runs / "new" / "config.toml").write_text("alpha = 1")
    read, broken = find_runs(runs)
    found = sweep(read, "alpha", broken=broken)
    assert found.left_out["short"] == "unfinished: 40 steps where others like it made 100"
    assert "is no TOML" in found.left_out["bad"]
    assert "nothing was measured" in found.left_out["new"]
    assert 5.0 not in found.values


def test_words_come_behind_numbers_and_are_no_trouble(tmp_path):
    for prompt in ("none", "characters"):
        run(tmp_path / prompt, model__prompt=prompt)
    assert sweep(find_runs(tmp_path)[0], "prompt").values == ["characters", "none"]


@pytest.mark.parametrize(
    ("of", "figures", "fault"),
    [
        ("alhpa", [], "no run has such a setting; did you mean alpha"),
        ("alpha", ["SPICE"], "not every run has that figure; all have loss, CIDEr"),
        ("epochs", [], "has one value, 2.0 in 5 runs; a sweep takes two or more"),
    ],
)
def test_what_cannot_be_compared_is_one_line(runs, of, figures, fault):
    with pytest.raises(ConfigError, match=fault):
        sweep(find_runs(runs)[0], of, figures)


def test_a_folder_without_runs_is_one_line(tmp_path):
    with pytest.raises(ConfigError, match="holds no run"):
        find_runs(tmp_path)
    with pytest.raises(ConfigError, match="there is no such folder"):
        find_runs(tmp_path / "nowhere")


def test_the_same_runs_give_the_same_picture_and_the_numbers_behind_it(runs, tmp_path):
    found = sweep(find_runs(runs)[0], "alpha")
    for name in ("one.svg", "two.svg"):
        draw(found, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    numbers = json.loads((tmp_path / "one.json").read_text())
    assert numbers["of"] == "model.alpha"
    assert [point["mean"]["CIDEr"] for point in numbers["series"][0]["points"]] == [12, 20, 25, 5]
