"""Which lines of an edited script were which of its draft."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from adtool.revision.alignment import Pair, align
from adtool.timeline import Line

DRAFT = [
    Line(1_000, 3_000, "Anna enters the dark room."),
    Line(10_000, 12_000, "Snow falls on the quiet street."),
    Line(20_000, 23_000, "Tom lights a candle and reads an old letter."),
    Line(40_000, 42_000, "A train leaves the station."),
]


def test_a_script_is_itself() -> None:
    assert align(DRAFT, DRAFT) == tuple(Pair((n,), (n,)) for n in range(4))


def test_reworded_moved_cut_and_new_lines_are_told_apart() -> None:
    edited = [
        Line(1_000, 3_000, "Anna steps into the dark room."),
        Line(10_500, 12_500, "Snow falls on the quiet street."),
        Line(30_000, 31_000, "A dog barks."),
        Line(40_000, 42_000, "A train leaves the station."),
    ]
    assert align(DRAFT, edited) == (
        Pair((0,), (0,)),
        Pair((1,), (1,)),
        Pair((2,), ()),
        Pair((), (2,)),
        Pair((3,), (3,)),
    )


def test_a_line_that_was_moved_past_others_is_found() -> None:
    edited = [DRAFT[1], DRAFT[2], replace(DRAFT[0], start=95_000, end=97_000)]
    assert align(DRAFT, edited) == (
        Pair((1,), (0,)),
        Pair((2,), (1,)),
        Pair((3,), ()),
        Pair((0,), (2,)),
    )


def test_what_stands_in_a_lines_place_is_that_line_anew() -> None:
    edited = [Line(20_200, 22_900, "Nobody moves."), Line(41_000, 43_000, "Smoke rises.")]
    assert align(DRAFT[2:], edited) == (Pair((0,), (0,)), Pair((1,), ()), Pair((), (1,)))


def test_a_lines_words_tell_before_its_place_does() -> None:
    edited = [replace(DRAFT[1], start=20_000, end=23_000), replace(DRAFT[2], start=24_000)]
    assert align(DRAFT[1:3], edited) == (Pair((0,), (0,)), Pair((1,), (1,)))


def test_of_equal_lines_the_nearer_is_the_one() -> None:
    draft = [Line(10_000, 12_000, "Snow falls."), Line(20_000, 22_000, "Snow falls.")]
    edited = [Line(12_000, 14_000, "Snow falls.")]
    assert align(draft, edited) == (Pair((0,), (0,)), Pair((1,), ()))


def test_signs_tell_lines_that_have_no_spaces() -> None:
    draft = [Line(0, 900, "他坐在椅子上。"), Line(5_000, 6_000, "她走进房子。")]
    edited = [Line(4_000, 4_500, "她跑进了房子。"), Line(9_000, 9_900, "他坐在红色的椅子上。")]
    assert align(draft, edited) == (Pair((1,), (0,)), Pair((0,), (1,)))


def test_ids_come_before_words_and_times() -> None:
    one = [Line(0, 1_000, "Anna waits.", id="a"), Line(5_000, 6_000, "Snow falls.", id="b")]
    two = [Line(0, 1_000, "Snow falls.", id="b"), Line(5_000, 6_000, "Anna waits.", id="a")]
    assert align(one, two) == (Pair((1,), (0,)), Pair((0,), (1,)))


def named(lines: list[Line]) -> list[Line]:
    return [replace(line, id=f"ad-{number}") for number, line in enumerate(lines)]


def test_ids_of_two_drafts_that_were_numbered_each_by_itself_say_nothing() -> None:
    other = [Line(0, 500, "Dawn."), *DRAFT]
    assert align(named(DRAFT), named(other)) == align(DRAFT, other)


def test_ids_say_what_every_word_was_changed_of() -> None:
    anew = [replace(line, text=f"X{line.start}.", end=line.end + 9_000) for line in DRAFT]
    assert align(named(DRAFT), named(anew)) == tuple(Pair((n,), (n,)) for n in range(4))


def test_a_row_that_was_copied_with_its_id_is_in_one_place_only() -> None:
    draft = named(DRAFT)
    edited = [draft[0], replace(draft[0], start=5_000, end=7_000), *draft[1:]]
    assert align(draft, edited) == (
        Pair((0,), (0,)),
        Pair((), (1,)),
        *(Pair((n,), (n + 1,)) for n in (1, 2, 3)),
    )


def test_a_line_that_was_split_stays_one_place() -> None:
    edited = [
        *DRAFT[:2],
        Line(20_000, 21_000, "Tom lights a candle."),
        Line(21_500, 23_000, "He reads an old letter."),
        DRAFT[3],
    ]
    assert align(DRAFT, edited) == (
        *(Pair((n,), (n,)) for n in (0, 1)),
        Pair((2,), (2, 3)),
        Pair((3,), (4,)),
    )


def test_lines_that_were_merged_are_one_place() -> None:
    split = [
        *DRAFT[:2],
        Line(20_000, 21_000, "Tom lights a candle."),
        Line(21_500, 23_000, "Tom reads an old letter."),
    ]
    assert Pair((2, 3), (2,)) in align(split, DRAFT[:3])


def test_another_films_script_has_nothing_in_common() -> None:
    other = [Line(n * 100_000, n * 100_000 + 900, f"Word{n} other{n}.") for n in range(1, 4)]
    pairs = align(DRAFT, other)
    assert not [pair for pair in pairs if pair.draft and pair.edited]


@pytest.mark.parametrize("one", [[], DRAFT])
def test_an_empty_script_is_aligned_too(one: list[Line]) -> None:
    assert align(one, []) == tuple(Pair((n,), ()) for n in range(len(one)))
    assert align([], one) == tuple(Pair((), (n,)) for n in range(len(one)))


def test_every_line_is_in_exactly_one_place() -> None:
    random_ = random.Random(2)
    vocabulary = [f"w{n}" for n in range(40)]
    for _ in range(30):
        scripts = [
            [
                Line(n * 3_000, n * 3_000 + 2_000, " ".join(random_.choices(vocabulary, k=5)))
                for n in range(random_.randrange(12))
            ]
            for _ in range(2)
        ]
        pairs = align(*scripts)
        assert sorted(n for pair in pairs for n in pair.draft) == list(range(len(scripts[0])))
        assert sorted(n for pair in pairs for n in pair.edited) == list(range(len(scripts[1])))
