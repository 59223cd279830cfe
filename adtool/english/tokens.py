"""The plain tokens of a sentence, as the captioning metrics count them."""

from __future__ import annotations

import re

PUNCTUATION = frozenset(
    ["''", "'", "``", "`", "-LRB-", "-RRB-", "-LCB-", "-RCB-", *".?!,:-;", "--", "..."]
)
"""What COCO's evaluation drops after tokenising. Its bracket names are upper case while the
tokens are lower case, so brackets stay in as ``-lrb-`` and ``-rrb-``: kept, for equal scores."""


_BRACKETS = {"(": "-lrb-", ")": "-rrb-", "{": "-lcb-", "}": "-rcb-", "[": "-lsb-", "]": "-rsb-"}


_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "."})


_WORD = re.compile(
    r"\w+?(?=n't\b)|n't\b|'(?:s|re|ve|ll|d|m)\b"  # is|n't, she|'s: as the Penn Treebank splits them
    r"|\d+(?:[.,:]\d+)+|\w+(?:-\w+)*|[^\w\s]"
)


def plain_tokens(sentence: str) -> list[str]:
    """Split a sentence into lower-case words, near to what PTB does, without Java.

    Contractions are split, hyphenated words and numbers stay whole, COCO's punctuation goes. It
    does not know abbreviations, fractions, or PTB's rewriting of rare symbols.
    """
    found = _WORD.findall(sentence.lower().translate(_QUOTES))
    return [_BRACKETS.get(token, token) for token in found if token not in PUNCTUATION | {'"'}]
