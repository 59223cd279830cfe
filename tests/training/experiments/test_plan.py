"""Plans of experiments."""

from __future__ import annotations

import pytest

from adtool.errors import ConfigError
from adtool_training.config import find_config
from adtool_training.experiments.plan import read_plan


def test_a_plan_says_what_is_run(plan):
    assert (plan.seeds, plan.films, plan.beams) == ([3, 5], 2, 1)
    assert plan.recalls == [(1, 5), (2, 3)]
    first, second = plan.experiments
    assert (first.name, first.claim, first.reference) == ("Table 5", "It helps.", "A0")
    assert [row.name for row in first.rows] == ["A0", "C3"]
    assert (second.claim, [row.name for row in second.rows]) == ("", ["consecutive"])
    assert [(e.name, row.name) for e, row in plan.rows()] == [
        ("Table 5", "A0"),
        ("Table 5", "C3"),
        ("Table 6", "consecutive"),
    ]


def test_a_row_says_what_differs_from_the_configurations(plan):
    less, whole = plan.experiments[0].rows
    assert (less.stage_two.model.alpha, less.stage_two.distinct_weight) == (0.0, 0.0)
    assert (whole.stage_two.model.alpha, whole.stage_two.distinct_weight) == (3.0, 1.0)
    assert less.stage_two.model.beta == whole.stage_two.model.beta == 1.0
    assert less.stage_one == whole.stage_one
    assert (less.adapted, less.paper) == (True, {"CIDEr": 23.1})
    assert less.stage_two.clip == ""


def test_the_plan_that_comes_with_adtool_has_the_papers_tables_and_figures():
    plan = read_plan(find_config("storyworld-ad", "experiments"))
    assert len(plan.seeds) >= 5
    tables = {one.name: one for one in plan.experiments}
    assert list(tables) == [
        "Eq. 10", "Table 5", "Table 6", "Table 4a", "Table 4b", "Table 4c, contexts",
        "Table 4c, characters", "Table A.1", "Fig. 4a", "Fig. 4b", "Fig. 4c", "Fig. 4d", "Eq. 12",
        "Bases", "R", "Choice", "Names",
    ]  # fmt: skip
    for _, row in plan.rows():
        assert row.stage_one.data.kind == row.stage_two.data.kind == "storyworld-ad"
    five = {row.name: row for row in tables["Table 5"].rows}
    assert list(five) == ["A0", "B1", "B2", "B3", "C1", "C2", "C3"]
    assert [row.paper["CIDEr"] for row in five.values()] == [
        23.1, 23.7, 23.4, 23.3, 24.3, 25.3, 25.5,
    ]  # fmt: skip
    parts = {
        name: (
            row.stage_two.model.alpha > 0,
            row.stage_two.model.beta > 0,
            row.stage_two.distinct_weight > 0,
        )
        for name, row in five.items()
    }
    assert parts == {
        "A0": (False, False, False),
        "B1": (True, False, False),
        "B2": (False, True, False),
        "B3": (True, True, False),
        "C1": (True, False, True),
        "C2": (False, True, True),
        "C3": (True, True, True),
    }
    four = {row.name: (row.adapted, row.stage_one.gamma) for row in tables["Table 4a"].rows}
    assert four == {
        "none": (False, 0.5),
        "L_g": (True, 1.0),
        "L_f": (True, 0.0),
        "both": (True, 0.5),
    }
    assert not any(row.stage_two.consecutive for row in tables["Table 6"].rows[:1])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "seeds = [3, 5]",
            "seeds = [3, 3]",
            "must hold one seed or more, none of them twice",
        ),
        ("seeds = [3, 5]", "seeds = []", "seeds: must hold one seed or more"),
        ("seeds = [3, 5]", "seeds = [0.5]", r"seeds\[0\]: must be a whole number from 0 on"),
        ("seeds = [3, 5]", "seeds = 3", "seeds: expected a list of whole numbers"),
        ("films = 2", "films = 0", "films: must be a whole number from 1 on"),
        ("films = 2", "film = 2", "unknown key 'film'; did you mean 'films'"),
        ("[[1, 5], [2, 3]]", "[[5, 1]]", r"recalls\[0\]: must be k and N, and k not above N"),
        ("[[1, 5], [2, 3]]", "[[1]]", r"recalls\[0\]: must be k and N"),
        ('reference = "A0"', 'reference = "A1"', "reference: 'A1' is none of A0, C3"),
        ('name = "C3"', 'name = "A0"', "rows: two of them have the same name"),
        ('name = "Table 6"', 'name = "Table 5"', "experiments: must hold one or more, none of"),
        (
            "alpha = 0.0",
            "alfa = 0.0",
            r"rows\[0\]: unknown key model.alfa; did you mean",
        ),
        ("alpha = 0.0", 'alpha = "x"', r"rows\[0\]: model.alpha must be a number, not 'x'"),
        ("paper = { CIDEr = 25.5 }", "adapted = 1", "adapted: expected true or false"),
        ("stage2 = { model", 'stage2 = { data = { kind = "mad" }, model', "has mad's films"),
        ('reference = "consecutive"', "", r"experiments\[1\]: the key 'reference' is missing"),
    ],
)
def test_what_cannot_be_meant_is_named(plan_file, old, new, fault):
    text = plan_file.read_text()
    assert old in text
    plan_file.write_text(text.replace(old, new))
    with pytest.raises(ConfigError, match=fault) as caught:
        read_plan(plan_file)
    assert caught.value.path == plan_file


def test_a_plan_that_is_no_toml_or_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        read_plan(tmp_path / "none.toml")
    (tmp_path / "x.toml").write_text("seeds = [")
    with pytest.raises(ConfigError, match="is no TOML"):
        read_plan(tmp_path / "x.toml")


def test_an_experiments_settings_hold_for_all_its_rows_that_say_no_other(plan_file):
    text = plan_file.read_text().replace(
        'reference = "A0"', 'reference = "A0"\nstage2 = { model = { alpha = 2.0, beta = 4.0 } }', 1
    )
    plan_file.write_text(text)
    first, other = (row.stage_two.model for row in read_plan(plan_file).experiments[0].rows)
    assert (first.alpha, first.beta) == (0.0, 4.0)
    assert (other.alpha, other.beta) == (2.0, 4.0)


def test_a_row_may_have_other_beams_a_choice_and_appendix_a(plan_file):
    text = plan_file.read_text()
    row = 'name = "C3"\nbeams = 4\nchoice = true\ninputs = "words"'
    plan_file.write_text('reconstruction = "storyworld-ad"\n' + text.replace('name = "C3"', row, 1))
    first, other = read_plan(plan_file).experiments[0].rows
    assert (first.beams, first.choice, first.reconstruction) == (1, False, None)
    assert (other.beams, other.choice) == (4, True)
    assert other.reconstruction is not None
    assert (other.reconstruction.inputs, other.reconstruction.batch) == ("words", 64)
    plan_file.write_text(text.replace('name = "C3"', row, 1))
    with pytest.raises(ConfigError, match="inputs: the plan names no configuration of the"):
        read_plan(plan_file)
