"""What the columns of a describer's table are called."""

from __future__ import annotations

import pytest

from adtool.scripts.tables.headings import OURS, is_heading, role, roles


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("TC IN", "start"),
        ("Time-code in:", "start"),
        ("Start (hh:mm:ss:ff)", "start"),
        ("Début", "start"),
        ("Out time", "end"),
        ("Timecode_Out", "end"),
        ("Time Code", "times"),
        ("In / Out", "times"),
        ("AD Text", "text"),
        ("Beschreibung", "text"),
        ("Audiodescripción", "text"),
        ("#", "line"),
        ("Nr.", "line"),
        ("On-Screen Notes", "note"),
        ("Status", ""),
        ("", ""),
    ],
)
def test_usual_headings_are_known(heading: str, meaning: str) -> None:
    assert role(heading) == meaning


def test_our_own_headings_are_known_and_make_a_head() -> None:
    assert all(role(heading) for heading in OURS.values())
    assert is_heading(roles(tuple(OURS.values())))


def test_a_head_needs_a_time_and_a_text() -> None:
    assert is_heading(roles(["Narration", "In"]))
    assert not is_heading(roles(["In", "Out"]))
    assert not is_heading(roles(["Script", "Notes"]))
