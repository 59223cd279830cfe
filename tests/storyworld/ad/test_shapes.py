"""Shapes written as data."""

from PIL import Image, ImageDraw

from adtool.storyworld.ad.shapes import Area, Box, Oval, Stroke, draw_shape, tinted
from adtool.storyworld.drawing import Pen

RED, BLUE = (200, 0, 0), (0, 0, 200)


def drawn(*marks, tint=None):
    image = Image.new("RGB", (41, 41), "white")
    pen = Pen(ImageDraw.Draw(image), 20, 20, 10)
    draw_shape(tinted(pen, RED, tint) if tint else pen, marks, BLUE)
    return image.getpixel((20, 20))


def test_every_kind_of_mark_takes_the_things_colour_or_has_its_own():
    square = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    for own, expected in ((None, BLUE), (RED, RED)):
        assert drawn(Oval(0, 0, 1, 1, own)) == expected
        assert drawn(Box(-1, -1, 1, 1, own)) == expected
        assert drawn(Area(square, own)) == expected
        assert drawn(Stroke(((-1, 0), (1, 0)), own, 1.0)) == expected


def test_what_comes_later_is_drawn_over_what_came_before():
    assert drawn(Box(-1, -1, 1, 1, RED), Oval(0, 0, 0.8, 0.8)) == BLUE


def test_a_tinted_pen_puts_one_colour_for_another_and_leaves_the_rest():
    green = (0, 200, 0)
    for mark in (Oval(0, 0, 1, 1, RED), Box(-1, -1, 1, 1, RED), Stroke(((-1, 0), (1, 0)), RED, 1)):
        assert drawn(mark, tint=green) == green
    assert drawn(Oval(0, 0, 1, 1), tint=green) == BLUE
