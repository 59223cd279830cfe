from pathlib import Path

import pytest
from opentimelineio import adapters

from adtool.errors import AdtoolError, ScriptError
from adtool.scripts import format_text
from adtool.scripts.layout import Layout
from adtool.scripts.markers import edl
from adtool.scripts.timecode import timecode_named
from adtool.timeline import Line, Script

PATH = Path("a.edl")
SCRIPT = Script((Line(1_000, 2_480, "Anna\nsits: “so”."), Line(4_000, 5_000, "= Snow.")))
FROM_TEN = Layout(timecode_named("25", "10:00:00:00"))


def test_each_line_is_an_event_with_its_text_as_the_clips_name() -> None:
    assert edl.write(SCRIPT, FROM_TEN).splitlines()[:5] == [
        "TITLE: Audio description",
        "FCM: NON-DROP FRAME",
        "",
        "001  AX       A     C        00:00:00:00 00:00:01:12 10:00:01:00 10:00:02:12",
        "* FROM CLIP NAME: Anna ↵ sits: “so”.",
    ]


def test_it_is_read_back() -> None:
    content = edl.write(SCRIPT, FROM_TEN).encode()
    assert edl.read(content, PATH, FROM_TEN).script.lines == SCRIPT.lines


@pytest.mark.parametrize("name", ["25", "24", "30"])
def test_opentimelineio_reads_the_same(name: str) -> None:
    layout = Layout(timecode_named(name, "01:00:00:00"))
    text = edl.write(SCRIPT, layout)
    clips = adapters.read_from_string(text, "cmx_3600", rate=int(name)).find_clips()
    ours = edl.read(text.encode(), PATH, layout).script.lines
    assert [clip.name for clip in clips] == ["Anna ↵ sits: “so”.", "= Snow."]
    lengths = [round(clip.duration().to_seconds() * 1000) for clip in clips]
    assert lengths == pytest.approx([line.span.duration for line in ours], abs=1)


def test_drop_frame_is_told() -> None:
    text = edl.write(SCRIPT, Layout(timecode_named("29.97df")))
    assert "FCM: DROP FRAME" in text
    assert "00:00:04;00" in text


def test_cuts_of_others_are_read() -> None:
    content = (
        b"TITLE: film\r\n\r\n"
        b"001  TAPE01   V     C        01:00:00:00 01:00:02:00 00:00:01:00 00:00:03:00\r\n"
        b"* FROM CLIP NAME:  Anna sits.\r\n* COMMENT: none\r\n"
        b"002  BL       V     C        00:00:00:00 00:00:01:00 00:00:03:00 00:00:04:00\r\n"
    )
    lines = edl.read(content, PATH, Layout(timecode_named("25"))).script.lines
    assert lines == (Line(1_000, 3_000, "Anna sits."), Line(3_000, 4_000, ""))


def test_without_a_frame_rate_it_is_neither_written_nor_read() -> None:
    with pytest.raises(AdtoolError, match="CMX3600 counts frames; say how many a second, as in"):
        format_text(SCRIPT, "edl")
    reading = edl.read(edl.write(SCRIPT, FROM_TEN).encode(), PATH, Layout())
    assert [fault.lost for fault in reading.faults] == [True, True]
    assert "say their rate, as in --timecode 25" in reading.faults[0].what


def test_another_text_is_refused() -> None:
    with pytest.raises(ScriptError, match="has no event like 001"):
        edl.read(b"Dear diary", PATH, FROM_TEN)
