"""What two people do with a thing between them."""

from __future__ import annotations

from adtool.storyworld.ad.moves.move import Key, Move

PASSING: dict[str, Move] = {
    "show": Move(
        ("show {o} to {b}", "hold {o} out for {b} to see", "present {o} to {b}'s view"),
        (
            Key(((1.0, -4.4), (1.5, -4.4)), thing=(1.9, -4.9, 0.95, 0)),
            Key(((1.1, -4.5), (1.6, -4.5)), lean=0.1, thing=(2.0, -5.0, 0.95, 0.1)),
        ),
        (Key(((-0.6, -2), (0.6, -2)), lean=0.1), Key(((-0.6, -2), (0.6, -2)), lean=0.25)),
        thing=True,
    ),
    "take": Move(
        ("take {o} from {b}", "snatch {o} away from {b}", "grab {o} out of {b}'s hands"),
        (
            Key(((1.5, -3.0), (2.0, -3.0)), lean=0.3, thing=(2.5, -3.1, 1, 0)),
            Key(((0.7, -2.9), (1.2, -2.9)), lean=-0.2, thing=(1.1, -3.1, 1, 0)),
            Key(((0.5, -2.9), (1.0, -2.9)), lean=-0.25, shift=(-0.5, 0), thing=(0.4, -3.1, 1, 0)),
        ),
        (
            Key(((0.9, -3.0), (1.3, -3.0))),
            Key(((1.3, -3.0), (1.8, -3.0)), lean=0.45),
            Key(((1.3, -3.2), (1.8, -3.0)), lean=0.5),
        ),
        thing=True,
    ),
    "throw to": Move(
        ("throw {o} to {b}", "toss {o} over to {b}", "lob {o} to {b}"),
        (
            Key(
                ((-0.9, -4.4), (-1.2, -4.6)), lean=-0.2, shift=(-1.2, 0), thing=(-2.0, -5.2, 0.9, 0)
            ),
            Key(((1.0, -4.0), (1.4, -4.0)), lean=0.3, shift=(-1.2, 0), thing=(1.6, -6.6, 0.9, 3)),
            Key(((1.0, -3.2), (1.4, -3.2)), lean=0.3, shift=(-1.2, 0), thing=(4.0, -4.0, 0.9, 6)),
        ),
        (
            Key(((0.6, -4.2), (1.2, -4.2)), shift=(-1.2, 0)),
            Key(((0.6, -4.4), (1.2, -4.4)), shift=(-1.2, 0)),
            Key(((0.3, -3.5), (0.9, -3.5)), shift=(-1.2, 0)),
        ),
        thing=True,
    ),
    "crown": Move(
        ("put {o} on {b}'s head", "crown {b} with {o}", "set {o} on top of {b}'s head"),
        (
            Key(((1.0, -4.0), (1.5, -4.0)), shift=(0.5, 0), thing=(2.0, -4.4, 0.8, 0)),
            Key(((2.0, -5.4), (2.5, -5.4)), lean=0.2, shift=(0.5, 0), thing=(3.6, -5.9, 0.8, 0)),
            Key(shift=(0.2, 0), thing=(3.6, -5.9, 0.8, 0)),
        ),
        (Key(), Key(), Key()),
        thing=True,
    ),
    "fight over": Move(
        ("fight with {b} over {o}", "tug at {o} against {b}", "wrestle {b} for {o}"),
        (
            Key(
                ((0.9, -2.9), (1.3, -2.9)), ((-1.1, 0), (0.6, 0)), -0.35, thing=(1.5, -3.0, 1, 0.2)
            ),
            Key(((1.4, -2.9), (1.8, -2.9)), ((-1.1, 0), (0.6, 0)), 0.1, thing=(2.2, -3.0, 1, -0.2)),
            Key(
                ((0.9, -2.9), (1.3, -2.9)), ((-1.1, 0), (0.6, 0)), -0.35, thing=(1.5, -3.0, 1, 0.2)
            ),
        ),
        (
            Key(((1.3, -2.9), (1.7, -2.9)), ((-1.1, 0), (0.6, 0)), 0.1),
            Key(((0.8, -2.9), (1.2, -2.9)), ((-1.1, 0), (0.6, 0)), -0.35),
            Key(((1.3, -2.9), (1.7, -2.9)), ((-1.1, 0), (0.6, 0)), 0.1),
        ),
        thing=True,
        cycles=3,
    ),
}
