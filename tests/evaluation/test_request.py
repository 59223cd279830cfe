"""What is asked of an evaluation, and what cannot be meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from adtool.evaluation.predict import CHARACTERS
from adtool.evaluation.request import BenchmarkSettings, PredictionSettings, Request
from adtool.settings import EvaluationSettings, ModelSettings

FILE = PredictionSettings(Path("preds.csv"))
DRAWN, MAD = BenchmarkSettings("storyworld"), BenchmarkSettings("mad-eval")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({}, "name either --predictions or --model"),
        ({"file": Path("a"), "model": "bundled"}, "name either --predictions or --model"),
        ({"model": "auto"}, "a model is scored by its name; auto is for describe"),
        ({"model": "m", "videos": Path("v"), "features": Path("f")}, "either --videos or"),
        ({"file": Path("a"), "videos": Path("v")}, "--videos is for --model"),
        ({"file": Path("a"), "features": Path("v")}, "--features is for --model"),
    ],
)
def test_predictions_are_a_files_or_a_models_that_sees_something(
    given: dict[str, Any], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        PredictionSettings(**given)


@pytest.mark.parametrize(
    ("benchmark", "given", "fault"),
    [
        (MAD, {"model": "m"}, "--model needs something to look at"),
        (DRAWN, {"model": "m", "videos": Path("v")}, "--videos is not for storyworld"),
        (DRAWN, {"model": "m", "features": Path("f")}, "--features is not for storyworld"),
    ],
)
def test_films_are_shown_where_they_are_not_drawn(
    benchmark: BenchmarkSettings, given: dict[str, Any], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        Request(benchmark, PredictionSettings(**given))


def test_only_a_models_predictions_are_saved() -> None:
    with pytest.raises(ValueError, match="--save-predictions is for --model"):
        Request(DRAWN, FILE, save=Path("p.csv"))
    assert Request(DRAWN, PredictionSettings(model="m"), save=Path("p.csv")).save == Path("p.csv")


def test_what_is_not_said_is_the_benchmarks_own() -> None:
    own = Request(MAD, FILE)
    assert own.metrics[:2] == ("bleu", "meteor")
    assert own.settings.recalls == ((5, 16),)
    told = BenchmarkSettings("mad-eval", metrics=("words",), recalls=((1, 2),), seed=3)
    request = Request(told, FILE, EvaluationSettings(judge="j"), ModelSettings(device="cpu"))
    assert request.metrics == ("words",)
    assert request.settings == EvaluationSettings(
        judge="j", recalls=((1, 2),), seeds=(3,), device="cpu"
    )


def test_the_model_that_is_named_decodes_as_it_is_told() -> None:
    request = Request(DRAWN, PredictionSettings(model="mine"), decoding=ModelSettings(beams=2))
    assert request.narrator == ModelSettings(model="mine", beams=2)


def test_whom_prompts_name_unless_told_is_one_of_the_ways() -> None:
    assert FILE.characters in CHARACTERS
