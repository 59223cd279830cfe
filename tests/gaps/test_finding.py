"""Speech to gaps."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adtool.gaps.finding import find_gaps, within
from adtool.settings import GapSettings
from adtool.timeline import Gap, Span

spans = st.lists(
    st.tuples(st.integers(0, 70_000), st.integers(0, 9_000)).map(lambda p: Span(p[0], p[0] + p[1]))
)
durations = st.integers(0, 60_000)


@st.composite
def settings(draw):
    minimum = draw(st.integers(1, 3_000))
    return GapSettings(
        margin=draw(st.integers(0, 1_000)),
        minimum=minimum,
        longest_clip=draw(st.integers(2 * minimum, 10_000)),
    )


def test_a_gap_keeps_a_quarter_of_a_second_free_on_both_sides_of_speech():
    speech = [Span(1000, 4000), Span(8000, 9000)]
    assert find_gaps(speech, 20_000) == (Gap(4250, 7750), Gap(9250, 20_000))


def test_two_seconds_after_the_margins_are_just_enough():
    assert find_gaps([Span(0, 1000), Span(3500, 6000)], 6000) == (Gap(1250, 3250),)
    assert find_gaps([Span(0, 1000), Span(3499, 6000)], 6000) == ()


def test_a_movie_without_speech_is_one_long_gap():
    assert find_gaps([], 90_000) == (Gap(0, 90_000),)


def test_speech_after_the_end_of_the_movie_costs_nothing():
    assert find_gaps([Span(10_000, 11_000)], 9_900) == (Gap(0, 9_900),)
    assert find_gaps([Span(9_900, 11_000)], 9_900) == (Gap(0, 9_900),)


def test_speech_across_the_end_of_the_movie_closes_the_last_gap():
    assert find_gaps([Span(5_000, 11_000)], 9_900) == (Gap(0, 4_750),)


@pytest.mark.parametrize("duration", [0, 1999])
def test_a_movie_shorter_than_the_minimum_has_no_gap(duration):
    assert find_gaps([], duration) == ()


@given(spans, durations, settings())
def test_gaps_overlap_neither_speech_nor_its_margins(speech, duration, settings):
    for gap in find_gaps(speech, duration, settings):
        for span in speech:
            before = gap.end <= max(0, span.start - settings.margin)
            assert before or gap.start >= span.end + settings.margin or span.start >= duration


@given(spans, durations, settings())
def test_gaps_are_long_enough_in_order_apart_and_inside_the_movie(speech, duration, settings):
    gaps = find_gaps(speech, duration, settings)
    assert all(gap.duration >= settings.minimum for gap in gaps)
    assert all(gap.start >= 0 and gap.end <= duration for gap in gaps)
    assert all(a.end <= b.start for a, b in pairwise(gaps))


@given(spans, durations, settings())
def test_every_free_stretch_of_the_minimum_lies_in_a_gap(speech, duration, settings):
    gaps = find_gaps(speech, duration, settings)
    blocked = [
        (span.start - settings.margin, span.end + settings.margin)
        for span in speech
        if span.start < duration
    ]
    for start in range(0, duration - settings.minimum + 1, 97):
        end = start + settings.minimum
        if all(end <= low or start >= high for low, high in blocked):
            assert any(gap.start <= start and end <= gap.end for gap in gaps)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"margin": -1}, "margin"),
        ({"minimum": 0}, "1 ms or more"),
        ({"minimum": 5000}, "at least twice the shortest"),
    ],
)
def test_settings_that_cannot_work_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        GapSettings(**wrong)


@pytest.mark.parametrize(
    ("part", "inside"),
    [
        (Span(0, 20_000), [Gap(1000, 4000), Gap(9000, 15_000)]),
        (Span(2000, 11_000), [Gap(2000, 4000), Gap(9000, 11_000)]),
        (Span(2001, 10_999), []),  # neither is long enough any more
        (Span(4000, 9000), []),
        (Span(10_000, 12_000), [Gap(10_000, 12_000)]),
        (Span(30_000, 40_000), []),
    ],
)
def test_of_a_part_of_the_movie_only_gaps_long_enough_in_it_are_left(
    part: Span, inside: list[Gap]
) -> None:
    assert list(within([Gap(1000, 4000), Gap(9000, 15_000)], part, 2000)) == inside
