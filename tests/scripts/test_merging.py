"""Several parts as one script."""

from __future__ import annotations

import pytest

from adtool.scripts.ids import is_id
from adtool.scripts.merging import ends_of, merged
from adtool.timeline import Clip, Gap, Line, Omission, Script

ONE = Script(
    (Line(1_000, 2_000, "A.", id="ad-0001"), Line(5_000, 6_000, "B.", id="ad-0002")),
    movie="reel1.mov",
    duration=10_000,
    omissions=(Omission(Clip(7_000, 8_000, Gap(7_000, 9_000)), "nothing fits"),),
)
TWO = Script((Line(500, 1_500, "C.", id="ad-0001"), Line(3_000, 4_000, "D.")), duration=8_000)


def test_each_part_begins_where_the_film_of_the_one_before_ends() -> None:
    script = merged([ONE, TWO], ends_of([ONE, TWO]))
    assert [(line.start, line.end, line.text) for line in script.lines] == [
        (1_000, 2_000, "A."),
        (5_000, 6_000, "B."),
        (10_500, 11_500, "C."),
        (13_000, 14_000, "D."),
    ]
    assert (script.movie, script.duration) == ("reel1.mov", 18_000)
    assert script.omissions == ONE.omissions


def test_an_id_stays_and_a_second_one_alike_gets_its_parts_number() -> None:
    script = merged([ONE, TWO], (0, 10_000))
    assert [line.id for line in script.lines] == ["ad-0001", "ad-0002", "ad-0001.2", ""]


def test_no_two_ids_are_alike_whatever_the_parts_call_their_lines() -> None:
    long = "a" * 31
    part = Script(tuple(Line(0, 1, "", id=name) for name in ("a", "a.2", f"{long}x", f"{long}y")))
    ids = [line.id for line in merged([part, part, part], (0, 0, 0)).lines]
    assert len(set(ids)) == 12
    assert all(is_id(one) for one in ids)


def test_the_film_is_as_long_as_its_last_part_says_wherever_that_is_named() -> None:
    assert merged([TWO, ONE], (10_000, 0)).duration == 18_000


def test_lines_of_overlapping_parts_stand_in_order() -> None:
    script = merged([ONE, TWO], (0, 1_000))
    assert [line.start for line in script.lines] == [1_000, 1_500, 4_000, 5_000]


def test_a_part_that_does_not_say_how_long_its_film_is_is_told() -> None:
    with pytest.raises(ValueError, match="part 1 does not say how long its film is"):
        ends_of([Script(()), TWO])
    assert ends_of([ONE, Script(())]) == (0, 10_000)
