"""The tables: ours beside the paper's."""

from __future__ import annotations

import csv
import io

import pytest

from adtool_training.experiments.job import Job
from adtool_training.experiments.results import Result
from adtool_training.experiments.tables import COLUMNS, as_csv, cells, markdown


@pytest.fixture
def folder(plan, tmp_path):
    """Both seeds of A0 and of C3 (which "consecutive" is, too); the second of C3 diverged."""
    given = {"A0": [{"CIDEr": 40.0, "loss": 0.5}, {"CIDEr": 44.0, "loss": 0.7}], "C3": [
        {"CIDEr": 50.0, "loss": 0.4}, None]}  # fmt: skip
    for row in plan.experiments[0].rows:
        for seed, figures in zip(plan.seeds, given[row.name], strict=True):
            job = Job(row, seed, plan)
            failed = "" if figures else "no number"
            Result(seed, job.settings, figures or {}, failed).write(job.result(tmp_path))
    return tmp_path


def test_a_cell_has_the_mean_the_difference_and_the_papers(plan, folder):
    found = {(cell.row, cell.figure): cell for cell in cells(plan, folder)}
    first, other = found["A0", "CIDEr"], found["C3", "CIDEr"]
    assert (first.ours.mean, first.against, first.paper) == (42.0, None, 23.1)
    assert (other.ours.mean, other.ours.seeds, other.failed, other.missing) == (50.0, 1, 1, 0)
    assert (other.against.mean, other.against.seeds) == (10.0, 1)
    assert other.paper_against == pytest.approx(2.4)
    assert other.verdict == ""  # of one seed nothing can be said
    assert found["C3", "loss"].paper is None


def test_rows_with_the_same_settings_share_their_runs(plan, folder):
    alike = [cell for cell in cells(plan, folder) if cell.experiment == "Table 6"]
    assert [(cell.row, cell.figure, cell.ours.mean) for cell in alike] == [
        ("consecutive", "CIDEr", 50.0),
        ("consecutive", "loss", 0.4),
    ]


def test_what_was_not_run_is_missing_and_counted(plan, folder):
    next(folder.glob("results/*-seed-5.json")).unlink()
    assert any(cell.missing == 1 for cell in cells(plan, folder))


def test_the_tables_are_markdown(plan, folder):
    text = markdown(plan, cells(plan, folder))
    assert "| Table 5 | It helps. | - | 4 of 4 |" in text
    assert "## Table 5\n\nIt helps.\n\n| CIDEr | ours | Δ to A0 | paper | its Δ |" in text
    assert "| A0 | 42.00 (16.59 to 67.41) |  | 23.1 |  |  | 2 |" in text
    assert "| C3 | 50.00 | +10.00 | 25.5 | +2.4 |  | 1, 1 diverged |" in text
    assert "seeds 3, 5" in text
    assert "2 test films" in text


def test_without_results_the_tables_say_so(plan, tmp_path):
    found = cells(plan, tmp_path)
    text = markdown(plan, found)
    assert "| A0 |  |  | 23.1 |  |  | 0, 2 missing |" in text
    assert "## Table 6\n\nNot run yet: 2. The same command with `--only 'Table 6'` runs" in text
    assert "| Table 6 |  | - | 0 of 2 |" in text


def test_the_csv_has_every_figure_at_full_precision(plan, folder):
    rows = list(csv.DictReader(io.StringIO(as_csv(cells(plan, folder)))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["row"] for row in rows] == ["A0", "C3", "A0", "C3", "consecutive", "consecutive"]
    assert (rows[1]["mean"], rows[1]["low"], rows[1]["difference"]) == ("50.0", "", "10.0")
    assert float(rows[0]["high"]) == pytest.approx(67.4124, abs=1e-4)


def test_the_short_table_counts_what_shows_of_the_papers_differences(plan, folder):
    row = plan.experiments[0].rows[1]
    job = Job(row, 5, plan)
    Result(5, job.settings, {"CIDEr": 54.0}).write(job.result(folder))
    text = markdown(plan, cells(plan, folder), {"Table 5": "table-5.svg"})
    assert "| Table 5 | It helps. | 1 holds | 4 of 4 |" in text
    assert "![Table 5: the rows and their intervals](table-5.svg)" in text
