import json
from pathlib import Path

import pytest

from adtool.cast.cast import read_cast
from adtool.cast.character import Cast, Character
from adtool.cast.character_bank import read_casts
from adtool.errors import CastError
from adtool.progress import SILENT, Notebook


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
        ({"tt1": [{"role": "A", "name": ["B"]}]}, "tt1[0].name: expected a string, found a list"),
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


NAMELESS = [
    {"id": "nm9", "role": "", "name": "Nobody"},
    {"id": "nm9", "role": None, "name": "Nobody"},
    {"id": "nm9", "role": "  ", "name": "Nobody"},
    {"id": "nm9", "role": float("nan"), "name": "Nobody"},
    {"id": "nm9", "name": "Nobody"},
    {"role": None, "name": "Nobody", "id": None},
]


@pytest.mark.parametrize("nameless", NAMELESS)
def test_a_role_without_a_name_is_left_out_counted_and_told(
    tmp_path: Path, nameless: dict[str, object]
) -> None:
    path = write(tmp_path, {"tt1": [{"id": "nm1", "role": "Ada", "name": "Ann"}, nameless]})
    heard = Notebook(SILENT)
    cast = read_cast(path, progress=heard)
    assert cast.names == ("Ada",)
    assert cast.nameless == read_casts(path)["tt1"].nameless == ("Nobody",)
    assert heard.notes == [
        f"{path}: tt1: 1 role has no name in the character bank, left out (Nobody)."
    ]


def test_who_plays_a_nameless_role_may_be_unknown_as_well(tmp_path: Path) -> None:
    roles = [{"role": "Ada", "name": "Ann"}, {"role": "", "id": "nm9"}, {"role": None}]
    path = write(tmp_path, {"tt1": roles + [{"role": "", "name": f"N{i}"} for i in range(3)]})
    heard = Notebook(SILENT)
    assert read_cast(path, progress=heard).nameless == ("nm9", "tt1[2]", "N0", "N1", "N2")
    assert heard.notes == [
        f"{path}: tt1: 5 roles have no name in the character bank, left out (nm9, tt1[2], N0, …)."
    ]


@pytest.mark.parametrize("actor", [{}, {"name": None}, {"name": ""}, {"name": float("nan")}])
def test_a_role_whose_actor_is_unknown_is_kept(tmp_path: Path, actor: dict[str, object]) -> None:
    bank = {"tt1": [{"id": "nm1", "role": "Ada", **actor}]}
    heard = Notebook(SILENT)
    cast = read_cast(write(tmp_path, bank), progress=heard)
    assert (cast.characters, heard.notes) == ((Character("Ada", id="nm1"),), [])


def test_a_bank_of_eleven_thousand_roles_is_read_with_two_that_have_no_name(
    tmp_path: Path,
) -> None:
    roles = [{"id": f"nm{i}", "role": f"Role {i}", "name": f"Actor {i}"} for i in range(11_118)]
    del roles[17]["role"]
    bank = {f"tt{i:04}": roles[i : i + 23] for i in range(0, len(roles), 23)}
    bank["tt0023"][1] = {**bank["tt0023"][1], "role": None}  # type: ignore[dict-item]
    casts = read_casts(write(tmp_path, bank))
    assert sum(len(cast.characters) for cast in casts.values()) == 11_116
    assert {movie: cast.nameless for movie, cast in casts.items() if cast.nameless} == {
        "tt0000": ("Actor 17",),
        "tt0023": ("Actor 24",),
    }
