"""What a file is that was given where another must be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from adtool.documents.kinds import another_kind, kind_of
from adtool.errors import (
    AnnotationError,
    CastError,
    GapsError,
    InputError,
    MediaError,
    ScriptError,
)

ROOT = Path(__file__).parents[2]


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


KINDS = [
    (b"\0\0\0\x20ftypisom", "a movie"),
    (b"\0\0\0\x20ftypheic", "a picture"),
    (b"\x1aE\xdf\xa3\x01", "a movie"),
    (b"RIFF\0\0\0\0AVI LIST", "a movie"),
    (b"RIFF\0\0\0\0WAVEfmt ", "sound"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "a picture"),
    ((b"G" + bytes(187)) * 3, "a movie"),
    (b"ID3\x04", "sound"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff\xe0", "a picture"),
    (b"%PDF-1.7", "a PDF"),
    (b"\x1f\x8b\x08", "a compressed file (gzip)"),
    (zipped("word/document.xml"), "a Word document"),
    (zipped("xl/workbook.xml"), "an Excel table"),
    (zipped("a.srt"), "an archive (ZIP)"),
    (b"<!DOCTYPE html>\n<html>", "a web page"),
    (b"\xef\xbb\xbfWEBVTT\n", "WebVTT subtitles"),
    (b"[Script Info]\r\n", "ASS subtitles"),
    (b'<?xml version="1.0"?>\n<!-- x --><tt xmlns="a">', "TTML subtitles"),
    (b"\n1\r\n00:00:01,000 --> 00:00:02,000\r\nHi", "SubRip subtitles"),
    (b"0:00:01.000,0:00:02.000\nHi", "SBV subtitles"),
    (b'{"characters": []}', "a cast.json"),
    (b'{\n "title": "A", "characters": []}', "a cast.json"),
    (b'{"movie": "a", "duration": 3, "speech": []', "a gaps.json"),
    (b'{\n "format": "adtool-script"', "an AD script (JSON)"),
]


@pytest.mark.parametrize(("content", "kind"), KINDS, ids=[kind for _, kind in KINDS])
def test_a_files_beginning_tells_what_it_is(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize("content", [b"", b"G", b"Hello", b"{}", b"[]", b"movie,start\n", b"\0"])
def test_what_tells_nothing_is_of_no_kind(content: bytes) -> None:
    assert kind_of(content) == ""


@pytest.mark.parametrize("name", ["film.mp4", "cast.json", "dialogue.srt", "reference.json"])
def test_our_own_examples_are_what_they_are(name: str) -> None:
    kinds = {"film.mp4": "a movie", "cast.json": "a cast.json", "dialogue.srt": "SubRip subtitles"}
    content = (ROOT / "examples" / name).read_bytes()
    assert kind_of(content) == kinds.get(name, "an AD script (JSON)")


def test_our_own_gaps_are_gaps(make_film: Callable[..., Path], tmp_path: Path) -> None:
    from adtool.gaps.report import GapReport, to_json

    assert kind_of(to_json(GapReport("a.mp4", 9000, (), (), {"by": "ear"})).encode()) == (
        "a gaps.json"
    )


@pytest.mark.parametrize(
    ("error", "content", "fault"),
    [
        (MediaError, b"WEBVTT\n", "is WebVTT subtitles; name a movie"),
        (MediaError, b"ID3\x04", ""),
        (ScriptError, b"\x1aE\xdf\xa3", "is a movie; name subtitles or a script"),
        (ScriptError, b"WEBVTT\n", ""),
        (ScriptError, b'{"format": "adtool-script"', ""),
        (CastError, b"%PDF", "is a PDF; name a cast.json or a character bank"),
        (CastError, b'{"characters": []}', ""),
        (CastError, b'{"tt1": [{"role": "A"}]}', ""),
        (GapsError, b'{"characters": []}', "is a cast.json; name a gaps.json"),
        (AnnotationError, b"\x89PNG", "is a picture; name another file"),
    ],
)
def test_a_file_of_another_kind_is_told_and_what_to_name(
    error: type[InputError], content: bytes, fault: str
) -> None:
    assert another_kind(content, error) == fault
