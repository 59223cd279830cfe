import pytest

from adtool.english.word_or_name import acts, does_a_deed, is_name, may_be_a_word

SURE = [
    "Will walks in.", "Will is smiling.", "Will's eyes widen.", "Hope smiles.",
    "Hope slowly nods.", "Grace's hand shakes.", "Rose sits.", "Rose is happy.", "Rose falls.",
    "Mark and Nell wave.", "May smiles at him.", "Summer hugs her.", "Penny has a bag.",
    "Jack, in a suit, waits.", "Bill's hat falls.", "Chase runs off.", "Dawn grins.",
    "Joy and Anna dance.", "Summer is watching him.", "Faith sobs.", "Harry dangles a key.",
    "Hope carries a lamp.", "Grace sits down.", "Iris takes a seat.", "Dawn opens the door.",
    "Dawn sits up.", "June runs on.", "June runs down the stairs.", "Summer swims.",
    "Art hangs up.",
    "Faith sits on the bed.", "Joy gives Tom a cup.", "Amber lights a candle.", "Ivy gets dressed.",
    "Jasmine sits down.", "Virginia opens a letter.", "Austin and Dallas hug.", "June walks in.",
    "Chandler, Ross and Joey eat.", "Frank turns.", "Paris waves at her.",
]  # fmt: skip
NONE = [
    "Will you come with her?", "Will it rain?", "Will Nell come?", "Will there be snow?",
    "May I come in?", "May they rest.", "May 5, 1942.", "Mark the spot.", "Mark my words.",
    "Chase him!", "Hope you come.", "Rob them!", "Summer, 1942.",
    "June 3. Snow falls.", "Bob her hair.",
]  # fmt: skip
UNCLEAR = [
    "Hope fades.", "Hope is lost.", "Grace fills the room.", "Summer ends.", "Dawn breaks.",
    "Rose petals fall.", "Rose from the dead.", "Paris shines by the river.",
    "Faith in men.", "Joy on every face.", "May passes.", "June and August pass.",
    "Hope runs out.", "Joy runs through her.", "Summer runs late.", "Patience wears thin.",
    "Cash changes hands.", "Art hangs on the wall.", "Brandy glows in a glass.",
    "Chance brings them here.", "April showers fall.",
    "Autumn leaves drift.", "Summer's heat is over.", "Sandy ground.",
]  # fmt: skip


def told(text: str, *, expected: bool = True) -> bool | None:
    end = min(text.find(sign) for sign in " ',." if sign in text)
    return is_name(text, 0, end, expected=expected)


@pytest.mark.parametrize("text", SURE)
def test_who_acts_as_people_do_is_named(text: str) -> None:
    assert told(text) is True


@pytest.mark.parametrize("text", NONE)
def test_a_verb_in_a_question_an_order_and_a_date_name_nobody(text: str) -> None:
    assert told(text) is False


@pytest.mark.parametrize("text", UNCLEAR)
def test_where_nothing_tells_nothing_is_said(text: str) -> None:
    assert told(text) is None


@pytest.mark.parametrize(
    ("text", "word", "named"),
    [
        ("She sees Rose.", "Rose", True),
        ("Then Hope fades.", "Hope", True),
        ("He runs after May.", "May", True),
        ("In May snow falls.", "May", False),
        ("It is early May.", "May", False),
        ("Since last Summer it rains.", "Summer", False),
        ("On 5 May snow falls.", "May", False),
        ("He runs by May 5.", "May", False),
        ("In June walks a man.", "June", True),
        ("They leave the Grace.", "Grace", None),
        ("He lifts his Rose.", "Rose", None),
    ],
)
def test_in_mid_sentence_a_capital_names_whom_the_cast_has(
    text: str, word: str, named: bool | None
) -> None:
    start = text.index(word)
    assert is_name(text, start, start + len(word), expected=True) is named


def test_nobody_of_no_cast_is_named_by_a_capital_in_mid_sentence() -> None:
    assert is_name("He sees May.", 8, 11) is None
    assert is_name("Then May smiles.", 5, 8) is True


@pytest.mark.parametrize("word", ["rose", "Rose", "May", "Hall", "Monday", "Everest"])
def test_words_days_and_places_may_be_words(word: str) -> None:
    assert may_be_a_word(word)
    assert not may_be_a_word("Nell")


def test_what_stands_behind_a_name_tells_whether_somebody_acts() -> None:
    assert does_a_deed(" quickly smiles")
    assert does_a_deed("'s smiling")
    assert not does_a_deed(" falls")
    assert not does_a_deed(" smiling")
    assert acts(" falls")
    assert acts("'s old hat")
    assert not acts(" petals")
