"""SBV and SubViewer as the dialogue's subtitles."""

import pytest

from adtool.errors import ScriptError

SBV = """0:00:01.000,0:00:02.500
Hello.

0:01:03.250,0:01:04.000
How are
you?
"""
CUES = [(1_000, 2_500, "Hello."), (63_250, 64_000, "How are\nyou?")]


def words(found):
    return [(start, end, text.strip()) for start, end, text in found]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SBV, "film.sbv"),
        (SBV, "film.txt"),
        (SBV, "film.srt"),
        (SBV.replace("\n", "\r\n"), "film.sbv"),
        ("\ufeff" + SBV, "film.sbv"),
        (SBV.encode("utf-16"), "film.sbv"),
        (SBV.replace("Hello.\n\n", "Hello.\n"), "film.sbv"),
        (SBV.replace(",", ", "), "film.sbv"),
        (SBV.replace("0:00:01.000", "00:00:01.0"), "film.sbv"),
        (SBV.replace("0:00:01.000,0:00:02.500", "0:01.000,0:02.500"), "film.sbv"),
        (SBV.replace("How are\nyou", "How are[br]you").replace("00,", "0,"), "film.sub"),
        ("[INFORMATION]\n[TITLE]Film\n[END INFORMATION]\n[SUBTITLE]\n" + SBV, "film.sub"),
        ("\n\n" + SBV.rstrip(), "film.sbv"),
    ],
    ids=[
        "as it is",
        "named .txt",
        "named .srt",
        "CRLF",
        "byte order mark",
        "UTF-16",
        "no blank line",
        "blanks inside",
        "other digits",
        "no hours",
        "SubViewer's line break",
        "SubViewer's header",
        "blank lines around",
    ],
)
def test_every_cue_is_read(read, content, name):
    assert words(read(content, name)) == CUES


def test_a_time_in_the_text_is_text(read):
    content = SBV.replace("Hello.", "At 10:30, 11:15 or so.")
    assert read(content, "film.sbv")[0][2].strip() == "At 10:30, 11:15 or so."


@pytest.mark.parametrize(
    ("times", "fault"),
    [
        ("0:00:0x.000,0:00:09.000", "line 8: these are no times"),
        ("0:00:08.000", "line 8: these are no times"),
        ("0:00:08.000,0:00:99.000", "line 8: these are no times"),
        ("0:00:08.000,0:0x:09.000", "line 8: these are no times"),
        ("0:71:08.000,1:12:09.000", "line 8: these are no times"),
        ("0:00:08.000,", "line 8: these are no times"),
        ("0:00:08.000,0:00:07.000", "line 8: the cue ends before it starts"),
        ("900:00:08.000,900:00:09.000", "line 8: no film goes on for 100 hours"),
        ("0:00:08.0000,0:00:09.000", "line 8: these are no times"),
        ("0:00:08.000,0:00:09.000,0:00:10.000", "line 8: these are no times"),
    ],
)
def test_a_line_of_times_that_makes_no_sense_is_refused_with_its_number(read, times, fault):
    with pytest.raises(ScriptError, match=fault):
        read(f"{SBV}\n{times}\nBye.\n", "film.sbv")


def test_text_before_the_first_times_is_refused(read):
    with pytest.raises(ScriptError, match="line 1: text without times: 'Hello'"):
        read("Hello\n" + SBV, "film.sbv")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Hello. 0:00:20.000,0:00:21.000 Bye.", 2),
        ("Hello.\n\n0:00:20.000,0:00:21.000 Bye.", 4),
        ("Hello.\n\n- 0:00:20.000,0:00:21.000\nBye.", 4),
        ("Hello.\n\n0:00:20.000 - 0:00:21.000\nBye.", 4),
        ("Hello.\n\n0:00:20.000 --> 0:00:21.000\nBye.", 4),
    ],
)
def test_times_in_a_text_are_refused_with_their_line(read, line, number):
    with pytest.raises(ScriptError, match=f"line {number}: times stand in the text of a cue"):
        read(f"0:00:02.000,0:00:03.000\n{line}\n", "film.sbv")


@pytest.mark.parametrize(
    "times",
    [
        "０：００：０２．０００，０：００：０３．０００",
        "0:00:02.000，0:00:03.000",
        "\u200b0:00:02.000,0:00:03.000",
        "\u200f0:00:02.000,\u200f0:00:03.000",
        "٠:٠٠:٠٢.٠٠٠,٠:٠٠:٠٣.٠٠٠",
        "0:00:02.000;0:00:03.000",
    ],
)
def test_digits_and_marks_of_other_scripts_are_read(read, times):
    assert read(f"{times}\nHello.\n", "film.sbv") == [(2_000, 3_000, "Hello.")]
