"""When the frames of a clip are taken."""

from __future__ import annotations

import numpy as np
import pytest

from adtool.datasets.film import Annotation, frame_times, parts, require_frames
from adtool.errors import TrainingError
from adtool.timeline import Clip, Gap

CLIP = Annotation("film", 1000, 3500, "A door opens.")


def test_without_jitter_frames_are_taken_as_the_model_takes_them():
    clip = Clip(CLIP.start, CLIP.end, Gap(0, 9000))
    assert frame_times(CLIP, 8) == list(clip.frame_times(8))


def test_jitter_stays_in_its_part_of_the_clip():
    for seed in range(20):
        times = frame_times(CLIP, 5, np.random.default_rng(seed))
        assert all(1000 + 500 * i <= t < 1500 + 500 * i for i, t in enumerate(times))


def test_of_sixteen_pictures_eight_are_every_second_one():
    assert parts(16, 8) == [0, 2, 4, 6, 8, 10, 12, 14]
    assert parts(16, 16) == list(range(16))
    assert parts(3, 8) == [0, 0, 0, 1, 1, 1, 2, 2]


class Kept:
    """A film of which four small frames a clip are kept."""

    def require(self, count: int, side: int) -> None:
        if 4 % count or side > 32:
            raise TrainingError("others are needed")


def test_films_that_keep_some_frames_are_asked_and_others_have_all():
    films = [object(), Kept()]
    require_frames(films, 2, 32)
    require_frames(films[:1], 3, 224)
    for wanted in ((3, 32), (2, 33)):
        with pytest.raises(TrainingError, match="others are needed"):
            require_frames(films, *wanted)
