"""Who is sighted in clips that go by: the same as in clips that are gone to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from adtool.cast.character import Character
from adtool.media import open_frames, probe
from adtool.progress import SILENT
from adtool.recognition.matching import Gallery
from adtool.recognition.recogniser import Face, Recogniser, unit
from adtool.recognition.search import GROUP, Search, recognise
from adtool.recognition.viewer import SearchViewer, searches_ahead
from adtool.settings import CharacterSettings
from adtool.timeline import Clip, Gap
from adtool.work import WorkFolder

CLIPS = [Clip(start, start + 2000, Gap(0, 10_000)) for start in range(0, 10_000, 2000)]


class Shades(Recogniser):
    name, identity, threshold, frames, short_side = "shades", "shades 1", 0.5, 3, 24

    def __init__(self) -> None:
        self.looks = 0

    def faces(self, picture: np.ndarray) -> list[Face]:
        self.looks += 1
        return [Face((0.0, 0.0, 1.0, 1.0), unit(picture.mean(axis=(0, 1)) - 128))]


@pytest.fixture
def search(make_film: Callable[..., Path], tmp_path: Path) -> Callable[..., Search]:
    info = probe(make_film("film.mp4", 9))
    gallery = Gallery(np.eye(3, dtype=np.float32), np.arange(3))
    cast = [Character("Anna"), Character("Tom"), Character("Eve")]

    def of(work: str) -> Search:
        kept = WorkFolder(tmp_path / work)
        return Search(info, cast, Shades(), gallery, CharacterSettings(), "pyav", kept, SILENT)

    return of


def test_who_was_sighted_while_they_went_by_is_not_searched_for_again(
    search: Callable[..., Search],
) -> None:
    ahead, plain = search("ahead"), search("plain")
    viewer = SearchViewer(ahead)
    assert (viewer.group, viewer.frames, viewer.short_side) == (GROUP, 3, 24)
    assert not viewer.has(CLIPS)
    with open_frames(ahead.info.path, short_side=24) as frames:
        viewer.take((clip, frames) for clip in CLIPS)
    assert viewer.has(CLIPS)
    assert not viewer.has(CLIPS[:4])
    looks = ahead.recogniser.looks  # type: ignore[attr-defined]
    found = recognise(ahead, CLIPS)
    assert ahead.recogniser.looks == looks == 5 * 3 - 1  # type: ignore[attr-defined]  # it ends at 9 s
    assert found == recognise(plain, CLIPS)
    assert {one.character.name for clip in found for one in clip}


def test_another_reader_reads_for_itself(search: Callable[..., Search]) -> None:
    assert searches_ahead(search("work"))
    assert not searches_ahead(replace(search("work"), reader="decord"))
