import pytest
from hypothesis import given
from hypothesis import strategies as st

from adtool.english.clauses import prefixes


@pytest.mark.parametrize(
    ("text", "shorter"),
    [
        ("Anna smiles.", []),
        ("Anna smiles. Tom leaves the room.", ["Anna smiles."]),
        ("Anna opens the door and walks in.", ["Anna opens the door."]),
        ("Anna opens the door, smiling at Tom.", ["Anna opens the door."]),
        ("Anna sits at the table while Tom cooks.", ["Anna sits at the table."]),
        ("Tom turns off the light; the room goes dark.", ["Tom turns off the light."]),
        ("The door opens — Anna steps in.", ["The door opens."]),
        ("Anna takes the cup, and drinks, smiling.", []),
        ("Anna takes the red, green, and blue balls.", []),
        ("Cups and plates stand on the table.", []),
        ("Anna and Tom walk away.", []),
        ("As Anna turns, smiling at him, Tom leaves.", []),
        ("In the kitchen, holding a cup and a plate, Anna waits.", []),
        ("The man, who wears a hat, runs away.", []),
        ("Mr. Smith walks in.", []),
        ('He reads "Go and runs away." aloud.', []),
        ("The old man (a thief and says so) leaves.", []),
    ],
)
def test_a_sentence_stops_early_only_where_a_clause_ends(text: str, shorter: list[str]) -> None:
    assert list(prefixes(text)) == [text, *shorter]


def test_a_wording_that_was_cut_off_is_not_whole() -> None:
    assert list(prefixes("Anna opens the door and walks into the")) == ["Anna opens the door."]
    assert list(prefixes("Anna opens the")) == []
    assert list(prefixes("")) == []


words = st.sampled_from(
    ["Anna", "Tom", "walks", "the", "and", "then", ",", ";", ".", "—", "while", '"', "(", "Mr."]
)


@given(st.lists(words, max_size=20).map(" ".join))
def test_every_prefix_is_a_beginning_that_ends_like_a_sentence(text: str) -> None:
    found = list(prefixes(text))
    for prefix in found:
        assert text.startswith((prefix, prefix.removesuffix(".")))
        assert prefix.rstrip("\"')]”’")[-1] in ".!?…"
    assert sorted(found, key=len, reverse=True) == found
