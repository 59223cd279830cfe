"""The whisperx detector, with stand-ins for the models that cannot be fetched."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from adtool.errors import UnavailableError
from adtool.settings import SpeechSettings
from adtool.speech.whisperx import Transcriber, Word, load

PHRASE = {"start": 1.0, "end": 3.0, "text": " Hello, 2 worlds."}
WORDS = [
    {"word": "Hello,", "start": 1.1, "end": 1.5, "score": 0.9},
    {"word": "2"},
    {"word": "worlds.", "start": 2.0, "end": 2.9, "score": 0.8},
]


@pytest.fixture
def whisperx(monkeypatch):
    """Stand in for whisperx; a test fills in what Whisper hears and what alignment makes of it."""
    module = SimpleNamespace(heard=[PHRASE], aligned=[PHRASE | {"words": WORDS}], loaded=[])

    def load_model(name, device, compute_type):
        print("whisperx prints on stdout")
        module.loaded.append((name, device, compute_type))
        return SimpleNamespace(
            transcribe=lambda samples, batch_size: {"segments": module.heard, "language": "en"}
        )

    def load_align_model(language, device):
        module.loaded.append(language)
        return "aligner", {"language": language}

    def align(segments, model, metadata, samples, device):
        assert (model, metadata) == ("aligner", {"language": "en"})
        return {"segments": module.aligned}

    module.load_model, module.load_align_model, module.align = load_model, load_align_model, align
    monkeypatch.setitem(sys.modules, "whisperx", module)
    return module


def words(whisperx):
    return Transcriber("tiny").words(np.zeros(10, np.float32))


def test_words_are_placed_by_alignment(whisperx):
    whisperx.aligned = [PHRASE | {"words": [WORDS[0], WORDS[2]]}]
    assert words(whisperx) == [Word("Hello,", 1.1, 1.5), Word("worlds.", 2.0, 2.9)]


def test_a_phrase_counts_whole_where_a_word_has_no_times(whisperx):
    assert words(whisperx) == [Word("Hello, 2 worlds.", 1.0, 3.0)]


def test_phrases_serve_where_a_language_cannot_be_aligned(whisperx):
    def load_align_model(language, device):
        raise ValueError(f"No default align-model for language: {language}")

    whisperx.load_align_model = load_align_model
    assert words(whisperx) == [Word("Hello, 2 worlds.", 1.0, 3.0)]


def test_nothing_heard_needs_no_alignment(whisperx):
    whisperx.heard = []
    assert words(whisperx) == []
    assert whisperx.loaded == [("tiny", "cpu", "int8")]


def test_the_aligner_of_a_language_is_loaded_once(whisperx):
    detect = load(SpeechSettings(whisper_model="tiny"))
    assert (
        detect(np.zeros(10, np.float32))
        == detect(np.zeros(10, np.float32))
        == [(1.0, 3.0, "Hello, 2 worlds.")]
    )
    assert whisperx.loaded == [("tiny", "cpu", "int8"), "en"]


def test_stdout_stays_free_for_results(whisperx, capsys):
    words(whisperx)
    assert capsys.readouterr().out == ""


def test_telemetry_is_off_before_the_import(whisperx, monkeypatch):
    monkeypatch.setenv("PYANNOTE_METRICS_ENABLED", "true")
    words(whisperx)
    import os

    assert os.environ["PYANNOTE_METRICS_ENABLED"] == "0"


def test_weights_that_are_not_to_be_had_are_named(whisperx):
    def load_model(*args, **kwargs):
        raise FileNotFoundError("cannot find the snapshot\non the Hub")

    whisperx.load_model = load_model
    with pytest.raises(UnavailableError, match=r"'small' are not to be had .cannot find.*--speech"):
        load(SpeechSettings())


def test_without_whisperx_there_is_advice(monkeypatch):
    monkeypatch.setitem(sys.modules, "whisperx", None)
    with pytest.raises(UnavailableError, match="pip install 'whisperx'"):
        load(SpeechSettings())
