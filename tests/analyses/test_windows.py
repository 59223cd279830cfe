"""The windows of a film whose tokens are drawn."""

import pytest
import torch

from adtool.analyses.settings import FilmSettings, TokenSettings
from adtool.analyses.windows import tokens_of_windows
from adtool.errors import AdtoolError
from adtool.features.files import Made, fingerprint, write
from adtool.model import DistinctAD

FILMS = FilmSettings(device="cpu")


@pytest.fixture(scope="module")
def features(tmp_path_factory):
    """Ready features of twenty clips: a whole window and a quarter of one."""
    model = DistinctAD.from_pretrained("bundled")
    folder = tmp_path_factory.mktemp("ready")
    times = tuple((i * 4000, i * 4000 + 3000) for i in range(20))
    torch.manual_seed(0)
    made = Made("Hugo", fingerprint(model.encoder), model.config.frames, times)
    pixels = torch.randn(20, model.config.frames, model.config.vision.embed_dim)
    write(folder / "Hugo.safetensors", pixels, made)
    return folder


def test_a_film_is_cut_as_the_model_does(features):
    found = tokens_of_windows("bundled", FILMS, features, TokenSettings(2, 1, 5.0, 3))
    (window,) = found.windows
    assert (window.number, window.first, len(window.times)) == (2, 17, 4)
    assert window.times[0] == (64_000, 67_000)
    assert (found.film, found.model, found.perplexity, found.seed) == ("Hugo", "bundled", 5.0, 3)
    assert found.places[0]["raw"].shape == (4, 10, 2)


def test_windows_that_are_not_there_are_refused(features):
    with pytest.raises(AdtoolError, match=r"2 windows of 16, so 2 from window 2 on are not there"):
        tokens_of_windows("bundled", FILMS, features, TokenSettings(first=2, count=2))


def test_a_perplexity_that_is_too_high_is_refused_before_the_features_are_read(features):
    with pytest.raises(AdtoolError, match="too high for 40 points"):
        tokens_of_windows("bundled", FILMS, features, TokenSettings(first=2))
