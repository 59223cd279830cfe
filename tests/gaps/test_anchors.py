"""The speech that two cuts of a film have in common."""

from __future__ import annotations

import random
from fractions import Fraction

from adtool.gaps.anchors import Common, at_speed, common
from adtool.timeline import Span


def speech(seed: int, count: int) -> list[Span]:
    drawn = random.Random(seed)
    spans, now = [], 0
    for _ in range(count):
        now += drawn.randrange(300, 9_000)
        spans.append(Span(now, now + drawn.randrange(600, 5_000)))
        now = spans[-1].end
    return spans


OLD = speech(1, 50)


def test_a_cut_has_everything_in_common_with_itself() -> None:
    found = common(OLD, OLD)
    assert found.speed == 1
    assert [(anchor.old, anchor.new) for anchor in found.anchors] == [(one, one) for one in OLD]


def test_what_one_cut_alone_has_is_no_part_of_it() -> None:
    gone = OLD[30].start - OLD[20].start
    new = OLD[:20] + [Span(one.start - gone, one.end - gone) for one in OLD[30:]]
    found = common(OLD, new)
    assert [anchor.old for anchor in found.anchors] == OLD[:20] + OLD[30:]
    assert [anchor.new for anchor in found.anchors] == new


def test_the_speed_is_the_one_at_which_most_is_common() -> None:
    for speed in (Fraction(25, 24), Fraction(24, 25)):
        new = at_speed(OLD, speed)
        found = common(OLD, new)
        assert found.speed == speed
        assert [anchor.new for anchor in found.anchors] == new


def test_rates_a_thousandth_apart_are_the_same_speed_all_along_a_film() -> None:
    found = common(OLD, at_speed(OLD, Fraction(1001, 1000)))
    assert found.speed == 1
    assert len(found.anchors) == len(OLD)


def test_other_films_and_films_without_speech_have_nothing_in_common() -> None:
    long = [Span(one.start * 20, one.start * 20 + 9_000) for one in OLD]
    assert common(OLD, long) == common([], OLD) == common(OLD, []) == Common(Fraction(1), ())
