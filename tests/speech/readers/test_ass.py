"""ASS and SSA as the dialogue's subtitles."""

import pytest

from adtool.errors import ScriptError
from adtool.speech.readers.ass import plain
from adtool.speech.readers.ass import read as read_ass
from adtool.speech.readers.film import Film

HEAD = """[Script Info]
Title: Film
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, Encoding
Style: Default,Arial,20,{encoding}

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
ASS = HEAD.format(encoding=1) + (
    "Dialogue: 0,0:00:01.00,0:00:02.50,Default,Anna,0,0,0,,Hello, you.\n"
    "Dialogue: 0,0:01:03.25,0:01:04.00,Default,,0,0,0,,{\\i1}How{\\i0} are\\Nyou?\n"
)
CUES = [(1_000, 2_500, "Hello, you."), (63_250, 64_000, "How are\nyou?")]
HELLO_EVENT = "Dialogue: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,Hello."


def test_dialogue_lines_become_cues(read):
    assert read(ASS, "film.ass") == CUES


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (ASS, "film.srt"),
        (ASS, "film"),
        (ASS.replace("\n", "\r\n"), "film.ass"),
        (ASS.replace("\n", "\r"), "film.ass"),
        ("\ufeff" + ASS, "film.ass"),
        (ASS.encode("utf-16"), "film.ass"),
        (ASS.encode("utf-16-le"), "film.ass"),
        (ASS.replace("Layer", "Marked").replace("Dialogue: 0", "Dialogue: Marked=0"), "film.ssa"),
        (ASS.replace("V4+ Styles", "V4 Styles"), "film.ssa"),
        (ASS.rstrip("\n"), "film.ass"),
        (ASS[ASS.index("[Events]") :], "film.ass"),
        (ASS[ASS.index("Dialogue") :], "film.ass"),
        (ASS.replace(".25", ".250").replace("0:00:01.00", "00:00:01:00"), "film.ass"),
        (ASS.replace("0,0:00:01.00,0:00:02.50", "0, 0:00:01.00 ,0:00:02.50"), "film.ass"),
        (ASS.replace("Dialogue:", "dialogue :"), "film.ass"),
        (ASS.replace("0:00:01.00", "00:01.00"), "film.ass"),
    ],
    ids=[
        "named .srt",
        "no suffix",
        "CRLF",
        "CR",
        "byte order mark",
        "UTF-16",
        "UTF-16 without its mark",
        "SSA's first field",
        "SSA's styles",
        "no last newline",
        "events only",
        "dialogue only",
        "milliseconds and a colon",
        "blanks around times",
        "a blank before the colon",
        "no hours",
    ],
)
def test_what_occurs_in_the_wild_changes_nothing(read, content, name):
    assert read(content, name) == CUES


def test_fields_stand_where_the_format_line_puts_them(read):
    content = "[Events]\nFormat: End, Text, Start\nDialogue: 0:00:02.00,Hello,0:00:01.00\n"
    assert read(content, "film.ass") == [(1_000, 2_000, "Hello")]


def test_comments_pictures_and_fonts_are_not_said(read):
    more = (
        "Comment: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,Check this.\n"
        "Picture: 0,0:00:07.00,0:00:08.00,Default,,0,0,0,,a.bmp\n"
        "; 0:00:01.00,0:00:02.00 is a comment, too\n"
        "\n[Fonts]\nfontname: arial.ttf\n[0:00:01.00,0:00:02.00]M`8V\n"
    )
    assert read(ASS + more, "film.ass") == CUES


def test_what_is_drawn_is_not_said():
    assert plain(r"{\p1}m 0 0 l 9 9{\c&HFF&} b 1 2{\p0}Hello{\pos(1,2)} you") == "Hello you"
    assert plain(r"{\k20}Hel{\k30}lo\hyou{a note}") == "Hello you"


def test_what_two_layers_say_at_once_is_said_once(read):
    shadow = ASS.replace("Dialogue: 0", "Dialogue: 1").partition("Text\n")[2]
    assert read(ASS + shadow, "film.ass") == CUES


def test_a_text_that_was_broken_in_two_is_whole(read):
    broken = ASS.replace("Hello, you.", "Hello,\nyou.")
    assert read(broken, "film.ass")[0] == (1_000, 2_500, "Hello,\nyou.")


@pytest.mark.parametrize(
    ("encoding", "number", "text"),
    [
        ("cp932", 128, "ソフィーは表示する"),
        ("cp932", 1, "ソフィーは表示する"),
        ("cp1251", 204, "Привет"),
        ("gb18030", 134, "你好"),
        ("big5", 136, "你好"),
        ("cp949", 129, "안녕"),
        ("cp1250", 238, "Žluťoučký"),
        ("cp1253", 161, "Γειά"),
        ("cp1252", 0, "Café"),
        ("latin-1", 1, "Café"),
    ],
)
def test_letters_are_those_that_the_styles_name(read, encoding, number, text):
    content = HEAD.format(encoding=number) + f"Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,{text}\n"
    assert read(content.encode(encoding), "film.ssa") == [(1_000, 2_000, text)]


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        ("Dialogue: 0,0:00:0x.00,0:00:02.00,D,,0,0,0,,No", "line 13: these are no times"),
        ("Dialogue: 0,0:00:01.00,0:00:99.00,D,,0,0,0,,No", "line 13: these are no times"),
        ("Dialogue: 0,0:61:01.00,1:00:00.00,D,,0,0,0,,No", "line 13: these are no times"),
        ("Dialogue: 0,0:00:0", "line 13: these are no times"),
        ("Dialogue:", "line 13: these are no times"),
        ("Dialogue: 0,,,D,,0,0,0,,No", "line 13: these are no times"),
        ("Dialogue: 0,0:00:03.00,0:00:02.00,D,,0,0,0,,No", "line 13: the cue ends before"),
        ("Dialogue: 0,999:00:03.00,999:00:04.00,D,,0,0,0,,No", "line 13: no film goes on for 100"),
        ("Dialoge: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,No", "line 13: this is no Dialogue line"),
        ("0,0:00:01.00,0:00:02.00,D,,0,0,0,,No", "line 13: this is no Dialogue line"),
    ],
)
def test_a_line_that_is_no_cue_is_refused_with_its_number(read, event, fault):
    with pytest.raises(ScriptError, match=fault):
        read(ASS + event + "\n", "film.ass")


def test_a_file_without_events_and_one_cut_off_before_them_are_refused(read):
    for content in (HEAD.format(encoding=1), "[Script Info]\nTitle: x\n", "[Events]\n"):
        with pytest.raises(ScriptError, match="not one cue"):
            read(content, "film.ass")


def test_a_text_that_is_no_subtitle_is_refused_at_once(read):
    with pytest.raises(ScriptError, match="line 12: a cue's text has 1500012 letters"):
        read(ASS + "word\n" * 300_000, "film.ass")
    assert plain("{" * 200_000) == "{" * 200_000


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        (HELLO_EVENT + " Dialogue: 0,0:00:20.00,0:00:21.00,Default,,0,0,0,,Bye.", "times stand in"),
        (HELLO_EVENT + r"\N0:00:20.00,0:00:21.00 Bye.", "times stand in"),
        ("Dialogue: 0,0:00:02.00,0:00:03.00,Hello there.", "the text is missing"),
        ("Dialogue: 0,0:00:02.00,0:00:03.00", "the text is missing"),
    ],
)
def test_words_that_no_field_or_no_cue_holds_are_refused(tmp_path, event, fault):
    with pytest.raises(ScriptError, match=f"line 2: {fault}"):
        read_ass(f"[Events]\n{event}\n".encode(), tmp_path / "film.ass", Film())


def test_joined_files_are_read_where_their_times_go_on_and_refused_where_they_restart(tmp_path):
    def file(*seconds):
        events = (
            HELLO_EVENT.replace(":02.", f":{at}.").replace(":03.", f":{at + 1}.") for at in seconds
        )
        return "\n".join(["[Script Info]", "[Events]", *events, ""])

    found = read_ass((file(10, 20) + file(30, 40)).encode(), tmp_path / "film.ass", Film())
    assert [cue.start for cue in found.cues] == [10_000, 20_000, 30_000, 40_000]
    with pytest.raises(ScriptError, match="line 7: the times start again"):
        read_ass((file(10, 20) + file(12, 40)).encode(), tmp_path / "film.ass", Film())
