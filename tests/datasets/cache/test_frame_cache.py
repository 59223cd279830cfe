"""A folder of frames, read by its index."""

from __future__ import annotations

import os
import pickle
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from adtool.datasets.cache.frame_cache import FrameCache, is_cache
from adtool.datasets.cache.open_shards import MOST
from adtool.errors import MediaError, TrainingError
from adtool.faults import FaultFile, FaultList
from adtool.media.footage import CLIPS, footage_folder

from ..conftest import about, grey_video, levels, plain
from .conftest import films_of, kept


def test_a_folder_is_known_by_its_index(own):
    folder, _ = kept(own)
    assert is_cache(folder)
    assert not is_cache(Path(own.videos))


def test_reading_searches_no_tar_file(own, monkeypatch):
    folder, _ = kept(own)

    def search(*_: object, **__: object) -> None:
        raise AssertionError("a tar file was searched")

    monkeypatch.setattr(tarfile, "open", search)
    film = films_of(own, videos=str(folder))[1]
    assert levels(film.frames(1, 2, None)) == about(120, 170)


def test_a_film_of_which_nothing_is_kept_is_reported(own):
    folder, _ = kept(own, shard=(1, 3))
    faults = FaultList()
    films = films_of(own, faults, videos=str(folder))
    assert [film.name for film in films] == ["a"]
    assert [(fault.kind, fault.where) for fault in faults.faults] == [
        ("no film", "b"),
        ("no film", "c"),
    ]
    with pytest.raises(TrainingError, match="2 of 3 films are missing or broken: b: 2 annotations"):
        films_of(own, videos=str(folder), strict=True)


@pytest.mark.parametrize("cut", [1000, 0, None])
def test_a_shard_that_is_cut_off_or_gone_is_reported_when_films_are_opened(own, cut):
    folder, _ = kept(own)
    shard = folder / "shards" / "b.tar"
    shard.unlink() if cut is None else shard.write_bytes(shard.read_bytes()[:cut])
    faults = FaultList()
    films = films_of(own, faults, videos=str(folder))
    assert [film.name for film in films] == ["a", "c"]
    (fault,) = faults.faults
    assert fault.kind == "broken film"
    assert "b.tar" in fault.detail
    assert "run adtool frames again" in fault.detail


def test_clips_that_are_not_kept_are_reported_by_their_rows(tmp_path):
    grey_video(tmp_path / "videos" / "a.mp4")
    data = plain(tmp_path, ["a,0,1,In.,", "a,900,901,Late.,"])
    folder, left_out = kept(data)
    assert left_out == []
    faults = FaultList()
    (film,) = films_of(data, faults, videos=str(folder))
    assert [clip.text for clip in film.annotations] == ["In."]
    assert [(fault.kind, fault.row) for fault in faults.faults] == [("not kept", 3)]


@pytest.mark.parametrize("row", ["a,0,1.5,AD 0 of a.,", "a,0,1,x,\na,1,1.2,y,", "a,0.1,1,x,"])
def test_annotations_that_have_changed_since_are_refused_by_the_films_name(tmp_path, row):
    grey_video(tmp_path / "videos" / "a.mp4")
    folder, _ = kept(plain(tmp_path, ["a,0,1,x,"]))
    with pytest.raises(MediaError, match=r"kept: holds frames of other clips of a than"):
        films_of(plain(tmp_path, [row]), videos=str(folder))


def test_words_may_change(tmp_path):
    grey_video(tmp_path / "videos" / "a.mp4")
    folder, _ = kept(plain(tmp_path, ["a,0,1,x,"]))
    (film,) = films_of(plain(tmp_path, ["a,0,1,Other words.,Zoe"]), videos=str(folder))
    assert film.annotations[0].text == "Other words."


def test_pictures_at_another_rate_are_refused(own):
    folder, _ = kept(own)
    with pytest.raises(MediaError, match=r"holds pictures at 3 a second, not 5"):
        films_of(own, videos=str(folder), fps=5.0)


def test_a_folder_with_a_damaged_index_is_refused(own):
    folder, _ = kept(own)
    (folder / CLIPS).write_bytes(b"damaged")
    with pytest.raises(MediaError, match=r"frames\.index: is no index of frames; run adtool"):
        films_of(own, videos=str(folder))


def test_whole_films_are_not_looked_for_among_frames(own):
    folder, _ = kept(own)
    with pytest.raises(MediaError, match="holds the frames of annotated clips, and no whole films"):
        footage_folder(folder)


def test_frames_below_the_folder_of_films_are_no_films(own):
    kept(own, folder=Path(own.videos) / "kept")
    found = footage_folder(Path(own.videos))
    assert [path.name for path in found.find(["a"])] == ["a.mp4"]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files in /proc")
def test_of_many_films_few_files_are_open(tmp_path):
    names = [f"f{i}" for i in range(MOST + 20)]
    grey_video(tmp_path / "one.mp4", 1)
    (tmp_path / "videos").mkdir()
    for name in names:
        os.link(tmp_path / "one.mp4", tmp_path / "videos" / f"{name}.mp4")
    data = plain(tmp_path, [f"{name},0,1,x," for name in names])
    folder, _ = kept(data)
    films = films_of(data, videos=str(folder))
    before = sum(1 for _ in Path("/proc/self/fd").iterdir())
    for film in films:
        film.frames(0, 1, None)
    assert sum(1 for _ in Path("/proc/self/fd").iterdir()) <= before + MOST


def test_a_cache_travels_to_other_processes_without_its_open_files(own):
    folder, _ = kept(own)
    film = films_of(own, FaultFile(folder / "f.jsonl"), videos=str(folder))[0]
    shown = film.frames(0, 4, None)
    content = pickle.dumps(film)
    assert len(content) < 5000
    again = pickle.loads(content)
    assert again == film
    assert (again.frames(0, 4, None) == shown).all()


def test_a_shard_that_was_replaced_meanwhile_is_not_taken_for_the_old_one(own):
    folder, _ = kept(own)
    faults = FaultList()
    film = films_of(own, faults, videos=str(folder))[0]
    other = films_of(own, videos=str(folder))[1]
    other.paths[0].replace(film.paths[0])
    assert not film.frames(0, 2, None).any()
    (fault,) = faults.faults
    assert "is another shard than its folder's index says" in fault.detail


def test_frames_that_are_damaged_are_filled_from_their_neighbours_and_reported(own):
    folder, _ = kept(own)
    faults = FaultList()
    film = films_of(own, faults, videos=str(folder))[0]
    index = FrameCache(folder)._index
    starts, sizes = index.rows(0, 1)
    shard = bytearray(film.paths[0].read_bytes())
    shard[starts[0][2] : starts[0][2] + sizes[0][2]] = bytes(int(sizes[0][2]))
    film.paths[0].write_bytes(shard)
    shown = levels(film.frames(0, 4, None))
    assert shown[2] == shown[1] != shown[3]
    assert [fault.kind for fault in faults.faults] == ["frames"]


def test_other_casts_and_splits_use_the_same_frames(own):
    folder, _ = kept(own)
    held_out = replace(own, videos=str(folder), validation_films=1)
    from adtool.datasets.annotated import annotated_films

    names = {
        split: [film.name for film in annotated_films(held_out, split)]
        for split in ("train", "validation")
    }
    assert sorted([*names["train"], *names["validation"]]) == ["a", "b", "c"]
    assert len(names["validation"]) == 1
