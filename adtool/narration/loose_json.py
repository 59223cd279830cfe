"""The strings of JSON as models write it.

In fences, with prose around it, with typographic quotes, with a comma too many, or cut off in the
middle: so strings are read one by one, as far as they are complete, and a quote counts as the end
of a string only where JSON could go on behind it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

_KEY = "candidate"
_CLOSING = {'"': '"', "'": "'", "“": "”", "„": "“”", "«": "»", "‘": "’"}
_OPENS = re.compile(r"[\[{]\s*(?=[\"'“„«‘\[{])")
_GOES_ON = re.compile(r"\s*(?:[\]}]|(?<=\n)\s*[\"“]|[,:]\s*(?:[\"'“„«‘\[{\]}\d]|$)|$)")
_AROUND = re.compile(r"^(?:\(?\d{1,2}[.):]|[-•])\s+|\s*\(\d+ words?\)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A string in an answer.

    Attributes:
        text: what it says, on one line.
        start: where it begins in the answer, behind its quote.
        end: where it ends, before its quote.
    """

    text: str
    start: int
    end: int


def pieces_of(text: str) -> list[Piece]:
    """Return the strings of the JSON in a text that are wordings, in order.

    They are those under a key such as "candidates", or all values where there is no such key.
    """
    start = text.rfind("</think>") + 1  # what comes before is no answer
    if text[start:].lstrip()[:1] in _CLOSING and not _OPENS.search(text, start):
        found = list(_strings(text, start))
    else:
        found = [one for opening in _openings(text, start) for one in _strings(text, opening)]
    wanted = [piece for keys, piece in found if any(_KEY in key.lower() for key in keys)]
    return wanted or [piece for _, piece in found]


def _openings(text: str, start: int) -> Iterator[int]:
    """Yield where JSON begins, each time after the one before has ended."""
    while opening := _OPENS.search(text, start):
        yield opening.start()
        start = max(_end(text, opening.start()), opening.end())


def _end(text: str, start: int) -> int:
    """Return where the JSON that begins at ``start`` ends, or the text does."""
    depth = 0
    for place, sign, _ in _tokens(text, start):
        depth += (sign in "[{") - (sign in "]}") if sign else 0
        if depth <= 0 and sign:
            return place + 1
    return len(text)


def _strings(text: str, start: int) -> Iterator[tuple[tuple[str, ...], Piece]]:
    """Yield the values of the JSON that begins at ``start``, each below its keys."""
    keys: list[str] = [""]
    for _, sign, piece in _tokens(text, start):
        if piece and _is_key(text, piece.end + 1):
            keys[-1] = piece.text
        elif piece:
            yield tuple(keys), piece
        elif sign in ("[", "{"):
            keys.append("")
        elif sign in ("]", "}"):
            keys.pop()
            if len(keys) <= 1:
                return


def _is_key(text: str, end: int) -> bool:
    return text[end:].lstrip()[:1] == ":"


def _tokens(text: str, place: int) -> Iterator[tuple[int, str, Piece | None]]:
    """Yield brackets, and strings that are complete, with their places."""
    while place < len(text):
        sign = text[place]
        if sign in _CLOSING:
            end = _closing(text, place)
            if end is None:
                return
            yield place, "", Piece(_bare(_decoded(text[place + 1 : end], sign)), place + 1, end)
            place = end
        elif sign in "[]{}":
            yield place, sign, None
        place += 1


def _closing(text: str, start: int) -> int | None:
    """Return where the string that opens at ``start`` closes; None where it never does."""
    closing = _CLOSING[text[start]]
    place = start + 1
    while place < len(text):
        if text[place] == "\\":
            place += 1
        elif text[place] in closing and _GOES_ON.match(text, place + 1):
            return place
        place += 1
    return None


def _decoded(raw: str, quote: str) -> str:
    """Return what a string means, on one line; what is no JSON is taken as it stands."""
    inner = re.sub(r'(?<!\\)"', r"\"", raw) if quote != '"' or '"' in raw else raw
    try:
        meant = json.loads(f'"{inner}"', strict=False)
    except ValueError:
        meant = raw.replace("\\", "")
    return " ".join(str(meant).split())


def _bare(text: str) -> str:
    """Return a wording without the number, the quotes or the count of words put round it."""
    quoted = len(text) > 1 and text[0] in '“"' and text[-1] in '”"'
    if quoted and not any(sign in text[1:-1] for sign in '“”"'):
        text = text[1:-1]
    return _AROUND.sub("", text).strip()
