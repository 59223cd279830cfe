"""What a listener would notice and no captioning metric shows: lines that repeat each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from adtool.english.tokens import plain_tokens


def repetition(movies: Iterable[Sequence[str]]) -> float:
    """Return, in percent, how much of a line stood in the line before it.

    The share of a line's words that occur in the previous line of the same movie; the mean over
    all lines that have a word and a line before them. 0 where there are none.
    """
    shares = [share for movie in movies for share in repeated(movie) if share is not None]
    return 100 * sum(shares) / len(shares) if shares else 0.0


def repeated(movie: Sequence[str]) -> list[float | None]:
    """Return for each line of a movie, in order, what share of its words the line before had.

    None for the first line, and for a line without a word.
    """
    words = [plain_tokens(line) for line in movie]
    after = [_share(line, before) for before, line in pairwise(words)]
    return [None, *after] if words else []


def _share(words: Sequence[str], before: Sequence[str]) -> float | None:
    return sum(word in before for word in words) / len(words) if words else None


def distinct(lines: Iterable[str], n: int) -> float:
    """Return distinct-n in percent (Li et al., 2016): different n-grams over all n-grams.

    0 where no line has n words. It falls with the number of lines: compare equal corpora only.
    """
    grams = [
        tuple(words[i : i + n])
        for words in map(plain_tokens, lines)
        for i in range(len(words) - n + 1)
    ]
    return 100 * len(set(grams)) / len(grams) if grams else 0.0


def words_a_line(lines: Sequence[str]) -> float:
    """Return the mean number of words in a line; 0 where there is no line."""
    return sum(len(plain_tokens(line)) for line in lines) / len(lines) if lines else 0.0
