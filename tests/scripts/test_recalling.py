"""What was known of a line, found again by its id."""

from __future__ import annotations

from adtool.scripts.recalling import recalled
from adtool.timeline import Candidate, Clip, Gap, Line, Omission, Script

CLIP = Clip(1_000, 3_000, Gap(1_000, 4_000))
DRAFT = Script(
    (
        Line(1_000, 2_000, "A man.", CLIP, (Candidate("A man.", -1.0),), ("Tom",), id="ad-0001"),
        Line(5_000, 6_000, "Snow.", facts={"scene": 3}, id="ad-0002"),
    ),
    movie="snow.mp4",
    duration=9_000,
    omissions=(Omission(CLIP, "nothing fits"),),
    metadata={"model": "bundled"},
)


def test_a_line_that_was_moved_and_reworded_is_known_by_its_id() -> None:
    edited = Script((Line(1_500, 2_500, "Tom enters.", id="ad-0001"), Line(7_000, 8_000, "New.")))
    script, found = recalled(edited, DRAFT)
    assert found == 1
    first, new = script.lines
    assert (first.start, first.end, first.text) == (1_500, 2_500, "Tom enters.")
    assert (first.clip, first.candidates, first.characters) == (
        CLIP,
        (Candidate("A man.", -1.0),),
        ("Tom",),
    )
    assert first.facts == {"draft": "A man."}
    assert new == edited.lines[1]
    assert (script.movie, script.duration, script.metadata) == (
        "snow.mp4",
        9_000,
        {"model": "bundled"},
    )
    assert script.omissions == DRAFT.omissions


def test_what_the_edited_file_says_comes_first() -> None:
    line = Line(1, 2, "Snow.", characters=("Ann",), facts={"scene": 4}, id="ad-0002")
    script, _ = recalled(Script((line,), movie="b.mp4", metadata={"model": "mine"}), DRAFT)
    assert script.lines == (line,)
    assert (script.movie, script.metadata) == ("b.mp4", {"model": "mine"})
