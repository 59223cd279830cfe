"""What shapes a model: types, ranges and defaults."""

from __future__ import annotations

import dataclasses

import pytest

from adtool.model.config import DistinctADConfig, Shape
from adtool.model.distinctad import DistinctAD
from adtool.model.vision_encoder import VisionConfig

VISION = VisionConfig(16, {})


def test_the_defaults_are_the_papers_or_its_ancestors() -> None:
    assert dataclasses.asdict(Shape()) == {
        "frames": 8,
        "window": 16,
        "latents": 10,
        "perceiver_layers": 2,
        "perceiver_heads": None,
        "bases": 32,
        "iterations": 9,
        "temperature": 1.0,
        "momentum": 0.9,
        "l2norm": True,
        "persist": True,
        "stop_grad": True,
        "scale": "unit",
        "alpha": 3.0,
        "beta": 1.0,
        "prompt": "characters",
        "contexts": 3,
        "names": "first",
        "faces": False,
        "drawn": False,
    }
    assert DistinctADConfig(vision=VISION).language_model == "bundled"


def test_a_configuration_is_a_shape_and_what_the_model_stands_on() -> None:
    shape = dataclasses.asdict(Shape(bases=7, drawn=True))
    config = DistinctADConfig(vision=VISION, language_model="gpt2", **shape)
    assert (config.bases, config.drawn, config.language_model) == (7, True, "gpt2")


def test_a_wrong_kind_of_prompt_is_refused(model: DistinctAD) -> None:
    with pytest.raises(ValueError, match="prompt cannot be 'names'; choose from characters"):
        dataclasses.replace(model.config, prompt="names")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"names": "last"}, "names cannot be 'last'; choose from first, full"),
        ({"faces": True, "prompt": "none"}, "'none' has no place for faces"),
        ({"faces": 1}, "faces cannot be 1"),
    ],
)
def test_settings_of_the_prompt_that_cannot_be_are_refused(
    model: DistinctAD, change: dict[str, object], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        dataclasses.replace(model.config, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"frames": 0},
        {"window": 4097},
        {"latents": 1.0},
        {"bases": True},
        {"iterations": None},
        {"perceiver_heads": 0},
        {"alpha": float("inf")},
        {"alpha": True},
        {"beta": "1"},
        {"beta": None},
        {"l2norm": None},
        {"drawn": "yes"},
        {"language_model": ""},
        {"language_model": 3},
        {"temperature": 0.0},
        {"temperature": -1.0},
        {"momentum": -0.01},
        {"momentum": 1.01},
        {"faces": True, "prompt": "contexts"},
    ],
    ids=str,
)
def test_a_value_of_the_wrong_type_or_out_of_range_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        DistinctADConfig(vision=VISION, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"frames": 1, "window": 4096},
        {"perceiver_heads": 3},
        {"alpha": 0, "beta": -1.5},
        {"temperature": 0.001},
        {"momentum": 0.0},
        {"momentum": 1.0},
        {"faces": True, "drawn": True},
        {"prompt": "contexts"},
        {"prompt": "none", "names": "full"},
    ],
    ids=str,
)
def test_values_at_the_edge_of_their_range_are_taken(change: dict[str, object]) -> None:
    config = DistinctADConfig(vision=VISION, **change)  # type: ignore[arg-type]
    assert {key: getattr(config, key) for key in change} == change
