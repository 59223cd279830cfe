"""Asking a chat model until its answers can be used, or for so long as makes sense."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from adtool.chat.chat import Answer, Chat, Question, Sampling
from adtool.progress import Progress

T = TypeVar("T")

WARM_AGAIN = 0.4
"""Temperature at which a greedy model is asked again at least: it would only say the same."""


@dataclass(frozen=True)
class Asked(Generic[T]):
    """What came of a question.

    Attributes:
        value: what its last answer comes to.
        fault: why no answer can be used, as a clause; empty where the last one can.
        times: how often it was asked.
    """

    value: T
    fault: str
    times: int

    def given_up(self, about: str) -> str:
        """Say how often it was asked "about something" in vain, and why that was no use."""
        often = "once" if self.times == 1 else f"{self.times} times"
        return f"Asked {often} {about}, the model gave no answer that can be used: {self.fault}."


def ask(
    chat: Chat,
    questions: Sequence[Question],
    judge: Callable[[int, Answer], tuple[T, str]],
    sampling: Sampling,
    tries: int,
    progress: Progress,
) -> list[Asked[T]]:
    """Ask questions together, and those whose answers cannot be used again, with other seeds.

    Args:
        chat: the model.
        questions: the questions.
        judge: returns what an answer to a question comes to, and what is wrong with it.
        sampling: how the first answers are drawn.
        tries: how often a question is asked again at most.
        progress: hears of what the user should know.

    Returns:
        One for each question.

    Raises:
        UnavailableError: if no question can be answered any more.
    """
    found: dict[int, Asked[T]] = {}
    open_questions = list(range(len(questions)))
    for attempt in range(tries + 1):
        if not open_questions:
            break
        drawn = _drawn(sampling, attempt)
        asked = [questions[place] for place in open_questions]
        answers = chat.answer(asked, [drawn] * len(asked), progress)
        for place, answer in zip(open_questions, answers, strict=True):
            value, fault = judge(place, answer)
            found[place] = Asked(value, answer.fault.rstrip(".") or fault, attempt + 1)
        open_questions = [place for place in open_questions if found[place].fault]
    return [found[place] for place in range(len(questions))]


def _drawn(sampling: Sampling, attempt: int) -> Sampling:
    if attempt == 0:
        return sampling
    temperature = max(sampling.temperature, WARM_AGAIN)
    return replace(sampling, temperature=temperature, seed=sampling.seed + attempt)
