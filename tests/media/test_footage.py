"""The search for a film's file, and opening it whatever it is."""

from __future__ import annotations

import pytest

from adtool.errors import MediaError
from adtool.media import footage_folder, footage_length, open_footage
from adtool.media.footage import CLIPS


def test_films_are_found_by_path_name_or_number(tmp_path, pictures):
    for name in ("2014/ewE.mkv", "10142.mp4", "Signs (2002) [tt0286106].avi", "a/1005_x-00.02.avi"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    (tmp_path / "friends_s01.tar").touch()
    pictures(tmp_path / "tv" / "bbt_s01", 1)
    (tmp_path / "notes.txt").touch()
    folder = footage_folder(tmp_path)

    def found(*names: str) -> list[str]:
        return [path.relative_to(tmp_path).as_posix() for path in folder.find(names)]

    assert found("2014/ewE") == found("ewE") == found("EWE.MKV") == ["2014/ewE.mkv"]
    assert found("10142") == ["10142.mp4"]
    assert found("1005_Signs", "tt0286106") == ["Signs (2002) [tt0286106].avi"]
    assert found("1005/1005_x-00.02") == ["a/1005_x-00.02.avi"]
    assert found("friends_s01") == ["friends_s01.tar"]
    assert found("bbt_s01") == ["tv/bbt_s01"]
    assert found("notes") == found("notes.txt") == found("../10143") == []


def test_two_files_of_one_name_are_both_found_in_order(tmp_path):
    for name in ("x.mp4", "sub/x.mkv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    folder = footage_folder(tmp_path)
    assert [p.name for p in folder.find(["x"])] == ["x.mkv", "x.mp4"]
    assert [p.name for p in folder.find(["sub/x"])] == ["x.mkv"]


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(MediaError, match="there is no such folder"):
        footage_folder(tmp_path / "none")
    (tmp_path / "file").touch()
    with pytest.raises(MediaError, match="is no folder"):
        footage_folder(tmp_path / "file")


def test_links_are_followed_but_not_in_a_circle(tmp_path):
    videos, disk = tmp_path / "videos", tmp_path / "disk"
    videos.mkdir()
    disk.mkdir()
    (disk / "x.mp4").touch()
    (videos / "disk").symlink_to(disk)
    (disk / "back").symlink_to(videos)
    assert footage_folder(videos).find(["x"]) == (videos / "disk" / "x.mp4",)


def test_videos_and_pictures_open_alike(tmp_path, films, pictures):
    video, folder = films.make("film.mp4"), pictures(tmp_path / "clip")
    assert footage_length(video, 3) == 4000
    assert footage_length(folder, 3) == 3000
    assert footage_length(folder, 9) == 1000
    for path, shape in ((video, (64, 160, 3)), (folder, (48, 64, 3))):
        with open_footage(path, 3) as reader:
            assert reader.read([500])[0].shape == shape


def test_a_folder_of_pictures_may_hold_other_files(tmp_path, pictures):
    pictures(tmp_path / "clip", 1)
    (tmp_path / "clip" / "notes.txt").touch()
    assert footage_folder(tmp_path).find(["clip"]) == (tmp_path / "clip",)


def test_frames_of_clips_are_no_films_and_what_lies_beside_them_is(tmp_path):
    for folder in ("kept", "kept/shards", "films"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.tar").touch()
    (tmp_path / "kept" / CLIPS).touch()
    assert footage_folder(tmp_path).find(["a"]) == (tmp_path / "films" / "a.tar",)
    with pytest.raises(MediaError, match=r"kept: holds the frames of annotated clips, and no"):
        footage_folder(tmp_path / "kept")
