"""Subtitles whose clock is not the film's are put where they belong, or refused."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from adtool.errors import ScriptError, UnavailableError
from adtool.scripts.cues import Cue
from adtool.speech.placing import asks_sound, in_place
from adtool.speech.readers.film import Cues, Film
from adtool.timeline import Span

HOUR = 3_600_000
MINUTE = 60_000


def talk(duration=45 * MINUTE, seed=1):
    rng = np.random.default_rng(seed)
    spans, at = [], 5_000
    while at < duration - 20_000:
        end = at + int(rng.integers(10, 40)) * 100
        spans.append(Span(at, end))
        at = end + int(rng.integers(10, 90)) * 100
    return spans


def cues(spans, by=0, hour=HOUR):
    return Cues(
        tuple(Cue(n, s.start + by, s.end + by, "", ("A",)) for n, s in enumerate(spans, 1)), hour
    )


def film(duration=45 * MINUTE, offset="auto", heard=None, notes=None):
    return Film(
        Path("film.mp4"),
        duration,
        Fraction(25),
        offset,
        None if heard is None else lambda: heard,
        (notes if notes is not None else []).append,
    )


def times(placed):
    return [(cue.start, cue.end) for cue in placed]


def pairs(spans):
    return [(span.start, span.end) for span in spans]


@pytest.mark.parametrize("hours", [1, 2, 9, 10, 20, 23])
def test_whole_hours_are_taken_off_where_the_sound_cannot_be_asked(hours):
    notes = []
    placed = in_place("d.srt", cues(talk(), hours * HOUR), film(notes=notes))
    assert times(placed) == pairs(talk())
    assert notes == [
        (
            f"d.srt begins at {hours}:00:05: {hours}:00:00 is taken off its times (whole hours; "
            "the sound was not asked); --subtitles-offset tells otherwise."
        )
    ]


@pytest.mark.parametrize("hours", [1, 10])
def test_whole_hours_are_taken_off_where_the_sound_agrees(hours):
    notes = []
    read = cues(talk(), hours * HOUR)
    assert times(in_place("d.srt", read, film(heard=talk(), notes=notes))) == pairs(talk())
    assert "as the sound agrees" in notes[0]


def test_a_few_tenths_of_a_second_are_the_detectors_and_not_the_clocks():
    heard = [Span(max(0, one.start - 400), one.end + 400) for one in talk()]
    assert times(in_place("d", cues(talk(), HOUR), film(heard=heard))) == pairs(talk())


@pytest.mark.parametrize("before", [20_000, 90_000, 300_000])
def test_a_programme_that_begins_beside_the_hour_is_found_in_the_sound(before):
    notes = []
    read = cues(talk(), 10 * HOUR - before)
    placed = in_place("d.srt", read, film(heard=talk(), notes=notes))
    assert max(abs(a[0] - b.start) for a, b in zip(times(placed), talk(), strict=True)) <= 100
    assert "there subtitles and speech agree" in notes[0]


def test_a_film_with_bars_before_it_is_found_in_the_sound():
    heard = [Span(one.start + 25_000, one.end + 25_000) for one in talk(40 * MINUTE)]
    placed = in_place("d", cues(talk(40 * MINUTE), 10 * HOUR), film(heard=heard))
    assert abs(placed[0].start - 30_000) <= 100


@pytest.mark.parametrize(
    ("by", "heard"),
    [
        (10 * HOUR - 90_000, None),
        (50 * MINUTE, None),
        (10 * HOUR, talk(seed=7)),
        (10 * HOUR - 90_000, talk(seed=7)),
    ],
    ids=["beside the hour", "under an hour", "another film", "another film beside the hour"],
)
def test_where_nothing_is_sure_the_subtitles_are_refused_with_what_to_do(by, heard):
    with pytest.raises(ScriptError) as caught:
        in_place("d.srt", cues(talk(), by), film(heard=heard))
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("d.srt: begins at ")
    assert "and the film ends at 0:45:00; say what to add to its times, such as" in str(
        caught.value
    )
    assert "--subtitles-offset=-" in str(caught.value)


def test_what_begins_late_and_fits_all_the_same_is_asked_of_the_sound():
    late = [Span(one.start + 70 * MINUTE, one.end + 70 * MINUTE) for one in talk(20 * MINUTE)]
    long = 95 * MINUTE
    assert times(in_place("d", cues(late), film(long, heard=late))) == pairs(late)
    early = [Span(one.start - HOUR, one.end - HOUR) for one in late]
    assert times(in_place("d", cues(late), film(long, heard=early))) == pairs(early)
    with pytest.raises(ScriptError, match=r"such as --subtitles-offset=-1:00:00 \(0 for nothing"):
        in_place("d", cues(late), film(long))


def test_what_a_detector_that_is_not_there_would_say_is_not_waited_for():
    def missing():
        raise UnavailableError("No weights.", "Get some.")

    unheard = Film(Path("film.mp4"), 45 * MINUTE, hear=missing)
    assert times(in_place("d", cues(talk(), HOUR), unheard)) == pairs(talk())


def test_a_few_cues_are_not_compared_with_the_sound():
    few = talk()[:3]
    assert times(in_place("d", cues(few, HOUR), film(heard=talk(seed=7)))) == pairs(few)


@pytest.mark.parametrize("by", [0, 2_000, 600_000])
def test_subtitles_on_the_films_clock_stay_as_they_are(by):
    notes = []
    read = cues(talk(), by)
    assert in_place("d", read, film(notes=notes)) == read.cues
    assert notes == []


def test_a_credit_at_zero_stays_there_and_what_follows_moves():
    placed = in_place("d", cues([Span(0, 4_000), *[Span(s.start + HOUR, s.end + HOUR)
                                                    for s in talk()]]), film())  # fmt: skip
    assert times(placed) == [(0, 4_000), *pairs(talk())]


def test_an_hour_of_time_code_is_the_files_own():
    slow = cues(talk(), 10 * 3_603_600, 3_603_600)
    assert times(in_place("d", slow, film())) == pairs(talk())


def test_without_a_film_nothing_is_looked_for():
    notes = []
    read = cues(talk(), 10 * HOUR)
    assert in_place("d", read, Film(note=notes.append)) == read.cues
    assert notes == [
        "d begins at 10:00:05; where the film does, a movie or --subtitles-offset tells."
    ]
    told = Film(offset="10:00:00:00")
    assert times(in_place("d", read, told)) == pairs(talk())


@pytest.mark.parametrize(
    ("told", "by"),
    [("-10:00:00", 10 * HOUR), ("10:00:00:00", 10 * HOUR), ("-9:59:58", 10 * HOUR - 2_000)],
)
def test_what_is_told_is_done_and_the_sound_is_not_asked(told, by):
    def never():
        raise AssertionError

    sure = Film(Path("film.mp4"), 45 * MINUTE, Fraction(25), told, never)
    assert times(in_place("d", cues(talk(), by), sure)) == pairs(talk())


def test_what_is_told_moves_any_subtitles_also_to_before_the_film():
    placed = in_place("d", cues([Span(1_000, 3_000)]), film(offset="-2"))
    assert times(placed) == [(-1_000, 1_000)]
    read = cues(talk())
    assert in_place("d", read, film(offset="0")) == read.cues


def test_cues_that_would_end_before_the_film_are_counted():
    notes = []
    placed = in_place("d", cues([Span(0, 900), Span(5_000, 6_000)]), film(offset="-2", notes=notes))
    assert times(placed) == [(3_000, 4_000)]
    assert notes == [
        "d: 1 cue would end before the film begins, with --subtitles-offset -2; left out."
    ]


@pytest.mark.parametrize(
    ("told", "where"), [("1:00:00", "after the film has ended"), ("-1:00:00", "before the film")]
)
def test_what_is_told_and_puts_all_outside_of_the_film_is_refused(told, where):
    with pytest.raises(ScriptError, match=f"begins at 0:00:05; with .* all of it lies {where}"):
        in_place("d", cues(talk()), film(offset=told))


def test_the_sound_is_asked_only_where_it_can_tell():
    assert asks_sound(cues(talk(), HOUR), film())
    assert not asks_sound(cues(talk()), film())
    assert not asks_sound(cues(talk()[:3], HOUR), film())
    assert not asks_sound(cues(talk(), HOUR), film(offset="-1:00:00"))
    assert not asks_sound(Cues(()), film())


def test_no_cues_are_no_cues():
    assert in_place("d", Cues(()), film()) == ()
    assert in_place("d", Cues(()), film(offset="-1:00:00")) == ()
