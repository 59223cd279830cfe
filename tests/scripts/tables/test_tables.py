"""All tables: what a script has comes back, in milliseconds and in frames, and nothing is run."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from adtool.scripts import FORMATS, examine, format_text
from adtool.scripts.layout import Layout
from adtool.scripts.timecode import timecode_named
from adtool.timeline import Clip, Gap, Line, Omission, Said, Script

SCRIPT = Script(
    (
        Line(1_000, 3_000, "Anna & <Tom>\nsit.", characters=("Anna", "Jo, Jr."), id="ad-0001"),
        Line(4_000, 6_000, "=HYPERLINK(1) 雪", extended=True, shortened=True, id="ad-0002"),
        Line(7_000, 8_000, "-- _x0041_ “So.”", facts={"note": "She limps."}),
        Line(9_000, 9_400, "+49\ttab"),
    ),
    movie="snow.mp4",
    duration=60_000,
    language="de",
    omissions=(Omission(Clip(20_000, 22_000, Gap(20_000, 22_000)), "nothing fits"),),
)
DIALOGUE = (Said(3_100, 3_900, "=Hello."), Said(10_000, 11_000, "Bye."))
TABLES = ("xlsx", "docx", "csv", "position", "txt")
WHOLE = ("xlsx", "docx")


OPENED = replace(SCRIPT, lines=(*SCRIPT.lines[:2], SCRIPT.lines[3]))  # no escapes: LibreOffice
# takes "_x0041_" for what Excel escapes, and writes it as it is


def written(tmp_path: Path, name: str, layout: Layout, script: Script = SCRIPT) -> Path:
    path = tmp_path / f"ad{FORMATS[name].suffix}"
    content = format_text(script, name, layout)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("timecode", ["ms", "25", "24", "50"])
@pytest.mark.parametrize("name", WHOLE)
def test_a_document_says_its_own_timecode_and_loses_nothing(
    tmp_path: Path, name: str, timecode: str
) -> None:
    start = None if timecode == "ms" else "10:00:00:00"
    layout = Layout(timecode_named(timecode, start), DIALOGUE)
    reading = examine(written(tmp_path, name, layout))
    assert reading.faults == ()
    assert reading.names_language
    assert (reading.script.movie, reading.script.language) == ("snow.mp4", "de")
    assert (reading.script.duration, reading.script.omissions) == (60_000, SCRIPT.omissions)
    for line, before in zip(reading.script.lines, SCRIPT.lines, strict=True):
        assert replace(line, start=before.start, end=before.end) == before
        assert abs(line.start - before.start) <= 42
        assert abs(line.end - before.end) <= 42


@pytest.mark.parametrize("name", TABLES)
def test_dialogue_is_shown_and_never_read_as_description(tmp_path: Path, name: str) -> None:
    layout = Layout(dialogue=DIALOGUE)
    plain = format_text(SCRIPT, name)
    assert format_text(SCRIPT, name, layout) != plain
    texts = [line.text for line in examine(written(tmp_path, name, layout)).script.lines]
    assert texts == [line.text for line in SCRIPT.lines]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", WHOLE)
def test_libreoffice_opens_and_saves_it_and_nothing_is_lost(tmp_path: Path, name: str) -> None:
    layout = Layout(timecode_named("25", "10:00:00:00"), DIALOGUE)
    path = written(tmp_path, name, layout, OPENED)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", name, "--outdir", str(tmp_path / "saved"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = examine(tmp_path / "saved" / path.name)
    assert saved.script == examine(path).script
    assert saved.faults == ()
