"""Frames read by PyAV: at times, and all of a span."""

from __future__ import annotations

from adtool.media import open_frames, probe
from adtool.media.pyav_frames import PyAVFrames
from adtool.timeline import Span


def test_all_frames_of_a_span_come_in_order(films):
    from adtool.media.pyav_frames import PyAVFrames

    film = films.make(times=range(0, 4000, 40))
    with PyAVFrames(probe(film)) as frames:
        found = list(frames.span(Span(2010, 2200)))
        again = list(frames.span(Span(0, 100)))
        beyond = list(frames.span(Span(3900, 9000)))
    assert [time for time, _ in found] == [2010, 2040, 2080, 2120, 2160]
    assert films.numbers([image for _, image in found]) == [50, 51, 52, 53, 54]
    assert [time for time, _ in again] == [0, 40, 80]
    assert films.numbers([image for _, image in beyond]) == [97, 98, 99]


def test_a_frame_of_a_span_can_be_had_in_other_sizes(films):
    from adtool.media.pyav_frames import PyAVFrames

    film = films.make(times=range(0, 400, 40))
    with PyAVFrames(probe(film), 16) as frames:
        assert frames.given(32) is None
        for number, (_, small) in enumerate(frames.span(Span(0, 400))):
            sizes = [image.shape for image in (small, frames.given(32), frames.given(1000))]
            assert sizes == [(16, 40, 3), (32, 80, 3), (64, 160, 3)]
            assert films.numbers([frames.given(32), frames.given(1000)]) == [number, number]


def test_equal_times_and_any_order_are_fine(films):
    film = films.make()
    assert numbers_at(films, film, [2000, 0, 2000, 1000]) == [50, 0, 50, 25]
    assert numbers_at(films, film, []) == []


def numbers_at(films, path, times, **how):
    with open_frames(path, **how) as frames:
        return films.numbers(frames.read(times))


def test_one_frame_asked_for_twice_is_converted_once(films):
    with PyAVFrames(probe(films.make())) as frames:
        first, second, other = frames.read([1000, 1039, 1040])
    assert first is second
    assert first is not other


def test_a_format_that_cannot_be_converted_is_a_missing_frame(films, monkeypatch):
    with PyAVFrames(probe(films.make())) as frames:

        def refuse(frame):
            raise ValueError("unknown pixel format")

        monkeypatch.setattr(frames._converter, "image", refuse)
        assert frames.read([0, 1000]) == [None, None]
        assert list(frames.span(Span(0, 200))) == []
        assert frames.skipped_packets == 0
