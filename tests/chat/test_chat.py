"""Answers of a chat model, and how likely their parts are."""

from __future__ import annotations

import pytest

from adtool.chat.chat import Answer, Token

ANSWER = Answer(
    "Anna sits.", (Token("An", -1.0), Token("na", -2.0), Token(" sits", -4.0), Token(".", -8.0))
)


@pytest.mark.parametrize(
    ("start", "end", "score"),
    [
        (0, 10, -3.75),
        (0, 4, -1.5),
        (0, 2, -1.0),
        (2, 4, -2.0),
        (1, 3, -1.5),  # both tokens that it lies in
        (4, 9, -4.0),
        (3, 5, -3.0),
        (9, 10, -8.0),
        (10, 12, None),
        (4, 4, None),
        (3, 3, None),
    ],
)
def test_a_parts_score_is_the_mean_of_its_tokens(start: int, end: int, score: float | None) -> None:
    assert ANSWER.score(start, end) == score


def test_without_log_probabilities_nothing_has_a_score() -> None:
    assert Answer("Anna sits.").score(0, 10) is None
    assert Answer(fault="The server is gone.").score(0, 0) is None
