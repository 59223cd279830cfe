"""What is written as TTML is a conforming W3C DAPT document: rule by rule."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ttconv.imsc import reader as ttconv_reader
from ttconv.model import Br, ContentElement, P, Text

from adtool.scripts import dapt, examine
from adtool.timeline import Clip, Gap, Line, Omission, Script

TT = "{http://www.w3.org/ns/ttml}"
TTM = "{http://www.w3.org/ns/ttml#metadata}"
TTP = "{http://www.w3.org/ns/ttml#parameter}"
TTA = "{http://www.w3.org/ns/ttml#audio}"
DAPTM = "{http://www.w3.org/ns/ttml/profile/dapt#metadata}"
XML = "{http://www.w3.org/XML/1998/namespace}"
OURS = (TT, TTM, TTP, DAPTM, XML)

SCRIPT = Script(
    lines=(
        Line(5_000, 6_500, "Tom & Zoë <sit>\ndown.", characters=("Tom", "Zoë"), extended=True),
        Line(1_000, 2_125, "Tom waits.", characters=("Tom",)),
        Line(7_000, 7_000, "No  length."),
    ),
    movie="snow & ice.mp4",
    language="de-AT",
    omissions=(Omission(Clip(3_000, 4_000, gap=Gap(3_000, 4_500)), "Nothing fits."),),
)


@pytest.fixture
def root() -> ElementTree.Element:
    return ElementTree.fromstring(dapt.write(SCRIPT))


def events(root: ElementTree.Element) -> list[ElementTree.Element]:
    return root.findall(f"{TT}body/{TT}div")


def ms(time: str) -> int:
    hours, minutes, seconds = time.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)


def test_the_document_stands_as_it_should() -> None:
    assert dapt.write(Script((Line(1_000, 2_125, "A < B.", characters=("Tom",)),))) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tt xmlns="http://www.w3.org/ns/ttml"'
        ' xmlns:ttp="http://www.w3.org/ns/ttml#parameter"'
        ' xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
        ' xmlns:daptm="http://www.w3.org/ns/ttml/profile/dapt#metadata"'
        ' ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/dapt1.0/content"'
        ' daptm:scriptRepresents="visual.nonText visual.text"'
        ' daptm:scriptType="preRecording" daptm:langSrc="zxx" xml:lang="en">\n'
        "  <head>\n"
        "    <metadata>\n"
        '      <ttm:agent type="character" xml:id="character-1">\n'
        '        <ttm:name type="alias">Tom</ttm:name>\n'
        "      </ttm:agent>\n"
        "    </metadata>\n"
        "  </head>\n"
        '  <body daptm:represents="visual.nonText">\n'
        '    <div xml:id="event-1" begin="00:00:01.000" end="00:00:02.125"'
        ' ttm:agent="character-1">\n'
        "      <p>A &lt; B.</p>\n"
        "    </div>\n"
        "  </body>\n"
        "</tt>\n"
    )


def test_rule_1_it_is_xml_in_utf_8_without_mark_doctype_and_entities() -> None:
    written = dapt.write(SCRIPT)
    assert written.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<tt ')
    assert "<!" not in written
    assert ElementTree.fromstring(written.encode()).tag == f"{TT}tt"


def test_rule_2_names_are_in_the_namespaces_of_ttml_and_dapt(root: ElementTree.Element) -> None:
    assert root.tag == f"{TT}tt"
    assert all(element.tag.startswith((TT, TTM)) for element in root.iter())


def test_rule_3_the_content_profile_is_dapts(root: ElementTree.Element) -> None:
    profiles = root.get(f"{TTP}contentProfiles", "").split()
    assert "http://www.w3.org/ns/ttml/profile/dapt1.0/content" in profiles
    assert f"{TTP}profile" not in root.attrib


def test_rule_4_the_language_is_said(root: ElementTree.Element) -> None:
    assert root.get(f"{XML}lang") == "de-AT"
    unknown = ElementTree.fromstring(dapt.write(Script((), language="")))
    assert unknown.get(f"{XML}lang") == "und"


def test_rules_5_to_7_the_script_says_what_it_is(root: ElementTree.Element) -> None:
    assert root.get(f"{DAPTM}scriptRepresents") == "visual.nonText visual.text"
    assert root.get(f"{DAPTM}scriptType") == "preRecording"
    assert root.get(f"{DAPTM}langSrc") == "zxx"
    assert not [element for element in root.iter() if element.tag == f"{TT}audio"]


def test_rule_8_an_event_is_a_leaf_div_with_id_and_times(root: ElementTree.Element) -> None:
    found = events(root)
    assert len(found) == 4
    ids = [element.get(f"{XML}id", "") for element in root.iter() if f"{XML}id" in element.attrib]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", identifier) for identifier in ids)
    for event in found:
        assert f"{XML}id" in event.attrib
        assert {"begin", "end"} < set(event.attrib)
        assert event.find(f"{TT}div") is None
    assert [event.find(f"{TT}p") is None for event in found] == [False, True, False, False]


def test_rule_9_every_event_represents_what_the_script_does(root: ElementTree.Element) -> None:
    whole = root.get(f"{DAPTM}scriptRepresents", "").split()
    body = root.find(f"{TT}body")
    assert body is not None
    for event in events(root):
        one = event.get(f"{DAPTM}represents", body.get(f"{DAPTM}represents", ""))
        assert any(one == value or one.startswith(f"{value}.") for value in whole)


def test_rule_10_text_stands_in_paragraphs_only(root: ElementTree.Element) -> None:
    for element in root.iter():
        if element.tag in (f"{TT}body", f"{TT}div", f"{TT}tt", f"{TT}head"):
            assert not (element.text or "").strip()
            assert not any((child.tail or "").strip() for child in element)
    paragraph = events(root)[2].find(f"{TT}p")
    assert paragraph is not None
    assert "".join(paragraph.itertext()) == "Tom & Zoë <sit>down."
    assert [child.tag for child in paragraph] == [f"{TT}br"]


def test_rule_11_descriptions_stand_first_in_the_event(root: ElementTree.Element) -> None:
    described = [(event[0].tag, event[0].get(f"{DAPTM}descType")) for event in events(root)[1:3]]
    assert described == [(f"{TTM}desc", "x-omission"), (f"{TTM}desc", "x-extended")]
    assert events(root)[1][0].text == "Nothing fits."


def test_rule_12_characters_are_agents_with_an_alias(root: ElementTree.Element) -> None:
    agents = root.findall(f"{TT}head/{TT}metadata/{TTM}agent")
    assert [agent.get("type") for agent in agents] == ["character", "character"]
    names = {agent.get(f"{XML}id"): agent.find(f"{TTM}name") for agent in agents}
    assert {name.text for name in names.values() if name is not None} == {"Tom", "Zoë"}
    assert all(name is not None and name.get("type") == "alias" for name in names.values())
    for event in events(root):
        assert set(event.get(f"{TTM}agent", "").split()) <= set(names)


def test_rule_13_times_have_one_syntax_and_the_media_base(root: ElementTree.Element) -> None:
    times = [e.get(name) for e in root.iter() for name in ("begin", "end", "dur") if e.get(name)]
    assert len(times) == 8
    assert all(re.fullmatch(r"\d{2,}:[0-5]\d:[0-5]\d\.\d{3}", time or "") for time in times)
    parameters = {name.rpartition("}")[2] for name in root.attrib if name.startswith(TTP)}
    assert parameters == {"contentProfiles"}  # so timeBase is media, and nothing counts frames
    assert not any("timeContainer" in element.attrib for element in root.iter())


def test_rule_14_a_script_before_its_recording_mixes_nothing(root: ElementTree.Element) -> None:
    assert not [name for element in root.iter() for name in element.attrib if name.startswith(TTA)]
    assert not [element for element in root.iter() if element.tag == f"{TT}animate"]


def test_rule_15_no_foreign_vocabulary_occurs(root: ElementTree.Element) -> None:
    for element in root.iter():
        assert element.tag.startswith(OURS)
        assert all("}" not in name or name.startswith(OURS) for name in element.attrib)


spans = st.builds(
    lambda start, length, text: Line(start, start + length, text),
    st.integers(0, 400_000_000),
    st.integers(0, 9_000),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(spans, max_size=5), words=st.text(max_size=9))
def test_rule_16_any_script_becomes_well_formed_and_in_order(found: list[Line], words: str) -> None:
    omission = Omission(Clip(0, 0, gap=Gap(0, 0)), words)
    script = Script(tuple(found), movie=words, omissions=(omission,))
    times = [
        (ms(event.attrib["begin"]), ms(event.attrib["end"]))
        for event in events(ElementTree.fromstring(dapt.write(script).encode()))
    ]
    assert len(times) == len(found) + 1
    assert all(begin < end for begin, end in times)
    assert times == sorted(times, key=lambda time: time[0])


def test_rule_16_lines_that_stand_apart_stay_apart(root: ElementTree.Element) -> None:
    times = [(ms(event.attrib["begin"]), ms(event.attrib["end"])) for event in events(root)]
    assert times == [(1_000, 2_125), (3_000, 4_000), (5_000, 6_500), (7_000, 7_001)]
    assert all(one[1] <= two[0] for one, two in pairwise(times))


def test_ttconv_reads_what_is_written(root: ElementTree.Element) -> None:
    document = ttconv_reader.to_model(ElementTree.ElementTree(root))
    assert document is not None
    assert document.get_lang() == "de-AT"
    found = []

    def walk(element: ContentElement) -> None:
        if isinstance(element, P):
            event = element.parent()
            assert event is not None
            found.append((event.get_begin(), event.get_end(), plain(element)))
        for child in element:
            walk(child)

    walk(document.get_body())
    assert [(int(begin * 1000), int(end * 1000), text) for begin, end, text in found] == [
        (1_000, 2_125, "Tom waits."),
        (5_000, 6_500, "Tom & Zoë <sit>\ndown."),
        (7_000, 7_001, "No  length."),
    ]


def plain(element: ContentElement) -> str:
    if isinstance(element, Text):
        return element.get_text()
    return "\n" if isinstance(element, Br) else "".join(plain(child) for child in element)


def test_all_of_it_comes_back(tmp_path: Path) -> None:
    (tmp_path / "a.ttml").write_text(dapt.write(SCRIPT), encoding="utf-8")
    reading = examine(tmp_path / "a.ttml")
    script = reading.script
    assert (script.movie, script.language) == ("snow & ice.mp4", "de-AT")
    assert script.lines == (
        SCRIPT.lines[1],
        SCRIPT.lines[0],
        Line(7_000, 7_001, "No  length."),
    )
    assert script.omissions == (
        Omission(Clip(3_000, 4_000, gap=Gap(3_000, 4_000)), "Nothing fits."),
    )
    assert (reading.faults, reading.unkept) == ((), ())


def test_there_is_a_head_where_there_is_a_movie_or_a_character() -> None:
    def head(script: Script) -> ElementTree.Element | None:
        return ElementTree.fromstring(dapt.write(script)).find(f"{TT}head/{TT}metadata")

    titled = head(Script((), movie="snow\n.mp4"))
    assert titled is not None
    assert [(item.tag, item.text) for item in titled] == [(f"{TTM}title", "snow .mp4")]
    assert head(Script((Line(0, 1, "A", characters=("Tom",)),))) is not None
    assert head(Script((Line(0, 1, "A"),))) is None
