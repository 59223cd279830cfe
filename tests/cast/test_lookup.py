"""Casts of one movie and of many: from a cast.json, a character bank, or a folder of casts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adtool.cast.lookup import find_cast, find_casts
from adtool.errors import CastError


def people(*names: str) -> str:
    return json.dumps({"characters": [{"name": name} for name in names]})


def bank_of(**films: tuple[str, ...]) -> str:
    return json.dumps(
        {film: [{"role": role, "name": ""} for role in roles] for film, roles in films.items()}
    )


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.json"
    path.write_text(bank_of(tt1=("Ann", "Bob"), tt2=("Cleo",), tt3=()))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "casts"
    (folder / "tt2").mkdir(parents=True)
    (folder / "tt1.json").write_text(people("Ann"))
    (folder / "tt2" / "cast.json").write_text(people("Cleo"))
    (tmp_path / "secret.json").write_text(people("Nobody"))
    return folder


def test_no_file_is_no_cast() -> None:
    assert find_cast(None, Path("film.mp4")) is None


def test_a_cast_file_is_the_cast_of_any_movie(tmp_path: Path) -> None:
    (tmp_path / "cast.json").write_text(people("Ann"))
    for movie in (None, Path("film.mp4")):
        found = find_cast(tmp_path / "cast.json", movie)
        assert found is not None
        assert found.names == ("Ann",)


def test_a_movies_file_name_or_a_number_tells_which_cast_of_a_bank_is_meant(bank: Path) -> None:
    for movie, number, names in [
        ("Film [tt2].mp4", "", ("Cleo",)),
        ("Film [tt2].mp4", "tt1", ("Ann", "Bob")),
        ("Film.mp4", "tt1", ("Ann", "Bob")),
    ]:
        found = find_cast(bank, Path("videos") / movie, number=number)
        assert found is not None
        assert found.names == names
    for movie in (None, Path("tt1/Film.mp4")):
        with pytest.raises(CastError, match="does not contain the id of exactly one"):
            find_cast(bank, movie)


def test_a_portrait_that_is_missing_is_an_error_where_that_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "cast.json"
    path.write_text('{"characters": [{"name": "Ann", "portraits": ["ann.png"]}]}')
    found = find_cast(path, None)
    assert found is not None
    assert found.characters[0].portraits == ()
    with pytest.raises(CastError, match=r"ann\.png"):
        find_cast(path, None, strict=True)


def test_of_a_bank_the_first_name_that_it_has_counts_and_other_films_are_left_out(
    bank: Path,
) -> None:
    films = {"a": ["a", "tt2", "tt1"], "b": ["tt3"], "c": ["c"], "d": []}
    found = find_casts(bank, films)
    assert {film: cast.names for film, cast in found.items()} == {"a": ("Cleo",), "b": ()}


def test_of_a_folder_a_film_has_its_own_file_or_folder(folder: Path) -> None:
    films = {"a": ["a", "tt1"], "b": ["tt2", "tt1"], "c": ["tt3"]}
    found = find_casts(folder, films)
    assert {film: cast.names for film, cast in found.items()} == {"a": ("Ann",), "b": ("Cleo",)}


def test_a_name_never_leads_out_of_the_folder(folder: Path) -> None:
    names = ["../secret", "..", ".", "", f"{folder.parent}/secret", "tt1/../../secret", "a\0b"]
    assert find_casts(folder, {name: [name] for name in names}) == {}


def test_a_broken_cast_is_an_error_or_told_and_passed_over(folder: Path) -> None:
    (folder / "tt0.json").write_text("{}")
    with pytest.raises(CastError, match=r"tt0\.json: the key 'characters' is missing"):
        find_casts(folder, {"a": ["tt0", "tt1"]})
    told: list[tuple[str, str]] = []
    found = find_casts(
        folder, {"a": ["tt0", "tt1"]}, lambda name, error: told.append((name, error.fault))
    )
    assert found["a"].names == ("Ann",)
    assert told == [("tt0", "the key 'characters' is missing")]


def test_a_file_that_is_no_bank_is_refused(folder: Path) -> None:
    with pytest.raises(CastError, match="is no character bank"):
        find_casts(folder / "tt1.json", {"a": ["tt1"]})
