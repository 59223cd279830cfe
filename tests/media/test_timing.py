"""A movie's times are those that a player shows, whatever its file says of them."""

from __future__ import annotations

import re
import struct
from fractions import Fraction

import av
import numpy as np
import pytest

from adtool.errors import MediaError
from adtool.media import SAMPLE_RATE, AudioReader, open_frames, probe
from adtool.media import timing as timing_module
from adtool.media.clock import Jump

LATE = {"output_ts_offset": "5000"}
WRAPPING = {"output_ts_offset": "95439.7"}  # 2^33 ticks of 1/90000 s are 95443.7 s


def beeps_of(path):
    """Return the seconds at which beeps begin, and those that there are."""
    sound = np.concatenate(list(AudioReader(probe(path))))
    steps = np.flatnonzero(np.abs(sound) > 0.1)
    new = np.diff(steps, prepend=-SAMPLE_RATE) > SAMPLE_RATE // 10
    return [float(step) / SAMPLE_RATE for step in steps[new]], len(sound) / SAMPLE_RATE


def numbers_at(films, path, times):
    with open_frames(path) as frames:
        return films.numbers(frames.read(times))


@pytest.fixture
def part(films):
    """Make a recording of some seconds: numbered frames, a beep each second."""

    def make(name, seconds=6, first=0, **options):
        mpeg = name.endswith(".mpg")
        times = range(seconds * 25) if mpeg else range(0, seconds * 1000, 40)
        codecs = {"codec": "mpeg2video", "sound_codec": "mp2", "options": options} if mpeg else {}
        film = films.make(
            f"raw-{name}", times=times, sound=films.beeps(seconds), gop=10, **codecs,
            picture=lambda number: numbered(number + first),
        )  # fmt: skip
        by = 0 if mpeg else float(options.get("output_ts_offset", 0))
        return moved(film, films.folder / name, by)

    return make


def numbered(number):
    from tests.media.conftest import _numbered_picture

    return _numbered_picture(number)


def moved(source, target, by):
    """Copy a recording with all of its times moved; MPEG-TS wraps them at 33 bits by itself."""
    if not by:
        return source.rename(target)
    with av.open(str(source)) as old, av.open(str(target), "w") as new:
        streams = {s.index: new.add_stream_from_template(s) for s in old.streams}
        for packet in old.demux():
            if packet.dts is not None:
                ticks = round(Fraction(by) / packet.time_base)
                packet.pts, packet.dts = packet.pts + ticks, packet.dts + ticks
                packet.stream = streams[packet.stream.index]
                new.mux(packet)
    return target


SECOND = [6 + beep for beep in range(6)]


@pytest.mark.parametrize(
    ("suffix", "first", "second"),
    [
        ("ts", {}, {}),  # the same twice: back by its length
        ("ts", LATE, {}),  # FFmpeg takes it for a wrap: forward by 25 hours
        ("ts", {}, LATE),  # forward by 83 minutes
        ("ts", {"output_ts_offset": "3"}, {}),  # a little earlier
        ("ts", {}, {"output_ts_offset": "40"}),  # a hole of half a minute that is none
        ("ts", WRAPPING, {}),
        ("mpg", {}, {}),
        ("mpg", {}, LATE),  # the last picture before the jump has the time of what follows
        ("mpg", LATE, {}),
        ("mpg", {}, {"output_ts_offset": "40"}),
        ("m2ts", {}, LATE),
        ("m2ts", LATE, {}),
    ],
)
def test_joined_recordings_are_counted_one_after_the_other(films, part, suffix, first, second):
    one, two = part(f"a.{suffix}", **first), part(f"b.{suffix}", first=150, **second)
    film = films.join(f"film.{suffix}", one, two)
    info = probe(film)
    assert info.duration == pytest.approx(12_000, abs=150)
    found, length = beeps_of(film)
    assert found == pytest.approx([0, 1, 2, 3, 4, 5, *SECOND], abs=0.12)
    assert length == pytest.approx(12, abs=0.15)
    seen = numbers_at(films, film, [2020, 7020, 11_020, 4020, 9020, 1020])
    expected = [50, 175, 275, 100, 225, 25]
    assert all(abs(a - b) <= 3 for a, b in zip(seen, expected, strict=True))
    (note,) = info.notes
    assert note.startswith(f"film.{suffix}: its clock jumps ")
    assert f"ffmpeg -fflags +genpts -dts_error_threshold 1 -i {film} -map 0:v -map 0:a" in note
    assert "\n" not in note


def test_sound_and_pictures_stay_together_across_jumps(films, part):
    parts = [part(f"{i}.ts", 3, first=75 * i, output_ts_offset=off)
             for i, off in enumerate([100, 4000, 7, 90_000])]  # fmt: skip
    film = films.join("film.ts", *parts)
    info = probe(film)
    assert len(info.clock.jumps) == 3
    assert "(and 2 times more)" in info.notes[0]
    found, _ = beeps_of(film)
    assert len(found) == 12
    for second, beep in enumerate(found):
        (seen,) = numbers_at(films, film, [round(beep * 1000) + 10])
        assert abs(seen - 25 * second) <= 2


@pytest.mark.parametrize("wrap", [WRAPPING, {"output_ts_offset": "95440"}])
def test_a_clock_that_wraps_goes_on(films, part, wrap):
    film = part("film.ts", **wrap)
    info = probe(film)
    assert (info.notes, info.clock.jumps) == ((), ())
    assert info.duration == pytest.approx(6000, abs=100)
    assert beeps_of(film)[0] == pytest.approx([0, 1, 2, 3, 4, 5], abs=0.06)
    assert numbers_at(films, film, [60, 5060, 1060, 4060]) == pytest.approx(
        [1, 126, 26, 101], abs=1
    )


@pytest.mark.parametrize("name", ["film.ts", "film.mkv", "film.mp4"])
@pytest.mark.parametrize("start", [0, 3600, 36_000])
def test_a_clock_that_starts_late_starts_at_nought(films, part, name, start):
    film = part(name, output_ts_offset=start)
    info = probe(film)
    assert info.notes == ()
    assert info.duration == pytest.approx(6000, abs=120)
    assert beeps_of(film)[0] == pytest.approx([0, 1, 2, 3, 4, 5], abs=0.08)
    assert numbers_at(films, film, [2020, 5020]) == pytest.approx([50, 125], abs=2)


@pytest.mark.parametrize("name", ["a.mkv", "a.ogg"])
def test_another_file_whose_clock_goes_back_is_refused_with_the_command_that_mends_it(films, name):
    codec = {"a.mkv": "aac", "a.ogg": "flac"}[name]
    times = range(0, 4000, 40) if name == "a.mkv" else None
    one = films.make(name, times=times, sound=films.beeps(4), sound_codec=codec)
    film = films.join(f"my {name}", one, one)
    with pytest.raises(MediaError) as caught:
        list(AudioReader(film))
    told = str(caught.value)
    assert "its clock jumps back by 0:00:0" in told
    assert f"ffmpeg -i 'subfile,,start,0,end,{one.stat().st_size},,:{film}' -i 'subfile" in told
    assert told.endswith(f" '{films.folder / 'my a-mended.mkv'}'")
    assert "\n" not in told


@pytest.mark.parametrize("size", ["small", "large"])
def test_a_recording_that_goes_on_in_other_streams_says_so(films, part, monkeypatch, size):
    if size == "large":
        monkeypatch.setattr(timing_module, "_SMALL", 0)
    one = part("one.ts", 6)
    two = films.folder / "two.ts"
    with (
        av.open(str(one)) as old,
        av.open(str(two), "w", options={"mpegts_start_pid": "600"}) as new,
    ):
        streams = {s.index: new.add_stream_from_template(s) for s in old.streams}
        for packet in old.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                new.mux(packet)
    film = films.join("film.ts", one, two)
    info = probe(film)
    (note,) = info.notes
    assert note.startswith("film.ts: its last 5")
    assert "hold other streams than those that are heard and seen" in note
    start, end = map(int, re.findall(r"end,(\d+),,.*start,(\d+),end,0", note)[0])
    assert start == end == pytest.approx(one.stat().st_size, abs=20_000)
    assert probe(one).notes == ()


def test_sound_alone_whose_clock_goes_back_is_refused_rather_than_lost(films):
    reader = AudioReader(films.make("film.mkv", sound=films.beeps(4)))
    reader._check_clock(Jump(100, Fraction(2), by=Fraction(5000)))  # a hole
    with pytest.raises(MediaError, match=r"its clock jumps back by 0:00:02\.000 at 0:00:03\.000"):
        reader._check_clock(Jump(100, Fraction(3), by=Fraction(-2)))


def test_the_length_of_a_film_without_an_index_reaches_to_its_last_packet(films):
    film = films.make(
        "film.avi", times=range(200), codec="mpeg4", sound=films.beeps(8), sound_codec="mp3"
    )
    data = film.read_bytes()
    film.write_bytes(data[: data.rindex(b"idx1")])
    assert probe(film).duration == pytest.approx(8000, abs=150)


def test_a_picture_that_claims_to_be_shown_for_days_makes_no_film_of_days(films):
    film = films.make("film.mp4", sound=films.beeps(4))
    data = bytearray(film.read_bytes())
    times = data.index(b"stts")
    data[times + 16 : times + 20] = struct.pack(">I", 2**31 - 1)
    film.write_bytes(data)
    assert probe(film).duration < 3_600_000 + 5000


def test_sound_that_is_silent_for_two_hours_while_pictures_go_on_is_no_jump(films):
    film = films.make(
        "film.mkv", times=range(0, 8_000_000, 40_000), sound=films.beeps(4),
        sound_codec="pcm_s16le", sound_at=lambda second: second + (7900 if second > 2 else 0),
    )  # fmt: skip
    sound = sum(map(len, AudioReader(film)))
    assert sound == pytest.approx(7904 * SAMPLE_RATE, rel=1e-3)


def claim(path, seconds):
    """Write another length into Matroska's header: Duration, an 8-byte float of ms."""
    data = path.read_bytes()
    place = data.index(b"\x44\x89\x88") + 3
    path.write_bytes(data[:place] + struct.pack(">d", seconds * 1000) + data[place + 8 :])


@pytest.mark.parametrize(
    ("claimed", "length", "told"),
    [
        (90_000, 4, "film.mkv claims to be 25:00:00 long, but ends at 0:00:04: it is cut off, or"),
        (300, 4, "film.mkv claims to be 0:05:00 long, but ends at 0:00:04: it is cut off, or"),
        (1, 4, "film.mkv claims to be 0:00:01 long, but ends at 0:00:04: its header is wrong."),
        (4, 4, ""),
        (5.9, 5.9, ""),  # a last picture may be shown long
    ],
)
def test_a_length_is_believed_where_the_packets_end_there(films, claimed, length, told):
    film = films.make("film.mkv", sound=films.beeps(4))
    claim(film, claimed)
    info = probe(film)
    assert info.duration == pytest.approx(length * 1000, abs=100)
    assert " ".join(info.notes).startswith(told)
    assert bool(info.notes) == bool(told)


def test_of_a_download_that_broke_off_only_what_is_there_is_a_movie(films):
    film = films.make("film.mkv", times=range(0, 100_000, 1000), sound=films.beeps(100))
    films.truncate(film, 0.6)
    info = probe(film)
    with av.open(str(film)) as container:
        ends = [(one.pts + one.duration) * one.time_base for one in container.demux() if one.size]
    assert info.duration == pytest.approx(float(max(ends)) * 1000, abs=1)
    assert info.notes[0].startswith("film.mkv claims to be 0:01:40 long, but ends at 0:0")


def test_a_clock_with_one_mad_time_is_not_mended(films):
    film = films.make(
        "film.mkv", sound=films.beeps(4), sound_codec="pcm_s16le",
        sound_at=lambda second: second + (90_000 if 2 <= second < 2.02 else 0),
    )  # fmt: skip
    assert probe(film).duration == pytest.approx(4000, abs=100)
    assert beeps_of(film)[0] == pytest.approx([0, 1, 2, 3], abs=0.02)


@pytest.mark.parametrize("trimmed", [10, 25, 40])
def test_an_edit_list_is_followed(films, trimmed):
    """Its first frames are in the file, and not shown."""
    whole = films.make("whole.mp4", gop=50)
    film = films.folder / "cut.mp4"
    with av.open(str(whole)) as old, av.open(str(film), "w", options={"use_editlist": "1"}) as new:
        stream = new.add_stream_from_template(old.streams.video[0])
        for packet in old.demux():
            if packet.dts is not None:
                ticks = round(Fraction(trimmed, 25) / packet.time_base)
                packet.pts, packet.dts = packet.pts - ticks, packet.dts - ticks
                packet.stream = stream
                new.mux(packet)
    info = probe(film)
    assert info.duration == pytest.approx(4000 - 40 * trimmed, abs=50)
    assert numbers_at(films, film, [0, 500]) == [trimmed, trimmed + 12]


def test_frames_of_a_variable_rate_are_where_they_were_put(films):
    times = [0, 40, 1000, 1010, 3000, 5000, 5040, 9000]
    film = films.make("film.mkv", times=times, sound=films.beeps(9))
    assert numbers_at(films, film, [20, 999, 1005, 2999, 4999, 5030]) == [0, 1, 2, 3, 4, 5]
    assert beeps_of(film)[0] == pytest.approx(range(9), abs=0.05)


@pytest.mark.parametrize("name", ["film.mkv", "film.avi", "film.mp4"])
def test_without_an_index_the_times_are_the_same(films, name):
    how = {"times": range(100), "codec": "mpeg4"} if name == "film.avi" else {}
    codec = {"sound_codec": "pcm_s16le"} if name == "film.avi" else {}
    film = films.make(name, sound=films.beeps(4), **how, **codec)
    data = film.read_bytes()
    for index in (b"\x1c\x53\xbb\x6b", b"stss"):
        data = data.replace(index, b"\xec" * len(index))
    film.write_bytes(data.partition(b"idx1")[0])
    assert probe(film).duration == pytest.approx(4000, abs=100)
    assert beeps_of(film)[0][:4] == pytest.approx([0, 1, 2, 3], abs=0.06)
    assert numbers_at(films, film, [3020, 1020]) == [75, 25]


@pytest.mark.parametrize("jumps", [True, False])
def test_a_large_recording_is_read_through_only_if_its_clock_looks_odd(
    films, part, monkeypatch, jumps
):
    monkeypatch.setattr(timing_module, "_SMALL", 1000)
    read = []
    real = timing_module.read_through
    monkeypatch.setattr(
        timing_module, "read_through", lambda *given: read.append(given) or real(*given)
    )
    one = part("a.ts", 8)
    film = films.join("film.ts", one, one) if jumps else one
    assert probe(film).duration == pytest.approx(16_000 if jumps else 8_000, abs=150)
    assert len(read) == jumps


def test_frames_of_decord_are_refused_where_the_clock_jumps(films, part):
    pytest.importorskip("decord")
    one = part("a.ts")
    with pytest.raises(MediaError, match="its clock jumps; use --frame-reader pyav"):
        open_frames(films.join("film.ts", one, one), reader="decord")
