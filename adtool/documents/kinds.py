"""What a file is that was given where another kind must be, by how it begins: for messages."""

from __future__ import annotations

import re

from adtool.errors import CastError, GapsError, InputError, MediaError, ScriptError

HEAD = 4096
"""Bytes of a file that tell what it is."""

_PICTURE_BRANDS = (b"heic", b"heix", b"mif1", b"avif")

_MAGIC: tuple[tuple[bytes, int, str], ...] = (
    (b"\x1aE\xdf\xa3", 0, "a movie"),  # Matroska, WebM
    (b"FLV\x01", 0, "a movie"),
    (b"\x00\x00\x01\xba", 0, "a movie"),  # MPEG-PS
    (b"\x00\x00\x01\xb3", 0, "a movie"),
    (b"0&\xb2u\x8ef\xcf\x11", 0, "a movie"),  # ASF, WMV
    (b"AVI ", 8, "a movie"),
    (b"moov", 4, "a movie"),
    (b"mdat", 4, "a movie"),
    (b"OggS", 0, "a movie or sound"),
    (b"WAVE", 8, "sound"),
    (b"ID3", 0, "sound"),
    (b"fLaC", 0, "sound"),
    (b"\xff\xfb", 0, "sound"),
    (b"\xff\xf1", 0, "sound"),
    (b"\x89PNG", 0, "a picture"),
    (b"\xff\xd8\xff", 0, "a picture"),
    (b"GIF8", 0, "a picture"),
    (b"WEBP", 8, "a picture"),
    (b"II*\x00", 0, "a picture"),
    (b"MM\x00*", 0, "a picture"),
    (b"%PDF", 0, "a PDF"),
    (b"{\\rtf", 0, "a text document (RTF)"),
    (b"\xd0\xcf\x11\xe0", 0, "an old Office document"),
    (b"\x1f\x8b", 0, "a compressed file (gzip)"),
    (b"7z\xbc\xaf", 0, "an archive (7z)"),
    (b"Rar!", 0, "an archive (RAR)"),
    (b"SQLite format", 0, "a database"),
    (b"\x89HDF", 0, "HDF5"),
)

_TEXTS: tuple[tuple[str, str], ...] = (
    (r"<!doctype\s+html|<html[\s>]", "a web page"),
    (r"WEBVTT\b", "WebVTT subtitles"),
    (r"\[Script Info\]", "ASS subtitles"),
    (r"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(\w+:)?tt[\s>]", "TTML subtitles"),
    (r"\d+\s*\n\s*\d+:\d\d:\d\d[,.]\d+\s*-->|\d+:\d\d:\d\d[,.]\d+\s*-->", "SubRip subtitles"),
    (r"\d+:\d\d:\d\d\.\d{3},\d+:\d\d:\d\d\.\d{3}\s*\n", "SBV subtitles"),
    (r"\{\s*\"(title|\$schema)\"[^{]*\"characters\"\s*:|\{\s*\"characters\"\s*:", "a cast.json"),
    (r"\{\s*\"movie\"\s*:[^{\[]*\"duration\"\s*:[^{\[]*\"(speech|gaps)\"\s*:", "a gaps.json"),
    (r"\{\s*\"format\"\s*:\s*\"adtool-script\"", "an AD script (JSON)"),
)


_FITTING: dict[type[InputError], tuple[str, ...]] = {
    MediaError: ("movie", "sound"),
    ScriptError: ("subtitles", "AD script (JSON)", "Word document", "Excel table"),
    CastError: ("cast.json",),
    GapsError: ("gaps.json",),
}
"""What the files may be that an error is about."""


def kind_of(content: bytes) -> str:
    """Say what a file is that begins like this, as "a movie"; empty where nothing tells.

    Args:
        content: the file's first bytes, ``HEAD`` of them or more.
    """
    head = content[:HEAD]
    if head[4:8] == b"ftyp":
        return "a picture" if head[8:12] in _PICTURE_BRANDS else "a movie"
    if head[:1] == head[188:189] == head[376:377] == b"G":
        return "a movie"  # MPEG-TS
    if head[:4] == b"PK\x03\x04":
        return _zipped(content)
    for magic, place, kind in _MAGIC:
        if head[place : place + len(magic)] == magic:
            return kind
    text = head.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").lstrip()
    return next((kind for form, kind in _TEXTS if re.match(form, text, re.I | re.S)), "")


def another_kind(content: bytes, error: type[InputError]) -> str:
    """Say, as a clause, that a file is something else than an error's files; empty if it may be.

    Args:
        content: the file's first bytes.
        error: the kind of error that would be raised.
    """
    kind = kind_of(content)
    if not kind or any(kind.endswith(one) for one in _FITTING.get(error, ())):
        return ""
    return f"is {kind}; name {error.wanted}"


def _zipped(content: bytes) -> str:
    inside: tuple[tuple[bytes, str], ...] = (
        (b"word/", "a Word document"),
        (b"xl/", "an Excel table"),
        (b"opendocument.text", "a text document (ODT)"),
        (b"opendocument.spreadsheet", "a table (ODS)"),
    )
    return next((kind for mark, kind in inside if mark in content), "an archive (ZIP)")
