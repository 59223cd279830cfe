"""Rules about lines that say what their neighbours say."""

from __future__ import annotations

import pytest

from adtool.checking.rules.repetition import distinctive_of
from adtool.timeline import Line


def lines(*texts: str) -> list[Line]:
    return [Line(3000 * i, 3000 * i + 2000, text) for i, text in enumerate(texts)]


def test_a_line_that_says_the_same_again_names_the_nearest(subject, told) -> None:
    texts = "He nods.", "He NODS!", "Rain falls.", "“He nods”", "He nods twice."
    assert told("repeated-line", subject(*lines(*texts))) == [
        "2 warning: It says the same as line 1. Say what has changed, or leave it out.",
        "4 warning: It says the same as line 2. Say what has changed, or leave it out.",
    ]


@pytest.mark.parametrize(("neighbours", "found"), [(1, []), (2, []), (3, [4]), (4, [4])])
def test_only_so_many_lines_before_a_line_are_looked_at(
    subject, broken, neighbours: int, found: list[int]
) -> None:
    texts = "He nods.", "A dog barks.", "Rain falls.", "He nods."
    same = broken(subject(*lines(*texts)), neighbours=neighbours)
    assert [number for rule, number in same if rule == "repeated-line"] == found
    texts = "Tom sits on the chair.", "A dog barks.", "Rain falls.", "Tom sits on the bed."
    alike = broken(subject(*lines(*texts)), neighbours=neighbours)
    assert [number for rule, number in alike if rule == "repeated-wording"] == found


def test_the_first_line_repeats_nothing_however_far_one_looks(subject, broken) -> None:
    texts = "He nods.", "He waves.", "He nods."
    found = broken(subject(*lines(*texts)), neighbours=100)
    assert [number for rule, number in found if rule == "repeated-line"] == [3]
    texts = "Tom sits on the bed.", "Rain falls.", "Ann sits on the bed."
    found = broken(subject(*lines(*texts)), neighbours=100)
    assert [number for rule, number in found if rule == "repeated-wording"] == [3]


def test_lines_without_words_do_not_repeat_each_other(subject, told) -> None:
    assert told("repeated-line", subject(*lines("—", "…", ""))) == []
    assert told("repeated-wording", subject(*lines("—", "…", "")), repeated_words=1) == []


def test_the_first_run_of_words_that_is_repeated_is_told(subject, told) -> None:
    texts = "Ann and Tom’s dog sit on the old chair.", "Later, TOM'S dog, sit on the bed."
    assert told("repeated-wording", subject(*lines(*texts)), repeated_words=3) == [
        "2 note: “tom dog sit” stands in line 1, too. Find other words."
    ]
    assert told("repeated-wording", subject(*lines(*texts)), repeated_words=5) == [
        "2 note: “tom dog sit on the” stands in line 1, too. Find other words."
    ]
    assert told("repeated-wording", subject(*lines(*texts)), repeated_words=6) == []


def test_a_line_as_long_as_the_run_is_compared_whole(subject, told) -> None:
    texts = "He sits on chairs.", "Now he sits on chairs."
    assert len(told("repeated-wording", subject(*lines(*texts)))) == 1
    assert told("repeated-wording", subject(*lines("Sits on chairs.", texts[1]))) == []


def test_the_nearest_line_with_the_wording_is_named_and_equal_lines_are_passed_over(
    subject, told
) -> None:
    beds = "{} sits on the bed."
    texts = [beds.format(who) for who in ("Tom", "Ann", "Tom", "Udo")]
    said = told("repeated-wording", subject(*lines(*texts)))
    assert [one.partition(",")[0] for one in said] == [
        "2 note: “sits on the bed” stands in line 1",
        "3 note: “sits on the bed” stands in line 2",
        "4 note: “sits on the bed” stands in line 3",
    ]
    same = "Tom sits on the bed.", "Rain falls.", "Tom sits on the bed."
    assert told("repeated-wording", subject(*lines(*same))) == []


def test_repeats_are_looked_for_among_the_nearest_lines_only(subject, broken) -> None:
    texts = ["Tom sits on the chair.", "A dog barks.", "Rain falls.", "Tom sits on the bed.", "Go."]
    assert ("repeated-wording", 4) in broken(subject(*lines(*texts)))
    assert ("repeated-wording", 4) not in broken(subject(*lines(*texts)), neighbours=2)
    assert ("repeated-wording", 4) not in broken(subject(*lines(*texts)), repeated_words=5)


def test_a_line_without_a_word_of_its_own_is_told(subject, broken, cast) -> None:
    texts = ["Tom lifts a lamp.", "Tom lifts a cup.", "A cup and a lamp."]
    found = broken(subject(*lines(*texts), cast=cast))
    assert [number for rule, number in found if rule == "nothing-distinctive"] == [1, 2, 3]
    found = broken(subject(*lines(*texts), cast=cast), window=2)
    assert [number for rule, number in found if rule == "nothing-distinctive"] == []


def test_what_it_says_of_a_line_without_a_word_of_its_own(subject, told) -> None:
    advice = "Name what sets this moment apart."
    assert told(
        "nothing-distinctive", subject(*lines("He nods.", "She waves.", "He is here."))
    ) == [f"3 note: No word of it is its own: its neighbours have all of them. {advice}"]
    assert told("nothing-distinctive", subject(*lines("He nods.", " ", ""))) == []
    assert told("nothing-distinctive", subject(*lines("Er ist hier."), language="de")) == []


def test_distinctive_words_are_those_of_windows_that_follow_each_other(subject, cast) -> None:
    texts = "A red door.", "A red cup.", "Tom sits.", "Tom, red."
    own = distinctive_of(subject(*lines(*texts), cast=cast), 2)
    assert own == [{"door"}, {"cup"}, {"sits"}, {"red"}]
    own = distinctive_of(subject(*lines(*texts)), 4)  # without the cast Tom is a word like others
    assert own == [{"door"}, {"cup"}, {"sits"}, frozenset()]
    assert distinctive_of(subject(), 4) == []
