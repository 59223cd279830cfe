"""What is sent for a question, and what is read out of all that may come back."""

from __future__ import annotations

import base64
import io
import json

import numpy as np
import pytest
from PIL import Image

from adtool.chat.chat import Answer, Question, Sampling, Token
from adtool.chat.completions import (
    UnusableError,
    answer_in,
    models_in,
    refused_in,
    request_for,
)

SAMPLING = Sampling(temperature=0.2, top_p=0.9, tokens=64, seed=7)


def completion(content: object, logprobs: object = None) -> bytes:
    choice = {"message": {"role": "assistant", "content": content}}
    if logprobs is not None:
        choice["logprobs"] = logprobs
    return json.dumps({"choices": [choice]}).encode()


def scored(*pieces: tuple[str, float]) -> dict[str, object]:
    return {"content": [{"token": text, "logprob": score} for text, score in pieces]}


def test_a_question_without_pictures_is_sent_as_plain_text() -> None:
    assert request_for(Question("Be brief.", "Who?"), SAMPLING, "tiny") == {
        "model": "tiny",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Who?"},
        ],
        "stream": False,
        "temperature": 0.2,
        "top_p": 0.9,
        "max_tokens": 64,
        "seed": 7,
        "logprobs": True,
    }


def test_without_instructions_there_is_no_systems_part() -> None:
    assert request_for(Question("", "Who?"), SAMPLING, "tiny")["messages"] == [
        {"role": "user", "content": "Who?"}
    ]


def test_pictures_are_sent_before_the_text_in_their_order_and_keep_their_colours() -> None:
    colours = [(250, 20, 20), (20, 20, 250)]
    pictures = [np.full((30, 50, 3), colour, np.uint8) for colour in colours]
    pictures[0][14:16] = pictures[0][:, 21] = (20, 250, 20)  # thin marks
    messages = request_for(Question("", "Who?", pictures), SAMPLING, "tiny")["messages"]
    *shown, text = messages[0]["content"]
    assert text == {"type": "text", "text": "Who?"}
    assert [part["type"] for part in shown] == ["image_url", "image_url"]
    for part, picture in zip(shown, pictures, strict=True):
        kind, _, data = part["image_url"]["url"].partition(";base64,")
        assert kind == "data:image/jpeg"
        sent = np.asarray(Image.open(io.BytesIO(base64.b64decode(data))), dtype=int)
        assert sent.shape == (30, 50, 3)
        assert np.abs(sent - picture).max() < 40


def test_what_a_server_refuses_is_left_out_or_sent_by_its_other_name() -> None:
    request = request_for(Question("", "Who?"), SAMPLING, "tiny", {"seed", "max_tokens"})
    assert "seed" not in request
    assert "max_tokens" not in request
    assert request["max_completion_tokens"] == 64
    assert request["logprobs"] is True


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ('{"error": {"message": "Unsupported parameter", "param": "logprobs"}}', "logprobs"),
        (
            """{"error": {"message": "Unsupported parameter: 'max_tokens' is not supported with this
            model. Use 'max_completion_tokens' instead."}}""",
            "max_tokens",
        ),
        ('{"detail": [{"type": "extra_forbidden", "loc": ["body", "seed"]}]}', "seed"),
        ('{"error": {"message": "logprobs and seed are unknown"}}', "logprobs"),
        ("unknown field seed", "seed"),
        ('{"error": "temperature is fixed", "param": null}', "temperature"),
        ('{"param": ["seed"]}', "seed"),
        ('{"error": {"message": "seed", "param": "messages"}}', "seed"),
        ('["top_p"]', "top_p"),
        ("max_completion_tokens is unknown", ""),
        ("top_logprobs is unknown", ""),
        ("the picture is broken", ""),
        ("max_tokens is too large: the context has 2048 tokens", ""),
        ('{"error": {"message": "maximum context length", "param": "max_tokens"}}', ""),
        ("", ""),
        ("[" * 100_000, ""),
    ],
)
def test_an_error_tells_which_wish_is_refused(said: str, name: str) -> None:
    assert refused_in(said, ()) == name


def test_a_wish_that_is_left_out_already_is_not_what_an_error_is_about() -> None:
    assert refused_in("seed and logprobs are unknown", {"seed"}) == "logprobs"
    assert refused_in('{"param": "seed"}', {"seed"}) == ""


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Anna runs.", "Anna runs."),
        ("  Anna runs.\n", "Anna runs."),
        ([{"type": "text", "text": "Anna "}, {"type": "text", "text": "runs."}], "Anna runs."),
        ([{"type": "image"}, {"type": "text", "text": "Anna."}, "x", {"text": 5}], "Anna."),
        ("<think>Who is it?</think>\n\nAnna runs.", "Anna runs."),
        ("Who is it?</think>Anna runs.", "Anna runs."),
        ("<think>a</think>b<think>c</think>Anna.", "Anna."),
        ("Anna thinks: <think> is a tag.", "Anna thinks: <think> is a tag."),
        ("Half \ud83d a sign", "Half ? a sign"),
    ],
)
def test_an_answer_is_read_without_thoughts(content: object, text: str) -> None:
    assert answer_in(completion(content)) == Answer(text)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "no JSON"),
        (b'{"choices": [{"message": {"content": "An', "no JSON"),
        (b"data: {}\n\n", "streams"),
        (b"\xff\xfe\xfa", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"null", "without choices"),
        (b"[]", "without choices"),
        (b"{}", "without choices"),
        (b'{"choices": {"0": 1}}', "without choices"),
        (b'{"choices": []}', "0 choices"),
        (b'{"choices": [{}, {}]}', "2 choices"),
        (b'{"choices": [null]}', "a choice that is none"),
        (b'{"choices": [{}]}', "empty"),
        (b'{"choices": [{"message": "Anna"}]}', "empty"),
        (completion(None), "empty"),
        (completion(""), "empty"),
        (completion(" \n"), "empty"),
        (completion(5), "empty"),
        (completion([{"type": "refusal", "refusal": "No."}]), "empty"),
        (completion("<think>Who is it?</think> "), "thoughts alone"),
        (completion("<think>Who is"), "thoughts alone"),
    ],
)
def test_what_is_no_answer_is_said_to_be_none(body: bytes, fault: str) -> None:
    with pytest.raises(UnusableError, match=fault):
        answer_in(body)


def test_tokens_come_with_their_log_probabilities() -> None:
    answer = answer_in(completion("Anna runs.", scored(("Anna", -0.5), (" runs", -1), (".", 0.0))))
    assert answer.tokens == (Token("Anna", -0.5), Token(" runs", -1), Token(".", 0.0))


@pytest.mark.parametrize(
    ("content", "pieces", "tokens"),
    [
        ("Anna.", [("Anna", -1.0), (".", -2.0), ("<|im_end|>", -3.0)], ["Anna", "."]),
        ("Anna.\n", [(" Anna", -1.0), (".\n", -2.0)], ["Anna", "."]),
        ("<think>Anna.</think>Anna.", [("<think>Anna.</thi", 0.0), ("nk>An", -1.0), ("na.", -2.0)],
         ["An", "na."]),
        ("Anna.", [("Anna.</think>", 0.0), ("Anna.", -1.0)], ["Anna."]),
        ("Anna.", [("", -9.0), ("Anna.", -1.0)], ["Anna."]),
    ],
)  # fmt: skip
def test_tokens_are_cut_to_the_text(
    content: str, pieces: list[tuple[str, float]], tokens: list[str]
) -> None:
    answer = answer_in(completion(content, scored(*pieces)))
    assert [token.text for token in answer.tokens] == tokens
    assert "".join(tokens) == answer.text
    assert answer.tokens[-1].score < 0


@pytest.mark.parametrize(
    "logprobs",
    [
        {},
        [],
        {"content": None},
        {"content": []},
        {"content": [None]},
        {"content": [{"token": "Anna."}]},
        {"content": [{"logprob": -1.0}]},
        scored(("Anna", -1.0)),
        scored(("Tom.", -1.0)),
        scored(("Anna.", float("nan"))),
        scored(("Anna.", float("-inf"))),
        {"content": [{"token": "Anna.", "logprob": "-1"}]},
        {"content": [{"token": "Anna.", "logprob": True}]},
        {"content": [{"token": "Anna", "logprob": -1.0}, {"token": 5, "logprob": -1.0}]},
        {"content": [{"token": "?", "logprob": -1.0, "bytes": [300]}]},
        {"content": [{"token": "?", "logprob": -1.0, "bytes": [195]}]},
    ],
)
def test_without_all_of_its_log_probabilities_an_answer_has_no_tokens(logprobs: object) -> None:
    assert answer_in(completion("Anna.", logprobs)) == Answer("Anna.")


def test_a_letter_that_tokens_share_is_put_together_again() -> None:
    content = [
        {"token": "Ren", "logprob": -1.0, "bytes": [82, 101, 110]},
        {"token": "\ufffd", "logprob": -2.0, "bytes": [195]},
        {"token": "\ufffd", "logprob": -4.0, "bytes": [169]},
    ]
    answer = answer_in(completion("René", {"content": content}))
    assert answer.tokens == (Token("Ren", -1.0), Token("é", -3.0))


def test_the_names_of_models_are_read_in_their_order() -> None:
    body = b'{"data": [{"id": "b"}, {"id": "a", "object": "model"}, {"id": ""}, {"id": 5}, {}, 1]}'
    assert models_in(body) == ["b", "a"]


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"data": {}}', b'{"data": null}', b"Ollama"])
def test_what_lists_no_models_is_said_to_list_none(body: bytes) -> None:
    with pytest.raises(UnusableError, match=r"lists no models|no JSON"):
        models_in(body)
