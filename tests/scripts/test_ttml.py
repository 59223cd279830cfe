"""TTML as others write it: DAPT, IMSC and older documents; and what must be refused."""

from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.scripts import elements, examine, read_script
from adtool.scripts.reading import Fault, Reading
from adtool.timeline import Clip, Gap, Line, Omission, Script

NAMES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
    'xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '
    'xmlns:daptm="http://www.w3.org/ns/ttml/profile/dapt#metadata"'
)

CODES = 'ttp:timeBase="smpte" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"'


def examined(tmp_path: Path, body: str, attributes: str = 'xml:lang="en"') -> Reading:
    path = tmp_path / "a.ttml"
    path.write_text(f"<tt {NAMES} {attributes}>\n{body}\n</tt>", encoding="utf-8")
    return examine(path)


def times(reading: Reading) -> list[tuple[int, int, str]]:
    return [(line.start, line.end, line.text) for line in reading.script.lines]


@pytest.mark.parametrize(
    ("parameters", "begin", "expected"),
    [
        ("", "01:02:03", 3_723_000),
        ("", "00:00:01.5", 1_500),
        ("", "00:00:00.0015", 2),
        ("", "100:00:00.001", 360_000_001),
        ("", "1h", 3_600_000),
        ("", "1.5m", 90_000),
        ("", "90s", 90_000),
        ("", "1500ms", 1_500),
        ("", "00:00:01:15", 1_500),
        ('ttp:frameRate="25"', "00:00:01:05", 1_200),
        ('ttp:frameRate="25"', "50f", 2_000),
        ('ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"', "24f", 1_001),
        ('ttp:frameRate="24" ttp:frameRateMultiplier="1000:1001"', "24f", 1_001),
        ('ttp:frameRate="25" ttp:subFrameRate="2"', "00:00:00:01.1", 60),
        ('ttp:tickRate="10000000"', "15000000t", 1_500),
        ("", "3t", 3_000),
        ('ttp:frameRate="50"', "100t", 2_000),
        # SMPTE ST 12: at 30000/1001 frames the code 00:10:00;00 is frame 17,982 when dropping.
        (f'{CODES} ttp:dropMode="dropNTSC"', "00:10:00:00", 599_999),
        (CODES, "00:10:00:00", 600_600),
    ],
)
def test_every_way_to_write_a_time_is_understood(
    tmp_path: Path, parameters: str, begin: str, expected: int
) -> None:
    body = f'<body><div><p begin="{begin}" dur="2h">A</p></div></body>'
    reading = examined(tmp_path, body, parameters)
    assert reading.faults == ()
    assert reading.script.lines[0].start == expected


def test_times_in_elements_add_up(tmp_path: Path) -> None:
    reading = examined(
        tmp_path,
        """<body begin="10s"><div begin="1s" end="9s">
        <p begin="1s" end="2s">Begin counts from the parent's.</p>
        <p begin="7s" dur="5s">The parent's end cuts it.</p>
        <p>As long as the parent.</p>
        </div><div begin="20s" timeContainer="seq">
        <p dur="2s">One</p>
        <p begin="1s" dur="2s">after the other</p>
        <p end="0.5s">in a row.</p>
        </div></body>""",
    )
    assert times(reading) == [
        (11_000, 19_000, "As long as the parent."),
        (12_000, 13_000, "Begin counts from the parent's."),
        (18_000, 19_000, "The parent's end cuts it."),
        (30_000, 32_000, "One"),
        (33_000, 35_000, "after the other"),
        (35_000, 35_500, "in a row."),
    ]
    assert reading.faults == ()
    assert reading.places == (5, 3, 4, 7, 8, 9)


def test_spans_with_times_are_lines_of_their_own(tmp_path: Path) -> None:
    reading = examined(
        tmp_path,
        """<body><div><p begin="1s" end="9s">
        <span begin="1s" end="2s">First.</span> <span begin="2s" end="3s">Then <span>more</span>.
        </span></p></div></body>""",
    )
    assert times(reading) == [(2_000, 3_000, "First."), (3_000, 4_000, "Then more.")]


def test_spaces_count_only_where_the_document_says_so(tmp_path: Path) -> None:
    reading = examined(
        tmp_path,
        """<body><div>
        <p begin="1s" end="2s">
            Anna   &amp; <span>Tom</span>
            sit.<br/>
            They wait.
        </p>
        <p begin="2s" end="3s" xml:space="preserve">two  spaces
and a line</p>
        </div></body>""",
    )
    assert times(reading) == [
        (1_000, 2_000, "Anna & Tom sit.\nThey wait."),
        (2_000, 3_000, "two  spaces\nand a line"),
    ]


def test_dapt_events_agents_and_notes_are_read(tmp_path: Path) -> None:
    reading = examined(
        tmp_path,
        """<head><metadata><ttm:title>Snow</ttm:title>
        <ttm:agent type="person" xml:id="actor"><ttm:name type="full">A. B.</ttm:name></ttm:agent>
        <ttm:agent type="character" xml:id="tom"><ttm:name type="alias">Tom</ttm:name>
        <ttm:actor agent="actor"/></ttm:agent></metadata></head>
        <body daptm:represents="visual">
        <div xml:id="d1" begin="1s" end="2s" ttm:agent="tom"><ttm:desc>Scene 1</ttm:desc>
        <p>Tom <span ttm:agent="actor">waits</span>.</p></div>
        <div xml:id="d2" begin="3s" end="4s" daptm:onScreen="OFF"/>
        <div xml:id="d3"><div xml:id="d4" begin="5s" end="6s">
        <ttm:desc daptm:descType="x-extended">Pause.</ttm:desc><p>Snow falls.</p></div></div>
        </body>""",
        'xml:lang="sv"',
    )
    assert reading.script == Script(
        lines=(
            Line(1_000, 2_000, "Tom waits.", characters=("Tom",), id="d1"),
            Line(5_000, 6_000, "Snow falls.", extended=True, id="d4"),
        ),
        movie="Snow",
        language="sv",
        omissions=(Omission(Clip(3_000, 4_000, gap=Gap(3_000, 4_000)), ""),),
    )
    assert reading.unkept == ("notes", "actors", "what lines represent")


def test_a_transcript_without_times_keeps_its_text(tmp_path: Path) -> None:
    reading = examined(tmp_path, '<body><div xml:id="d1"><p>A boat.</p></div></body>')
    assert times(reading) == [(0, 0, "A boat.")]
    assert [(fault.line, fault.lost) for fault in reading.faults] == [(2, False)]


@pytest.mark.parametrize(
    "namespace", ["http://www.w3.org/2006/10/ttaf1", "http://www.w3.org/2006/04/ttaf1", ""]
)
def test_older_documents_and_such_without_namespace_are_read(
    tmp_path: Path, namespace: str
) -> None:
    (tmp_path / "a.dfxp").write_text(
        f'<tt xmlns="{namespace}" xml:lang="en"><body><div>'
        '<p begin="00:00:01.00" end="00:00:02.00">Hello.</p></div></body></tt>'
    )
    assert read_script(tmp_path / "a.dfxp").lines == (Line(1_000, 2_000, "Hello."),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_xml_says_its_encoding_itself(tmp_path: Path, encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = (
        f'<?xml version="1.0" encoding="{declared}"?>\n<tt {NAMES}><body><div>'
        '<p begin="1s" end="2s">Zoë</p></div></body></tt>'
    )
    (tmp_path / "a.xml").write_bytes(text.encode(encoding))
    assert read_script(tmp_path / "a.xml").lines == (Line(1_000, 2_000, "Zoë"),)


@pytest.mark.parametrize(
    ("paragraph", "fault"),
    [
        ('<p begin="soon" end="2s">X</p>', "<p>: this is no time: 'soon'"),
        ('<p begin="00:61:00" end="2h">X</p>', "<p>: this is no time: '00:61:00'"),
        ('<p begin="00:00:01:30" end="2s">X</p>', "<p>: a second has 30 frames: '00:00:01:30'"),
        ('<p begin="2s" end="1s">X</p>', "<p>: it ends before it begins"),
        (
            '<p begin="11s" dur="1s">X</p>',
            "<p>: it begins after the element that it stands in has ended",
        ),
        ('<p begin="1s" end="2s"><span begin="-1s">X</span></p>', "<span>: this is no time: '-1s'"),
        ("X", "<div>: text stands outside of a paragraph"),
    ],
)
def test_a_fault_has_its_line_and_the_rest_is_read(
    tmp_path: Path, paragraph: str, fault: str
) -> None:
    good = '<p begin="5s" end="6s">Good.</p>'
    reading = examined(
        tmp_path, f'<body end="10s"><div>{good}</div>\n<div>{paragraph}</div></body>'
    )
    lost = Fault(3, fault, lost=True)
    assert lost in reading.faults
    assert "X" not in [line.text for line in reading.script.lines]
    assert (5_000, 6_000, "Good.") in times(reading)
    with pytest.raises(ScriptError, match="line 3: <"):
        read_script(tmp_path / "a.ttml")


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("Dear diary", "line 1: is no well-formed XML"),
        ("<tt>\n<body>\n<div></body></tt>", "line 3: is no well-formed XML: mismatched tag"),
        ("<tt>\n<body>", "line 2: is no well-formed XML: no element found"),
        ("<tt>\n&nbsp;</tt>", "line 2: is no well-formed XML: undefined entity"),
        ("<tt>\n<p begin=1s/></tt>", "line 2: is no well-formed XML"),
        ("<html><body/></html>", "is a web page; name subtitles or a script"),
        ("<svg><g/></svg>", "line 1: is no TTML: the root element is 'svg'"),
        (f'<!DOCTYPE tt [<!ENTITY l0 "ha">{LAUGHS}]>\n<tt>&l11;</tt>', "line 1: has a DOCTYPE"),
        (
            '<?xml version="1.0"?>\n<!DOCTYPE tt SYSTEM "http://127.0.0.1:1/x.dtd">\n<tt/>',
            "line 2: has a DOCTYPE",
        ),
        ('<!DOCTYPE tt [<!ENTITY x SYSTEM "file:///etc/passwd">]><tt>&x;</tt>', "has a DOCTYPE"),
        ('<?xml version="1.0" encoding="klingon"?><tt/>', "line 1: "),
        ("<tt>" + "<div>" * 100_000, "nested too deeply"),
        (
            '<tt xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="0"/>',
            "frameRate is no whole",
        ),
        (
            '<tt xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRateMultiplier="1"/>',
            "frameRateMultiplier is no pair",
        ),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path: Path, content: str, fault: str) -> None:
    (tmp_path / "a.ttml").write_text(content)
    with pytest.raises(ScriptError) as refused:
        examine(tmp_path / "a.ttml")
    assert fault in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_document_with_more_elements_than_any_script_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elements, "MOST", 4)
    (tmp_path / "a.ttml").write_text("<tt>" + "<p/>" * 4 + "</tt>")
    with pytest.raises(ScriptError, match="holds over 4 elements"):
        examine(tmp_path / "a.ttml")


def test_a_document_without_text_is_a_script_without_lines(tmp_path: Path) -> None:
    reading = examined(tmp_path, "<head/>")
    assert reading.faults == (Fault(1, "holds no lines"),)


def test_only_characters_with_a_name_are_in_a_line(tmp_path: Path) -> None:
    reading = examined(
        tmp_path,
        """<head><metadata><ttm:agent type="person" xml:id="a"><ttm:name>A. B.</ttm:name>
        </ttm:agent><ttm:agent type="character" xml:id="b"/><ttm:agent type="character" xml:id="c">
        <ttm:name type="alias">Tom</ttm:name></ttm:agent></metadata></head>
        <body><div ttm:agent="a b c"><p begin="1s" end="2s">One.</p></div></body>""",
    )
    assert [line.characters for line in reading.script.lines] == [("Tom",)]


def test_a_clip_without_a_line_has_an_id_or_a_reason(tmp_path: Path) -> None:
    because = '<ttm:desc daptm:descType="x-omission">Why not.</ttm:desc>'
    reading = examined(
        tmp_path,
        f"""<body><div begin="1s" end="2s">{because}</div><div xml:id="a" begin="3s" end="4s">
        {because}</div><div xml:id="b" begin="5s" end="6s"/><div begin="7s" end="8s"/></body>""",
    )
    assert [(one.clip.start, one.reason) for one in reading.script.omissions] == [
        (1_000, "Why not."),
        (3_000, "Why not."),
        (5_000, ""),
    ]


def test_spaces_around_a_span_with_times_are_no_line(tmp_path: Path) -> None:
    reading = examined(
        tmp_path,
        '<body><div><p begin="1s"> <span begin="1s" end="2s">One.</span> </p></div></body>',
    )
    assert times(reading) == [(2_000, 3_000, "One.")]


@pytest.mark.parametrize(
    ("around", "attribute", "unkept"),
    [
        ("", 'tts:color="red"', ("styles",)),
        ("", 'xmlns:old="http://www.w3.org/2006/10/ttaf1#style" old:color="red"', ("styles",)),
        ("<head><layout/></head>", "", ("positions",)),
        ("", 'region="r1"', ("positions",)),
        ("", "", ()),
    ],
)
def test_styles_and_positions_are_not_kept_wherever_they_stand(
    tmp_path: Path, around: str, attribute: str, unkept: tuple[str, ...]
) -> None:
    body = f'{around}<body><div><p begin="1s" end="2s" {attribute}>One.</p></div></body>'
    assert examined(tmp_path, body).unkept == unkept


def test_notes_of_our_own_are_kept(tmp_path: Path) -> None:
    ours = "".join(
        f'<div begin="{second}s" end="9s">'
        f'<ttm:desc daptm:descType="{kind}">Why.</ttm:desc>{text}</div>'
        for second, kind, text in [(1, "x-omission", ""), (2, "x-extended", "<p>One.</p>")]
    )
    reading = examined(tmp_path, f"<body>{ours}</body>")
    assert (len(reading.script.lines), len(reading.script.omissions)) == (1, 1)
    assert reading.unkept == ()
