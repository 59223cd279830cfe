"""A chat model, wherever it runs: questions with pictures in, answers with scores out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from adtool.progress import Progress

if TYPE_CHECKING:
    from adtool.media.image import Image


@dataclass(frozen=True)
class Question:
    """One turn of a conversation that has no other.

    Attributes:
        instructions: what holds for every question: the system's part.
        text: the question.
        pictures: RGB (H, W, 3) uint8, shown before the text, in their order.
    """

    instructions: str
    text: str
    pictures: Sequence[Image] = ()


@dataclass(frozen=True, slots=True)
class Sampling:
    """How an answer is drawn.

    Attributes:
        temperature: 0 is greedy.
        top_p: the share of likeliest tokens that are sampled from.
        tokens: the most tokens of an answer.
        seed: another one gives another answer, where the temperature is above 0.
    """

    temperature: float
    top_p: float
    tokens: int
    seed: int


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an answer.

    Attributes:
        text: the piece.
        score: its log-probability.
    """

    text: str
    score: float


@dataclass(frozen=True)
class Answer:
    """What a model has answered.

    Attributes:
        text: the answer; empty where there is none.
        tokens: its pieces in order; empty where their log-probabilities are not known.
        fault: why there is no answer, as a sentence; empty where there is one.
    """

    text: str = ""
    tokens: Sequence[Token] = ()
    fault: str = ""

    def score(self, start: int, end: int) -> float | None:
        """Return the mean log-probability of the tokens of ``text[start:end]``; None if unknown."""
        scores = []
        place = 0
        for token in self.tokens:
            if start < end and place < end and place + len(token.text) > start:
                scores.append(token.score)
            place += len(token.text)
        return sum(scores) / len(scores) if scores else None


class Chat(Protocol):
    """A model that answers questions, on this machine or on a server."""

    @property
    def name(self) -> str:
        """What the user called it."""

    @property
    def identity(self) -> str:
        """Which it is, whatever it is called; where that cannot be known, what it is called."""

    @property
    def sees(self) -> bool:
        """Whether it can be shown pictures."""

    def answer(
        self, questions: Sequence[Question], sampling: Sequence[Sampling], progress: Progress
    ) -> list[Answer]:
        """Answer each question by itself.

        Args:
            questions: the questions.
            sampling: how each answer is drawn.
            progress: hears of what the user should know.

        Returns:
            One for each question, in their order, whichever was answered first. A question that
            this model cannot answer now has an answer with a fault.

        Raises:
            UnavailableError: if no question can be answered any more (the server is gone).
        """
