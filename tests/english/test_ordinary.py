import pytest

from adtool.english.double_words import COUNTED, FIRST_NAMES, PLACES, STUFF, UNCOUNTED
from adtool.english.ordinary import is_ordinary

WORDS = """
    walk walks walked walking walker smile smiles slowly silently snow waves oboist schnauzer
    tarmac floodwater backlit trudges wolverine gondola armadillo stilettos harpsichord quinoa
    snowmobilers unnoticing colour colours realising travelled grey centre theatre defence
    Wild-haired kid-faced comic-style mid-air Blood-soaked half-asleep Shh Hmm Aaah Brrr Nooo
    couldn't axe moustache ma'am o'clock breathlessly handcuffed unzips re-enters TV windowless
    catlike homewards Spider-Man backpedalled
""".split()  # noqa: SIM905
NAMES = """
    Nell Rachel Sheldon Leonard Nathan Emmerich Javert Cosette Durotan Khadgar Gul'dan O'Hara
    D'Angelo Jean-Luc Mary-Kate Zoltan Kripke Hermione Dumbledore Imlay Yasuko Zoë Ñandú Анна
    Παπάς 李明 Rex Ewing Beverly Emily Kelly Jones Roberts Hansen McKellen Nikos
""".split()  # noqa: SIM905


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_english_is_ordinary_however_it_is_made(word: str) -> None:
    assert is_ordinary(word)
    assert is_ordinary(word.lower())


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_no_ordinary_word(name: str) -> None:
    assert not is_ordinary(name)


def test_words_that_are_names_as_well_are_ordinary_and_of_one_kind() -> None:
    assert all(map(is_ordinary, FIRST_NAMES | COUNTED))
    kinds = FIRST_NAMES, COUNTED, UNCOUNTED, PLACES, STUFF
    assert len(frozenset[str]().union(*kinds)) == sum(map(len, kinds))
