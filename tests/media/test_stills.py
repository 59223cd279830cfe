"""Films kept as numbered pictures."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import numpy as np
import pytest

from adtool.errors import MediaError
from adtool.media import StillFrames
from adtool.media import pictures as pictures_module
from adtool.media.picture_index import KEPT


def tar_of(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def levels(images) -> list[int | None]:
    return [None if image is None else round(float(image.mean()), -1) for image in images]


@pytest.fixture(autouse=True)
def forget():
    KEPT.forget()


@pytest.mark.parametrize("first", [0, 1])
def test_pictures_lie_on_a_clock_of_three_a_second_whatever_number_is_first(
    tmp_path, first, pictures
):
    with StillFrames(pictures(tmp_path / "clip", first=first)) as film:
        assert film.duration == 3000
        shown = film.read([0, 333, 334, 1000, 2999, 3000, 99_000, -1])
    assert levels(shown) == [20, 20, 30, 50, 100, None, None, None]
    assert shown[0].shape == (48, 64, 3)
    assert shown[0].dtype == np.uint8


def test_a_tar_file_is_as_good_as_the_folder(tmp_path, pictures):
    folder = pictures(tmp_path / "clip")
    members = {f"clip/{p.name}": p.read_bytes() for p in sorted(folder.iterdir())}
    film = StillFrames(tar_of(tmp_path / "clip.tar", members))
    times = [0, 900, 2500]
    for one, other in zip(film.read(times), StillFrames(folder).read(times), strict=True):
        assert np.array_equal(one, other)
    assert levels(film.pictures([9, 1, 1, 10])) == [100, 20, 20, None]


def test_what_is_hostile_or_broken_in_a_tar_file_is_passed_over(
    tmp_path, monkeypatch, jpeg, pictures
):
    monkeypatch.setattr(pictures_module, "MOST_PIXELS", 200 * 200)
    path = tar_of(
        tmp_path / "clip.tar",
        {
            "clip/00001.jpg": jpeg(50),
            "clip/00002.jpg": b"no picture",
            "clip/00003.jpg": jpeg(60)[:300],
            "clip/00004.jpg": jpeg(70, (300, 300)),
            "../../00005.jpg": jpeg(80),
            "/etc/passwd": b"root",
            "clip/cover.jpg": jpeg(90),
        },
    )
    with tarfile.open(path, "a") as archive:
        for name, kind in [("00006.jpg", tarfile.SYMTYPE), ("00007.jpg", tarfile.CHRTYPE)]:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    film = StillFrames(path)
    assert levels(film.pictures(range(8))) == [None, 50, None, None, None, 80, None, None]
    assert film.skipped_packets == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == ["clip.tar"]


@pytest.mark.parametrize("make", [lambda p: p.mkdir(), lambda p: p.touch(), lambda p: None])
def test_nothing_to_see_is_an_error_that_names_the_place(tmp_path, make):
    path = tmp_path / "clip.tar"
    make(path)
    with pytest.raises(MediaError, match=r"clip.tar: (holds no|cannot be read as|there is no)"):
        StillFrames(path)


def test_a_truncated_tar_file_gives_what_it_has(tmp_path, jpeg, pictures):
    members = {f"{i:05}.jpg": jpeg(10 * i) for i in range(1, 6)}
    path = tar_of(tmp_path / "clip.tar", members)
    path.write_bytes(path.read_bytes()[:2000])
    assert levels(StillFrames(path).pictures([1, 2])) == [10, None]


def test_large_pictures_are_scaled_to_their_short_side(tmp_path, pictures):
    folder = pictures(tmp_path / "clip", count=1)
    (image,) = StillFrames(folder, short_side=24).read([0])
    assert image.shape == (24, 32, 3)
    (image,) = StillFrames(folder, short_side=100).read([0])
    assert image.shape == (48, 64, 3)


def test_of_a_tar_file_just_the_bytes_of_the_picture_are_read(tmp_path, monkeypatch, jpeg):
    path = tar_of(tmp_path / "clip.tar", {"1.jpg": jpeg(50), "2.jpg": jpeg(90), "3.jpg": b"x" * 99})
    read: list[bytes] = []
    monkeypatch.setattr(pictures_module, "decode", lambda content, short_side: read.append(content))
    monkeypatch.setattr(pictures_module, "MOST_BYTES", max(len(jpeg(50)), len(jpeg(90))))
    StillFrames(path).pictures([2])
    assert read == [jpeg(90)]
    monkeypatch.setattr(pictures_module, "MOST_BYTES", 50)
    StillFrames(path).pictures([3])
    assert len(read[1]) == 51  # one more than is decoded, so that it is refused


def test_pictures_are_three_a_second_unless_told(tmp_path, pictures):
    folder = pictures(tmp_path / "clip", count=5)
    assert [StillFrames(folder, rate).duration for rate in (3.0, 2.0, 6.0)] == [1667, 2500, 833]
    assert levels(StillFrames(folder, 2.0).read([0, 499, 500, 2499, 2500])) == [
        *(20, 20, 30, 60, None),
    ]


def test_numbers_tell_which_files_are_pictures(tmp_path, jpeg):
    names = ["a12.jpg", "3.JPEG", "frame_004.Png", "x5y.jpg", "6.gif", "1234567890.jpg", ".7.webp"]
    for name in names:
        (tmp_path / name).write_bytes(jpeg(10))
    film = StillFrames(tmp_path)
    assert [n for n in range(13) if film.pictures([n])[0] is not None] == [3, 4, 7, 12]
