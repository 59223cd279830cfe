"""Words with their times, joined to phrases that somebody can read."""

from __future__ import annotations

from collections.abc import Iterable

from adtool.timeline import Said, Span

PAUSE = 700
"""Milliseconds without a word that end a phrase."""

LONGEST = 8000
"""Milliseconds after which a phrase ends, whether or not its sentence has."""


def phrases(heard: Iterable[Span]) -> tuple[Said, ...]:
    """Join words to phrases, each up to a sentence's end or a pause; speech without words is none.

    Args:
        heard: words, or phrases, in order of time.
    """
    joined: list[Said] = []
    for one in heard:
        if not isinstance(one, Said) or not one.text.strip():
            continue
        last = joined[-1] if joined else None
        if last is not None and not _ends(last, one):
            joined[-1] = Said(last.start, max(last.end, one.end), f"{last.text} {one.text.strip()}")
        else:
            joined.append(Said(one.start, one.end, one.text.strip()))
    return tuple(joined)


def _ends(phrase: Said, word: Said) -> bool:
    """Say whether a phrase has ended when a word comes."""
    closed = phrase.text.rstrip("\"'”’»)").endswith((".", "!", "?", "…"))
    return closed or word.start - phrase.end > PAUSE or word.end - phrase.start > LONGEST
