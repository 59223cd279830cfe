"""The segmentation network against pyannote's own, and what is refused as its checkpoint."""

import subprocess
import sys
from types import SimpleNamespace

import pytest
import torch

from adtool.speech.pyannote import model_path
from adtool.speech.segmentation import (
    SPEAKERS,
    WINDOW,
    Segmentation,
    _known_names,
    load_segmentation,
    network_of,
)


@pytest.fixture(scope="module")
def checkpoint():
    with _known_names():
        return torch.load(model_path(), map_location="cpu", weights_only=True)


@pytest.mark.slow
def test_scores_are_pyannotes_to_the_last_bit(theirs):
    ours = load_segmentation(model_path())
    sound = torch.randn(3, 1, WINDOW, generator=torch.Generator().manual_seed(0)) * 0.1
    with torch.inference_mode():
        found, expected = ours(sound), theirs(sound)
    assert found.shape == (3, 293, SPEAKERS)
    assert torch.equal(found, expected)


def test_an_untrained_network_has_the_names_of_the_weights(checkpoint):
    assert list(Segmentation().state_dict()) == list(checkpoint["state_dict"])


def changed(checkpoint, part, **values):
    told = checkpoint["hyper_parameters"]
    return {**checkpoint, "hyper_parameters": {**told, part: {**told[part], **values}}}


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("sincnet", {"stride": 5}),
        ("lstm", {"num_layers": 2}),
        ("lstm", {"bidirectional": False}),
        ("lstm", {"monolithic": False}),
        ("linear", {"hidden_size": 64}),
        ("linear", {"num_layers": 0}),
    ],
)
def test_a_network_of_another_shape_is_refused(checkpoint, part, values):
    with pytest.raises(ValueError, match=part):
        network_of(changed(checkpoint, part, **values))


def test_weights_of_another_shape_are_refused(checkpoint):
    state = {**checkpoint["state_dict"], "classifier.bias": torch.zeros(7)}
    with pytest.raises(RuntimeError, match=r"classifier\.bias"):
        network_of({**checkpoint, "state_dict": state})


@pytest.mark.parametrize(("duration", "classes"), [(10.0, "abc"), (5.0, "ab")])
def test_a_network_for_another_task_is_refused(checkpoint, duration, classes):
    what = SimpleNamespace(duration=duration, classes=list(classes))
    with pytest.raises(ValueError, match="it is for"):
        network_of({**checkpoint, "pyannote.audio": {"specifications": what}})


def test_it_is_loaded_without_pyannote_and_what_that_needs():
    check = (
        "import sys\n"
        "from adtool.speech.pyannote import load\n"
        "from adtool.settings import SpeechSettings\n"
        "load(SpeechSettings())\n"
        "assert 'torch' in sys.modules\n"
        "heavy = {'pyannote', 'omegaconf', 'lightning', 'scipy', 'sklearn', 'transformers',"
        " 'asteroid_filterbanks', 'torchaudio', 'matplotlib', 'torch._dynamo'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
