from __future__ import annotations

import importlib.util
import os
import signal

import av
import pytest

from adtool.errors import MediaError, UnavailableError
from adtool.media import open_frames, probe
from adtool.media.decord_frames import DecordFrames

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("decord") is None, reason="decord is not made for this machine"
)


def test_both_readers_give_the_same_frames_of_clean_h264(films):
    film = films.make("late.mp4", times=range(1200, 5000, 40), sound=films.beeps(5))
    asked = [*range(0, 6000, 170), 1200, 1239, 1240, 4999, 5000, 2000, 1500]
    with open_frames(film) as one, open_frames(film, "decord") as other:
        expected = films.numbers(one.read(asked))
        assert films.numbers(other.read(asked)) == expected
        assert other.read([]) == []
        assert other.skipped_packets == 0


def test_decord_scales_down_as_well(films):
    with open_frames(films.make(), "decord", short_side=32) as frames:
        (image,) = frames.read([1000])
    assert image.shape == (32, 80, 3)
    assert films.numbers([image]) == [25]


def test_a_child_that_hangs_costs_its_clip_only(films):
    with DecordFrames(probe(films.make()), timeout=30) as frames:
        frames._timeout = 0.3
        os.kill(frames._child.pid, signal.SIGSTOP)
        assert frames.read([0, 1000]) == [None, None]
        frames._timeout = 30
        assert films.numbers(frames.read([0, 1000])) == [0, 25]


def test_a_child_that_crashes_costs_its_clip_only_but_not_for_ever(films):
    with DecordFrames(probe(films.make())) as frames:
        frames._child.kill()
        frames._child.wait()
        assert frames.read([0]) == [None]
        assert films.numbers(frames.read([1000])) == [25]
        frames._failures = 2
        frames._child.kill()
        with pytest.raises(MediaError, match=r"decord crashed or hung .* use --frame-reader pyav"):
            frames.read([0])


def test_what_decord_cannot_open_is_said_at_once(films):
    if "libsvtav1" not in av.codecs_available:
        pytest.skip("no encoder for AV1, which decord cannot decode")
    film = films.make("av1.mkv", codec="libsvtav1", times=range(0, 400, 40))
    with pytest.raises(MediaError, match="decord cannot open it; use --frame-reader pyav"):
        open_frames(film, "decord")


def test_without_decord_the_remedy_is_named(films, monkeypatch):
    film = films.make()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UnavailableError, match="pip install decord"):
        open_frames(film, "decord")


def test_no_child_is_left_behind(films):
    frames = open_frames(films.make(), "decord")
    pid = frames._child.pid
    frames.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_it_gives_up_at_the_third_failure_in_a_row_and_a_success_begins_anew(films):
    def fail(frames):
        frames._child.kill()
        frames._child.wait()
        return frames.read([0])

    with DecordFrames(probe(films.make())) as frames:
        assert fail(frames) == [None]
        assert films.numbers(frames.read([1000])) == [25]
        frames._start = lambda: (_ for _ in ()).throw(OSError("no process"))
        assert fail(frames) == [None]
        assert frames.read([0]) == [None]
        with pytest.raises(MediaError, match="again and again"):
            frames.read([0])
