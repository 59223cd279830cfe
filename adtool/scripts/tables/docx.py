"""DOCX (ECMA-376): a title page, and the script as a table that Word's readers know their way in.

The head of the table repeats on every page and is marked as such, for screen readers; the document
says its language. A bookmark in a row keeps the id of its line, whoever edits or moves it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from adtool.documents.office import without_dates
from adtool.scripts.layout import Layout
from adtool.scripts.tables.about import TITLE, about
from adtool.scripts.tables.headings import DIALOGUE, OURS
from adtool.scripts.tables.row import Row, cells, rows_of
from adtool.scripts.tables.word_text import read
from adtool.timeline import Script

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["bookmark", "read", "write"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WIDTHS = {
    "line": 600, "start": 1350, "end": 1350, "text": 5200, "note": 1800, "characters": 1500,
    "words": 750, "gap": 650, "flags": 1400, "dialogue": 2600,
}  # twentieths of a point  # fmt: skip
_GREY = '<w:rPr><w:i/><w:color w:val="595959"/></w:rPr>'  # 7:1 on white (WCAG 2.2, 1.4.6)
_BOLD = "<w:rPr><w:b/></w:rPr>"


def write(script: Script, layout: Layout) -> bytes:
    """Return ``script`` as a Word document."""
    import docx
    from docx.enum.text import WD_BREAK

    document = docx.Document()
    _set_up(document, script)
    document.add_heading(TITLE, 0)
    for label, value in about(script, layout).items():
        document.add_paragraph(f"{label}: {value}")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.element.body.insert(len(document.element.body) - 1, _table(script, layout))
    content = io.BytesIO()
    document.save(content)
    return without_dates(content.getvalue())


def _set_up(document: Document, script: Script) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml import parse_xml
    from docx.shared import Cm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    page = f'<w:fldSimple xmlns:w="{_W}" w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    section.footer.paragraphs[0]._p.append(parse_xml(page))
    defaults = document.styles.element.find(f"{{{_W}}}docDefaults/{{{_W}}}rPrDefault/{{{_W}}}rPr")
    assert defaults is not None  # the library's own template has it
    for old in defaults.findall(f"{{{_W}}}lang"):
        defaults.remove(old)
    language = escape(script.language or "und", quote=True)
    defaults.append(parse_xml(f'<w:lang xmlns:w="{_W}" w:val="{language}"/>'))
    properties = document.core_properties
    properties.title = f"{TITLE}: {script.movie}" if script.movie else TITLE
    properties.author = properties.comments = ""
    properties.language = script.language


def _table(script: Script, layout: Layout) -> Any:
    from docx.oxml import parse_xml

    shown = [role for role in OURS if role in _WIDTHS and (role != DIALOGUE or layout.dialogue)]
    widths = "".join(f'<w:gridCol w:w="{_WIDTHS[role]}"/>' for role in shown)
    head = "".join(_cell(role, OURS[role], _BOLD) for role in shown)
    rows = "".join(
        _row(number, row, shown, layout) for number, row in enumerate(rows_of(script, layout))
    )
    return parse_xml(
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        '<w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:firstRow="1"/><w:tblCaption w:val="{TITLE}"/></w:tblPr>'
        f"<w:tblGrid>{widths}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


def _row(number: int, row: Row, shown: Sequence[str], layout: Layout) -> str:
    texts = cells(row, layout)
    style = _GREY if row.dialogue else ""
    named = {"text": _marked(number, row.id)} if row.id else {}
    made = "".join(_cell(role, texts[role], style, named.get(role, "")) for role in shown)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{made}</w:tr>"


def _cell(role: str, text: str, style: str, mark: str = "") -> str:
    lines = [f'<w:t xml:space="preserve">{_escaped(line)}</w:t>' for line in text.split("\n")]
    runs = f"<w:r>{style}{'<w:br/>'.join(lines)}</w:r>" if text else ""
    width = f'<w:tcPr><w:tcW w:w="{_WIDTHS[role]}" w:type="dxa"/></w:tcPr>'
    return f"<w:tc>{width}<w:p>{mark}{runs}</w:p></w:tc>"


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')


def _marked(number: int, name: str) -> str:
    mark = bookmark(name)
    start = f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>'
    return f'{start}<w:bookmarkEnd w:id="{number}"/>'


def bookmark(name: str) -> str:
    """Return the bookmark of a line's id: hidden, and of letters, digits and underscores alone."""
    coded = re.sub("[^A-Za-z0-9]", lambda sign: f"_{ord(sign[0]):x}_", name)
    return f"_ad_{coded}"
