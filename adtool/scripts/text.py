"""The text of a line as every format can hold it, and the text of a file as Python can.

A cue is one or more lines of text and none of them is blank, for a blank line ends the cue. XML has
no place for control characters. So much is common to all formats but JSON; each deals by itself
with the marks that mean something to it.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from adtool.documents import another_kind
from adtool.errors import ScriptError
from adtool.scripts.reading import Fault

_BREAK = re.compile("\r\n|\r|\n")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # XML 1.0, production 2


def text_lines(text: str) -> list[str]:
    """Return the lines of a text without blank ones, outer spaces and control characters."""
    lines = (line.strip() for line in split_lines(_UNWRITABLE.sub("", text)))
    return [line for line in lines if line]


def split_lines(text: str) -> list[str]:
    """Split a text where files do: CR, LF or both, and not at all that Unicode calls a break."""
    return _BREAK.split(text)


def decode(content: bytes, path: Path) -> tuple[str, list[Fault]]:
    """Return the content of a text file, and a fault where it is not UTF-8.

    UTF-16 is recognised with and without its mark. What is neither is nearly always an old file
    from Windows.

    Raises:
        ScriptError: if it is no text at all.
    """
    if encoding := _utf16(content):
        text = content.decode(encoding, errors="replace").lstrip("\ufeff")
        faults = [Fault(1, "is UTF-16 text; save it as UTF-8, which is all that players expect")]
    else:
        text, faults = _eight_bits(content)
    if "\0" in text:
        raise ScriptError(path, another_kind(content, ScriptError) or _no_text(text))
    return text, faults


def _no_text(text: str) -> str:
    """Say what is wrong with a text that holds zero bytes: some of them are damage."""
    if len(_UNWRITABLE.findall(text)) > len(text) / 10:
        return "is no text file"
    line = len(split_lines(text[: text.index("\0")]))
    return f"line {line}: zero bytes stand here, where a part is lost; take an undamaged copy"


def _eight_bits(content: bytes) -> tuple[str, list[Fault]]:
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = len(_BREAK.split(content[: error.start].decode("latin-1")))
        what = f"byte 0x{content[error.start]:02X} is not UTF-8; the file is read as Windows-1252"
        return content.decode("cp1252", errors="replace"), [Fault(line, what)]


def _utf16(content: bytes) -> str:
    """Return the name of the UTF-16 that ``content`` is in, by its mark or by its zero bytes."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    beginning = content[:400]
    even, odd = beginning[::2].count(0), beginning[1::2].count(0)
    if odd > len(beginning) / 4 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(beginning) / 4 and not odd else ""
