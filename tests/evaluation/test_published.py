"""The paper's own rows."""

import pytest

from adtool.evaluation.published import LLAMA2, LLAMA3, TABLE_1, TABLE_2, TABLE_3


@pytest.mark.parametrize(
    ("table", "columns", "rows"),
    [
        (TABLE_1, ("ROUGE-L", "CIDEr", "SPICE", "R@5/16"), 16),
        (TABLE_2, ("CIDEr", "R@1/5", LLAMA2, LLAMA3), 7),
        (TABLE_3, ("CIDEr", "R@1/5", LLAMA2, LLAMA3), 3),
    ],
)
def test_every_row_has_figures_of_its_tables_columns(table, columns, rows):
    assert table.columns == columns
    assert len(table.rows) == rows
    for row in table.rows:
        assert row.method
        assert row.figures
        assert list(row.figures) == [name for name in columns if name in row.figures]
        assert all(0 < value < 100 for value in row.figures.values())


def test_what_the_paper_leaves_out_is_missing_and_not_zero():
    row = next(row for row in TABLE_1.rows if row.method.startswith("LLM-AD"))
    assert (row.vision, row.language) == ("GPT-4V", "")
    assert row.figures == {"ROUGE-L": 13.5, "CIDEr": 20.5}


def test_the_best_of_distinctad_are_those_that_it_claims():
    assert TABLE_1.rows[-1].figures == {
        "ROUGE-L": 17.6, "CIDEr": 27.3, "SPICE": 8.3, "R@5/16": 56.0,
    }  # fmt: skip
    ours = next(row for row in TABLE_2.rows if row.method == "DistinctAD")
    assert ours.figures == {"CIDEr": 22.7, "R@1/5": 33.0, LLAMA2: 2.88, LLAMA3: 2.03}
    assert TABLE_3.rows[-1].figures == {"CIDEr": 27.4, "R@1/5": 32.1, LLAMA2: 2.89, LLAMA3: 2.0}


def test_judges_are_told_apart_by_their_models():
    assert LLAMA2 == "LLM-AD-eval (LLaMA2-7B)"
    assert LLAMA3 == "LLM-AD-eval (LLaMA3-8B)"
