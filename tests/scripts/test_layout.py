"""How files are laid out: what was asked for, else what the movie has."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from adtool.errors import LayoutError, ScriptError
from adtool.media.probe import MediaInfo, VideoStream
from adtool.scripts import FORMATS, examine, format_text, write_script
from adtool.scripts.layout import (
    Layout,
    LayoutSettings,
    timecode_facts,
    timecode_of,
    timecode_of_movie,
)
from adtool.scripts.timecode import MILLISECONDS, timecode_named
from adtool.timeline import Line, Script, Span

OWN = timecode_named("25", "10:00:00:00")
SCRIPT = Script((Line(1_000, 2_000, "Anna sits."),))


@pytest.mark.parametrize(
    ("asked", "own", "timecode"),
    [
        (LayoutSettings(), None, MILLISECONDS),
        (LayoutSettings(), OWN, OWN),
        (LayoutSettings("ms"), OWN, MILLISECONDS),
        (LayoutSettings("24"), OWN, timecode_named("24")),
        (LayoutSettings("25"), OWN, OWN),
        (LayoutSettings("", "01:00:00:00"), OWN, timecode_named("25", "01:00:00:00")),
        (LayoutSettings("", "00:00:00:00"), OWN, timecode_named("25")),
        (LayoutSettings("", "0"), OWN, timecode_named("25")),
        (LayoutSettings("24", "01:00:00:00"), None, timecode_named("24", "01:00:00:00")),
    ],
)
def test_what_is_asked_for_comes_before_the_movies_own(
    asked: LayoutSettings, own: object, timecode: object
) -> None:
    assert asked.layout(own).timecode == timecode  # type: ignore[arg-type]


def test_only_a_start_that_is_asked_for_moves_other_formats() -> None:
    assert LayoutSettings().layout(OWN).shift == 0
    assert LayoutSettings("25", "10:00:00:00").layout().shift == 36_000_000


def test_a_start_that_is_no_label_is_told() -> None:
    with pytest.raises(LayoutError, match="--start-timecode: frame 29 at 24 fps"):
        LayoutSettings("24", "10:00:00:29").layout()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_read_as_it_was_written_from_a_start(tmp_path: Path, name: str) -> None:
    layout, path = LayoutSettings("25", "10:00:00:00").layout(), tmp_path / "ad.any"
    write_script(SCRIPT, path, name, layout)
    (line,) = examine(path, name, layout).script.lines
    assert line.span == Span(1_000, 2_000)
    written = path.read_bytes()
    shown = b"10:00:01" in written or b"36001" in written
    assert shown == (name not in ("json", "xlsx", "docx", "otio"))


def test_lines_before_the_start_timecode_are_told(tmp_path: Path) -> None:
    write_script(SCRIPT, tmp_path / "ad.srt")
    layout = LayoutSettings("25", "10:00:00:00").layout()
    with pytest.raises(ScriptError, match=r"has 1 lines before the start timecode, 10:00:00\.000"):
        examine(tmp_path / "ad.srt", layout=layout)


def test_a_script_knows_its_movies_timecode() -> None:
    script = Script((), metadata=timecode_facts(OWN))
    assert timecode_of(script) == OWN
    assert timecode_of(Script(())) is None
    assert timecode_of(Script((), metadata={"timecode": {"rate": "soon"}})) is None
    assert timecode_facts(MILLISECONDS) == {}
    assert format_text(script, "json") != format_text(Script(()), "json")


def test_a_movies_timecode_is_that_of_its_pictures_and_its_track() -> None:
    video = VideoStream(0, "h264", 64, 48, Fraction(25), 0)
    info = MediaInfo(Path("a.mov"), "mov", 1_000, video, None, start_timecode="10:00:00:00")
    assert timecode_of_movie(info) == OWN
    sound = MediaInfo(Path("a.wav"), "wav", 1_000, None, None)
    assert timecode_of_movie(sound) is None
    assert Layout().timecode is MILLISECONDS
