"""Ellipses round faces, and numbers of shots."""

from __future__ import annotations

import math

import numpy as np
import pytest

from adtool.narration.marked_pictures import COLOURS, colours_of, mark, scaled

FACE = (0.4, 0.3, 0.6, 0.7)
NAN = math.nan


def grey(height: int, width: int, level: int = 100) -> np.ndarray:
    return np.full((height, width, 3), level, np.uint8)


def pixels(picture: np.ndarray) -> set[tuple[int, ...]]:
    return {tuple(map(int, pixel)) for pixel in picture.reshape(-1, 3)}


def extent(changed: np.ndarray) -> tuple[int, int, int, int]:
    """Return the first and last columns and rows where something is marked."""
    rows, columns = np.nonzero(changed)
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


def test_people_get_the_eight_colours_in_order_and_the_ninth_gets_none() -> None:
    colours = colours_of([f"P{i}" for i in range(9)])
    assert [colour.name for colour in colours.values()] == [
        *("red", "green", "blue", "yellow", "pink", "cyan", "white", "black")
    ]
    assert list(colours) == [f"P{i}" for i in range(8)]


def test_a_name_that_comes_twice_has_one_colour() -> None:
    colours = colours_of(["Anna", "Tom", "Anna", "Eve"])
    assert {name: colour.name for name, colour in colours.items()} == {
        "Anna": "red",
        "Tom": "green",
        "Eve": "blue",
    }
    assert colours_of([]) == {}


@pytest.mark.parametrize("colour", COLOURS, ids=lambda colour: colour.name)
def test_an_ellipse_covers_four_fifths_of_what_lies_below(colour) -> None:
    marked = mark(grey(200, 200), {"Anna": FACE}, {"Anna": colour})
    blended = tuple(round(0.8 * value + 0.2 * 100) for value in colour.rgb)
    assert pixels(marked) == {(100, 100, 100), blended}


def test_an_ellipse_lies_round_the_face_and_leaves_it_free() -> None:
    marked = mark(grey(200, 400), {"Anna": FACE}, colours_of(["Anna"]))
    changed = (marked != 100).any(axis=-1)
    left, top, right, bottom = extent(changed)
    assert (left, right) == (152, 247)  # the face's columns are 160 to 240, a fifth more is 96
    assert (top, bottom) == (52, 147)  # its rows are 60 to 140
    assert not changed[90:110, 165:235].any()
    assert not changed[52, 152]  # no corner: it is round


@pytest.mark.parametrize(
    ("width", "line"), [(60, 1), (149, 1), (151, 2), (200, 2), (249, 2), (251, 3), (600, 6)]
)
def test_the_line_is_a_hundredth_of_the_width_and_one_pixel_at_least(width: int, line: int) -> None:
    marked = mark(grey(600, width), {"Anna": (0.2, 0.2, 0.8, 0.8)}, colours_of(["Anna"]))
    middle = (marked[300] != 100).any(axis=-1)
    assert middle[: width // 2].sum() == middle[width // 2 :].sum() == line


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ((-0.5, 0.4, 0.3, 0.6), "left"),
        ((0.7, 0.4, 1.5, 0.6), "right"),
        ((0.4, -0.5, 0.6, 0.3), "top"),
        ((0.4, 0.7, 0.6, 1.5), "bottom"),
    ],
)
def test_an_ellipse_ends_with_the_picture(box, expected: str) -> None:
    marked = mark(grey(100, 100), {"Anna": box}, colours_of(["Anna"]))
    edges = dict(zip(("left", "top"), extent((marked != 100).any(axis=-1))[:2], strict=True))
    edges |= dict(zip(("right", "bottom"), extent((marked != 100).any(axis=-1))[2:], strict=True))
    assert edges[expected] == (0 if expected in ("left", "top") else 99)


def test_a_face_as_large_as_the_picture_is_marked_along_its_edges() -> None:
    marked = mark(grey(100, 100), {"Anna": (0, 0, 1, 1)}, colours_of(["Anna"]))
    assert extent((marked != 100).any(axis=-1)) == (0, 0, 99, 99)


@pytest.mark.parametrize(
    "box",
    [
        (0.5, 0.2, 0.5, 0.4),
        (0.2, 0.5, 0.4, 0.5),
        (0.6, 0.2, 0.4, 0.4),
        (0.2, 0.6, 0.4, 0.4),
        (1.2, 0.2, 1.4, 0.4),
        (-0.4, 0.2, -0.2, 0.4),
        (0.2, 1.2, 0.4, 1.4),
        (0.2, -0.4, 0.4, -0.2),
        (NAN, 0.2, 0.4, 0.4),
        (0.2, 0.2, 0.4, NAN),
        (-1.0, -1.0, -0.1, -0.1),
    ],
)
def test_a_face_that_is_no_part_of_the_picture_is_passed_over(box) -> None:
    assert (mark(grey(50, 50), {"Anna": box}, colours_of(["Anna"])) == 100).all()


def test_a_face_of_one_pixel_is_marked_all_the_same() -> None:
    marked = mark(grey(50, 50), {"Anna": (0.5, 0.5, 0.501, 0.501)}, colours_of(["Anna"]))
    assert (marked != 100).any()


def test_somebody_without_a_colour_is_not_marked() -> None:
    marked = mark(grey(50, 50), {"Tom": FACE}, colours_of(["Anna"]))
    assert (marked == 100).all()


@pytest.mark.parametrize("level", [0, 64, 128, 192, 255])
def test_a_label_stands_in_the_corner_and_can_be_read_on_any_ground(level: int) -> None:
    marked = mark(grey(240, 320, level), {}, {}, shot=3)
    changed = (marked != level).any(axis=-1)
    left, top, right, bottom = extent(changed)
    assert 0 <= left < 10
    assert 0 <= top < 10
    assert right < 80
    assert bottom < 30
    label = marked[top : bottom + 1, left : right + 1].mean(axis=-1)
    assert (label > 250).sum() > 30
    assert (label < 60).sum() > 30


def test_labels_of_different_shots_differ_and_grow_with_the_picture() -> None:
    small, large = (mark(grey(size, size), {}, {}, shot=1) for size in (200, 800))
    heights = [extent((one != 100).any(axis=-1))[3] for one in (small, large)]
    assert heights[1] > 3 * heights[0]
    assert (mark(grey(200, 200), {}, {}, shot=2) != small).any()
    assert (mark(grey(200, 200), {}, {}, shot=1) == small).all()


def test_a_tiny_picture_can_be_marked_and_labelled() -> None:
    assert mark(grey(1, 1), {"Anna": (0, 0, 1, 1)}, colours_of(["Anna"]), 12).shape == (1, 1, 3)


def test_the_picture_that_is_marked_stays_as_it_was() -> None:
    picture = grey(60, 80)
    picture.setflags(write=False)
    marked = mark(picture, {"Anna": FACE}, colours_of(["Anna"]), shot=1)
    assert (picture == 100).all()
    assert marked.shape == picture.shape
    assert marked.dtype == np.uint8
    assert marked.flags.writeable
    assert mark(picture, {}, {}) is not picture


def test_a_part_of_a_larger_array_can_be_marked() -> None:
    whole = grey(100, 100)
    marked = mark(whole[::2, ::-2], {"Anna": FACE}, colours_of(["Anna"]))
    assert marked.shape == (50, 50, 3)
    assert (whole == 100).all()


@pytest.mark.parametrize(
    ("size", "short_side", "expected"),
    [
        ((100, 200), 50, (50, 100)),
        ((200, 100), 50, (100, 50)),
        ((100, 200), 99, (99, 198)),
        ((100, 200), 100, (100, 200)),
        ((100, 200), 101, (100, 200)),
        ((2, 900), 1, (1, 450)),
        ((1, 900), 1, (1, 900)),
    ],
)
def test_a_picture_is_scaled_down_and_never_up(size, short_side: int, expected) -> None:
    picture = grey(*size)
    small = scaled(picture, short_side)
    assert small.shape == (*expected, 3)
    assert (small == 100).all()
    assert (small is picture) == (size == expected)
