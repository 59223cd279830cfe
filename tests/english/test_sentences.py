import pytest
from hypothesis import given
from hypothesis import strategies as st

from adtool.english.sentences import ends_sentence, opens_sentence, sentences


@pytest.mark.parametrize(
    "pieces",
    [
        ["Anna sits."],
        ["Anna sits.", " Tom waits.", " It rains."],
        ["Anna sits", ""],
        ["Wow!", " Really?!", " It rains…", " Snow falls."],
        ["“Stop!”", " Anna sits."],
        ["(He sits.)", ' "Stop."', " It rains."],
        ["He waits... then he sits.", " It rains."],
        ["He waits...", " Then he sits."],
        ["He pays 3.50 euros.", " It rains."],
        ["He pays 3.50.", " Rain falls."],
        ["He reads 4.", " Anna sits."],
        ["Mr. Lind sits.", " Mrs. Kay waits."],
        ["He meets Lt. Col. Frost.", " Snow falls."],
        ["He meets Prof. “Bob” Hill."],
        ["They see the Rev. (He nods.)"],
        ["She does one last rep.", " Snow falls."],
        ["It is Anna vs. Tom.", " Snow falls."],
        ["He brings fruit, e.g. Cox apples."],
        ["He brings fruit, i.e. Cox apples, cf. Anna, approx. Six."],
        ["By St. Paul it rains."],
        ["Then St. Paul nods."],
        ["To St. Mary, at St. Paul.", " Snow falls."],
        ["Attic St.", " Snow falls."],
        ["He prays to St. Peter.", " Snow falls."],
        ["In St. Paul it rains."],
        ["He drives down Main St.", " Snow falls."],
        ["He drives down 5th St.", " Snow falls."],
        ["He lives in the U.S.", " She does not."],
        ["The U.S. Army camps."],
        ["At 8 a.m. Anna wakes."],
        ["It is 8 a.m.", " She wakes."],
        ["J. R. Ewing nods."],
        ["É. Zola nods."],
        ["It is plan B.", " He nods."],
        ["So do I.", " Snow falls."],
        ["It is No. 5.", " Snow falls."],
        ["She mouths no.", " Snow falls."],
        ["He greets Otto Lind Jr.", " Snow falls."],
        ["Otto Lind Jr. sits."],
        ["Lamps, cups, etc.", " Snow falls."],
        ["Stop!He sits."],
        ["He sits.\nShe waits."[:8], "\nShe waits."],
    ],
)
def test_a_text_is_cut_after_each_sentence(pieces: list[str]) -> None:
    assert sentences("".join(pieces)) == [piece for piece in pieces if piece]


@given(st.lists(st.sampled_from([*'AzI.!?… \n"”)', "Mr", "St", "U.S", "The"])).map("".join))
def test_the_pieces_are_the_text_again(text: str) -> None:
    pieces = sentences(text)
    assert "".join(pieces) == text
    assert all(pieces)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Anna sits.", True),
        ("Anna sits!”", True),
        ("(Anna sits…)", True),
        ("Anna sits", False),
        ("Anna sits. ", False),
        ("Anna sits,", False),
        ("Anna meets Mr.", False),
        ("Anna meets mr.", True),
        ("Anna meets Lt. Col.", False),
        ("It is Anna vs.", False),
        ("He walks down Main St.", True),
        ("He is in the U.S.", True),
        ("It is plan B.", True),
        ("She mouths no.", True),
        ("", False),
    ],
)
def test_a_text_that_stops_at_an_abbreviation_does_not_end_like_a_sentence(
    text: str, ends: bool
) -> None:
    assert ends_sentence(text) is ends


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("|Anna sits.", True),
        ("“|Anna sits.", True),
        ("...|Anna sits.", True),
        ("He sees |Anna.", False),
        ("He, |Anna.", False),
        ("He sits. |Anna waits.", True),
        ("He sits.|Anna waits.", True),
        ("He sits.” |Anna waits.", True),
        ("He sits. (|Anna waits.)", True),
        ("He sits. — |Anna waits.", True),
        ("“Stop,” |Anna shouts.", False),
        ("“Stop!” |Anna shouts.", True),
        ("“Stop!”, |Anna shouts.", False),
        ("He reads “|Anna”.", True),
        ("He reads ‘|Anna’.", True),
        ("He reads '|Anna'.", True),
        ('He reads "|Anna".', True),
        ("He (|Anna’s man) sits.", False),
        ("He reads: |Anna.", True),
        ("He reads; |Anna.", False),
        ("He waits… |Anna.", True),
        ("He waits...|Anna.", True),
        ("Mr. |Anna.", False),
        ("J. |Anna.", False),
        ("J.|R. Anna.", False),
        ("He is in the U.S. |They are not.", True),
        ("He is in the U.S. |Army.", False),
    ],
)
def test_a_capital_is_explained_where_a_sentence_opens(text: str, opens: bool) -> None:
    assert opens_sentence(text.replace("|", ""), text.index("|")) is opens
