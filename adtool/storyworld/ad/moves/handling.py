"""What somebody does with a thing in both hands."""

from __future__ import annotations

from adtool.storyworld.ad.moves.move import Key, Move
from adtool.storyworld.ad.shapes import Area, Stroke

_LOW = ((1.5, -0.9), (2.2, -0.9))
_HELD = ((0.9, -2.9), (1.8, -2.9))


HANDLING: dict[str, Move] = {
    "pick up": Move(
        ("pick up {o}", "gather up {o}", "take {o} from the floor"),
        (
            Key(_LOW, lean=0.9, crouch=0.6, thing=(1.9, -0.8, 1, 0)),
            Key(_HELD, lean=0.1, thing=(1.6, -3.1, 1, 0)),
            Key(_HELD, lean=0.1, thing=(1.6, -3.2, 1, 0)),
        ),
        thing=True,
    ),
    "put down": Move(
        ("put {o} down", "set {o} on the floor", "lay {o} at {h} feet"),
        (
            Key(_HELD, lean=0.1, thing=(1.6, -3.1, 1, 0)),
            Key(_LOW, lean=0.9, crouch=0.6, thing=(1.9, -0.8, 1, 0)),
            Key(lean=0, thing=(1.9, -0.8, 1, 0)),
        ),
        thing=True,
    ),
    "shake": Move(
        ("shake {o}", "rattle {o}", "give {o} a shake"),
        (
            Key(((1.2, -3.8), (1.9, -3.8)), thing=(1.6, -4.3, 1, -0.5)),
            Key(((1.6, -3.0), (2.3, -3.0)), thing=(2.0, -3.4, 1, 0.5)),
            Key(((1.2, -3.8), (1.9, -3.8)), thing=(1.6, -4.3, 1, -0.5)),
        ),
        thing=True,
        cycles=6,
        before=(
            Stroke(((0.6, -5.4), (0.3, -4.9)), (255, 255, 255), 0.16),
            Stroke(((2.9, -4.6), (3.3, -4.1)), (255, 255, 255), 0.16),
            Stroke(((3.1, -2.6), (3.4, -3.1)), (255, 255, 255), 0.16),
        ),
    ),
    "hide": Move(
        ("hide {o} behind {h} back", "slip {o} behind {h} back", "conceal {o} behind {h} back"),
        (
            Key(_HELD, thing=(1.4, -3.1, 0.9, 0)),
            Key(((-1.1, -2.3), (-0.9, -2.3)), lean=0.1, thing=(-1.6, -2.4, 0.9, 0)),
            Key(((-1.1, -2.3), (-0.9, -2.3)), lean=0.1, thing=(-1.6, -2.4, 0.9, 0)),
        ),
        thing=True,
    ),
    "cuddle": Move(
        ("hug {o}", "clasp {o} to {h} chest", "cuddle {o}"),
        (
            Key(((0.9, -2.5), (1.1, -3.0)), thing=(0.7, -2.7, 0.95, 0.1)),
            Key(((0.8, -2.5), (1.0, -3.0)), lean=0.15, thing=(0.6, -2.8, 0.95, -0.15)),
            Key(((0.9, -2.5), (1.1, -3.0)), thing=(0.7, -2.7, 0.95, 0.1)),
        ),
        thing=True,
        cycles=2,
        before=tuple(
            Area(
                (
                    (x, -5.4),
                    (x + 0.35, -5.8),
                    (x + 0.65, -5.4),
                    (x, -4.8),
                    (x - 0.65, -5.4),
                    (x - 0.35, -5.8),
                ),
                (240, 60, 110),
            )
            for x in (1.7,)
        ),
    ),
    "spin": Move(
        ("spin {o} on a finger", "twirl {o} on {h} fingertip", "whirl {o} round on one finger"),
        (
            Key(((-0.7, -1.9), (1.2, -4.9)), thing=(1.6, -6.0, 0.95, 0)),
            Key(((-0.7, -1.9), (1.2, -4.9)), thing=(1.6, -6.0, 0.95, 3.14)),
            Key(((-0.7, -1.9), (1.2, -4.9)), thing=(1.6, -6.0, 0.95, 6.28)),
        ),
        thing=True,
        cycles=3,
        before=(
            Stroke(((0.2, -6.6), (0.5, -7.2), (1.1, -7.5)), (255, 255, 255), 0.16),
            Stroke(((3.0, -5.4), (2.7, -4.9), (2.2, -4.7)), (255, 255, 255), 0.16),
        ),
    ),
    "catch": Move(
        ("catch {o}", "snatch {o} out of the air", "grab {o} as it falls"),
        (
            Key(((1.3, -4.6), (2.1, -4.6)), thing=(3.8, -7.6, 1, 2)),
            Key(((1.6, -4.8), (2.4, -4.8)), thing=(2.0, -5.4, 1, 0)),
            Key(((0.9, -3.4), (1.6, -3.4)), crouch=0.3, thing=(1.3, -3.7, 1, 0)),
        ),
        thing=True,
        before=(
            Stroke(((3.4, -7.4), (2.7, -6.4)), (255, 255, 255), 0.12),
            Stroke(((4.3, -6.9), (3.4, -5.9)), (255, 255, 255), 0.12),
        ),
    ),
    "kiss": Move(
        ("kiss {o}", "plant a kiss on {o}", "press {h} lips to {o}"),
        (
            Key(_HELD, thing=(1.8, -3.2, 0.9, 0)),
            Key(((0.9, -3.5), (1.5, -3.5)), lean=0.15, thing=(1.5, -3.9, 0.9, 0)),
            Key(_HELD, thing=(1.8, -3.2, 0.9, 0)),
        ),
        thing=True,
        cycles=2,
        before=(
            Area(
                ((2.3, -5.6), (2.65, -6.0), (2.95, -5.6), (2.3, -5.0), (1.65, -5.6), (1.95, -6.0)),
                (240, 60, 110),
            ),
        ),
    ),
}
