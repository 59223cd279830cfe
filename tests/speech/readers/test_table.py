"""Which reader a file gets: its content tells, then its suffix."""

from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.speech.readers.table import SUBTITLES, known, reader_of

SRT = b"1\n00:00:01,000 --> 00:00:02,000\nHello\n"
ASS = b"[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,Hello\n"


def module(content, name):
    reader = reader_of(content, Path(name))
    return reader and reader.__module__.rpartition(".")[2]


@pytest.mark.parametrize(
    ("content", "name", "reader"),
    [
        (SRT, "film.srt", None),
        (SRT, "film.ass", None),
        (SRT, "film.ttml", None),
        (SRT.decode().encode("utf-16"), "film.ass", None),
        (b"WEBVTT\n\n[Events]\n", "film.ass", None),
        (b"", "film.ass", None),
        (b"\xef\xbb\xbf\r\n", "film.stl", None),
        (b"Dear diary", "film.txt", None),
        (b"Dear diary", "film.ass", "ass"),
        (b"Dear diary", "film.SBV", "sbv"),
        (b"Dear diary", "film.stl", "stl"),
        (b"Dear diary", "film.scc", "scc"),
        (b"Dear diary", "film.dfxp", "ttml"),
        (b"Dear diary", "film.sub", "microdvd"),
        (ASS, "film.srt", "ass"),
        (ASS, "film.vtt", "ass"),
        (ASS, "film.sub", "ass"),
        (b"\xef\xbb\xbf" + ASS, "film", "ass"),
        (ASS.decode().encode("utf-16"), "film.srt", "ass"),
        (b"Scenarist_SCC V1.0\n", "film.srt", "scc"),
        (b"850STL25.01" + bytes(100), "film.srt", "stl"),
        (b"{1}{1}25\n", "film.srt", "microdvd"),
        (b"0:00:01.000,0:00:02.000\nHello\n", "film.srt", "sbv"),
        (b"<?xml version='1.0'?><tt/>", "film.srt", "ttml"),
        (b"<tt:tt xmlns:tt='a'>", "film.srt", "ttml"),
        (b"\n<tt\n>", "film.srt", "ttml"),
        (b"<i>Hello</i> --> you", "film.srt", None),
        (b"[a]" * 5_000, "film.srt", None),
        (SRT + b"\n0:00:04.000,0:00:05.000\nHello\n", "film.srt", None),
        (SRT + b"Dialogue: at 10,30 --> 0:30\n", "film.srt", None),
    ],
)
def test_the_content_comes_before_the_suffix(content, name, reader):
    assert module(content, name) == reader


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\x1aE\xdf\xa3\x01", "is a movie; a text track in the movie is named --subtitles track"),
        (b"\x00\x00\x00\x20ftypisom", "is a movie; a text track in the movie"),
        (b"RIFF\x00\x00\x00\x00AVI ", "is a movie or a sound, not its subtitles"),
        (b"PG\x00\x00\x00\x01", r"holds pictures of subtitles \(PGS\), not text"),
        (b"# VobSub index file, v7", r"belongs to pictures of subtitles \(VobSub\), not text"),
        (b"\x00\x00\x01\xba\x44", r"holds pictures of subtitles \(VobSub\) or a movie"),
        (b"PK\x03\x04", "is a zip archive; unpack it"),
        (b"Rar!\x1a", "is a rar archive; unpack it"),
        (b"7z\xbc\xaf\x27\x1c", "is a 7z archive; unpack it"),
        (b"\x1f\x8b\x08", "is compressed; unpack it first"),
    ],
)
def test_what_is_something_else_is_called_by_its_name(content, fault):
    with pytest.raises(ScriptError, match=fault) as caught:
        reader_of(content, Path("film.srt"))
    assert str(caught.value).endswith(f"(read are {known()})")


def test_every_format_is_named_and_its_reader_is_there():
    assert known() == "ASS/SSA, EBU STL, MicroDVD, SBV, SCC, SubRip, TTML/IMSC, WebVTT"
    for one in SUBTITLES:
        assert (reader_of(b"x", Path(f"film{one.suffixes[0]}")) is None) == (not one.module)
