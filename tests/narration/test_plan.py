"""What describing a movie would come to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adtool.narration.plan import Plan
from adtool.timeline import Clip, Gap, Span

GAPS = (Gap(0, 10_000), Gap(20_000, 24_500))
CLIPS = (Clip(0, 5000, GAPS[0]), Clip(5000, 10_000, GAPS[0]), Clip(20_000, 24_500, GAPS[1]))
PLAN = Plan("film.mp4", 90_400, None, GAPS, CLIPS, "model", "", 12.345, 4_900_000_000)


def test_a_plan_says_what_there_is_to_do_and_what_it_takes() -> None:
    assert PLAN.text().splitlines() == [
        "film.mp4: 0:01:30 long.",
        "  Gaps: 2, 14.5 s together; clips: 3.",
        "  Narrator: model.",
        "  Time for its words: about 37 s (12.35 s a clip).",
        "  Memory for its model: 4.9 GB.",
    ]


def test_a_part_and_the_reason_for_a_choice_are_said() -> None:
    plan = replace(PLAN, part=Span(60_000, 90_400), because="it is the best.", clips=CLIPS * 200)
    said = plan.text().splitlines()
    assert said[1] == "  Part: 0:01:00 to 0:01:30."
    assert said[3] == "  Narrator: model, it is the best."
    assert said[4] == "  Time for its words: about 123 min (12.35 s a clip)."


@pytest.mark.parametrize(
    ("seconds", "said"), [(39.9, "about 120 s"), (40.0, "about 2 min"), (0.1, "about 0 s")]
)
def test_from_two_minutes_on_time_is_said_in_minutes(seconds: float, said: str) -> None:
    assert said in replace(PLAN, seconds_a_clip=seconds).text()


def test_what_takes_next_to_nothing_is_not_estimated() -> None:
    said = replace(PLAN, seconds_a_clip=0.0, memory=0).text()
    assert "Time" not in said
    assert "Memory" not in said


def test_programs_get_numbers() -> None:
    part = replace(PLAN, part=Span(1000, 2500), warnings=("It is dark.",), because="Why not.")
    assert part.as_json() == {
        "movie": "film.mp4",
        "duration": 90.4,
        "part": [1.0, 2.5],
        "gaps": 2,
        "gap_seconds": 14.5,
        "clips": 3,
        "model": "model",
        "because": "Why not.",
        "seconds_a_clip": 12.345,
        "seconds": 37.0,
        "memory": 4_900_000_000,
        "warnings": ["It is dark."],
    }
    assert PLAN.as_json()["part"] is None
