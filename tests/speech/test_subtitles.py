"""Subtitles as the truth about dialogue."""

import pytest

from adtool.errors import ScriptError
from adtool.scripts.cues import Cue
from adtool.speech.readers.film import Film
from adtool.speech.subtitles import read_dialogue, read_subtitles
from adtool.timeline import Said, merge

SRT = """1
00:00:01,000 --> 00:00:02,500
Hello.

2
00:01:03,250 --> 00:01:04,000
How are you?
"""


@pytest.fixture
def spans(tmp_path):
    def read(content, name="film.srt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return [(span.start, span.end) for span in merge(read_dialogue(path))]

    return read


def test_subrip_cues_become_spans(spans):
    assert spans(SRT) == [(1_000, 2_500), (63_250, 64_000)]


@pytest.mark.parametrize(
    "content",
    [
        SRT.replace("\n", "\r\n"),
        SRT.replace("\n", "\r"),
        "\ufeff" + SRT,
        SRT.encode("utf-16"),
        SRT.replace("\n\n2\n", "\n2\n"),
        SRT.replace("\n\n2\n", "\n"),
        SRT.replace("Hello.", "\nHello."),
        SRT.replace(",", "."),
        SRT.replace("Hello.", "Café").encode("latin-1"),
        SRT.replace("Hello.", "Look --> there!"),
        SRT.replace("02,500", "02,500  X1:40 X2:600 Y1:20 Y2:50"),
        SRT.rstrip("\n"),
    ],
    ids=[
        "CRLF",
        "CR",
        "byte order mark",
        "UTF-16",
        "no blank line",
        "no blank line and no number",
        "blank line below the times",
        "points for commas",
        "not UTF-8",
        "an arrow in the text",
        "coordinates",
        "no last newline",
    ],
)
def test_what_occurs_in_the_wild_changes_nothing(spans, content):
    assert spans(content) == [(1_000, 2_500), (63_250, 64_000)]


def test_webvtt_with_everything_in_it_is_read(spans):
    content = """WEBVTT - a film
Kind: captions
Language: en

STYLE
::cue(b) { color: red }

REGION
id:left

NOTE
This note
runs over two lines.

intro
00:01.000 --> 00:02.000 position:10%,start align:start size:35%
<v Anna>It is <i>late</i>.

00:00:03.000 --> 00:00:04.000


01:00:05.500 --> 01:00:06.000
- Go!
NOTE 00:00 is no time
"""
    assert spans(content, "film.vtt") == [(1_000, 2_000), (3_605_500, 3_606_000)]


def test_cues_that_only_name_sounds_are_no_dialogue(spans):
    content = """WEBVTT

00:01.000 --> 00:02.000
[ music ]

NOTE [ music ] is a sound

00:03.000 --> 00:04.000
(door
slams)
00:05.000 --> 00:06.000
[music]
2
00:07.000 --> 00:08.000
Who is there?
"""
    assert spans(content, "film.vtt") == [(7_000, 8_000)]


def test_what_is_said_stands_in_order_of_time_without_markup(tmp_path):
    path = tmp_path / "film.vtt"
    path.write_text(
        "WEBVTT\n\n00:03.000 --> 00:05.000\n<v Anna>Who\n <i>are</i> you?\n\n"
        "00:01.000 --> 00:03.000\n{\\an8}Hello.\n\n00:06.000 --> 00:07.000\n[music]\n"
    )
    assert read_dialogue(path) == (Said(1000, 3000, "Hello."), Said(3000, 5000, "Who are you?"))


def test_webvtt_without_cues_means_that_nobody_speaks(spans):
    assert spans("WEBVTT\n", "film.vtt") == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "is empty"),
        ("\n \n", "is empty"),
        ("Dear diary,\ntoday", "none of its 2 lines has times"),
        (SRT.replace("00:01:03,250", "00:01:xx"), "line 6: these are no times: '00:01:xx -->"),
        (SRT.replace("00:01:04,000", ""), "line 6: these are no times"),
        (SRT.replace("00:01:04,000", "00:00:04,000"), "line 6: the cue ends before it starts"),
        (b"\x00\x01\x02\xff" * 100, "is no text file"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(spans, content, fault):
    with pytest.raises(ScriptError, match=fault):
        spans(content)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ScriptError, match=r"no\.srt: there is no such file"):
        read_dialogue(tmp_path / "no.srt")


NEXT = """1
00:00:01,000 --> 00:00:02,000
One.

2
{}
Two.

3
00:00:08,000 --> 00:00:09,000
Three.
"""


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("-00:00:01,000 --> 00:00:00,500", 0, 500),
        ("00:00:01,500 --> 00:00:08,500", 1_500, 8_500),
        ("00:00:00,100 --> 00:00:00,200", 100, 200),
        ("00:00:08,000 --> 00:00:09,000", 8_000, 9_000),
        ("10:00:04,000 --> 10:00:05,000", 36_004_000, 36_005_000),
        ("00:04,0 -> 00:05,0 Oh.", 4_000, 5_000),
        ("2 [00:00:04.000] — [00:00:05.000]", 4_000, 5_000),
        ("00:00:04:000 --> 00:00:05:000", 4_000, 5_000),
        ("٠٠:٠٠:٠٤,٠٠٠ --> ٠٠:٠٠:٠٥,٠٠٠", 4_000, 5_000),
        ("00 : 00 : 04 , 000 ==> 00 : 00 : 05 , 000", 4_000, 5_000),
    ],
)
def test_a_cue_is_where_its_times_say(tmp_path, line, start, end):
    (tmp_path / "film.srt").write_text(NEXT.format(line), encoding="utf-8")
    two = [one for one in read_dialogue(tmp_path / "film.srt") if one.text.endswith("Two.")]
    assert [(one.start, one.end) for one in two] == [(start, end)]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("00:00:05,000 --> 00:00:04,000", "line 6: the cue ends before it starts: '00:00:05"),
        ("00:00:04,000 --> 00:00:04,000", "line 6: the cue has no length: 'Two.'"),
        ("00:00:04,000 --> 00:00:61,000", "line 6: no minute or second is over 59: '00:00:04"),
        ("00:00:04:12 --> 00:00:05:12", "line 6: these are no times: '00:00:04:12 -->"),
        ("OO:OO:O4,OOO --> OO:OO:O5,OOO", "line 6: these are no times: 'OO:OO:O4"),
        ("00:00:04,000", "line 6: these are no times: '00:00:04,000'"),
        ("soon", "line 6: these are no times: 'soon'"),
        ("", "line 6: the cue has no times: '2'"),
        ("00:00:04,000 to 00:00:05,000", "line 6: these are no times"),
        ("0:00:04.000,0:00:05.000", "line 6: these are no times"),
    ],
)
def test_a_cue_that_cannot_be_read_is_no_silence(spans, line, fault):
    with pytest.raises(ScriptError, match=fault):
        spans(NEXT.format(line))


def test_joined_files_are_read_where_their_times_go_on_and_refused_where_they_restart(spans):
    two = SRT.replace("00:0", "00:1")
    assert spans(SRT + "\n" + two) == [
        (1_000, 2_500),
        (63_250, 64_000),
        (601_000, 602_500),
        (663_250, 664_000),
    ]
    with pytest.raises(ScriptError, match="line 10: the times start again, as where files were"):
        spans(SRT + "\n" + SRT.replace("00:00:01,000", "00:00:02,000"))
    one = "WEBVTT\n\n00:03.000 --> 00:04.000\nA\n"
    assert spans(f"{one}\n{one.replace('00:0', '01:0')}") == [(3_000, 4_000), (63_000, 64_000)]
    with pytest.raises(ScriptError, match="line 8: the times start again"):
        spans(f"{one}\n{one.replace('00:03', '00:01')}", "film.vtt")


def test_the_same_file_twice_in_one_is_said_once(tmp_path):
    (tmp_path / "film.srt").write_text(SRT + "\n" + SRT)
    assert len(read_dialogue(tmp_path / "film.srt")) == 2


def test_text_below_a_blank_line_is_said_with_the_cue_above(tmp_path):
    path = tmp_path / "film.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n[music]\n\nHello.\n\nNOTE x\n\nTom.\n")
    assert read_dialogue(path) == (Said(1000, 2000, "[music] Hello. Tom."),)


def test_text_above_the_first_cue_is_left_out_with_a_note(tmp_path):
    path = tmp_path / "film.srt"
    path.write_text(f"A film\n\n{SRT}")
    notes = []
    assert len(read_dialogue(path, Film(note=notes.append))) == 2
    assert notes == ["film.srt: line 1 is left out, text without times: 'A film'"]


def test_cues_are_as_they_stand_in_the_file(tmp_path):
    path = tmp_path / "film.vtt"
    path.write_text("\n\nWEBVTT\n\n-00:01.000 --> 00:02.000 line:0 Oh\n<i>One.</i>\n")
    assert read_subtitles(path, Film()).cues == (
        Cue(5, -1000, 2000, "line:0", ("Oh", "<i>One.</i>")),
    )


def test_songs_are_a_choice(tmp_path):
    path = tmp_path / "film.srt"
    path.write_text(SRT.replace("Hello.", "♪ Hello ♪"))
    assert len(read_dialogue(path)) == 2
    assert len(read_dialogue(path, songs="gap")) == 1
