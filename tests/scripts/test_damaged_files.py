"""Whatever is done to a script file: it is read, or refused in one line."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adtool.errors import ScriptError
from adtool.scripts import FORMATS, Reading, examine, format_text
from adtool.timeline import Clip, Gap, Line, Omission, Script

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


def assert_sound(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    found = outcome(path)
    if isinstance(found, str):
        assert found.startswith(f"{path}: ")
        assert "\n" not in found
        return
    lines = content.count(b"\n") + content.count(b"\r") + 1
    assert all(0 <= line.start <= line.end for line in found.script.lines)
    assert len(found.places) in (0, len(found.script.lines))
    assert all(1 <= fault.line <= lines for fault in found.faults)
    assert all("\n" not in fault.what for fault in found.faults)


def outcome(path: Path) -> Reading | str:
    try:
        return examine(path)
    except ScriptError as error:
        return str(error)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=edits)
def test_a_damaged_file_is_read_or_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, name: str, changes: list[Edit]
) -> None:
    content = format_text(SCRIPT, name).encode()
    for at, length, piece in changes:
        at %= len(content) + 1
        content = content[:at] + piece + content[at + length :]
    assert_sound(tmp_path_factory.getbasetemp() / f"damaged{FORMATS[name].suffix}", content)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_cut_off_anywhere_is_read_or_refused(tmp_path: Path, name: str) -> None:
    whole = format_text(SCRIPT, name).encode()
    for end in range(0, len(whole), 7):
        assert_sound(tmp_path / f"cut{FORMATS[name].suffix}", whole[:end])
