"""How somebody does what they do: at what pace, in what mood, and the signs that show it."""

from __future__ import annotations

from dataclasses import dataclass

from adtool.storyworld.ad.shapes import Area, Oval, Shape, Stroke


@dataclass(frozen=True, slots=True)
class Manner:
    """A manner.

    Attributes:
        words: the adverbs that tell it.
        signs: drawn above the head or behind the body, facing right, from the ground.
        tempo: how fast the move goes.
    """

    words: tuple[str, ...]
    signs: Shape
    tempo: float = 1.0


_CLOUD = (120, 132, 160)

MANNERS: dict[str, Manner] = {
    "slowly": Manner(
        ("slowly", "unhurriedly", "leisurely"),
        tuple(Oval(-1.8 - 0.7 * i, -0.1, 0.26, 0.18, (70, 70, 90)) for i in range(3)),
        0.6,
    ),
    "quickly": Manner(
        ("quickly", "hurriedly", "swiftly"),
        tuple(Stroke(((-3.2, y), (-1.4, y)), (255, 255, 255), 0.2) for y in (-4.3, -3.1, -1.9)),
        1.8,
    ),
    "happily": Manner(
        ("happily", "cheerfully", "gleefully"),
        (
            Oval(-1.6, -5.6, 0.45, 0.45, (255, 224, 60)),
            *(
                Stroke(
                    ((-1.6 + 0.6 * x, -5.6 + 0.6 * y), (-1.6 + x, -5.6 + y)), (255, 200, 30), 0.16
                )
                for x, y in (
                    (1, 0),
                    (-1, 0),
                    (0, 1),
                    (0, -1),
                    (0.7, 0.7),
                    (-0.7, -0.7),
                    (0.7, -0.7),
                    (-0.7, 0.7),
                )
            ),
        ),
    ),
    "angrily": Manner(
        ("angrily", "furiously", "crossly"),
        (
            Area(
                (
                    (-2.6, -5.6),
                    (-1.9, -6.4),
                    (-1.8, -5.8),
                    (-1.0, -6.3),
                    (-1.2, -5.5),
                    (-0.8, -5.0),
                    (-1.6, -5.2),
                    (-2.2, -4.8),
                    (-2.0, -5.4),
                ),
                (230, 30, 30),
            ),
        ),
    ),
    "sadly": Manner(
        ("sadly", "glumly", "mournfully"),
        (
            Oval(-2.1, -5.9, 0.6, 0.4, _CLOUD),
            Oval(-1.3, -6.0, 0.7, 0.5, _CLOUD),
            *(
                Stroke(((x, -5.3), (x - 0.2, -4.6)), (80, 140, 250), 0.16)
                for x in (-2.2, -1.7, -1.2)
            ),
        ),
    ),
    "nervously": Manner(
        ("nervously", "anxiously", "uneasily"),
        tuple(
            Area(((x, y - 0.5), (x + 0.24, y), (x, y + 0.25), (x - 0.24, y)), (110, 200, 250))
            for x, y in ((-1.3, -5.2), (-1.7, -4.5), (1.4, -5.3), (-0.7, -5.8))
        ),
    ),
}

PACES = ("slowly", "quickly")
MOODS = tuple(key for key in MANNERS if key not in PACES)

_OWN_BOTH = frozenset(
    {
        "sleep",
        "weep",
        "wave",
        "drop",
        "tiptoe",
        "stumble",
        "shiver",
        "meditate",
        "pray",
        "faint",
        "sneeze",
        "gasp",
        "shrug",
        "laugh",
        "cheer",
        "hide eyes",
        "cross arms",
        "think",
        "yawn",
        "catch",
        "chase",
        "high-five",
        "scold",
        "sneak up",
        "fight over",
        "cuddle",
        "tickle",
    }
)
"""What has a pace and a mood of its own."""

_OWN_PACE = _OWN_BOTH | {
    "run",
    "dance",
    "jump",
    "juggle",
    "balance",
    "skate",
    "smash",
    "spin",
    "kiss",
    "stand on",
    "shove",
    "film",
}
_OWN_MOOD = _OWN_BOTH | {"pat"}


def manners_of(move: str) -> tuple[str, ...]:
    """Return the manners in which something can be done without contradicting what it is."""
    paces = () if move in _OWN_PACE else PACES
    return (*paces, *(() if move in _OWN_MOOD else MOODS))
