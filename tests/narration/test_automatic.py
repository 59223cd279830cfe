"""Which narrator a movie gets where none is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import adtool.model.catalogue
from adtool.chat.folder import ChatFolder
from adtool.media import probe
from adtool.model.catalogue import Model
from adtool.narration import automatic
from adtool.narration.automatic import (
    Choice,
    advice,
    because,
    best_here,
    choose_by_sight,
    hindrance,
    ranked,
    runs,
    unlikeness,
)
from adtool.narration.distinctad import find
from adtool.narration.narrator import Narrator
from adtool.settings import ModelSettings

EXAMPLE = Path(__file__).parents[2] / "examples" / "film.mp4"
GB = 10**9
SMALL = Model(
    "Qwen/Qwen3-VL-2B-Instruct", "hub cache", Path(), 4 * GB, kind="vision-language", memory=5 * GB
)
LARGE = replace(SMALL, name="Qwen/Qwen3-VL-8B-Instruct", size=17 * GB, memory=18 * GB)
OTHER = replace(SMALL, name="somebody/vlm", size=30 * GB, memory=4 * GB)
GONE = replace(LARGE, folder=Path("/nowhere"))
DRAWN = replace(SMALL, name="bundled", kind="DistinctAD", memory=0)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Say which models and how much free memory this machine has."""
    monkeypatch.setattr("adtool.model.imports.transformers_version", lambda: "4.57.6")

    def has(models: Sequence[Model], free: int) -> None:
        monkeypatch.setattr(adtool.model.catalogue, "find_models", lambda: tuple(models))
        monkeypatch.setattr("adtool.model.memory.free_memory", lambda device: free)

    known = ChatFolder.check

    def check(folder: Path, *, must_see: bool) -> object:
        return known(folder, must_see=must_see) if folder == GONE.folder else None

    monkeypatch.setattr(ChatFolder, "check", check)
    return has


@pytest.fixture(scope="module")
def bundled() -> Narrator:
    return find(ModelSettings(model="bundled", device="cpu"))()


@pytest.mark.parametrize(
    ("models", "free", "chosen"),
    [
        ([DRAWN, SMALL, LARGE], 80 * GB, LARGE.name),
        ([DRAWN, SMALL, LARGE], 18 * GB, LARGE.name),
        ([DRAWN, SMALL, LARGE], 18 * GB - 1, SMALL.name),
        ([DRAWN, SMALL, GONE], 80 * GB, SMALL.name),
        ([SMALL, OTHER], 80 * GB, SMALL.name),
        ([SMALL, OTHER], 5 * GB - 1, OTHER.name),
        ([SMALL, replace(LARGE, fault="its weights are missing")], 80 * GB, SMALL.name),
        ([SMALL], 1 * GB, None),
        ([replace(SMALL, memory=0)], 80 * GB, None),
        ([DRAWN], 80 * GB, None),
        ([], 80 * GB, None),
    ],
)
def test_the_best_model_that_fits_the_memory_is_taken(
    machine: Callable[..., None], models: list[Model], free: int, chosen: str | None
) -> None:
    machine(models, free)
    best = best_here("cuda")
    assert (best and best.model) == chosen


def test_the_reason_names_the_memory(machine: Callable[..., None]) -> None:
    machine([SMALL], 8 * GB)
    assert best_here("cpu") == Choice(
        SMALL.name,
        "it is the best model here that fits this machine (5.0 of 8.0 GB of free memory).",
    )


def test_known_models_go_first_in_their_order_and_others_by_size() -> None:
    bigger = replace(OTHER, name="a/vlm", size=60 * GB)
    assert ranked([OTHER, SMALL, bigger, LARGE], "cuda") == [LARGE, SMALL, bigger, OTHER]


def test_without_a_gpu_large_models_go_last() -> None:
    assert ranked([OTHER, SMALL, LARGE], "cpu") == [SMALL, OTHER, LARGE]
    assert ranked([OTHER, LARGE], "mps") == [LARGE, OTHER]


def test_a_model_that_could_not_be_loaded_is_not_taken(machine: Callable[..., None]) -> None:
    machine([GONE], 80 * GB)
    assert hindrance(GONE, 80 * GB) == "holds no config.json"
    assert best_here("cpu") is None


def test_a_model_that_transformers_does_not_know_yet_is_not_taken(
    machine: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adtool.model.imports.transformers_version", lambda: "4.56.2")
    assert hindrance(SMALL, 80 * GB) == "it needs transformers 4.57, and here is 4.56.2"
    assert hindrance(OTHER, 1 * GB) == "it needs 4.0 GB of memory, and 1.0 GB are free"
    assert (
        hindrance(replace(OTHER, fault="it has no chat template"), 0) == "it has no chat template"
    )
    assert runs(OTHER, 4 * GB)


def test_a_film_of_the_drawn_world_gets_the_bundled_model(bundled: Narrator) -> None:
    choice = choose_by_sight(probe(EXAMPLE), bundled, "cpu")
    assert choice == Choice("bundled", "film.mp4 looks like the small drawn world that it knows.")
    assert choice.note == (
        "Using bundled: film.mp4 looks like the small drawn world that it knows."
    )


def test_another_film_gets_the_spotting_list_and_a_command_that_fits(
    bundled: Narrator, make_film: Callable[..., Path], machine: Callable[..., None]
) -> None:
    machine([], 6 * GB)
    choice = choose_by_sight(probe(make_film(seconds=6)), bundled, "cuda")
    assert choice == Choice(
        "spotting",
        "no model here can describe film.mp4, so that its gaps get cues and no words. For words: "
        "adtool models get qwen3-vl-2b (4.3 GB).",
    )


def test_where_nothing_fits_a_server_is_advised(machine: Callable[..., None]) -> None:
    machine([], 10**8)
    assert advice("cpu").startswith("No model fits the memory here; name a server's")


@pytest.mark.parametrize(("unlike", "chosen"), [(1.0, "bundled"), (1.001, "spotting")])
def test_the_models_own_limit_decides(
    bundled: Narrator, monkeypatch: pytest.MonkeyPatch, unlike: float, chosen: str
) -> None:
    monkeypatch.setattr(automatic, "unlikeness", lambda info, narrator: unlike)
    assert choose_by_sight(probe(EXAMPLE), bundled, "cpu").model == chosen


def test_sixteen_frames_over_the_whole_film_are_looked_at(
    bundled: Narrator, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(automatic, "open_frames", lambda *_: Blind(asked))
    assert unlikeness(probe(EXAMPLE), bundled) is None
    length = probe(EXAMPLE).duration
    assert len(asked) == 16
    assert asked[0] == length // 32
    assert asked[-1] == length * 31 // 32


class Blind:
    """Reads no frame, and keeps what it was asked for."""

    def __init__(self, asked: list[int]) -> None:
        self.asked = asked

    def __enter__(self) -> Blind:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self, times: Sequence[int]) -> list[None]:
        self.asked.extend(times)
        return [None for _ in times]


def test_a_film_of_which_no_frame_can_be_read_gets_the_spotting_list(
    bundled: Narrator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(automatic, "open_frames", lambda *_: Blind([]))
    assert choose_by_sight(probe(EXAMPLE), bundled, "cpu").model == "spotting"


def test_frames_that_do_not_fill_a_clip_count_as_well(
    bundled: Narrator, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = unlikeness(probe(EXAMPLE), bundled)
    fewer: Any = Odd(bundled)
    assert unlikeness(probe(EXAMPLE), fewer) == pytest.approx(whole, abs=1e-4)


class Odd:
    """A narrator that sees clips of 7 frames."""

    def __init__(self, narrator: Any) -> None:
        from adtool.narration.distinctad import DistinctADNarrator

        self.view = replace(narrator.view, frames=7)
        self.seven = DistinctADNarrator(narrator.model, narrator.settings)
        self.seven.settings = replace(self.seven.settings, frames=7)
        self.settings = self.seven.settings
        self.see, self.unlikeness = self.seven.see, self.seven.unlikeness


def test_metadata_say_that_a_narrator_was_chosen_and_why() -> None:
    assert because(None) == {}
    assert because(Choice("x", "y.")) == {"chosen": "auto", "because": "y."}
