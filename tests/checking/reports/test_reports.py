"""Findings as text and as JSON: the layout, word for word."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from adtool.checking import Finding
from adtool.checking.figures import Figures
from adtool.checking.reports.reports import REPORTS, Report, as_json, as_sarif, as_text
from adtool.checking.reports.sarif import sarif

FAST = Finding(
    "too-fast", "error", "It is fast.", "Cut it.", ("dcmp-tips",), 2, 3_723_450, 3_724_000,
    "Tom  sits\ndown.", 7,
)  # fmt: skip
SLOW = Finding("slow", "note", "It is slow.", "", ("adtool",), 3, 9000, 9500, "He waits.")
ODD = Finding("format", "warning", "These are no times.", sources=("format",), place=4)
LONG = Finding("past-end", "error", "It is late.", "", ("adtool",), 4, 0, 1, " ")
FIGURES = Figures(4, 4.75, 180.0, 50.0, 1.0, 75.0)


def test_the_text_is_a_paragraph_a_finding_then_figures_then_sources() -> None:
    report = Report("ad.srt", "adtool", [ODD, FAST, SLOW, SLOW], FIGURES, ["speech; say when."])
    assert (
        as_text(report)
        == """\
ad.srt:4: warning: These are no times. [format]

ad.srt:7, line 2 at 1:02:03.450: error: It is fast. Cut it. [too-fast]
  “Tom sits down.”

ad.srt, line 3 at 0:00:09.000: note: It is slow. [slow]
  “He waits.”

ad.srt, line 3 at 0:00:09.000: note: It is slow. [slow]
  “He waits.”

ad.srt: 4 lines; 1 error, 1 warning, 2 notes.
Figures, and those of human audio description (TV-AD, 2,983 lines) for comparison:
  words a line, mean: 4.8 (human 7.2)
  words a minute, median: 180.0 (human 231.4)
  percent of words from the line before: 50.0 (human 12.6)
  distinctive words a line: 1.0 (human 2.5)
  percent of lines without any: 75.0 (human 6.7)
  slow, in 100 lines: 50.0 (human 0.3)
  format, in 100 lines: 25.0
  too-fast, in 100 lines: 25.0 (human 76.0)
Not checked: speech; say when.

Where these rules come from; guides are advice, and houses differ:
  format: The file format's own specification.
  too-fast: DCMP, Description Tip Sheet.
  slow: adtool's own: a player or a voice could not do anything with it.
"""
    )


def test_a_script_without_findings_has_figures_alone() -> None:
    report = Report("ad.srt", "adtool", [], Figures(0, 0, 0, 0, 0, 0))
    assert (
        as_text(report)
        == """\
ad.srt: 0 lines; 0 errors, 0 warnings, 0 notes.
Figures, and those of human audio description (TV-AD, 2,983 lines) for comparison:
  words a line, mean: 0.0 (human 7.2)
  words a minute, median: 0.0 (human 231.4)
  percent of words from the line before: 0.0 (human 12.6)
  distinctive words a line: 0.0 (human 2.5)
  percent of lines without any: 0.0 (human 6.7)
"""
    )


def test_a_file_without_lines_has_as_many_findings_in_a_hundred_as_in_one() -> None:
    report = Report("ad.srt", "adtool", [ODD, ODD], Figures(0, 0, 0, 0, 0, 0))
    assert "  format, in 100 lines: 200.0\n" in as_text(report)
    report = replace(report, figures=Figures(1, 0, 0, 0, 0, 0))
    assert "  format, in 100 lines: 200.0\n" in as_text(report)
    report = replace(report, figures=Figures(2, 0, 0, 0, 0, 0))
    assert "  format, in 100 lines: 100.0\n" in as_text(report)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a" * 200, f"“{'a' * 200}”"),
        ("a" * 201, f"“{'a' * 200}…”"),
        ("a" * 199 + "  b", f"“{'a' * 199} …”"),
        (" " * 799 + "ab", "“a”"),  # no more than four times as much is looked at
    ],
)
def test_long_lines_are_cut(text: str, shown: str) -> None:
    paragraph = as_text(Report("ad.srt", "adtool", [replace(SLOW, text=text)], FIGURES))
    assert paragraph.splitlines()[1] == f"  {shown}"


def test_a_blank_line_is_not_quoted() -> None:
    first = as_text(Report("ad.srt", "adtool", [LONG], FIGURES)).splitlines()[:2]
    assert first == ["ad.srt, line 4 at 0:00:00.000: error: It is late. [past-end]", ""]


def test_levels_are_counted_the_gravest_first() -> None:
    report = Report("ad.srt", "adtool", [SLOW, FAST, SLOW], FIGURES)
    assert list(report.levels.items()) == [("error", 1), ("warning", 0), ("note", 2)]


def test_json_holds_everything_in_seconds() -> None:
    text = as_json(Report("é.srt", "acb", [FAST, ODD], FIGURES, ["speech; say when."]))
    assert text.startswith('{\n "script": "é.srt",\n "house": "acb",\n "findings": [\n  {\n')
    assert text.endswith("}\n")
    answer = json.loads(text)
    assert answer["findings"] == [
        {
            "rule": "too-fast",
            "level": "error",
            "what": "It is fast.",
            "advice": "Cut it.",
            "clause": "",
            "sources": ["DCMP, Description Tip Sheet"],
            "number": 2,
            "start": 3723.45,
            "end": 3724.0,
            "text": "Tom  sits\ndown.",
            "place": 7,
        },
        {
            "rule": "format",
            "level": "warning",
            "what": "These are no times.",
            "advice": "",
            "clause": "",
            "sources": ["The file format's own specification"],
            "number": 0,
            "start": 0.0,
            "end": 0.0,
            "text": "",
            "place": 4,
        },
    ]
    assert answer["levels"] == {"error": 1, "warning": 1, "note": 0}
    assert answer["rules"] == {"too-fast": 1, "format": 1}
    assert answer["figures"] == {
        "lines": 4,
        "words_a_line": 4.75,
        "words_a_minute": 180.0,
        "repetition": 50.0,
        "distinctive": 1.0,
        "indistinct": 75.0,
        "unwritten": 0,
    }
    assert answer["human"]["figures"]["words_a_minute"] == 231.4
    assert answer["human"]["findings_in_100_lines"]["too-fast"] == 76.0
    assert answer["unchecked"] == ["speech; say when."]


def test_sarif_is_written_as_json() -> None:
    assert {"text": as_text, "json": as_json, "sarif": as_sarif} == REPORTS
    text = as_sarif(Report("ad.srt", "adtool", [FAST, replace(SLOW, text="é")], FIGURES))
    assert json.loads(text) == sarif("ad.srt", [FAST, replace(SLOW, text="é")])
    assert '"text": "é"' in text
    assert text.startswith('{\n "$schema": "https://docs.oasis-open.org/')
    assert text.endswith("}\n")


def test_cues_that_wait_for_a_line_are_counted_beside_the_lines() -> None:
    waiting = Finding("unwritten", "warning", "3 cues wait.", place=2)
    report = Report("ad.srt", "adtool", [waiting], Figures(1, 0, 0, 0, 0, 0, 3))
    text = as_text(report)
    assert "ad.srt: 1 lines, 3 still to be written; 0 errors, 1 warning, 0 notes.\n" in text
    assert "in 100 lines" not in text
    assert json.loads(as_json(report))["figures"]["unwritten"] == 3
