"""The words of captions; what they mean together is tested in test_captions.py."""

import pytest

from adtool.speech.sounds import SOUNDS, VOICES, forms


@pytest.mark.parametrize("word", ["s", "is", "a", "ing", "", "ed"])
def test_short_words_have_no_other_form(word: str) -> None:
    assert forms(word) == {word}


@pytest.mark.parametrize("word", ["speaks", "spoke", "shouted", "chanting", "mumbling", "says"])
def test_verbs_of_voices_are_found(word: str) -> None:
    assert forms(word) & VOICES
    assert not forms(word) & SOUNDS


@pytest.mark.parametrize("word", ["rumbles", "creaking", "shattered", "dinged", "flies", "claps"])
def test_verbs_of_sounds_mean_no_voice(word: str) -> None:
    assert not forms(word) & VOICES
