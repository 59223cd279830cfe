"""The text of a line as every format can hold it, and the text of a file as Python can."""

from pathlib import Path

import pytest

from adtool.errors import ScriptError
from adtool.scripts.reading import Fault
from adtool.scripts.text import decode, split_lines, text_lines

PATH = Path("a.srt")
WINDOWS = "byte 0x{:02X} is not UTF-8; the file is read as Windows-1252"
UTF_16 = "is UTF-16 text; save it as UTF-8, which is all that players expect"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One.", ["One."]),
        ("  One. \n\n\t\nTwo.\r\nThree.\rFour.", ["One.", "Two.", "Three.", "Four."]),
        ("a\x00b\x08c\x0bd\x1fe\x7ff\ufffeg\uffffh", ["abcdefgh"]),
        ("a\tb  c", ["a\tb  c"]),
        ("a\u2028b\x85c", ["a\u2028b\x85c"]),
        (" \n\x00\n", []),
        ("", []),
    ],
)
def test_the_lines_of_a_text_are_neither_blank_nor_padded(text: str, lines: list[str]) -> None:
    assert text_lines(text) == lines


def test_a_file_is_split_at_its_own_breaks_only() -> None:
    assert split_lines("a\r\nb\rc\nd\u2028e\x0cf\n") == ["a", "b", "c", "d\u2028e\x0cf", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_has_no_fault(encoding: str) -> None:
    assert decode("Zoë –\n雪".encode(encoding), PATH) == ("Zoë –\n雪", [])


def test_an_empty_file_is_the_empty_text() -> None:
    assert decode(b"", PATH) == ("", [])


@pytest.mark.parametrize("breaks", [b"\n", b"\r\n", b"\r"])
def test_other_bytes_are_windows_1252_and_the_first_one_has_its_line(breaks: bytes) -> None:
    content = breaks.join([b"Zo", b"l\xe4uft", b"\x93weg\x94"])
    text, faults = decode(content, PATH)
    assert split_lines(text) == ["Zo", "läuft", "“weg”"]
    assert faults == [Fault(2, WINDOWS.format(0xE4))]


def test_a_byte_that_windows_does_not_know_is_replaced() -> None:
    assert decode(b"\x81!", PATH) == ("\ufffd!", [Fault(1, WINDOWS.format(0x81))])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_with_and_without_its_mark(encoding: str) -> None:
    text = "Anna lächelt.\n"
    assert decode(text.encode(encoding), PATH) == (text, [Fault(1, UTF_16)])


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_mark_alone_makes_utf_16_of_any_text(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert decode(mark + "雪が降る".encode(encoding), PATH) == ("雪が降る", [Fault(1, UTF_16)])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_without_mark_over_a_quarter_of_the_bytes_must_be_zeros_on_one_side(encoding: str) -> None:
    enough, too_few = "aaa雪", "aa雪雪"
    assert decode(enough.encode(encoding), PATH) == (enough, [Fault(1, UTF_16)])
    with pytest.raises(ScriptError, match=r"^a\.srt: is no text file$"):
        decode(too_few.encode(encoding), PATH)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_the_first_400_bytes_tell_the_encoding(encoding: str) -> None:
    text = "a" * 101 + "雪" * 99 + "一" * 200  # U+4E00 has its zero on the other side
    assert decode(text.encode(encoding), PATH) == (text, [Fault(1, UTF_16)])


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"text\x00", "is no text file"),
        (b"\x00\x00\x00\x00", "is no text file"),
        (b"\x89PNG\x00\x01\x00\x00\x02\xff", "is a picture; name subtitles or a script"),
    ],
)
def test_a_file_with_zero_bytes_is_no_text(content: bytes, fault: str) -> None:
    with pytest.raises(ScriptError, match=rf"^a\.srt: {fault}$"):
        decode(content, PATH)
