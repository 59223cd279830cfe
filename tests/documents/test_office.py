"""Office's packages: what is refused before it is unpacked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from adtool.documents import office
from adtool.documents.office import refuse_package, without_dates
from adtool.errors import ScriptError

PATH = Path("ad.xlsx")


def package(**parts: str | bytes) -> bytes:
    """Return a ZIP file of XML parts, the same at any time."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(zipfile.ZipInfo(f"{name}.xml"), part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def test_a_package_of_plain_parts_is_taken() -> None:
    refuse_package(
        package(a="<a/>", b='<?xml version="1.0"?><!-- <!DOCTYPE a> --><b/>'), PATH, ScriptError
    )


@pytest.mark.parametrize(
    "part",
    [
        "<!DOCTYPE a><a/>",
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
    ],
)
def test_a_document_type_is_refused(part: str | bytes) -> None:
    with pytest.raises(ScriptError, match=r"its part a\.xml declares a document type"):
        refuse_package(package(a=part), PATH, ScriptError)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "has a password; save a copy",
        ),
        (b"\xd0\xcf\x11\xe0\0\0", r"is of Office's old kind \(\.xls, \.doc\); save it as \.xlsx"),
        (b"", "is damaged, or no Office file"),
        (b"PK\x03\x04", "is damaged, or no Office file"),
        (package(a="<a/>")[:-30], "is damaged, or no Office file"),
        (package(a="<a"), r"is damaged: its part a\.xml is no XML"),
        (package(a=""), r"is damaged: its part a\.xml is no XML"),
    ],
)
def test_what_cannot_be_opened_is_told_in_one_line(content: bytes, fault: str) -> None:
    with pytest.raises(ScriptError, match=rf"^ad\.xlsx: {fault}"):
        refuse_package(content, PATH, ScriptError)


def test_a_package_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "UNPACKED", 1 << 20)
    with pytest.raises(ScriptError, match="unpacks to over 1 MB"):
        refuse_package(package(a=" " * (2 << 20)), PATH, ScriptError)


def test_a_package_of_too_many_rows_is_refused_before_they_are_built() -> None:
    sheet = package(a="<a>" + '<row r="1"/>' * 20 + "</a>")
    refuse_package(sheet, PATH, ScriptError, most=20)
    with pytest.raises(ScriptError, match="holds 20 rows, and a script some thousands"):
        refuse_package(sheet, PATH, ScriptError, most=19)


def test_a_package_without_dates_is_the_same_whenever_it_was_made() -> None:
    def made(year: int) -> bytes:
        content = io.BytesIO()
        core = f'<c><dcterms:modified x="y">{year}</dcterms:modified><t>Snow</t></c>'
        with zipfile.ZipFile(content, "w") as package:
            package.writestr(zipfile.ZipInfo("docProps/core.xml", (year, 1, 1, 0, 0, 0)), core)
            package.writestr(zipfile.ZipInfo("a.xml", (year, 1, 1, 0, 0, 0)), "<a/>")
        return content.getvalue()

    assert without_dates(made(2001)) == without_dates(made(2002))
    with zipfile.ZipFile(io.BytesIO(without_dates(made(2001)))) as package:
        assert package.read("docProps/core.xml") == b"<c><t>Snow</t></c>"
        assert package.read("a.xml") == b"<a/>"


def test_a_package_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PARTS", 2)
    with pytest.raises(ScriptError, match="unpacks to over 256 MB"):
        refuse_package(package(a="<a/>", b="<b/>", c="<c/>"), PATH, ScriptError)
