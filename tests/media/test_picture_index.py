"""Where numbered pictures are: found once, however many movies are open."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from adtool.errors import MediaError
from adtool.media import picture_index
from adtool.media.picture_index import KeptIndexes, Place, find_pictures, is_numbered_picture


def tar_of(path: Path, *names: str) -> Path:
    with tarfile.open(path, "w") as archive:
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = len(name)
            archive.addfile(info, io.BytesIO(name.encode()))
    return path


@pytest.fixture
def looked(monkeypatch) -> list[str]:
    """The names of movies, each time that one is looked through."""
    seen: list[str] = []

    def find(path: Path) -> picture_index.PictureIndex:
        seen.append(path.name)
        return find_pictures(path)

    monkeypatch.setattr(picture_index, "find_pictures", find)
    return seen


def test_a_place_holds_just_the_bytes_of_its_picture(tmp_path):
    path = tar_of(tmp_path / "a.tar", "x/3.jpg", "x/00001.png", "cover.jpg", "x/7.webp")
    index = find_pictures(path)
    assert (index.first, index.last) == (1, 7)
    content = path.read_bytes()
    for number, name in [(1, b"x/00001.png"), (3, b"x/3.jpg"), (7, b"x/7.webp")]:
        place = index.find(number)
        assert place is not None
        assert place.file == path
        assert content[place.start :][: place.size] == name
    assert [index.find(number) for number in (-1, 0, 2, 4, 8, 10**12)] == [None] * 6


def test_in_a_folder_a_place_is_the_pictures_own_file(tmp_path):
    (tmp_path / "a2.JPG").write_bytes(b"two")
    (tmp_path / "b10.png").write_bytes(b"ten and more")
    index = find_pictures(tmp_path)
    assert index.find(2) == Place(tmp_path / "a2.JPG", 0, 3)
    assert index.find(10) == Place(tmp_path / "b10.png", 0, 12)
    assert index.find(5) is None


def test_of_pictures_with_one_number_the_last_counts(tmp_path):
    index = find_pictures(tar_of(tmp_path / "a.tar", "1.jpg", "other-1.jpg"))
    place = index.find(1)
    assert place is not None
    assert place.size == len("other-1.jpg")


def test_a_hundred_movies_in_turns_are_looked_through_once_each(tmp_path, looked):
    paths = [tar_of(tmp_path / f"{i}.tar", "1.jpg", "2.jpg") for i in range(100)]
    kept = KeptIndexes()
    for _ in range(3):
        for path in paths:
            assert kept.of(path).last == 2
    assert looked == [path.name for path in paths]


def test_what_is_kept_is_bounded_by_pictures_and_the_oldest_goes_first(tmp_path, looked):
    a, b, c = (tar_of(tmp_path / f"{name}.tar", "1.jpg", "2.jpg") for name in "abc")
    kept = KeptIndexes(most=4)
    for path in (a, b, a, c, a, c, b):  # c pushes b out, which was used before a
        kept.of(path)
    assert looked == ["a.tar", "b.tar", "c.tar", "b.tar"]


def test_one_movie_of_more_pictures_than_are_kept_is_kept_alone(tmp_path, looked):
    path = tar_of(tmp_path / "a.tar", *(f"{i}.jpg" for i in range(9)))
    kept = KeptIndexes(most=4)
    assert kept.of(path) is kept.of(path)
    assert looked == ["a.tar"]


def test_after_forgetting_a_movie_is_looked_through_again(tmp_path):
    path = tar_of(tmp_path / "a.tar", "1.jpg")
    kept = KeptIndexes(most=2)
    assert kept.of(path).last == 1
    tar_of(path, "1.jpg", "2.jpg")
    assert kept.of(path).last == 1
    kept.forget()
    assert kept.of(path).last == 2
    kept.of(path)
    assert kept.of(path).last == 2


def test_a_movie_that_cannot_be_read_is_not_remembered(tmp_path):
    kept, path = KeptIndexes(), tmp_path / "a.tar"
    with pytest.raises(MediaError, match=r"a\.tar: there is no such file"):
        kept.of(path)
    tar_of(path)
    with pytest.raises(MediaError, match="holds no numbered pictures"):
        kept.of(path)
    path.write_bytes(b"x" * 1000)
    with pytest.raises(MediaError, match="cannot be read as a tar file of pictures"):
        kept.of(path)
    assert kept.of(tar_of(path, "5.jpg")).first == 5


@pytest.mark.parametrize("name", ["1.jpg", "00012.JPEG", "frame_7.Png", "a1b22.webp"])
def test_a_numbered_picture_is_known_by_its_name(name):
    assert is_numbered_picture(name)


@pytest.mark.parametrize("name", ["x5y.jpg", "6.gif", "1234567890.jpg", "1.jpg.txt", "jpg", ""])
def test_other_names_are_none_of_numbered_pictures(name):
    assert not is_numbered_picture(name)
