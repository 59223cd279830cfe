"""Every format: scripts come back equal in all that it holds; damaged files are read or refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from adtool.errors import ScriptError
from adtool.scripts import (
    FORMATS,
    Reading,
    examine,
    format_text,
    losses,
    read_script,
    write_script,
)
from adtool.scripts.text import text_lines
from adtool.timeline import Clip, Gap, Line, Omission, Script

EXACT = [name for name, known in FORMATS.items() if known.times != "frames"]
"""The formats that hold times to the millisecond; an EDL counts frames."""

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.sampled_from(
    [
        "Anna & Tom",
        "AT&T &amp; &lt;b&gt;",
        "3 < 4 > 2",
        "<b>bold</b>",
        "a --> b",
        "00:00:01,000 --> 00:00:02,000",
        "NOTE",
        "STYLE",
        "WEBVTT",
        "42",
        "אנה נכנסת לחדר",
        "تدخل آنا الغرفة",
        "e\u0301te\u0301 g\u0300",
        "\u200fימין\u200e",
        "雪が降る。",
        "👩‍👩‍👧 🏳️‍🌈",
        "a  b\tc",
        "{\\an8}top",
        "-",
        "“So,” she says – ‘well’ …",
    ]
)
texts = st.lists(words, min_size=1, max_size=3).map("\n".join)


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """Draw a script whose lines stand apart, as every script's that was fitted to gaps do."""
    lines, omissions, now = [], [], draw(st.integers(0, 40_000_000))
    for text in draw(st.lists(texts, max_size=6)):
        start, end = now, now + draw(st.integers(1, 9_000))
        if draw(st.integers(0, 4)) == 0:
            clip = Clip(start, end, gap=Gap(start, end))
            omissions.append(Omission(clip, " ".join(" ".join(text_lines(text)).split())))
        else:
            named = draw(st.lists(st.sampled_from(["Anna", "D'Arcy & Co", "Zoë"]), unique=True))
            lines.append(
                Line(
                    start,
                    end,
                    text,
                    characters=tuple(named),
                    extended=draw(st.booleans()),
                    id=draw(st.sampled_from(["", f"ad-{start}", f"_{start}.a-B"])),
                )
            )
        now = end + draw(st.integers(0, 2_000_000))
    return Script(
        tuple(lines),
        movie=draw(st.sampled_from(["", "snow.mp4", "a <&>.mkv"])),
        language=draw(st.sampled_from(["en", "de-AT", "zh-Hant", "he"])),
        omissions=tuple(omissions),
    )


def as_held(script: Script, format_name: str) -> Script:
    """Return what of ``script`` the format holds, by what it says of itself."""
    lost = losses(script, format_name)
    if not lost:
        return script
    lines = []
    for line in script.lines:
        line = replace(line, text="\n".join(text_lines(line.text)))
        if "ids" in lost:
            line = replace(line, id="")
        if "characters" in lost:
            line = replace(line, characters=())
        if "pauses of the film" in lost:
            line = replace(line, extended=False)
        if line.text or "lines without text" not in lost:
            lines.append(line)
    return replace(
        script,
        lines=tuple(lines),
        movie="" if "movie" in lost else script.movie,
        language="en" if "language" in lost else script.language,
        omissions=() if "clips without a line" in lost else script.omissions,
    )


@pytest.mark.parametrize("name", EXACT)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=scripts())
@example(script=Script((Line(0, 1, "\x85a\u2028b\x0cc\x1cd"), Line(1, 2, "\ufeff\u00a0x"))))
def test_a_script_comes_back_equal_in_all_that_the_format_holds(
    tmp_path_factory: pytest.TempPathFactory, name: str, script: Script
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{FORMATS[name].suffix}"
    write_script(script, path)
    held = as_held(script, name)
    back = read_script(path, strict=bool(held.lines))
    if "text that looks like markup" in losses(script, name):
        assert len(back.lines) == len(held.lines)
        back = replace(back, lines=tuple(replace(line, text="") for line in back.lines))
        held = replace(held, lines=tuple(replace(line, text="") for line in held.lines))
    assert back == held


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize(
    "text",
    [
        "Anna & Tom: 3 < 4 > 2",
        "a --> b",
        "Two\nlines.",
        "אנה נכנסת\nלחדר",
        "تدخل آنا الغرفة",
        "e\u0301te\u0301",
        "雪が降る。",
        "👩‍👩‍👧",
        "&lt;b&gt; &amp;amp; &#65;",
        "a  b\tc",
    ],
)
def test_text_of_any_language_comes_back_unchanged(tmp_path: Path, name: str, text: str) -> None:
    script = Script((Line(1_000, 2_000, text), Line(2_500, 3_000, text)))
    path = tmp_path / f"a{FORMATS[name].suffix}"
    write_script(script, path)
    assert [line.text for line in read_script(path, strict=True).lines] == [text, text]


SCRIPT = Script(
    (
        Line(1_000, 2_500, "Anna & <Tom>\nsit.", characters=("Anna",), extended=True),
        Line(10_000, 11_000, "雪 –  falls."),
    ),
    movie="snow.mp4",
    omissions=(Omission(Clip(3_000, 4_000, gap=Gap(3_000, 4_000)), "Why not."),),
)
PIECES = [
    b"-->",
    b"<",
    b">",
    b"&",
    b"&#x;",
    b'"',
    b"\n\n",
    b"\r",
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
]
PIECES += [b"99999999999999999999", b"-1", b"1e999", b"NaN", b"{", b"]", b"</p>", b"<!DOCTYPE a>"]

Edit = tuple[int, int, bytes]
edits = st.lists(
    st.tuples(
        st.integers(0, 2_000), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=4)
    ),
    min_size=1,
    max_size=4,
)


def content_of(name: str) -> bytes:
    content = format_text(SCRIPT, name)
    return content.encode() if isinstance(content, str) else content


def assert_sound(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    found = outcome(path)
    if isinstance(found, str):
        assert found.startswith(f"{path}: ")
        assert "\n" not in found
        return
    lines = content.count(b"\n") + content.count(b"\r") + len(found.script.lines) + 1
    assert all(0 <= line.start <= line.end for line in found.script.lines)
    assert len(found.places) in (0, len(found.script.lines))
    assert all(1 <= fault.line <= lines for fault in found.faults)
    assert all("\n" not in fault.what for fault in found.faults)


def outcome(path: Path) -> Reading | str:
    try:
        return examine(path)
    except ScriptError as error:
        return str(error)


@pytest.mark.parametrize("name", EXACT)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=edits)
def test_a_damaged_file_is_read_or_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, name: str, changes: list[Edit]
) -> None:
    content = content_of(name)
    for at, length, piece in changes:
        at %= len(content) + 1
        content = content[:at] + piece + content[at + length :]
    assert_sound(tmp_path_factory.getbasetemp() / f"damaged{FORMATS[name].suffix}", content)


@pytest.mark.parametrize("name", EXACT)
def test_a_file_cut_off_anywhere_is_read_or_refused(tmp_path: Path, name: str) -> None:
    whole = content_of(name)
    for end in range(0, len(whole), max(7, len(whole) // 200)):
        assert_sound(tmp_path / f"cut{FORMATS[name].suffix}", whole[:end])
