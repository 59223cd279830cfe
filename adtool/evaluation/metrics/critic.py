"""CRITIC (AutoAD-III, Han et al., 2024): whether lines name, or mean, the right characters.

A film's lines are read in order, after a sentence with its whole cast, by a coreference resolver:
"He" then means whoever was named before. A line's characters are those of the clusters that it
mentions; CRITIC is the intersection over union of the prediction's and the reference's, mean over
the lines whose reference has any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

from adtool.errors import AdtoolError, UnavailableError
from adtool.evaluation.metrics.coreference import Coreference, Span, load_coreference
from adtool.evaluation.metrics.pairs import Measured, Pairs
from adtool.settings import EvaluationSettings

NAME = "CRITIC"
SCRIPT = "CRITIC (its script)"
"""As the authors' published script counts: once it has found a character, it reads the mentions of
all later clusters out of the last mention instead of the text, so it hardly finds another."""


def critic(pairs: Pairs, settings: EvaluationSettings) -> Measured:
    """CRITIC in percent, in both ways of counting.

    Raises:
        UnavailableError: if no cast is known, or the coreference resolver is not to be had.
        AdtoolError: if no reference has a character in it.
    """
    if not any(pairs.casts.values()):
        raise UnavailableError(
            "CRITIC needs to know who is in each film.",
            "Name the casts: a character bank, or a folder of a cast.json each (--cast).",
        )
    resolve = load_coreference(settings.coreference, settings.device)
    rows: dict[str, list[float | None]] = {NAME: [None] * len(pairs), SCRIPT: [None] * len(pairs)}
    for film, numbers in pairs.by_film.items():
        for figure, number, share in _shares(pairs, numbers, pairs.casts.get(film, ()), resolve):
            rows[figure][number] = share
    figures = {name: fmean(found) for name in rows if (found := _counted(rows[name]))}
    if not figures:
        raise AdtoolError("CRITIC needs a reference with a character of the cast; there is none.")
    return Measured(
        "critic",
        figures,
        {name: tuple(rows[name]) for name in figures},
        notes={
            "coreference": settings.coreference,
            "lines with characters": len(_counted(rows[NAME])),
        },
    )


def characters(
    lines: Sequence[str], cast: Sequence[str], resolve: Coreference, *, as_script: bool = False
) -> list[set[str]]:
    """Return who is in each of a film's lines, in the cast's names.

    A cluster is a character's if one of its mentions is their name as the cast has it; one that
    holds the names of two is nobody's.

    Args:
        lines: the film's, in order of time.
        cast: all names.
        resolve: the coreference resolver.
        as_script: count as the published script does, see ``SCRIPT``.
    """
    opening = f"{', '.join(cast[:-1])} and {cast[-1]}." if len(cast) > 1 else f"{cast[0]}."
    text = " ".join([opening, *lines])
    owner = [-1] * len(opening)
    for number, line in enumerate(lines):
        owner += [-1, *[number] * len(line)]
    found: list[set[str]] = [set() for _ in lines]
    read = text
    for cluster in resolve(text):
        named = {read[start:end] for start, end in cluster} & set(cast)
        if len(named) != 1:
            continue
        for number in _lines_of(cluster, owner):
            found[number] |= named
        if as_script:
            start, end = cluster[-1]
            read = text[start:end]
    return found


def _lines_of(cluster: Sequence[Span], owner: Sequence[int]) -> Iterator[int]:
    """Give the line of each mention that lies inside one."""
    for start, end in cluster:
        here = set(owner[start:end])
        if len(here) == 1 and -1 not in here:
            yield here.pop()


def _shares(
    pairs: Pairs, numbers: Sequence[int], cast: Sequence[str], resolve: Coreference
) -> Iterator[tuple[str, int, float]]:
    """Give the figure, the row and its intersection over union, for rows with characters."""
    if not cast:
        return
    clusters: dict[str, Sequence[Sequence[Span]]] = {}

    def once(text: str) -> Sequence[Sequence[Span]]:
        if text not in clusters:
            clusters[text] = resolve(text)
        return clusters[text]

    sides = ([side[number] for number in numbers] for side in (pairs.references, pairs.predictions))
    wanted, said = sides
    for figure, as_script in ((NAME, False), (SCRIPT, True)):
        theirs = characters(wanted, cast, once, as_script=as_script)
        ours = characters(said, cast, once, as_script=as_script)
        for number, a, b in zip(numbers, theirs, ours, strict=True):
            if a:
                yield figure, number, 100 * len(a & b) / len(a | b)


def _counted(rows: Sequence[float | None]) -> list[float]:
    return [row for row in rows if row is not None]
