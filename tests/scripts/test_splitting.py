"""One script as several, at the ends of reels."""

from __future__ import annotations

import pytest

from adtool.scripts.merging import ends_of, merged
from adtool.scripts.splitting import split
from adtool.timeline import Clip, Gap, Line, Omission, Script

LINES = (
    Line(1_000, 2_000, "A.", id="ad-0001"),
    Line(9_000, 10_400, "B."),
    Line(19_800, 22_000, "C.", clip=Clip(19_500, 22_500, Gap(19_000, 23_000))),
)
SCRIPT = Script(
    LINES,
    duration=30_000,
    omissions=(Omission(Clip(25_000, 26_000, Gap(25_000, 26_000)), "nothing fits"),),
)


def test_each_part_counts_from_its_own_beginning() -> None:
    one, two, three = split(SCRIPT, (10_000, 20_000)).parts
    assert [(line.start, line.end, line.text) for line in one.lines] == [
        (1_000, 2_000, "A."),
        (9_000, 10_000, "B."),
    ]
    assert two.lines == ()
    assert [(line.start, line.end, line.text) for line in three.lines] == [(0, 2_000, "C.")]
    assert three.lines[0].clip == Clip(0, 2_500, Gap(0, 3_000))
    assert [omission.clip.start for omission in three.omissions] == [5_000]
    assert [part.duration for part in (one, two, three)] == [10_000, 10_000, 10_000]


def test_lines_across_an_end_are_told() -> None:
    assert [line.text for line in split(SCRIPT, (10_000, 20_000)).crossing] == ["B.", "C."]


def test_parts_merged_again_are_the_whole() -> None:
    parts = split(SCRIPT, (8_000, 19_000)).parts
    whole = merged(parts, ends_of(parts))
    assert whole.lines == SCRIPT.lines
    assert whole.omissions == SCRIPT.omissions
    assert whole.duration == SCRIPT.duration


@pytest.mark.parametrize("ends", [(0,), (5_000, 5_000), (9_000, 3_000)])
def test_ends_that_do_not_rise_are_refused(ends: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="must rise, from above 0"):
        split(SCRIPT, ends)
