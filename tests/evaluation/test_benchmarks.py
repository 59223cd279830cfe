"""Where a benchmark's ground truth is looked for, and whether it is whole."""

from dataclasses import replace

import pytest

from adtool.datasets.annotations import Annotation
from adtool.datasets.annotations.annotation import Excerpt
from adtool.errors import AdtoolError, AnnotationError, UnavailableError
from adtool.evaluation import benchmarks
from adtool.evaluation.benchmarks import (
    BENCHMARKS,
    BenchmarkRow,
    GroundTruth,
    benchmark,
    find_annotations,
    read_ground_truth,
    row_in_movie,
    size_difference,
)
from adtool.evaluation.metrics.table import METRICS

TV = BENCHMARKS["tv-ad"]


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Three folders: one to be given, one for the variable, one of the user's data."""
    given, named, own = (tmp_path / name for name in ("given", "named", "own"))
    for folder in (given, named, own):
        folder.mkdir()
    monkeypatch.setattr(benchmarks, "data_folder", lambda: own)
    return given, named, own


def test_the_variables_folder_comes_before_the_users_data(places):
    _, named, own = places
    environment = {"ADTOOL_DATA": str(named)}
    (own / "tv-ad.csv").touch()
    assert find_annotations(TV, environment=environment) == own / "tv-ad.csv"
    (named / "tvad_anno.csv").touch()
    assert find_annotations(TV, environment=environment) == named / "tvad_anno.csv"
    assert find_annotations(TV, environment={}) == own / "tv-ad.csv"


def test_what_is_given_is_taken_or_refused_and_nothing_else_looked_at(places):
    given, _, own = places
    (own / "tv-ad.csv").touch()
    assert find_annotations(TV, given / "any.csv") == given / "any.csv"
    with pytest.raises(AnnotationError, match=r"holds no tv-ad\.csv or .*name the table itself"):
        find_annotations(TV, given)
    (given / "tvad_anno_with_face.csv").touch()
    assert find_annotations(TV, given) == given / "tvad_anno_with_face.csv"


def test_where_there_is_none_all_places_are_named(places):
    _, named, own = places
    with pytest.raises(UnavailableError) as caught:
        find_annotations(TV, environment={"ADTOOL_DATA": str(named)})
    assert f"looked in {named} and {own} for tv-ad.csv" in str(caught.value)


@pytest.mark.parametrize(("name", "size"), [("mad-eval", 6520), ("cmd-ad", 7316), ("tv-ad", 2983)])
def test_a_table_that_is_not_the_whole_benchmark_is_told(name, size):
    row = BenchmarkRow("m", "m", 0, 1, "He runs.")
    known = benchmark(name)
    assert size_difference(GroundTruth("t", (row,) * size), known) == ""
    less = size_difference(GroundTruth("t", (row,) * (size - 1)), known)
    assert f"has {size - 1:,} rows of use" in less
    assert f"has {size:,}: figures are not comparable" in less


def test_an_unknown_benchmark_or_movie_is_told_what_there_is():
    with pytest.raises(AdtoolError, match="choose from mad-eval, cmd-ad, tv-ad, storyworld"):
        benchmark("lsmdc")
    truth = GroundTruth("t.csv", (BenchmarkRow("A", "A", 0, 1, "x"),))
    assert truth.of(["a"]).rows == truth.rows
    with pytest.raises(AdtoolError, match=r"no movie 'B'; it has A\."):
        truth.of(["B"])


@pytest.fixture
def table(tmp_path):
    def write(text):
        path = tmp_path / "table.csv"
        path.write_text(text)
        return path

    return write


def test_a_movies_rows_stand_on_its_clock_in_the_files_order(table):
    path = table(
        "movie,sentence,start,end\nRope,She waits.,5,7\nPsycho,Rain.,1,2\nRope,He runs.,1,3\n"
    )
    truth = read_ground_truth(path, BENCHMARKS["mad-eval"])
    assert (truth.source, truth.path) == (str(path), path)
    assert truth.rows == (
        BenchmarkRow(
            "Rope", "Rope", 5000, 7000, "She waits.", (("Rope", 5000, 7000),), (), 2, ("0",)
        ),
        BenchmarkRow(
            "Psycho", "Psycho", 1000, 2000, "Rain.", (("Psycho", 1000, 2000),), (), 3, ("1",)
        ),
        BenchmarkRow(
            "Rope", "Rope", 1000, 3000, "He runs.", (("Rope", 1000, 3000),), (), 4, ("2",)
        ),
    )
    assert [fault.kind for fault in truth.faults] == ["order"]


def excerpted(file="tt1/part.mkv"):
    there = Excerpt(file, 500, 2500)
    return Annotation("Rope", 61_000, 63_000, "He runs.", excerpt=there, row=7, ids=("tt1",))


def test_a_clip_of_a_clip_file_is_known_by_all_its_names_on_both_clocks():
    row = row_in_movie(excerpted())
    assert (row.movie, row.group, row.start, row.end) == ("Rope", "Rope", 61_000, 63_000)
    assert row.clocks == (
        ("Rope", 61_000, 63_000),
        ("tt1", 61_000, 63_000),
        ("tt1/part.mkv", 61_000, 63_000),
        ("part.mkv", 61_000, 63_000),
    )
    assert row.file_clocks == (("tt1/part.mkv", 500, 2500), ("part.mkv", 500, 2500))
    assert row.number == 7
    plain = row_in_movie(excerpted("part.mkv"))
    assert plain.file_clocks == (("part.mkv", 500, 2500),)


def test_in_clip_files_neighbours_are_those_of_the_file():
    row = benchmarks._in_clip_file(excerpted())
    assert (row.movie, row.group, row.start, row.end) == ("Rope", "tt1/part.mkv", 500, 2500)
    whole = Annotation("Rope", 61_000, 63_000, "He runs.")
    assert benchmarks._in_clip_file(whole) == row_in_movie(whole)


def test_each_benchmark_groups_and_scores_as_the_field_does():
    asked = {name: (one.grouping, one.recalls) for name, one in BENCHMARKS.items()}
    assert asked == {
        "mad-eval": ("movie", ((5, 16),)),
        "cmd-ad": ("clip file", ((1, 5),)),
        "tv-ad": ("episode", ((1, 5),)),
        "storyworld": ("movie", ((1, 5),)),
        "storyworld-ad": ("movie", ((1, 5), (5, 16))),
    }
    for one in BENCHMARKS.values():
        assert set(one.metrics) <= METRICS.keys()
        assert one.grouping in benchmarks._GROUPINGS


def test_a_clip_says_where_it_is():
    row = BenchmarkRow("Rope", "Rope/2", 61_500, 63_000, "x")
    assert row.place == "Rope/2 at 61.5 s"
    assert replace(row, number=7).place == "Rope/2 at 61.5 s, line 7"


def test_movies_are_chosen_by_any_name_and_stay_in_order():
    rows = (
        BenchmarkRow("A", "A/1", 0, 1, "x", (("tt1", 0, 1),)),
        BenchmarkRow("B", "B", 0, 1, "y"),
        BenchmarkRow("A", "A/2", 0, 1, "z"),
    )
    truth = GroundTruth("t.csv", rows)
    assert truth.of(["a"]).rows == (rows[0], rows[2])
    assert truth.of(["A/2", "TT1"]).rows == (rows[0], rows[2])
    assert truth.of(["B", "A"]).rows == rows
    with pytest.raises(AdtoolError, match=r"^t\.csv has no movie 'C'; it has A, B\.$"):
        truth.of(["A", "C"])


def test_the_folder_of_the_users_data_is_adtools_own():
    assert benchmarks.data_folder().parts[-2:] == ("adtool", "benchmarks")


def test_a_benchmark_of_any_size_has_no_wrong_number_of_rows():
    assert size_difference(GroundTruth("t", ()), BENCHMARKS["storyworld"]) == ""
