"""What a TTML document never shows, and what it shows for reading aids."""

from pathlib import Path

import pytest

from adtool.scripts import examine
from adtool.scripts.elements import parse
from adtool.scripts.ttml_styles import Styles

NAMES = 'xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"'


def looked_at(head, element):
    content = f"<tt {NAMES}><head>{head}</head><body>{element}</body></tt>"
    root = parse(content.encode(), Path("film.ttml"))
    return Styles.of(root), root.children[1].children[0]


@pytest.mark.parametrize(
    ("head", "element", "hidden"),
    [
        ("", '<p tts:display="none"/>', True),
        ("", '<p tts:display="auto"/>', False),
        ("", '<p display="none"/>', False),
        ("", '<p tts:visibility="hidden"/>', False),
        ('<style xml:id="a" tts:display="none"/>', '<p style="a"/>', True),
        (
            '<style xml:id="a" tts:display="none"/><style xml:id="b" tts:display="auto"/>',
            '<p style="a b"/>',
            False,
        ),
        (
            '<style xml:id="a" tts:display="none"/><style xml:id="b" tts:display="auto"/>',
            '<p style="b a"/>',
            True,
        ),
        ('<style xml:id="a" style="b"/><style xml:id="b" style="a"/>', '<p style="a"/>', False),
        ('<region xml:id="r" tts:display="none"/>', '<p region="r"/>', True),
        ('<region xml:id="r"><style tts:display="none"/></region>', '<p region="r"/>', True),
        ('<region xml:id="r"/>', '<p region="nobody" style="nobody"/>', False),
    ],
)
def test_an_element_is_hidden_by_itself_its_styles_or_its_region(head, element, hidden):
    styles, found = looked_at(head, element)
    assert styles.hides(found) is hidden


def test_a_thousand_styles_that_refer_to_each_other_end():
    head = "".join(
        f'<style xml:id="s{i}" style="{" ".join(f"s{j}" for j in range(100))}"/>'
        for i in range(100)
    )
    styles, found = looked_at(head, '<p style="s1"/>')
    assert not styles.hides(found)


def test_ruby_text_annotates_its_base():
    for value, annotates in [("text", True), ("delimiter", True), ("base", False), ("", False)]:
        styles, found = looked_at("", f'<span tts:ruby="{value}"/>')
        assert styles.annotates(found) is annotates


def test_a_script_says_which_text_it_leaves_out(tmp_path):
    path = tmp_path / "ad.ttml"
    path.write_text(
        f'<tt {NAMES} xml:lang="en"><body><div>\n<p begin="1s" end="2s">A</p>\n'
        '<p begin="3s" end="4s" tts:display="none">B</p></div></body></tt>'
    )
    reading = examine(path)
    assert [line.text for line in reading.script.lines] == ["A"]
    faults = [(fault.line, fault.what) for fault in reading.faults if "displayed" in fault.what]
    assert faults == [(3, "<p>: the text is never displayed, and left out")]
