"""Files that are damaged anywhere: each is read, or refused in one line; nothing else happens."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import pytest

from adtool.errors import AdtoolError
from adtool.speech.readers.film import Film
from adtool.speech.subtitles import read_dialogue

HEAD = b"[Script Info]\n[Events]\n"
SCC = b"Scenarist_SCC V1.0\n\n00:00:01;00\t9420 9420 9470 9470 c8e5 ecec ef80 942f 942f\n"
TTML = (
    b'<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s" end="2s">A'
    b'<span begin="1s">B</span></p></div></body></tt>'
)
FILES = {
    "a.ass": HEAD + b"Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,{\\i1}Hello\\N\n" * 2,
    "a.sbv": b"0:00:01.000,0:00:02.000\nHello\n\n0:00:03.000,0:00:04.000\nYou\n",
    "a.sub": b"{1}{1}25\n{25}{50}Hello|you\n{60}{}Bye\n",
    "a.scc": SCC + b"\n00:00:03;00\t942c 942c\n",
    "a.ttml": TTML,
}
PIECES = (b"9" * 30, b"0:00:01.00", b"{", b"\n", b"-->", b"\\N", b"\xff\xfe", b"&a;", b",", b"\0")


def damaged(content: bytes, seed: int) -> bytes:
    rng, spoilt = random.Random(seed), bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randrange(len(spoilt) + 1)
        match rng.randrange(4):
            case 0:
                del spoilt[at : at + rng.randrange(1, 40)]
            case 1:
                spoilt[at:at] = rng.choice(PIECES)
            case 2:
                del spoilt[at:]
            case _:
                spoilt[at : at + 1] = bytes([rng.randrange(256)])
    return bytes(spoilt)


@pytest.mark.parametrize("name", [*FILES, "a.stl"])
def test_a_damaged_file_is_read_or_refused_in_one_line(name, tmp_path, subtitle_files):
    block = subtitle_files.Block((0, 0, 1, 0), (0, 0, 2, 0), b"Hello\xc2e")
    content = FILES.get(name) or subtitle_files.stl(block, block)
    path = tmp_path / name
    film = Film(Path("film.mp4"), 60_000, Fraction(25))
    for seed in range(200):
        path.write_bytes(damaged(content, seed))
        try:
            read_dialogue(path, film)
        except AdtoolError as error:
            assert "\n" not in str(error)  # noqa: PT017 (either will do)
