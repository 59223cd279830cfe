from __future__ import annotations

import random
from bisect import bisect_right

import av
import numpy as np
import pytest

from adtool.errors import AdtoolError, MediaError
from adtool.media import open_frames, probe
from adtool.timeline import Span

MISSING = None


def numbers_at(films, path, times, **how):
    with open_frames(path, **how) as frames:
        return films.numbers(frames.read(times))


def by_plain_decoding(films, path, times):
    """The slow plain version: decode everything in order, and look up each time."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        start = (container.start_time or 0) / 1e6
        shown = [(round((f.time - start) * 1000, 3), f.to_ndarray(format="rgb24"))
                 for f in container.decode(stream)]  # fmt: skip
    starts = [time for time, _ in shown]
    last = starts[-1] + 40
    places = [bisect_right(starts, time + 0.002) - 1 for time in times]
    there = [place >= 0 and time < last for place, time in zip(places, times, strict=True)]
    return films.numbers(
        [shown[p][1] if here else None for p, here in zip(places, there, strict=True)]
    )


VARIABLE = tuple(np.cumsum(np.random.default_rng(5).integers(20, 300, 60)).tolist())


@pytest.mark.parametrize("name", ["f.mp4", "f.mkv", "f.ts"])
@pytest.mark.parametrize("times", ["even", "late", "variable"])
def test_every_time_gets_the_frame_that_plain_decoding_finds(films, name, times):
    shown = {"even": range(0, 6000, 40), "late": range(1200, 6000, 40), "variable": VARIABLE}
    film = films.make(name, times=shown[times], sound=films.beeps(6))
    asked = list(range(0, 8000, 37)) + list(range(0, 6000, 40))
    random.Random(3).shuffle(asked)
    expected = by_plain_decoding(films, film, asked)
    assert len(set(expected)) > 50
    assert numbers_at(films, film, asked) == expected
    with open_frames(film) as frames:  # clip by clip, back and forth
        for first in range(0, len(asked), 8):
            clip = asked[first : first + 8]
            assert films.numbers(frames.read(clip)) == expected[first : first + 8]


def test_frames_begin_exactly_at_their_time(films):
    film = films.make(times=range(0, 2000, 40))
    asked = [0, 39, 40, 79, 80, 1960, 1999, 2000]
    assert numbers_at(films, film, asked) == [0, 0, 1, 1, 2, 49, 49, MISSING]


def test_past_the_end_is_missing_and_costs_no_stale_frame(films):
    film = films.make(times=range(0, 2000, 40))
    with open_frames(film) as frames:
        assert frames.read([2000, 60_000, 3_600_000]) == [None, None, None]
        assert films.numbers(frames.read([1000])) == [25]
        assert frames.read([2000]) == [None]


def test_before_a_late_first_frame_is_missing(films):
    film = films.make("late.mkv", times=range(1000, 3000, 40), sound=films.beeps(3))
    assert numbers_at(films, film, [0, 900, 1040, 1080]) == [MISSING, MISSING, 1, 2]


def test_equal_times_and_any_order_are_fine(films):
    film = films.make()
    assert numbers_at(films, film, [2000, 0, 2000, 1000]) == [50, 0, 50, 25]
    assert numbers_at(films, film, []) == []


def test_frames_are_rgb_uint8(films):
    red = np.zeros((64, 160, 3), np.uint8)
    red[..., 0] = 250
    film = films.make(picture=lambda _: red)
    with open_frames(film) as frames:
        (image,) = frames.read([500])
    assert image is not None
    assert (image.shape, image.dtype) == ((64, 160, 3), np.uint8)
    assert image.mean(axis=(0, 1)) == pytest.approx([250, 0, 0], abs=12)


@pytest.mark.parametrize(("asked", "shape"), [(32, (32, 80)), (64, (64, 160)), (224, (64, 160))])
def test_frames_are_scaled_down_to_a_short_side_but_never_up(films, asked, shape):
    film = films.make()
    with open_frames(film, short_side=asked) as frames:
        images = frames.read([0, 1000, 3000])
    assert [image.shape[:2] for image in images] == [shape] * 3
    assert films.numbers(images) == [0, 25, 75]


def _turn(path, degrees):
    """Write a rotation into the track header, as phones do (ISO/IEC 14496-12, 8.3.2)."""
    one, minus = (1 << 16).to_bytes(4, "big"), (-(1 << 16) & 0xFFFFFFFF).to_bytes(4, "big")
    zero, last = bytes(4), (1 << 30).to_bytes(4, "big")
    a, b, c, d = {90: (zero, one, minus, zero), 180: (minus, zero, zero, minus)}[degrees]
    data = bytearray(path.read_bytes())
    start = data.index(b"tkhd") + 4 + 40
    data[start : start + 36] = b"".join([a, b, zero, c, d, zero, zero, zero, last])
    path.write_bytes(data)


@pytest.mark.parametrize("reader", ["pyav", "decord"])
def test_films_of_turned_phones_come_upright(films, reader):
    if reader == "decord":
        pytest.importorskip("decord")
    top_left = np.zeros((64, 160, 3), np.uint8)
    top_left[:32, :80] = 240
    for degrees, corner, shape in [
        (90, np.s_[:80, 32:], (160, 64)),
        (180, np.s_[32:, 80:], (64, 160)),
    ]:
        film = films.make(f"{degrees}.mp4", picture=lambda _: top_left)
        _turn(film, degrees)
        with open_frames(film, reader) as frames:
            (image,) = frames.read([1000])
        assert image.shape[:2] == shape
        assert image[corner].mean() > 200
        assert image.mean() == pytest.approx(240 / 4, abs=15)


def test_stretched_pixels_are_shown_in_their_proportions(films):
    with open_frames(films.make("wide.mkv", pixel_aspect=2)) as frames:
        (image,) = frames.read([1000])
    assert image.shape == (64, 320, 3)
    assert films.numbers([image]) == [25]


@pytest.mark.parametrize("codec", ["libx265", "libsvtav1", "libvpx-vp9", "mpeg4"])
def test_other_codecs_are_read_as_well(films, codec):
    if codec not in av.codecs_available:
        pytest.skip(f"no {codec} to make a film with")
    film = films.make("other.mkv", codec=codec, times=range(0, 2400, 40))
    assert numbers_at(films, film, [2000, 40, 1000, 2400]) == [50, 1, 25, MISSING]


def test_avi_files_are_read_as_well(films):
    film = films.make("film.avi", codec="mpeg4", times=range(60))
    assert numbers_at(films, film, [2000, 40, 1000, 2400]) == [50, 1, 25, MISSING]


@pytest.mark.parametrize("name", ["bad.mp4", "bad.mkv", "bad.ts"])
def test_bad_packets_cost_their_own_frames_only(films, name):
    film = films.make(name, times=range(0, 8000, 40))
    packets = films.packets(film, "video")
    films.spoil(film, packets[78:84])
    asked = list(range(0, 8000, 40))
    with open_frames(film) as frames:
        found = films.numbers(frames.read(asked))
        # Second 3 holds the damage; until the next key frame, pictures may be wrong or missing.
        assert found[:72] == list(range(72))
        assert found[100:] == list(range(100, 200))
        assert films.numbers(frames.read([1000, 7000])) == [25, 175]


def test_a_damaged_stretch_is_missing_rather_than_stale(films):
    film = films.make(times=range(0, 8000, 40))
    packets = films.packets(film, "video")
    films.spoil(film, packets[50:150])
    with open_frames(film) as frames:
        found = films.numbers(frames.read(range(0, 8000, 40)))
        assert frames.skipped_packets >= 90
    assert found[:46] == list(range(46))
    assert found[156:] == list(range(156, 200))
    assert found[60:148] == [MISSING] * 88


@pytest.mark.parametrize("name", ["cut.mp4", "cut.mkv", "cut.ts"])
def test_a_truncated_film_is_read_up_to_its_end(films, name):
    options = {"movflags": "faststart"} if name == "cut.mp4" else None
    film = films.make(name, times=range(0, 8000, 40), options=options)
    films.truncate(film, 0.5)
    with open_frames(film) as frames:
        backwards = films.numbers(frames.read([7900])) + films.numbers(frames.read([1000]))
        found = films.numbers(frames.read(range(0, 8000, 40)))
    assert backwards == [MISSING, 25]
    there = next(i for i, number in enumerate(found) if number is None)
    assert 30 < there < 170
    # The very last frames may lack some among them, which nothing in the file tells.
    assert found[: there - 4] == list(range(there - 4))
    assert found[there + 1 :] == [MISSING] * (199 - there)


def test_cover_art_is_never_taken_for_the_film(films):
    film = films.make("film.mp4")
    with av.open(str(film)) as source, av.open(str(films.folder / "c.mp4"), "w") as target:
        cover = target.add_stream("mjpeg", rate=25)
        cover.width, cover.height, cover.pix_fmt = 640, 640, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        stream = source.streams.video[0]
        copy = target.add_stream_from_template(stream)
        picture = av.VideoFrame.from_ndarray(np.zeros((640, 640, 3), np.uint8), format="rgb24")
        target.mux(cover.encode(picture.reformat(format="yuvj420p")))
        target.mux(cover.encode(None))
        for packet in source.demux(stream):
            if packet.size:
                packet.stream = copy
                target.mux(packet)
    info = probe(films.folder / "c.mp4")
    assert info.video is not None
    assert info.video.codec == "h264"
    assert numbers_at(films, films.folder / "c.mp4", [1000]) == [25]


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


def test_what_cannot_be_read_is_refused_at_once(films, tmp_path):
    with pytest.raises(MediaError, match="has no video"):
        open_frames(films.make("sound.mp4", times=None, sound=films.beeps(2)))
    with pytest.raises(MediaError, match="there is no such file"):
        open_frames(tmp_path / "nothing.mp4")
    with pytest.raises(AdtoolError, match="no frame reader 'cv2'; choose from pyav, decord"):
        open_frames(films.make(), "cv2")
