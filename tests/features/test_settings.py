"""Defaults of features are those of the data and the model that they are for."""

from adtool.datasets.settings import DataSettings
from adtool.features.settings import FeatureSettings
from adtool.settings import ModelSettings


def test_clips_get_as_many_frames_of_the_size_that_describe_takes() -> None:
    own = FeatureSettings("clip")
    assert own.frames == ModelSettings().frames
    assert own.short_side == DataSettings().short_side
    assert (own.annotations, own.kind) == (None, "plain")
