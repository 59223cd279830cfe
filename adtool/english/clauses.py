"""Where an English sentence can stop early and still be one.

No parser: a handful of cautious rules. They miss many places where a sentence could stop, and are
meant never to stop it in mid-phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from adtool.english.sentences import ends_sentence, sentences

_COMMA_OPENER = re.compile(r",\s+(?=(?:and|but|then|while|as|before|after|until|\w+ing)\b)")
_BREAK = re.compile(r"\s*;\s+|\s+[–—-]+\s+|\s*—\s*|:\s+")
_CONJUNCTION = re.compile(r"(?<!\sand)(?<!\s)\s+(?=(?:while|before|until|and\s+then|then)\s)")
_AND_VERB = re.compile(r"(?<!s)\s+(?=and\s+[a-z]+(?<!s)s\b(?!['’]))")
_DEPENDENT = re.compile(
    r"(?:as|when|while|after|before|if|until|since|once|though|although|because|in|on|at|from|"
    r"with|without|under|over|behind|beside|near|outside|inside|through|across|by|to|into|"
    r"holding|seeing|looking)\b",
    re.IGNORECASE,
)
_PAIRS = ("()", "[]", "“”")


def prefixes(text: str) -> Iterator[str]:
    """Yield the beginnings of ``text`` that are whole phrases, longest first.

    ``text`` itself comes first if it ends like a sentence; a wording that was cut off by the
    model's token limit does not. Every other one ends at a boundary between sentences or clauses
    and is given a full stop.
    """
    if ends_sentence(text):
        yield text
    positions = sorted(_boundaries(text), reverse=True)
    for beginning in dict.fromkeys(text[:end].rstrip(" ,;:–—-") for end in positions):
        if _complete(text, beginning):
            yield beginning if ends_sentence(beginning) else beginning + "."


def _boundaries(text: str) -> Iterator[int]:
    """Yield the places in ``text`` after which a clause or sentence may have ended."""
    start = 0
    for sentence in sentences(text):
        end = start + len(sentence)
        yield end
        yield from (start + place for place in _clause_ends(sentence))
        start = end


def _clause_ends(sentence: str) -> Iterator[int]:
    """Yield the places in one sentence after which it can stop."""
    if _DEPENDENT.match(sentence.lstrip()):
        return
    for pattern in (_BREAK, _CONJUNCTION):
        yield from (match.start() for match in pattern.finditer(sentence))
    # "…, and" may go on with a list or end an insertion; only a sole comma is sure to do neither.
    if sentence.count(",") == 1:
        yield from (match.start() for match in _COMMA_OPENER.finditer(sentence))
    if "," not in sentence:
        yield from (match.start() for match in _AND_VERB.finditer(sentence))


def _complete(text: str, beginning: str) -> bool:
    """Say whether ``beginning`` is more than a subject and closes what it opens."""
    last = sentences(beginning)[-1] if beginning else ""
    enough = len(last.split()) >= (2 if ends_sentence(beginning) else 3)
    closed = all(beginning.count(pair[0]) == beginning.count(pair[1]) for pair in _PAIRS)
    return enough and closed and beginning.count('"') % 2 == 0 and len(beginning) < len(text)
