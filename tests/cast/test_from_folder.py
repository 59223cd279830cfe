import json
import os
from pathlib import Path

import pytest
from PIL import Image

from adtool.cast.cast import read_cast
from adtool.cast.from_folder import FolderCast, cast_of_folder, spoken_name
from adtool.errors import CastError


def draw(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (20, 20), "red").save(folder / name)


def people(folder: Path, *names: str) -> dict[str, list[str]]:
    draw(folder, *names)
    return cast_of_folder(folder, folder).people


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("anna_berg", "Anna Berg"),
        ("anna-berg", "Anna Berg"),
        ("anna.berg", "Anna Berg"),
        ("anna", "Anna"),
        ("jean-luc picard", "Jean-Luc Picard"),
        ("Jean-Luc_Picard", "Jean-Luc Picard"),
        ("Mr. Lind", "Mr. Lind"),
        ("McCoy", "McCoy"),
        ("zoe\u0308_ångström", "Zoë Ångström"),
        ("さくら", "さくら"),
        ("the  old__man", "The Old Man"),
    ],
)
def test_a_files_name_says_who_it_is(stem: str, name: str) -> None:
    assert spoken_name(stem) == name


def test_a_number_tells_portraits_of_one_person_apart(tmp_path: Path) -> None:
    found = people(tmp_path, "anna_berg.jpg", "Anna Berg 2.png", "anna-berg-10.jpg", "Tom 1.png")
    assert found == {
        "Anna Berg": ["Anna Berg 2.png", "anna-berg-10.jpg", "anna_berg.jpg"],
        "Tom": ["Tom 1.png"],
    }


def test_portraits_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    names = ["eve1.png", "eve2.png", "eve10.png"]
    assert people(tmp_path, *reversed(names)) == {"Eve": names}
    assert people(tmp_path / "b", "Ann (2).png", "Ann (11).png") == {
        "Ann": ["Ann (2).png", "Ann (11).png"]
    }


def test_a_number_that_belongs_to_the_name_stays(tmp_path: Path) -> None:
    found = people(tmp_path, "Agent 47.png", "R2D2.png", "11.png")
    assert list(found) == ["11", "Agent 47", "R2D2"]


def test_a_sub_folder_is_a_person(tmp_path: Path) -> None:
    found = people(tmp_path, "Anna Berg/b.png", "Anna Berg/a 3.png", "anna_berg.png", "tom/x.jpg")
    assert found == {
        "Anna Berg": ["Anna Berg/a 3.png", "Anna Berg/b.png", "anna_berg.png"],
        "Tom": ["tom/x.jpg"],
    }


def test_what_is_no_portrait_is_passed_over_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "faces"
    draw(folder, "anna.png", "Tom/deep/tom.png", ".hidden.png", "Tom/.git/x.png")
    draw(tmp_path.parent / f"{tmp_path.name}-away", "far.png")
    (folder / "far.png").symlink_to(tmp_path.parent / f"{tmp_path.name}-away" / "far.png")
    (folder / "notes.txt").write_text("Anna is the tall one.")
    (folder / "bad.jpg").write_text("Anna")
    (folder / "gone.png").symlink_to("nowhere.png")
    os.mkfifo(folder / "pipe.png")
    (folder / os.fsdecode(b"\xff.png")).write_bytes((folder / "anna.png").read_bytes())
    found = cast_of_folder(folder, tmp_path)
    assert found.people == {"Anna": ["faces/anna.png"]}
    assert (found.hidden, found.others) == (2, ["notes.txt", "Tom/deep/"])
    faults = "\n".join(found.faults)
    assert f"{folder / 'bad.jpg'}: is no picture that can be read" in faults
    assert f"{folder / 'far.png'}: leads outside the folder of the cast file" in faults
    assert f"{folder / 'gone.png'}: there is no such file" in faults
    assert f"{folder / 'pipe.png'}: is no plain file" in faults
    assert "or no text" in faults
    assert faults.isascii()
    assert len(found.faults) == 5


def test_what_is_made_is_read(tmp_path: Path) -> None:
    draw(tmp_path / "our faces", "Anna Bérg.png", "Tom/1.png")
    found = cast_of_folder(tmp_path / "our faces", tmp_path)
    path = tmp_path / "cast.json"
    path.write_text(json.dumps(found.document("Snow")))
    cast = read_cast(path, strict=True)
    assert (cast.title, cast.names) == ("Snow", ("Anna Bérg", "Tom"))
    assert "title" not in FolderCast().document()


def test_a_folder_that_cannot_serve_is_refused(tmp_path: Path) -> None:
    draw(tmp_path / "faces", "anna.png")
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "a.png").touch()
    for folder, home, fault in (
        (tmp_path / "faces", tmp_path / "empty", "lies outside .*, the folder of the cast file"),
        (tmp_path / "empty", tmp_path, "has no portrait in it"),
        (tmp_path / "broken", tmp_path, r"has no portrait in it.*\(.*a.png: is empty\)"),
        (tmp_path / "none", tmp_path, "there is no such folder"),
        (tmp_path / "faces" / "anna.png", tmp_path, "is no folder"),
    ):
        with pytest.raises(CastError, match=fault):
            cast_of_folder(folder, home)
