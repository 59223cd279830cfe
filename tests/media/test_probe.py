from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import av
import numpy as np
import pytest

from adtool.errors import MediaError
from adtool.media import open_frames, probe
from adtool.media.clock import Clock
from adtool.media.probe import _start
from adtool.media.timing import Timing


def test_the_streams_and_the_length_are_found(films):
    info = probe(films.make(sound=films.beeps(4)))
    assert info.video is not None
    assert info.audio is not None
    assert (info.video.codec, info.video.width, info.video.height) == ("h264", 160, 64)
    assert info.video.fps == Fraction(25)
    assert (info.audio.codec, info.audio.rate, info.audio.channels) == ("aac", 44100, 1)
    assert info.duration == pytest.approx(4000, abs=60)


def test_video_alone_and_sound_alone_are_movies(films):
    assert probe(films.make("video.mp4")).audio is None
    assert probe(films.make("sound.mp4", times=None, sound=films.beeps(2))).video is None


@pytest.mark.parametrize("name", ["late.mp4", "late.mkv", "late.ts"])
def test_a_late_stream_starts_late_on_the_movies_clock(films, name):
    late = films.make(name, times=range(1000, 3000, 40), sound=films.beeps(3))
    info = probe(late)
    assert info.video is not None
    assert info.audio is not None
    assert info.video.start == pytest.approx(1000, abs=60)
    assert info.audio.start == pytest.approx(0, abs=60)


def test_a_length_that_the_header_leaves_out_is_measured(films):
    # A live Matroska file, and one raw stream, have no duration anywhere.
    live = films.make("live.mkv", options={"live": "1"}, sound=films.beeps(4))
    with av.open(str(live)) as container:
        assert container.duration is None
    assert probe(live).duration == pytest.approx(4000, abs=80)


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("empty.mp4", b"", "is empty"),
        ("text.mp4", b"Call me Ishmael. Some years ago\n" * 40, "cannot be read as a movie"),
        ("text.txt", b"Call me Ishmael. Some years ago\n" * 40, "not a movie"),
        ("noise.mp4", np.random.default_rng(0).bytes(200_000), "cannot be read as a movie"),
        ("zeros.mkv", bytes(100_000), "cannot be read as a movie"),
        (
            "titles.srt",
            b"1\n00:00:01,000 --> 00:00:02,000\nHello\n\n",
            "is SubRip subtitles; name a movie",
        ),
    ],
)
def test_what_is_no_movie_gets_one_clear_line(tmp_path, name, content, fault):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(MediaError, match=fault) as caught:
        probe(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_damaged_header_gets_one_clear_line(films):
    headless = films.make("headless.mp4")
    films.truncate(headless, 0.5)  # its index stands at the end
    with pytest.raises(MediaError, match="cannot be read as a movie"):
        probe(headless)
    spoilt = films.make("spoilt.mkv")
    spoilt.write_bytes(bytes(400) + spoilt.read_bytes()[400:])
    with pytest.raises(MediaError, match="cannot be read as a movie"):
        probe(spoilt)


def test_an_unknown_codec_gets_one_clear_line(films):
    path = films.make()
    path.write_bytes(path.read_bytes().replace(b"avc1", b"zzz9"))
    with pytest.raises(MediaError, match="its video is in a codec that cannot be decoded here"):
        probe(path)


def test_unknown_sound_is_never_taken_for_silence(films):
    path = films.make("film.mkv", sound=films.beeps(2), sound_codec="pcm_s16le")
    path.write_bytes(path.read_bytes().replace(b"A_PCM/", b"A_ZZZ/"))
    with pytest.raises(MediaError, match="its sound is in a codec that cannot be decoded here"):
        probe(path)


@pytest.mark.parametrize(("name", "codec"), [("film.h264", "libx264"), ("film.hevc", "libx265")])
def test_pictures_without_times_are_told_how_they_become_a_movie(films, name, codec):
    path = films.make(name, codec=codec)
    with pytest.raises(
        MediaError, match="is a bare stream without times; wrap it: ffmpeg -i "
    ) as e:
        probe(path)
    assert str(e.value).endswith(f"{path} -c copy {path.with_suffix('.mp4')}")


def test_a_wav_without_samples_has_no_length(tmp_path):
    path = tmp_path / "none.wav"
    wave = struct.pack("<4sIHHIIHH4sI", b"fmt ", 16, 1, 1, 8000, 16000, 2, 16, b"data", 0)
    path.write_bytes(struct.pack("<4sI4s", b"RIFF", 4 + len(wave), b"WAVE") + wave)
    with pytest.raises(MediaError, match="has no length"):
        probe(path)


def _png(folder: Path) -> bytes:
    picture = av.VideoFrame.from_ndarray(np.full((600, 600, 3), 90, np.uint8), format="rgb24")
    picture.save(folder / "cover.png")
    return (folder / "cover.png").read_bytes()


def test_a_picture_is_not_a_movie(tmp_path):
    _png(tmp_path)
    with pytest.raises(MediaError, match="is a picture"):
        probe(tmp_path / "cover.png")


def test_cover_art_is_not_video(films):
    song = films.make("song.flac", times=None, sound=films.beeps(2), sound_codec="flac")
    cover = _png(films.folder)
    block = struct.pack(">I", 3) + struct.pack(">I", 9) + b"image/png" + struct.pack(">I", 0)
    block += struct.pack(">IIIII", 600, 600, 24, 0, len(cover)) + cover
    data = song.read_bytes()
    head = 4 + 4 + 34  # "fLaC", then STREAMINFO, which must come first (RFC 9639, section 8)
    picture = bytes([6]) + len(block).to_bytes(3, "big") + block
    song.write_bytes(data[:4] + bytes([data[4] & 0x7F]) + data[5:head] + picture + data[head:])
    with av.open(str(song)) as container:
        assert len(container.streams.video) == 1
    info = probe(song)
    assert info.video is None
    assert info.audio is not None


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
    with open_frames(films.folder / "c.mp4") as frames:
        assert films.numbers(frames.read([1000])) == [25]


def test_a_stream_starts_on_the_movies_clock_and_never_before_it():
    starts = [(600, Fraction(1, 1000)), (100, Fraction(1, 1000)), (None, Fraction(1)), (5, None)]
    streams = [SimpleNamespace(start_time=s, time_base=base, index=7) for s, base in starts]
    timing = Timing(Clock(Fraction(1, 5)), 1000, {})
    assert [_start(stream, timing) for stream in streams] == [400, 0, 0, 0]
    looked = Timing(Clock(Fraction(1, 5)), 1000, {7: 0.75})
    assert [_start(stream, looked) for stream in streams] == [550] * 4
