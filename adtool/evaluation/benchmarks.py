"""The benchmarks: whose rows are scored, where their ground truth lies, and what the paper scored.

A benchmark's ground truth is the table that its data set's authors pass round. It is looked for

    where ``--annotations`` says: the table itself, or a folder that holds it,
    in the folder that the variable ADTOOL_DATA names,
    in the folder ``benchmarks`` in adtool's folder of user data,

under one of the benchmark's ``files``. storyworld's and Storyworld-AD's are drawn, and need none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from adtool.datasets.annotations import Annotation, read_annotations
from adtool.errors import AdtoolError, AnnotationError, UnavailableError
from adtool.evaluation.published import TABLE_1, TABLE_2, TABLE_3, PublishedTable
from adtool.faults import Fault

DATA_VARIABLE = "ADTOOL_DATA"

CAPTIONING = ("bleu", "meteor", "rouge-l", "cider", "spice")
WORDING = ("repetition", "distinct", "words", "fit", "redundancy")
EVERYTHING = (*CAPTIONING, "recall", "llm-ad-eval", *WORDING)

FIRST_ROW = 2
"""The line of a table on which its first row stands, below the names of the columns."""

Clock = tuple[str, int, int]
"""A name under which a clip is known, with its start and end in ms on that name's own clock."""


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    """One clip of a benchmark.

    Attributes:
        movie: the movie or episode; confidence intervals are taken over these.
        group: in what R@k/N looks for neighbours: the movie, the episode, or the clip file.
        start: when the clip begins in its group, in ms.
        end: when it ends, in ms.
        reference: what the describers wrote.
        clocks: its names, with its times in the movie.
        file_clocks: the names of its clip file, with its times in that.
        number: the line of the ground truth's file that it begins in; 0 where there is none.
        ids: names of the clip alone, its place in the file from 0 ("anno_idx") among them; one
            that several rows have is of no use.
    """

    movie: str
    group: str
    start: int
    end: int
    reference: str
    clocks: tuple[Clock, ...] = ()
    file_clocks: tuple[Clock, ...] = ()
    number: int = 0
    ids: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The clip, for people."""
        line = f", line {self.number}" if self.number else ""
        return f"{self.group} at {self.start / 1000:g} s{line}"


@dataclass(frozen=True, slots=True)
class GroundTruth:
    """What predictions are scored against.

    Attributes:
        source: where it comes from, for people.
        rows: the clips, in the order of the file.
        faults: what was wrong with the file.
        path: the file, where there is one.
    """

    source: str
    rows: tuple[BenchmarkRow, ...]
    faults: tuple[Fault, ...] = ()
    path: Path | None = None

    def of(self, movies: Iterable[str]) -> GroundTruth:
        """Return the rows of some movies, called by any of their names.

        Raises:
            AdtoolError: if there is no such movie.
        """
        chosen: set[int] = set()
        for movie in movies:
            found = {i for i, row in enumerate(self.rows) if movie.casefold() in _names(row)}
            if not found:
                known = ", ".join(dict.fromkeys(row.movie for row in self.rows[:5000]))
                raise AdtoolError(f"{self.source} has no movie {movie!r}; it has {known[:300]}.")
            chosen |= found
        rows = tuple(self.rows[i] for i in sorted(chosen))
        return GroundTruth(self.source, rows, self.faults, self.path)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark.

    Attributes:
        title: what the data set is called.
        format: the form of its table, an entry of ``datasets.annotations.FORMATS``; "" where its
            films are drawn.
        grouping: in what R@k/N looks for neighbours.
        recalls: the (k, N) that the field reports on it.
        metrics: what is measured unless something else is asked for.
        size: how many rows it has; 0 where any number will do.
        files: names of its table, the first that is there is read.
        published: what the paper printed.
        world: the drawn world whose test films it is; "" where it has a table.
    """

    title: str
    format: str
    grouping: str
    recalls: tuple[tuple[int, int], ...]
    metrics: tuple[str, ...] = EVERYTHING
    size: int = 0
    files: tuple[str, ...] = ()
    published: PublishedTable | None = None
    world: str = ""


BENCHMARKS: dict[str, Benchmark] = {
    "mad-eval": Benchmark(
        title="MAD-Eval-Named",
        format="mad",
        grouping="movie",
        recalls=((5, 16),),
        metrics=(*CAPTIONING, "recall", *WORDING),
        size=6520,
        files=(
            "mad-eval.csv",
            "mad-eval.jsonl",
            "mad_eval.csv",
            "madeval_anno.csv",
            "madeval_anno_with_face.csv",
        ),
        published=TABLE_1,
    ),
    "cmd-ad": Benchmark(
        title="CMD-AD",
        format="cmdad",
        grouping="clip file",
        recalls=((1, 5),),
        size=7316,
        files=("cmd-ad.csv", "cmd-ad.jsonl", "cmdad_anno.csv", "cmdad_anno_with_face.csv"),
        published=TABLE_2,
    ),
    "tv-ad": Benchmark(
        title="TV-AD",
        format="tvad",
        grouping="episode",
        recalls=((1, 5),),
        size=2983,
        files=("tv-ad.csv", "tv-ad.jsonl", "tvad_anno.csv", "tvad_anno_with_face.csv"),
        published=TABLE_3,
    ),
    "storyworld": Benchmark(
        title="storyworld, films of the test seeds",
        format="",
        grouping="movie",
        recalls=((1, 5),),
        metrics=(*CAPTIONING, "recall", *WORDING),
        world="storyworld",
    ),
    "storyworld-ad": Benchmark(
        title="Storyworld-AD, films of the test seeds",
        format="",
        grouping="movie",
        recalls=((1, 5), (5, 16)),
        metrics=(*CAPTIONING, "recall", *WORDING),
        world="storyworld-ad",
    ),
}
"""Every benchmark by name."""


def benchmark(name: str) -> Benchmark:
    """Return the benchmark called ``name``.

    Raises:
        AdtoolError: if there is none.
    """
    if name not in BENCHMARKS:
        raise AdtoolError(f"There is no benchmark {name!r}; choose from {', '.join(BENCHMARKS)}.")
    return BENCHMARKS[name]


def data_folder() -> Path:
    """Return the folder in which benchmarks are looked for when nobody names another."""
    return platformdirs.user_data_path("adtool", appauthor=False) / "benchmarks"


def find_annotations(
    known: Benchmark, given: Path | None = None, environment: Mapping[str, str] | None = None
) -> Path:
    """Find a benchmark's table.

    Args:
        known: the benchmark.
        given: the table, or a folder that holds it; None looks where the module says.
        environment: the variables, ``os.environ`` unless given.

    Raises:
        AnnotationError: if a folder that was given does not hold it.
        UnavailableError: if it is in none of the places.
    """
    if given is not None and not given.is_dir():
        return given
    named = (os.environ if environment is None else environment).get(DATA_VARIABLE, "")
    folders = [given] if given else [*([Path(named)] if named else []), data_folder()]
    for folder in folders:
        for name in known.files:
            if (folder / name).is_file():
                return folder / name
    wanted = " or ".join(known.files)
    if given is not None:
        raise AnnotationError(given, f"holds no {wanted}; name the table itself")
    looked = " and ".join(map(str, folders))
    raise UnavailableError(
        f"The ground truth of {known.title} was not found: looked in {looked} for {wanted}.",
        "Name the table with --annotations, or its folder in ADTOOL_DATA.",
    )


def read_ground_truth(path: Path, known: Benchmark) -> GroundTruth:
    """Read a benchmark's table.

    Raises:
        AnnotationError: if it cannot be read, or is another data set's.
    """
    table = read_annotations(path, known.format)
    found = [clip for clips in table.movies.values() for clip in clips]
    make = _GROUPINGS[known.grouping]
    rows = tuple(make(clip) for clip in sorted(found, key=lambda clip: clip.row))
    return GroundTruth(str(path), rows, table.faults, path)


def size_difference(truth: GroundTruth, known: Benchmark) -> str:
    """Say how the number of rows differs from the benchmark's; empty where it does not."""
    if not known.size or len(truth.rows) == known.size:
        return ""
    return (
        f"{truth.source} has {len(truth.rows):,} rows of use, but {known.title} has "
        f"{known.size:,}: figures are not comparable with published ones"
    )


def row_in_movie(clip: Annotation) -> BenchmarkRow:
    """Return a data set's clip as a row that is grouped by movie."""
    files = _file_names(clip)
    names = (clip.movie, *clip.ids, *files)
    there = clip.excerpt
    return BenchmarkRow(
        movie=clip.movie,
        group=clip.movie,
        start=clip.start,
        end=clip.end,
        reference=clip.text,
        clocks=tuple((name, clip.start, clip.end) for name in names),
        file_clocks=tuple((name, there.start, there.end) for name in files) if there else (),
        number=clip.row,
        ids=(*files, str(clip.row - FIRST_ROW)) if clip.row else files,
    )


def _in_clip_file(clip: Annotation) -> BenchmarkRow:
    row, there = row_in_movie(clip), clip.excerpt
    if there is None:
        return row
    return replace(row, group=there.file, start=there.start, end=there.end)


def _file_names(clip: Annotation) -> tuple[str, ...]:
    if clip.excerpt is None:
        return ()
    return tuple(dict.fromkeys((clip.excerpt.file, clip.excerpt.file.rpartition("/")[2])))


_GROUPINGS: dict[str, Callable[[Annotation], BenchmarkRow]] = {
    "movie": row_in_movie,
    "episode": row_in_movie,
    "clip file": _in_clip_file,
}


def _names(row: BenchmarkRow) -> set[str]:
    return {name.casefold() for name in (row.movie, row.group, *(clock[0] for clock in row.clocks))}
