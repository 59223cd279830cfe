"""The pyannote detector, against slow plain versions and against pyannote.audio itself."""

import subprocess
import sys
import warnings

import numpy as np
import pytest
import torch

from adtool.errors import UnavailableError
from adtool.settings import SpeechSettings
from adtool.speech import SAMPLE_RATE, pyannote
from adtool.speech.pyannote import load, model_path, speech_scores, threshold
from adtool.speech.segmentation import FRAME_SIZE, FRAME_STEP, WINDOW, load_network


@pytest.fixture(scope="module")
def network():
    return load_network(model_path())


@pytest.fixture(scope="module")
def babble():
    """Eleven seconds with something like a voice in the middle: gliding harmonics, syllables."""
    time = np.arange(11 * SAMPLE_RATE) / SAMPLE_RATE
    pitch = 2 * np.pi * np.cumsum(120 + 30 * np.sin(2 * np.pi * 0.7 * time)) / SAMPLE_RATE
    voice = sum(np.sin(k * pitch) / k for k in range(1, 25))
    syllables = np.clip(np.sin(2 * np.pi * 4 * time), 0, 1) * ((time > 3) & (time < 8))
    noise = np.random.default_rng(0).normal(0, 0.002, len(time))
    return (0.2 * voice * syllables + noise).astype(np.float32)


def plain_scores(network, samples, hop):
    """Average windows one by one, sample arithmetic only, no batches."""
    starts = range(0, max(1, len(samples) - WINDOW + hop), hop)
    totals, weights = {}, {}
    for index, start in enumerate(starts):
        window = np.zeros(WINDOW, np.float32)
        part = samples[start : start + WINDOW]
        window[: len(part)] = part
        with torch.inference_mode():
            output = network(torch.from_numpy(window)[None, None])[0].numpy()
        for frame, speakers in enumerate(output):
            place = round(index * hop / FRAME_STEP) + frame
            weight = 0.54 - 0.46 * np.cos(2 * np.pi * frame / (len(output) - 1))
            totals[place] = totals.get(place, 0) + weight * speakers.max()
            weights[place] = weights.get(place, 0) + weight
    return np.array([totals[place] / weights[place] for place in sorted(totals)])


@pytest.mark.parametrize("seconds", [0.5, 5, 8.3])
def test_scores_are_the_weighted_mean_over_windows(network, babble, seconds):
    samples = babble[: round(seconds * SAMPLE_RATE)]
    scores = speech_scores(network, samples, step=1.0)
    expected = plain_scores(network, samples, SAMPLE_RATE)
    np.testing.assert_allclose(scores, expected[: len(scores)], atol=1e-5)
    last = ((len(scores) - 1) * FRAME_STEP + FRAME_SIZE / 2) / SAMPLE_RATE
    assert seconds - 0.05 < last <= seconds + FRAME_SIZE / SAMPLE_RATE


def test_a_single_sample_is_enough(network):
    assert speech_scores(network, np.zeros(1, np.float32), step=1.0).shape == (1,)


def test_silence_is_no_speech():
    assert load(SpeechSettings())(np.zeros(7 * SAMPLE_RATE, np.float32)) == []


def test_speech_begins_above_one_threshold_and_ends_below_the_other():
    scores = [0.1, 0.25, 0.31, 0.25, 0.2, 0.19, 0.25, 0.9]
    times = [(frame * FRAME_STEP + FRAME_SIZE / 2) / SAMPLE_RATE for frame in range(8)]
    assert threshold(scores, 0.3, 0.2) == [(times[2], times[5]), (times[7], times[7])]


def test_torch_gets_its_threads_back(network, babble):
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    speech_scores(network, babble[:WINDOW], step=1.0)
    after = torch.get_num_threads()
    torch.set_num_threads(before)
    assert after == 2


def test_without_whisperx_there_is_advice(monkeypatch):
    monkeypatch.setattr(pyannote, "find_spec", lambda name: None)
    with pytest.raises(UnavailableError, match=r"pip install 'whisperx>=3\.8'"):
        load(SpeechSettings())


class Trap:
    def __reduce__(self):
        return (sys.exit, ("a checkpoint ran code",))


@pytest.mark.parametrize(
    "content", [b"", b"not a model", {"state_dict": {}}, [1], {"state_dict": Trap()}]
)
def test_a_file_that_is_not_the_model_is_refused_and_runs_no_code(tmp_path, content):
    path = tmp_path / "model.bin"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        torch.save(content, path)
    with pytest.raises(UnavailableError, match=r"model\.bin cannot be used"):
        load_network(path)


def test_a_missing_model_file_is_named(tmp_path):
    with pytest.raises(UnavailableError, match=r"none\.bin cannot be used"):
        load_network(tmp_path / "none.bin")


def test_loading_and_hearing_need_neither_pyannote_audio_nor_lightning():
    check = (
        "import sys, numpy; from adtool.settings import SpeechSettings;"
        "from adtool.speech.pyannote import load;"
        "load(SpeechSettings())(numpy.zeros(16000, numpy.float32));"
        "heavy = {'pyannote.audio', 'lightning', 'transformers', 'whisperx', 'omegaconf'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check], check=True)


@pytest.mark.slow
def test_pyannote_audio_itself_finds_the_same(network, babble, monkeypatch):
    monkeypatch.setenv("PYANNOTE_METRICS_ENABLED", "0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyannote.audio import Inference, Model
        from pyannote.audio.utils.signal import Binarize

        model = Model.from_pretrained(str(model_path()))
        inference = Inference(
            model, step=1.0, pre_aggregation_hook=lambda s: s.max(-1, keepdims=True)
        )
        theirs = inference({"waveform": torch.from_numpy(babble)[None], "sample_rate": SAMPLE_RATE})
    ours = speech_scores(network, babble, step=1.0)
    shared = min(len(theirs.data), len(ours))
    np.testing.assert_allclose(ours[:shared], theirs.data[:shared, 0], atol=1e-5)
    assert theirs.sliding_window.duration == FRAME_SIZE / SAMPLE_RATE
    assert theirs.sliding_window.step == FRAME_STEP / SAMPLE_RATE
    theirs.data = theirs.data[:shared]
    segments = Binarize(onset=0.3, offset=0.2)(theirs).get_timeline()
    assert len(segments) > 0
    np.testing.assert_allclose(
        threshold(ours[:shared], 0.3, 0.2), [(s.start, s.end) for s in segments], atol=1e-6
    )
