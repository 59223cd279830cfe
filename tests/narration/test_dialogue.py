"""What is said around a clip."""

from __future__ import annotations

from adtool.narration.dialogue import MOST, dialogue_around
from adtool.narration.narrator import Dialogue
from adtool.timeline import Clip, Gap, Said

CLIP = Clip(10_000, 14_000, Gap(10_000, 20_000))


def texts(found: Dialogue) -> tuple[list[str], list[str]]:
    return [one.text for one in found.before], [one.text for one in found.after]


def test_a_clip_is_told_what_is_said_last_before_it_and_first_after_it() -> None:
    said = [Said(1000, 2000, "one"), Said(8000, 10_000, "two"), Said(14_000, 15_000, "three")]
    assert texts(dialogue_around([CLIP], said)[CLIP]) == (["one", "two"], ["three"])


def test_of_much_dialogue_the_nearest_is_told() -> None:
    said = [Said(100 * i, 100 * i + 50, str(i)) for i in range(80)]
    said += [Said(20_000 + 100 * i, 20_050 + 100 * i, str(i)) for i in range(9)]
    before, after = texts(dialogue_around([CLIP], said)[CLIP])
    assert before == ["76", "77", "78", "79"]
    assert after == ["0", "1", "2", "3"]
    assert MOST == 4


def test_what_is_said_far_away_is_not_told() -> None:
    clip = Clip(100_000, 104_000, Gap(100_000, 104_000))
    near = [Said(69_000, 70_000, "near"), Said(134_000, 140_000, "near too")]
    far = [Said(69_000, 69_999, "far"), Said(134_001, 140_000, "far")]
    assert texts(dialogue_around([clip], near)[clip]) == (["near"], ["near too"])
    assert texts(dialogue_around([clip], far)[clip]) == ([], [])


def test_what_begins_with_a_clip_is_after_it_and_what_ends_with_it_is_before_it() -> None:
    said = [Said(9000, 14_000, "over it"), Said(10_000, 11_000, "with it")]
    assert texts(dialogue_around([CLIP], said)[CLIP]) == (["over it"], ["with it"])


def test_dialogue_that_runs_into_a_clip_is_before_it_and_what_begins_in_it_after_it() -> None:
    said = [Said(9000, 11_000, "into"), Said(11_500, 12_000, "within"), Said(13_000, 15_000, "on")]
    assert texts(dialogue_around([CLIP], said)[CLIP]) == (["into"], ["within", "on"])


def test_where_nothing_is_known_to_be_said_nothing_is_told() -> None:
    assert dialogue_around([CLIP], []) == {}
