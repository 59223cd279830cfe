"""A movie's gaps.json that is there already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from adtool.errors import GapsError
from adtool.gaps.earlier import earlier_gaps
from adtool.gaps.report import GapReport, write_gaps
from adtool.timeline import Gap

MakeFilm = Callable[..., Path]
GAPS = (Gap(1_000, 4_000),)


def there(folder: Path, duration: int = 6_000) -> tuple[tuple[Path, str], ...]:
    write_gaps(GapReport("film.mp4", duration, (), GAPS), folder / "gaps.json")
    return ((folder / "gaps.srt", "srt"), (folder / "gaps.json", "json"))


def test_gaps_that_are_known_are_taken(make_film: MakeFilm, tmp_path: Path) -> None:
    film = make_film(seconds=6)
    for files in (there(tmp_path), there(tmp_path)[:1]):
        found = earlier_gaps(film, files)
        assert found is not None
        assert found.gaps == GAPS


def test_where_there_are_none_there_are_none(tmp_path: Path) -> None:
    assert earlier_gaps(tmp_path / "film.mp4", ((tmp_path / "gaps.json", "json"),)) is None


def test_gaps_of_another_movie_are_refused_where_they_are_an_output(
    make_film: MakeFilm, tmp_path: Path
) -> None:
    files, film = there(tmp_path, 60_000), make_film(seconds=6)
    with pytest.raises(GapsError, match="has the gaps of another movie"):
        earlier_gaps(film, files)
    assert earlier_gaps(film, files[:1]) is None  # only beside one


def test_what_is_damaged_is_told_where_it_is_an_output(make_film: MakeFilm, tmp_path: Path) -> None:
    files, film = there(tmp_path), make_film(seconds=6)
    files[1][0].write_text("{}")
    with pytest.raises(GapsError, match=r"gaps\.json"):
        earlier_gaps(film, files)
    assert earlier_gaps(film, files[:1]) is None
