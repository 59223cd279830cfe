"""Rules about how a line is worded: what each finds, and what it leaves alone."""

from __future__ import annotations

import pytest

from adtool.timeline import Line


def said(text: str) -> Line:
    """Return a line with all the time that it needs."""
    return Line(20_000, 20_000 + 400 * max(1, len(text.split())), text)


@pytest.fixture
def rules_of(subject, broken, cast):
    """Return the rules that a text breaks."""

    def find(text: str) -> set[str]:
        return {rule for rule, _ in broken(subject(said(text), cast=cast))} - {
            "nothing-distinctive"
        }

    return find


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Anna opened the door.", "past-tense"),
        ("Tom sits down and then he slowly walked away.", "past-tense"),
        ("They were in the kitchen.", "past-tense"),
        ("We see a house by the sea.", "we-see"),
        ("In the distance, a ship can be seen.", "we-see"),
        ("The camera pans over the roofs.", "camera-terms"),
        ("A close-up of his hand.", "camera-terms"),
        ("Cut to the kitchen.", "camera-terms"),
        ("Tom looks angry.", "emotion-words"),
        ("Tom nervously taps the table.", "emotion-words"),
        ("Tom walks to the", "mid-phrase"),
        ("Tom walks to the door", "mid-phrase"),
        ("Tom hugs Karla.", "unknown-name"),
        ("—", "empty-line"),
    ],
)
def test_wording_that_breaks_a_rule(rules_of, text: str, rule: str) -> None:
    assert rules_of(text) == {rule}


@pytest.mark.parametrize(
    "text",
    [
        "Tom, dressed in blue, waves at a tired man.",
        "They need the boat.",
        'A sign reads "We see what you did".',
        "“He walked here” stands on the stone.",
        "Tom lifts the camera.",
        "He zips up the frying pans.",
        "The man whom Tom met waves.",
        "Tom takes the cup he dropped.",
        "On Monday, Mr. Berg visits Anna.",
        "He looks up at Tom...",
    ],
)
def test_wording_that_is_fine(rules_of, text: str) -> None:
    assert rules_of(text) == set()


def test_wording_is_left_alone_in_other_languages(subject, broken) -> None:
    lines = Line(0, 2000, "We see Anna."), Line(3000, 5000, "We see Anna.")
    found = broken(subject(*lines, language="de"))
    assert found == [("repeated-line", 2)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anna opened the door.", "opened"),
        ("She smiled.", "smiled"),
        ("She smiled", "smiled"),
        ("He waits, then she went out.", "went"),
        ("Tom waits — he ran off.", "ran"),
        ("It really had gone.", "had"),
        ("I kept it.", "kept"),
        ("O’Hara turned away.", None),  # a name with a capital inside is not looked for
        ("Tom then left the room.", "left"),
        ("Tom used soap.", None),  # nothing after it tells a verb
        ("He has opened the door.", None),
        ("They feed the birds. They exceed and succeed.", None),
        ("They fed the birds.", None),
        ("the boy jumped over the wall.", None),  # no name, and no pronoun
    ],
)
def test_the_first_word_in_the_past_is_told(subject, told, text: str, found: str | None) -> None:
    what = f"1 warning: “{found}” is past tense. Describe in the present tense."
    assert told("past-tense", subject(said(text))) == ([what] if found else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Here we see a house.", "we see"),
        ("Then You can also hear a dog.", "You can also hear"),
        ("The audience notices a hand.", "The audience notices"),
        ("The viewers watch a hand.", "The viewers watch"),
        ("We are shown a key.", "We are shown"),
        ("A ship could be seen.", "could be seen"),
        ("A ship is seen.", "is seen"),
        ("Ships are seen.", "are seen"),
        ("We seek a house.", None),
        ("They see a house.", None),
        ("The scene is set.", None),
    ],
)
def test_those_who_watch_are_told(subject, told, text: str, found: str | None) -> None:
    what = (
        f"1 warning: “{found}” speaks of the viewers instead of what there is. "
        "Name what happens, without those who watch it."
    )
    assert told("we-see", subject(said(text))) == ([what] if found else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The camera lingers on a cup.", "The camera lingers"),
        ("Closeups of hands.", "Closeups"),
        ("Close up on a hand.", "Close up on"),
        ("In a wide shot, a farm.", "wide shot"),
        ("A two-shot of both.", "two-shot"),
        ("A point-of-view shot.", "point-of-view shot"),
        ("A shot of a farm.", "shot of"),
        ("It zooms in.", "zooms in"),
        ("We pan left.", "We pan"),
        ("Fades out.", "Fades out"),
        ("The screen fades.", "The screen fades"),
        ("A freeze frame.", "freeze frame"),
        ("A voiceover.", "voiceover"),
        ("A boy cuts to the left.", None),  # at a line's beginning alone
        ("He is shot.", None),
        ("He points a camera at her.", None),
    ],
)
def test_terms_of_film_making_are_told(subject, told, text: str, found: str | None) -> None:
    what = (
        f"1 warning: “{found}” is a term of film making. "
        "Say what it shows, unless the film is about filming."
    )
    assert told("camera-terms", subject(said(text))) == ([what] if found else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tom seems very worried.", "seems very worried"),
        ("They are in love.", "are in love"),
        ("She smiles Sadly.", "Sadly"),
        ("The sad man sits.", None),
        ("Tom is tired.", None),
    ],
)
def test_named_feelings_are_told(subject, told, text: str, found: str | None) -> None:
    what = f"1 note: “{found}” names a feeling. Describe the face or the gesture that shows it."
    assert told("emotion-words", subject(said(text))) == ([what] if found else [])


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Tom walks to the", "It ends in mid-phrase, with “the”. Finish the sentence."),
        ("Tom walks to The,", "It ends in mid-phrase, with “The”. Finish the sentence."),
        ("Tom and —", "It ends in mid-phrase, with “and”. Finish the sentence."),
        ("Tom walks to…", "It ends in mid-phrase, with “to”. Finish the sentence."),
        ("Tom is…", "It ends in mid-phrase, with “is”. Finish the sentence."),
        ("Tom walks to it", "It ends without a full stop, with “it”. End it with a stop."),
        ("Tom walks,", "It ends without a full stop, with “walks”. End it with a stop."),
        ("Who it's for  \n", "It ends without a full stop, with “for”. End it with a stop."),
        ("“Is it his” asks the", "It ends without a full stop, with “the”. End it with a stop."),
        ('He reads "Go to the"', "It ends without a full stop, with “the”. End it with a stop."),
    ],
)
def test_a_line_ends_with_its_sentence(subject, told, text: str, advice: str) -> None:
    assert told("mid-phrase", subject(said(text))) == [f"1 warning: {advice}"]


@pytest.mark.parametrize(
    "text",
    [
        "Tom walks.",
        "Who is it?",
        "He nods (twice!).",
        "A sign: “To the.”",
        "He reads “Where it was”.",
        "She sings: ♪ La la…♪",
        "It is his.",
        "",
        "  \n",
        "— …",
    ],
)
def test_a_line_that_ends_with_its_sentence_is_left_alone(subject, told, text: str) -> None:
    assert told("mid-phrase", subject(said(text))) == []


def test_of_a_long_line_no_more_than_its_end_is_looked_at(subject, told) -> None:
    end = "1 warning: It ends without a full stop, with “nods”. End it with a stop."
    assert told("mid-phrase", subject(said("He nods." + "”" * 19))) == []
    assert told("mid-phrase", subject(said("He nods." + "”" * 20))) == [end]
    assert told("mid-phrase", subject(said("He nods" + "—" * 40))) == []
    near, far = (told("mid-phrase", subject(said("“x” " + "—" * n + " the"))) for n in (392, 393))
    assert near == ["1 warning: It ends without a full stop, with “the”. End it with a stop."]
    assert far == ["1 warning: It ends in mid-phrase, with “the”. Finish the sentence."]


def test_how_a_line_ends_is_looked_for_in_every_language_and_line(subject, broken) -> None:
    texts = "Er geht heim.", "Sie geht nach Hause", "Er steht am Tor"
    lines = [Line(3000 * i, 3000 * i + 1500, text) for i, text in enumerate(texts)]
    assert broken(subject(*lines, language="de")) == [("mid-phrase", 2), ("mid-phrase", 3)]


def test_the_first_place_of_every_line_is_told(subject, told) -> None:
    lines = [Line(3000 * i, 3000 * i + 2900, text) for i, text in enumerate(
        ("We see a dog and we hear a cat.", "A cat sits.", "You notice a dog.")
    )]  # fmt: skip
    said = [one.partition("” ")[0] for one in told("we-see", subject(*lines))]
    assert said == ["1 warning: “We see", "3 warning: “You notice"]


def test_what_is_quoted_is_told_of_nobody(subject, told) -> None:
    for text in ('"We see", it says.', "“We see”, it says.", "‘We see’, it says."):
        assert told("we-see", subject(said(text))) == []
    assert len(told("we-see", subject(said("‘Here’ we\nsee a dog.")))) == 1
