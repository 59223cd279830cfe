"""Subtitles as the truth about dialogue."""

import pytest

from adtool.errors import ScriptError
from adtool.speech.subtitles import is_dialogue, read_dialogue
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


@pytest.mark.parametrize(
    "sound",
    ["", "♪", "♪♪♪", "[DOOR SLAMS]", "(sighs)", "- (sighs)\n- [gasps]", "<i>[music]</i>", "...",
     "ANNA: (sighs)", "{\\an8}[thunder]", "（拍手）"],
)  # fmt: skip
def test_sounds_are_not_dialogue(sound):
    assert not is_dialogue(sound)


@pytest.mark.parametrize(
    "words",
    ["Hi", "♪ Happy birthday ♪", "(whispers) Come here", "ANNA: Yes.", "42", "Да", "你好"],
)  # fmt: skip
def test_words_are_dialogue(words):
    assert is_dialogue(words)


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
