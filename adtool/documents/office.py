"""Office's packages (XLSX, DOCX): what is refused before any library unpacks them.

They are ZIP files of XML parts. A part may hold no document type, hence no entities (ECMA-376,
part 2, 6.2.5); and what unpacks to a multiple of a film's script is no script.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from adtool.errors import InputError

UNPACKED = 256 * 2**20
"""Bytes that all parts of a package may have together; 100,000 rows take some 40 MB."""

PARTS = 5000
"""Parts that a package may have; a script with pictures has some tens."""

_CUT = "delete the empty ones below it, or take what is a script apart"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def refuse_package(
    content: bytes, path: Path, error: type[InputError], row: bytes = b"<row", most: int = 0
) -> None:
    """Find out whether a file is no package that can be unpacked without harm.

    Args:
        content: the file's.
        path: the file, for errors.
        error: the kind of error to raise.
        row: how a row begins in its parts.
        most: rows that a part may have; 0 for any number. Before a library has built them all,
            they are cheap to count.

    Raises:
        InputError: (as ``error``) if it has a password, is of another kind, is damaged, unpacks to
            too much, has too many rows, or holds a document type.
    """
    if content.startswith(_OLE):
        raise error(path, _of_ole(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
                raise error(path, f"unpacks to over {UNPACKED >> 20} MB; a script does not")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    inside = package.read(part)
                    _refuse_doctype(inside, part.filename, path, error)
                    rows = inside.count(row + b" ") + inside.count(row + b">")
                    if most and rows > most:
                        told = f"holds {rows:,} rows, and a script some thousands"
                        raise error(path, f"{told}; {_CUT}")
    except _DAMAGE as fault:
        raise error(path, f"is damaged, or no Office file ({fault})") from fault


def _of_ole(content: bytes) -> str:
    if _ENCRYPTED in content:
        return "has a password; save a copy without one"
    return "is of Office's old kind (.xls, .doc); save it as .xlsx or .docx"


def without_dates(content: bytes) -> bytes:
    """Return a package without the time at which it was made: one document, the same bytes."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _DATES.sub(b"", part)
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


_DATES = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What unpacking a damaged file ends in."""


class _BegunError(Exception):
    """The first element has begun: no document type can follow."""


def _refuse_doctype(part: bytes, name: str, path: Path, error: type[InputError]) -> None:
    def refused(*_: object) -> None:
        raise error(path, f"its part {name} declares a document type, which Office never writes")

    def begun(*_: object) -> None:
        raise _BegunError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refused
    parser.StartElementHandler = begun
    try:
        parser.Parse(part, True)
    except _BegunError:
        return
    except expat.ExpatError as fault:
        raise error(path, f"is damaged: its part {name} is no XML ({fault})") from fault
