"""Answers of a server, whichever comes first and however badly it behaves."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

import numpy as np
import pytest

from adtool.chat.address import address_of
from adtool.chat.chat import Answer, Chat, Question, Sampling, Token
from adtool.chat.endpoint import EndpointChat
from adtool.errors import UnavailableError
from adtool.progress import SILENT, Notebook
from adtool.settings import ChatSettings

SAMPLING = Sampling(temperature=0.2, top_p=0.9, tokens=64, seed=7)
KEY = "sk-hush-4711"


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADTOOL_ENDPOINT_KEY", raising=False)


def chat_of(server, **settings) -> EndpointChat:
    asked = ChatSettings(**{"tries": 1, "patience": 20, **settings})
    return EndpointChat(address_of(server.url), "tiny", asked, "the server")


def questions(count: int) -> list[Question]:
    return [Question("Be brief.", str(number)) for number in range(count)]


def ask(chat: Chat, count: int = 3) -> list[Answer]:
    return chat.answer(questions(count), [SAMPLING] * count, SILENT)


def refusal(chat: Chat, count: int = 3) -> str:
    """Return what the user reads where a server is given up."""
    with pytest.raises(UnavailableError) as error:
        ask(chat, count)
    assert "What is done is kept: run the same command again" in str(error.value)
    assert "\n" not in str(error.value)
    return error.value.what


def test_a_server_is_known_by_its_address_and_its_model(serve) -> None:
    server = serve()
    chat = chat_of(server)
    assert (chat.name, chat.identity) == ("the server", f"{server.url} tiny")
    assert chat.sees is True


def test_no_question_is_no_request(serve) -> None:
    server = serve()
    assert ask(chat_of(server), 0) == []
    assert server.calls == []


def test_each_question_has_its_own_sampling(serve) -> None:
    server = serve(lambda call: serve.says(str(call.body["seed"])))
    drawn = [Sampling(0.5, 0.9, 64, seed) for seed in (5, 6)]
    answers = chat_of(server).answer(questions(2), drawn, SILENT)
    assert [answer.text for answer in answers] == ["5", "6"]


def test_answers_come_in_the_order_of_the_questions_whichever_is_first(serve) -> None:
    order = []
    later = [threading.Event() for _ in range(5)]

    def backwards(call):
        number = int(call.text)
        if number < 4:
            later[number + 1].wait(20)
        order.append(number)
        later[number].set()
        return serve.says(call.text)

    answers = ask(chat_of(serve(backwards)), 5)
    assert order == [4, 3, 2, 1, 0]
    assert [answer.text for answer in answers] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("parallel", [1, 3])
def test_as_many_questions_as_allowed_are_asked_at_once(serve, parallel: int) -> None:
    together = threading.Barrier(parallel)

    def meet(call):
        together.wait(20)  # breaks, and fails the test, where fewer come
        return serve.says(call.text)

    server = serve(meet)
    answers = ask(chat_of(server, parallel=parallel), 6)
    assert [answer.text for answer in answers] == ["0", "1", "2", "3", "4", "5"]
    assert server.most == parallel


def test_scores_are_those_of_the_server(serve) -> None:
    pieces = [{"token": "An", "logprob": -1.0}, {"token": "na", "logprob": -3.0}]
    (answer,) = ask(chat_of(serve(lambda _: serve.says("Anna", logprobs=pieces))), 1)
    assert answer == Answer("Anna", (Token("An", -1.0), Token("na", -3.0)))
    assert answer.score(0, 4) == -2.0


def test_a_server_that_tells_no_scores_answers_without(serve) -> None:
    assert ask(chat_of(serve()), 1) == [Answer("0")]


@pytest.mark.parametrize("name", ["logprobs", "seed", "max_tokens", "top_p", "temperature"])
@pytest.mark.parametrize("status", [400, 422])
def test_what_a_server_refuses_to_be_told_it_is_told_no_more(serve, name, status) -> None:
    def picky(call):
        if name in call.body:
            return serve.reply({"error": {"message": f"Unknown parameter {name}."}}, status)
        return serve.says(call.text)

    server = serve(picky)
    chat = chat_of(server, parallel=1)
    assert ask(chat, 2) == [Answer("0"), Answer("1")]
    assert ask(chat, 1) == [Answer("0")]
    assert [name in call.body for call in server.calls] == [True, False, False, False]
    other = ["max_completion_tokens" in call.body for call in server.calls]
    assert other == [False, *([name == "max_tokens"] * 3)]


def test_a_server_may_refuse_several_things(serve) -> None:
    def picky(call):
        for name in ("seed", "logprobs"):
            if name in call.body:
                return serve.reply({"detail": [{"loc": ["body", name]}]}, 422)
        return serve.says(call.text)

    server = serve(picky)
    assert ask(chat_of(server), 1) == [Answer("0")]
    assert len(server.calls) == 3


def test_a_server_that_refuses_without_end_is_asked_without_everything_once(serve) -> None:
    said = "logprobs seed max_tokens top_p temperature max_completion_tokens"
    server = serve(lambda _: serve.reply({"error": said}, 400))
    (answer,) = ask(chat_of(server), 1)
    assert said in answer.fault
    assert len(server.calls) == 6


def test_what_was_left_out_in_vain_is_told_again(serve) -> None:
    server = serve(lambda call: serve.reply({"error": "a bad seed"}, 400))
    chat = chat_of(server)
    ask(chat, 1)
    ask(chat, 1)
    assert ["seed" in call.body for call in server.calls] == [True, False, True, False]


FAULTS = {
    "half an answer": (b'{"choices": [{"message"', "no JSON"),
    "no choice": ({"choices": []}, "0 choices"),
    "two choices": ({"choices": [{"message": {"content": "a"}}] * 2}, "2 choices"),
    "an empty one": ({"choices": [{"message": {"content": ""}}]}, "empty answer"),
    "thoughts": ({"choices": [{"message": {"content": "<think>a"}}]}, "thoughts alone"),
    "an error": ({"error": "full"}, "without choices"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_question_without_an_answer_is_asked_again(serve, fault: str) -> None:
    body, _ = FAULTS[fault]
    server = serve(lambda call: serve.says("Anna.") if call.number else serve.reply(body))
    assert ask(chat_of(server), 1) == [Answer("Anna.")]
    assert len(server.calls) == 2


@pytest.mark.parametrize("fault", FAULTS)
def test_one_question_that_never_gets_an_answer_does_not_hold_the_others_up(serve, fault) -> None:
    body, said = FAULTS[fault]
    server = serve(lambda call: serve.reply(body) if call.text == "1" else serve.says(call.text))
    first, second, third = ask(chat_of(server))
    assert (first.text, third.text) == ("0", "2")
    assert (second.text, second.tokens) == ("", ())
    assert second.fault.startswith("The server gave" if fault != "thoughts" else "The server")
    assert said in second.fault
    assert second.fault.endswith(".")
    assert len(server.calls) == 4


@pytest.mark.parametrize("fault", FAULTS)
def test_a_server_that_never_answers_is_given_up(serve, fault: str) -> None:
    body, said = FAULTS[fault]
    assert said in refusal(chat_of(serve(lambda _: serve.reply(body))))


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ({"status": 401, "body": {"error": "who are you?"}}, "refuses (401: who are you?)"),
        ({"status": 403}, "refuses (403)"),
        ({"status": 404, "body": {"error": "no such model"}}, "refuses (404: no such model)"),
        ({"status": 307, "headers": {"Location": "http://evil.example"}}, "sends on to http://ev"),
        ({"body": b"<html></html>"}, "answers with a web page"),
    ],
)
@pytest.mark.parametrize("count", [1, 3])
def test_what_lies_in_no_question_ends_the_work_at_once(serve, reply, said, count) -> None:
    assert said in refusal(chat_of(serve(lambda _: serve.reply(**reply))), count)


BAD = {
    "always 500": {"status": 500, "headers": {"Retry-After-Ms": "1"}},
    "always busy": {"status": 429, "headers": {"Retry-After-Ms": "1"}},
    "a refusal": {"status": 400, "body": {"error": "the picture is broken"}},
    "too long": {"status": 400, "body": {"error": "max_tokens exceeds the context"}},
    "half of it": {"body": b'{"choices', "promised": 500},
}


@pytest.mark.parametrize("bad", BAD)
def test_what_may_lie_in_a_question_is_its_fault_until_three_others_fare_alike(serve, bad) -> None:
    server = serve(lambda _: serve.reply(**BAD[bad]))
    chat = chat_of(server)
    two = questions(2)
    for _ in range(3):  # a narrator asks again
        assert all(a.fault for a in chat.answer(two, [SAMPLING] * 2, SILENT))
    with pytest.raises(UnavailableError):
        chat.answer(questions(1), [SAMPLING], SILENT)


def test_an_answer_in_between_forgives(serve) -> None:
    def moody(call):
        return serve.says("fine") if call.text == "fine" else serve.reply(status=400)

    chat = chat_of(serve(moody))
    for text in ("a", "b", "fine", "c", "d"):
        (answer,) = chat.answer([Question("", text)], [SAMPLING], SILENT)
        assert bool(answer.fault) == (text != "fine")


@pytest.mark.parametrize("status", [429, 500])
def test_what_passes_is_not_noticed(serve, status: int) -> None:
    server = serve(lambda call: serve.soon(status) if call.number == 0 else serve.says(call.text))
    assert ask(chat_of(server)) == [Answer("0"), Answer("1"), Answer("2")]


def test_a_slow_answer_is_a_fault_and_slow_ones_end_the_work(serve) -> None:
    def slow(call):
        return serve.says(call.text, waits=0 if call.text == "0" else 60)

    chat = chat_of(serve(slow), patience=0.5)
    assert [answer.fault for answer in ask(chat, 2)] == [
        "",
        "The server gave no answer within 0.5 s.",
    ]
    with pytest.raises(UnavailableError, match=r"within 0\.5 s.*--patience"):
        chat.answer(questions(4)[1:], [SAMPLING] * 3, SILENT)


def test_a_server_that_is_not_there_ends_the_work(serve) -> None:
    server = serve()
    server.stop()
    said = refusal(chat_of(server, tries=0))
    assert said == f"The server {server.url} does not answer (connection refused)."


def test_a_server_that_stops_in_mid_film_ends_the_work_and_the_rerun_goes_on(serve) -> None:
    def mortal(call):
        if call.number == 4:
            threading.Thread(target=server.stop).start()
            server.ending.wait(20)
            return serve.reply(drops=True)
        return serve.says(call.text)

    server = serve(mortal)
    chat = chat_of(server, parallel=2, tries=0)
    assert ask(chat) == [Answer("0"), Answer("1"), Answer("2")]
    assert "does not answer" in refusal(chat)
    again = serve()
    assert ask(chat_of(again)) == [Answer("0"), Answer("1"), Answer("2")]


def test_others_are_not_waited_for_once_a_server_is_gone(serve) -> None:
    def half_gone(call):
        if call.text == "1":
            threading.Thread(target=server.server_close).start()
            return serve.reply(drops=True)
        return serve.says(call.text, waits=600)

    server = serve(half_gone)
    refusal(chat_of(server, tries=0, patience=600), 2)


def test_pictures_are_said_to_leave_this_machine_once(serve, monkeypatch) -> None:
    proxy = serve()
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.server_port}")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("NO_PROXY", "")
    chat = EndpointChat(address_of("http://films.example/v1"), "tiny", ChatSettings(), "there")
    heard = Notebook(SILENT)
    picture = np.zeros((8, 8, 3), np.uint8)
    for _ in range(2):
        chat.answer([Question("", "Who?", [picture])], [SAMPLING], heard)
    assert heard.notes == ["Pictures of the film are sent to films.example."]
    words = EndpointChat(address_of("http://films.example/v1"), "tiny", ChatSettings(), "there")
    words.answer([Question("", "Who?")], [SAMPLING], heard)
    assert heard.notes[1:] == ["Words about the film are sent to films.example."]


def test_nothing_is_said_where_nothing_leaves(serve) -> None:
    heard = Notebook(SILENT)
    chat_of(serve()).answer(questions(1), [SAMPLING], heard)
    assert heard.notes == []


def test_the_key_is_nowhere_but_in_the_request(serve, monkeypatch) -> None:
    monkeypatch.setenv("ADTOOL_ENDPOINT_KEY", KEY)

    def repeat(call):
        return serve.reply({"error": f"wrong: {call.headers['Authorization']}"}, 400)

    server = serve(repeat)
    chat = chat_of(server)
    (answer,) = ask(chat, 1)
    assert answer.fault == "The server refuses (400: wrong: Bearer ***)."
    with pytest.raises(UnavailableError) as error:
        ask(chat)
    assert KEY not in f"{error.value} {vars(chat)} {chat!r} {chat.identity}"
    assert server.calls[0].headers["Authorization"] == f"Bearer {KEY}"


INTERRUPTED = """
import sys
from adtool.chat.chat import Question, Sampling
from adtool.chat.endpoint import EndpointChat
from adtool.chat.address import address_of
from adtool.progress import SILENT
from adtool.settings import ChatSettings
chat = EndpointChat(address_of(sys.argv[1]), "tiny", ChatSettings(patience=600), "there")
try:
    chat.answer([Question("", "Who?")] * 9, [Sampling(0, 1, 9, 0)] * 9, SILENT)
except KeyboardInterrupt:
    print("interrupted")
"""


def test_ctrl_c_ends_the_work_though_the_server_never_answers(serve) -> None:
    asked = threading.Event()

    def never(call):
        asked.set()
        return serve.reply(waits=600)

    command = [sys.executable, "-c", INTERRUPTED, serve(never).url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert asked.wait(60)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert (said, process.returncode) == ("interrupted\n", 0)
