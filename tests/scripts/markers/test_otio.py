import sys
from pathlib import Path

import opentimelineio
import pytest
from opentimelineio.opentime import RationalTime, TimeRange

from adtool.errors import ScriptError, UnavailableError
from adtool.scripts.layout import Layout
from adtool.scripts.markers import otio
from adtool.scripts.timecode import timecode_named
from adtool.timeline import Line, Script

PATH = Path("a.otio")
SCRIPT = Script((Line(1_000, 2_480, "Anna\nsits."), Line(2_000, 5_000, "= Snow.")), movie="a.mp4")


def test_lines_are_markers_of_the_movies_timeline() -> None:
    text = otio.write(SCRIPT, Layout(timecode_named("25", "10:00:00:00")))
    timeline = opentimelineio.adapters.read_from_string(text, "otio_json")
    assert timeline.name == "a.mp4"
    assert timeline.global_start_time.to_timecode() == "10:00:00:00"
    first = timeline.tracks.markers[0]
    assert (first.name, first.comment) == ("Anna ↵ sits.", "Anna ↵ sits.")
    assert first.marked_range == TimeRange(RationalTime(25, 25), RationalTime(37, 25))


@pytest.mark.parametrize("name", ["ms", "25", "29.97df", "59.94ndf", "23.976"])
def test_they_are_read_back_without_their_rate(name: str) -> None:
    layout = Layout(timecode_named(name))
    lines = otio.read(otio.write(SCRIPT, layout).encode(), PATH, Layout()).script.lines
    assert [line.text for line in lines] == ["Anna\nsits.", "= Snow."]
    frame = 1000 / float(layout.timecode.rate or 1000)
    for line, before in zip(lines, SCRIPT.lines, strict=True):
        assert before.start - 1 <= line.start <= before.start + frame + 1
        assert before.end - frame - 1 <= line.end <= before.end + 1


def test_markers_on_a_clip_stand_where_the_clip_does() -> None:
    timeline = opentimelineio.schema.Timeline("film")
    track = opentimelineio.schema.Track("V1")
    second = RationalTime(25, 25)
    track.append(opentimelineio.schema.Gap(source_range=TimeRange(RationalTime(0, 25), second)))
    clip = opentimelineio.schema.Clip("a", source_range=TimeRange(RationalTime(250, 25), second))
    marked = TimeRange(RationalTime(255, 25), RationalTime(5, 25))
    clip.markers.append(opentimelineio.schema.Marker("Anna.", marked))
    track.append(clip)
    timeline.tracks.append(track)
    content = timeline.to_json_string().encode()
    assert otio.read(content, PATH, Layout()).script.lines == (Line(1_200, 1_400, "Anna."),)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"OTIO_SCHEMA": "Clip.1"}', b"\xff"])
def test_what_is_no_timeline_is_refused(content: bytes) -> None:
    with pytest.raises(ScriptError, match="is no timeline that opentimelineio can read"):
        otio.read(content, PATH, Layout())


def test_without_the_package_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentimelineio", None)
    with pytest.raises(UnavailableError, match=r"pip install 'adtool\[otio\]'"):
        otio.write(SCRIPT, Layout())
