from __future__ import annotations

import pytest

from adtool.english.names import named


@pytest.mark.parametrize(
    "text",
    [
        "He looks out over Paris, Texas.",
        "The words read: Dos Cabesas, Arizona.",
        "A plane lands in Sydney.",
        "They drive to Wembley.",
        "She flies from Quellan.",
        "The streets of Quellan are empty.",
        "Meanwhile, at Central Quell, they eat.",
        "They climb Mount Quellan.",
        "They reach New Quellan.",
        "Reykjavik. Night.",
        "Reykjavik, 1966.",
        "Wembley at night.",
        "Fans fill a crowded Quidditch stadium.",
        "He wears Quellan shorts.",
        "The station orbits Earth.",
        "The summit of Everest gleams.",
    ],
)
def test_a_place_is_nobody(text: str) -> None:
    assert [one.text for one in named(text)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He smiles at Sydney.", "Sydney"),
        ("He hugs Virginia.", "Virginia"),
        ("Then Paris nods.", "Paris"),
        ("Now Georgia's hat falls.", "Georgia"),
        ("He and Dallas hug.", "Dallas"),
        ("Inside Quellan waits.", "Quellan"),
        ("He drives to Quellan's.", "Quellan"),
        ("He looks at Quellan.", "Quellan"),
        ("Santa Claus waves.", "Santa Claus"),
    ],
)
def test_who_acts_or_is_acted_on_is_somebody(text: str, name: str) -> None:
    assert [one.text for one in named(text)] == [name]
