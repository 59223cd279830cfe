"""Loading a narrator beside other work."""

from concurrent.futures import Future
from pathlib import Path
from threading import Event, Timer

import pytest

import adtool.narration.loader
from adtool.errors import UnavailableError
from adtool.narration.loader import NarratorLoader
from adtool.settings import ModelSettings


def test_what_an_earlier_movie_began_to_load_is_waited_for() -> None:
    loader = NarratorLoader(ModelSettings())
    loader._loading = Future()
    Timer(0.1, loader._loading.set_result, [None]).start()
    loader.find()
    assert loader._loading.done()


def test_a_narrator_that_is_given_is_not_loaded_and_a_loader_is_taken_as_it_is() -> None:
    given = object()
    loader = NarratorLoader.of(given, ModelSettings(model="./nothing/here"))  # type: ignore[arg-type]
    loader.find()
    loader.start()
    assert loader.get() is given
    assert NarratorLoader.of(loader, ModelSettings()) is loader


def test_a_model_that_is_not_there_is_said_when_it_is_looked_for() -> None:
    loader = NarratorLoader.of(None, ModelSettings(model="./nothing/here"))
    with pytest.raises(UnavailableError):
        loader.find()


def test_other_work_goes_on_while_a_narrator_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    narrator, worked, waited = object(), Event(), []

    def load() -> object:
        waited.append(worked.wait(5))
        return narrator

    monkeypatch.setattr(adtool.narration.loader, "find_narrator", lambda _: load)
    loader = NarratorLoader(ModelSettings())
    loader.start()
    worked.set()  # the other work
    loader.start()
    assert loader.get() is narrator
    assert waited == [True]


def test_a_narrator_is_loaded_once(model_folder: Path) -> None:
    loader = NarratorLoader(ModelSettings(model=str(model_folder), device="cpu"))
    assert loader.get() is loader.get()
