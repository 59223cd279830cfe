"""F-Coref behind its door: what it is asked, and what is said where it is missing."""

import sys
import types

import pytest

from adtool.errors import UnavailableError
from adtool.evaluation.metrics.coreference import load_coreference


@pytest.fixture
def package(monkeypatch, tmp_path):
    """Packages in the place of fastcoref and spacy."""

    class FCoref:
        def __init__(self, name, *, device, nlp, enable_progress_bar):
            if nlp != "English words" or enable_progress_bar or device != "cpu":
                raise ValueError("asked for something else")
            if not (tmp_path / "config.json").exists():
                raise OSError("no config.json")

        def predict(self, texts):
            spans = [[(0, 3), None], [(4, 6)]]
            return [types.SimpleNamespace(get_clusters=lambda as_strings: spans) for _ in texts]

    spacy = types.SimpleNamespace(blank=lambda language: {"en": "English words"}[language])
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name)
    monkeypatch.setitem(sys.modules, "fastcoref", types.SimpleNamespace(FCoref=FCoref))
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    return tmp_path


def test_f_coref_gives_the_mentions_that_it_can_place(package):
    (package / "config.json").touch()
    assert load_coreference(str(package), "cpu")("Ben is") == [[(0, 3)], [(4, 6)]]


def test_a_model_of_f_coref_that_is_not_there_is_unavailable(package):
    with pytest.raises(UnavailableError, match=r"cannot be had \(no config.json\)"):
        load_coreference(str(package), "cpu")
