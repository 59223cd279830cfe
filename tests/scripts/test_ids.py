"""Ids of lines."""

from __future__ import annotations

import pytest

from adtool.scripts.ids import is_id, with_ids
from adtool.timeline import Line


@pytest.mark.parametrize("text", ["ad-0001", "_", "a.b-C_9", "x" * 32])
def test_names_of_letters_digits_and_a_few_signs_are_ids(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "1", "-a", "a b", "é", "a:b", "x" * 33, "a\n"])
def test_nothing_else_is_an_id(text: str) -> None:
    assert not is_id(text)


def test_each_line_of_a_new_script_has_its_own() -> None:
    lines = with_ids([Line(0, 1, "a"), Line(2, 3, "b")])
    assert [line.id for line in lines] == ["ad-0001", "ad-0002"]
