"""What a table's file says of the whole script."""

from __future__ import annotations

from adtool.scripts.layout import Layout
from adtool.scripts.tables.about import about, told, with_about, with_timecode
from adtool.scripts.timecode import timecode_named
from adtool.timeline import Script

SCRIPT = Script(
    (),
    movie="a: film.mp4",
    duration=5_025_500,
    language="de-AT",
    metadata={
        "adtool": "1.0",
        "settings": {"fitting": {"rate": 150}, "gaps": {"margin": 250}},
    },
)
LAYOUT = Layout(timecode_named("29.97df", "10:00:00;00"))


def test_film_language_times_version_and_rules_are_said() -> None:
    assert about(SCRIPT, LAYOUT) == {
        "Film": "a: film.mp4",
        "Language": "de-AT",
        "Duration": "1:23:45.500",
        "Timecode": "29.97df",
        "Start Timecode": "10:00:00;00",
        "Drafted with": "adtool 1.0",
        "Rules": "150 words a minute, 0.25 s free beside speech",
    }


def test_what_is_said_is_read_back() -> None:
    lines = [f"{label}: {value}" for label, value in about(SCRIPT, LAYOUT).items()]
    said = told(["Dear reader: hello", *lines])
    back = with_about(Script(()), said)
    assert (back.movie, back.duration, back.language) == ("a: film.mp4", 5_025_500, "de-AT")
    assert with_timecode(Layout(), said) == LAYOUT


def test_a_timecode_that_was_asked_for_comes_before_the_files() -> None:
    asked = Layout(timecode_named("24"))
    assert with_timecode(asked, {"Timecode": "25"}) == asked


def test_a_timecode_that_makes_no_sense_is_left_aside() -> None:
    assert with_timecode(Layout(), {"Timecode": "99x"}) == Layout()
    assert with_timecode(Layout(), {"Timecode": "25", "Start Timecode": "soon"}) == Layout()
