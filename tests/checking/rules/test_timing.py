"""Rules about when a line is spoken, at and just past every limit."""

from __future__ import annotations

import pytest

from adtool.checking import check
from adtool.timeline import Line, Span

SIX = "Tom sits down on a chair."
TEN = "Tom sits down on a chair and waits for Anna."


def test_speech_is_never_spoken_over_and_has_room_around_it(subject, broken) -> None:
    speech = [Span(0, 1000), Span(5000, 6000), Span(7500, 9000)]
    over = subject(Line(4000, 5200, "Tom sits down."), speech=speech)
    assert ("speech-overlap", 1) in broken(over)
    close = subject(Line(1100, 2600, "Tom sits down."), speech=speech)
    assert broken(close) == [("little-room", 1)]
    between = subject(Line(6250, 7250, "Tom sits."), speech=speech)
    assert broken(between) == [("short-pause", 1)]
    clear = subject(Line(1250, 4750, "Tom sits down in a chair."), speech=speech)
    assert broken(clear) == []


@pytest.mark.parametrize(
    ("start", "end", "what"),
    [
        (3000, 5000, None),  # it ends as speech begins
        (3000, 5001, "0.0 s of speech, from 0:00:05.000 on."),
        (6000, 7000, None),  # it begins as speech ends
        (5999, 7000, "0.0 s of speech, from 0:00:05.000 on."),
        (5200, 5600, "0.4 s of speech, from 0:00:05.000 on."),
        (4000, 8000, "1.0 s of speech, from 0:00:05.000 on."),
        (5500, 9300, "0.8 s of speech, from 0:00:05.000 on."),  # the end of one, the start of one
        (9500, 9900, "0.4 s of speech, from 0:00:09.000 on."),
    ],
)
def test_every_millisecond_that_a_line_shares_with_speech_counts(
    subject, told, start: int, end: int, what: str | None
) -> None:
    speech = [Span(9000, 12_000), Span(5000, 6000)]
    advice = "Move it into the nearest pause, or shorten it."
    assert told("speech-overlap", subject(Line(start, end, SIX), speech=speech)) == (
        [f"1 error: It is spoken over {what} {advice}"] if what else []
    )


def test_an_hour_into_the_film_the_clock_says_so(subject, told) -> None:
    late = subject(Line(3_723_000, 3_726_000, SIX), speech=[Span(3_723_450, 3_725_000)])
    (said,) = told("speech-overlap", late)
    assert "It is spoken over 1.6 s of speech, from 1:02:03.450 on." in said


def test_a_line_that_pauses_the_film_may_stand_anywhere(subject, broken) -> None:
    line = Line(4900, 5000, "Tom sits down and reads.", extended=True)
    assert broken(subject(line, speech=[Span(0, 9000)])) == []


def test_a_line_without_length_inside_speech_shares_nothing_with_it(subject, broken) -> None:
    assert broken(subject(Line(500, 500, "Wait."), speech=[Span(0, 1000)])) == [("no-length", 1)]


def test_a_line_without_length_has_the_room_that_is_around_it(subject, told) -> None:
    point = subject(Line(1100, 1100, "Tom."), speech=[Span(0, 1000), Span(5000, 6000)])
    assert told("little-room", point) == [
        "1 warning: Only 0.10 s are free after speech ends. Keep 0.25 s free."
    ]


def test_the_speech_beside_a_line_is_found_as_a_plain_search_finds_it(subject, broken) -> None:
    speech = [Span(start, start + 300) for start in range(0, 9000, 700)]
    for start in range(0, 9000, 130):
        line = Line(start, start + 350, "Go.")
        over = any(line.span.overlaps(span) for span in speech)
        found = {rule for rule, _ in broken(subject(line, speech=speech), room=0)}
        assert ("speech-overlap" in found) == over


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (1250, 4750, []),
        (1249, 4750, ["Only 0.25 s are free after speech ends."]),
        (1250, 4751, ["Only 0.25 s are free before speech begins."]),
        (1000, 4750, ["Only 0.00 s are free after speech ends."]),
        (
            1040,
            4900,
            [
                "Only 0.04 s are free after speech ends.",
                "Only 0.10 s are free before speech begins.",
            ],
        ),
        (999, 4999, []),  # over speech: another rule says that
        (6100, 8000, ["Only 0.10 s are free after speech ends."]),  # nobody speaks after it
    ],
)
def test_a_quarter_second_is_free_on_both_sides(
    subject, told, start: int, end: int, said: list[str]
) -> None:
    speech = [Span(500, 1000), Span(5000, 6000)]
    found = told("little-room", subject(Line(start, end, SIX), speech=speech))
    assert found == [f"1 warning: {what} Keep 0.25 s free." for what in said]


def test_the_first_line_of_a_film_needs_no_room_before_it(subject, told) -> None:
    first = subject(Line(0, 4900, SIX), speech=[Span(5000, 6000)])
    assert told("little-room", first, room=2000) == [
        "1 warning: Only 0.10 s are free before speech begins. Keep 2 s free."
    ]
    assert told("little-room", first, room=100) == []


@pytest.mark.parametrize(("pause", "found"), [(1999, True), (2000, False), (500, True)])
def test_a_pause_under_two_seconds_is_best_left_free(
    subject, told, pause: int, found: bool
) -> None:
    speech = [Span(0, 1000), Span(1000 + pause, 9000)]
    line = Line(1000, 1400, "Tom sits.")
    said = f"1 note: It stands in a pause of {pause / 1000:.1f} s between speech. "
    advice = "Leave pauses under 2 s free where you can."
    assert told("short-pause", subject(line, speech=speech)) == [said + advice] * found


def test_a_pause_is_told_in_tenths_of_seconds(subject, told) -> None:
    speech = [Span(0, 1000), Span(2951, 9000)]
    (said,) = told("short-pause", subject(Line(1400, 2400, "Tom sits."), speech=speech))
    assert "in a pause of 2.0 s between" in said


def test_only_what_has_speech_on_both_sides_and_not_in_it_is_a_pause(subject, told) -> None:
    assert told("short-pause", subject(Line(0, 400, "Go."), speech=[Span(500, 900)])) == []
    assert told("short-pause", subject(Line(950, 1400, "Go."), speech=[Span(500, 900)])) == []
    speech = [Span(0, 400), Span(500, 900), Span(1000, 1400)]
    assert told("short-pause", subject(Line(450, 950, "Go."), speech=speech)) == []
    at_900 = subject(Line(1000, 1100, "Go."), speech=[Span(0, 1000), Span(1900, 3000)])
    assert told("short-pause", at_900, shortest_pause=900) == []
    (said,) = told("short-pause", at_900, shortest_pause=901)
    assert said.endswith("Leave pauses under 0.901 s free where you can.")


def test_lines_that_overlap_name_each_other(subject) -> None:
    lines = (
        Line(0, 9000, "Tom sits down on the old chair by the old window."),
        Line(20_000, 20_800, "He waits."),
    )
    inside = Line(2000, 3000, "He eats."), Line(8000, 9500, "He drinks it.")
    found = [f for f in check(subject(*lines, *inside)) if f.rule == "line-overlap"]
    assert [(finding.number, finding.what[-19:]) for finding in found] == [
        (2, "before line 1 ends."),
        (3, "before line 1 ends."),
    ]


def test_a_line_may_begin_as_another_ends_and_no_millisecond_sooner(subject, told) -> None:
    first = Line(0, 4000, SIX)
    assert told("line-overlap", subject(first, Line(4000, 8000, SIX))) == []
    assert told("line-overlap", subject(first, Line(3999, 8000, SIX))) == [
        (
            "2 error: It begins 0.001 s before line 1 ends. "
            "Let it begin later, or shorten the line before."
        )
    ]


def test_of_lines_that_end_together_the_first_is_named(subject, told) -> None:
    lines = Line(0, 4000, SIX), Line(1000, 4000, SIX), Line(1500, 6000, SIX), Line(5000, 7000, SIX)
    said = [one.partition(". ")[0] for one in told("line-overlap", subject(*lines))]
    assert said == [
        "2 error: It begins 3.000 s before line 1 ends",
        "3 error: It begins 2.500 s before line 1 ends",
        "4 error: It begins 1.000 s before line 3 ends",
    ]


@pytest.mark.parametrize(
    ("rate", "rule"),
    [(159, None), (161, "brisk"), (181, "fast"), (201, "too-fast"), (69, "slow"), (71, None)],
)
def test_each_rate_has_one_name(subject, broken, rate: int, rule: str | None) -> None:
    line = Line(0, round(6 * 60_000 / rate), "Tom sits down on a chair.")
    assert broken(subject(line)) == ([(rule, 1)] if rule else [])


@pytest.mark.parametrize(
    ("duration", "rule"),
    [
        (3750, None),  # ten words: 160 a minute
        (3749, "brisk"),
        (3334, "brisk"),
        (3333, "fast"),
        (3000, "fast"),  # 200 a minute
        (2999, "too-fast"),
        (8571, None),
        (8572, "slow"),  # 70 a minute is 8571.4 ms
    ],
)
def test_a_line_at_its_limit_keeps_it(subject, broken, duration: int, rule: str | None) -> None:
    assert broken(subject(Line(1000, 1000 + duration, TEN))) == ([(rule, 1)] if rule else [])


def test_a_rate_at_the_limit_has_the_gentler_name(subject, broken) -> None:
    nine = Line(0, 3000, "Tom sits down on a chair and waits now.")  # 180 a minute
    assert broken(subject(nine)) == [("brisk", 1)]
    seven = Line(0, 6000, "Tom sits down on a chair now.")  # 70 a minute
    assert broken(subject(seven)) == []
    assert broken(subject(nine), slow_rate=200, comfortable_rate=200, fast_rate=200) == [
        ("slow", 1)
    ]


@pytest.mark.parametrize(
    ("rule", "duration", "said"),
    [
        (
            "brisk",
            3500,
            (
                "1 note: Its 10 words have 3.5 s: 171 words a minute, over 160. "
                "Take out 1 word, or give it more time."
            ),
        ),
        (
            "fast",
            3100,
            (
                "1 warning: Its 10 words have 3.1 s: 194 words a minute, over 180. "
                "Take out 1 word, or give it more time."
            ),
        ),
        (
            "fast",
            3151,
            (
                "1 warning: Its 10 words have 3.2 s: 190 words a minute, over 180. "
                "Take out 1 word, or give it more time."
            ),
        ),
        (
            "fast",
            3000,  # exactly nine words at 180 a minute
            (
                "1 warning: Its 10 words have 3.0 s: 200 words a minute, over 180. "
                "Take out 1 word, or give it more time."
            ),
        ),
        (
            "too-fast",
            2400,  # exactly eight words at 200 a minute
            (
                "1 error: Its 10 words have 2.4 s: 250 words a minute, over 200. "
                "Take out 2 words, or give it more time."
            ),
        ),
        (
            "too-fast",
            2399,
            (
                "1 error: Its 10 words have 2.4 s: 250 words a minute, over 200. "
                "Take out 3 words, or give it more time."
            ),
        ),
        (
            "slow",
            10_000,
            (
                "1 note: Its 10 words have 10.0 s: 60 words a minute. "
                "End it where it has been spoken, or use the time to say more."
            ),
        ),
    ],
)
def test_a_rates_finding_says_the_words_the_time_and_what_to_do(
    subject, told, rule: str, duration: int, said: str
) -> None:
    assert told(rule, subject(Line(500, 500 + duration, TEN))) == [said]


def test_the_advice_says_how_many_words_are_too_many(subject) -> None:
    (finding,) = check(subject(Line(0, 2000, "Tom sits down on the very old chair here.")))
    assert finding.what == "Its 9 words have 2.0 s: 270 words a minute, over 200."
    assert finding.advice == "Take out 3 words, or give it more time."


def test_one_word_is_never_slow_and_two_are(subject, told) -> None:
    assert told("slow", subject(Line(0, 9000, "Night."))) == []
    assert len(told("slow", subject(Line(0, 9000, "Night falls.")))) == 1
    assert told("slow", subject(Line(0, 9000, "— …"))) == []


def test_a_line_without_length_has_no_rate(subject, broken) -> None:
    assert broken(subject(Line(500, 500, TEN))) == [("no-length", 1)]
    assert broken(subject(Line(500, 501, TEN))) == [("too-fast", 1)]
    assert broken(subject(Line(500, 500, TEN)), slow_rate=0.5) == [("no-length", 1)]


def test_very_slow_lines_are_slow_too(subject, told) -> None:
    (said,) = told("slow", subject(Line(0, 400_000, "Night falls.")))  # 0.3 words a minute
    assert said.startswith("1 note: Its 2 words have 400.0 s: 0 words a minute.")


def test_a_line_that_pauses_the_film_has_all_the_time_it_needs(subject, broken) -> None:
    assert broken(subject(Line(0, 500, TEN, extended=True))) == []


def test_lines_behind_the_movies_end_and_without_length_are_errors(subject, broken) -> None:
    found = broken(subject(Line(0, 0, "Wait."), Line(4000, 5001, "Go."), duration=5000))
    assert found == [("no-length", 1), ("past-end", 2)]


def test_a_line_may_end_with_the_movie_and_no_millisecond_later(subject, told) -> None:
    line = Line(3_720_000, 3_723_450, SIX)
    assert told("past-end", subject(line, duration=3_723_450)) == []
    assert told("past-end", subject(line, duration=3_723_449)) == [
        (
            "1 error: It goes on until 1:02:03.450, and the movie ends at 1:02:03.449. "
            "See whether the script belongs to this movie, and to its frame rate."
        )
    ]
    assert told("past-end", subject(line)) == []  # nobody knows how long it is
    assert len(told("past-end", subject(line, duration=1))) == 1


def test_minutes_and_hours_begin_at_sixty(subject, told) -> None:
    def end(time: int) -> str:
        (said,) = told("past-end", subject(Line(0, time, SIX), duration=1))
        return said.partition(" until ")[2].partition(",")[0]

    assert [end(time) for time in (59_999, 60_000, 60_001, 3_599_999, 3_600_000)] == [
        "0:00:59.999",
        "0:01:00.000",
        "0:01:00.001",
        "0:59:59.999",
        "1:00:00.000",
    ]
    assert end(40_271_007) == "11:11:11.007"
