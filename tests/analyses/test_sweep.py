"""Fig. 4 of the paper, from folders of runs."""

import json
import statistics

import pytest

from adtool.analyses.runs import find_runs
from adtool.analyses.sweep import draw, sentences, sweep
from adtool.errors import ConfigError


def test_runs_that_differ_in_the_seed_alone_are_averaged(runs):
    found = sweep(find_runs(runs)[0], "alpha", ["CIDEr"])
    (series,) = found.series
    assert [point.value for point in series.points] == [0, 1, 3, 10]
    assert series.points[0].mean["CIDEr"] == 12
    assert series.points[0].deviation["CIDEr"] == pytest.approx(statistics.stdev([10, 14]))
    assert series.points[1].deviation == {}
    assert found.best(series, "CIDEr").value == found.paper == 3


def test_the_best_of_a_loss_is_the_lowest(run, tmp_path):
    for loss in (2.0, 1.0):
        run(tmp_path / f"l{loss}", loss=loss, model__alpha=loss)
    found = sweep(find_runs(tmp_path)[0], "model.alpha", ["loss"])
    assert found.best(found.series[0], "loss").value == 1


def test_other_settings_that_differ_make_series_of_their_own(run, runs):
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


def test_unfinished_and_broken_runs_are_left_out_and_named(run, runs):
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


def test_words_come_behind_numbers_and_are_no_trouble(run, tmp_path):
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


def test_the_same_runs_give_the_same_picture_and_the_numbers_behind_it(runs, tmp_path):
    found = sweep(find_runs(runs)[0], "alpha")
    for name in ("one.svg", "two.svg"):
        draw(found, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    numbers = json.loads((tmp_path / "one.json").read_text())
    assert numbers["of"] == "model.alpha"
    assert [point["mean"]["CIDEr"] for point in numbers["series"][0]["points"]] == [12, 20, 25, 5]
