"""Endings, articles, plurals."""

import pytest

from adtool.storyworld.ad.grammar import capital, participle, third_person, with_article


@pytest.mark.parametrize(
    ("verb", "finite", "going"),
    [
        ("throw it away", "throws it away", "throwing it away"),
        ("carry it", "carries it", "carrying it"),
        ("pray", "prays", "praying"),
        ("push her", "pushes her", "pushing her"),
        ("toss it", "tosses it", "tossing it"),
        ("catch it", "catches it", "catching it"),
        ("go down", "goes down", "going down"),
        ("do push-ups", "does push-ups", "doing push-ups"),
        ("hug him", "hugs him", "hugging him"),
        ("run", "runs", "running"),
        ("put it down", "puts it down", "putting it down"),
        ("lie asleep", "lies asleep", "lying asleep"),
        ("dance", "dances", "dancing"),
        ("high-five her", "high-fives her", "high-fiving her"),
        ("roller-skate", "roller-skates", "roller-skating"),
        ("kneel", "kneels", "kneeling"),
        ("bow", "bows", "bowing"),
        ("hammer at it", "hammers at it", "hammering at it"),
        ("photograph it", "photographs it", "photographing it"),
        ("shiver", "shivers", "shivering"),
    ],
)
def test_verbs_are_inflected_as_they_are_written(verb, finite, going):
    assert (third_person(verb), participle(verb)) == (finite, going)


def test_articles_go_by_the_first_sound():
    assert with_article("orange kite", False) == "an orange kite"
    assert with_article("kite", False) == "a kite"
    assert with_article("orange kite", True) == "the orange kite"


def test_a_sentence_begins_with_a_capital_and_keeps_the_rest():
    assert capital("in the park, Ada waves") == "In the park, Ada waves"
    assert capital("") == ""
