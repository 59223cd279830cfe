"""What a script has is named, where a format has no place for it."""

from dataclasses import replace

import pytest

from adtool.scripts.losses import HOLDINGS, unheld
from adtool.timeline import Candidate, Clip, Correction, Gap, Line, Omission, Script

CLIP = Clip(0, 1_000, gap=Gap(0, 2_000))
OFFERED = (Candidate("One.", -1.0),)
CORRECTED = Correction("He.", "One.", ("a name is known",))
PLAIN = Script((Line(0, 1_000, "One."), Line(1_000, 2_000, "Two.")), language="")


def with_first(**changes: object) -> Script:
    first, *others = PLAIN.lines
    return replace(PLAIN, lines=(replace(first, **changes), *others))


@pytest.mark.parametrize(
    ("script", "lost"),
    [
        (PLAIN, ()),
        (replace(PLAIN, language="en"), ("language",)),
        (replace(PLAIN, movie="snow.mp4"), ("movie",)),
        (replace(PLAIN, duration=1), ("duration",)),
        (with_first(characters=("Anna",)), ("characters",)),
        (with_first(extended=True), ("pauses of the film",)),
        (replace(PLAIN, omissions=(Omission(CLIP, ""),)), ("clips without a line", "gaps")),
        (
            replace(PLAIN, omissions=(Omission(CLIP, "", OFFERED),)),
            ("clips without a line", "gaps", "candidates"),
        ),
        (with_first(clip=CLIP), ("gaps",)),
        (with_first(candidates=OFFERED), ("candidates",)),
        (with_first(presence=(0.5,)), ("presence of characters",)),
        (with_first(corrections=(CORRECTED,)), ("corrections",)),
        (
            replace(PLAIN, omissions=(Omission(CLIP, "", corrections=(CORRECTED,)),)),
            ("clips without a line", "gaps", "corrections"),
        ),
        (with_first(facts={"words": 2}), ("facts",)),
        (with_first(facts={"note": "So."}), ("notes",)),
        (with_first(facts={"draft": "A."}), ("words of the draft",)),
        (with_first(id="ad-0001"), ("ids",)),
        (
            replace(PLAIN, omissions=(Omission(CLIP, "", facts={"words": 2}),)),
            ("clips without a line", "gaps", "facts"),
        ),
        (with_first(shortened=True), ("marks of shortened lines",)),
        (replace(PLAIN, metadata={"a": 1}), ("metadata",)),
        (with_first(end=1_001), ("overlaps",)),
        (with_first(text=""), ("lines without text",)),
        (with_first(end=0), ("lines without length",)),
        (with_first(end=1), ()),
        (with_first(text="<b>One.</b>"), ("text that looks like markup",)),
        (with_first(text="One.\n\n One."), (list(HOLDINGS)[-1],)),
    ],
)
def test_each_thing_is_named_where_it_is_and_only_there(
    script: Script, lost: tuple[str, ...]
) -> None:
    assert unheld(script, ()) == lost


def test_lines_overlap_whatever_their_order_in_the_script() -> None:
    lines = (Line(5_000, 9_000, "Late."), Line(0, 5_001, "Early."))
    assert unheld(replace(PLAIN, lines=lines), ()) == ("overlaps",)
    assert unheld(replace(PLAIN, lines=(lines[0], Line(0, 5_000, "Early."))), ()) == ()


def test_what_the_format_holds_is_not_lost() -> None:
    script = replace(PLAIN, language="en", movie="snow.mp4", duration=1)
    assert unheld(script, {"movie"}) == ("language", "duration")
    assert unheld(script, HOLDINGS) == ()
