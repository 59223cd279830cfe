"""A clip's frames, and clips that cannot be read."""

from __future__ import annotations

import numpy as np

from adtool.errors import MediaError
from adtool.media.clip_frames import clip_frames
from adtool.progress import SILENT, Notebook
from adtool.timeline import Clip, Gap


class Frames:
    """Frames that tell their time; there is none from 3 s on, and the movie is broken at 8 s."""

    def read(self, times_ms):
        if times_ms[0] == 8000:
            raise MediaError("film.mp4", "is broken here")
        return [np.array([time]) if time < 3000 else None for time in times_ms]


def clip(start: int, end: int) -> Clip:
    return Clip(start, end, Gap(start, end))


def test_the_frames_are_uniform_over_the_clip_and_those_missing_are_none():
    found = clip_frames(Frames(), clip(1000, 5000), 4, SILENT)
    assert [None if picture is None else picture.item() for picture in found] == [
        1000,
        2000,
        None,
        None,
    ]


def test_a_clip_that_cannot_be_read_is_noted_and_has_no_frames():
    notebook = Notebook(SILENT)
    assert clip_frames(Frames(), clip(8000, 9000), 3, notebook) == [None, None, None]
    assert notebook.notes == ["The clip at 8.0 s cannot be read: is broken here."]
