"""EBU STL (.stl), the broadcasters' binary exchange format (EBU Tech 3264).

1024 bytes about the file (GSI), then blocks of 128 bytes (TTI), several a subtitle where its text
is long. ttconv reads such files, but drops a subtitle whose time code is wrong without a word; its
character table is used.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from adtool.errors import ScriptError
from adtool.speech.readers.film import Cues, Film, Found, cues_of

_GSI, _TTI = 1024, 128
_RATE = re.compile(rb"STL(\d\d)\.\d\d")
_BLOCK = struct.Struct("<BHBBBBBBBBBBBBB112s")
_ALPHABETS = {b"01": "iso8859_5", b"02": "iso8859_6", b"03": "iso8859_7", b"04": "iso8859_8"}
_LAST, _RESERVED = 0xFF, 0xF0
_UNUSED = 0x8F
_PADDING = bytes([0x00, 0x0A, 0x0D, 0x1A, 0x20, _UNUSED])


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of text: all that is read of it.

    Attributes:
        number: from 1.
        extends: whether the subtitle goes on in the next block.
        comment: whether it is not for viewers.
        times: hours, minutes, seconds and frames of its begin, then of its end.
        text: as it stands.
    """

    number: int
    extends: bool
    comment: bool
    times: tuple[int, ...]
    text: bytes


def read(content: bytes, path: Path, film: Film) -> Cues:
    """Read the content of an EBU STL file.

    Raises:
        ScriptError: naming the block, if a time code makes no sense; if it is no EBU STL, is cut
            off, or no subtitle is in it.
    """
    rate = _RATE.fullmatch(content[3:11])
    if rate is None:
        raise ScriptError(path, "is no EBU STL: its header names no frame rate")
    frames = max(24, int(rate[1]))  # "STL23.01" counts to 24 as well
    found = _found(_blocks(content, path), path, frames, content[12:14])
    return cues_of(path, found, place="block")


def _found(blocks: list[_Block], path: Path, rate: int, alphabet: bytes) -> Iterator[Found]:
    begun = b""
    for block in blocks:
        begun += block.text
        if block.extends:
            continue
        if not block.comment:
            start, end = (_time(path, block, at, rate) for at in (0, 4))
            yield Found(block.number, start, end, _decoded(begun, alphabet))
        begun = b""
    if begun.strip():
        raise ScriptError(path, f"block {len(blocks)}: the text goes on, and the file ends")


def _blocks(content: bytes, path: Path) -> list[_Block]:
    count, rest = divmod(len(content) - _GSI, _TTI)
    if len(content) < _GSI or (rest and content[-rest:].strip(_PADDING)):
        raise ScriptError(path, f"is cut off: its last block has {rest % _TTI} of {_TTI} bytes")
    named = content[238:243].strip()
    if named.isdigit() and int(named) > count:
        raise ScriptError(path, f"is cut off: of {int(named)} blocks of text, {count} are there")
    blocks = []
    for number in range(1, count + 1):
        at = _GSI + (number - 1) * _TTI
        if _RATE.fullmatch(content[at + 3 : at + 11]):
            what = "another file begins here; name one file, or join them with their times shifted"
            raise ScriptError(path, f"block {number}: {what}")
        fields = _BLOCK.unpack_from(content, at)
        extension, times, comment, text = fields[2], fields[4:12], fields[14], fields[15]
        if not _RESERVED <= extension < _LAST:  # else user data
            kept = text.rstrip(bytes([_UNUSED]))
            blocks.append(_Block(number, extension != _LAST, comment == 1, times, kept))
    return blocks


def _time(path: Path, block: _Block, at: int, rate: int) -> int:
    hours, minutes, seconds, frames = block.times[at : at + 4]
    if minutes > 59 or seconds > 59 or frames >= rate:
        said = f"{hours:02}:{minutes:02}:{seconds:02}:{frames:02}"
        raise ScriptError(path, f"block {block.number}: this is no time code: {said}")
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + round(frames * 1000 / rate)


def _decoded(text: bytes, alphabet: bytes) -> str:
    lines = (re.sub(rb"[\x00-\x1f\x7f-\x9f]+", b" ", line) for line in text.split(b"\x8a"))
    return "\n".join(_letters(b" ".join(line.split()), alphabet) for line in lines if line)


def _letters(text: bytes, alphabet: bytes) -> str:
    if alphabet in _ALPHABETS:
        return text.decode(_ALPHABETS[alphabet], errors="replace")
    from ttconv.stl import iso6937

    return str(iso6937.decode(text, "replace")[0])
