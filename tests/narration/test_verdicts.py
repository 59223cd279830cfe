"""What is wrong with an answer: ten and more of each kind, and what only looks like it."""

from __future__ import annotations

import pytest

from adtool.cast.character import Character
from adtool.narration.instructions import WRITING
from adtool.narration.verdicts import (
    LONGEST_NOTES,
    Bounds,
    notes_fault,
    refuses,
    repeats,
    strangers,
    wording_fault,
)

ANNA, TOM = Character("Anna Berg", aliases=("Annie",)), Character("Tom")
BOUNDS = Bounds(10, (ANNA, TOM), (Character("Eve"),), WRITING)

GOOD = [
    "Anna opens the door.",
    "Annie smiles at Tom.",
    "A man in a grey coat waits",
    "Tom lifts a camera bag and leaves, frowning.",
    "He looks at the picture of his son.",
    "She walks in.",
    "A car drives by; nobody looks on.",
    "Rain falls. A street at night.",
    "A sign reads “We are closed. I love you.”",
    'A note says: "Sorry, Rex."',
    "Anna's dog leaps over the fence!",
    "Anna takes a shot at the goal.",
    "On Monday, an English bulldog sleeps.",
    "The scene of the crime lies deserted.",
    "A black oval mirror hangs on the wall; Tom frames a photo.",
    "They kiss…",
    "NYPD officers run.",
    "Café owner Tom bows to the fiancée.",
    "A white circle glows on the wall.",
    "Anna turns 30 — and blows out the candles.",
    "A 5 o'clock shadow: Tom shaves.",
    "Tom's image flickers in the water.",
]

REFUSALS = [
    "I'm sorry, but I can't help with that.",
    "I’m sorry, I cannot identify the people.",
    "I am sorry; this is not possible.",
    "Sorry, I can't assist with this request.",
    "I apologize, but I cannot describe this.",
    "As an AI language model, I do not see pictures.",
    "As a large language model I have no eyes.",
    "I'm an AI and cannot see.",
    "I cannot provide a description.",
    "I can't see any images.",
    "I do not have access to the video.",
    "I don't feel comfortable describing this.",
    "I am unable to view pictures.",
    "I'm not able to identify anybody.",
    "Unfortunately, I cannot tell.",
    "It is not possible to say.",
    "There are no images in your message.",
    "No pictures were provided.",
    "Please upload the pictures first.",
    "1. I'm sorry, but I cannot say who that is.",
    "I won't describe this.",
    "I must decline to answer.",
]

PICTURE_TALK = [
    "The image shows a man at a door.",
    "This picture depicts two women.",
    "In this frame, Anna opens the door.",
    "We see Anna at the door.",
    "You can see a man waiting.",
    "The camera follows Anna.",
    "A woman is seen walking.",
    "A dog can be seen.",
    "Anna is shown at the door.",
    "The scene opens on a street.",
    "In the final shot, Tom leaves.",
    "The video begins with a car.",
    "A close-up of a hand.",
    "Tom walks off-screen.",
    "In Shot 3, Anna smiles.",
    "A man circled in red waits.",
    "A man with a green ellipse waits.",
    "The man in the blue circle waits.",
    "The first frame captures a smile.",
    "Throughout the clip, Anna waits.",
    "The viewer meets Anna.",
    "A boat is visible.",
    "I think Anna opens the door.",
    "Our hero opens the door.",
]

NO_SENTENCES = [
    "Anna",
    "short",
    "Candidate 1: Anna opens the door.",
    "Option 2: Tom waits.",
    "Line: Tom waits.",
    "Narrator: Tom waits.",
    "Anna walks to the",
    "Anna and",
    "Anna opens the door,",
    "Here they are:",
    "Anna opens -",
    "ANNA OPENS THE DOOR",
    'He says: "Go.',
    "(a) Anna waits.",
    "1) Anna waits.",
    "Audio description: Tom waits.",
]

MARKUP = [
    "<b>Anna</b> waits.",
    "Anna <br> waits.",
    "**Anna** waits.",
    "Anna *smiles* at Tom.",
    "# Anna waits.",
    "`Anna waits.`",
    "Anna waits at https://example.org today.",
    "Anna reads www.example.org aloud.",
    "Anna writes to tom@example.org.",
    "Anna & Tom &amp; a dog.",
    "[Anna waits.]",
    "{Anna} waits.",
    "__Anna__ waits.",
    "Anna \\n waits.",
    "- Anna waits.",
    "Anna | Tom.",
]

SIGNS = [
    "Anna smiles 😀.",
    "Anna waves 👋🏽.",
    "❤️ Anna waits.",
    "Anna waits ☺.",
    "Anna ✓ waits.",
    "Anna\x00 waits.",
    "Anna\x1b waits.",
    "Anna\u200b waits.",
    "Anna\u202e waits.",
    "Anna\ufeff waits.",
    "Anna\ue000 waits.",
    "Anna\ufffd waits.",
    "Anna © waits.",
    "Anna 1\ufe0f\u20e3 waits.",
]

SCRIPTS = [
    "Anna открывает дверь.",
    "安娜打开门。",
    "アンナが待つ。 Anna waits.",
    "Anna 기다린다.",
    "Η Άννα περιμένει.",
    "آنا تنتظر هنا.",
    "אנה מחכה כאן.",
    "अन्ना रुकती है.",
    "แอนนา รอ อยู่.",
    "Աննան սպասում է.",
    "Anna wаits here.",  # its second a is Cyrillic
    "ანა ელოდება აქ.",
]

STRANGERS = [
    ("A man called Rex waits.", "Rex"),
    ("Anna smiles at Doctor Strange.", "Doctor Strange"),
    ("Tom hugs Mary.", "Mary"),
    ("Anna meets Mr. Lind.", "Mr. Lind"),
    ("Tom follows Brad Pitt.", "Brad Pitt"),
    ("Then Otto sits down.", "Otto"),
    ("Anna kisses John's cheek.", "John"),
    ("A dog barks at Captain Kirk.", "Captain Kirk"),
    ("Tom and Peter run.", "Peter"),
    ("Anna, Lisa and Tom run.", "Lisa"),
    ("Eve opens the door.", "Eve"),
    ("Tom sees Eve.", "Eve"),
    ("Jean van Dyke waits.", "Jean van Dyke"),
]

REPEATED = [
    "Use the present tense and the third person.",
    "She will use the present tense and the third person now.",
    "Tell the story, not its pictures: no shot.",
    "Call people only by names that you like.",
    "A wrong name is worse than none.",
    "Answer with JSON alone: no heading.",
    "Short lines that a narrator speaks in the pauses.",
    "Every line is made of whole sentences.",
    "Nothing that the lines before have told.",
    "a feeling or a reason counts only where",
    "For people who cannot see it at all.",
]


@pytest.mark.parametrize("text", GOOD)
def test_a_line_that_a_narrator_could_speak_has_no_fault(text: str) -> None:
    assert wording_fault(text, BOUNDS) == ""


@pytest.mark.parametrize("text", ["", " ", "…", "...", "“”", "?!", "—", "\n", '""', "()", "-"])
def test_what_holds_no_word_says_nothing(text: str) -> None:
    assert wording_fault(text, BOUNDS) == "it said nothing"
    assert notes_fault(text) == "it said nothing"


@pytest.mark.parametrize("text", REFUSALS)
def test_a_refusal_is_one_in_notes_and_in_wordings(text: str) -> None:
    assert refuses(text)
    assert notes_fault(text) == "it refused to answer"
    assert wording_fault(text, BOUNDS) == "it refused to answer"


@pytest.mark.parametrize(
    "text",
    [
        "1. A man who is sorry.",
        "Anna cannot open the door.",
        "A sorry dog waits.",
        "There is no one in the street.",
        "There is a picture on the wall.",
        "1. Two people. They do not speak.",
        "Unaware of Tom, Anna reads.",
        "No pictures hang on the walls.",
    ],
)
def test_what_people_in_the_film_cannot_do_is_no_refusal(text: str) -> None:
    assert not refuses(text)
    assert notes_fault(text) == ""


def test_notes_ramble_from_two_thousand_characters_on() -> None:
    assert notes_fault("a" * LONGEST_NOTES) == ""
    assert notes_fault("a" * (LONGEST_NOTES + 1)) == "it rambled (over 2,000 characters)"


@pytest.mark.parametrize("text", PICTURE_TALK)
def test_talk_about_the_picture_is_no_line(text: str) -> None:
    assert wording_fault(text, BOUNDS).startswith("it spoke of the picture, not of the story (“")


def test_the_words_that_speak_of_the_picture_are_told() -> None:
    assert wording_fault("Then we see Tom.", BOUNDS).endswith("(“we”)")
    assert wording_fault("Tom nears the camera.", BOUNDS).endswith("(“the camera”)")


@pytest.mark.parametrize("text", NO_SENTENCES)
def test_labels_lone_words_and_halves_are_no_sentences(text: str) -> None:
    assert wording_fault(text, BOUNDS) == "it wrote no sentence"


@pytest.mark.parametrize("text", MARKUP)
def test_markup_and_addresses_are_no_lines(text: str) -> None:
    assert wording_fault(text, BOUNDS) == "it wrote markup or an address"


@pytest.mark.parametrize("text", SIGNS)
def test_emoji_and_control_characters_are_no_lines(text: str) -> None:
    fault = wording_fault(text, BOUNDS)
    assert fault.startswith(("it wrote an emoji or a symbol", "it wrote a sign that controls"))
    assert fault.isprintable()


@pytest.mark.parametrize("text", SCRIPTS)
def test_english_in_another_script_is_none(text: str) -> None:
    assert wording_fault(text, BOUNDS).startswith("it wrote in another script (“")


def test_another_language_may_have_another_script_and_speak_of_pictures() -> None:
    russian = Bounds(10, (ANNA, TOM), (Character("Ева"),), WRITING, "ru")
    assert wording_fault("Анна открывает дверь.", russian) == ""
    assert wording_fault("Ева открывает дверь.", russian) == (
        "it named somebody who may not be named here (“Ева”)"
    )
    german = Bounds(10, (ANNA,), (TOM,), WRITING, "de-AT")
    assert wording_fault("Anna öffnet die Tür, und der Hund bellt.", german) == ""
    assert wording_fault("Tom öffnet die Tür.", german).endswith("(“Tom”)")


@pytest.mark.parametrize(("text", "name"), STRANGERS)
def test_somebody_who_may_not_be_named_is_a_stranger(text: str, name: str) -> None:
    assert list(strangers(text, BOUNDS)) == [name]
    assert wording_fault(text, BOUNDS) == f"it named somebody who may not be named here (“{name}”)"


def test_where_nobody_may_be_named_everybody_is_a_stranger() -> None:
    nobody = Bounds(10, (), (ANNA, TOM))
    assert list(strangers("Anna smiles at Tom.", nobody)) == ["Anna", "Tom"]
    assert wording_fault("Tom waits.", nobody) != ""
    assert wording_fault("A man waits.", nobody) == ""


def test_a_family_name_that_two_share_may_be_used_where_one_may_be_named() -> None:
    bounds = Bounds(10, (Character("Anna Berg"),), (Character("Otto Berg"),))
    assert list(strangers("She looks at Mrs. Berg.", bounds)) == []
    assert list(strangers("Then Otto looks up.", bounds)) == ["Otto"]


@pytest.mark.parametrize("text", REPEATED)
def test_what_stands_in_the_instructions_is_no_line(text: str) -> None:
    assert repeats(text, WRITING)


def test_a_line_that_repeats_its_instructions_is_told_as_such() -> None:
    assert (
        wording_fault("A wrong name is worse than none.", BOUNDS) == "it repeated its instructions"
    )


def test_five_words_in_common_are_chance_and_six_are_not() -> None:
    asked = "one two three four five six seven"
    assert not repeats("Now one two three four five.", asked)
    assert repeats("Now ONE two, three four five six.", asked)
    assert not repeats("five six seven eight nine ten", asked)
    assert not repeats("One two three four five sixes.", asked)
    assert not repeats("", asked)
    assert not repeats("one two three four five six", "")


@pytest.mark.parametrize(
    ("budget", "count", "rambles"),
    [
        (4, 12, False),  # three times as many, but only eight more
        (4, 13, True),
        (8, 16, False),
        (8, 17, True),
        (10, 20, False),  # ten more, but only twice as many
        (10, 21, True),
        (0, 80, False),
        (0, 81, True),
        (1, 9, False),
        (1, 10, True),
        (20, 40, False),
        (20, 41, True),
    ],
)
def test_twice_and_eight_words_more_than_there_is_time_for_ramble(
    budget: int, count: int, rambles: bool
) -> None:
    text = "Anna walks " + " ".join(["on"] * (count - 2)) + "."
    expected = f"it rambled ({count} words)" if rambles else ""
    assert wording_fault(text, Bounds(budget, (ANNA,))) == expected
