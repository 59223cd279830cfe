import pytest

from adtool.english.giving import gives_themself


@pytest.mark.parametrize(
    "text",
    [
        "She gives herself an apple.",
        "He hands the letter to himself.",
        "She passes herself a knife.",
        "She hands over the key to herself.",
        "They lend themselves a boat.",
        "She offers herself a seat.",
        "He shows himself the letter.",
        "She sells herself the car.",
        "She throws a ball to herself.",
        "He tosses himself the keys.",
        "She shakes hands with herself.",
        "She waves to herself.",
        "He introduces himself to himself.",
        "The man looks at the man.",
        "The boy gives the boy an apple.",
        "Snow falls. The nurse hands a cup to the nurse.",
        "The old man slowly hugs the old man.",
    ],
)
def test_who_gives_something_to_herself_or_greets_herself_is_found(text: str) -> None:
    assert gives_themself(text)


@pytest.mark.parametrize(
    "text",
    [
        "She gives herself a shake.",
        "He gives himself a short break.",
        "She gives herself a high five.",
        "She gives herself a manicure.",
        "He throws himself onto the bed.",
        "She hands herself in.",
        "She offers herself as a guide.",
        "She sells herself short.",
        "She shows herself at the window.",
        "She waves at herself in the mirror.",
        "He shakes hands with her.",
        "The man looks at the woman.",
        "The man looks at the man who sits there.",
        "A man looks at the man.",
        "The boy sees the boy in red.",
        "The man feeds the man's dog.",
        "She gives her an apple.",
        "",
    ],
)
def test_what_one_may_do_is_let_pass(text: str) -> None:
    assert not gives_themself(text)
