from pathlib import Path

import pytest

from adtool.scripts import examine

VALID = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
 xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:tta="http://www.w3.org/ns/ttml#audio"
 xmlns:daptm="http://www.w3.org/ns/ttml/profile/dapt#metadata" xmlns:x="urn:mine"
 ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/dapt1.0/content urn:other"
 daptm:scriptRepresents="audio visual.text" daptm:scriptType="asRecorded"
 ttp:frameRate="25" xml:lang="en">
<head><metadata><x:mine/></metadata></head>
<body daptm:represents="visual.text">
<div xml:id="a" begin="1s" end="2s"><ttm:desc daptm:descType="scene">One</ttm:desc>
<p>A<animate begin="0s" end="0.3s" tta:gain="1;0.39" fill="freeze"/></p></div>
<div><div xml:id="b" daptm:represents="audio.x-own" begin="50f" end="3s"><p>B</p></div></div>
<div><p begin="4s" end="5s">no event</p></div>
</body></tt>
"""

TYPES = "originalTranscript, translatedTranscript, preRecording, asRecorded"


def faults(tmp_path: Path, document: str) -> list[tuple[int, str]]:
    (tmp_path / "a.ttml").write_text(document, encoding="utf-8")
    return [(fault.line, fault.what) for fault in examine(tmp_path / "a.ttml").faults]


def test_a_valid_document_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, VALID) == []


@pytest.mark.parametrize(
    ("right", "wrong", "line", "fault"),
    [
        ("dapt1.0/content", "dapt1.0/mine", 2, "ttp:contentProfiles does not name"),
        ("ttp:frameRate=", 'ttp:profile="x" ttp:frameRate=', 2, "ttp:profile is forbidden"),
        (' xml:lang="en"', "", 2, "xml:lang is missing"),
        ('daptm:scriptRepresents="audio visual.text"', "", 2, "scriptRepresents is missing"),
        ("asRecorded", "draft", 2, "daptm:scriptType is none of originalTranscript"),
        ("ttp:frameRate=", 'ttp:timeBase="clock" ttp:frameRate=', 2, "timeBase must be media"),
        ('xml:id="b"', 'xml:id="a"', 12, "the xml:id 'a' occurs 2 times"),
        ('ttp:frameRate="25"', "", 12, "'50f' needs a ttp:frameRate"),
        ('end="3s"', 'end="00:00:03"', 12, "'00:00:03' stands among offsets"),
        ('end="5s"', 'end="00:00:05:00"', 13, "clock times have no frames"),
        ("<body ", '<body timeContainer="seq" ', 9, "timeContainer must be par"),
        ('"audio.x-own"', '"visual"', 12, "represents 'visual', and the script 'audio"),
        ('descType="scene"', 'descType="mood"', 10, "daptm:descType 'mood' is not registered"),
        ("1;0.39", "1;1.39", 11, "tta:gain is not from -1 to 1: '1.39'"),
        ('tta:gain="1;0.39"', 'tta:pan="left"', 11, "tta:pan is not from -1 to 1: 'left'"),
        ("<div><p ", "<div><x:mine/><p ", 13, "foreign vocabulary stands in metadata only"),
    ],
)
def test_each_breach_of_a_rule_has_its_line(
    tmp_path: Path, right: str, wrong: str, line: int, fault: str
) -> None:
    assert right in VALID
    found = faults(tmp_path, VALID.replace(right, wrong, 1))
    assert any(number == line and fault in what for number, what in found), found


def test_other_ttml_is_held_to_none_of_them(tmp_path: Path) -> None:
    plain = '<tt><body><div><p begin="00:00:01:00" end="2s">A</p></div></body></tt>'
    assert faults(tmp_path, plain) == []


def test_a_document_is_dapt_by_its_profile_or_by_any_word_of_daptm(tmp_path: Path) -> None:
    opening, _, rest = VALID.partition(' daptm:scriptRepresents="audio visual.text"')
    by_profile = opening + rest.replace(' daptm:scriptType="asRecorded"', "", 1)
    assert [what for _, what in faults(tmp_path, by_profile)][:2] == [
        "<tt>: daptm:scriptRepresents is missing",
        f"<tt>: daptm:scriptType is none of {TYPES}",
    ]
    by_words = VALID.replace("/dapt1.0/", "/imsc1.1/", 1)
    assert [(line, what[:24]) for line, what in faults(tmp_path, by_words)] == [
        (2, "<tt>: ttp:contentProfile")
    ]


def test_clock_times_without_frames_are_right(tmp_path: Path) -> None:
    times = {"1s": "00:00:01", "2s": "00:00:02.5", "50f": "00:00:02", "3s": "00:00:03"}
    times |= {"4s": "00:00:04", "5s": "00:00:05", "0s": "00:00:00", "0.3s": "00:00:00.3"}
    document = VALID
    for offset, clock in times.items():
        document = document.replace(f'"{offset}"', f'"{clock}"')
    assert faults(tmp_path, document) == []


def test_only_script_events_must_represent_what_the_script_does(tmp_path: Path) -> None:
    other = '<div daptm:represents="dialogue"><p begin="4s"'
    assert faults(tmp_path, VALID.replace('<div><p begin="4s"', other, 1)) == []
    around = '<div xml:id="c" daptm:represents="dialogue"><div xml:id="b"'
    assert faults(tmp_path, VALID.replace('<div><div xml:id="b"', around, 1)) == []
