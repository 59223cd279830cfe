"""Rolling captions: every word is said once."""

import pytest

from adtool.scripts.cues import Cue
from adtool.speech.rolling import unrolled


def cues(*texts: str, length: int = 1000, apart: int = 0) -> list[Cue]:
    step = length + apart
    return [
        Cue(at, at * step, at * step + length, "", tuple(filter(None, text.split("\n"))))
        for at, text in enumerate(texts)
    ]


def said(*found: Cue) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, "\n".join(cue.text)) for cue in found]


def test_each_word_is_said_where_it_is_new() -> None:
    rolled = unrolled(cues("One two", "One two\nthree", "three\nfour five"), stamped=False)
    assert said(*rolled) == [(0, 1000, "One two"), (1000, 2000, "three"), (2000, 3000, "four five")]


def test_what_is_only_shown_again_lengthens_the_cue_before() -> None:
    texts = ("One", "One", "One\ntwo", "two", "two\nthree")
    assert said(*unrolled(cues(*texts), stamped=False)) == [
        (0, 2000, "One"),
        (2000, 4000, "two"),
        (4000, 5000, "three"),
    ]


def test_a_line_that_grows_is_said_word_by_word() -> None:
    rolled = unrolled(cues("I", "I am", "I am here", "I am here\nnow"), stamped=False)
    assert [cue.text for cue in rolled] == [("I",), ("am",), ("here",), ("now",)]


@pytest.mark.parametrize(
    "texts",
    [
        ("No!", "No!"),
        ("No!", "No!", "No!", "No!"),
        ("No!", "No! Stop!", "Why?", "Because."),
        ("Yes", "Yes, sir", "Go on", "I will", "What?", "What?\nWho?", "Me", "You"),
        ("Hello", "Well hello", "Oh well hello"),
    ],
)
def test_words_that_are_said_twice_are_said_twice(texts: tuple[str, ...]) -> None:
    assert unrolled(cues(*texts), stamped=False) == cues(*texts)


def test_words_with_times_of_their_own_tell_that_captions_roll() -> None:
    texts = ("One", "One\ntwo", "Three", "Four", "Five", "Six")
    assert unrolled(cues(*texts), stamped=False) == cues(*texts)
    assert [cue.text for cue in unrolled(cues(*texts), stamped=True)][:2] == [("One",), ("two",)]


def test_after_a_second_of_nothing_the_same_words_are_said_again() -> None:
    texts = ("One", "One\ntwo", "two\nthree")
    assert len(unrolled(cues(*texts, apart=1000), stamped=True)[1].text) == 1
    assert unrolled(cues(*texts, apart=1001), stamped=True) == cues(*texts, apart=1001)


def test_no_cue_and_one_cue_do_not_roll() -> None:
    assert unrolled([], stamped=True) == []
    assert unrolled(cues("One"), stamped=True) == cues("One")
