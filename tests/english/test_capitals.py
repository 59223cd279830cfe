import pytest

from adtool.english import capitals

TABLES = {
    name: table for name, table in vars(capitals).items() if name.isupper() and name != "TABLES"
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_of_words_in_lower_case(name: str) -> None:
    assert TABLES[name]
    assert all(word == word.lower().strip(" .") for word in TABLES[name])


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("ABBREVIATED_TITLES", "mr mrs ms dr prof capt col lt sgt rev gen"),
        ("TITLES", "mr dr captain queen uncle saint st detective"),
        ("PARTICLES", "van der de la von"),
        ("GENERATIONS", "jr sr ii iii iv"),
        ("NO_NAMES", "i monday sunday january december christmas german japanese god tv"),
        ("THINGS", "road park station st"),
    ],
)
def test_the_usual_words_are_there(table: str, words: str) -> None:
    assert TABLES[table] >= set(words.split())


def test_no_word_is_both_a_title_and_nobodys_name() -> None:
    assert not capitals.TITLES & capitals.NO_NAMES
    assert not capitals.PARTICLES & capitals.TITLES
    assert capitals.ABBREVIATED_TITLES < capitals.TITLES
