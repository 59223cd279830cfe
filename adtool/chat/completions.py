"""The chat completions of OpenAI's protocol: what is sent for a question, and what is read back.

Nothing that comes back is trusted: whatever is not as the protocol says is a fault.
"""

from __future__ import annotations

import base64
import io
import json
import math
import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from adtool.chat.chat import Answer, Question, Sampling, Token

if TYPE_CHECKING:
    from adtool.media.image import Image

QUALITY = 90
"""JPEG quality of pictures that are sent."""

OPTIONAL = ("logprobs", "seed", "max_tokens", "top_p", "temperature")
"""What a server may refuse to be told, and is then not told, or told by another name."""

_OTHER_NAMES = {"max_tokens": "max_completion_tokens"}
_THOUGHT = ("<think>", "</think>")
_OF_SIZE = re.compile(r"too (?:large|long|many)|exceed|context|at most", re.IGNORECASE)


class UnusableError(Exception):
    """What came back is no answer; the text is a clause that follows "The server"."""


def request_for(
    question: Question, sampling: Sampling, model: str, refused: Collection[str] = ()
) -> dict[str, object]:
    """Return what is sent for a question.

    Args:
        question: the question.
        sampling: how its answer is drawn.
        model: what the server calls the model.
        refused: those of ``OPTIONAL`` that the server does not take.
    """
    wishes = {
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "max_tokens": sampling.tokens,
        "seed": sampling.seed,
        "logprobs": True,
    }
    taken = {name: value for name, value in wishes.items() if name not in refused}
    renamed = {other: wishes[name] for name, other in _OTHER_NAMES.items() if name in refused}
    return {"model": model, "messages": _messages(question), "stream": False, **taken, **renamed}


def _messages(question: Question) -> list[dict[str, object]]:
    parts: list[dict[str, object]] = [
        {"type": "image_url", "image_url": {"url": _data_uri(picture)}}
        for picture in question.pictures
    ]
    content = [*parts, {"type": "text", "text": question.text}] if parts else question.text
    user: dict[str, object] = {"role": "user", "content": content}
    if not question.instructions:
        return [user]
    return [{"role": "system", "content": question.instructions}, user]


def _data_uri(picture: Image) -> str:
    from PIL.Image import fromarray

    file = io.BytesIO()
    # full colour in every pixel: the marks round faces are thin, and told apart by colour alone
    fromarray(picture).save(file, "JPEG", quality=QUALITY, subsampling=0)
    return f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode()}"


def refused_in(said: str, refused: Collection[str]) -> str:
    """Return which of ``OPTIONAL`` an error is about; empty if about none.

    Args:
        said: the error's body.
        refused: what the server has not been told.
    """
    if _OF_SIZE.search(said):
        return ""  # "max_tokens" is named, but the question is too long
    left = [name for name in OPTIONAL if name not in refused]
    named = _named(said)
    if named in left:
        return named
    places = [(place.start(), name) for name in left if (place := re.search(rf"\b{name}\b", said))]
    return min(places)[1] if places else ""


def _named(said: str) -> str:
    """Return the parameter that an error names in the field for it."""
    try:
        error = json.loads(said)
    except (ValueError, RecursionError):
        return ""
    error = error.get("error", error) if isinstance(error, dict) else {}
    named = error.get("param") if isinstance(error, dict) else None
    return named if isinstance(named, str) else ""


def answer_in(body: bytes) -> Answer:
    """Read an answer.

    Raises:
        UnusableError: if there is none.
    """
    choice = _only_choice(_read(body))
    message = choice.get("message")
    whole = _text_of(message.get("content") if isinstance(message, dict) else None)
    text = _without_thoughts(whole)
    if not text:
        if whole.strip():
            raise UnusableError("answered with thoughts alone: it needs more tokens for its answer")
        raise UnusableError("gave an empty answer")
    return Answer(text, tuple(_pieces_of(text, choice.get("logprobs"))))


def models_in(body: bytes) -> list[str]:
    """Read what a server calls its models.

    Raises:
        UnusableError: if that is no list of models.
    """
    read = _read(body)
    listed = read.get("data") if isinstance(read, dict) else None
    if not isinstance(listed, list):
        raise UnusableError("lists no models")
    names = [model.get("id") for model in listed if isinstance(model, dict)]
    return [name for name in names if isinstance(name, str) and name]


def _read(body: bytes) -> object:
    try:
        read: object = json.loads(body)
    except (ValueError, RecursionError):
        if body.startswith(b"data:"):
            raise UnusableError("streams its answers though it is asked not to") from None
        raise UnusableError("gave an answer that is no JSON, or half of it") from None
    return read


def _only_choice(read: object) -> dict[str, object]:
    choices = read.get("choices") if isinstance(read, dict) else None
    if not isinstance(choices, list):
        raise UnusableError("gave an answer without choices")
    if len(choices) != 1:
        raise UnusableError(f"gave {len(choices)} choices where one was asked for")
    if not isinstance(choices[0], dict):
        raise UnusableError("gave a choice that is none")
    return choices[0]


def _text_of(content: object) -> str:
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return _clean("".join(part for part in parts if isinstance(part, str)))
    return _clean(content) if isinstance(content, str) else ""


def _clean(text: str) -> str:
    """Replace halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _without_thoughts(text: str) -> str:
    begin, end = _THOUGHT
    if end in text:
        text = text.rpartition(end)[2]
    elif text.lstrip().startswith(begin):
        return ""
    return text.strip()


def _pieces_of(text: str, logprobs: object) -> Sequence[Token]:
    """Return the tokens that make the text up; none where they are not all known."""
    content = logprobs.get("content") if isinstance(logprobs, dict) else None
    if not isinstance(content, list) or not all(isinstance(token, dict) for token in content):
        return ()
    scores = [token.get("logprob") for token in content]
    if not all(_is_score(score) for score in scores):
        return ()
    texts = [token.get("token") for token in content]
    if all(isinstance(piece, str) for piece in texts):
        tokens = [Token(_clean(piece), score) for piece, score in zip(texts, scores, strict=True)]
        if found := list(_within(tokens, text)):
            return found
    return list(_within(_from_bytes(content), text))


def _is_score(score: object) -> bool:
    return isinstance(score, int | float) and not isinstance(score, bool) and math.isfinite(score)


def _within(tokens: Sequence[Token], text: str) -> Iterator[Token]:
    """Cut tokens to a text; where thoughts hold the same words, the later ones are meant."""
    start = "".join(token.text for token in tokens).rfind(text)
    if start < 0:
        return
    end, place = start + len(text), 0
    for token in tokens:
        cut = token.text[max(start - place, 0) : max(end - place, 0)]
        place += len(token.text)
        if cut:
            yield Token(cut, token.score)


def _from_bytes(content: Sequence[dict[str, object]]) -> list[Token]:
    """Read tokens from their bytes: letters beyond ASCII may be shared by several tokens."""
    tokens: list[Token] = []
    held, scores = b"", list[float]()
    for token in content:
        try:
            held += bytes(token["bytes"])  # type: ignore[call-overload]
        except (KeyError, TypeError, ValueError):
            return []
        scores.append(token["logprob"])  # type: ignore[arg-type]
        try:
            tokens.append(Token(held.decode(), sum(scores) / len(scores)))
        except UnicodeDecodeError:
            continue
        held, scores = b"", []
    return [] if held else tokens
