import json
from pathlib import Path

import pytest

from adtool.cast import Cast, Character, read_cast, read_casts
from adtool.errors import CastError


def write(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "cast.json"
    path.write_text(json.dumps(content))
    return path


def test_a_full_cast_is_read(tmp_path: Path) -> None:
    (tmp_path / "faces").mkdir()
    (tmp_path / "faces" / "anna.jpg").write_bytes(b"jpg")
    anna = {
        "name": "Anna",
        "actor": "A. Actor",
        "aliases": ["Annie"],
        "portraits": ["faces/anna.jpg"],
    }
    path = write(tmp_path, {"title": "Snow", "characters": [anna, {"name": " Old  Tom "}]})
    portrait = (tmp_path / "faces" / "anna.jpg").resolve()
    assert read_cast(path) == Cast(
        "Snow",
        (Character("Anna", "A. Actor", ("Annie",), (portrait,)), Character("Old Tom")),
    )
    assert read_cast(path).names == ("Anna", "Old Tom")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ([], "expected an object, found a list"),
        ({}, "the key 'characters' is missing"),
        ({"charaters": []}, "unknown key 'charaters'; did you mean 'characters'?"),
        ({"characters": {}}, "characters: expected a list of objects, found an object"),
        ({"characters": ["Anna"]}, "characters[0]: expected an object, found a string"),
        ({"characters": [{}]}, "characters[0]: the key 'name' is missing"),
        ({"characters": [{"name": None}]}, "characters[0].name: expected a string, found null"),
        ({"characters": [{"name": " "}]}, "characters[0].name: is empty"),
        ({"characters": [{"name": "x" * 201}]}, "characters[0].name: is no name"),
        ({"characters": [{"name": "A\u0007"}]}, "characters[0].name: is no name"),
        ({"characters": [{"name": "A", "nick": 1}]}, "characters[0]: unknown key 'nick'"),
        ({"characters": [{"name": "A"}, {"name": "A"}]}, "characters: 'A' occurs twice"),
        (
            {"characters": [{"name": "A"}, {"name": "B"}, {"name": "C", "aliases": 3}]},
            "characters[2].aliases: expected a list of strings, found a number",
        ),
        (
            {"characters": [{"name": "A", "aliases": ["x", 3]}]},
            "characters[0].aliases[1]: expected a string, found a number",
        ),
    ],
)
def test_a_fault_is_named_with_its_key_and_place(
    tmp_path: Path, content: object, fault: str
) -> None:
    path = write(tmp_path, content)
    with pytest.raises(CastError) as refused:
        read_cast(path)
    assert str(refused.value).startswith(f"{path}: {fault}")


@pytest.mark.parametrize(
    ("portrait", "fault"),
    [
        ("../outside.jpg", "lies outside the folder"),
        ("link.jpg", "lies outside the folder"),
        ("loop.jpg", "cast.json"),
        ("missing.jpg", "there is no picture"),
        (".", "there is no picture"),
        ("", "is no file name"),
        ("a\0b", "is no file name"),
        ("x" * 300, "cannot be opened"),
    ],
)
def test_a_portrait_must_be_a_file_inside_the_folder(
    tmp_path: Path, portrait: str, fault: str
) -> None:
    folder = tmp_path / "film"
    folder.mkdir()
    (tmp_path / "outside.jpg").write_bytes(b"jpg")
    (folder / "link.jpg").symlink_to(tmp_path / "outside.jpg")
    (folder / "loop.jpg").symlink_to("loop.jpg")
    path = write(folder, {"characters": [{"name": "A", "portraits": [portrait]}]})
    with pytest.raises(CastError, match=fault) as refused:
        read_cast(path)
    assert "characters[0].portraits[0]" in str(refused.value)


def test_an_absolute_portrait_is_refused_even_inside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"jpg")
    portraits = [str(tmp_path / "a.jpg")]
    path = write(tmp_path, {"characters": [{"name": "A", "portraits": portraits}]})
    with pytest.raises(CastError, match="must be relative"):
        read_cast(path)


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


def test_an_empty_cast_is_a_cast(tmp_path: Path) -> None:
    assert read_cast(write(tmp_path, {"characters": []})) == Cast()
