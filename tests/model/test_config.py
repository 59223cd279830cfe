"""What shapes a model: types, ranges and defaults."""

import dataclasses

import pytest


def test_a_wrong_kind_of_prompt_is_refused(model):
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
def test_settings_of_the_prompt_that_cannot_be_are_refused(model, change, fault):
    with pytest.raises(ValueError, match=fault):
        dataclasses.replace(model.config, **change)
