"""The same work on several files."""

from __future__ import annotations

import pytest

from adtool.cli.several import for_each
from adtool.errors import AdtoolError


def halve(number: int) -> int:
    if number % 2:
        raise AdtoolError(f"{number} is odd;\n  name another")
    return number // 2


def test_of_several_a_bad_one_is_told_and_the_rest_go_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, failed, last = for_each([2, 3, 8], halve)
    assert (first, last) == (1, 4)
    assert isinstance(failed, AdtoolError)
    assert capsys.readouterr() == ("", "Error: 3 is odd; name another\n")


def test_a_single_one_fails_by_its_own_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AdtoolError, match="3 is odd"):
        for_each([3], halve)
    assert capsys.readouterr() == ("", "")


def test_what_is_our_fault_is_not_held_back() -> None:
    with pytest.raises(ZeroDivisionError):
        for_each([1, 0], lambda number: 1 // number)
