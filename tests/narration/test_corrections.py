from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adtool.cast.character import Appearance, Character
from adtool.english.names import named
from adtool.narration.clip import ClipNarration
from adtool.narration.corrections import correct, correct_names, offered
from adtool.settings import NamingSettings
from adtool.timeline import Candidate, Clip, Correction, Gap

PORTRAIT = (Path("face.png"),)
ANNA = Character("Anna Berg", aliases=("Annie",), portraits=PORTRAIT)
OTTO = Character("Mr. Otto Lind", portraits=PORTRAIT)
MAN = Character("The Old Man")
CAST = (ANNA, OTTO, MAN)


def righted(
    *texts: str, present: Sequence[Character] | None = None, weight: float = 0.1
) -> list[tuple[str, float]]:
    candidates = [Candidate(text, -1.0 - rank) for rank, text in enumerate(texts)]
    found = correct_names(candidates, present, CAST, NamingSettings(weight))
    return [(one.text, one.score) for one in offered(found)]


def test_an_alias_becomes_the_name_and_keeps_its_possessive() -> None:
    assert righted("Annie's hat falls on Annie.") == [("Anna Berg's hat falls on Anna Berg.", -1)]


@pytest.mark.parametrize(
    ("text", "present", "becomes"),
    [
        (
            "Mr. Lind looks at Bob Hill. Then Hill's hat falls.",
            [ANNA, OTTO],
            "Anna Berg. Then Anna",
        ),
        ("A dog licks James' hand.", [ANNA], "A dog licks Anna Berg's hand."),
        ("Otto hugs Bob.", [ANNA, OTTO], "Otto hugs Anna Berg."),
        ("Mr. Bob waves.", [OTTO], "Mr. Otto Lind waves."),
        ("Here Anna Miller waves.", [OTTO], "Here Anna Berg waves."),
    ],
)
def test_a_stranger_is_who_is_left(text: str, present: list[Character], becomes: str) -> None:
    assert becomes in righted(text, present=present)[0][0]


def test_the_possessive_of_a_name_in_s_stays_as_it_is() -> None:
    offer = [Candidate("There Hughes' hat falls.", -1)]
    (one,) = correct_names(offer, None, [Character("James")], NamingSettings())
    assert one.correction.text == "There James' hat falls."


def test_two_strangers_are_not_both_who_is_left() -> None:
    found = righted("The Old Man sees Bob and Sam.", "A dog barks.", present=[MAN, OTTO])
    assert found == [("A dog barks.", -2.0)]


def test_a_clip_keeps_what_may_be_said_and_what_was_changed() -> None:
    clip = Clip(5000, 9000, Gap(5000, 9000))
    late = Character("Bea", introduced_at=5001)
    seen = (Appearance(OTTO, 0.5, 0.9), Appearance(late, 0.5, 0.9))
    offers = (Candidate("Annie waves.", -0.5), Candidate("A dog barks.", -0.625))
    narration = ClipNarration(clip, CAST, seen, candidates=offers)
    found = correct(narration, CAST, NamingSettings(0.25))
    assert (found.clip, found.appearances) == (clip, seen)
    assert found.candidates == (offers[1], Candidate("Anna Berg waves.", -0.75))
    reasons = ("“Annie” is Anna Berg.", "Anna Berg was not recognised in the clip.")
    assert found.corrections == (Correction("Annie waves.", "Anna Berg waves.", reasons),)


@pytest.mark.parametrize("present", [None, [], [ANNA, OTTO], [MAN]])
def test_a_stranger_who_may_be_anybody_drops_the_wording(
    present: list[Character] | None,
) -> None:
    strange = "The Old Man sees Bob." if present != [MAN] else "The Old Man sees Bob and Sam."
    assert [text for text, _ in righted(strange, "A dog barks.", present=present)] == [
        "A dog barks."
    ]


def test_where_all_would_be_dropped_the_best_speaks_of_someone() -> None:
    found = correct_names(
        [Candidate("He hugs Bob.", -2), Candidate("Mr. Hill hugs Bob's son.", -1)],
        [],
        CAST,
        NamingSettings(),
    )
    assert [one.candidate and one.candidate.text for one in found] == [
        None,
        "Someone hugs someone else's son.",
    ]
    assert found[1].reasons == (
        "“Mr. Hill” is nobody in the cast.",
        "“Bob” is nobody in the cast.",
        "It is not clear who is meant.",
        "No other wording is left: nobody is named.",
    )
    assert found[0].correction.text == ""


def test_who_was_looked_for_in_vain_costs_likelihood() -> None:
    assert righted("Anna waves.", "A dog barks.", present=[OTTO], weight=1.5) == [
        ("A dog barks.", -2.0),
        ("Anna waves.", -2.5),
    ]
    for text, present in (("Anna waves.", [ANNA]), ("Anna waves.", None), ("The Old Man.", [])):
        assert righted(text, present=present) == [(text, -1.0)]
    assert righted("Anna waves.", present=[], weight=0) == [("Anna waves.", -1.0)]


def test_without_a_cast_nothing_changes() -> None:
    (one,) = correct_names([Candidate("He hugs Bob.", -1)], None, (), NamingSettings())
    assert one.candidate is one.original
    assert not one.reasons


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="must be 0 or more"):
        NamingSettings(-1)


REXES = (Character("Rex Hall"), Character("Rex Field"), Character("Mia"))


@pytest.mark.parametrize(
    ("text", "present", "becomes"),
    [
        ("Rex kicks an apple.", [REXES[0], REXES[2]], "Rex Hall kicks an apple."),
        ("Mia sees Rex’s hat.", [REXES[1]], "Mia sees Rex Field’s hat."),
        ("Rex Field sees Rex.", list(REXES), "Rex Field sees Rex Hall."),
        ("Rex Field kicks an apple.", [REXES[0]], "Rex Field kicks an apple."),
        ("Mr. Field kicks an apple.", None, "Mr. Field kicks an apple."),
        ("Field kicks an apple.", None, "Field kicks an apple."),
        ("Rex kicks an apple.", None, None),
        ("Rex kicks an apple.", list(REXES), None),
        ("Rex kicks an apple.", [REXES[2]], None),
        ("Rex sees Rex Hall.", None, None),
        ("Rex Hill kicks an apple.", None, None),
    ],
)
def test_a_name_that_two_share_is_the_one_who_is_there_or_nobodys(
    text: str, present: list[Character] | None, becomes: str | None
) -> None:
    (one, _) = correct_names(
        [Candidate(text, -1), Candidate("A dog barks.", -2)], present, REXES, NamingSettings(0)
    )
    assert (one.candidate.text if one.candidate else None) == becomes
    if becomes is None:
        assert "may be Rex Hall or Rex Field." in one.reasons[0]


def test_where_only_a_shared_name_is_left_nobody_is_named() -> None:
    (one,) = correct_names([Candidate("Rex sees Mia.", -1)], None, REXES, NamingSettings())
    assert one.correction.text == "Someone sees Mia."


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("Hill sees Mr. Hill's hat.", "Someone sees someone's hat."),
        ("Mr. Hill nods. Hill's hat falls.", "Someone nods. Someone's hat falls."),
        ("Bob Hill nods. Mr. Hill's hat falls.", "Someone nods. Someone's hat falls."),
        ("There Mr. Hill nods. Then Bob Hill sits.", "There someone nods. Then someone sits."),
        ("There Mr. Hill and Mrs. Hill sit.", "There someone and someone else sit."),
        ("There Bob Hill and Ann Hill sit.", "There someone and someone else sit."),
        ("There Dr. Quist sits. Quist nods.", "There someone sits. Someone nods."),
        ("Nell walks in. Tom sees Nell Moss.", "Someone walks in. Someone else sees someone."),
        ("Captain Moss nods at Moss.", "Someone nods at someone."),
        ("Nell walks in.", "Someone walks in."),
        ("Jean-Luc sits by Борис.", "Someone sits by someone else."),
    ],
)
def test_a_stranger_who_is_called_twice_is_one(text: str, becomes: str) -> None:
    (one,) = correct_names([Candidate(text, -1)], [], CAST, NamingSettings())
    assert one.correction.text == becomes


WORDS = (
    "Annie Anna Berg Otto Lind Mr. Captain Bob Bob's Annie's James' Hill waves at in the and van "
    "der Nell Hope May Will The Old Man . , “ ” \" Someone's - : I"
)
texts = st.lists(st.sampled_from(WORDS.split()), max_size=9).map(" ".join)
offers = st.lists(st.builds(Candidate, texts, st.floats(-9, 0)), max_size=3)
presence = st.none() | st.lists(st.sampled_from(CAST), max_size=3, unique=True)


@settings(deadline=None)
@given(offers, presence)
def test_nobody_outside_the_cast_is_ever_named(
    candidates: list[Candidate], present: list[Character] | None
) -> None:
    kept = offered(correct_names(candidates, present, CAST, NamingSettings()))
    assert bool(kept) == bool(candidates)
    assert all(one.meant for candidate in kept for one in named(candidate.text, CAST))


@settings(deadline=None)
@given(offers, presence)
def test_what_is_right_stays_as_it_is(
    candidates: list[Candidate], present: list[Character] | None
) -> None:
    once = offered(correct_names(candidates, present, CAST, NamingSettings()))
    twice = correct_names(once, present, CAST, NamingSettings())
    assert [one.candidate and one.candidate.text for one in twice] == [one.text for one in once]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a dog", "barks", ",", ".", "and", "it's", "it"])), presence)
def test_a_text_without_names_stays(words: list[str], present: list[Character] | None) -> None:
    candidate = Candidate(" ".join(words), -1)
    (one,) = correct_names([candidate], present, CAST, NamingSettings())
    assert (one.candidate, one.reasons) == (candidate, ())
