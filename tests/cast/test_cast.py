import json
from pathlib import Path

import pytest
from PIL import Image

from adtool.cast.cast import read_cast
from adtool.cast.character import Cast, Character
from adtool.errors import CastError
from adtool.progress import SILENT, Notebook


def write(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "cast.json"
    path.write_text(json.dumps(content))
    return path


def draw(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (20, 20), "red").save(path)
    return path.resolve()


def test_a_full_cast_is_read(tmp_path: Path) -> None:
    portrait = draw(tmp_path / "faces" / "anna.jpg")
    anna = {
        "name": "Anna",
        "actor": "A. Actor",
        "aliases": ["Annie"],
        "portraits": ["faces/anna.jpg"],
    }
    tom = {"name": " Old  Tom ", "introduced_at": 12.5, "pronoun": "he"}
    path = write(tmp_path, {"$schema": "x", "title": "Snow", "characters": [anna, tom]})
    assert read_cast(path) == Cast(
        "Snow",
        (
            Character("Anna", "A. Actor", ("Annie",), (portrait,)),
            Character("Old Tom", introduced_at=12500, pronoun="he"),
        ),
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
        ({"characters": []}, "characters: is empty; name at least one character"),
        (
            {"characters": [{"nmae": "A"}]},
            "characters[0]: unknown key 'nmae'; did you mean 'name'?",
        ),
        (
            {"characters": [{"name": "Tom"}, {"name": "Ann"}, {"name": "TOM"}]},
            "characters[2].name: characters[0] is called 'TOM' as well; a name must tell who",
        ),
        (
            {"characters": [{"name": "Ann", "aliases": ["x", "Tom"]}, {"name": "Tom"}]},
            "characters[0].aliases[1]: characters[1] is called 'Tom' as well",
        ),
        (
            {"characters": [{"name": "A", "aliases": ["Mum"]}, {"name": "B", "aliases": ["mum"]}]},
            "characters[1].aliases[0]: characters[0] is called 'mum' as well",
        ),
        (
            {"characters": [{"name": "Zo\u00eb"}, {"name": "Zoe\u0308"}]},
            "characters[1].name: characters[0] is called 'Zo\u00eb' as well",
        ),
        ({"characters": [{"name": "A", "introduced_at": -1}]}, "characters[0].introduced_at: is a"),
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


def test_what_a_character_is_called_twice_is_no_clash(tmp_path: Path) -> None:
    path = write(tmp_path, {"characters": [{"name": "Tom", "aliases": ["tom", "Tommy", "Tommy"]}]})
    assert read_cast(path).characters[0].aliases == ("tom", "Tommy", "Tommy")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (b'{"characters": [{"name": "A", "name": "B"}]}', "the key 'name' occurs twice"),
        (b'{"characters": ' + b"[" * 100_000, "is nested too deeply"),
        (b'{"characters": [', "is no valid JSON"),
        (b"\xff\xfe{\x00}\x00", "byte 0 is not UTF-8"),
    ],
    ids=range(5),
)
def test_what_is_no_json_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "cast.json"
    path.write_bytes(content)
    with pytest.raises(CastError, match=fault):
        read_cast(path)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "cast.json"
    path.write_bytes(b'\xef\xbb\xbf{"characters": [{"name": "Ann"}]}')
    assert read_cast(path).names == ("Ann",)


@pytest.mark.parametrize(
    ("portrait", "fault"),
    [
        ("../outside.jpg", "lies outside the folder"),
        ("../nowhere.jpg", "lies outside the folder"),
        ("link.jpg", "lies outside the folder"),
        ("", "is no file name"),
        ("a\0b", "is no file name"),
    ],
)
def test_a_portrait_outside_the_folder_is_refused(
    tmp_path: Path, portrait: str, fault: str
) -> None:
    folder = tmp_path / "film"
    folder.mkdir()
    draw(tmp_path / "outside.jpg")
    (folder / "link.jpg").symlink_to(tmp_path / "outside.jpg")
    path = write(folder, {"characters": [{"name": "A", "portraits": [portrait]}]})
    with pytest.raises(CastError, match=fault) as refused:
        read_cast(path)
    assert "characters[0].portraits[0]" in str(refused.value)


@pytest.mark.parametrize(
    ("portrait", "fault"),
    [
        ("missing.jpg", "there is no such file"),
        (".", "is a folder"),
        ("cast.json", "is no picture that can be read; save it as a JPEG or PNG file"),
        ("loop.jpg", "cannot be read"),
        ("x" * 300, "cannot be read"),
    ],
)
def test_a_broken_portrait_is_told_of_and_left_out_unless_strict(
    tmp_path: Path, portrait: str, fault: str
) -> None:
    (tmp_path / "loop.jpg").symlink_to("loop.jpg")
    good = draw(tmp_path / "good.jpg")
    people = [
        {"name": "Ann", "portraits": [portrait]},
        {"name": "Tom", "portraits": ["good.jpg", portrait]},
    ]
    path = write(tmp_path, {"characters": people})
    notes = Notebook(SILENT)
    cast = read_cast(path, progress=notes)
    assert [character.portraits for character in cast.characters] == [(), (good,)]
    first, second = notes.notes
    assert first.startswith(f"{path}: characters[0].portraits[0]: {portrait!r}: {fault}")
    assert first.endswith("; Ann is left without a face.")
    assert second.endswith("; Tom goes without it.")
    with pytest.raises(CastError, match=r"characters\[0\]\.portraits\[0\]: .*" + fault):
        read_cast(path, strict=True)


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    good = draw(tmp_path / "faces" / "good.jpg")
    (tmp_path / "ann.jpg").symlink_to("faces/good.jpg")
    path = write(tmp_path, {"characters": [{"name": "Ann", "portraits": ["ann.jpg"]}]})
    assert read_cast(path, strict=True).characters[0].portraits == (good,)


def test_an_absolute_portrait_is_refused_even_inside_the_folder(tmp_path: Path) -> None:
    draw(tmp_path / "a.jpg")
    portraits = [str(tmp_path / "a.jpg")]
    path = write(tmp_path, {"characters": [{"name": "A", "portraits": portraits}]})
    with pytest.raises(CastError, match="must be relative"):
        read_cast(path)
