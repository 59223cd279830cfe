"""Gaps to clips."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adtool.gaps.clips import cut_clips
from adtool.settings import GapSettings
from adtool.timeline import Clip, Gap


def bounds(gap, cuts=(), **settings):
    clips = cut_clips([gap], cuts, GapSettings(**settings))
    return [clips[0].start, *(clip.end for clip in clips)]


def test_a_gap_of_eight_seconds_is_one_clip_even_where_shots_change():
    gap = Gap(1000, 9000)
    assert cut_clips([gap], [4000, 5000]) == (Clip(1000, 9000, gap),)


def test_a_longer_gap_is_cut_at_the_last_shot_change_within_reach():
    assert bounds(Gap(0, 12_000), [3_000, 7_500, 8_500]) == [0, 7_500, 12_000]


def test_a_shot_change_that_would_leave_too_short_a_clip_is_not_used():
    assert bounds(Gap(0, 8_500), [1_000, 7_000]) == [0, 4_250, 8_500]


@pytest.mark.parametrize("rest", [2_000, 2_100, 2_500, 2_999])
def test_a_rest_that_hardly_a_line_fits_is_no_clip_of_its_own(rest):
    assert bounds(Gap(0, 7_900 + rest), [7_900]) == [0, (7_900 + rest) // 2, 7_900 + rest]
    assert bounds(Gap(0, 7_900 + rest), [rest]) == [0, (7_900 + rest) // 2, 7_900 + rest]
    assert bounds(Gap(0, 7_900 + rest), [4_000, 7_900]) == [0, 4_000, 7_900 + rest]


def test_a_rest_that_a_line_fits_is_a_clip():
    assert bounds(Gap(0, 10_900), [7_900]) == [0, 7_900, 10_900]
    assert bounds(Gap(0, 10_000), [7_900], shortest_clip=2_100) == [0, 7_900, 10_000]


def test_where_no_piece_could_be_as_long_half_of_the_longest_clip_will_do():
    assert bounds(Gap(0, 6_000), [2_000], longest_clip=4_000) == [0, 2_000, 6_000]


def test_a_gap_alone_stays_a_clip_however_short():
    assert bounds(Gap(0, 2_000), [1_000]) == [0, 2_000]


def test_without_shot_changes_a_gap_is_cut_evenly():
    assert bounds(Gap(500, 20_500)) == [500, 7_166, 13_833, 20_500]


def test_without_a_shot_change_in_reach_a_clip_is_as_long_as_if_the_rest_were_cut_evenly():
    assert bounds(Gap(0, 18_000), [10_000]) == [0, 6_000, 10_000, 18_000]


def test_shot_changes_outside_the_gap_do_not_matter():
    assert bounds(Gap(0, 9_000), [-4_000, 0, 9_000, 11_000]) == [0, 4_500, 9_000]


@st.composite
def settings(draw):
    minimum = draw(st.integers(1, 3_000))
    longest, shortest = draw(st.integers(2 * minimum, 9_000)), draw(st.integers(0, 9_000))
    return GapSettings(minimum=minimum, longest_clip=longest, shortest_clip=shortest)


@given(settings(), st.data())
def test_clips_fill_their_gap_exactly_and_keep_both_bounds(settings, data):
    start = data.draw(st.integers(0, 5_000))
    length = data.draw(st.integers(settings.minimum, 30 * settings.minimum))
    gap = Gap(start, start + length)
    cuts = data.draw(st.lists(st.integers(start - 1_000, gap.end + 1_000), max_size=40))
    clips = cut_clips([gap], cuts, settings)
    assert clips[0].start == gap.start
    assert clips[-1].end == gap.end
    assert all(a.end == b.start for a, b in pairwise(clips))
    assert all(settings.minimum <= clip.duration <= settings.longest_clip for clip in clips)
    if len(clips) > 1:
        shortest = min(settings.shortest_clip, settings.longest_clip // 2)
        assert all(clip.duration >= shortest for clip in clips)
    assert all(clip.gap == gap for clip in clips)


@pytest.mark.parametrize("gaps", [[], [Gap(0, 3_000), Gap(5_000, 8_000)]])
def test_clips_come_in_the_order_of_their_gaps(gaps):
    assert cut_clips(gaps) == tuple(Clip(gap.start, gap.end, gap) for gap in gaps)
