"""Word documents as they are written: what a reader and a screen reader find in them."""

from __future__ import annotations

import io
import re

import docx
import pytest

from adtool.scripts.layout import Layout
from adtool.scripts.tables.docx import bookmark, write
from adtool.timeline import Line, Said, Script

SCRIPT = Script((Line(1_000, 2_000, "Ein Mann.", id="ad-0001"),), movie="snow.mp4", language="de")


@pytest.fixture(scope="module")
def document() -> docx.document.Document:
    content = write(SCRIPT, Layout(dialogue=(Said(3_000, 4_000, "Hallo."),)))
    return docx.Document(io.BytesIO(content))


def test_the_title_page_tells_of_the_film(document: docx.document.Document) -> None:
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:3] == ["Audio description script", "Film: snow.mp4", "Language: de"]
    assert document.core_properties.title == "Audio description script: snow.mp4"
    assert document.core_properties.author == ""


def test_the_script_is_a_table_whose_head_repeats(document: docx.document.Document) -> None:
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells][:4] == [
        "Line",
        "Timecode In",
        "Timecode Out",
        "Script",
    ]
    assert [cell.text for cell in table.rows[1].cells][:4] == [
        "1",
        "0:00:01.000",
        "0:00:02.000",
        "Ein Mann.",
    ]
    assert "tblHeader" in table.rows[0]._tr.xml
    assert "tblHeader" not in table.rows[1]._tr.xml


def test_dialogue_is_grey_and_slanted(document: docx.document.Document) -> None:
    xml = document.tables[0].rows[2]._tr.xml
    assert 'w:val="595959"' in xml
    assert "<w:i/>" in xml


def test_pages_are_numbered_and_the_language_is_told(document: docx.document.Document) -> None:
    assert 'w:instr="PAGE"' in document.sections[0].footer._element.xml
    assert re.search(r'<w:lang w:val="de"/>', document.styles.element.xml)


def test_a_bookmark_keeps_the_id(document: docx.document.Document) -> None:
    assert f'w:name="{bookmark("ad-0001")}"' in document.tables[0].rows[1]._tr.xml
    assert re.fullmatch("_[A-Za-z0-9_]{1,39}", bookmark("ad-0001"))
