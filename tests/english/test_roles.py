"""Sentences in which one person is doer and receiver, and sentences in which nobody is."""

from __future__ import annotations

import pytest

from adtool.cast.character import Character
from adtool.english.roles import acts_on_themself

CAST = (
    Character("Anna Berg", aliases=("the Boss",)),
    Character("Tom"),
    Character("Mia"),
    Character("Rex"),
    Character("Mr. Otto Lind"),
)

ABSURD = [
    "Rex gives an apple to Rex.",
    "Anna hands Anna a cup.",
    "Tom looks at Tom.",
    "She gives herself the ball.",
    "Anna and Anna walk.",
    "Mia waves to Mia and Tom.",
    "Anna Berg gives a letter to Anna.",
    "Anna Berg hands the Boss a coat.",
    "Mr. Lind shakes hands with Otto.",
    "In the kitchen, Rex passes the ball to Rex.",
    "Rex gives an apple to Rex in the park.",
    "Rex gives an apple to Tom and Rex.",
    "Tom waves. Then Tom hands the lamp to Tom.",
    "As Mia watches, Tom gives Tom a hat.",
    "Mia carries a drum as Mia watches.",
    "Anna Berg sings while Anna listens.",
    "Tom leaves, as Tom looks on.",
    "Rex feeds a dog as Rex watches it.",
    "Rex gives the key to Rex as Mia watches.",
    "Mia sits and hands Mia a book.",
    "Tom and Mia wave to Tom.",
    "Slowly, Tom walks towards Tom.",
    "He hands the letter to himself.",
    "Mia passes himself a knife.",
    "Behind Tom, Tom raises a hand.",
    "Tom walks beside Mia and Tom.",
    "Mia smiles at Tom and Tom.",
    "Tom is kissed by Tom.",
    "Tom, smiling, hugs Tom.",
    "When Tom leaves, Mia hugs Mia.",
    "Mia gives herself a cup.",
    "On the street, Mia hands a fish to Mia.",
    "Tom introduces Mia to Mia.",
    "Mia takes a cup from Mia.",
    "Tom will give Tom the key.",
    "Mia lifts a lamp and gives it to Mia.",
    "Mia takes Mia by the hand.",
    "Tom follows Tom into the library.",
    "Rex, in the park, hands a ball to Rex.",
    "Nell gives Nell an apple.",
    "Nell and Nell walk in.",
    "Both Mia and Mia smile.",
    "Mia offers herself a seat.",
    "Mia shows herself the letter.",
    "Mia sells herself the car.",
    "Mia hands over the apple to herself.",
    "Mia shakes hands with herself.",
    "Mia waves to herself.",
    "An apple is given to Mia by Mia.",
    "Rose gives Rose an apple.",
    "The boy gives the boy an apple.",
    "The man looks at the man.",
    "The nurse hands a cup to the nurse.",
    "Mia, Tom, and Mia sit.",
]

SANE = [
    "Rex gives an apple to Tom.",
    "Anna waves to Anna's brother.",
    "Anna sits as Anna's phone rings.",
    "Anna smiles. Anna leaves.",
    "Tom hides himself.",
    "Mia looks at herself in the mirror.",
    "Tom throws himself on the bed.",
    "Anna waves and Tom waves back.",
    "Anna looks at Tom and Tom looks at Anna.",
    "Anna sees Tom, who hands Anna a cup.",
    "Anna watches Tom give Anna a cup.",
    "Mia carries a drum as Tom watches.",
    "Tom runs as Tom's mother looks on.",
    "Mia waits while Mia watches the door.",
    "Tom sits. As Tom watches, Mia sings.",
    "Tom asks Mia to help Tom.",
    "Anna hands Tom a cup; Tom hands Anna a spoon.",
    "Anna sits while Anna Berg's dog sleeps.",
    "Mia gives herself a shake.",
    "Tom gives himself a break.",
    "Mia and Tom wave.",
    "Mia waves to Tom and Rex.",
    "She looks from Tom to Mia and back to Tom.",
    "Anna holds a photo of Anna.",
    "Tom lifts the lamp as Tom's sister watches.",
    "As Anna sits, Anna smiles.",
    "Anna waits until Tom sees Anna.",
    "Mia gives the ball to Tom and Tom throws it.",
    "Tom's mother hugs Tom.",
    "Tom waves at Mia and Tom's dog.",
    "Tom sits. Mia waves to Tom.",
    "Tom mutters to himself.",
    'A sign reads "Tom" as Tom walks by.',
    "When Mia comes in, Tom hugs Mia.",
    "Tom sits down, and Tom sighs.",
    "Mia sees Tom hugging Mia's sister.",
    "Rex jumps up as Rex's friend watches.",
    "After Mia leaves, Mia calls Tom.",
    "Someone hands a ball to someone.",
    "Tom stands before Mia sits.",
    "Mia passes Tom, turns and waves to Rex.",
    "Tom turns to Mia and Mia nods.",
    "Tom pours himself a drink.",
    "Mia lets Tom carry Mia.",
    "Mia hands herself in.",
    "Mia and Tom watch as Mia's kite flies.",
    "Mia smiles as he hugs Mia.",
    "Mia sits and the dog licks Mia.",
    "Mia sees a man hug Mia.",
    "Mia runs from a man chasing Mia.",
    "Tom sits down beside Mia, who looks at Tom.",
    "Tom gives Mia a cup and she thanks Tom.",
    "Mia imagines Mia as a child.",
    "Mia reads the letter Mia picked up.",
    "As Tom and Mia stand there, Rex's gaze moves from Mia to the door.",
    "Mia waves at herself in the mirror.",
    "Mia offers herself as a guide.",
    "The man looks at the man who sits there.",
    "The boy hands the girl a cup.",
    "A boy looks at the boy in the mirror.",
    "Nell gives Nell's dog a bone.",
    "Nell walks in. Tom hugs Nell.",
    "Rose gives a rose to Tom.",
    "Mia brings herself to smile.",
    "Mia sells herself short.",
]


@pytest.mark.parametrize("text", ABSURD)
def test_who_acts_on_themself_as_if_on_another_is_found(text: str) -> None:
    assert acts_on_themself(text, CAST)


@pytest.mark.parametrize("text", SANE)
def test_what_people_do_to_others_or_rightly_to_themselves_is_let_pass(text: str) -> None:
    assert not acts_on_themself(text, CAST)


ONLY_THE_CAST_KNOWS = {"Anna Berg hands the Boss a coat.", "Mr. Lind shakes hands with Otto."}


@pytest.mark.parametrize("text", [text for text in ABSURD if text not in ONLY_THE_CAST_KNOWS])
def test_names_are_known_without_a_cast(text: str) -> None:
    assert acts_on_themself(text)


@pytest.mark.parametrize("text", [*SANE, *sorted(ONLY_THE_CAST_KNOWS)])
def test_without_a_cast_nothing_sane_is_taken_for_absurd(text: str) -> None:
    assert not acts_on_themself(text)


def test_a_name_that_two_bear_is_let_pass() -> None:
    both = (Character("Anna Berg"), Character("Anna Lind"))
    assert not acts_on_themself("Anna Berg waves to Anna Lind.", both)
    assert not acts_on_themself("Anna Berg waves to Anna.", both)
    assert acts_on_themself("Anna Berg waves to Anna.", both[:1])


def test_any_sentence_of_a_text_counts() -> None:
    assert acts_on_themself("Mia sits down. Rex gives an apple to Rex. Tom leaves.", CAST)
    assert not acts_on_themself("Mia sits down. Rex gives an apple to Mia. Rex leaves.", CAST)


def test_a_name_without_a_capital_is_known_by_the_cast() -> None:
    cast = (Character("the old man"),)
    assert acts_on_themself("Slowly, the old man waves to the old man.", cast)
    assert not acts_on_themself("Slowly, the old man waves.", cast)


def test_a_text_without_people_is_sane() -> None:
    assert not acts_on_themself("")
    assert not acts_on_themself("A door opens.", CAST)


def test_storyworlds_describers_never_say_such_a_thing() -> None:
    from adtool.storyworld import sample_film, seeds

    films = [sample_film(seed) for seed in seeds("train", 20)]
    texts = [
        (shot.text, tuple(Character(one.name) for one in film.credits))
        for film in films
        for shot in film.clips
    ]
    assert [text for text, cast in texts if acts_on_themself(text, cast)] == []
    given = [(shot, film) for film in films for shot in film.clips if shot.action == "give"]
    assert len(given) > 20
    for shot, film in given:
        cast = tuple(Character(one.name) for one in film.credits)
        wrong = shot.text.replace(shot.others[0].name, shot.actor.name)
        assert acts_on_themself(wrong, cast), wrong


@pytest.mark.parametrize(
    ("text", "absurd"),
    [
        ("Rex gives an apple to Rex.", True),
        ("Rex Hall gives an apple to Rex Hall.", True),
        ("Rex Hall and Rex Hall wave.", True),
        ("Rex and Rex wave.", True),
        ("Rex Hall gives an apple to Rex Field.", False),
        ("Rex Hall gives an apple to Rex.", False),
        ("Rex Hall and Rex Field wave.", False),
    ],
)
def test_two_who_share_a_name_are_two_where_they_are_called_so(text: str, absurd: bool) -> None:
    assert acts_on_themself(text, (Character("Rex Hall"), Character("Rex Field"))) == absurd


@pytest.mark.parametrize(
    ("text", "absurd"),
    [
        ("Tom takes Tom's hand.", True),
        ("Tom whispers in Tom's ear.", True),
        ("Tom puts an arm around Tom’s left shoulder.", True),
        ("TOM GIVES TOM AN APPLE.", True),
        ("Tom's hand rests on Tom's knee.", False),
        ("Tom kisses Anna and strokes Anna's hair.", False),
        ("Tom smiles as Anna takes Tom's hand.", False),
        ("Tom takes Tom's coat.", False),
        ("Tom looks at a photo of Tom's face.", False),
        ("Tom looks up, Tom's face pale.", False),
        ("Tom thinks of Tom as a boy.", False),
    ],
)
def test_who_touches_a_body_of_her_own_by_name_is_two(text: str, absurd: bool) -> None:
    assert acts_on_themself(text, (Character("Tom"), Character("Anna"))) == absurd
