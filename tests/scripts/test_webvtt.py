"""WebVTT: what is written passes strict parsers; what occurs in the wild is read."""

import html
import re
from pathlib import Path

import pytest
import webvtt as webvtt_py
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adtool.errors import ScriptError
from adtool.scripts import examine, read_script, webvtt
from adtool.scripts.reading import Fault
from adtool.scripts.text import text_lines
from adtool.timeline import Line, Script

SCRIPT = Script(
    (
        Line(3_600_000, 3_601_500, "Late.", extended=True),
        Line(1_000, 3_000, "Anna & Tom: 3 < 4 --> 5\n\nTwo lines."),
    ),
    movie="snow.mp4",
    language="de",
)

# W3C WebVTT, §4: what a file of cues and comments may look like, and nothing more.
_TIME = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
_CUE = re.compile(rf"(?:(?!.*-->)[^\r\n]+\n)?({_TIME}) --> ({_TIME})\n((?:[^\r\n]+\n)*)")
_TEXT = re.compile(r"(?:[^<&>]|&(?:amp|lt|gt);|</?c(?:\.extended)?>)*")


def strict_cues(document: str) -> list[tuple[int, int, str]]:
    """Parse WebVTT by the letter of its syntax: a fault is an assertion that fails."""
    header, *blocks = document.split("\n\n")
    assert header == "WEBVTT"
    assert document.endswith("\n")
    assert not document.endswith("\n\n")
    cues = []
    for block in blocks:
        if block.startswith("NOTE\n"):
            assert "-->" not in block
            continue
        match = _CUE.fullmatch(block.removesuffix("\n") + "\n")
        assert match, block
        start, end = (ms(time) for time in match.groups()[:2])
        assert start < end
        assert not cues or cues[-1][0] <= start
        assert "-->" not in match[3]
        assert _TEXT.fullmatch(match[3]), match[3]
        plain = re.sub("<[^>]*>", "", match[3]).removesuffix("\n")
        cues.append((start, end, html.unescape(plain)))
    return cues


def ms(time: str) -> int:
    """Return a timestamp in milliseconds."""
    *hours, minutes, seconds = time.split(":")
    whole = int(hours[0]) * 60 + int(minutes) if hours else int(minutes)
    return whole * 60_000 + round(float(seconds) * 1000)


def test_cues_are_named_sorted_and_escaped() -> None:
    assert webvtt.write(SCRIPT) == (
        "WEBVTT\n\n"
        "NOTE\nLanguage: de\nMovie: snow.mp4\n\n"
        "1\n00:00:01.000 --> 00:00:03.000\nAnna &amp; Tom: 3 &lt; 4 --&gt; 5\nTwo lines.\n\n"
        "2\n01:00:00.000 --> 01:00:01.500\n<c.extended>Late.</c>\n"
    )


def test_language_movie_and_pauses_come_back(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text(webvtt.write(SCRIPT), encoding="utf-8")
    reading = examine(tmp_path / "a.vtt")
    assert (reading.script.language, reading.script.movie) == ("de", "snow.mp4")
    assert [line.extended for line in reading.script.lines] == [False, True]
    assert (reading.faults, reading.unkept, reading.places) == ((), (), (8, 13))
    assert reading.names_language


lines = st.builds(
    lambda start, length, text: Line(start, start + length, text),
    st.integers(0, 400_000_000),
    st.integers(0, 9_000),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
    | st.sampled_from(["NOTE", "STYLE", "a --> b", "00:01.000 --> 00:02.000", "<v Anna>", "&nbsp"]),
)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(lines, max_size=6), movie=st.text(max_size=9))
def test_a_strict_parser_accepts_whatever_is_written(found: list[Line], movie: str) -> None:
    written = webvtt.write(Script(tuple(found), movie=movie))
    texts = ["\n".join(text_lines(line.text)) for line in sorted(found, key=lambda x: x.start)]
    assert [text for _, _, text in strict_cues(written)] == texts


def test_webvtt_py_reads_what_is_written() -> None:
    captions = webvtt_py.from_string(webvtt.write(SCRIPT), strict=True)
    assert [(c.start, c.identifier) for c in captions] == [
        ("00:00:01.000", "1"),
        ("01:00:00.000", "2"),
    ]


def test_times_past_99_hours_have_more_digits(tmp_path: Path) -> None:
    line = Line(400 * 3_600_000, 400 * 3_600_000 + 1, "Still there.")
    written = webvtt.write(Script((line,)))
    assert "\n400:00:00.000 --> 400:00:00.001\n" in written
    (tmp_path / "a.vtt").write_text(written)
    assert read_script(tmp_path / "a.vtt").lines == (line,)


WILD = """WEBVTT - a film
Kind: captions
Language: sv

STYLE
::cue(b) { color: red }

REGION
id:left

NOTE
This note
runs over two lines.

intro
00:01.000 --> 00:02.500 position:10%,start align:start size:35%
<v Anna>It is <i>late</i>&nbsp;&mdash; <00:00:02.000>so late.
00:00:03.000 --> 00:00:04.000
No blank line above.
7
01:00:05.500 --> 01:00:06.000

Text below a blank line.

01:00:07.000 --> 01:00:08.000

NOTE 00:00 is no time

name
01:00:09,000 --> 01:00:10,000
- Go!
"""


def test_what_occurs_in_the_wild_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_bytes(b"\xef\xbb\xbf" + WILD.replace("\n", "\r\n").encode())
    reading = examine(tmp_path / "a.vtt")
    assert [(line.start, line.end, line.text) for line in reading.script.lines] == [
        (1_000, 2_500, "It is late\u00a0— so late."),
        (3_000, 4_000, "No blank line above."),
        (3_605_500, 3_606_000, "Text below a blank line."),
        (3_607_000, 3_608_000, ""),
        (3_609_000, 3_610_000, "- Go!"),
    ]
    assert reading.places == (16, 18, 21, 25, 30)
    assert reading.script.language == "sv"
    assert reading.unkept == ("comments", "voices", "styles", "positions")
    assert [(fault.line, fault.lost) for fault in reading.faults] == [
        (2, False),
        (3, False),
        (18, False),
        (21, False),
        (23, False),
        (30, False),
    ]


@pytest.mark.parametrize(
    ("cue", "fault"),
    [
        (
            "00:01.000 to 00:02.000\nA",
            Fault(7, "these are no times: '00:01.000 to 00:02.000'", True),
        ),
        (
            "00:0x.000 --> 00:02.000\nA",
            Fault(7, "these are no times: '00:0x.000 --> 00:02.000'", True),
        ),
        ("00:01.000 -->\nA", Fault(7, "these are no times: '00:01.000 -->'", True)),
        (
            "00:61.000 --> 02:02.000\nA",
            Fault(7, "no minute or second is over 59: '00:61.000 --> 02:02.000'", True),
        ),
        (
            "00:03.000 --> 00:02.000\nA",
            Fault(7, "the cue ends before it starts: '00:03.000 --> 00:02.000'", True),
        ),
        ("Text alone", Fault(7, "text without times: 'Text alone'", True)),
        (
            "00:08.0 --> 00:09.000\nA",
            Fault(7, "WebVTT writes times like 00:01:02.500 --> 00:01:04.000"),
        ),
        ("00:01.000 --> 00:02.000\nA", Fault(7, "the cue starts before the one above it")),
        (
            "00:08.000 --> 00:09.000\nA <b",
            Fault(8, "a tag is not closed, or < should be &lt;: '<b'"),
        ),
    ],
)
def test_a_fault_has_its_line_and_the_rest_is_read(tmp_path: Path, cue: str, fault: Fault) -> None:
    before, after = "00:05.000 --> 00:06.000\nB", "00:09.500 --> 00:10.000\nB"
    (tmp_path / "a.vtt").write_text(f"WEBVTT\n\n1\n{before}\n\n{cue}\n\n{after}\n")
    reading = examine(tmp_path / "a.vtt")
    assert reading.faults == (fault,)
    assert sum(line.text == "B" for line in reading.script.lines) == 2
    assert len(reading.script.lines) == (2 if fault.lost else 3)
    if fault.lost:
        with pytest.raises(ScriptError, match=f"line {fault.line}: {re.escape(fault.what)}"):
            read_script(tmp_path / "a.vtt")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_other_encodings_are_read_with_a_fault(tmp_path: Path, encoding: str) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nZoë läuft.\n"
    (tmp_path / "a.vtt").write_bytes(text.encode(encoding))
    reading = examine(tmp_path / "a.vtt")
    assert reading.script.lines == (Line(1_000, 2_000, "Zoë läuft."),)
    (fault,) = reading.faults
    assert fault.line == (4 if encoding == "cp1252" else 1)
    with pytest.raises(ScriptError, match="UTF-8"):
        read_script(tmp_path / "a.vtt", strict=True)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "holds no WebVTT"),
        (b"Dear diary,\ntoday", "holds no WebVTT"),
        (b"\x00\x01\x02\xff" * 100, "is no text file"),
        (b"WEBVTT\n\n00:02.000 --> 00:01.000\nA\n", "line 3: the cue ends before it starts"),
    ],
)
def test_what_holds_nothing_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    (tmp_path / "a.vtt").write_bytes(content)
    with pytest.raises(ScriptError, match=fault):
        examine(tmp_path / "a.vtt")


def test_a_file_without_cues_is_a_script_without_lines(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text("WEBVTT\n")
    assert examine(tmp_path / "a.vtt").faults == (Fault(1, "holds no lines"),)
    assert read_script(tmp_path / "a.vtt") == Script(())


@pytest.mark.parametrize("noise", ["<b " * 50_000, "{\\" * 50_000, "1:" * 50_000, "& " * 50_000])
def test_hostile_text_costs_no_more_than_its_length(tmp_path: Path, noise: str) -> None:
    (tmp_path / "a.vtt").write_text(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{noise}-->\n")
    assert len(examine(tmp_path / "a.vtt").script.lines) == 1


def test_a_file_of_cues_alone_lacks_its_first_line(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text("00:01.000 --> 00:02.000\nOne.\n")
    reading = examine(tmp_path / "a.vtt")
    assert reading.script == Script((Line(1_000, 2_000, "One."),))
    assert reading.faults == (Fault(1, "the first line is not WEBVTT"),)


def test_the_headers_first_line_may_name_the_language(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text("WEBVTT\nLanguage: sv\n\n00:01.000 --> 00:02.000\nOne.\n")
    reading = examine(tmp_path / "a.vtt")
    assert (reading.script.language, reading.names_language) == ("sv", True)


@pytest.mark.parametrize(("block", "text"), [("STYLE\n::cue {}\n\n", "One."), ("", "<b>One.</b>")])
def test_styles_are_not_kept_wherever_they_stand(tmp_path: Path, block: str, text: str) -> None:
    (tmp_path / "a.vtt").write_text(f"WEBVTT\n\n{block}00:01.000 --> 00:02.000\n{text}\n")
    assert examine(tmp_path / "a.vtt").unkept == ("styles",)


def test_quotes_stand_as_they_are() -> None:
    written = webvtt.write(Script((Line(1_000, 2_000, '"It\'s" late.'),)))
    assert written.endswith('\n1\n00:00:01.000 --> 00:00:02.000\n"It\'s" late.\n')
