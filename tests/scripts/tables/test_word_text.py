"""Word documents that somebody has worked on: tracked changes, merged and moved rows."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from adtool.errors import ScriptError
from adtool.scripts.layout import Layout
from adtool.scripts.reading import Reading
from adtool.scripts.tables.word_text import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BY = 'w:id="1" w:author="a"'


def run(text: str, kind: str = "t") -> str:
    return f'<w:r><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'


HEAD = "".join(f"<w:tc><w:p>{run(name)}</w:p></w:tc>" for name in ("In", "Out", "Script"))


def row(inner: str, *, start: str = "0:01", marks: str = "", cell: str = "") -> str:
    times = "".join(f"<w:tc><w:p>{run(time)}</w:p></w:tc>" for time in (start, "0:09"))
    marks = f"<w:trPr>{marks}</w:trPr>" if marks else ""
    return f"<w:tr>{marks}{times}<w:tc>{cell}{inner}</w:tc></w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl {W}><w:tblPr/><w:tblGrid/><w:tr>{HEAD}</w:tr>{''.join(rows)}</w:tbl>"


def of(*rows: str, before: str = "", original: bool = False) -> Reading:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(table(*rows)))
    if before:
        document.element.body.insert(0, parse_xml(before))
    content = io.BytesIO()
    document.save(content)
    return read(content.getvalue(), Path("ad.docx"), Layout(original=original))


@pytest.mark.parametrize(
    ("inner", "final", "before"),
    [
        (f"<w:p>{run('A man.')}</w:p>", "A man.", "A man."),
        (
            f"<w:p>{run('A ')}<w:ins {BY}>{run('tall ')}</w:ins>{run('man.')}</w:p>",
            "A tall man.",
            "A man.",
        ),
        (
            f"<w:p>{run('A ')}<w:del {BY}>{run('tall ', 'delText')}</w:del>{run('man.')}</w:p>",
            "A man.",
            "A tall man.",
        ),
        (
            (
                f"<w:p><w:moveFrom {BY}>{run('B. ')}</w:moveFrom>{run('A. ')}"
                f"<w:moveTo {BY}>{run('C.')}</w:moveTo></w:p>"
            ),
            "A. C.",
            "B. A.",
        ),
        (
            (
                f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{run('A ')}</w:p>"
                f"<w:p>{run('man.')}</w:p>"
            ),
            "A man.",
            "A\nman.",
        ),
        (
            (
                f"<w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr>{run('A ')}</w:p>"
                f"<w:p>{run('man.')}</w:p>"
            ),
            "A\nman.",
            "A man.",
        ),
        (f"<w:p>{run('One.')}</w:p><w:p>{run('Two.')}</w:p>", "One.\nTwo.", "One.\nTwo."),
        ("<w:p><w:r><w:t>One.</w:t><w:br/><w:t>Two.</w:t></w:r></w:p>", "One.\nTwo.", "One.\nTwo."),
        (
            (
                f"<w:p>{run('A')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
                f"{run('PAGE', 'instrText')}{run(' man.')}</w:p>"
            ),
            "A man.",
            "A man.",
        ),
        (
            f"<w:p><w:smartTag><w:hyperlink>{run('A man.')}</w:hyperlink></w:smartTag></w:p>",
            "A man.",
            "A man.",
        ),
        (
            f"<w:sdt><w:sdtContent><w:p>{run('“A man.”')}</w:p></w:sdtContent></w:sdt>",
            "“A man.”",
            "“A man.”",
        ),
    ],
)
def test_tracked_changes_are_taken_or_left(inner: str, final: str, before: str) -> None:
    assert [line.text for line in of(row(inner)).script.lines] == [final]
    assert [line.text for line in of(row(inner), original=True).script.lines] == [before]


def test_rows_that_were_added_or_deleted_are_there_after_or_before() -> None:
    rows = (
        row(f"<w:p>{run('Old.')}</w:p>", marks=f"<w:del {BY}/>"),
        row(f"<w:p>{run('New.')}</w:p>", start="0:02", marks=f"<w:ins {BY}/>"),
    )
    assert [line.text for line in of(*rows).script.lines] == ["New."]
    assert [line.text for line in of(*rows, original=True).script.lines] == ["Old."]


def test_cells_merged_over_rows_make_one_line() -> None:
    merged = "<w:tcPr><w:vMerge/></w:tcPr>"
    begun = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
    rows = (row(f"<w:p>{run('One.')}</w:p>", cell=begun), row("<w:p/>", start="0:05", cell=merged))
    assert [line.text for line in of(*rows).script.lines] == ["One."]


def test_what_stands_before_the_table_tells_of_the_script() -> None:
    said = f"<w:p {W}>{run('Language: de')}</w:p>"
    reading = of(row(f"<w:p>{run('Ein Mann.')}</w:p>"), before=said)
    assert (reading.script.language, reading.names_language) == ("de", True)


def test_a_table_within_a_cell_is_no_text_of_it() -> None:
    inner = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p>{run('x')}</w:p></w:tc></w:tr></w:tbl>"
    assert [line.text for line in of(row(f"{inner}<w:p>{run('A.')}</w:p>")).script.lines] == ["A."]


def test_macros_are_left_alone() -> None:
    document, content = docx.Document(), io.BytesIO()
    document.element.body.insert(0, parse_xml(table(row(f"<w:p>{run('A.')}</w:p>"))))
    document.save(content)
    with_macros = io.BytesIO()
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(with_macros, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(plain, macros)
            new.writestr(name, part)
        new.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")
    (line,) = read(with_macros.getvalue(), Path("ad.docm"), Layout()).script.lines
    assert line.text == "A."


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"word/document.xml": "<a/>"}, "is damaged: it has no document within"),
        ({"_rels/.rels": "<Relationships/>"}, "is damaged: it has no document within"),
        (
            {
                "_rels/.rels": '<r><s Type="x/officeDocument" Target="word/d.xml"/></r>',
                "word/d.xml": "<a/>",
            },
            "is no Word document: its main part is something else",
        ),
    ],
)
def test_a_package_without_a_document_is_told(parts: dict[str, str], fault: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name, part in parts.items():
            made.writestr(name, part)
    with pytest.raises(ScriptError, match=fault):
        read(content.getvalue(), Path("ad.docx"), Layout())


def test_a_document_without_a_table_is_told() -> None:
    document, content = docx.Document(), io.BytesIO()
    document.add_paragraph("0:01 A man.")
    document.save(content)
    with pytest.raises(
        ScriptError, match=r"^ad\.docx: has no table; a script has columns of times"
    ):
        read(content.getvalue(), Path("ad.docx"), Layout())
