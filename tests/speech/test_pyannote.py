"""The pyannote detector: what pyannote.audio is given, and what comes back."""

import os
import subprocess
import sys

import numpy as np
import pytest
import torch

from adtool.errors import UnavailableError
from adtool.settings import SpeechSettings
from adtool.speech import detect_speech, pyannote
from adtool.speech.detector import SAMPLE_RATE
from adtool.speech.pyannote import load, load_model, model_path


@pytest.fixture(scope="module")
def detect():
    return load(SpeechSettings())


def babble(seconds):
    """Make something like a voice: gliding harmonics, four syllables a second, pauses."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    pitch = 2 * np.pi * np.cumsum(120 + 30 * np.sin(2 * np.pi * 0.7 * time)) / SAMPLE_RATE
    voice = sum(np.sin(k * pitch) / k for k in range(1, 25))
    syllables = np.clip(np.sin(2 * np.pi * 4 * time), 0, 1) * (time % 7 > 3)
    noise = np.random.default_rng(0).normal(0, 0.002, len(time))
    return (0.2 * voice * syllables + noise).astype(np.float32)


def spoken(stretches, milliseconds):
    """Say for each millisecond whether somebody speaks."""
    mask = np.zeros(milliseconds, bool)
    for start, end in stretches:
        mask[round(start) : round(end)] = True
    return mask


@pytest.mark.parametrize("samples", [1, 7 * SAMPLE_RATE])
def test_silence_is_no_speech(detect, samples):
    assert detect(np.zeros(samples, np.float32)) == []


def test_a_voice_is_heard_where_it_is(detect):
    heard = [(1000 * start, 1000 * end) for start, end in detect(babble(9))]
    truth = spoken([(3000, 7000)], 9000)
    assert (spoken(heard, 9000) == truth).mean() > 0.8


@pytest.mark.slow
def test_blocks_hear_what_one_pass_over_the_whole_hears(detect):
    samples = babble(120)
    whole = spoken([(1000 * start, 1000 * end) for start, end in detect(samples)], 120_000)
    settings = SpeechSettings(block=30, context=5)
    found = detect_speech(np.array_split(samples, 50), settings)
    blocks = spoken([(span.start, span.end) for span in found], 120_000)
    assert 0.2 < whole.mean() < 0.8
    assert (whole != blocks).mean() < 0.002  # rounding alone may move each edge by a millisecond


def test_torch_gets_its_threads_back(detect):
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    detect(np.zeros(SAMPLE_RATE, np.float32))
    after = torch.get_num_threads()
    torch.set_num_threads(before)
    assert after == 2


def test_without_whisperx_there_is_advice(monkeypatch):
    monkeypatch.setattr(pyannote, "find_spec", lambda name: None)
    with pytest.raises(UnavailableError, match=r"pip install 'whisperx>=3\.8'"):
        load(SpeechSettings())


def test_without_pyannote_audio_there_is_advice(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyannote.audio.pipelines", None)
    with pytest.raises(UnavailableError, match=r"pip install 'pyannote\.audio>=4\.0'"):
        load(SpeechSettings())


class Trap:
    def __reduce__(self):
        return (sys.exit, ("a checkpoint ran code",))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a model",
        {"hyper_parameters": {}},
        {"hyper_parameters": {}, "pyannote.audio": {"specifications": 1}, "state_dict": {}},
        [1],
        {"hyper_parameters": Trap()},
    ],
)
def test_a_file_that_is_not_the_model_is_refused_and_runs_no_code(tmp_path, content):
    path = tmp_path / "model.bin"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        torch.save(content, path)
    with pytest.raises(UnavailableError, match=r"model\.bin cannot be used"):
        load_model(path)


def test_a_missing_model_file_is_named(tmp_path):
    with pytest.raises(UnavailableError, match=r"none\.bin cannot be used"):
        load_model(tmp_path / "none.bin")


def test_a_model_of_another_shape_is_refused(tmp_path):
    with pyannote._importing():
        allowed = pyannote._allowed()
    with torch.serialization.safe_globals(allowed):
        checkpoint = torch.load(model_path(), map_location="cpu", weights_only=True)
    checkpoint["hyper_parameters"] |= {"linear": {"hidden_size": 64, "num_layers": 2}}
    torch.save(checkpoint, tmp_path / "model.bin")
    with pytest.raises(UnavailableError, match=r"model\.bin cannot be used"):
        load_model(tmp_path / "model.bin")


@pytest.mark.slow
def test_loading_prints_nothing_and_reports_nothing():
    check = (
        "import os; from adtool.settings import SpeechSettings;"
        "from adtool.speech.pyannote import load; load(SpeechSettings());"
        "assert os.environ['PYANNOTE_METRICS_ENABLED'] == '0'"
    )
    environment = {k: v for k, v in os.environ.items() if k != "PYANNOTE_METRICS_ENABLED"}
    environment["HF_HUB_OFFLINE"] = "1"
    ran = subprocess.run(
        [sys.executable, "-c", check], env=environment, capture_output=True, check=True
    )
    assert (ran.stdout, ran.stderr) == (b"", b"")
