"""The file that says where each frame is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from adtool.datasets.cache.index import (
    FilmRows,
    FrameIndex,
    KeptAs,
    OpenIndex,
    join,
    read_index,
    write_index,
)
from adtool.errors import MediaError

MADE = KeptAs(3, 224, 90, 3.0)


def of_film(name: str, clips: int, first: int = 100) -> FrameIndex:
    starts = np.arange(first, first + clips * 3).reshape(clips, 3)
    rows = FilmRows(name, f"{name}.tar", "f00", 5000, "digest", tuple(range(clips)))
    return FrameIndex(MADE, (rows,), starts, starts % 7)


def test_an_index_comes_back_as_it_was_written(tmp_path):
    index = of_film("Amélie", 4, first=2**40)
    write_index(tmp_path / "x.index", index)
    again = read_index(tmp_path / "x.index")
    assert (again.made, again.films) == (index.made, index.films)
    assert np.array_equal(again.starts, index.starts)
    assert np.array_equal(again.sizes, index.sizes)


def test_some_rows_are_read_alone(tmp_path):
    index = of_film("Up", 5)
    write_index(tmp_path / "x.index", index)
    with OpenIndex(tmp_path / "x.index") as opened:
        starts, sizes = opened.rows(3, 1)
        assert opened.count == 5
    assert np.array_equal(starts, index.starts[3:4])
    assert np.array_equal(sizes, index.sizes[3:4])


def test_joined_films_have_the_rows_that_are_said_to_be_theirs():
    parts = [of_film("a", 2), of_film("b", 3, 500), of_film("c", 1, 900)]
    joined = join(MADE, parts)
    assert [film.first for film in joined.films] == [0, 2, 5]
    for film, part in zip(joined.films, parts, strict=True):
        rows = slice(film.first, film.first + len(film.clips))
        assert np.array_equal(joined.starts[rows], part.starts)
        assert np.array_equal(joined.sizes[rows], part.sizes)


def test_an_index_of_no_films_is_one(tmp_path):
    write_index(tmp_path / "x.index", join(MADE, []))
    assert read_index(tmp_path / "x.index").starts.shape == (0, 3)


def write_none(path: Path) -> None:
    """Leave the path without a file."""


def write_text(path: Path) -> None:
    path.write_text("no index")


def write_cut_off(path: Path) -> None:
    write_index(path, of_film("a", 4))
    path.write_bytes(path.read_bytes()[:-9])


def write_nothing(path: Path) -> None:
    path.touch()


def write_other_tensors(path: Path) -> None:
    save_file({"features": np.zeros(3)}, path)


def write_too_few_rows(path: Path) -> None:
    index = of_film("a", 4)
    write_index(path, FrameIndex(MADE, index.films, index.starts[:2], index.sizes[:2]))


def write_other_shapes(path: Path) -> None:
    index = of_film("a", 4)
    write_index(path, FrameIndex(MADE, index.films, index.starts, index.sizes[:, :2]))


@pytest.mark.parametrize(
    "write",
    [
        write_none,
        write_text,
        write_cut_off,
        write_nothing,
        write_other_tensors,
        write_too_few_rows,
        write_other_shapes,
    ],
)
def test_what_is_no_index_is_refused_in_a_line(tmp_path, write):
    write(tmp_path / "x.index")
    with pytest.raises(MediaError, match=r"x\.index: is no index of frames; run adtool frames"):
        OpenIndex(tmp_path / "x.index")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"frames": 8}, "3 frames a clip, not 8"),
        ({"short_side": 336}, "frames of 224 pixels a side, not 336"),
        ({"quality": 75}, "JPEGs of quality 90, not 75"),
        ({"fps": 5.0}, "pictures at 3 a second, not 5"),
        ({"format": 2}, "files of another version of adtool"),
        ({}, ""),
    ],
)
def test_a_difference_is_said_by_its_name(change, said):
    assert MADE.difference(replace(MADE, **change)) == said
