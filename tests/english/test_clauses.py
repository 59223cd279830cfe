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
        ('He says "no" twice; Tom leaves.', ['He says "no" twice.']),
        ('"Go", "run" and "hide; wait", he says.', []),
        ("Anna smiles.\nTom leaves the room.", ["Anna smiles."]),
        ("The old man (a thief and says so) leaves.", []),
    ],
)
def test_a_sentence_stops_early_only_where_a_clause_ends(text: str, shorter: list[str]) -> None:
    assert list(prefixes(text)) == [text, *shorter]


def test_a_wording_that_was_cut_off_is_not_whole() -> None:
    assert list(prefixes("Anna opens the door and walks into the")) == ["Anna opens the door."]
    assert list(prefixes("Anna opens the")) == []
    assert list(prefixes("")) == []


def test_the_longest_beginning_comes_first() -> None:
    text = "Anna opens the door, smiling. Tom sits by her; Eve waits."
    assert list(prefixes(text)) == [
        text,
        "Anna opens the door, smiling. Tom sits by her.",
        "Anna opens the door, smiling.",
        "Anna opens the door.",
    ]


@pytest.mark.parametrize(
    "rest",
    [
        ", and waits.", ", but waits.", ", then waits.", ", while Tom sits.", ", as Tom sits.",
        ", before Tom sits.", ", after Tom sits.", ", until Tom sits.", ",  smiling.",
        " while Tom sits.", " before Tom sits.", " until Tom sits.", " then waits.",
        " and  then\nwaits.", "  and\n waits.", " ; Tom sits.", ";  Tom sits.", " - Tom sits.",
        " – Tom sits.", "  —  Tom sits.", "—Tom sits.", ":  Tom sits.",
    ],
)  # fmt: skip
def test_a_clause_may_end_before(rest: str) -> None:
    text = "Anna opens the door" + rest
    assert list(prefixes(text)) == [text, "Anna opens the door."]


@pytest.mark.parametrize(
    "rest",
    [
        ", asking Tom, sits.", ", Tom sits.", " whilst Tom sits.", " thenceforth.", " as Tom sits.",
        " and windows.", " and Tom's.", " and plants' pots.", " well-made.", ", and3.",
    ],
)  # fmt: skip
def test_a_clause_goes_on_before(rest: str) -> None:
    text = "Anna opens the glass" + rest
    assert list(prefixes(text)) == [text]


def test_a_sentence_that_begins_with_a_dependent_clause_is_not_cut() -> None:
    words = (
        "as when while after before if until since once though although because in on at from with "
        "without under over behind beside near outside inside through across by to into holding "
        "seeing looking"
    )
    for word in words.split():
        text = f"{word.capitalize()} the hall Anna waits; Tom sits down."
        assert list(prefixes(text)) == [text]
        assert list(prefixes(f"Tom waits. {text}")) == [f"Tom waits. {text}", "Tom waits."]


@pytest.mark.parametrize(
    ("text", "shorter"),
    [
        ("Stop. Tom leaves.", []),
        ("Anna runs. Tom leaves.", ["Anna runs."]),
        ("Anna runs; Tom leaves.", []),
        ("Anna runs on; Tom leaves.", ["Anna runs on."]),
        ("Anna meets Mr. Lind; he nods.", ["Anna meets Mr. Lind."]),
        ("Anna says “no; yes”.", []),
        ("Anna says [no; yes].", []),
        ("Anna runs on) now; Tom leaves.", []),
        ("Asking a lot; Tom leaves.", ["Asking a lot."]),
    ],
)
def test_a_beginning_says_something_and_closes_what_it_opens(text: str, shorter: list[str]) -> None:
    assert list(prefixes(text)) == [text, *shorter]


def test_a_wording_that_ends_with_an_abbreviation_was_cut_off() -> None:
    assert list(prefixes("Anna waits. Tom sits by Mr.")) == ["Anna waits."]


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
