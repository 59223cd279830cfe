from __future__ import annotations

import pytest

from adtool.cast.character import Character
from adtool.english.names import named
from adtool.english.nations_and_brands import BRANDS, FAITHS_AND_TIMES, NATIONS


@pytest.mark.parametrize("text", ["See {} soldiers.", "They wait near {}.", "See red {}."])
def test_a_people_a_faith_and_a_brand_are_nobody(text: str) -> None:
    words = sorted(word.capitalize() for word in NATIONS | FAITHS_AND_TIMES | BRANDS)
    assert [word for word in words if list(named(text.format(word)))] == []


def test_who_is_called_by_a_brand_and_acts_is_somebody() -> None:
    assert [one.text for one in named("Jeep nods. A Jeep stops. Honda applauds.")] == [
        "Jeep",
        "Honda",
    ]
    enzo = Character("Enzo Ferrari")
    assert [one.character for one in named("Ferrari smiles. A Ferrari stops.", [enzo])] == [enzo]
