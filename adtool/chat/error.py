"""What a server did instead of answering, and what the user reads of it."""

from __future__ import annotations

import json

from adtool.chat.address import KEY_VARIABLE, Address
from adtool.errors import UnavailableError

_WORDS = 200
"""Characters of what a server says that are passed on."""


class ServerError(Exception):
    """A server gave no answer.

    Attributes:
        kind: "gone" (takes no connection), "broken" (5xx, too busy, closes connections), "slow",
            "key" (wants another key), "missing" (knows no such address or model), "elsewhere"
            (redirects), "foreign" (does not speak the protocol), "refused" (this very question),
            or "unusable" (what came back is no answer).
        said: a clause that follows "The server": what it did.
        body: what it wrote itself, without the key.
    """

    def __init__(self, kind: str, said: str, body: str = "") -> None:
        self.kind = kind
        self.said = said
        self.body = body
        super().__init__(said)


def unavailable(error: ServerError, address: Address, *, begun: bool = False) -> UnavailableError:
    """Return what the user reads where a server cannot be used.

    Args:
        error: what it did.
        address: where it is.
        begun: whether some of the work may be done.
    """
    remedies = {
        "gone": "Start it, or name another one with --model.",
        "key": f"Set {KEY_VARIABLE} to a key that it takes.",
        "missing": "Addresses mostly end in /v1, and --served names a model that is there.",
        "elsewhere": "If that is the right address, name it with --model.",
        "foreign": "Its address probably lacks /v1, as in http://127.0.0.1:8000/v1.",
        "slow": "Ask it less at once with --parallel, or wait longer with --patience.",
    }
    remedy = remedies.get(error.kind, "Its own log may say more.")
    if begun:
        remedy = f"{remedy} What is done is kept: run the same command again to go on."
    return UnavailableError(f"The server {address.url} {error.said}.", remedy)


def told_in(body: str) -> str:
    """Return what an error says; empty for a web page."""
    words = _message_in(body)
    return "" if words.lstrip().startswith("<") else words


def _message_in(body: str) -> str:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return body
    for name in ("error", "detail", "message"):
        if isinstance(read, dict) and name in read:
            read = read[name]
    return read if isinstance(read, str) else json.dumps(read, ensure_ascii=False)


def one_line(text: str) -> str:
    """Return what somebody else has written as one short line."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _WORDS else f"{line[: _WORDS - 1]}…"
