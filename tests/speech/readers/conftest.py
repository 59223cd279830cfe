"""Reading a file in whatever format, as its times and words."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from adtool.speech.readers.film import Film
from adtool.speech.subtitles import read_subtitles

Told = list[tuple[int, int, str]]


@pytest.fixture
def notes() -> list[str]:
    """What the user was told."""
    return []


@pytest.fixture
def read(tmp_path: Path, notes: list[str]) -> Callable[..., Told]:
    """Read a file's content as (start, end, text), in ms."""

    def read(content: str | bytes, name: str = "dialogue.txt", rate: float = 25) -> Told:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        film = Film(Path("film.mp4"), 60_000, Fraction(rate), note=notes.append)
        cues = read_subtitles(path, film).cues
        return [(cue.start, cue.end, "\n".join(cue.text)) for cue in cues]

    return read
