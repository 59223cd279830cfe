"""Levels, and what a remark and a finding say where nothing is said."""

from __future__ import annotations

from adtool.checking import LEVELS, Finding, Remark


def test_levels_rise_from_nothing_to_an_error() -> None:
    assert LEVELS == ("off", "note", "warning", "error")


def test_a_remark_is_about_a_line_or_about_the_file() -> None:
    assert Remark(2, "It has no words.") == Remark(2, "It has no words.", advice="", place=0)
    assert Remark(None, "These are no times.", place=4).place == 4


def test_a_finding_without_a_line_has_number_0() -> None:
    found = Finding("format", "warning", "These are no times.")
    assert (found.number, found.start, found.end, found.text, found.place) == (0, 0, 0, "", 0)
    assert (found.advice, found.sources) == ("", ())
