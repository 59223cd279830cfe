"""Which prediction is for which clip of a benchmark; what is left over is counted and named.

A prediction with an id belongs to the clip that has it; one with times to the clip of its movie
that begins at most ``TOLERANCE`` from it, the nearest in start and end first (a line of an AD
script to the clip that it overlaps most); one with a reference to the clip of its movie with the
same words, in order, and if need be with the same letters. The first of these ways that finds
``SURE`` of the clips is taken, or else the one that finds most: published files have times of
another clock than they say. Rows with none of these go by their order, if there are as many. Each
clip gets one prediction.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from adtool.errors import AdtoolError
from adtool.evaluation.benchmarks import BenchmarkRow, Clock, GroundTruth
from adtool.evaluation.metrics.pairs import Pairs
from adtool.evaluation.predictions import Prediction, PredictionFile

TOLERANCE = 1000
"""The largest difference between starts, in ms: published files shift short clips to make them
two seconds long, which moves their start by up to one."""

SURE = 0.99
"""The share of the clips that a way must find for no other to be tried; below it, a reader of the
figures is warned."""

ENOUGH = 0.9
"""The share of the clips below which the predictions are those of another benchmark, or of a part
of it: figures then say nothing."""

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Match:
    """Predictions beside the clips that they are for.

    Attributes:
        pairs: every row of the ground truth, in its order, with its prediction; empty where there
            is none.
        way: how they were matched.
        others: the same rows with the second candidate of each, with the third, and so on; with the
            first where a row has fewer.
        unmatched: predictions that belong to no clip.
        doubled: predictions for a clip that has one already.
        missing: clips without a prediction.
        absent: these clips, by the number of their row.
        empty: predictions without a word.
        reworded: clips whose reference in the file is not the ground truth's.
    """

    pairs: Pairs
    way: str
    unmatched: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    others: tuple[Pairs, ...] = ()
    absent: frozenset[int] = frozenset()

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each."""
        kinds = ("unmatched", "doubled", "missing", "empty", "reworded")
        return {"rows": len(self.pairs)} | {kind: len(getattr(self, kind)) for kind in kinds}

    @property
    def share(self) -> float:
        """The share of the clips that have a prediction, from 0 to 1."""
        return 1 - len(self.missing) / len(self.pairs)

    @property
    def said(self) -> str:
        """How many clips were matched, and how."""
        rows = len(self.pairs)
        return f"{rows - len(self.missing):,} of {rows:,} rows matched {self.way}"

    def notes(self) -> list[str]:
        """One line for each kind of trouble: how many, and the first few."""
        said = {
            "predictions that match no clip, left out": self.unmatched,
            "predictions for a clip that has one already, left out": self.doubled,
            "clips without a prediction, scored as empty": self.missing,
            "empty predictions, scored as empty": self.empty,
            "clips whose reference in the file reads otherwise; the ground truth's counts": (
                self.reworded
            ),
        }
        return [
            f"{what}: {len(found):,} ({'; '.join(found[:SHOWN])}{'; …' * (len(found) > SHOWN)})"
            for what, found in said.items()
            if found
        ]

    def refuse_few(self, source: str) -> None:
        """Raise an AdtoolError where too many clips have no prediction."""
        if self.share < ENOUGH:
            others = f"; predictions for no clip: {'; '.join(self.unmatched[:SHOWN])}"
            raise AdtoolError(
                f"{source}: only {self.said} ({self.share:.1%}){others if self.unmatched else ''}. "
                "Is it of another benchmark? Use --movie for some of the movies, or "
                "--allow-missing."
            )

    def refuse(self, source: str) -> None:
        """Raise an AdtoolError unless each clip has one prediction, and each prediction a clip."""
        wrong = self.notes()[: sum(map(bool, (self.unmatched, self.doubled, self.missing)))]
        if wrong:
            raise AdtoolError(f"{source}: {wrong[0]}. Without --strict the rest is scored.")


def match(truth: GroundTruth, file: PredictionFile) -> Match:
    """Match a file's predictions to a ground truth.

    Raises:
        AdtoolError: if nothing matches, or there are no times and no references and not as many
            predictions as clips.
    """
    predictions = file.predictions
    way, chosen, near = _best(truth, file)
    if not chosen:
        raise AdtoolError(_nothing(truth, file))
    taken = set(chosen.values())
    pairs = _pairs(truth.rows, predictions, chosen)
    absent = [i for i in range(len(truth.rows)) if i not in chosen]
    left = [i for i in range(len(predictions)) if i not in taken]
    return Match(
        pairs,
        way,
        others=tuple(_others(pairs, predictions, chosen)),
        unmatched=tuple(predictions[i].place for i in left if i not in near),
        doubled=tuple(predictions[i].place for i in left if i in near),
        missing=tuple(truth.rows[i].place for i in absent),
        absent=frozenset(absent),
        empty=tuple(predictions[i].place for i in sorted(taken) if not predictions[i].text),
        reworded=tuple(_reworded(truth.rows, predictions, chosen)),
    )


Found = tuple[str, dict[int, int], set[int]]
"""How; for a row the number of its prediction; the predictions that are near some row."""


def _best(truth: GroundTruth, file: PredictionFile) -> Found:
    """Match in the first way that finds nearly every clip, or else in that which finds most."""
    tried: list[Found] = []
    for way in _ways(truth, file):
        tried.append(way())
        if len(tried[-1][1]) >= SURE * len(truth.rows):
            break
    return max(tried, key=lambda found: len(found[1]))  # of equals the first


def _ways(truth: GroundTruth, file: PredictionFile) -> list[Callable[[], Found]]:
    """Return the ways that the file's columns allow, the surest first."""
    rows, predictions = truth.rows, file.predictions
    ways: list[Callable[[], Found]] = []
    if all(one.id for one in predictions):
        ways.append(lambda: _by_id(rows, predictions))
    if all(one.start is not None and one.movie for one in predictions):
        ways.append(lambda: _by_time(rows, predictions, loose=file.is_script))
    if any(one.reference for one in predictions):
        ways.append(lambda: _by_words(rows, predictions, _words))
        ways.append(lambda: _by_words(rows, predictions, _letters))
    return ways or [lambda: _by_order(truth, file)]


def _by_id(rows: Sequence[BenchmarkRow], predictions: Sequence[Prediction]) -> Found:
    """Match on the clips' names and numbers, unless the references say otherwise."""
    named = Counter(name.casefold() for row in rows for name in row.ids)
    places = {
        name.casefold(): place
        for place, row in enumerate(rows)
        for name in row.ids
        if named[name.casefold()] == 1
    }
    chosen: dict[int, int] = {}
    near: set[int] = set()
    for number, one in enumerate(predictions):
        place = places.get(one.id.casefold())
        if place is None or not (
            one.reference is None or _letters(one.reference) == _letters(rows[place].reference)
        ):
            continue
        near.add(number)
        chosen.setdefault(place, number)
    return "by their ids", chosen, near


def _by_time(
    rows: Sequence[BenchmarkRow], predictions: Sequence[Prediction], *, loose: bool
) -> Found:
    """Match on the movies' clocks and on the clip files', and take what matches more."""
    in_movies = _on_clocks([row.clocks for row in rows], predictions, loose=loose)
    in_files = _on_clocks([row.file_clocks for row in rows], predictions, loose=loose)
    return max(in_movies, in_files, key=lambda found: len(found[1]))


def _on_clocks(
    clocks: Sequence[Sequence[Clock]], predictions: Sequence[Prediction], *, loose: bool
) -> Found:
    found: dict[str, list[tuple[int, int, int]]] = {}
    for number, names in enumerate(clocks):
        for name, start, end in names:
            found.setdefault(name.casefold(), []).append((start, end, number))
    places = {name: _Places.of(there) for name, there in found.items()}
    possible = sorted(
        (cost, number, row)
        for number, one in enumerate(predictions)
        for cost, row in _possible(one, places, loose=loose)
    )
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, row in possible:
        if row not in chosen and number not in taken:
            chosen[row] = number
            taken.add(number)
    way = "by the most overlap" if loose else f"by movie and time, to {TOLERANCE / 1000:g} s"
    return way, chosen, {number for _, number, _ in possible}


@dataclass(frozen=True, slots=True)
class _Places:
    """The clips of one name, found by time without looking at all of them."""

    clips: Sequence[tuple[int, int, int]]  # start, end and number of the row; in order of time
    longest: int

    @classmethod
    def of(cls, clips: Iterable[tuple[int, int, int]]) -> _Places:
        ordered = sorted(clips)
        return cls(ordered, max(end - start for start, end, _ in ordered))

    def starting(self, first: int, last: int) -> Sequence[tuple[int, int, int]]:
        """Those that begin between two times, both included."""
        begin = bisect_left(self.clips, (first,))
        return self.clips[begin : bisect_left(self.clips, (last + 1,), begin)]


def _possible(
    one: Prediction, places: Mapping[str, _Places], *, loose: bool
) -> Iterator[tuple[int, int]]:
    """Give the rows that a prediction may be for, with how little each fits."""
    there = places.get(one.movie.casefold())
    assert one.start is not None
    if there is None:
        return
    last = one.start if one.end is None else one.end
    if loose:
        for start, end, row in there.starting(one.start - there.longest, last):
            overlap = min(end, last) - max(start, one.start)
            if overlap > 0:
                yield -overlap, row
        return
    for start, end, row in there.starting(one.start - TOLERANCE, one.start + TOLERANCE):
        yield abs(start - one.start) + (0 if one.end is None else abs(end - last)), row


def _by_words(
    rows: Sequence[BenchmarkRow], predictions: Sequence[Prediction], words: Callable[..., str]
) -> Found:
    """Match equal words at equal places first, then equal words, then what is left by its place."""
    places = range(len(rows)) if len(rows) == len(predictions) else range(0)
    names = {name.casefold() for row in rows for name in _names(row)}
    chosen = {i: i for i in places if _agree(rows[i], predictions[i], names, words)}
    waiting = _waiting(rows, chosen, words)
    taken, near = set(chosen), set(chosen)
    for number, one in enumerate(predictions):
        name = one.movie.casefold()
        queue = waiting.get((name if name in names else "", words(one.reference)), ())
        if number in taken or not queue:
            continue
        near.add(number)
        free = next((row for row in queue if row not in chosen), None)
        if free is not None:
            chosen[free] = number
            taken.add(number)
    if 2 * len(chosen) >= len(rows):  # else nothing says that the order is the same
        chosen |= {i: i for i in places if i not in chosen and i not in taken}
    return "by the words of the references", chosen, near


def _agree(row: BenchmarkRow, one: Prediction, known: set[str], words: Callable[..., str]) -> bool:
    """Say whether both have the same words, and no names that tell them apart."""
    name = one.movie.casefold()
    here = name not in known or name in _names(row)
    return here and words(row.reference) == words(one.reference)


def _names(row: BenchmarkRow) -> set[str]:
    """Return what the row's movie and its clip file are called, in lower case."""
    return {name.casefold() for name, *_ in (*row.clocks, *row.file_clocks)}


def _waiting(
    rows: Sequence[BenchmarkRow], chosen: Mapping[int, int], words: Callable[..., str]
) -> dict[tuple[str, str], list[int]]:
    """Return the other rows by each name that they have, "" among them, and their reference."""
    found: dict[tuple[str, str], list[int]] = {}
    for number, row in enumerate(rows):
        if number not in chosen:
            for name in {"", *_names(row)}:
                found.setdefault((name, words(row.reference)), []).append(number)
    return found


def _by_order(truth: GroundTruth, file: PredictionFile) -> Found:
    if len(truth.rows) != len(file.predictions):
        raise AdtoolError(
            f"{file.source} has {len(file.predictions):,} rows, and {truth.source} has "
            f"{len(truth.rows):,}{_where_counts_differ(truth, file)}. With neither times "
            "(start, end) nor references (text_gt) rows can only be matched by their order."
        )
    everything = range(len(truth.rows))
    return "by the order of rows", dict(zip(everything, everything, strict=True)), set(everything)


def _where_counts_differ(truth: GroundTruth, file: PredictionFile) -> str:
    said = Counter(one.movie.casefold() for one in file.predictions if one.movie)
    wanted = Counter(row.movie.casefold() for row in truth.rows)
    if not said:
        return ""
    differ = [
        f"{name or 'no movie'}: {said[name]} for {wanted[name]}"
        for name in sorted({*said, *wanted})
        if said[name] != wanted[name]
    ]
    return f" ({'; '.join(differ[:SHOWN])}{'; …' * (len(differ) > SHOWN)})"


def _pairs(
    rows: Sequence[BenchmarkRow], predictions: Sequence[Prediction], chosen: Mapping[int, int]
) -> Pairs:
    texts = [predictions[chosen[i]].text if i in chosen else "" for i in range(len(rows))]
    return Pairs(
        movies=tuple(row.group for row in rows),
        starts=tuple(row.start for row in rows),
        ends=tuple(row.end for row in rows),
        references=tuple(row.reference for row in rows),
        predictions=tuple(texts),
        films=tuple(row.movie for row in rows),
    )


def _others(
    pairs: Pairs, predictions: Sequence[Prediction], chosen: Mapping[int, int]
) -> Iterator[Pairs]:
    """Give the rows with each further candidate."""
    offered = {row: predictions[number].others for row, number in chosen.items()}
    for place in range(max(map(len, offered.values()))):
        texts = [
            offered[row][place] if place < len(offered.get(row, ())) else first
            for row, first in enumerate(pairs.predictions)
        ]
        yield replace(pairs, predictions=tuple(texts))


def _reworded(
    rows: Sequence[BenchmarkRow], predictions: Sequence[Prediction], chosen: Mapping[int, int]
) -> Iterator[str]:
    for row, number in sorted(chosen.items()):
        reference = predictions[number].reference
        if reference and _letters(reference) != _letters(rows[row].reference):
            yield predictions[number].place


def _nothing(truth: GroundTruth, file: PredictionFile) -> str:
    said = ", ".join(list(dict.fromkeys(one.movie or "none" for one in file.predictions))[:SHOWN])
    known = ", ".join(list(dict.fromkeys(row.group for row in truth.rows))[:SHOWN])
    return (
        f"{file.source}: no row matches {truth.source}. Its movies are {said}; the ground truth's "
        f"are {known}. Are the times seconds of the same clock?"
    )


def _words(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()


def _letters(text: str | None) -> str:
    """Return a text's letters and digits alone: quotation marks and dashes have many forms."""
    plain = unicodedata.normalize("NFKD", text or "").casefold()
    return "".join(sign for sign in plain if sign.isalnum())
