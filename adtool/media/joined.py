"""Files of several movies, joined byte by byte: where each begins, and the command that joins them.

Recordings may be joined so, and are played on. In other formats players show the first movie alone,
or lose themselves at the second.
"""

from __future__ import annotations

import mmap
import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

_HEADS = {
    "matroska,webm": rb"\x1aE\xdf\xa3.{1,60}?B\x82.(?:matroska|webm)",
    "mov,mp4,m4a,3gp,3g2,mj2": rb"\x00\x00[\x00-\x03].ftyp[\x20-\x7e]{4}",
    "flv": rb"FLV\x01[\x01\x04\x05]\x00\x00\x00\x09\x00\x00\x00\x00",
    "asf": rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c",
    "nut": rb"nut/multimedia container\x00",
    "ogg": rb"OggS\x00\x02\x00{8}",
    "flac": rb"fLaC[\x00\x80]\x00\x00\x22",
    "wav": rb"RIFF.{4}WAVE",
}
"""How a movie begins, by FFmpeg's name of its format."""

BARE = ("h264", "hevc", "vvc", "m4v", "mpegvideo", "vc1", "obu")
"""FFmpeg's names of formats that are pictures alone, without times."""

_CLOSE = 1 << 12  # bytes; each stream of an Ogg file has a head of its own, one after the other
_LOOK = 1 << 26  # bytes behind a movie's last packet in which another may begin: indexes come first
_MOST = 9  # parts that are still named in one command


def movie_starts(path: Path, kind: str, after: int = 0) -> tuple[int, ...]:
    """Return the byte at which each movie of a file begins; the first is nought.

    Args:
        path: the file.
        kind: FFmpeg's name of its format.
        after: a byte of the last packet of the first movie; then a file that goes on with no other
            is not searched to its end.
    """
    starts = [0]
    head = _HEADS.get(kind)
    if head is None or path.stat().st_size - after < _CLOSE:
        return (0,)
    pattern = re.compile(head, re.DOTALL)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if after and not pattern.search(content, after, after + _LOOK):
            return (0,)
        for found in pattern.finditer(content, max(after, 1)):
            if found.start() - starts[-1] > _CLOSE:
                starts.append(found.start())
    return tuple(starts)


def joining_command(path: Path, kinds: Mapping[int, str], starts: Sequence[int] = ()) -> str:
    """Return the command that makes one movie of a file: of its parts, or by decoding it.

    Args:
        path: the file.
        kinds: FFmpeg's letters of its streams, "v" and "a", by index.
        starts: where its parts begin.
    """
    copy = shlex.quote(str(path.with_name(f"{path.stem}-mended.mkv")))
    if not 1 < len(starts) <= _MOST:
        maps = " ".join(f"-map 0:{kind}" for kind in kinds.values())
        return f"ffmpeg -dts_error_threshold 1 -i {shlex.quote(str(path))} {maps} {copy}"
    parts = zip(starts, (*starts[1:], 0), strict=True)
    inputs = (f"subfile,,start,{first},end,{last},,:{path}" for first, last in parts)
    pads = "".join(f"[{part}:{index}]" for part in range(len(starts)) for index in kinds)
    count = {kind: list(kinds.values()).count(kind) for kind in "va"}
    concat = f"{pads}concat=n={len(starts)}:v={count['v']}:a={count['a']}"
    named = " ".join(f"-i {shlex.quote(one)}" for one in inputs)
    return f"ffmpeg {named} -filter_complex {shlex.quote(concat)} {copy}"


def wrapping_command(path: Path) -> str:
    """Return the command that puts pictures without times into a movie: one after the other."""
    source, copy = (shlex.quote(str(one)) for one in (path, path.with_suffix(".mp4")))
    return f"ffmpeg -i {source} -c copy {copy}"


def following_note(path: Path, kind: str, kinds: Mapping[int, str], last: int) -> str:
    """Say if other movies follow the first, and how to see them as well; else return nothing.

    Args:
        path: the file.
        kind: FFmpeg's name of its format.
        kinds: as in ``joining_command``.
        last: a byte of the first movie's last packet.
    """
    starts = movie_starts(path, kind, last) if last else ()
    more = len(starts) - 1
    if more < 1:
        return ""
    others = "another movie follows" if more == 1 else f"{more} other movies follow"
    return (
        f"{path.name}: {others} in the same file, as in files joined byte by byte. As in players, "
        f"only the first is there; a copy with all of it: {joining_command(path, kinds, starts)}"
    )
