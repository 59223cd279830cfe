"""Loading a narrator beside other work."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Event, Timer

import pytest

import adtool.narration.loader
from adtool.errors import UnavailableError
from adtool.media import probe
from adtool.narration.automatic import Choice
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


EXAMPLE = Path(__file__).parents[2] / "examples" / "film.mp4"
AUTO = ModelSettings(model="auto", device="cpu")


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand-ins for all narrators; the list has the names of those that are loaded."""
    names: list[str] = []

    def find(settings: ModelSettings) -> object:
        def load() -> str:
            names.append(settings.model)
            return f"the narrator of {settings.model}"

        return load

    monkeypatch.setattr(adtool.narration.loader, "find_narrator", find)
    monkeypatch.setattr(adtool.narration.loader, "best_here", lambda device: None)
    return names


def test_a_named_model_is_every_movies(loaded: list[str]) -> None:
    loader = NarratorLoader(ModelSettings(model="x"))
    assert loader.of_movie(probe(EXAMPLE)) is loader
    assert loader.get() == "the narrator of x"
    assert loader.choice is None


def test_a_narrator_that_is_given_is_every_movies_whatever_the_settings() -> None:
    given = object()
    loader = NarratorLoader.of(given, AUTO)  # type: ignore[arg-type]
    assert loader.of_movie(probe(EXAMPLE)).get() is given


def test_the_best_model_here_is_loaded_once_for_all_movies(
    loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = iter([Choice("best", "it is.")])  # a second question would find the memory full
    monkeypatch.setattr(adtool.narration.loader, "best_here", lambda device: next(found))
    shared = NarratorLoader(AUTO)
    for _ in range(2):
        loader = shared.of_movie(probe(EXAMPLE))
        loader.find()
        assert loader.get() == "the narrator of best"
        assert loader.choice == Choice("best", "it is.")
    assert loaded == ["best"]


def test_without_one_each_movie_decides_and_narrators_are_shared(
    loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    choices = iter(["bundled", "spotting", "bundled", "spotting"])
    seen: list[object] = []

    def choose(info: object, narrator: object, device: str) -> Choice:
        seen.append((narrator, device))
        return Choice(next(choices), "it is so.")

    monkeypatch.setattr(adtool.narration.loader, "choose_by_sight", choose)
    shared = NarratorLoader(AUTO)
    got = []
    for _ in range(4):
        loader = shared.of_movie(probe(EXAMPLE))
        loader.find()
        loader.start()
        got.append(loader.get())
    assert got == ["the narrator of bundled", "the narrator of spotting"] * 2
    assert loaded == ["bundled", "spotting"]
    assert seen == [("the narrator of bundled", "cpu")] * 4


def test_a_device_that_is_not_there_is_said_before_the_work() -> None:
    loader = NarratorLoader(ModelSettings(model="auto", device="cuda:99"))
    with pytest.raises(UnavailableError, match="There is no device"):
        loader.of_movie(probe(EXAMPLE)).find()


def test_the_example_gets_words_from_the_bundled_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adtool.narration.loader, "best_here", lambda device: None)
    loader = NarratorLoader(AUTO).of_movie(probe(EXAMPLE))
    narrator = loader.get()
    assert (narrator.name, narrator.settings.model) == ("bundled", "bundled")
    assert loader.choice is not None
    assert loader.choice.model == "bundled"


def test_without_the_bundled_model_a_film_gets_the_spotting_list(
    make_film: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(adtool.narration.loader, "best_here", lambda device: None)
    monkeypatch.setattr("adtool.model.catalogue.bundled_folder", lambda: tmp_path)
    loader = NarratorLoader(ModelSettings(model="auto")).of_movie(probe(make_film("film.mp4", 2)))
    assert loader.get().name == "spotting"
    assert loader.choice is not None
    assert "no model here can describe film.mp4" in loader.choice.because
