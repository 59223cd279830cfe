"""What somebody does without a thing and without anybody else."""

from __future__ import annotations

from adtool.storyworld.ad.moves.move import Key, Move
from adtool.storyworld.ad.shapes import Area, Box, Oval, Stroke

_UP = ((-1.0, -6.2), (1.0, -6.2))
_MAT = (Box(-3, -0.25, 3, 0.1, (90, 160, 120)),)
_BANG = (
    Area(((1.5, -6.6), (2.1, -6.6), (1.9, -5.2), (1.7, -5.2)), (250, 230, 60)),
    Oval(1.8, -4.8, 0.2, 0.2, (250, 230, 60)),
)

BODY: dict[str, Move] = {
    "stretch": Move(
        ("stretch", "reach for the sky", "stretch {h} arms overhead"),
        (Key(), Key(_UP, ((-0.7, 0), (0.7, 0))), Key(((-1.8, -4.4), (1.8, -4.4)))),
        cycles=2,
    ),
    "kneel": Move(
        ("kneel down", "drop to one knee", "sink to {h} knees"),
        (
            Key(),
            Key(((-0.3, -1.7), (1.0, -1.6)), ((-1.3, 0), (0.8, 0)), 0.1, crouch=0.95),
            Key(((-0.3, -1.7), (1.0, -1.6)), ((-1.3, 0), (0.8, 0)), 0.1, crouch=0.95),
        ),
    ),
    "bow": Move(
        ("bow", "bend in a deep bow", "take a bow"),
        (
            Key(),
            Key(((-1.0, -2.0), (0.9, -1.8)), lean=1.25),
            Key(((-1.0, -2.0), (0.9, -1.8)), lean=1.25),
            Key(),
        ),
    ),
    "squat": Move(
        ("do squats", "exercise with knee bends", "work out with squats"),
        (
            Key(((1.6, -3.2), (1.9, -3.2))),
            Key(((1.7, -2.2), (2.0, -2.2)), ((-0.9, 0), (0.7, 0)), 0.3, crouch=1.0),
            Key(((1.6, -3.2), (1.9, -3.2))),
        ),
        cycles=3,
    ),
    "push-ups": Move(
        ("do push-ups", "work out on the floor", "pump out press-ups"),
        (
            Key(((1.9, -0.1), (2.3, -0.1)), ((-1.9, 0), (-1.7, 0)), 1.15, crouch=1.0),
            Key(((1.9, -0.1), (2.3, -0.1)), ((-1.9, 0), (-1.7, 0)), 1.5, crouch=1.5),
            Key(((1.9, -0.1), (2.3, -0.1)), ((-1.9, 0), (-1.7, 0)), 1.15, crouch=1.0),
        ),
        cycles=3,
        behind=_MAT,
    ),
    "yawn": Move(
        ("yawn", "give a huge yawn", "cover a yawn"),
        (
            Key(),
            Key(((-1.5, -5.4), (0.7, -3.9)), lean=-0.15),
            Key(((-1.5, -5.6), (0.6, -3.9)), lean=-0.2),
            Key(),
        ),
        before=(Oval(0.2, -3.75, 0.32, 0.32, (120, 20, 40)),),
    ),
    "shiver": Move(
        ("shiver", "tremble with cold", "shake all over"),
        (
            Key(((0.4, -3.0), (-0.4, -3.0)), lean=-0.06),
            Key(((0.4, -2.9), (-0.4, -2.9)), lean=0.1, crouch=0.15),
            Key(((0.4, -3.0), (-0.4, -3.0)), lean=-0.06),
        ),
        cycles=9,
        before=(
            Stroke(((-1.5, -4.2), (-1.8, -3.7), (-1.5, -3.2), (-1.8, -2.7)), (120, 200, 255), 0.16),
            Stroke(((1.5, -4.2), (1.8, -3.7), (1.5, -3.2), (1.8, -2.7)), (120, 200, 255), 0.16),
        ),
    ),
    "meditate": Move(
        ("meditate", "sit cross-legged in meditation", "rest in the lotus position"),
        (
            Key(((-1.3, -1.1), (1.3, -1.1)), ((0.9, -0.1), (-0.9, -0.1)), crouch=1.65),
            Key(((-1.3, -1.2), (1.3, -1.2)), ((0.9, -0.1), (-0.9, -0.1)), crouch=1.6),
        ),
        behind=_MAT,
    ),
    "pray": Move(
        ("pray", "fold {h} hands in prayer", "kneel in prayer"),
        (
            Key(((0.7, -2.6), (0.9, -2.6)), ((-1.4, 0), (-0.9, 0)), 0.12, crouch=1.0),
            Key(((0.7, -2.5), (0.9, -2.5)), ((-1.4, 0), (-0.9, 0)), 0.2, crouch=1.0),
        ),
    ),
    "clap": Move(
        ("clap", "applaud", "clap {h} hands"),
        (
            Key(((0.4, -3.5), (1.6, -3.5))),
            Key(((0.9, -3.5), (1.1, -3.5))),
            Key(((0.4, -3.5), (1.6, -3.5))),
        ),
        cycles=6,
        before=(
            Stroke(((1.7, -4.3), (2.1, -4.8)), (255, 255, 255), 0.16),
            Stroke(((0.9, -4.5), (0.9, -5.0)), (255, 255, 255), 0.16),
            Stroke(((1.9, -3.5), (2.5, -3.5)), (255, 255, 255), 0.16),
        ),
    ),
    "cheer": Move(
        ("cheer", "throw both arms up in triumph", "celebrate"),
        (
            Key(((-1.2, -5.4), (1.2, -5.4))),
            Key(((-1.4, -6.3), (1.4, -6.3)), ((-0.7, 0), (0.7, 0)), shift=(0, -0.8)),
            Key(((-1.2, -5.4), (1.2, -5.4))),
        ),
        cycles=4,
        before=tuple(
            Stroke(((x, -6.0), (x * 1.3, -6.8)), (250, 220, 60), 0.2)
            for x in (-1.9, 1.9, -2.6, 2.6)
        ),
    ),
    "faint": Move(
        ("faint", "collapse to the floor", "pass out"),
        (
            Key(),
            Key(((-0.6, -4.9), (1.2, -4.2)), lean=-0.3),
            Key(((-0.9, -4.6), (0.9, -4.2)), shift=(-0.3, -0.7), turn=-1.5),
            Key(((-0.9, -4.6), (0.9, -4.2)), shift=(-0.3, -0.7), turn=-1.5),
        ),
    ),
    "sneeze": Move(
        ("sneeze", "sneeze loudly", "let out a sneeze"),
        (
            Key(((0.2, -3.2), (1.0, -4.2)), lean=-0.25),
            Key(((0.8, -3.2), (1.4, -3.6)), lean=0.6),
            Key(((0.8, -3.2), (1.4, -3.6)), lean=0.6),
        ),
        before=tuple(
            Oval(2.3 + 0.4 * i, -3.4 + 0.3 * (i % 3), 0.16, 0.16, (150, 220, 255)) for i in range(5)
        ),
    ),
    "gasp": Move(
        ("gasp", "start in surprise", "recoil in shock"),
        (
            Key(),
            Key(((-1.2, -4.4), (1.2, -4.4)), ((-0.8, 0), (0.6, 0)), -0.25),
            Key(((-1.1, -4.5), (1.3, -4.5)), ((-0.8, 0), (0.6, 0)), -0.25),
        ),
        before=_BANG,
    ),
    "shrug": Move(
        ("shrug", "spread {h} palms helplessly", "shrug {h} shoulders"),
        (
            Key(((-1.5, -2.7), (1.5, -2.7))),
            Key(((-1.7, -3.7), (1.7, -3.7))),
            Key(((-1.5, -2.7), (1.5, -2.7))),
        ),
        cycles=2,
    ),
    "laugh": Move(
        ("laugh", "burst out laughing", "double up with laughter"),
        (
            Key(((0.2, -2.3), (0.7, -2.3)), lean=0.3),
            Key(((0.2, -2.4), (0.7, -2.4)), lean=-0.2),
            Key(((0.2, -2.3), (0.7, -2.3)), lean=0.3),
        ),
        cycles=4,
        before=tuple(
            Stroke(
                ((x, -5.6), (x, -5.0), (x + 0.3, -5.3), (x + 0.6, -5.6), (x + 0.6, -5.0)),
                (250, 220, 60),
                0.16,
            )
            for x in (-2.3, 1.4)
        ),
    ),
    "hide eyes": Move(
        ("cover {h} eyes", "hide {h} face", "shut out the sight with both hands"),
        (Key(), Key(((-0.25, -4.2), (0.55, -4.2))), Key(((-0.25, -4.2), (0.55, -4.2)))),
    ),
    "cross arms": Move(
        ("fold {h} arms", "cross {h} arms", "stand with folded arms"),
        (Key(((0.5, -2.7), (-0.4, -2.7))), Key(((0.5, -2.75), (-0.4, -2.75)), lean=-0.06)),
    ),
    "think": Move(
        ("scratch {h} chin", "ponder", "think hard"),
        (Key(((0.5, -2.6), (0.5, -3.5)), lean=0.1), Key(((0.5, -2.6), (0.35, -3.4)), lean=0.16)),
        before=(Oval(1.2, -5.2, 0.2, 0.16), Oval(1.6, -5.6, 0.3, 0.24), Oval(2.5, -6.2, 0.9, 0.55)),
    ),
    "look": Move(
        ("look {d}", "gaze {d}", "cast {h} eyes {d}"),
        (
            Key(((0.2, -2.2), (1.5, -2.0)), lean=0.55),
            Key(),
            Key(((-0.65, -1.95), (1.1, -4.6)), lean=-0.45),
        ),
        directions=("up", "down"),
    ),
}
