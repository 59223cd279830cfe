"""A figure a table, whose text can be read."""

from __future__ import annotations

from adtool_training.experiments.figures import draw_all
from adtool_training.experiments.job import Job
from adtool_training.experiments.results import Result
from adtool_training.experiments.tables import cells


def test_each_table_with_a_run_is_drawn_and_told_in_words(plan, tmp_path):
    first = plan.experiments[0]
    for number, row in enumerate(first.rows):
        for seed in plan.seeds:
            job = Job(row, seed, plan)
            Result(seed, job.settings, {"CIDEr": 40.0 + 5 * number + seed}).write(
                job.result(tmp_path)
            )
    drawn = draw_all(plan, cells(plan, tmp_path), tmp_path)
    assert drawn == {"Table 5": "table-5.svg", "Table 6": "table-6.svg"}
    text = (tmp_path / "table-5.svg").read_text()
    assert "A0: CIDEr 44.0; C3: CIDEr 49.0" in text
    assert ">A0</text>" in text
    again = draw_all(plan, cells(plan, tmp_path), tmp_path)
    assert again == drawn
    assert (tmp_path / "table-5.svg").read_text() == text


def test_nothing_is_drawn_of_nothing(plan, tmp_path):
    assert draw_all(plan, cells(plan, tmp_path), tmp_path) == {}
