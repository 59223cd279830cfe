"""Words joined to phrases."""

from __future__ import annotations

import pytest

from adtool.speech.phrases import LONGEST, PAUSE, phrases
from adtool.timeline import Said, Span


def words(*texts: str, gap: int = 100) -> list[Said]:
    """Words of 200 ms, with a pause between them."""
    return [Said(i * (200 + gap), i * (200 + gap) + 200, text) for i, text in enumerate(texts)]


def test_words_are_a_phrase_up_to_the_sentences_end() -> None:
    assert phrases(words("Come", "here.", "Now!")) == (
        Said(0, 500, "Come here."),
        Said(600, 800, "Now!"),
    )


@pytest.mark.parametrize("end", [".", "!", "?", "…", '."', "?’", ".)"])
def test_a_sentence_ends_with_its_sign_whatever_closes_after_it(end: str) -> None:
    assert len(phrases(words(f"Come{end}", "here"))) == 2


@pytest.mark.parametrize("sign", ["", ",", ":", "-", '"'])
def test_no_other_sign_ends_one(sign: str) -> None:
    assert len(phrases(words(f"Come{sign}", "here"))) == 1


@pytest.mark.parametrize(("gap", "count"), [(PAUSE, 1), (PAUSE + 1, 2)])
def test_a_pause_ends_a_phrase(gap: int, count: int) -> None:
    assert len(phrases(words("Come", "here", gap=gap))) == count


@pytest.mark.parametrize(("end", "count"), [(LONGEST, 1), (LONGEST + 1, 2)])
def test_a_phrase_is_not_endless(end: int, count: int) -> None:
    start = [Said(0, 7500, "on and on"), Said(7600, end, "and on")]
    assert len(phrases(start)) == count


def test_speech_without_words_is_no_phrase() -> None:
    assert phrases([Span(0, 100), Said(100, 200, " "), Said(200, 300, " Hi ")]) == (
        Said(200, 300, "Hi"),
    )


def test_words_that_overlap_end_with_the_last() -> None:
    assert phrases([Said(0, 900, "Anna"), Said(100, 300, "and")]) == (Said(0, 900, "Anna and"),)
