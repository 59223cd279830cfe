"""A revision as text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adtool.revision.revision import Revision, revise
from adtool.revision.text import to_text
from adtool.timeline import Line, Script

DRAFT = Script(
    (
        Line(1_000, 3_000, "Anna & Tom <b>enter</b>."),
        Line(10_000, 12_000, "Snow falls."),
        Line(20_000, 22_000, "A train leaves."),
    )
)


def test_text_has_a_summary_and_a_paragraph_for_each_place_that_differs(
    revision: Revision,
) -> None:
    assert to_text(revision) == (
        "ad.json and ad.docx: 3 of 4 places differ.\n"
        "Lines: 1 kept, 1 reworded, 1 moved, 1 cut, 1 new.\n"
        "Words of the draft that are left: 5 of 9 (56 %).\n"
        "Word edits a line: 2.0.\n"
        "Name put right at 0:00:01.500: Tom is Zoe.\n"
        "Faults newly made: 1; mended: 0.\n"
        "\n"
        "0:00:01.500 to 0:00:03.000: reworded, moved.\n"
        "It was at 0:00:01.000 to 0:00:03.000.\n"
        "Draft: Anna & Tom <b>enter</b>.\n"
        "Edited: Anna & Zoe <b>enter</b>.\n"
        "\n"
        "0:00:20.000 to 0:00:22.000: cut.\n"
        "Draft: A train leaves.\n"
        "\n"
        "0:00:30.000 to 0:00:31.000: new.\n"
        "Edited: Somebody waits.\n"
        "\n"
        "Faults newly made:\n"
        "0:00:30.000, we-see: Says “we”.\n"
    )


NONE = Script(())


@pytest.mark.parametrize(
    ("draft", "edited", "said"),
    [
        (DRAFT, DRAFT, "draft and edited: no difference.\n"),
        (DRAFT, Script((Line(900_000, 901_000, "Ships sail."),)), "are they of the same film?\n"),
        (DRAFT, NONE, "edited holds no lines.\n"),
        (NONE, DRAFT, "draft holds no lines.\n"),
        (NONE, NONE, "draft and edited: neither holds a line.\n"),
        (
            DRAFT,
            replace(DRAFT, language="de-AT"),
            "The languages differ: en in the draft, de-AT in the other.\n",
        ),
        (DRAFT, replace(DRAFT, language="und"), "one that is not named in the other.\n"),
    ],
)
def test_what_is_unusual_is_said_at_the_top(draft: Script, edited: Script, said: str) -> None:
    top = to_text(revise(draft, edited)).partition("\n\n")[0]
    assert said in top
    assert ("Word edits a line" in top) == (NONE not in (draft, edited))


def test_regions_of_a_language_are_no_other_language() -> None:
    british, american = replace(DRAFT, language="en-GB"), replace(DRAFT, language="en-US")
    assert "languages" not in to_text(revise(british, american))


def test_what_all_times_were_changed_by_is_said_once() -> None:
    draft = Script(tuple(Line(n * 4_000, n * 4_000 + 2_000, f"Step {n}.") for n in range(8)))
    lines = [replace(line, start=line.start + 7_200, end=line.end + 7_200) for line in draft.lines]
    told = to_text(revise(draft, Script(tuple(lines))))
    assert (
        "Most times are as after adtool convert --shift 7.2; lines that only follow were not moved."
    ) in told
    assert told.count("\n\n") == 0
