"""The same work on several files."""

from __future__ import annotations

from collections.abc import Sequence

import click
import pytest

from adtool.cli.several import exit_if_failed, for_each
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
    told = "Error: 3 is odd; name another\n1 of 3 failed:\n  3 is odd; name another\n"
    assert capsys.readouterr() == ("", told)


def test_what_failed_is_listed_at_the_end_by_the_names_of_its_files(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for_each([1, 2, 3], halve, lambda number: f"film{number}.mp4")
    assert capsys.readouterr().err.splitlines()[2:] == [
        "2 of 3 failed:",
        "  film1.mp4: 1 is odd; name another",
        "  film3.mp4: 3 is odd; name another",
    ]


def test_where_nothing_failed_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    done = for_each([2, 4], halve)
    exit_if_failed(done)
    assert (done, capsys.readouterr()) == ([1, 2], ("", ""))


def test_a_single_one_fails_by_its_own_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AdtoolError, match="3 is odd"):
        for_each([3], halve)
    assert capsys.readouterr() == ("", "")


def test_what_is_our_fault_keeps_its_traceback_and_the_rest_go_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    failed, done = for_each([0, 1], lambda number: 1 // number)
    assert done == 1
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert said.splitlines()[-2:] == [
        "1 of 2 failed:",
        f"  0: {failed}",
    ]
    assert "ZeroDivisionError" in str(failed)
    with pytest.raises(ZeroDivisionError):
        for_each([0], lambda number: 1 // number)


@pytest.mark.parametrize("end", [KeyboardInterrupt, BrokenPipeError, SystemExit])
def test_an_end_from_outside_ends_all_and_what_failed_before_is_told(
    end: type[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[int] = []

    def work(number: int) -> int:
        asked.append(number)
        if number == 4:
            raise end
        return halve(number)

    with pytest.raises(end):
        for_each([1, 4, 6], work)
    assert asked == [1, 4]
    assert capsys.readouterr().err.endswith("1 of 3 failed:\n  1 is odd; name another\n")


@pytest.mark.parametrize("done", [[AdtoolError("no")], [1, AdtoolError("no"), None]])
def test_a_command_that_failed_for_any_ends_with_1(done: Sequence[object]) -> None:
    with pytest.raises(click.exceptions.Exit) as ended:
        exit_if_failed(done)
    assert ended.value.exit_code == 1
