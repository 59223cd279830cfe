"""Keeping the frames of a data set: what is skipped, refused, reported and gone on with."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from adtool.datasets.cache import keeping
from adtool.datasets.cache.film_job import FilmJob
from adtool.datasets.cache.index import read_index
from adtool.datasets.cache.keeping import merge
from adtool.datasets.cache.settings import KeepSettings
from adtool.errors import AdtoolError, OutputError
from adtool.media.footage import CLIPS
from adtool.progress import SILENT, Notebook
from adtool.settings import FramesSettings

from ..conftest import grey_video, levels, plain
from .conftest import FOUR, films_of, kept


def stamps(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in sorted((folder / "shards").iterdir())}


def names(folder: Path) -> list[str]:
    return [film.film for film in read_index(folder / CLIPS).films]


def test_all_films_are_kept_and_a_rerun_writes_no_film_again(own):
    folder, left_out = kept(own)
    assert (left_out, names(folder)) == ([], ["a", "b", "c"])
    before = stamps(folder)
    assert kept(own)[1] == []
    assert stamps(folder) == before
    assert not (folder / "faults.jsonl").exists()


@pytest.mark.parametrize(
    ("how", "message"),
    [
        (replace(FOUR, frames=8), "holds 4 frames a clip, not 8"),
        (replace(FOUR, quality=50), "holds JPEGs of quality 90, not 50"),
        (replace(FOUR, short_side=32), "holds frames of 224 pixels a side, not 32"),
    ],
)
def test_other_settings_are_refused_by_name_and_replace_the_old_when_told(own, how, message):
    folder, _ = kept(own)
    before = stamps(folder)
    with pytest.raises(OutputError, match=f"kept: {message}; choose another folder, or --over"):
        kept(own, how)
    assert stamps(folder) == before
    kept(own, how, overwrite=True)
    assert read_index(folder / CLIPS).made.frames == how.frames
    assert names(folder) == ["a", "b", "c"]


def test_other_clips_are_refused_by_the_films_name_and_replace_the_old_when_told(tmp_path):
    for name in "ab":
        grey_video(tmp_path / "videos" / f"{name}.mp4")
    folder, _ = kept(plain(tmp_path, ["a,0,1,x,", "b,0,1,y,"]))
    before = stamps(folder)
    other = plain(tmp_path, ["a,0,1,x,", "b,0.5,1,y,"])
    with pytest.raises(OutputError, match="holds frames of other clips of b than the annotations"):
        kept(other)
    assert stamps(folder) == before
    kept(other, overwrite=True)
    after = stamps(folder)
    assert after["a.tar"] == before["a.tar"]
    assert after["b.tar"] != before["b.tar"]
    assert len(films_of(other, videos=str(folder))) == 2


def test_films_of_other_settings_stay_unused_and_are_counted(tmp_path):
    for name in "ab":
        grey_video(tmp_path / "videos" / f"{name}.mp4")
    both = ["a,0,1,x,", "b,0,1,y,"]
    data = plain(tmp_path, both)
    folder, _ = kept(data)
    plain(tmp_path, both[:1])
    heard = Notebook(SILENT)
    told = KeepSettings(Path(data.annotations), overwrite=True)
    keeping.keep_frames(Path(data.videos), folder, told, FramesSettings(frames=8), heard)
    assert names(folder) == ["a"]
    assert any("1 films have frames of other settings" in note for note in heard.notes)


def test_a_film_that_comes_later_is_added_and_one_that_goes_stays(tmp_path):
    grey_video(tmp_path / "videos" / "a.mp4")
    data = plain(tmp_path, ["a,0,1,x,", "b,0,1,y,"])
    folder, left_out = kept(data)
    assert [(fault.kind, fault.where) for fault in left_out] == [("no film", "b")]
    assert "no film" in (folder / "faults.jsonl").read_text()
    (tmp_path / "videos" / "a.mp4").rename(tmp_path / "videos" / "b.mp4")
    _, left_out = kept(data)
    assert [fault.where for fault in left_out] == ["a"]
    assert names(folder) == ["a", "b"]


def test_clips_that_come_later_are_added_to_their_film(tmp_path):
    grey_video(tmp_path / "videos" / "a.mp4", 1)
    data = plain(tmp_path, ["a,0,1,x,", "a,2,2.3,y,"])
    folder, _ = kept(data)
    assert read_index(folder / CLIPS).films[0].clips == (0,)
    grey_video(tmp_path / "videos" / "a.mp4", 2.3)
    kept(data)
    assert read_index(folder / CLIPS).films[0].clips == (0, 1)
    grey_video(tmp_path / "videos" / "a.mp4", 1)
    before = stamps(folder)
    kept(data)
    assert stamps(folder) == before


def test_a_broken_film_is_left_out_and_reported_and_strict_stops_at_it(own):
    (Path(own.videos) / "b.mp4").write_bytes(b"no film")
    folder, left_out = kept(own)
    assert [(fault.kind, fault.where) for fault in left_out] == [("broken film", "b")]
    assert names(folder) == ["a", "c"]
    with pytest.raises(AdtoolError, match=r"b: .*; leave out --strict to go on without it"):
        kept(own, folder=folder.with_name("strict"), strict=True)
    assert not list((folder.with_name("strict") / "shards").iterdir())


@pytest.mark.parametrize("damage", ["index", "tar"])
@pytest.mark.parametrize("content", [b"", b"damaged", None])
def test_a_film_whose_files_are_damaged_is_kept_again(own, damage, content):
    folder, _ = kept(own)
    good = levels(films_of(own, videos=str(folder))[1].frames(0, 4, None))
    path = folder / "shards" / f"b.{damage}"
    path.unlink() if content is None else path.write_bytes(content)
    kept(own)
    assert names(folder) == ["a", "b", "c"]
    assert levels(films_of(own, videos=str(folder))[1].frames(0, 4, None)) == good


def test_shares_of_machines_are_the_whole_and_none_twice(own):
    seen = []
    for which in (1, 2):
        folder, _ = kept(own, shard=(which, 2))
        seen.append({name for name in stamps(folder) if name.endswith(".tar")})
    assert seen == [{"a.tar", "c.tar"}, {"a.tar", "b.tar", "c.tar"}]
    assert names(folder) == ["a", "b", "c"]
    before = stamps(folder)
    kept(own)
    assert stamps(folder) == before


def test_more_machines_than_films_have_nothing_to_do(own):
    folder, left_out = kept(own, shard=(4, 4))
    assert (left_out, names(folder)) == ([], [])


def test_an_interrupted_run_keeps_the_films_that_are_whole_and_goes_on(own, monkeypatch):
    run = FilmJob.run

    def stopped(self, faults, check):
        if self.film == "b":
            raise KeyboardInterrupt
        run(self, faults, check)

    monkeypatch.setattr(FilmJob, "run", stopped)
    with pytest.raises(KeyboardInterrupt):
        kept(own, workers=1)
    folder = Path(own.videos).with_name("kept")
    assert names(folder) == ["a"]
    assert not [path for path in folder.rglob("*") if path.suffix == ".part"]
    monkeypatch.setattr(FilmJob, "run", run)
    kept(own)
    assert names(folder) == ["a", "b", "c"]


def test_films_that_run_beside_one_that_fails_stop_at_their_next_clip(own, monkeypatch):
    run, begun = FilmJob.run, threading.Event()

    def failing(self, faults, check):
        if self.film == "b":
            begun.wait(20)
            raise OutputError("disk", "is full")

        def checked():
            begun.set()
            threading.Event().wait(0.5)
            check()

        run(self, faults, checked)

    monkeypatch.setattr(FilmJob, "run", failing)
    with pytest.raises(OutputError, match="disk: is full"):
        kept(own, workers=2)
    folder = Path(own.videos).with_name("kept")
    assert not [path for path in folder.rglob("*") if path.suffix == ".part"]
    assert len(list((folder / "shards").glob("*.tar"))) == len(names(folder))


def test_one_worker_or_several_keep_the_same_frames(own):
    one, _ = kept(own, folder=Path(own.videos).with_name("one"), workers=1)
    many, _ = kept(own, folder=Path(own.videos).with_name("many"), workers=3)
    a, b = read_index(one / CLIPS), read_index(many / CLIPS)
    assert (a.starts == b.starts).all()
    assert (a.sizes == b.sizes).all()


def test_an_index_that_another_machine_overtook_is_written_again(own, monkeypatch):
    folder, _ = kept(own, shard=(1, 2))
    write, late = keeping.write_index, []

    def slow(path, index):
        if not late:
            late.append(1)
            monkeypatch.setattr(keeping, "write_index", write)
            kept(own, shard=(2, 2))
            monkeypatch.setattr(keeping, "write_index", slow)
        write(path, index)

    monkeypatch.setattr(keeping, "write_index", slow)
    merge(folder, read_index(folder / CLIPS).made)
    assert names(folder) == ["a", "b", "c"]


def test_what_was_wrong_is_forgotten_when_it_is_right(own):
    video = Path(own.videos) / "b.mp4"
    content = video.read_bytes()
    video.unlink()
    folder, left_out = kept(own)
    assert (folder / "faults.jsonl").exists()
    assert len(left_out) == 1
    video.write_bytes(content)
    assert kept(own)[1] == []
    assert not (folder / "faults.jsonl").exists()
