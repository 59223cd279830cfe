"""A movie whose narrator nobody has named."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import adtool.narration.loader
from adtool.gaps.report import GapReport
from adtool.media import probe
from adtool.narration import distinctad
from adtool.narration.narrator import Narrator
from adtool.pipeline import describe
from adtool.progress import SILENT, Notebook
from adtool.settings import ModelSettings, Settings
from adtool.timeline import Gap

EXAMPLE = Path(__file__).parents[1] / "examples" / "film.mp4"
SETTINGS = Settings(model=ModelSettings(device="cpu", beams=1, max_tokens=8))


@pytest.fixture(autouse=True)
def _bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no vision-language model, and the bundled model stands in for the spotting list."""
    monkeypatch.setattr(adtool.narration.loader, "best_here", lambda device: None)

    def find(settings: ModelSettings) -> Callable[[], Narrator]:
        return distinctad.find(replace(settings, model="bundled"))

    module = ModuleType("adtool.narration.spotting")
    module.find = find  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)


def described(film: Path) -> tuple[dict[str, Any], list[str]]:
    """Return what the script says of its model, and what the user was told of the choice."""
    duration = probe(film).duration
    gaps = GapReport(film.name, duration, (), (Gap(0, 4_000),), {"by": "hand"})
    notebook = Notebook(SILENT)
    script = describe(film, SETTINGS, gaps=gaps, progress=notebook)
    model: Any = script.metadata["model"]
    return model, [note for note in notebook.notes if note.startswith("Using")]


def test_the_drawn_example_gets_the_bundled_model_and_says_why() -> None:
    model, told = described(EXAMPLE)
    reason = "film.mp4 looks like the small drawn world that it knows."
    assert list(model)[:3] == ["name", "chosen", "because"]
    assert (model["name"], model["chosen"], model["because"]) == ("bundled", "auto", reason)
    assert told == [f"Using bundled: {reason}"]


def test_any_other_film_gets_the_spotting_list_and_says_how_to_get_words(
    make_film: Callable[..., Path],
) -> None:
    model, (told,) = described(make_film(seconds=6))
    assert model["chosen"] == "auto"
    assert model["because"].startswith("no model here can describe film.mp4, so that its gaps get")
    assert "adtool models get" in told
    assert told.startswith("Using spotting: ")


def test_a_model_that_is_named_is_not_chosen(make_film: Callable[..., Path]) -> None:
    film = make_film(seconds=6)
    gaps = GapReport(film.name, 6_000, (), (Gap(0, 4_000),), {"by": "hand"})
    named = replace(SETTINGS, model=replace(SETTINGS.model, model="bundled"))
    notebook = Notebook(SILENT)
    script = describe(film, named, gaps=gaps, progress=notebook)
    assert "chosen" not in script.metadata["model"]  # type: ignore[operator]
    assert any("looks unlike anything" in note for note in notebook.notes)
    assert not any(note.startswith("Using") for note in notebook.notes)
