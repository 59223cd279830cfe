"""Wordings that the house can say."""

from __future__ import annotations

from adtool.narration.clip import ClipNarration
from adtool.narration.house_words import with_house_words
from adtool.settings import Banned, WordingSettings
from adtool.timeline import Candidate, Clip, Gap

CLIP = Clip(0, 3_000, Gap(0, 4_000))
HOUSE = WordingSettings((Banned("gazes at", "looks at"), Banned("beautiful")))


def of(*texts: str) -> ClipNarration:
    candidates = tuple(Candidate(text, -number) for number, text in enumerate(texts, 1))
    return ClipNarration(CLIP, candidates=candidates)


def test_words_that_have_others_in_their_place_are_replaced_and_told() -> None:
    made = with_house_words(of("Anna gazes at Tom."), HOUSE)
    assert [one.text for one in made.candidates] == ["Anna looks at Tom."]
    (change,) = made.corrections
    assert (change.original, change.text) == ("Anna gazes at Tom.", "Anna looks at Tom.")
    assert change.reasons == ("The house says “looks at” for “gazes at”.",)


def test_a_wording_with_words_that_have_none_gives_way_to_another() -> None:
    made = with_house_words(of("A beautiful car.", "A red car."), HOUSE)
    assert [one.text for one in made.candidates] == ["A red car."]
    assert made.corrections[0].reasons == ("The house does not say “beautiful”.",)


def test_a_clip_keeps_the_only_wordings_that_it_has() -> None:
    assert with_house_words(of("A beautiful car."), HOUSE) == of("A beautiful car.")


def test_without_a_house_nothing_changes() -> None:
    narration = of("Anna gazes at Tom.")
    assert with_house_words(narration, WordingSettings()) is narration
