"""What became of a line, and word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adtool.revision.change import Change, distance, pieces
from adtool.revision.shift import Shift
from adtool.timeline import Line

A = Line(1_000, 3_000, "Anna enters the room.")
WORDS = st.lists(st.sampled_from("abcd"), max_size=7)


@pytest.mark.parametrize(
    ("draft", "edited", "kinds"),
    [
        ([A], [A], ("kept",)),
        ([A], [Line(1_030, 2_980, A.text)], ("kept",)),
        ([A], [Line(1_500, 3_000, A.text)], ("moved",)),
        ([A], [Line(1_000, 3_400, A.text)], ("moved",)),
        ([A], [Line(1_000, 3_000, "Anna enters.")], ("reworded",)),
        ([A], [Line(2_000, 4_000, "Anna enters.")], ("reworded", "moved")),
        ([A], [], ("cut",)),
        ([], [A], ("new",)),
        (
            [A],
            [Line(1_000, 2_000, "Anna enters"), Line(2_000, 3_000, "the room.")],
            ("split",),
        ),
        (
            [Line(1_000, 2_000, "Anna enters"), Line(2_000, 3_000, "the room.")],
            [A],
            ("merged",),
        ),
    ],
)
def test_each_kind_has_its_name(
    draft: list[Line], edited: list[Line], kinds: tuple[str, ...]
) -> None:
    assert Change(tuple(draft), tuple(edited)).kinds == kinds


def test_words_that_survive_and_words_that_were_changed_are_counted() -> None:
    change = Change((A,), (Line(1_000, 3_000, "Anna slowly enters a room."),))
    assert change.opcodes() == [
        ("equal", "Anna ", "Anna "),
        ("insert", "", "slowly "),
        ("equal", "enters ", "enters "),
        ("replace", "the ", "a "),
        ("equal", "room.", "room."),
    ]
    assert (change.survived, change.edits) == (3, 2)


def test_signs_count_where_there_are_no_spaces_between_words() -> None:
    change = Change((Line(0, 900, "他坐在椅子上。"),), (Line(0, 900, "他坐在 red 椅子上。"),))
    assert pieces(change.before) == ["他", "坐", "在", "椅", "子", "上", "。"]
    assert (change.survived, change.edits) == (7, 1)


def test_a_line_that_only_follows_all_others_was_not_moved() -> None:
    hour = Shift(later=3_600_000)
    assert Change((A,), (Line(3_601_000, 3_603_000, A.text),), hour).kinds == ("kept",)
    assert Change((A,), (A,), hour).kinds == ("moved",)


def plain(one: list[str], two: list[str]) -> int:
    if not one or not two:
        return len(one) + len(two)
    if one[0] == two[0]:
        return plain(one[1:], two[1:])
    return 1 + min(plain(one[1:], two), plain(one, two[1:]), plain(one[1:], two[1:]))


@given(WORDS, WORDS)
def test_the_distance_is_that_of_the_recursive_definition(one: list[str], two: list[str]) -> None:
    assert distance(one, two) == plain(one, two)
