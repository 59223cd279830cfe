import pytest

from adtool_training.stage2_data.unnamed import reworded, without_names


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ada waves to Ben.", "Someone waves to someone."),
        ("In the park, Ada's dog runs.", "In the park, someone's dog runs."),
        ("He stops. Ada Berg sits. Adam too.", "He stops. Someone sits. Adam too."),
        ("A dog runs.", "A dog runs."),
    ],
)
def test_names_become_someone_with_a_capital_where_a_sentence_begins(text, said):
    assert without_names(text, ["Ada", "Ada Berg", "Ben"]) == said


def test_without_hidden_names_the_text_stays():
    assert without_names("Ada waves.", []) == "Ada waves."


def test_each_name_gets_words_of_its_own():
    called = {"Ada": "a tall woman", "Ben": "a boy"}
    assert reworded("Ada waves to Ben.", called) == "A tall woman waves to a boy."
    assert reworded("In the park, Ada waves.", called) == "In the park, a tall woman waves."
