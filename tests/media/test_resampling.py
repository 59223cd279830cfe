"""Sound of any rate and any channels becomes 16 kHz mono, without a gap or a click."""

from __future__ import annotations

import av
import numpy as np
import pytest

from adtool.media.resampling import SAMPLE_RATE, Resampling


def frames(rate, layout, seconds=1.0, size=1000, kind="fltp"):
    """Make frames of a sine of 200 Hz in all channels."""
    wave = 0.5 * np.sin(2 * np.pi * 200 * np.arange(round(seconds * rate)) / rate)
    count = len(av.AudioLayout(layout).channels)
    for at in range(0, len(wave), size):
        part = np.tile(wave[at : at + size].astype(np.float32), (count, 1))
        if kind == "s16":
            part = (part.T * 32767).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(part), format=kind, layout=layout)
        frame.sample_rate = rate
        yield frame


def resampled(given, start=0):
    given = list(given)
    stretch = Resampling(given[0], start)
    pieces = [*map(stretch.add, given), stretch.flush()]
    return stretch, [(at, samples) for at, samples in pieces if len(samples)]


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000])
@pytest.mark.parametrize(("layout", "kind"), [("mono", "fltp"), ("stereo", "s16"), ("5.1", "fltp")])
def test_the_wave_stays_whole(rate, layout, kind):
    stretch, pieces = resampled(frames(rate, layout, kind=kind), 7)
    places = [at for at, _ in pieces]
    sound = np.concatenate([samples for _, samples in pieces])
    assert places == [7 + int(n) for n in np.cumsum([0, *(len(s) for _, s in pieces[:-1])])]
    assert stretch.end == 7 + SAMPLE_RATE
    assert len(sound) == pytest.approx(SAMPLE_RATE, abs=20)
    expected = 0.5 * np.sin(2 * np.pi * 200 * np.arange(len(sound)) / SAMPLE_RATE)
    inside = slice(300, -300)
    assert np.abs(sound - expected)[inside].max() < 0.03


def test_a_frame_of_another_format_or_another_time_does_not_continue():
    first = next(frames(48_000, "stereo"))
    stretch = Resampling(first, 0)
    stretch.add(first)
    after = stretch.end
    assert after == 333
    assert stretch.continues(next(frames(48_000, "stereo")), after + 160)
    assert not stretch.continues(next(frames(48_000, "stereo")), after + 161)
    assert not stretch.continues(next(frames(44_100, "stereo")), after)
    assert not stretch.continues(next(frames(48_000, "5.1")), after)
    assert not stretch.continues(next(frames(48_000, "stereo", kind="s16")), after)
