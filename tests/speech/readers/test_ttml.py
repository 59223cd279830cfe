"""TTML and IMSC as the dialogue's subtitles."""

from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.speech.readers.film import Film
from adtool.speech.readers.ttml import read as read_ttml

NAMES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" '
    'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xml:lang="en"'
)


def tt(body, root="", head=""):
    return f"<tt {NAMES} {root}><head>{head}</head><body>{body}</body></tt>"


HELLO = '<div><p begin="1s" end="2.5s">Hello.</p></div>'


@pytest.mark.parametrize(
    "name", ["film.ttml", "film.dfxp", "film.itt", "film.xml", "film.srt", "f"]
)
def test_a_paragraph_is_a_cue_whatever_the_file_is_called(read, name):
    assert read(tt(HELLO), name) == [(1_000, 2_500, "Hello.")]
    assert read('<?xml version="1.0"?>\n' + tt(HELLO), name) == [(1_000, 2_500, "Hello.")]


@pytest.mark.parametrize(
    ("begin", "root", "ms"),
    [
        ("00:00:01.500", "", 1_500),
        ("00:00:01:15", 'ttp:frameRate="30"', 1_500),
        ("45f", 'ttp:frameRate="30"', 1_500),
        ("15000000t", 'ttp:tickRate="10000000"', 1_500),
        ("1500ms", "", 1_500),
        ("1.5s", "", 1_500),
        ("0.025m", "", 1_500),
        ("0.001h", "", 3_600),
        ("48f", 'ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"', 2_002),
        ("00:00:01:12", 'ttp:frameRate="24" ttp:timeBase="smpte"', 1_500),
    ],
)
def test_times_are_read_in_every_notation(read, begin, root, ms):
    content = tt(f'<div><p begin="{begin}" dur="1s">Hello.</p></div>', root)
    assert read(content, "film.ttml") == [(ms, ms + 1_000, "Hello.")]


@pytest.mark.parametrize(
    ("body", "cues"),
    [
        ('<div begin="10s"><p begin="1s" end="2s">A</p></div>', [(11_000, 12_000, "A")]),
        (
            '<div begin="10s"><div begin="5s"><p begin="1s" dur="2s">A</p></div></div>',
            [(16_000, 18_000, "A")],
        ),
        ('<div begin="1s" end="2s"><p>A</p></div>', [(1_000, 2_000, "A")]),
        ('<div end="2s"><p begin="1s">A</p></div>', [(1_000, 2_000, "A")]),
        (
            (
                '<div><p begin="1s"><span begin="1s" end="2s">A</span>'
                '<span begin="3s" end="4s">B</span></p></div>'
            ),
            [(2_000, 3_000, "A"), (4_000, 5_000, "B")],
        ),
        (
            '<div timeContainer="seq"><p dur="1s">A</p><p begin="1s" dur="2s">B</p></div>',
            [(0, 1_000, "A"), (2_000, 4_000, "B")],
        ),
        (
            (
                '<div><p begin="5s" timeContainer="seq"><span dur="1s">A</span>'
                '<span dur="2s">B</span></p></div>'
            ),
            [(5_000, 6_000, "A"), (6_000, 8_000, "B")],
        ),
        ('<div><p begin="1s" end="9s" dur="2s">A</p></div>', [(1_000, 3_000, "A")]),
        ('<div><p begin="1s" end="2s">A<br/>B</p></div>', [(1_000, 2_000, "A\nB")]),
        (
            '<div><p begin="1s">A</p><p begin="3s">B</p><p begin="30s">C</p></div>',
            [(1_000, 3_000, "A"), (3_000, 10_000, "B"), (30_000, 37_000, "C")],
        ),
    ],
)
def test_times_count_from_what_is_around(read, body, cues):
    assert read(tt(body), "film.ttml") == cues


STYLES = (
    '<styling><style xml:id="gone" tts:display="none"/><style xml:id="child" style="gone"/>'
    '<style xml:id="rt" tts:ruby="text"/></styling>'
    '<layout><region xml:id="off" tts:display="none"/><region xml:id="on"/>'
    '<region xml:id="nested"><style tts:display="none"/></region></layout>'
)


@pytest.mark.parametrize(
    "hidden",
    [
        '<p begin="3s" end="4s" tts:display="none">No</p>',
        '<p begin="3s" end="4s" style="gone">No</p>',
        '<p begin="3s" end="4s" style="child">No</p>',
        '<p begin="3s" end="4s" region="off">No</p>',
        '<p begin="3s" end="4s" region="nested">No</p>',
        '<div tts:display="none"><p begin="3s" end="4s">No</p></div>',
        '<div region="off"><div><p begin="3s" end="4s">No</p></div></div>',
        '<p begin="3s" end="4s"><span tts:display="none">No</span></p>',
        '<p begin="3s" end="4s"><span style="gone">No</span></p>',
        '<p begin="3s" end="4s"><span tts:display="none">No <span>no</span></span></p>',
    ],
)
def test_what_is_never_displayed_is_not_said(read, hidden):
    content = tt(f'<div><p begin="1s" end="2.5s">Hello.</p>{hidden}</div>', head=STYLES)
    assert read(content, "film.ttml") == [(1_000, 2_500, "Hello.")]


@pytest.mark.parametrize(
    "shown",
    [
        '<p begin="3s" end="4s" tts:display="auto" style="gone">Yes</p>',
        '<p begin="3s" end="4s" region="on">Yes</p>',
        '<p begin="3s" end="4s" tts:display="none"><set begin="0s" tts:display="auto"/>Yes</p>',
        '<p begin="3s" end="4s" style="nobody">Yes</p>',
    ],
)
def test_what_may_be_displayed_is_said(read, shown):
    assert read(tt(f"<div>{shown}</div>", head=STYLES), "film.ttml") == [(3_000, 4_000, "Yes")]


RUBY = {
    "C": "container",
    "B": "base",
    "BC": "baseContainer",
    "T": "text",
    "TC": "textContainer",
    "D": "delimiter",
}


@pytest.mark.parametrize(
    "ruby",
    [
        "<C><B>漢字</B><T>かんじ</T></C>",
        "<C><BC><B>漢字</B></BC><TC><T>かんじ</T></TC></C>",
        "<C><B>漢字</B><D>(</D><T>かんじ</T><D>)</D></C>",
        '<span><span>漢字</span><span style="rt">かんじ</span></span>',
    ],
)
def test_ruby_says_its_base_once(read, ruby):
    for short, name in RUBY.items():
        ruby = ruby.replace(f"<{short}>", f'<span tts:ruby="{name}">')
        ruby = ruby.replace(f"</{short}>", "</span>")
    content = tt(f'<div><p begin="1s" end="2s">{ruby}を読む</p></div>', head=STYLES)
    assert read(content, "film.ttml") == [(1_000, 2_000, "漢字を読む")]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (tt('<div>\n<p begin="soon" end="2s">A</p></div>'), "line 2: <p>: this is no time: 'soon'"),
        (tt('<div>\n<p begin="3s" end="2s">A</p></div>'), "line 2: <p>: it ends before it begins"),
        (tt("<div>\n<p>A</p></div>"), "line 2: the text has no times"),
        (tt("<div>\nHello</div>"), "line 1: <div>: text stands outside of a paragraph"),
        (tt('<div><p begin="999999h" dur="1s">A</p></div>'), "no film goes on for 100 hours"),
        (tt('<div><p begin="1s" end="2s">A</p>')[:-20], "is no well-formed XML"),
        ("<tt>", "is no well-formed XML"),
        ("<?xml version='1.0'?><transcript><text>A</text></transcript>", "is no TTML"),
        (tt(HELLO, 'ttp:frameRate="0"'), "frameRate is no whole number above 0"),
        (tt("<div/>"), "not one cue"),
        (tt('<div begin="1s" end="2s" tts:backgroundImage="a.png"/>'), "holds pictures"),
        ('<!DOCTYPE tt [<!ENTITY a "Hello">]>' + tt(HELLO), "has a DOCTYPE"),
        (
            '<!DOCTYPE tt [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + tt(HELLO),
            "has a DOCTYPE, which could define anything",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(read, content, fault):
    with pytest.raises(ScriptError, match=fault):
        read(content, "film.ttml")


def test_encodings_are_those_that_xml_has(read):
    for encoding in ("utf-16", "utf-8-sig", "utf-8"):
        content = tt(HELLO.replace("Hello", "Café")).encode(encoding)
        assert read(content, "film.ttml") == [(1_000, 2_500, "Café.")]
    content = f'<?xml version="1.0" encoding="iso-8859-1"?>{tt(HELLO.replace("Hello", "Café"))}'
    assert read(content.encode("latin-1"), "film.ttml") == [(1_000, 2_500, "Café.")]


def test_an_hour_of_counted_frames_is_longer_than_an_hour():
    root = 'ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001" ttp:timeBase="smpte"'
    for more, hour in (("", 3_603_600), (' ttp:dropMode="dropNTSC"', 3_600_000)):
        assert read_ttml(tt(HELLO, root + more).encode(), Path("f"), Film()).hour == hour
    assert read_ttml(tt(HELLO).encode(), Path("f"), Film()).hour == 3_600_000


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<div><span begin="9s" end="10s">Bye.</span></div>', "<span>: text stands outside"),
        ('<div><P begin="9s" end="10s">Bye.</P></div>', "<P>: text stands outside"),
        ('<Div><p begin="9s" end="10s">Bye.</p></Div>', "<Div>: text stands outside"),
    ],
)
def test_text_in_an_element_that_is_none_of_a_text_is_refused(read, body, fault):
    with pytest.raises(ScriptError, match=f"line 1: {fault}"):
        read(tt(HELLO + body), "film.ttml")


@pytest.mark.parametrize("name", ["b", "i", "font", "SPAN", "p"])
def test_elements_that_are_no_part_of_ttml_hide_no_words(read, name):
    body = f'<div><p begin="1s" end="2s">Well, <{name}>hello</{name}>.</p></div>'
    assert read(tt(body), "film.ttml") == [(1_000, 2_000, "Well, hello.")]


def test_a_region_that_is_displayed_at_times_hides_nothing(read):
    shown = '<set begin="1s" tts:display="auto"/>'
    region = f'<layout><region xml:id="r" tts:display="none">{shown}</region></layout>'
    body = '<div><p region="r" begin="1s" end="2s">Hello.</p></div>'
    assert read(tt(body, head=region), "film.ttml") == [(1_000, 2_000, "Hello.")]


def test_what_is_never_displayed_is_told(tmp_path):
    told = []
    body = HELLO + '<div tts:display="none"><p begin="5s" end="6s">Hidden.</p></div>'
    read_ttml(tt(body).encode(), tmp_path / "film.ttml", Film(note=told.append))
    assert told == ["film.ttml: line 1: <div>: the text is never displayed, and left out"]
