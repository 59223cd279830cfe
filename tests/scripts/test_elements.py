"""XML as elements that know their line; documents that could do harm are refused."""

from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.scripts import elements
from adtool.scripts.elements import Element, parse

PATH = Path("a.xml")
DOCUMENT = b"""<a xmlns="urn:x" xmlns:y="urn:y" y:one="1" two="2">
before<b>in
side</b><!-- a comment -->
<y:c><d xmlns=""/></y:c>after</a>"""


def test_elements_have_names_attributes_lines_and_content() -> None:
    root = parse(DOCUMENT, PATH)
    assert (root.name, root.local, root.line) == ("{urn:x}a", "a", 1)
    assert root.attributes == {"{urn:y}one": "1", "two": "2"}
    b, c = root.children
    assert root.content == ["\nbefore", b, "\n", c, "after"]
    assert b == Element("{urn:x}b", {}, 2, ["in\nside"])
    assert c == Element("{urn:y}c", {}, 4, [Element("d", {}, 4)])
    assert (c.local, c.children[0].local) == ("c", "d")


def test_descendants_come_in_the_documents_order() -> None:
    root = parse(b"<a><b><c/></b><d/></a>", PATH)
    assert [element.name for element in root.descendants()] == ["b", "c", "d"]


def test_all_text_in_an_element_stands_on_one_line() -> None:
    assert parse(DOCUMENT, PATH).text() == "beforein side after"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "line 1: is no well-formed XML: no element found"),
        (b"<a>\n</b>", "line 2: is no well-formed XML: mismatched tag"),
        (b"<a/>\n\n<b/>", "line 3: is no well-formed XML: junk after document element"),
        (b"<a>\n&x;</a>", "line 2: is no well-formed XML: undefined entity"),
        (b"\n<!DOCTYPE a>\n<a/>", "line 2: has a DOCTYPE, which could define anything; remove it"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "line 1: cannot be read as XML (unknow"),
    ],
)
def test_what_is_no_xml_or_could_define_more_is_refused(content: bytes, fault: str) -> None:
    with pytest.raises(ScriptError) as refused:
        parse(content, PATH)
    assert str(refused.value).startswith(f"a.xml: {fault}")
    assert "\n" not in str(refused.value)


def test_elements_stand_in_100_others_at_most() -> None:
    deepest = 100
    assert sum(1 for _ in parse(nested(deepest), PATH).descendants()) == deepest - 1
    with pytest.raises(ScriptError, match=r"^a\.xml: line 101: is nested too deeply$"):
        parse(nested(deepest + 1), PATH)


def nested(depth: int) -> bytes:
    return b"<a>\n" * depth + b"</a>" * depth


def test_a_document_has_a_million_elements_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    assert elements.MOST == 1_000_000
    monkeypatch.setattr(elements, "MOST", 3)
    assert len(parse(b"<a><b/>\n<c/></a>", PATH).children) == 2
    with pytest.raises(ScriptError, match=r"^a\.xml: line 2: holds over 3 elements, more than an"):
        parse(b"<a><b/>\n<c/><d/></a>", PATH)
