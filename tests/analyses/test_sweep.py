"""Fig. 4 of the paper, from folders of runs."""

import json
import statistics

import pytest

from adtool.analyses.runs import find_runs
from adtool.analyses.sweep import draw, refuse_unfit, sentences, sweep
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


def test_a_short_name_that_may_mean_two_settings_is_refused(run, tmp_path):
    run(tmp_path / "a", model__alpha=1.0, loop__alpha=2.0)
    with pytest.raises(ConfigError, match=r"may mean loop\.alpha, model\.alpha; name one of them"):
        sweep(find_runs(tmp_path)[0], "alpha")


def test_runs_without_the_setting_or_with_another_where_are_left_out(run, runs):
    run(runs / "plain")
    config = runs / "plain" / "config.toml"
    config.write_text(config.read_text().replace("alpha", "beta"))
    found = sweep(find_runs(runs)[0], "model.alpha", where={"epochs": 2.0})
    assert found.left_out == {"plain": "has no model.alpha"}
    with pytest.raises(ConfigError, match=r"has no value in 0 runs.*epochs is 2\.0, not 3"):
        sweep(find_runs(runs)[0], "alpha", where={"epochs": 3})


def test_a_run_that_was_to_be_shorter_is_finished(run, runs):
    run(runs / "brief", steps=40, model__alpha=5.0, epochs=1.0)
    found = sweep(find_runs(runs)[0], "alpha")
    assert 5.0 in found.values
    assert found.left_out == {}


def test_a_strict_sweep_refuses_broken_and_unfinished_runs_and_names_the_first(run, runs, tmp_path):
    read, _ = find_runs(runs)
    broken = {"z": "is no TOML"}
    found = sweep(read, "alpha", broken=broken)
    with pytest.raises(ConfigError, match=r"1 runs are broken or unfinished: z: is no TOML"):
        refuse_unfit(found, runs, broken)
    refuse_unfit(sweep(read, "alpha"), runs, {})
    run(runs / "short", steps=40, model__alpha=5.0)
    found = sweep(find_runs(runs)[0], "alpha")
    with pytest.raises(ConfigError, match="short: unfinished: 40 steps"):
        refuse_unfit(found, runs, {})


def test_what_there_is_to_see_is_said_in_words(runs):
    found = sweep(find_runs(runs)[0], "alpha", ["CIDEr"], broken={"bad": "is no TOML"})
    assert list(sentences(found)) == [
        "model.alpha: 5 runs, 4 values. The paper's value is 3.",
        "CIDEr: 0.0: 12 ± 2.8 (2 runs), 1.0: 20, 3.0: 25, 10.0: 5. Best: 3.0.",
        "Left out: bad: is no TOML.",
    ]
