"""The table of formats, and the look-up in it: what a file holds tells, then its suffix."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from adtool.documents.kinds import kind_of
from adtool.errors import ScriptError
from adtool.speech.readers.film import Reader


@dataclass(frozen=True, slots=True)
class SubtitleFormat:
    """One format of subtitles.

    Attributes:
        title: what it is called in messages.
        module: the module of ``adtool.speech.readers`` that reads it; empty for SubRip and
            WebVTT, which ``adtool.speech.subtitles`` reads.
        suffixes: the extensions of its files.
        mark: what its files hold near their beginning, as text.
    """

    title: str
    module: str
    suffixes: tuple[str, ...]
    mark: str


SUBTITLES: tuple[SubtitleFormat, ...] = (
    SubtitleFormat("EBU STL", "stl", (".stl",), r"\A[\s\S]{3}STL\d\d\.\d\d"),
    SubtitleFormat("WebVTT", "", (".vtt", ".webvtt"), r"\AWEBVTT"),
    SubtitleFormat("SCC", "scc", (".scc",), r"\AScenarist_SCC"),
    SubtitleFormat(
        "ASS/SSA",
        "ass",
        (".ass", ".ssa"),
        r"(?i)\A\s*(?:[;!][^\n]*\n\s*)*"
        r"(?:\[(?:script info|v4\+? styles\+?|events)\]|dialogue:[^\n]*,\s*\d+:\d\d:\d\d)",
    ),
    SubtitleFormat(
        "TTML/IMSC",
        "ttml",
        (".ttml", ".dfxp", ".itt", ".xml", ".imsc", ".dapt"),
        r"\A\s*<(?:\?xml|!--|!DOCTYPE tt|(?:\w+:)?tt[\s>])",
    ),
    SubtitleFormat("MicroDVD", "microdvd", (".sub",), r"\A\s*\{\s*(?:\d+|DEFAULT)\s*\}\s*\{"),
    SubtitleFormat(
        "SBV",
        "sbv",
        (".sbv",),
        r"\A\s*(?:\[[^\n]*\n\s*)*\d+:\d+:\d+\.\d+\s*,\s*\d+:\d+:\d+\.\d+\s*(?:\n|$)",
    ),
    SubtitleFormat("SubRip", "", (".srt",), r"-->"),
)
"""Every format of subtitles, in the order in which their marks are looked for."""

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x1aE\xdf\xa3", "is a movie; a text track in the movie is named --subtitles track"),
    (b"....ftyp", "is a movie; a text track in the movie is named --subtitles track"),
    (b"RIFF", "is a movie or a sound, not its subtitles"),
    (b"PG..", "holds pictures of subtitles (PGS), not text; make text of it with OCR"),
    (b"# VobSub", "belongs to pictures of subtitles (VobSub), not text; make text of it with OCR"),
    (b"\x00\x00\x01\xba", "holds pictures of subtitles (VobSub) or a movie, not text"),
    (b"PK\x03\x04", "is a zip archive; unpack it, and name the subtitles in it"),
    (b"Rar!", "is a rar archive; unpack it, and name the subtitles in it"),
    (b"7z\xbc\xaf", "is a 7z archive; unpack it, and name the subtitles in it"),
    (b"\x1f\x8b", "is compressed; unpack it first"),
)
"""What other files begin with (a dot is any byte), and what to say of them."""

_OFFICE = ("document", "table", "(RTF)", "(ODT)", "(ODS)", "PDF", "web page")
"""What kinds of files end with that are for readers and office programs."""


def known() -> str:
    """Name every format that is read, for messages."""
    return ", ".join(sorted((one.title for one in SUBTITLES), key=str.lower))


def reader_of(content: bytes, path: Path) -> Reader | None:
    """Return what reads a file; None for SubRip, WebVTT, and text of no known kind.

    Raises:
        ScriptError: if it is something else than subtitles.
    """
    _refuse_foreign(content, path)
    beginning = content[:20_000].decode("latin-1").replace("\0", "")
    beginning = re.sub(r"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)", "", beginning)
    suffix = path.suffix.lower()
    marked = [one for one in SUBTITLES if re.search(one.mark, beginning)]
    named = [one for one in SUBTITLES if suffix in one.suffixes and beginning.strip()]
    for one in (*marked[:1], *named):
        return _reader(one)
    return None


def _reader(one: SubtitleFormat) -> Reader | None:
    if not one.module:
        return None
    return cast("Reader", import_module(f"adtool.speech.readers.{one.module}").read)


def _refuse_foreign(content: bytes, path: Path) -> None:
    kind = kind_of(content)
    if kind.endswith(_OFFICE):
        raise ScriptError(path, f"is {kind}; name subtitles (read are {known()})")
    for beginning, fault in _FOREIGN:
        pattern = re.escape(beginning).replace(rb"\.", b".")
        if re.match(pattern, content, re.DOTALL):
            raise ScriptError(path, f"{fault} (read are {known()})")
