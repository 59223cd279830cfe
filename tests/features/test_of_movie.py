"""From frames to features: nothing that is missing ends the run."""

import numpy as np
import pytest
import torch

from adtool.errors import MediaError
from adtool.features.of_movie import encode_frames
from adtool.media.clip_frames import clip_frames
from adtool.model.vision_encoder import VisionConfig, VisionEncoder
from adtool.progress import SILENT
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


@pytest.fixture(scope="module")
def encoder():
    torch.manual_seed(0)
    vision = {"image_size": 16, "patch_size": 8, "width": 16, "head_width": 8, "layers": 1}
    return VisionEncoder(VisionConfig(embed_dim=8, vision_cfg=vision)).eval()


def pictures():
    return (clip_frames(FakeFrames(), clip, 4, SILENT) for clip in CLIPS)


def test_each_frame_lands_in_its_place_and_missing_ones_stay_zero(encoder):
    features = encode_frames(pictures(), encoder, SETTINGS)
    assert features.shape == (5, 4, 8)
    assert features.dtype == torch.float32
    missing = [*range(8, 12), 18, 19]
    assert (features == 0).all(dim=-1).flatten().nonzero().flatten().tolist() == missing
    for row, clip in enumerate(CLIPS):
        for column, time in enumerate(clip.frame_times(4)):
            if 4 * row + column not in missing:
                image = np.full((24, 40, 3), time // 100, dtype=np.uint8)
                torch.testing.assert_close(features[row, column], encoder.encode([image])[0])


def test_frames_are_asked_for_only_as_the_encoder_takes_them(encoder, monkeypatch):
    events = []
    encode = encoder.encode
    monkeypatch.setattr(
        encoder, "encode", lambda images, batch: events.append(len(images)) or encode(images, batch)
    )

    def watched():
        for clip in pictures():
            events.append("clip")
            yield clip

    encode_frames(watched(), encoder, SETTINGS)
    assert events == ["clip", 4, "clip", 4, "clip", "clip", 4, "clip", 2]


def test_no_clips_have_no_features(encoder):
    assert encode_frames([], encoder, SETTINGS).shape == (0, 4, 8)
