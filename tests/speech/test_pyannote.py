"""The pyannote detector: what it hears, and that pyannote's own pipeline decides the same."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from adtool.errors import UnavailableError
from adtool.media import AudioReader
from adtool.settings import SpeechSettings
from adtool.speech import detect_speech, pyannote
from adtool.speech.detector import SAMPLE_RATE
from adtool.speech.pyannote import BATCH, active, load, load_network
from adtool.speech.segmentation import WINDOW

EXAMPLE = Path(__file__).parents[2] / "examples" / "film.mp4"


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
        load_network(path)


def test_a_missing_model_file_is_named(tmp_path):
    with pytest.raises(UnavailableError, match=r"none\.bin cannot be used"):
        load_network(tmp_path / "none.bin")


def voices(name):
    """Make sounds to be heard by both: real speech is in voices, pauses, noise and its absence."""
    noise = np.random.default_rng(3).normal(0, 1, 12 * SAMPLE_RATE).astype(np.float32)
    made = {
        "a voice": lambda: babble(23.7),
        "a loud voice": lambda: babble(9) * 4,
        "a voice in noise": lambda: babble(12) + 0.05 * noise,
        "noise": lambda: noise * 0.1,
        "silence": lambda: np.zeros(7 * SAMPLE_RATE, np.float32),
        "a window": lambda: babble(5)[:WINDOW],
        "a sample more than a window": lambda: babble(6)[: WINDOW + 1],
        "a sample less than a window": lambda: babble(5)[: WINDOW - 1],
        "two windows": lambda: babble(6)[: WINDOW + SAMPLE_RATE],
        "an instant": lambda: babble(4)[-100:],
        "many batches": lambda: babble(2 * BATCH + 9.01),
        "no numbers": lambda: np.where(np.arange(9 * SAMPLE_RATE) % 99_999, babble(9), np.nan),
        "the example's voices": dialogue,
    }
    return made[name]()


def dialogue():
    return np.concatenate(list(AudioReader(EXAMPLE)))


@pytest.mark.slow
@pytest.mark.parametrize(
    "numbers",
    [{}, {"step": 0.33337, "onset": 0.6, "offset": 0.4}],
    ids=str,
)
@pytest.mark.parametrize(
    "sound",
    ["a voice", "a loud voice", "a voice in noise", "noise", "silence", "a window",
     "a sample more than a window", "a sample less than a window", "two windows", "an instant",
     "many batches", "no numbers", "the example's voices"],
)  # fmt: skip
def test_decisions_are_pyannotes_own(pyannote_pipeline, sound, numbers):
    samples = voices(sound).astype(np.float32)
    settings = SpeechSettings(**numbers)
    assert load(settings)(samples) == pyannote_pipeline(settings, samples)


@pytest.fixture(scope="module")
def pyannote_pipeline(pyannote, theirs):
    """Hear with pyannote's pipeline."""

    def hear(settings, samples):
        pipeline = pyannote.pipelines.VoiceActivityDetection(
            theirs, step=settings.step, batch_size=BATCH
        )
        thresholds = {"onset": settings.onset, "offset": settings.offset}
        pipeline.instantiate({**thresholds, "min_duration_on": 0.0, "min_duration_off": 0.0})
        before = torch.get_num_threads()
        torch.set_num_threads(1)
        found = pipeline({"waveform": torch.from_numpy(samples)[None], "sample_rate": SAMPLE_RATE})
        torch.set_num_threads(before)
        return [(segment.start, segment.end) for segment in found.get_timeline()]

    return hear


@pytest.mark.parametrize(
    ("scores", "found"),
    [
        ([0.1, 0.1, 0.1], []),
        ([0.1, 0.4, 0.1], [(1, 2)]),
        ([0.4, 0.25, 0.25, 0.1], [(0, 3)]),
        ([0.3, 0.3], []),  # at the threshold is not above it
        ([0.31, 0.2, 0.2], [(0, 2)]),  # nor below the other one
        ([0.4, 0.1, 0.25, 0.4], [(0, 1)]),  # begun with the last frame, it has no length
        ([0.1, 0.4, 0.1, 0.1, 0.4, 0.4], [(1, 2), (4, 5)]),
        ([0.9], []),
    ],
)
def test_speech_lasts_from_one_threshold_to_the_other(scores, found):
    step, half = 270 / SAMPLE_RATE, 991 / 2 / SAMPLE_RATE
    expected = [(begin * step + half, end * step + half) for begin, end in found]
    heard = active(np.array(scores, np.float32), np.float32(0.3), np.float32(0.2))
    np.testing.assert_allclose(np.array(heard).reshape(-1, 2), np.array(expected).reshape(-1, 2))


def test_loading_prints_nothing():
    check = (
        "from adtool.settings import SpeechSettings;"
        "from adtool.speech.pyannote import load; load(SpeechSettings())"
    )
    ran = subprocess.run([sys.executable, "-c", check], capture_output=True, check=True)
    assert (ran.stdout, ran.stderr) == (b"", b"")
