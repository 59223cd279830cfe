"""What all times were changed by."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from adtool.revision.shift import UNMOVED, Shift, shift_between
from adtool.timeline import Line

DRAFT = [Line(n * 60_000, n * 60_000 + 2_000, f"Line {n}.", id=f"ad-{n}") for n in range(1, 21)]
SLOWER = Fraction(25, 24)


def moved(lines: list[Line], shift: Shift) -> list[Line]:
    return [replace(line, start=shift.at(line.start), end=shift.at(line.end)) for line in lines]


@pytest.mark.parametrize(
    ("shift", "options"),
    [
        (UNMOVED, ""),
        (Shift(later=36_000_000), "--shift 36000"),
        (Shift(later=-4_250), "--shift -4.25"),
        (Shift(SLOWER), "--fps 25:24"),
        (Shift(Fraction(1001, 1000), 3_600_000), "--fps 24:23.976 --shift 3600"),
    ],
)
def test_another_start_and_another_rate_are_known(shift: Shift, options: str) -> None:
    found = shift_between(DRAFT, moved(DRAFT, shift))
    assert (found, found.options) == (shift, options)


def test_lines_that_were_moved_by_themselves_do_not_hide_it() -> None:
    edited = moved(DRAFT, Shift(later=10_000))
    edited[::3] = moved(edited[::3], Shift(later=1_500))
    assert shift_between(DRAFT, edited) == Shift(later=10_000)


@pytest.mark.parametrize(
    ("lines", "follow", "found"),
    [
        (20, 11, Shift(later=10_000)),
        (20, 10, UNMOVED),  # half are not most
        (7, 5, Shift(later=10_000)),
        (7, 4, UNMOVED),  # most, but few
    ],
)
def test_most_lines_must_follow(lines: int, follow: int, found: Shift) -> None:
    edited = moved(DRAFT[:lines], Shift(later=10_000))
    edited[follow:] = [
        replace(line, start=line.start + (-1) ** n * n * 777)
        for n, line in enumerate(edited[follow:], 1)
    ]
    assert shift_between(DRAFT, edited) == found


@pytest.mark.parametrize(("later", "found"), [(50, UNMOVED), (51, Shift(later=51))])
def test_a_frame_is_no_shift(later: int, found: Shift) -> None:
    assert shift_between(DRAFT, moved(DRAFT, Shift(later=later))) == found


@pytest.mark.parametrize(("count", "found"), [(4, UNMOVED), (5, Shift(later=900))])
def test_few_lines_may_be_chance(count: int, found: Shift) -> None:
    assert shift_between(DRAFT[:count], moved(DRAFT[:count], Shift(later=900))) == found


def test_ids_tell_where_every_word_was_changed_and_words_where_there_are_no_ids() -> None:
    later = Shift(later=5_000)
    reworded = [replace(line, text="Anew.") for line in moved(DRAFT, later)]
    bare = [replace(line, id="") for line in moved(DRAFT, later)]
    assert shift_between(DRAFT, reworded) == later
    assert shift_between(DRAFT, bare) == later


def test_a_line_that_is_there_twice_tells_nothing() -> None:
    draft = [replace(line, text="Snow.", id="") for line in DRAFT]
    assert shift_between(draft, moved(draft, Shift(later=60_000))) == UNMOVED
