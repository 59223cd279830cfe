"""The things that storyworld itself has, in more colours."""

from __future__ import annotations

from adtool.storyworld import objects as known
from adtool.storyworld.ad.colours import ANY
from adtool.storyworld.ad.things.thing import Thing

KNOWN: dict[str, Thing] = {
    "ball": Thing(("ball", "beach ball"), own=known.RED),
    "book": Thing(("book", "open book"), own=known.BLUE),
    "lamp": Thing(("lamp", "table lamp"), own=known.YELLOW),
    "apple": Thing(("apple",), own=known.GREEN, colours=("red", "green", "yellow")),
    "umbrella": Thing(("umbrella", "parasol"), own=known.PURPLE),
    "clock": Thing(("clock",), own=known.BLACK, colours=tuple(c for c in ANY if c != "white")),
    "key": Thing(("key",), own=known.GOLD),
    "guitar": Thing(("guitar",), own=known.ORANGE),
    "kite": Thing(("kite",), own=known.CYAN),
    "cake": Thing(("cake", "layer cake"), own=known.PINK, colours=("pink", "white", "brown")),
    "candle": Thing(("candle", "lit candle"), own=known.WHITE),
    "crown": Thing(("crown",), own=known.YELLOW),
    "hat": Thing(("top hat", "hat"), own=known.BLACK),
    "drum": Thing(("drum",), own=known.RED),
    "vase": Thing(("vase", "flower vase"), own=known.TEAL),
    "letter": Thing(("letter", "envelope"), own=known.WHITE),
    "suitcase": Thing(("suitcase", "case"), own=known.BROWN),
    "teapot": Thing(("teapot",), own=known.CYAN),
    "flag": Thing(("flag",), own=known.ORANGE),
    "fish": Thing(("fish",), own=known.BLUE, plural=("fish",)),
    "star": Thing(("star", "cardboard star"), own=known.YELLOW),
    "mirror": Thing(("mirror", "hand mirror"), own=known.PURPLE),
    "bell": Thing(("bell",), own=known.GOLD),
    "cactus": Thing(
        ("cactus", "potted cactus"), colours=(), plural=("cactuses", "potted cactuses")
    ),
}
