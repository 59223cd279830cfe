from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.scripts.layout import Layout
from adtool.scripts.markers import protools
from adtool.scripts.timecode import timecode_named
from adtool.timeline import Line, Script

PATH = Path("a.protools.txt")
SCRIPT = Script((Line(1_000, 2_500, "Anna\nsits."), Line(4_001, 5_003, "Snow.")), movie="snow.mp4")
OURS = protools.write(SCRIPT, Layout(timecode_named("25", "10:00:00:00")))
MADE_ELSEWHERE = """\
SESSION NAME:\tRipleys
SAMPLE RATE:\t44100.000000
BIT DEPTH:\t24-bit
SESSION START TIMECODE:\t01:00:00:00.00
TIMECODE FORMAT:\t30 Frame
# OF AUDIO TRACKS:\t0
# OF AUDIO CLIPS:\t0
# OF AUDIO FILES:\t0


M A R K E R S  L I S T I N G
#   \tLOCATION     \tTIME REFERENCE    \tUNITS    \tNAME      \tTRACK NAME\tTRACK TYPE\tCOMMENTS
1   \t01:00:01:00  \t44100             \tSamples  \tAnna sits.\tMarkers\tRuler\t
"""


def test_markers_are_written_as_a_sessions_text_has_them() -> None:
    lines = OURS.splitlines()
    assert lines[:5] == [
        "SESSION NAME:\tsnow.mp4",
        "SAMPLE RATE:\t48000.000000",
        "BIT DEPTH:\t24-bit",
        "SESSION START TIMECODE:\t10:00:00:00",
        "TIMECODE FORMAT:\t25 Frame",
    ]
    assert lines[10] == "M A R K E R S  L I S T I N G"
    assert [cell.strip() for cell in lines[12].split("\t")] == [
        "1",
        "10:00:01:00",
        "48000",
        "Samples",
        "Anna ↵ sits.",
        "until 10:00:02:12 (120000)",
    ]


def test_they_are_read_back_to_the_sample_without_their_frame_rate() -> None:
    assert protools.read(OURS.encode(), PATH, Layout()).script.lines == SCRIPT.lines


def test_drop_frame_is_named_as_pro_tools_does() -> None:
    text = protools.write(SCRIPT, Layout(timecode_named("29.97df")))
    assert "TIMECODE FORMAT:\t29.97 Drop Frame" in text


def test_what_pro_tools_wrote_is_read_and_has_no_ends() -> None:
    reading = protools.read(MADE_ELSEWHERE.encode(), PATH, Layout())
    assert reading.script.lines == (Line(1_000, 1_000, "Anna sits."),)


def test_a_marker_at_bars_and_beats_is_told() -> None:
    content = MADE_ELSEWHERE.replace("Samples  ", "Ticks    ").encode()
    reading = protools.read(content, PATH, Layout())
    (fault,) = reading.faults
    assert (fault.line, fault.lost) == (13, True)
    assert fault.what.startswith("counts 'Ticks'; set the marker to absolute samples")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("SESSION NAME:\tx\n", "lists no markers"),
        ("", "lists no markers"),
        ("M A R K E R S  L I S T I N G\n#\n", "names no sample rate"),
    ],
)
def test_another_text_is_refused(content: str, fault: str) -> None:
    with pytest.raises(ScriptError, match=fault):
        protools.read(content.encode(), PATH, Layout())
