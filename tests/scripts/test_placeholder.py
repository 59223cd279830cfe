"""Cues that keep the place of a line, and lines that only look a little like them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from adtool.scripts import FORMATS, examine, read_script, write_script
from adtool.scripts.dapt_rules import breaches
from adtool.scripts.elements import parse
from adtool.scripts.placeholder import is_placeholder, placeholder
from adtool.timeline import Line, Script

EXACT = [name for name, known in FORMATS.items() if known.times != "frames"]
"""The formats that hold times to the millisecond; an EDL counts frames."""


@pytest.mark.parametrize(
    ("duration", "words", "text"),
    [
        (3200, 8, "[3.2 s · 8 words]"),
        (3249, 8, "[3.2 s · 8 words]"),
        (400, 1, "[0.4 s · 1 word]"),
        (100, 0, "[0.1 s · 0 words]"),
        (3_600_000, 9600, "[3600.0 s · 9600 words]"),
    ],
)
def test_a_placeholder_says_its_length_and_its_words(duration, words, text):
    assert placeholder(duration, words) == text
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "[3.2 s · 8 words]",
        "[3.2 s · 1 word]",
        "[gap 12: 3.2 s]",  # as adtool gaps writes them
        "[3,2 s · 8 words]",
        "[3 s · 8 words]",
        "[3.2 s - 8 words]",
        "[3.2 s – 8 words]",
        "[3.2 s — 8 words]",
        "[3.2 s • 8 words]",
        "[3.2 s, 8 words]",
        "[3.2 s. 8 words]",
        "[3.2 s ? 8 words]",
        "[3.2 s \ufffd 8 words]",
        "[3.2s·8 words]",
        "[ 3.2 S · 8 WORDS ]",
        "[3.2 sec. · 8 words]",
        "[3.2 seconds · 8 words]",
        "  [3.2 s · 8 words]  ",
        "\n[3.2 s · 8 words]\n",
        "[3.2 s · 8 words]\nAnna, Tom.\nClose-up, still.",
        "[3.2 s · 8 words]\nAnna opens the door.",
    ],
)
def test_a_cue_is_a_placeholder_while_its_first_line_is_the_bracket(text):
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Anna opens the door.",
        "Anna, Tom.\n[3.2 s · 8 words]",
        "[3.2 s · 8 words] Anna opens the door.",
        "Anna opens the door. [3.2 s · 8 words]",
        "3.2 s · 8 words",
        "[gap: 3.2 s]",
        "[gap 12: 3.2 s] Anna waves.",
        "[3.2 s · 8 words",
        "[3.2 s]",
        "[8 words]",
        "[s · words]",
        "[3.2 m · 8 words]",
        "[three s · 8 words]",
        "[3.2 s · eight words]",
        "[3.2 s · 8 swords]",
        "[music]",
        "[[3.2 s · 8 words]]",
        "[" + " " * 1000 + "3.2 s · 8 words]",
        "[" + "3" * 100_000,
    ],
)
def test_what_else_stands_in_a_cue_is_a_line(text):
    assert not is_placeholder(text)


WAITING = "[3.2 s · 8 words]\nAnna & Tom.\n2 shots: close-up, still; moving.\nBefore: “Go <on>.”"
SCRIPT = Script(
    (
        Line(1000, 4200, WAITING, placeholder=True),
        Line(5000, 7000, "Anna opens the door."),
        Line(8000, 9000, "[1.0 s · 2 words]", placeholder=True),
    )
)


@pytest.mark.parametrize("name", EXACT)
def test_every_format_tells_placeholders_from_lines(tmp_path: Path, name: str):
    path = tmp_path / f"script.{name}"
    write_script(SCRIPT, path, name)
    script = read_script(path)
    assert [line.placeholder for line in script.lines] == [True, False, True]
    assert script.lines[0].text.splitlines()[:2] == ["[3.2 s · 8 words]", "Anna & Tom."]
    again = tmp_path / f"again.{name}"
    write_script(script, again, name)
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("name", EXACT)
def test_a_line_in_the_place_of_its_placeholder_is_one(tmp_path: Path, name: str):
    path = tmp_path / f"script.{name}"
    *lines, last = SCRIPT.lines
    written = replace(last, text="She leaves.")
    write_script(replace(SCRIPT, lines=(*lines, written)), path, name)
    assert [one.placeholder for one in examine(path).script.lines] == [True, False, False]


def test_placeholders_break_no_rule_of_dapt(tmp_path: Path):
    path = tmp_path / "script.ttml"
    write_script(SCRIPT, path)
    assert list(breaches(parse(path.read_bytes(), path))) == []
    assert examine(path).faults == ()
