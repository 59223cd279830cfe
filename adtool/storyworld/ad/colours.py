"""The colours that things come in, and what they are called."""

from __future__ import annotations

from adtool.storyworld.drawing import Colour

COLOURS: dict[str, Colour] = {
    "red": (222, 40, 44),
    "orange": (244, 140, 30),
    "yellow": (250, 216, 50),
    "green": (56, 168, 70),
    "blue": (44, 96, 220),
    "purple": (140, 64, 190),
    "pink": (246, 130, 178),
    "brown": (134, 84, 46),
    "black": (44, 42, 50),
    "white": (246, 244, 238),
    "grey": (150, 154, 164),
}

COLOUR_WORDS: dict[str, tuple[str, ...]] = {
    "red": ("red", "scarlet"),
    "orange": ("orange",),
    "yellow": ("yellow", "bright yellow"),
    "green": ("green",),
    "blue": ("blue", "bright blue"),
    "purple": ("purple", "violet"),
    "pink": ("pink",),
    "brown": ("brown", "dark brown"),
    "black": ("black", "jet-black"),
    "white": ("white",),
    "grey": ("grey", "silver-grey"),
}

ANY = tuple(COLOURS)
"""Of what is painted, dyed or glazed."""
