"""Rules about names: those of the cast, from when on, and no others."""

from __future__ import annotations

import pytest

from adtool.cast.character import Cast, Character
from adtool.timeline import Line

UNKNOWN = "is no name in the cast. Mend the name, or put it into cast.json if it is a person's."


def line(text: str, start: int = 20_000) -> Line:
    return Line(start, start + 3000, text)


def test_a_name_waits_until_the_film_has_introduced_it(subject, broken, cast) -> None:
    early = Line(9999, 13_000, "Here comes Anna with a bag.")
    later = Line(10_000, 13_000, "Here comes Anna with a bag.")
    assert broken(subject(early, cast=cast)) == [("early-name", 1)]
    assert broken(subject(later, cast=cast)) == []
    assert broken(subject(Line(0, 2000, "An annalist writes here."), cast=cast)) == []


def test_every_line_that_names_too_early_is_told_with_when_the_film_does(subject, told) -> None:
    cast = Cast("", (Character("Anna Berg", introduced_at=3_723_450), Character("Tom")))
    lines = line("Tom and Anna Berg wait.", 0), line("Anna waits.", 5000), line("Tom sits.", 9000)
    what = "is named before 1:02:03.450, when the film introduces the name."
    advice = "Describe how they look instead."
    assert told("early-name", subject(*lines, cast=cast)) == [
        f"1 warning: “Anna Berg” {what} {advice}",
        f"2 warning: “Anna” {what} {advice}",
    ]
    assert told("early-name", subject(*lines)) == []


def test_each_character_has_an_introduction_of_their_own(subject, told) -> None:
    cast = Cast("", (Character("Ann", introduced_at=1), Character("Ben", introduced_at=6000)))
    lines = line("Ann and Ben wait.", 0), line("Ann and Ben wait.", 5000), line("Ben eats.", 6000)
    said = [one.partition("”")[0] for one in told("early-name", subject(*lines, cast=cast))]
    assert said == ["1 warning: “Ann", "1 warning: “Ben", "2 warning: “Ben"]


def test_an_early_name_is_early_in_any_language(subject, told, cast) -> None:
    assert len(told("early-name", subject(line("Anna wartet.", 0), cast=cast, language="de"))) == 1


def test_an_unknown_name_is_told_once(subject, broken, cast) -> None:
    lines = Line(0, 2000, "Tom and Karla eat."), Line(3000, 5000, "Then Karla drinks.")
    assert ("unknown-name", 1) in broken(subject(*lines, cast=cast))
    assert ("unknown-name", 2) not in broken(subject(*lines, cast=cast))
    assert "unknown-name" not in dict(broken(subject(*lines)))


def test_every_strange_name_of_a_line_is_told_as_it_is_written(subject, told, cast) -> None:
    lines = line("Tom sees Karla and Mr. Otto Lind."), line("Then KARLA greets Udo.", 30_000)
    assert told("unknown-name", subject(*lines, cast=cast)) == [
        f"1 warning: “Karla” {UNKNOWN}",
        f"1 warning: “Mr. Otto Lind” {UNKNOWN}",
        f"2 warning: “Udo” {UNKNOWN}",
    ]


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("He sees Anna.", False),
        ("He sees Miss Berg.", False),
        ("He sees Anna Berg.", False),
        ("He sees T.", False),
        ("He sees Anna Lind.", True),  # one of her names does not make another one hers
        ("He sees Karla.", True),
    ],
)
def test_a_name_is_known_by_all_its_words(subject, told, cast, text: str, strange: bool) -> None:
    assert bool(told("unknown-name", subject(line(text), cast=cast))) == strange


def test_a_name_that_two_share_is_known_by_either(subject, told) -> None:
    cast = Cast("", (Character("Anna Berg"), Character("Otto Berg")))
    assert told("unknown-name", subject(line("He sees Otto Berg."), cast=cast)) == []
    assert told("unknown-name", subject(line("He sees Berg."), cast=cast)) == []


def test_names_are_looked_for_in_english_with_a_cast_alone(subject, told, cast) -> None:
    text = line("Dort steht Karla.")
    assert told("unknown-name", subject(text, cast=cast, language="de")) == []
    assert len(told("unknown-name", subject(line("There stands Karla."), cast=Cast()))) == 1
    assert told("unknown-name", subject(line("There stands Karla."))) == []


REXES = Cast("", (Character("Rex Hall"), Character("Rex Field")))
WORDS = Cast(
    "",
    tuple(
        Character(name, introduced_at=60_000)
        for name in ("Will Lind", "Hope Lange", "Rose", "May", "Mark", "Grace", "Summer")
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "Nell walks in.",
        "Nell.",
        "Nell's hat falls.",
        "Nell and a man wave.",
        "Nell, in red, waits.",
        "Snow falls. Nell looks up.",
        "“Stop!” Nell runs.",
        "Jean-Luc nods.",
        "O'Hara nods.",
        "Борис looks up.",
        "王伟 nods.",
        "Rose nods.",
        "Will grins.",
        "Bob Hall nods.",
        "NELL nods.",
    ],
)
def test_a_stranger_is_found_at_a_sentences_beginning(subject, told, cast, text: str) -> None:
    (found,) = told("unknown-name", subject(line(text), cast=cast, language="en"))
    assert found.endswith(UNKNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "Will you come with her?",
        "Will it snow?",
        "Hope fades from his face.",
        "A rose lies in the snow.",
        "Rose petals fall.",
        "May I come in?",
        "In May the snow melts.",
        "May 5, 1942.",
        "Mark the spot.",
        "Grace fills the room.",
        "Summer ends.",
        "Summer, 1942.",
        "With grace, she bows.",
        "A mark is on the wall.",
        "Hope is lost.",
        "Early May, and snow falls.",
    ],
)
def test_a_word_that_is_a_name_as_well_is_no_early_name(subject, told, text: str) -> None:
    assert told("early-name", subject(line(text, 0), cast=WORDS)) == []


@pytest.mark.parametrize(
    "text", ["Will walks in.", "Hope smiles.", "He sees Rose.", "May smiles.", "Grace's eyes open."]
)
def test_a_name_that_is_a_word_as_well_may_be_early(subject, told, text: str) -> None:
    assert len(told("early-name", subject(line(text, 0), cast=WORDS))) == 1


def test_a_name_that_two_share_is_told_as_unclear_at_its_first(subject, told) -> None:
    lines = line("Rex kicks an apple."), line("Then Rex nods.", 30_000), line("Rex Hall nods.")
    assert told("unclear-name", subject(*lines, cast=REXES)) == [
        "1 note: “Rex” may be Rex Hall or Rex Field. Say the name in full."
    ]


def test_a_whole_name_that_is_anothers_first_name_is_clear(subject, told) -> None:
    cast = Cast("", (Character("Rex"), Character("Rex Hall")))
    assert told("unclear-name", subject(line("Rex sees Rex Hall."), cast=cast)) == []


def test_what_may_be_a_word_is_told_as_unclear(subject, told) -> None:
    (found,) = told("unclear-name", subject(line("Hope fades."), cast=WORDS))
    assert found == (
        "1 note: “Hope” may be Hope Lange, or a word that names nobody. "
        "Read the line aloud; say the name in full if it is meant and unclear."
    )
    assert told("unclear-name", subject(line("Hope smiles."), cast=WORDS)) == []
    assert told("unclear-name", subject(line("Hope fades."))) == []
    assert told("unclear-name", subject(line("Hope fades."), cast=WORDS, language="de")) == []


def test_a_name_that_one_whom_the_film_has_named_shares_is_not_early(subject, told) -> None:
    cast = Cast("", (Character("Ann Hall"), Character("Ann Field", introduced_at=60_000)))
    assert told("early-name", subject(line("There sits Ann.", 0), cast=cast)) == []
    assert len(told("early-name", subject(line("There sits Ann Field.", 0), cast=cast))) == 1
