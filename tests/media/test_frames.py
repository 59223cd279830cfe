"""Which reader opens a movie, and what none of them opens."""

from __future__ import annotations

import pytest

from adtool.errors import AdtoolError, MediaError
from adtool.media import FRAME_READERS, open_frames
from adtool.media.pyav_frames import PyAVFrames


def test_what_cannot_be_read_is_refused_at_once(films, tmp_path):
    with pytest.raises(MediaError, match="has no video"):
        open_frames(films.make("sound.mp4", times=None, sound=films.beeps(2)))
    with pytest.raises(MediaError, match="there is no such file"):
        open_frames(tmp_path / "nothing.mp4")
    with pytest.raises(AdtoolError, match="no frame reader 'cv2'; choose from pyav, decord"):
        open_frames(films.make(), "cv2")


def test_every_reader_opens_a_movie_and_the_default_is_pyav(films):
    assert list(FRAME_READERS) == ["pyav", "decord"]
    with open_frames(films.make()) as frames:
        assert isinstance(frames, PyAVFrames)
    with open_frames(str(films.make()), "pyav", 32) as frames:
        assert frames.read([0])[0].shape == (32, 80, 3)
