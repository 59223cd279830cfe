"""Keeping one film's frames."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from adtool.datasets.annotations import Annotation
from adtool.datasets.cache.clip_key import clip_keys
from adtool.datasets.cache.film_job import STALE, FilmJob, clips_of
from adtool.datasets.cache.index import KeptAs, OpenIndex
from adtool.datasets.reels import Reel, ReelClip
from adtool.errors import MediaError
from adtool.faults import UNHEARD, Fault, FaultList

from ..conftest import grey_video

MADE = KeptAs(4, 224, 90, 3.0)
CLIPS = tuple(Annotation("a", s * 500, s * 500 + 500, "x", row=s + 2) for s in range(4))


def job(tmp_path: Path, path: Path, clips: tuple[Annotation, ...] = CLIPS) -> FilmJob:
    placed = tuple((ReelClip(clip, clip.start, clip.end), path) for clip in clips)
    (tmp_path / "out").mkdir(exist_ok=True)
    return FilmJob("a", tuple(clip_keys(CLIPS)), placed, tmp_path / "out" / "a.index", MADE)


def nothing() -> None:
    """Stop nothing."""


def files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "out").iterdir())


def test_a_film_is_a_shard_and_an_index_that_knows_it(tmp_path):
    one = job(tmp_path, grey_video(tmp_path / "a.mp4"), CLIPS[1:3])
    one.run(UNHEARD, nothing)
    assert files(tmp_path) == ["a.index", "a.tar"]
    with OpenIndex(one.index) as index:
        (rows,) = index.films
        assert (rows.film, rows.shard, rows.clips) == ("a", "a.tar", (1, 2))
        assert rows.bytes == one.shard.stat().st_size
        assert index.count == 2


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
@pytest.mark.parametrize("at", [1, 3, 4])
def test_a_film_that_is_stopped_leaves_nothing(tmp_path, error, at):
    calls = []

    def check() -> None:
        calls.append(1)
        if len(calls) == at:
            raise error

    with pytest.raises(error):
        job(tmp_path, grey_video(tmp_path / "a.mp4")).run(UNHEARD, check)
    assert files(tmp_path) == []


def test_a_film_that_is_stopped_leaves_what_was_there_before(tmp_path):
    one = job(tmp_path, grey_video(tmp_path / "a.mp4"))
    one.run(UNHEARD, nothing)
    before = one.shard.read_bytes(), one.index.read_bytes()

    def check() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        one.run(UNHEARD, check)
    assert (one.shard.read_bytes(), one.index.read_bytes()) == before


def test_a_film_of_which_nothing_can_be_read_is_an_error_and_leaves_nothing(tmp_path):
    for content in (b"no film", b""):
        (tmp_path / "a.mp4").write_bytes(content)
        with pytest.raises(MediaError, match=r"a\.mp4: "):
            job(tmp_path, tmp_path / "a.mp4").run(UNHEARD, nothing)
        assert files(tmp_path) == []


def test_clips_after_the_last_frame_are_reported_by_row_and_the_others_kept(tmp_path):
    faults = FaultList()
    job(tmp_path, grey_video(tmp_path / "a.mp4", 1)).run(faults, nothing)
    assert [(fault.kind, fault.where, fault.row) for fault in faults.faults] == [
        ("frames", "a", 4),
        ("frames", "a", 5),
    ]
    assert "4 of 4" in faults.faults[0].detail
    with OpenIndex(tmp_path / "out" / "a.index") as index:
        assert (index.rows(0, 4)[1] > 0).all(1).tolist() == [True, True, False, False]


def test_what_a_killed_run_left_is_deleted_and_what_is_being_written_is_not(tmp_path):
    one = job(tmp_path, grey_video(tmp_path / "a.mp4"))
    old, new, other = (
        tmp_path / "out" / f".{name}.part" for name in ("a.tar.1", "a.tar.2", "b.tar.1")
    )
    for path in (old, new, other):
        path.write_bytes(b"x")
    for path in (old, other):
        os.utime(path, (0, time.time() - STALE - 60))
    one.run(UNHEARD, nothing)
    assert files(tmp_path) == [".a.tar.2.part", ".b.tar.1.part", "a.index", "a.tar"]


def test_clips_of_broken_files_and_past_the_end_are_not_had(tmp_path):
    placed = tuple(ReelClip(clip, clip.start, clip.end) for clip in CLIPS)
    good = Reel("a", "one", (Path("one"), Path("two")), placed[:1], 2000)
    short = Reel("a", "short", (Path("short"),), placed[1:3], 400)
    broken = Reel("a", "broken", (Path("b"),), placed[3:], 9000, fault=Fault("broken film", "a"))
    found = clips_of([broken, short, good], clip_keys(CLIPS))
    assert [(clip.annotation.start, path.name) for clip, path in found] == [
        (0, "one"),
        (500, "short"),
    ]
