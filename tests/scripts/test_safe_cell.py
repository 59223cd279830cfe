"""Cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import pytest

from adtool.scripts.safe_cell import as_typed, safe


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+49", "-", "@SUM(A1)", "\tx", "\n=", " =1", "'=1", "''=1", "＝1", '=HYPERLINK("x")'],
)
def test_what_could_be_run_gets_an_apostrophe_and_comes_back(text: str) -> None:
    assert safe(text).startswith("'")
    assert safe(text)[1:] == text
    assert as_typed(safe(text)) == text


@pytest.mark.parametrize("text", ["", "A man.", "'Tis him.", "5-6", "''", "…"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text
    assert as_typed(text) == text
