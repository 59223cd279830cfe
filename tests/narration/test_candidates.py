"""What a narrator offers for a movie, window by window."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from adtool.cast.character import Character
from adtool.narration import candidates
from adtool.narration.candidates import Told
from adtool.narration.narrator import Dialogue, Group, Offer, Seen, View
from adtool.narration.seeing import Viewing
from adtool.progress import Progress
from adtool.timeline import Said

from .conftest import ANNA, CLIPS, TOM, Scribe, narrations, windows


def test_every_clip_gets_what_was_offered_for_it(viewing: Callable[..., Viewing]) -> None:
    scribe = Scribe(View(1, 24, 2, 1))
    found = candidates.narrate(viewing(scribe), narrations(ANNA, TOM), windows(2, 2, 1), Told())
    assert [one.candidates[0].text for one in found] == [f"At {clip.start}." for clip in CLIPS]
    assert found[0].candidates[1].score == -math.pi
    assert [one.clip for one in found] == CLIPS
    assert all(one.readable for one in found)
    assert [len(group.clips) for group in scribe.groups] == [2, 2, 1]
    assert scribe.groups[0].characters == [[ANNA], [ANNA]]  # one at the most, the likeliest
    assert scribe.groups[1].seen.tensors["level"].tolist() == [[4000], [6000]]
    assert all(group.before == () for group in scribe.groups)


def test_a_clip_without_a_frame_is_not_readable(viewing: Callable[..., Viewing]) -> None:
    (first, *rest) = windows(2, 2, 1)
    blind = replace(first, present=torch.tensor([[True], [False]]))
    scribe = Scribe(View(1, 24, 2, 1))
    found = candidates.narrate(viewing(scribe), narrations(), [blind, *rest], Told())
    assert [one.readable for one in found] == [True, False, True, True, True]
    assert found[1].candidates == ()


def test_a_narrator_that_leaves_out_a_clip_is_found_out(viewing: Callable[..., Viewing]) -> None:
    class Lazy(Scribe):
        def narrate(self, group: Group, progress: Progress) -> list[Offer]:
            return super().narrate(group, progress)[:-1]

    with pytest.raises(ValueError, match="shorter"):
        candidates.narrate(viewing(Lazy(View(1, 24, 2, 1))), narrations(), windows(2, 2, 1), Told())


def test_several_windows_at_once_offer_the_same_and_are_kept_one_by_one(
    viewing: Callable[..., Viewing],
) -> None:
    one, two = Scribe(View(1, 24, 2, 1)), Scribe(View(1, 24, 2, 1), windows=2)
    alone = candidates.narrate(viewing(one, "a"), narrations(), windows(2, 2, 1), Told())
    together = candidates.narrate(viewing(two, "b"), narrations(), windows(2, 2, 1), Told())
    assert together == alone
    assert [len(group.clips) for group in two.groups] == [4, 1]
    assert two.groups[0].seen.tensors["level"].flatten().tolist() == [0, 2000, 4000, 6000]
    candidates.narrate(viewing(two, "a"), narrations(), windows(2, 2, 1), Told())
    assert len(two.groups) == 2  # what was kept one by one serves


def test_who_reads_its_lines_gets_the_latest_and_goes_window_by_window(
    viewing: Callable[..., Viewing],
) -> None:
    scribe = Scribe(View(1, 24, 2, 1, lines=3), windows=4)
    candidates.narrate(viewing(scribe), narrations(), windows(2, 2, 1), Told())
    assert [list(group.before) for group in scribe.groups] == [
        [],
        ["At 0.", "At 2000."],
        ["At 2000.", "At 4000.", "At 6000."],
    ]


def test_only_what_wordings_depend_on_makes_them_anew(viewing: Callable[..., Viewing]) -> None:
    scribe, view = Scribe(View(1, 24, 5, 9)), viewing
    faces = {"Anna": torch.tensor([1.0]), "Tom": torch.tensor([2.0])}

    def asked(people: Sequence[Character], portraits: dict[str, Tensor]) -> int:
        before = len(scribe.groups)
        candidates.narrate(view(scribe), narrations(*people), windows(5), Told(portraits=portraits))
        return len(scribe.groups) - before

    assert asked([ANNA], faces) == 1
    assert asked([ANNA], faces) == 0
    assert asked([ANNA], {**faces, "Tom": torch.tensor([9.0])}) == 0  # who is not named
    assert asked([ANNA], {**faces, "Anna": torch.tensor([9.0])}) == 1
    assert asked([ANNA], {}) == 1
    assert asked([replace(ANNA, actor="B. Actor")], faces) == 1
    assert asked([replace(ANNA, pronoun="she")], faces) == 0
    assert asked([ANNA, TOM], faces) == 1
    assert asked([TOM, ANNA], faces) == 1
    scribe.wording = "other words"
    assert asked([ANNA], faces) == 1
    scribe.sight = "other eyes"
    assert asked([ANNA], faces) == 1


def test_a_clip_for_which_nothing_is_offered_keeps_the_reason_and_what_is_known(
    viewing: Callable[..., Viewing],
) -> None:
    scribe, (first, *rest) = Scribe(View(1, 24, 2, 1)), windows(2, 2, 1)
    blind = replace(first, present=torch.tensor([[True], [False]]))
    given = [replace(one, facts={"cue": 7}) for one in narrations()]
    for _ in range(2):  # made, then kept
        found = candidates.narrate(viewing(scribe), given, [blind, *rest], Told())
        assert (found[1].reason, found[1].facts) == ("It is dark.", {"cue": 7, "seen": "nothing"})
        assert (found[0].reason, found[0].facts) == ("", {"cue": 7})


def test_a_narrator_is_told_how_many_words_there_is_time_for_and_what_is_said(
    viewing: Callable[..., Viewing],
) -> None:
    scribe = Scribe(View(1, 24, 2, 1))
    around = Dialogue((Said(0, 1, "Who is there?"),), ())
    told = Told(budgets={CLIPS[0]: 5, CLIPS[4]: 7}, dialogue={CLIPS[2]: around})
    candidates.narrate(viewing(scribe), narrations(), windows(2, 2, 1), told)
    assert [list(group.budgets) for group in scribe.groups] == [[5, 0], [0, 0], [7]]
    assert [list(group.dialogue) for group in scribe.groups][1] == [around, Dialogue()]


def test_a_narrator_that_reads_its_lines_is_told_whom_they_have_named(
    viewing: Callable[..., Viewing],
) -> None:
    class Namer(Scribe):
        def narrate(self, group: Group, progress: Progress) -> list[Offer]:
            offers = super().narrate(group, progress)
            first = replace(offers[0].candidates[0], text="Anna waves.")
            return [replace(offers[0], candidates=(first,)), *offers[1:]]

    reader, deaf = Namer(View(1, 24, 2, 1, lines=1)), Namer(View(1, 24, 2, 1))
    for scribe, named in ((reader, [[], ["Anna"], ["Anna"]]), (deaf, [[], [], []])):
        told = Told(cast=[ANNA, TOM])
        candidates.narrate(viewing(scribe, str(named)), narrations(), windows(2, 2, 1), told)
        assert [list(group.named) for group in scribe.groups] == named


@pytest.mark.parametrize("noted", [True, False])
def test_notes_budgets_and_dialogue_renew_only_the_wordings_of_those_who_take_notes(
    viewing: Callable[..., Viewing], noted: bool
) -> None:
    scribe = Scribe(View(1, 24, 5, 9))
    (window,) = windows(5)

    def asked(told: Told, *notes: str) -> int:
        before = len(scribe.groups)
        seen = replace(window, seen=Seen(window.seen.tensors, notes if noted else ()))
        candidates.narrate(viewing(scribe), narrations(), [seen], told)
        return len(scribe.groups) - before

    assert asked(Told(), "a") == 1
    assert asked(Told(), "a") == 0
    assert asked(Told(), "b") == noted
    assert asked(Told(budgets={CLIPS[0]: 5}), "b") == noted
    said = Dialogue((), (Said(0, 1, "Come in."),))
    assert asked(Told(dialogue={CLIPS[0]: said}), "b") == noted
