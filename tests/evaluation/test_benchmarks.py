"""Where a benchmark's ground truth is looked for, and whether it is whole."""

import pytest

from adtool.errors import AdtoolError, AnnotationError, UnavailableError
from adtool.evaluation import benchmarks
from adtool.evaluation.benchmarks import (
    BENCHMARKS,
    BenchmarkRow,
    GroundTruth,
    benchmark,
    find_annotations,
    size_difference,
)

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
