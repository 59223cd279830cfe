import json
from pathlib import Path

import pytest

from adtool.cast.cast import read_cast
from adtool.cast.character import Cast, Character
from adtool.cast.character_bank import read_casts
from adtool.errors import CastError


def write(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "cast.json"
    path.write_text(json.dumps(content))
    return path


BANK = {
    "tt0001": [
        {"id": "nm1", "role": "Captain Ada", "name": "Ann Actor"},
        {"id": "nm2", "role": "Tom", "name": ""},
        {"id": "nm3", "role": "Tom", "name": "Another"},
        {"id": "nm4", "role": "", "name": "Nobody"},
    ],
    "tt0002": [{"id": "nm5", "role": "Eve", "name": "Else"}],
}


def test_a_character_bank_is_read_for_the_movie_whose_name_holds_the_id(tmp_path: Path) -> None:
    path = write(tmp_path, BANK)
    assert read_cast(path, movie="tt0001_snow.mp4") == Cast(
        "tt0001", (Character("Captain Ada", "Ann Actor", id="nm1"), Character("Tom", id="nm2"))
    )


def test_a_character_bank_is_read_for_all_its_movies_at_once(tmp_path: Path) -> None:
    casts = read_casts(write(tmp_path, BANK))
    assert {movie: cast.names for movie, cast in casts.items()} == {
        "tt0001": ("Captain Ada", "Tom"),
        "tt0002": ("Eve",),
    }
    assert casts["tt0001"] == read_cast(write(tmp_path, BANK), movie="tt0001")
    with pytest.raises(CastError, match="is no character bank"):
        read_casts(write(tmp_path, {"characters": [{"name": "Ann"}]}))


def test_a_character_bank_of_one_movie_needs_no_id(tmp_path: Path) -> None:
    path = write(tmp_path, {"tt0002": BANK["tt0002"]})
    assert read_cast(path).names == ("Eve",)


def test_a_character_bank_that_does_not_tell_the_movie_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, BANK)
    with pytest.raises(CastError, match="holds the casts of 2 movies"):
        read_cast(path, movie="snow.mp4")


def test_the_movie_of_a_character_bank_is_named_by_its_id_too(tmp_path: Path) -> None:
    bank = {**BANK, "tt00012": [{"role": "Ed", "name": "Some One", "height": 180}]}
    assert read_cast(write(tmp_path, bank), movie="tt0001").title == "tt0001"
    assert read_cast(write(tmp_path, bank), movie="tt00012").names == ("Ed",)


@pytest.mark.parametrize(
    ("bank", "fault"),
    [
        ({"tt1": [{"role": "A", "name": "B"}, {"role": "C"}]}, "tt1[1]: the key 'name' is missing"),
        ({"tt1": [{"role": 3, "name": "B"}]}, "tt1[0].role: expected a string, found a number"),
        ({"tt1": [{"role": "", "name": "B"}]}, "tt1: names nobody"),
    ],
)
def test_a_fault_in_a_character_bank_is_named_with_its_place(
    tmp_path: Path, bank: object, fault: str
) -> None:
    with pytest.raises(CastError) as refused:
        read_cast(write(tmp_path, bank))
    assert f"cast.json: {fault}" in str(refused.value)


def test_what_a_character_bank_does_not_know_may_be_null(tmp_path: Path) -> None:
    bank = {
        "tt1": [{"id": None, "role": "A", "name": None}, {"id": "1", "role": None, "name": "B"}]
    }
    assert read_cast(write(tmp_path, bank)).characters == (Character("A"),)
