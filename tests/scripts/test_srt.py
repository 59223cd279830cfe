from itertools import pairwise
from pathlib import Path

import av
import pysubs2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adtool.errors import AdtoolError, ScriptError
from adtool.scripts import examine, read_script, srt
from adtool.scripts.reading import Fault
from adtool.scripts.text import text_lines
from adtool.timeline import Line, Script


def test_cues_are_numbered_sorted_and_end_before_the_next_begins() -> None:
    script = Script(
        (
            Line(3_600_000, 3_601_500, "Late."),
            Line(1_000, 3_000, "Anna opens\n\nthe door."),
            Line(2_500, 2_900, "Tom – “Tom” – leaves."),
        )
    )
    assert srt.write(script) == (
        "1\n00:00:01,000 --> 00:00:02,500\nAnna opens\nthe door.\n\n"
        "2\n00:00:02,500 --> 00:00:02,900\nTom – “Tom” – leaves.\n\n"
        "3\n01:00:00,000 --> 01:00:01,500\nLate.\n\n"
    )


def test_what_players_take_for_commands_is_defused() -> None:
    script = Script((Line(0, 1000, r"{\an8}Anna --> \N Tom"),))
    assert srt.write(script) == "1\n00:00:00,000 --> 00:00:01,000\n(/an8)Anna --> /N Tom\n\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<b>bold</b>", "‹b›bold‹/b›"),
        ("<<i>a</i>>", "‹‹i›a‹/i›>"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("x <y", "x <y"),
    ],
)
def test_nothing_is_left_that_players_would_take_for_a_tag(text: str, written: str) -> None:
    assert srt.writable(text) == written


def test_a_script_without_lines_is_an_empty_file_and_comes_back(tmp_path: Path) -> None:
    assert srt.write(Script(())) == ""
    (tmp_path / "a.srt").write_text("")
    assert read_script(tmp_path / "a.srt") == Script(())


@pytest.mark.parametrize(
    "content",
    [
        "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Zoë</i> läuft\r\nweg.\r\n\r\n".encode(),
        "\ufeff1\n00:00:01,000 --> 00:00:02,000\nZoë läuft\nweg.\n".encode(),
        "1\n00:00:01,000 --> 00:00:02,000\nZoë läuft\nweg.\n".encode("cp1252"),
        "1\n00:00:01,000 --> 00:00:02,000\nZoë läuft\nweg.\n".encode("utf-16"),
    ],
)
def test_files_from_the_wild_are_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.srt").write_bytes(content)
    assert read_script(tmp_path / "a.srt").lines == (Line(1000, 2000, "Zoë läuft\nweg."),)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"Dear diary,\n", "holds no subtitles"),
        (b"\x89PNG\x00\x01\x00\x02", "is a picture; name subtitles or a script"),
        (b"1\n00:00:02,000 --> 00:00:01,000\nNo.\n", "line 2: the cue ends before it starts"),
        (b"1\n00:00:02,000 --> 00:0x:03,000\nNo.\n", "line 2: these are no times"),
    ],
)
def test_what_is_no_srt_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    (tmp_path / "a.srt").write_bytes(content)
    with pytest.raises(ScriptError, match=fault):
        examine(tmp_path / "a.srt")


WILD = """1
00:00:01,000 --> 00:00:02,000 X1:40 X2:600 Y1:20 Y2:50
{\\an8}<i>Anna</i> & <font color="red">Tom</font>.

A second paragraph.
2
00:00:03.000 --> 00:00:04.000

Below a blank line: 3 --> 4.

00:00:05,000 => 00:0x:06,000
Lost.

4
0:00:00,500 --> 00:00:00,900

"""


def test_what_is_wrong_is_told_with_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(WILD)
    reading = examine(tmp_path / "a.srt")
    assert [(line.start, line.end, line.text) for line in reading.script.lines] == [
        (500, 900, ""),
        (1_000, 2_000, "Anna & Tom.\nA second paragraph."),
        (3_000, 4_000, "Below a blank line: 3 --> 4."),
    ]
    assert reading.places == (15, 2, 7)
    assert reading.unkept == ("styles", "positions")
    assert reading.faults == (
        Fault(5, "a blank line stands inside the text of a cue"),
        Fault(7, "no blank line stands above the cue"),
        Fault(7, "SubRip writes times like 00:01:02,500 --> 00:01:04,000"),
        Fault(9, "a blank line stands between the times and their text"),
        Fault(11, "these are no times: '00:00:05,000 => 00:0x:06,000'", lost=True),
        Fault(15, "SubRip writes times like 00:01:02,500 --> 00:01:04,000"),
        Fault(15, "the cue starts before the one above it"),
    )


def test_times_past_99_hours_are_refused() -> None:
    srt.write(Script((Line(0, srt.LATEST - 1, "Long."),)))
    with pytest.raises(AdtoolError, match="no times of 100 hours"):
        srt.write(Script((Line(0, srt.LATEST, "Too long."),)))


TEXTS = ["Anna & Tom: 3 < 4 > 2", "a --> b", "Two\nlines.", "אנה נכנסת", "雪が降る。", "42"]


def test_pysubs2_and_ffmpeg_read_what_is_written(tmp_path: Path) -> None:
    texts = [*TEXTS, "00:00:01,000 --> 00:00:02,000"]
    script = Script(tuple(Line(n * 1000, n * 1000 + 900, text) for n, text in enumerate(texts)))
    (tmp_path / "a.srt").write_text(srt.write(script), encoding="utf-8")
    events = pysubs2.load(str(tmp_path / "a.srt")).events
    assert [(event.start, event.end) for event in events] == [
        (line.start, line.end) for line in script.lines
    ]
    assert [event.plaintext for event in events[:-1]] == TEXTS
    with av.open(str(tmp_path / "a.srt")) as container:
        packets = [packet for packet in container.demux() if packet.size]
    assert [bytes(packet).decode() for packet in packets[:-1]] == TEXTS
    assert [packet.pts for packet in packets] == [line.start for line in script.lines]


lines = st.lists(
    st.builds(
        lambda start, length, text: Line(start, start + length, text),
        st.integers(0, 20_000),
        st.integers(1, 9_000),
        st.text(st.characters(exclude_categories=("Cs",), exclude_characters="<>"), max_size=30),
    ),
    max_size=8,
)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(found=lines)
def test_any_script_becomes_cues_that_read_back_in_order(
    tmp_path_factory: pytest.TempPathFactory, found: list[Line]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.srt"
    path.write_text(srt.write(Script(tuple(found))), encoding="utf-8", newline="")
    cues = read_script(path).lines
    starts = {line.start for line in found if text_lines(line.text)}
    assert [cue.start for cue in cues] == sorted(starts)
    assert all(one.end <= two.start for one, two in pairwise(cues))


def test_a_line_without_length_is_shown_for_a_millisecond() -> None:
    script = Script((Line(1_000, 1_000, "One."), Line(2_000, 2_001, "Two.")))
    assert srt.write(script) == (
        "1\n00:00:01,000 --> 00:00:01,001\nOne.\n\n2\n00:00:02,000 --> 00:00:02,001\nTwo.\n\n"
    )


def test_one_timestamp_in_a_line_is_text() -> None:
    assert srt.writable("It is 0:00:01,5 on the clock.") == "It is 0:00:01,5 on the clock."
    assert srt.writable("0:00:01,5 and 0:00:02.5") == "0.00.01,5 and 0.00.02.5"


@pytest.mark.parametrize(
    ("behind", "text", "unkept"),
    [
        ("", "<i>One.</i>", ("styles",)),
        ("", "{\\an8}One.", ("styles",)),
        (" X1:40", "One.", ("positions",)),
        ("", "One.", ()),
    ],
)
def test_tags_commands_and_positions_are_not_kept(
    tmp_path: Path, behind: str, text: str, unkept: tuple[str, ...]
) -> None:
    (tmp_path / "a.srt").write_text(f"1\n00:00:01,000 --> 00:00:02,000{behind}\n{text}\n")
    reading = examine(tmp_path / "a.srt")
    assert reading.script == Script((Line(1_000, 2_000, "One."),))
    assert reading.unkept == unkept
