"""Where the film may pause in dialogue that leaves no gap."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adtool.gaps.finding import find_gaps, within
from adtool.gaps.pauses import dialogues, pausing_clips
from adtool.gaps.report import GapReport
from adtool.settings import GapSettings
from adtool.timeline import Clip, Gap, Said, Span, merge

SETTINGS = GapSettings()
MINUTE = 60_000


def heard(*speech: Span, duration: int, settings: GapSettings = SETTINGS) -> GapReport:
    """What is known of a film whose words are not."""
    spans = merge(speech)
    return GapReport("film.mp4", duration, spans, find_gaps(spans, duration, settings))


def read(*said: Said, duration: int) -> GapReport:
    """What is known of a film with subtitles."""
    spans = merge(said)
    return GapReport("film.mp4", duration, spans, find_gaps(spans, duration), dialogue=said)


def clips(
    report: GapReport,
    cuts: tuple[int, ...] = (),
    a_minute: float = 2,
    part: Span | None = None,
    settings: GapSettings = SETTINGS,
) -> list[Clip]:
    found = dialogues(report, settings, a_minute, part)
    return [clip for one in found for clip in pausing_clips(one, report, cuts, settings, a_minute)]


def starts(*arguments: object, **more: object) -> list[int]:
    return [clip.start for clip in clips(*arguments, **more)]  # type: ignore[arg-type]


def sentences(*ends: int, text: str = "So it is.") -> list[Said]:
    return [Said(start, end, text) for start, end in pairwise((0, *ends))]


def test_the_film_pauses_at_the_end_of_a_sentence() -> None:
    report = read(Said(0, 4_000, "I went to"), Said(4_000, 9_000, "the shop."), duration=11_000)
    assert starts(report) == [9_000]


def test_it_pauses_at_the_end_of_speech_where_nobody_knows_the_words() -> None:
    assert starts(heard(Span(0, 5_000), Span(5_400, 20_000), duration=20_000)) == [5_000]


@pytest.mark.parametrize("text", ["Wait!", "Why?", "“Go.”", "Well…", "行こう。", "なに？", "चलो।"])
def test_sentences_end_in_many_ways(text: str) -> None:
    said = [Said(0, 4_000, "And then"), Said(4_000, 8_000, text), Said(8_000, 20_000, "and")]
    assert starts(read(*said, duration=20_000)) == [8_000]


def test_captions_without_any_full_stop_are_told_from_speech() -> None:
    said = [Said(0, 4_000, "so i said"), Said(4_500, 20_000, "to him no way")]
    assert starts(read(*said, duration=20_000)) == [4_000]


def test_a_title_ends_no_sentence() -> None:
    said = [Said(0, 3_000, "This is Mr."), *(Said(3_000, 9_000, "Hall."), Said(9_000, 20_000, "I"))]
    assert starts(read(*said, duration=20_000)) == [9_000]


def test_nobody_is_interrupted_by_the_end_of_anothers_sentence() -> None:
    said = [Said(0, 5_000, "Yes."), Said(3_000, 9_000, "No, not so."), Said(9_000, 20_000, "And")]
    assert starts(read(*said, duration=20_000)) == [9_000]


def test_without_a_sentences_end_it_pauses_where_a_shot_ends() -> None:
    report = heard(Span(0, 40_000), duration=40_000)
    assert starts(report, (7_000, 21_000)) == [7_000]
    assert starts(report) == []


def test_a_shots_end_between_words_is_better_than_one_within() -> None:
    said = [Said(0, 4_000, "so i said"), Said(4_500, 20_000, "no")]
    report = GapReport("f", 20_000, (Span(0, 20_000),), (), dialogue=tuple(said))
    assert starts(report, (2_000, 4_200)) == [4_200]


def test_a_sentences_end_is_better_than_a_shots() -> None:
    assert starts(read(*sentences(8_000, 20_000), duration=20_000), (2_000,)) == [8_000]


def test_the_clip_is_what_is_seen_from_there_on_up_to_a_shots_end() -> None:
    report = read(*sentences(5_000, 40_000), duration=40_000)
    assert clips(report, (11_000,)) == [Clip(5_000, 11_000, Gap(5_000, 5_000))]
    (clip,) = clips(report)
    assert clip.pausing
    assert SETTINGS.shortest_clip <= clip.duration <= SETTINGS.longest_clip


@pytest.mark.parametrize("a_minute", [0.5, 1, 2, 3, 6])
def test_pauses_are_no_more_than_asked_for(a_minute: float) -> None:
    report = read(*sentences(*range(1_000, 10 * MINUTE, 1_000)), duration=10 * MINUTE)
    found = starts(report, a_minute=a_minute)
    assert 9 * a_minute <= len(found) <= 10 * a_minute + 1
    for start in found:
        assert sum(start <= other < start + MINUTE for other in found) <= max(1, a_minute)


def test_none_is_asked_for_with_nought() -> None:
    assert starts(read(*sentences(5_000, 40_000), duration=40_000), a_minute=0) == []


def test_a_gap_serves_for_the_dialogue_beside_it() -> None:
    speech = Span(10_000, 45_000), Span(45_500, 80_000)
    report = heard(*speech, duration=90_000)
    assert report.gaps == (Gap(0, 9_750), Gap(80_250, 90_000))
    assert starts(report) == [45_000]  # 30 s or more after the gap before
    assert starts(heard(Span(10_000, 30_000), Span(30_500, 45_000), duration=60_000)) == []


@pytest.mark.parametrize(("end", "found"), [(39_749, []), (39_750, [39_750]), (39_751, [39_751])])
def test_after_a_gap_the_first_pause_comes_as_late_as_pauses_lie_apart(
    end: int, found: list[int]
) -> None:
    report = heard(Span(10_000, end), Span(end + 400, 90_000), duration=90_000)
    assert report.gaps == (Gap(0, 9_750),)
    assert starts(report, a_minute=2) == found


@pytest.mark.parametrize(("end", "pauses"), [(32_249, True), (32_250, True), (32_251, False)])
def test_no_pause_comes_less_than_a_clip_before_a_gap(end: int, pauses: bool) -> None:
    report = heard(Span(0, end), Span(end + 400, 40_000), duration=50_000)
    assert report.gaps == (Gap(40_250, 50_000),)
    assert starts(report) == ([end] if pauses else [])


def test_between_two_gaps_there_may_be_just_one_place() -> None:
    report = heard(Span(10_000, 39_750), Span(40_000, 47_500), duration=60_000)
    assert report.gaps == (Gap(0, 9_750), Gap(47_750, 60_000))
    assert starts(report) == [39_750]
    report = heard(Span(10_000, 39_750), Span(40_000, 47_499), duration=60_000)
    assert starts(report) == []


@pytest.mark.parametrize(("rest", "pieces"), [(8_000, 8_000), (8_001, 4_000)])
def test_what_is_left_is_one_clip_as_long_as_a_clip_may_be(rest: int, pieces: int) -> None:
    said = sentences(5_000, 5_000 + rest)
    (clip,) = clips(GapReport("f", 5_000 + rest, merge(said), (), dialogue=tuple(said)))
    assert clip.duration == pieces


def test_no_better_place_is_waited_for_than_half_the_time_between_pauses() -> None:
    for end, found in ((16_000, [16_000]), (16_001, [1_000, 32_000])):
        said = [Said(1_000, end, "And."), Said(end, 60_000, "then")]
        report = GapReport("f", 60_000, merge(said), (), dialogue=tuple(said))
        assert starts(report, (1_000, 32_000)) == found


def test_the_film_is_not_paused_at_its_very_end() -> None:
    assert starts(read(*sentences(8_000, 10_000), duration=10_000)) == [8_000]
    assert starts(read(*sentences(8_001, 10_000), duration=10_000)) == []


def test_a_gap_that_was_taken_out_by_hand_is_no_dialogue() -> None:
    assert starts(GapReport("film.mp4", 60_000, (), ()), (5_000,)) == []
    report = GapReport("film.mp4", 60_000, (Span(50_000, 60_000),), ())
    assert starts(report, (5_000, 52_000)) == [52_000]


def test_only_a_part_pauses() -> None:
    report = read(*sentences(*range(5_000, 120_000, 5_000)), duration=120_000)
    part = Span(31_000, 60_000)
    report = replace(report, gaps=within(report.gaps, part, SETTINGS.minimum))
    found = clips(report, part=part)
    assert [clip.start for clip in found] == [35_000]
    assert found[0].end <= 60_000


def test_a_film_without_speech_does_not_pause() -> None:
    assert clips(heard(duration=60_000), (5_000, 9_000)) == []


@st.composite
def films(draw: st.DrawFn) -> tuple[GapReport, GapSettings, float, tuple[int, ...]]:
    minimum = draw(st.integers(1, 3_000))
    settings = GapSettings(minimum=minimum, longest_clip=draw(st.integers(2 * minimum, 9_000)))
    duration = draw(st.integers(1_000, 200_000))
    time, said = 0, []
    while time < duration:
        start = time + draw(st.sampled_from([0, 0, 0, 300, 1_500, 6_000]))
        time = start + draw(st.integers(200, 9_000))
        said.append(Said(start, time, draw(st.sampled_from(["Yes.", "and then", "No?"]))))
    spans = tuple(Span(one.start, min(one.end, duration)) for one in said if one.start < duration)
    gaps = find_gaps(spans, duration, settings)
    cuts = tuple(sorted(draw(st.sets(st.integers(1, duration), max_size=20))))
    words = tuple(said) if draw(st.booleans()) else ()
    report = GapReport("film.mp4", duration, merge(spans), gaps, dialogue=words)
    return report, settings, draw(st.sampled_from([0.5, 2, 7.5, 60])), cuts


@given(films())
def test_pausing_clips_lie_apart_beside_the_gaps_and_within_their_bounds(
    film: tuple[GapReport, GapSettings, float, tuple[int, ...]],
) -> None:
    report, settings, a_minute, cuts = film
    found = clips(report, cuts, a_minute, settings=settings)
    ends = {one.end for one in (*report.dialogue, *report.speech)}
    for clip in found:
        assert clip.start in ends | set(cuts)
        assert settings.minimum <= clip.duration <= settings.longest_clip
        assert clip.end <= report.duration
        assert not any(clip.overlaps(gap) for gap in report.gaps)
    for before, after in pairwise(found):
        assert before.end <= after.start
        assert after.start - before.start >= 60_000 / a_minute
