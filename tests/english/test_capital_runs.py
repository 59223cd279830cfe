import pytest

from adtool.english.capital_runs import (
    capitalised,
    is_person,
    may_be_of_a_name,
    runs,
    with_first_name,
    with_stop,
)


def first(text: str) -> tuple[int, int]:
    return next(capitalised(text))


OPENINGS = [
    "Nell walks in.", "Nell.", "Nell's hat falls.", "Nell, who is tired, sits.",
    "Nell and Tom sit.", "Nell Quist sits.", "Jean-Luc sits.",
    "O'Hara sits.", "Борис sits.", "王伟 sits.", "Bob waves.",
    "Rose smiles.", "NELL walks in.", "May smiles.", "Zoë sits.", "Mary-Kate is here.",
    "Harry dangles a key.", "Hochi the dog barks.", "Will grins.", "Everest nods.",
    "Alfalfa nods.", "Charlie is late.", "Graham, in red, waits.", "Banks slowly smiles.",
    "Kingpin glares at him.", "Verbal stares at him.", "Biff is smiling.",
]  # fmt: skip
NO_NAMES = [
    "Snow falls.", "Schnauzers bark.", "Slowly he turns.", "Wild-haired men sit.", "Shh!",
    "Snarglers wave.", "Watching her, he sits.", "Roses bloom.", "Rose petals fall.", "Aaah!",
    "London.", "Paris, 1942.", "Everest towers over them.", "Will it rain?", "May I?",
    "TNT blows up.", "Monday.", "Germans march.", "I sit.", "T-shirts hang there.", "B12 falls.",
    "Hope fades.", "Water splashes him.", "Man walks in.", "Two look up.", "Fire licks his hat.",
    "New Yorkers rush past.", "April showers fall.", "Slowly nods his head.", "Bob your head.",
    "Floodwater rises.", "Realising it, he runs.", "Couldn't he sit?", "X-rays hang there.",
]  # fmt: skip


@pytest.mark.parametrize("text", OPENINGS)
def test_a_sentence_may_begin_with_a_name(text: str) -> None:
    assert may_be_of_a_name(text, *first(text))


@pytest.mark.parametrize("text", NO_NAMES)
def test_a_word_of_english_has_its_capital_for_where_it_stands(text: str) -> None:
    assert not may_be_of_a_name(text, *first(text))


def test_a_word_of_the_casts_is_known_by_what_follows() -> None:
    assert not may_be_of_a_name("Hall, in red, sits.", 0, 4)
    assert may_be_of_a_name("Hall, in red, sits.", 0, 4, frozenset({"hall"}))
    assert not may_be_of_a_name("Hall doors open.", 0, 4, frozenset({"hall"}))
    assert may_be_of_a_name("Nell doors open.", 0, 4, frozenset({"nell"}))


def test_words_of_scripts_without_capitals_are_names_among_latin_letters_alone() -> None:
    assert may_be_of_a_name("She sees 王伟 now.", 9, 11)
    assert not may_be_of_a_name("王伟走进房间。", 0, 6)


def test_what_stands_side_by_side_is_joined_and_two_forms_are_not() -> None:
    text = "Rex Hall Moss"
    atoms = [(0, 3), (4, 8), (9, 13)]
    assert list(runs(text, atoms, frozenset())) == [(0, 13, False)]
    known = frozenset(atoms[:2])
    assert list(runs(text, atoms, known)) == [(0, 3, True), (4, 13, True)]
    assert list(runs("Anna. Tom", [(0, 4), (6, 9)], frozenset())) == [(0, 4, False), (6, 9, False)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Will Turner nods.", "Will Turner"),
        ("Rose Turner nods.", "Rose Turner"),
        ("Will Turner nod?", "Turner"),
        ("Young Turner nods.", "Turner"),
        ("Slowly Turner nods.", "Turner"),
        ("Then Will Turner nods.", "Turner"),
    ],
)
def test_the_first_word_may_be_the_first_name(text: str, name: str) -> None:
    start = text.index("Turner")
    assert text[with_first_name(text, start, start + 6) : start + 6] == name


@pytest.mark.parametrize(
    ("text", "end", "stop"),
    [
        ("Otto Jr. sits.", 7, 8),
        ("Otto Jr. Snow falls.", 7, 7),
        ("Otto Jr. Snow falls.", 8, 7),
        ("Otto Jr.'s hat", 8, 8),
        ("Otto sits.", 4, 4),
        ("Otto. he sits.", 4, 4),
    ],
)
def test_the_full_stop_of_a_name_is_no_sentences(text: str, end: int, stop: int) -> None:
    assert with_stop(text, 0, end) == stop


@pytest.mark.parametrize(
    ("text", "name", "person"),
    [
        ("Rex Hall kicks a box.", "Rex Hall", True),
        ("Wembley Hall is dark.", "Wembley Hall", False),
        ("He sees the Nell.", "Nell", False),
        ("In Nell it rains.", "Nell", False),
        ("In Nell's flat it rains.", "Nell", True),
        ("He sees Captain.", "Captain", False),
    ],
)
def test_what_stands_around_tells_a_person_from_a_place(text: str, name: str, person: bool) -> None:
    start = text.index(name)
    assert is_person(text, start, start + len(name)) == person


def test_a_word_of_the_casts_is_no_place() -> None:
    assert not is_person("He sees Hall.", 8, 12)
    assert is_person("He sees Hall.", 8, 12, frozenset({"hall"}))
