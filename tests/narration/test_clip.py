"""What is known of a clip on its way, and the line or the omission that is made of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adtool.cast.character import Appearance, Character
from adtool.narration.clip import ClipNarration, narrations_of
from adtool.timeline import Candidate, Clip, Correction, Gap, Line, Omission

CLIP = Clip(5000, 9000, Gap(5000, 9000))
ANNA, LATE = Character("Anna"), Character("Tom", introduced_at=5001)
CANDIDATE, CORRECTION = Candidate("Anna waves.", -0.1), Correction("Annie waves.", "", ("Why.",))
NARRATION = ClipNarration(
    CLIP,
    characters=(ANNA, LATE),
    appearances=(Appearance(LATE, 2 / 3, 0.9), Appearance(ANNA, 0.25, 0.8)),
    candidates=(CANDIDATE,),
    corrections=(CORRECTION,),
)


def test_a_line_carries_all_that_is_known_of_its_clip() -> None:
    assert NARRATION.line(5000, 6000, "Anna waves.", shortened=True) == Line(
        start=5000,
        end=6000,
        text="Anna waves.",
        clip=CLIP,
        candidates=(CANDIDATE,),
        characters=("Tom", "Anna"),
        shortened=True,
        extended=False,
        presence=(0.667, 0.25),
        corrections=(CORRECTION,),
    )
    extended = NARRATION.line(5000, 9000, "Anna waves.", extended=True)
    assert (extended.shortened, extended.extended) == (False, True)


def test_a_clip_is_taken_to_be_readable_until_somebody_has_looked() -> None:
    assert ClipNarration(CLIP).readable


def test_where_nobody_looked_a_line_names_nobody() -> None:
    line = replace(NARRATION, appearances=None).line(5000, 6000, "A dog barks.")
    assert (line.characters, line.presence) == ((), ())


def test_an_omission_carries_what_was_offered() -> None:
    assert NARRATION.omission("Why not.") == Omission(CLIP, "Why not.", (CANDIDATE,), (CORRECTION,))


def test_only_those_are_there_whom_the_film_has_introduced_when_the_clip_begins() -> None:
    assert NARRATION.introduced == [ANNA]
    now = replace(LATE, introduced_at=5000)
    assert replace(NARRATION, appearances=(Appearance(now, 1.0, 0.9),)).introduced == [now]
    assert replace(NARRATION, appearances=()).introduced == []
    assert replace(NARRATION, appearances=None).introduced is None


CLIPS = [CLIP, Clip(9000, 12_000, Gap(9000, 12_000))]


def test_where_nobody_looked_it_may_be_anybody() -> None:
    cast = [ANNA, LATE]
    found = narrations_of(CLIPS, cast, None, unrecognised="unknown")
    assert found == [ClipNarration(clip, cast, appearances=None) for clip in CLIPS]


@pytest.mark.parametrize(("unrecognised", "nobody"), [("cast", [ANNA, LATE]), ("unknown", ())])
def test_where_nobody_was_recognised_it_is_the_cast_only_if_so_wanted(
    unrecognised: str, nobody: list[Character]
) -> None:
    there = [[Appearance(LATE, 0.5, 0.9), Appearance(ANNA, 0.25, 0.8)], []]
    first, second = narrations_of(CLIPS, [ANNA, LATE], there, unrecognised)
    assert first == ClipNarration(CLIPS[0], [LATE, ANNA], there[0])  # most present first
    assert second == ClipNarration(CLIPS[1], nobody, [])


def test_who_was_recognised_is_said_of_every_clip_or_of_none() -> None:
    with pytest.raises(ValueError, match="shorter"):
        narrations_of(CLIPS, [ANNA], [[]], "cast")
