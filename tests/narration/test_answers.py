"""Answers as models write them: what is read of them, and what is kept."""

from __future__ import annotations

import math

import pytest

from adtool.cast.character import Character
from adtool.chat.chat import Answer, Token
from adtool.narration.answers import RANK_COST, alike, merged, read_answer
from adtool.narration.instructions import WRITING
from adtool.narration.verdicts import Bounds
from adtool.timeline import Candidate

BOUNDS = Bounds(8, (Character("Anna"), Character("Tom")), (), WRITING)


@pytest.mark.parametrize(
    "text", ["Anna opens the door.", "{}", '{"candidates": []}', '["Anna opens the do', "42"]
)
def test_an_answer_without_wordings_as_json_says_so(text: str) -> None:
    reading = read_answer(Answer(text), BOUNDS)
    assert (reading.candidates, reading.faults) == ((), ("it wrote no wordings as JSON",))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "it said nothing"),
        (" \n", "it said nothing"),
        ("I'm sorry, but I can't help with that.", "it refused to answer"),
        ("As an AI, I have no eyes.", "it refused to answer"),
        ('{"candidates": ["I cannot describe this."]}', "it refused to answer"),
        ('{"candidates": ["…", "…"]}', "it said nothing"),
        ('{"candidates": [""]}', "it said nothing"),
    ],
)
def test_an_answer_that_says_nothing_or_refuses_says_so(text: str, fault: str) -> None:
    reading = read_answer(Answer(text), BOUNDS)
    assert (reading.candidates, reading.faults) == ((), (fault,))


def test_an_answer_that_was_not_given_says_why() -> None:
    reading = read_answer(Answer(fault="The server was silent for 120 s."), BOUNDS)
    assert (reading.candidates, reading.faults) == ((), ("The server was silent for 120 s",))


def test_good_wordings_are_kept_and_bad_ones_dropped_with_their_reasons_once() -> None:
    text = '["We see Anna.", "Anna waits", "We smile.", "Rex waits.", "Tom sees Rex.", "Tom sits."]'
    reading = read_answer(Answer(text), BOUNDS)
    assert [one.text for one in reading.candidates] == ["Anna waits.", "Tom sits."]
    assert reading.faults == (
        "it spoke of the picture, not of the story (“We”)",
        "it named somebody who may not be named here (“Rex”)",
    )


def test_a_stranger_whom_one_wording_gives_away_may_begin_no_other() -> None:
    alone = read_answer(Answer('["Hope fades."]'), BOUNDS)
    assert [one.text for one in alone.candidates] == ["Hope fades."]  # it may be a word
    both = read_answer(Answer('["Hope fades.", "Anna sees Hope."]'), BOUNDS)
    assert both.candidates == ()


def scored(text: str, scores: list[float]) -> Answer:
    """Return an answer whose tokens are its characters, in parts of equal scores."""
    step = len(text) // len(scores)
    return Answer(
        text,
        [Token(sign, scores[min(i // step, len(scores) - 1)]) for i, sign in enumerate(text)],
    )


def test_a_score_is_the_mean_of_the_tokens_between_the_quotes() -> None:
    pieces = ['["', "Anna", " opens.", '", "', "Tom", " sits.", '"]']
    scores = [-9.0, -0.5, -1.5, -9.0, -0.25, -0.75, -9.0]
    tokens = [Token(text, score) for text, score in zip(pieces, scores, strict=True)]
    reading = read_answer(Answer("".join(pieces), tokens), BOUNDS)
    assert reading.candidates == (Candidate("Tom sits.", -0.5), Candidate("Anna opens.", -1.0))
    assert reading.scores == "log-probability"


def test_without_log_probabilities_the_rank_is_the_score() -> None:
    reading = read_answer(Answer('["Anna sits.", "x", "Tom waits."]'), BOUNDS)
    assert reading.candidates == (Candidate("Anna sits.", 0.0), Candidate("Tom waits.", -0.2))
    assert reading.scores == "rank"
    assert RANK_COST == 0.1


@pytest.mark.parametrize("score", [-math.inf, math.inf, math.nan])
def test_where_a_score_is_no_number_all_are_by_rank(score: float) -> None:
    answer = scored('["Anna sits.", "Tom waits."]', [-1.0, score])
    assert read_answer(answer, BOUNDS).scores == "rank"
    assert [one.score for one in read_answer(answer, BOUNDS).candidates] == [0.0, -0.1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna opens the door.", "Anna opens a door"),
        ("Anna opens the door.", "Anna is opening the door."),
        ("Tom smiles.", "Tom is smiling!"),
        ("Two men run.", "Two men are running."),
        ("Anna carries a box.", "Anna carried the boxes."),
        ("She hurries.", "She is hurrying."),
        ("Tom sits down.", "Tom is sitting down."),
        ("ANNA OPENS THE DOOR.", "Anna opens the door."),
        ("Then Tom waits.", "Tom waits now."),
        ("Anna's dog barks.", "Anna’s dogs bark."),
        ("Tom is closing a window.", "Tom closes the window."),
    ],
)
def test_other_forms_of_the_same_words_say_the_same(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna kisses Tom.", "Tom kisses Anna."),
        ("Anna opens the door.", "Anna closes the door."),
        ("He smiles.", "She smiles."),
        ("Anna opens the door.", "Anna opens the heavy door."),
        ("Tom falls.", "Tom feels."),
        ("Tom does not smile.", "Tom smiles."),
        ("Tom comes in.", "Tom comes out."),
        ("Two men wait.", "Three men wait."),
        ("Anna sits.", "Anna sits down."),
        ("Tom hops.", "Tom hopes for rain."),
    ],
)
def test_other_words_or_another_order_do_not(one: str, other: str) -> None:
    assert not alike(one, other)


def test_of_wordings_that_say_the_same_the_better_scored_stays() -> None:
    kept = merged(
        [
            Candidate("Anna opens the door.", -2.0),
            Candidate("Anna is opening a door.", -1.0),
            Candidate("Tom waits.", -3.0),
        ],
        2,
    )
    assert kept == (Candidate("Anna is opening a door.", -1.0), Candidate("Tom waits.", -3.0))


def test_a_short_wording_stays_where_only_longer_ones_would() -> None:
    longer = Candidate("Then Anna is smiling.", -1.0)
    short = Candidate("Anna smiles.", -2.0)
    assert merged([short, longer], 2) == (longer, short)
    assert merged([short, longer], 1) == (longer,)
    assert merged([short, longer, Candidate("Tom waits.", -3.0)], 2) == (
        longer,
        Candidate("Tom waits.", -3.0),
    )
    assert merged([], 2) == ()
