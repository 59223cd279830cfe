"""The values that everything else is made of."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adtool.timeline import Clip, Gap, Line, Script, Span, clock, merge


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 4), (-2, -1)])
def test_what_begins_before_the_movie_or_ends_before_it_begins_is_no_span(
    start: int, end: int
) -> None:
    for kind in (Span, Gap):
        with pytest.raises(ValueError, match=f"not a span: {start} ms to {end} ms"):
            kind(start, end)


def test_a_span_may_be_empty_and_begin_with_the_movie() -> None:
    assert Span(0, 0).duration == Span(7, 7).duration == 0
    assert Span(1_200, 3_000).duration == 1_800


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ((0, 10), (10, 20), False),
        ((0, 10), (9, 20), True),
        ((0, 10), (3, 4), True),
        ((0, 10), (0, 10), True),
        ((0, 10), (12, 20), False),
        ((5, 5), (0, 10), True),
        ((10, 10), (0, 10), False),
    ],
)
def test_spans_overlap_where_they_share_a_millisecond(
    one: tuple[int, int], other: tuple[int, int], overlap: bool
) -> None:
    assert Span(*one).overlaps(Span(*other)) is overlap
    assert Span(*other).overlaps(Span(*one)) is overlap


def test_spans_are_ordered_by_their_start_and_then_their_end() -> None:
    spans = [Span(2, 3), Span(1, 9), Span(1, 2)]
    assert sorted(spans) == [Span(1, 2), Span(1, 9), Span(2, 3)]


@pytest.mark.parametrize(
    ("start", "end", "count", "times"),
    [
        (1_000, 9_000, 8, (1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000)),
        (0, 1_000, 3, (0, 333, 666)),
        (500, 500, 2, (500, 500)),
        (0, 1_000, 1, (0,)),
        (0, 1_000, 0, ()),
    ],
)
def test_frame_times_are_uniform_from_the_start_and_leave_the_end_out(
    start: int, end: int, count: int, times: tuple[int, ...]
) -> None:
    assert Clip(start, end, Gap(start, end)).frame_times(count) == times


def test_a_line_lasts_from_its_start_to_its_end() -> None:
    assert Line(1_000, 2_500, "Anna waves.").span == Span(1_000, 2_500)


def test_spans_that_overlap_touch_or_lie_within_reach_are_joined() -> None:
    spans = [Span(50, 60), Span(0, 10), Span(10, 20), Span(15, 18), Span(23, 30)]
    assert merge(spans) == (Span(0, 20), Span(23, 30), Span(50, 60))
    assert merge(spans, within=2) == (Span(0, 20), Span(23, 30), Span(50, 60))
    assert merge(spans, within=3) == (Span(0, 30), Span(50, 60))
    assert merge([]) == ()


def test_what_is_joined_is_a_plain_span() -> None:
    assert [type(span) for span in merge([Gap(0, 5), Gap(3, 9), Gap(20, 21)])] == [Span, Span]


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 9))), st.integers(0, 5))
def test_joined_spans_cover_the_same_and_lie_farther_apart(
    pairs: list[tuple[int, int]], within: int
) -> None:
    spans = [Span(start, start + length) for start, length in pairs]
    joined = merge(spans, within=within)
    assert all(after.start > before.end + within for before, after in pairwise(joined))
    assert all(any(one.start <= s.start and s.end <= one.end for one in joined) for s in spans)


def test_gaps_and_clips_are_ordered_as_spans_are() -> None:
    assert sorted([Gap(2, 3), Gap(1, 9)]) == [Gap(1, 9), Gap(2, 3)]
    gap = Gap(0, 9)
    assert sorted([Clip(4, 9, gap), Clip(0, 4, gap)]) == [Clip(0, 4, gap), Clip(4, 9, gap)]


def test_nothing_is_known_of_a_line_or_a_script_but_what_is_said() -> None:
    line = Line(0, 1, "Anna waves.")
    assert (line.clip, line.shortened, line.extended) == (None, False, False)
    assert line.candidates == line.characters == line.presence == line.corrections == ()
    script = Script((line,))
    assert (script.movie, script.duration, script.language) == ("", 0, "en")
    assert (script.omissions, script.metadata) == ((), {})


@pytest.mark.parametrize(
    ("time", "decimals", "text"),
    [
        (0, 3, "0:00:00.000"),
        (7, 3, "0:00:00.007"),
        (3_723_450, 3, "1:02:03.450"),
        (3_599_999, 3, "0:59:59.999"),
        (3_600_000, 3, "1:00:00.000"),
        (360_061_000, 3, "100:01:01.000"),
        (3_723_450, 1, "1:02:03.4"),
        (3_723_460, 1, "1:02:03.5"),
        (3_723_456, 2, "1:02:03.46"),
        (59_499, 0, "0:00:59"),
        (59_501, 0, "0:01:00"),
        (3_599_600, 0, "1:00:00"),
    ],
)
def test_a_time_is_written_for_people(time: int, decimals: int, text: str) -> None:
    assert clock(time, decimals=decimals) == text


def test_milliseconds_are_written_unless_fewer_decimals_are_asked_for() -> None:
    assert clock(3_723_450) == "1:02:03.450"
