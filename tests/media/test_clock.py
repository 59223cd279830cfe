"""Where a clock jumps, and what is only one bad packet."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from adtool.media.clock import Clock, Jump, Watch, exact, jump_fault, mending_command

VIDEO = SimpleNamespace(index=0, type="video")
SOUND = SimpleNamespace(index=1, type="audio")


def packet(time, position=None, stream=SOUND, key=False, length=0.04):
    tick = round(time * 1000)
    return SimpleNamespace(
        pts=tick, dts=tick, duration=round(length * 1000), time_base=Fraction(1, 1000),
        pos=position, stream=stream, is_keyframe=key,
    )  # fmt: skip


def watched(times, **how):
    """Watch packets of one stream, 100 bytes each."""
    watch = Watch(**how)
    for number, time in enumerate(times):
        watch.follow(packet(time, 100 * number))
    return watch


def run(start, count=20):
    return [start + 0.04 * k for k in range(count)]


def test_a_picture_whose_time_is_that_of_what_follows_a_jump_hides_no_jump():
    watch = Watch()
    for number, time in enumerate(run(0) + run(3600)):
        one = packet(time, 100 * number, VIDEO)
        if number == 19:
            one.pts = 3_600_000
        watch.follow(one)
    assert [round(jump.by) for jump in watch.jumps] == [3599]
    assert watch.end == pytest.approx(1.6)


def test_such_a_picture_is_moved_without_its_time(monkeypatch):
    odd, even = packet(0.8, 100, VIDEO), packet(0.84, 200, VIDEO)
    odd.pts = 3_600_000
    monkeypatch.setattr("adtool.media.clock.packets", lambda *_: iter([odd, even]))
    list(Clock(Fraction(0), (Jump(50, Fraction(0), Fraction(-1)),)).packets(None))
    assert (odd.pts, odd.dts, even.pts, even.dts) == (None, 1800, 1840, 1840)


def test_a_packet_is_as_long_as_a_clock_may_leap_at_most():
    watch = Watch()
    watch.follow(packet(0, 100, length=1e6))
    assert (watch.latest, watch.end, watch.last) == (0, 10, 100)


@pytest.mark.parametrize(
    ("times", "jumps"),
    [
        (run(0), []),
        (run(0) + run(1.2), []),  # a hole
        (run(0) + run(10.7), []),  # one of ten seconds
        (run(0) + run(12), [(2000, 0.8, 11.2)]),
        (run(5) + run(0), [(2000, 5.8, -5.8)]),
        (run(1) + run(1.5), []),  # half a second back is an overlap
        ([*run(0), 500.0, *run(0.84)], []),  # one mad time
        ([*run(5), 0.0, *run(5.84)], []),
        (run(0) + run(500, 7) + run(1.08), []),  # seven of them
        (run(0) + run(500, 8), [(2000, 0.8, 499.2)]),
        (run(0) + run(95_000) + run(3), [(2000, 0.8, 94_999.2), (4000, 1.6, -94_997.8)]),
    ],
)
def test_a_clock_jumps_where_many_packets_agree_that_it_does(times, jumps):
    found = watched(times).jumps
    assert [(j.position, float(j.time), float(j.by)) for j in found] == [
        (position, pytest.approx(time), pytest.approx(by)) for position, time, by in jumps
    ]


def test_a_longer_hole_may_be_allowed():
    assert not watched(run(0) + run(3000), forward=3600).jumps
    assert watched(run(0) + run(4000), forward=3600).jumps


def test_the_end_is_counted_without_the_jumps():
    assert watched(run(0) + run(95_000)).end == pytest.approx(1.6)
    assert watched([*run(0), 95_000.0]).end == pytest.approx(0.8)
    assert watched([]).end is None


def test_one_stream_that_is_silent_while_another_goes_on_is_no_jump():
    watch = Watch()
    for time in run(0, 2000):
        watch.follow(packet(time, stream=VIDEO))
    watch.follow(packet(0.0))
    for time in run(79):
        watch.follow(packet(time))
    assert watch.jumps == []


def test_packets_of_before_a_jump_may_come_after_it():
    """Demuxers give a packet when its stream's next one begins."""
    watch = watched(run(100))
    for number, time in enumerate(run(0)):
        watch.follow(packet(time, 2000 + 100 * number))
        if number == 4:
            watch.follow(packet(100.79, 1990, stream=VIDEO, key=True))
    (jump,) = watch.jumps
    assert (jump.position, float(jump.by)) == (2000, pytest.approx(-100.8))
    assert watch.keys == [(pytest.approx(100.79), 1990)]


def test_packets_are_moved_by_what_was_jumped_before_them(monkeypatch):
    clock = Clock(
        Fraction(0), (Jump(200, Fraction(2), Fraction(98)), Jump(400, Fraction(4), Fraction(-50)))
    )
    file = [packet(1, 100), packet(100, 200), None, packet(101, None), packet(52, 400)]
    monkeypatch.setattr("adtool.media.clock.packets", lambda container, *streams: iter(file))
    assert [one and one.pts for one in clock.packets(None)] == [1000, 2000, None, 3000, 4000]


def test_the_key_frame_before_a_time_is_found():
    clock = Clock(Fraction(0), keys=((1.0, 10), (2.0, 20)))
    assert [clock.key_before(at) for at in (0.5, 1, 1.5, 9)] == [None, (1, 10), (1, 10), (2, 20)]


def test_a_jump_is_told_on_the_movies_own_clock():
    jump = Jump(0, Fraction(11), Fraction(90_433))
    told = "its clock jumps forward by 25:07:13.000 at 0:00:10.000, as in joined recordings"
    assert jump_fault(jump, Fraction(1)) == told
    assert "back by 0:00:02.000" in jump_fault(Jump(0, Fraction(11), Fraction(-2)), Fraction(1))


def test_the_command_can_be_pasted_whatever_the_file_is_called():
    assert mending_command(Path("my film's.ts"), "va") == (
        """ffmpeg -fflags +genpts -dts_error_threshold 1 -i 'my film'"'"'s.ts' -map 0:v -map 0:a """
        """-c copy 'my film'"'"'s-mended.mkv'"""
    )
    assert " -map 0:a -c copy a-mended.mkv" in mending_command(Path("a.ogg"), "a")


def test_times_are_as_exact_as_recordings_tell_them():
    assert exact(1.4) == Fraction(7, 5)
