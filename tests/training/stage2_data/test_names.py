"""Whom training prompts name."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from adtool_training.stage2_data.names import NameSettings, prompt_names


def test_prompts_name_the_clips_characters_or_the_cast_or_nobody(colour_films):
    clip = colour_films[0].annotations[0]
    rng = np.random.default_rng(0)
    settings = NameSettings(0.4, 0.4, 0.2)
    drawn = [
        tuple(role.name for role in prompt_names(clip, colour_films[0].cast, settings, rng))
        for _ in range(300)
    ]
    sizes = [sum(len(names) == n for names in drawn) / 300 for n in (1, 3, 0)]
    assert sizes == pytest.approx([0.4, 0.4, 0.2], abs=0.08)
    assert len({names for names in drawn if len(names) == 3}) == 6
    with pytest.raises(ValueError, match="add up to 1"):
        NameSettings(0.5, 0.5, 0.5)


def test_those_in_the_clip_are_named_in_the_annotations_order(colour_films):
    clip = dataclasses.replace(colour_films[0].annotations[0], characters=("Cid", "Ann", "Bob"))
    rng = np.random.default_rng(0)
    for _ in range(5):
        drawn = prompt_names(clip, colour_films[0].cast, NameSettings(1, 0, 0), rng)
        assert [role.name for role in drawn] == ["Cid", "Ann", "Bob"]
