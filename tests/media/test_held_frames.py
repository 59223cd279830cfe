"""Frames that are held: what is on screen when, and that their pictures are those made at once."""

from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from typing import Any

import av
import numpy as np
import pytest

from adtool.media.frame_converter import FrameConverter
from adtool.media.held_frames import Developing, HeldFrame, HeldFrames, Holding, Shown
from adtool.media.video_cursor import VideoCursor

from .test_frame_converter import turn

SQUARE = Fraction(1)


def frame(width: int = 128, height: int = 96, pixels: str = "yuv420p") -> av.VideoFrame:
    y, x = np.mgrid[:height, :width]
    picture = np.stack([x * 255 // width, y * 255 // height, (x + y) * 255 // (width + height)], -1)
    return av.VideoFrame.from_ndarray(picture.astype(np.uint8), "rgb24").reformat(format=pixels)


WHOLE = frame()


def held(number: int) -> HeldFrame:
    return HeldFrame(WHOLE, number)


def frames(*times: int) -> HeldFrames:
    found = HeldFrames()
    for number, time in enumerate(times):
        found.add(Shown(time, None, held(number)))
    return found


def test_a_held_frame_is_on_screen_until_the_next() -> None:
    found = frames(100, 140, 300)
    assert [found.at(time) for time in (100, 139, 140, 299, 300)] == [
        held(number) for number in (0, 0, 1, 1, 2)
    ]
    assert found.at(99) is None  # the first frame comes late


def test_what_follows_the_last_frame_is_known_only_once_it_is_said() -> None:
    found = frames(100, 140)
    assert [found.covers(time) for time in (0, 100, 139, 140, 141)] == [True] * 4 + [False]
    found.close(200)
    assert [found.covers(time) for time in (141, 199, 200)] == [True, True, False]
    broken = frames(100, 140, 180)
    broken.close()
    assert [broken.covers(time) for time in (180, 181)] == [True, False]
    assert not HeldFrames().covers(0)


def test_a_missing_frame_is_none_and_one_let_go_of_is_an_error() -> None:
    found = frames(100, 140)
    found.add(Shown(180, None, None))
    assert found.at(180) is None
    found.keep(lambda start, end: start == 140)
    assert found.at(150) == held(1)
    assert [one.start for one in found] == [140, 180]  # the last one is always kept
    with pytest.raises(LookupError, match="120 ms"):
        found.at(120)


@pytest.mark.parametrize("pixels", ["yuv420p", "yuv422p10le", "rgb24", "gray"])
def test_a_frame_held_whole_makes_the_very_picture(pixels: str) -> None:
    given = frame(pixels=pixels)
    kept = Holding(SQUARE, 48, 10**6).hold(given)
    made = Developing(SQUARE, 48).picture(kept)
    assert made is not None
    assert (made == FrameConverter(SQUARE, 48).image(given)).all()


@pytest.mark.parametrize("aspect", [SQUARE, Fraction(3, 2)])
def test_a_large_frame_is_held_small_and_its_picture_differs_by_a_level_or_so(
    aspect: Fraction,
) -> None:
    given = frame(640, 480)
    kept = Holding(aspect, 96, 100_000).hold(given)
    assert kept is not None
    assert min(kept.frame.width, kept.frame.height) == 96
    for side in (48, 96):
        made = Developing(aspect, side).picture(kept)
        whole = FrameConverter(aspect, side).image(given)
        assert made is not None
        assert made.shape == whole.shape
        assert np.abs(made.astype(int) - whole).mean() < 3


@pytest.mark.parametrize("degrees", [90, 180])
@pytest.mark.parametrize("most", [10**6, 1])  # held whole, and scaled
def test_a_phones_film_comes_upright(films: Any, degrees: int, most: int) -> None:
    film = films.make()
    turn(film, degrees)
    with closing(VideoCursor(film)) as cursor:
        given = cursor.at(1000)
        assert given is not None
        kept = Holding(SQUARE, 32, most).hold(given)
    made, plain = Developing(SQUARE, 32).picture(kept), FrameConverter(SQUARE, 32).image(given)
    assert made is not None
    assert made.shape == plain.shape
    assert np.abs(made.astype(int) - plain).mean() < 3


def test_what_cannot_be_converted_is_a_missing_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("no such conversion")

    monkeypatch.setattr(FrameConverter, "_scaled", fail)
    assert Holding(SQUARE, 48, 1).hold(frame()) is None
    developing = Developing(SQUARE, 48)
    assert developing.picture(HeldFrame(frame(), 0)) is None
    assert developing.picture(None) is None
