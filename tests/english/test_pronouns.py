import pytest

from adtool.cast.character import Character
from adtool.english.pronouns import with_pronoun

ANNA = Character("Anna Berg", aliases=("Annie",), pronoun="she")
TOM = Character("Tom", pronoun="he")
KIM = Character("Kim", pronoun="they")
CAST = (ANNA, TOM, KIM, Character("Eve"))


@pytest.mark.parametrize(
    ("before", "text", "becomes"),
    [
        ("Anna Berg opens a door.", "Anna looks out.", "She looks out."),
        ("Tom sits.", "Tom waves at Anna.", "He waves at Anna."),
    ],
)
def test_who_was_just_spoken_of_gets_a_pronoun(before: str, text: str, becomes: str) -> None:
    assert with_pronoun(text, before, CAST) == becomes


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("", "Anna sits."),
        ("She sits.", "Anna waves."),
        ("A dog sees Anna.", "Anna waves."),
        ("Tom sits.", "Anna waves."),
        ("Anna sits by Tom.", "Anna waves."),
        ("Anna sits by Bob.", "Anna waves."),
        ("Anna and a man sit.", "Anna waves."),
        ("Anna's hat falls.", "Anna waves."),
        ("Anna sits.", "Anna's hat falls."),
        ("Anna sits.", "Anna and Tom wave."),
        ("Anna sits.", "Anna drops Annie's hat."),
        ("Anna sits.", "Slowly Anna waves."),
        ("Kim sits.", "Kim waves."),
        ("Eve sits.", "Eve waves."),
    ],
)
def test_a_name_stays_where_a_pronoun_might_mean_another(before: str, text: str) -> None:
    assert with_pronoun(text, before, CAST) == text
