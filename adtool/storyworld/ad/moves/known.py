"""The actions that storyworld itself has, with more words."""

from __future__ import annotations

from adtool.storyworld import actions as known
from adtool.storyworld.ad.moves.move import Move

SIDEWAYS = ("left", "right")

KNOWN: dict[str, Move] = {
    "lift": Move(
        (
            "lift {o} overhead",
            "raise {o} above {h} head",
            "hold {o} up high",
            "heave {o} into the air",
        ),
        drawn=known.lift,
        thing=True,
    ),
    "throw": Move(
        ("throw {o} {d}", "hurl {o} {d}", "toss {o} {d}", "fling {o} {d}"),
        drawn=known.throw,
        thing=True,
        directions=SIDEWAYS,
    ),
    "kick": Move(
        ("kick {o} {d}", "send {o} flying {d} with a kick", "boot {o} {d}"),
        drawn=known.kick,
        thing=True,
        directions=SIDEWAYS,
    ),
    "push": Move(
        ("push {o} {d}", "shove {o} {d} over the floor", "lean against {o} to move it {d}"),
        drawn=known.push,
        thing=True,
        directions=SIDEWAYS,
    ),
    "carry": Move(
        ("carry {o} {d}", "walk {d} with {o}", "bring {o} along {d}"),
        drawn=known.carry,
        thing=True,
        directions=SIDEWAYS,
    ),
    "examine": Move(
        (
            "examine {o} with a magnifying glass",
            "study {o} through a lens",
            "peer at {o} through a magnifier",
        ),
        drawn=known.examine,
        thing=True,
    ),
    "drop": Move(("drop {o}", "let {o} fall", "lose hold of {o}"), drawn=known.drop, thing=True),
    "point": Move(
        ("point at {o}", "indicate {o} with a finger", "gesture at {o}"),
        drawn=known.point,
        thing=True,
    ),
    "polish": Move(
        ("polish {o}", "wipe {o} clean", "rub {o} with a cloth"), drawn=known.polish, thing=True
    ),
    "paint": Move(
        ("paint a picture of {o}", "put {o} on canvas", "work at an easel on a painting of {o}"),
        drawn=known.paint,
        thing=True,
    ),
    "juggle": Move(
        ("juggle three {s}", "keep three {s} in the air", "toss three {s} in turn"),
        drawn=known.juggle,
        thing=True,
    ),
    "balance": Move(
        ("balance {o} on {h} head", "wear {o} like a hat", "steady {o} on top of {h} head"),
        drawn=known.balance,
        thing=True,
    ),
    "give": Move(
        ("give {o} to {b}", "hand {o} to {b}", "pass {o} to {b}", "present {b} with {o}"),
        drawn=known.give,
        thing=True,
        pair=True,
    ),
    "dance": Move(("dance", "twirl to music", "sway to a tune"), drawn=known.dance),
    "sleep": Move(("sleep on a mat", "lie asleep", "doze on the floor"), drawn=known.sleep),
    "jump": Move(("jump up", "leap into the air", "spring off the ground"), drawn=known.jump),
    "run": Move(("run {d}", "sprint {d}", "dash {d}"), drawn=known.run, directions=SIDEWAYS),
    "wave": Move(("wave", "raise a hand in greeting", "wave a hand"), drawn=known.wave),
    "weep": Move(("weep", "burst into tears", "cry into {h} hands"), drawn=known.weep),
    "sit": Move(("sit down", "take a seat", "sink onto a chair"), drawn=known.sit),
}
