"""From frames to features: nothing that is missing ends the run."""

import numpy as np
import pytest
import torch

from adtool.errors import MediaError
from adtool.features.of_movie import clip_features
from adtool.model.vision_encoder import VisionConfig, VisionEncoder
from adtool.settings import ModelSettings
from adtool.timeline import Clip, Gap

GAP = Gap(0, 20_000)
CLIPS = [Clip(start, start + 4000, GAP) for start in range(0, 20_000, 4000)]
SETTINGS = ModelSettings(frames=4, batch=3)


class FakeFrames:
    """Frames that tell their time; a clip is broken, and the movie ends at 17.5 s."""

    def read(self, times_ms):
        if times_ms[0] == 8000:
            raise MediaError("film.mp4", "is broken here")
        return [
            np.full((24, 40, 3), time // 100, dtype=np.uint8) if time < 17_500 else None
            for time in times_ms
        ]


class Notes:
    """A progress that keeps its notes, and counts."""

    def __init__(self):
        self.notes, self.done = [], 0

    def stage(self, name, total=None):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def advance(self, amount=1):
        self.done += amount

    def note(self, message):
        self.notes.append(message)


@pytest.fixture(scope="module")
def encoder():
    torch.manual_seed(0)
    vision = {"image_size": 16, "patch_size": 8, "width": 16, "head_width": 8, "layers": 1}
    return VisionEncoder(VisionConfig(embed_dim=8, vision_cfg=vision)).eval()


def test_each_frame_lands_in_its_place_and_missing_ones_stay_zero(encoder):
    heard = Notes()
    features, present = clip_features(FakeFrames(), CLIPS, encoder, SETTINGS, heard)
    assert features.shape == (5, 4, 8)
    assert features.dtype == torch.float32
    assert present.tolist() == [
        [True] * 4,
        [True] * 4,
        [False] * 4,
        [True] * 4,
        [True] * 2 + [False] * 2,
    ]
    assert not features[~present].any()
    for row, clip in enumerate(CLIPS):
        for column, time in enumerate(clip.frame_times(4)):
            if present[row, column]:
                image = np.full((24, 40, 3), time // 100, dtype=np.uint8)
                torch.testing.assert_close(features[row, column], encoder.encode([image])[0])
    assert heard.notes == ["The clip at 8.0 s cannot be read: is broken here."]
    assert heard.done == 5


def test_no_clips_have_no_features(encoder):
    features, present = clip_features(FakeFrames(), [], encoder, SETTINGS)
    assert features.shape == (0, 4, 8)
    assert present.shape == (0, 4)
