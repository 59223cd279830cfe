"""Questions are asked again until their answers can be used, and not for ever."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from adtool.chat.chat import Answer, Chat, Question, Sampling
from adtool.errors import UnavailableError
from adtool.narration.asking import WARM_AGAIN, Asked, ask
from adtool.progress import SILENT, Progress

SAMPLING = Sampling(temperature=0.6, top_p=0.9, tokens=64, seed=7)


class Parrot:
    """Answers each question with the words after its colon, one each time, then the last again."""

    name = identity = "parrot"
    sees = False

    def __init__(self) -> None:
        self.calls: list[list[tuple[str, Sampling]]] = []

    def answer(
        self, questions: Sequence[Question], sampling: Sequence[Sampling], progress: Progress
    ) -> list[Answer]:
        texts = [question.text for question in questions]
        self.calls.append(list(zip(texts, sampling, strict=True)))
        time = len(self.calls) - 1
        return [Answer(text.split()[min(time, len(text.split()) - 1)]) for text in texts]


CHAT: Chat = Parrot()
"""What mypy holds to the protocol."""


def judge(place: int, answer: Answer) -> tuple[str, str]:
    return f"{place} {answer.text}", "" if answer.text.startswith("good") else f"no {answer.text}"


def asked(chat: Chat, texts: list[str], tries: int, sampling: Sampling = SAMPLING) -> list:
    return ask(chat, [Question("", text) for text in texts], judge, sampling, tries, SILENT)


def test_all_questions_go_together_and_only_those_without_a_good_answer_again() -> None:
    chat = Parrot()
    found = asked(chat, ["good", "bad good", "bad worse good", "good"], tries=3)
    assert found == [
        Asked("0 good", "", 1),
        Asked("1 good", "", 2),
        Asked("2 good", "", 3),
        Asked("3 good", "", 1),
    ]
    assert [[text.split()[-1] for text, _ in call] for call in chat.calls] == [
        ["good"] * 4,
        ["good"] * 2,
        ["good"],
    ]


@pytest.mark.parametrize(("tries", "times"), [(0, 1), (1, 2), (3, 4)])
def test_a_question_is_given_up_after_so_many_tries_more(tries: int, times: int) -> None:
    chat = Parrot()
    (found,) = asked(chat, ["bad"], tries)
    assert found == Asked("0 bad", "no bad", times)
    assert len(chat.calls) == times


def test_the_last_try_may_be_the_good_one() -> None:
    assert asked(Parrot(), ["bad bad good"], tries=2) == [Asked("0 good", "", 3)]
    assert asked(Parrot(), ["bad bad good"], tries=1) == [Asked("0 bad", "no bad", 2)]


def test_each_try_has_another_seed_and_a_greedy_model_gets_warm() -> None:
    chat = Parrot()
    asked(chat, ["bad"], 2)
    assert [drawn.seed for ((_, drawn),) in chat.calls] == [7, 8, 9]
    assert {drawn.temperature for ((_, drawn),) in chat.calls} == {0.6}
    greedy = Parrot()
    asked(greedy, ["bad"], 2, Sampling(0, 1, 8, 0))
    assert [drawn.temperature for ((_, drawn),) in greedy.calls] == [0, WARM_AGAIN, WARM_AGAIN]
    assert {(drawn.top_p, drawn.tokens) for ((_, drawn),) in greedy.calls} == {(1, 8)}


def test_without_a_question_nobody_is_asked() -> None:
    chat = Parrot()
    assert asked(chat, [], 3) == []
    assert chat.calls == []


def test_an_answer_that_was_not_given_is_asked_for_again_with_its_own_reason() -> None:
    class Silent(Parrot):
        def answer(self, questions, sampling, progress):
            super().answer(questions, sampling, progress)
            return [Answer("good", fault="The server was silent.") for _ in questions]

    assert asked(Silent(), ["x"], 1) == [Asked("0 good", "The server was silent", 2)]


def test_a_model_that_is_gone_ends_the_asking() -> None:
    class Gone(Parrot):
        def answer(self, questions, sampling, progress):
            raise UnavailableError("The server is gone.", "Start it again.")

    with pytest.raises(UnavailableError, match="gone"):
        asked(Gone(), ["x"], 3)


def test_a_model_that_answers_too_few_questions_is_a_fault_of_ours() -> None:
    class Lazy(Parrot):
        def answer(self, questions, sampling, progress):
            return super().answer(questions, sampling, progress)[1:]

    with pytest.raises(ValueError, match="zip"):
        asked(Lazy(), ["x", "y"], 3)


def test_a_question_that_was_given_up_says_how_often_it_was_asked_and_why() -> None:
    assert Asked("", "it refused to answer", 1).given_up("for wordings") == (
        "Asked once for wordings, the model gave no answer that can be used: it refused to answer."
    )
    assert "Asked 4 times about the pictures, the" in Asked("", "x", 4).given_up(
        "about the pictures"
    )
