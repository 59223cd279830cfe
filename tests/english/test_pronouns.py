import pytest

from adtool.cast.character import Character
from adtool.english.pronouns import by_pronoun, with_pronoun

ANNA = Character("Anna Berg", aliases=("Annie",), pronoun="she")
TOM = Character("Tom", pronoun="he")
KIM = Character("Kim", pronoun="they")
CAST = (ANNA, TOM, KIM, Character("Eve"))


@pytest.mark.parametrize(
    ("before", "text", "becomes"),
    [
        ("Anna Berg opens a door.", "Anna looks out.", "She looks out."),
        ("Tom sits.", "Tom waves at Anna.", "He waves at Anna."),
        ("Anna sits.", "Annie orders tea.", "She orders tea."),
        ("Anna sits.", "Anna andantes.", "She andantes."),
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
        ("Anna sits.", "Anna or Tom waves."),
        ("Anna sits.", "Anna  and Tom wave."),
        ("Anna sits.", "Anna & Tom wave."),
        ("Anna sits.", "Anna, smiling, waves."),
        ("Anna and Tom sit.", "Anna waves."),
        ("Anna sits.", "A dog barks."),
        ("Anna sits.", "Anna drops Annie's hat."),
        ("Anna sits.", "Slowly Anna waves."),
        ("Kim sits.", "Kim waves."),
        ("Eve sits.", "Eve waves."),
    ],
)
def test_a_name_stays_where_a_pronoun_might_mean_another(before: str, text: str) -> None:
    assert with_pronoun(text, before, CAST) == text


def test_a_line_sounds_with_its_pronoun_whatever_came_before() -> None:
    assert by_pronoun("Anna Berg waves at Anna.", CAST) == "She waves at Anna."
    assert by_pronoun("Kim waves.", CAST) == "Kim waves."
    assert by_pronoun("A dog waves.", CAST) == "A dog waves."
