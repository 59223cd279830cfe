"""Training films: rendered ones, and ones in video files."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest

from adtool.errors import MediaError
from adtool.timeline import Clip, Gap
from adtool_training.annotations import Annotation, frame_times
from adtool_training.films import DATA, DataSettings, StoryworldFilm, VideoFilm

CLIP = Annotation("film", 1000, 3500, "A door opens.")


@pytest.fixture
def grey_video(tmp_path):
    """Two seconds at 10 fps, each frame ten grey levels brighter than the last."""
    path = tmp_path / "grey.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(10))
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for i in range(20):
            image = np.full((48, 64, 3), 20 + 10 * i, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, "rgb24")))
        container.mux(stream.encode())
    return path


def test_without_jitter_frames_are_taken_as_the_model_takes_them():
    clip = Clip(CLIP.start, CLIP.end, Gap(0, 9000))
    assert frame_times(CLIP, 8) == list(clip.frame_times(8))


def test_jitter_stays_in_its_part_of_the_clip():
    for seed in range(20):
        times = frame_times(CLIP, 5, np.random.default_rng(seed))
        assert all(1000 + 500 * i <= t < 1500 + 500 * i for i, t in enumerate(times))


def test_storyworld_films_have_clips_frames_and_a_cast():
    settings = DataSettings(train_films=2, validation_films=1, clips=9, size=32)
    train, unseen = (DATA["storyworld"](settings, split) for split in ("train", "validation"))
    assert [len(train), len(unseen)] == [2, 1]
    assert len({film.name for film in [*train, *unseen]}) == 3
    film = train[0]
    assert len(film.annotations) == 9
    assert all(set(clip.characters) <= set(film.cast) for clip in film.annotations)
    assert list(film.annotations) == sorted(film.annotations, key=lambda clip: clip.start)
    shown = film.frames(4, 3, None)
    assert shown.shape == (3, 32, 32, 3)
    assert shown.dtype == np.uint8
    assert np.array_equal(shown, StoryworldFilm(film.seed, 9, 32).frames(4, 3, None))


def test_video_films_read_the_frames_of_a_clip(grey_video):
    clips = (Annotation("grey", 500, 1500, "It grows light."),)
    film = VideoFilm(grey_video, "grey", clips)
    shown = film.frames(0, 2, None)
    assert shown.shape == (2, 48, 64, 3)
    assert shown.mean((1, 2, 3)) == pytest.approx([70, 120], abs=3)


def test_a_missing_frame_is_black_and_a_missing_clip_an_error(grey_video):
    clips = (Annotation("grey", 1500, 3500, "It ends."), Annotation("grey", 9000, 9900, "Never."))
    film = VideoFilm(grey_video, "grey", clips)
    assert film.frames(0, 2, None).mean((1, 2, 3)) == pytest.approx([170, 0], abs=3)
    with pytest.raises(MediaError, match="no frame from 9000 to 9900 ms"):
        film.frames(1, 2, None)


def test_settings_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="kind is 'dvd'"):
        DataSettings(kind="dvd")
    with pytest.raises(ValueError, match="must be positive"):
        DataSettings(train_films=0)
