"""How well subtitles agree with speech, against Pearson's r counted slowly."""

import numpy as np
import pytest

from adtool.speech.agreement import Agreement
from adtool.timeline import Span

DURATION = 600_000


def talk(seed, until=DURATION, since=0):
    """Stretches of one to four seconds, with pauses of one to nine."""
    rng = np.random.default_rng(seed)
    spans, at = [], since + 5_000
    while at < until - 20_000:
        end = at + int(rng.integers(10, 40)) * 100
        spans.append(Span(at, end))
        at = end + int(rng.integers(10, 90)) * 100
    return spans


def moved(spans, by):
    return [Span(span.start + by, span.end + by) for span in spans]


def slow(cues, heard, duration):
    first, count = min(cue.start for cue in cues), duration // 100
    speech = np.array([any(s.start <= t * 100 < s.end for s in heard) for t in range(count)], float)
    values = []
    for place in range(0, duration - (max(c.end for c in cues) - first) + 1, 100):
        shown = np.array(
            [
                any(c.start - first + place <= t * 100 < c.end - first + place for c in cues)
                for t in range(count)
            ],
            float,
        )
        values.append(np.corrcoef(shown, speech)[0, 1])
    return values


def test_it_is_pearsons_r_at_every_place():
    heard = talk(1, 60_000)
    cues = moved(heard[:4], 5_000_000)
    agreement = Agreement(cues, heard, 60_000)
    expected = slow(cues, heard, 60_000)
    assert agreement.best == pytest.approx(max(expected))
    assert agreement.place == 100 * int(np.argmax(expected))
    near = max(expected[20:41])
    assert agreement.at(3_000) == pytest.approx(near)


@pytest.mark.parametrize("seed", range(5))
def test_the_right_place_stands_out_though_the_detector_errs(seed):
    said = talk(seed)
    rng = np.random.default_rng(seed)
    heard = [
        Span(max(0, one.start - int(rng.integers(0, 500))), one.end + int(rng.integers(0, 500)))
        for one in said
        if rng.random() > 0.15
    ]
    agreement = Agreement(moved(said, 35_910_000), heard, DURATION, 10_000)
    assert agreement.tells
    assert agreement.stands_out
    assert abs(agreement.place - said[0].start) <= 500


@pytest.mark.parametrize("seed", range(5))
def test_another_films_subtitles_agree_nowhere(seed):
    agreement = Agreement(moved(talk(seed + 100), 36_000_000), talk(seed), DURATION, 10_000)
    assert not agreement.stands_out


def test_what_is_longer_than_the_film_agrees_nowhere():
    agreement = Agreement(talk(1), talk(1), 60_000)
    assert (agreement.best, agreement.tells) == (0, False)


def test_a_film_that_is_all_speech_or_all_silence_tells_nothing():
    for heard in ([], [Span(0, DURATION)]):
        assert not Agreement(talk(1), heard, DURATION).tells


def test_places_before_the_film_and_after_it_do_not_agree():
    agreement = Agreement(talk(1), talk(1), DURATION)
    assert agreement.at(-5_000) == -1
    assert agreement.at(DURATION * 2) == -1
