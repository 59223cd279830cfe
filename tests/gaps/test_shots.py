from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from adtool.errors import MediaError
from adtool.gaps.shots import SHORTEST_SHOT, CutDetector, _cuts, shot_changes
from adtool.timeline import Span

COLOURS = [(200, 30, 30), (30, 60, 200), (40, 180, 60), (220, 200, 40), (20, 20, 20)]


def film_of_shots(path: Path, cuts: list[int], step: int = 40, length: int = 10_000) -> Path:
    """Write shots of moving stripes on a colour, with hard cuts at some times in ms."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 192, 108, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        for time in range(0, length, step):
            shot = sum(time >= cut for cut in cuts)
            picture = np.empty((108, 192, 3), np.uint8)
            picture[:] = COLOURS[shot % len(COLOURS)]
            picture[:, (time // 40) % 150 : (time // 40) % 150 + 20] += 30
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = time, Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def test_hard_cuts_are_found_to_the_frame(tmp_path):
    cuts = [2000, 4520, 7000]
    film = film_of_shots(tmp_path / "film.mp4", cuts)
    assert shot_changes(film, [Span(0, 10_000)]) == tuple(cuts)


def test_only_the_spans_are_looked_through(tmp_path):
    film = film_of_shots(tmp_path / "film.mp4", [2000, 4520, 7000])
    assert shot_changes(film, [Span(1000, 3000), Span(6000, 8000)]) == (2000, 7000)
    assert shot_changes(film, [Span(2600, 4000)]) == ()
    assert shot_changes(film, []) == ()


def test_times_hold_at_other_frame_rates(tmp_path):
    film = film_of_shots(tmp_path / "film.mkv", [3000, 6000], step=100)
    assert shot_changes(film, [Span(0, 10_000)]) == (3000, 6000)


def test_a_span_past_the_end_has_no_cuts(tmp_path):
    film = film_of_shots(tmp_path / "film.mp4", [2000], length=4000)
    assert shot_changes(film, [Span(1000, 3000), Span(50_000, 60_000)]) == (2000,)


def test_progress_is_told_the_seconds(tmp_path):
    told: list[float] = []

    class Listener:
        def stage(self, name, total=None):
            told.append(total)
            return self

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def advance(self, amount=1):
            told.append(amount)

        def note(self, message):
            pass

    film = film_of_shots(tmp_path / "film.mp4", [2000], length=4000)
    shot_changes(film, [Span(0, 1000), Span(2000, 2500)], progress=Listener())
    assert told == [1.5, 1.0, 0.5]


def test_a_missing_movie_is_refused(tmp_path):
    with pytest.raises(MediaError, match="there is no such file"):
        shot_changes(tmp_path / "nothing.mp4", [Span(0, 1000)])


def test_a_shot_lasts_six_tenths_of_a_second_at_least(tmp_path):
    film = film_of_shots(tmp_path / "a.mp4", [2000, 2600], length=4000)
    assert shot_changes(film, [Span(0, 4000)]) == (2000, 2600)
    film = film_of_shots(tmp_path / "b.mp4", [2000, 2560], length=4000)
    assert shot_changes(film, [Span(0, 4000)]) == (2000,)
    assert shot_changes(film, [Span(0, 4000)], shortest=560) == (2000, 2560)


def test_the_detector_gets_blue_green_and_red_at_our_times(monkeypatch):
    shown = []

    class Detector:
        def __init__(self, min_scene_len):
            shown.append(min_scene_len)

        def process_frame(self, time, picture):
            shown.append((time.frame_num, picture.flags.c_contiguous, picture[0, 0].tolist()))
            return [time] if time.frame_num == 40 else []

    monkeypatch.setattr("scenedetect.AdaptiveDetector", Detector)
    red = np.zeros((2, 2, 3), np.uint8)
    red[..., 0] = 250
    assert list(_cuts([(0, red), (40, red)], 7)) == [40]
    assert shown == [7, (0, True, [0, 0, 250]), (40, True, [0, 0, 250])]


def test_a_cut_is_known_two_frames_later():
    pictures = [
        np.full((54, 96, 3), COLOURS[time >= 2000], np.uint8) for time in range(0, 4000, 40)
    ]
    detector = CutDetector()
    known = {}
    for number, picture in enumerate(pictures):
        for cut in detector.cuts(number * 40, picture):
            known[cut] = number * 40
    assert known == {2000: 2080}
    assert SHORTEST_SHOT == 600
