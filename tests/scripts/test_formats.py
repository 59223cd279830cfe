import io
import sys
from pathlib import Path

import pytest

from adtool.errors import AdtoolError, OutputError, ScriptError
from adtool.scripts import FORMATS, examine, format_of, formats, losses, read_script, write_script
from adtool.scripts.reading import Fault
from adtool.timeline import Clip, Gap, Line, Omission, Script

SCRIPT = Script((Line(1_000, 2_000, "Anna smiles."),))
EXACT = [name for name, known in FORMATS.items() if known.times != "frames"]
"""The formats that hold times to the millisecond; an EDL counts frames."""


@pytest.mark.parametrize("name", EXACT)
def test_every_format_reads_the_lines_that_it_wrote(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"ad{FORMATS[name].suffix.upper()}"
    write_script(SCRIPT, path)
    assert read_script(path).lines == SCRIPT.lines
    assert format_of(path) == name


def test_the_format_can_be_named(tmp_path: Path) -> None:
    write_script(SCRIPT, tmp_path / "ad.txt", "srt")
    assert read_script(tmp_path / "ad.txt", "srt") == SCRIPT


def test_an_unknown_extension_or_format_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"ad\.doc: the extension names no script format"):
        write_script(SCRIPT, tmp_path / "ad.doc")
    (tmp_path / "ad.doc").write_text("text")
    with pytest.raises(ScriptError, match=r"ad\.doc: is no script: neither its extension nor"):
        read_script(tmp_path / "ad.doc")
    with pytest.raises(
        AdtoolError, match="no script format 'doc'; choose from srt, vtt, ttml, json"
    ):
        write_script(SCRIPT, tmp_path / "ad.txt", "doc")


@pytest.mark.parametrize("name", EXACT)
def test_the_content_tells_what_the_extension_does_not(tmp_path: Path, name: str) -> None:
    write_script(SCRIPT, tmp_path / "ad.txt", name)
    assert read_script(tmp_path / "ad.txt").lines == SCRIPT.lines
    if name in ("xlsx", "docx"):
        return  # no text, so no mark before it
    (tmp_path / "bom.txt").write_bytes(b"\xef\xbb\xbf" + (tmp_path / "ad.txt").read_bytes())
    assert read_script(tmp_path / "bom.txt").lines == SCRIPT.lines


def test_what_a_format_cannot_hold_is_named() -> None:
    lines = (Line(0, 2_000, "<b>A</b>\n\nB", extended=True), Line(1_000, 1_000, ""))
    script = Script(lines, duration=3_000, metadata={"model": "bundled"})
    assert losses(script, "json") == ()
    assert losses(script, "vtt") == (
        "duration",
        "metadata",
        "lines without length",
        "blank lines, outer spaces and control characters",
    )
    assert losses(script, "srt") == (
        "language",
        "duration",
        "pauses of the film",
        "metadata",
        "overlaps",
        "lines without text",
        "lines without length",
        "text that looks like markup",
        "blank lines, outer spaces and control characters",
    )


def test_ttml_holds_who_is_in_a_clip_and_which_got_no_line() -> None:
    omission = Omission(Clip(0, 1_000, gap=Gap(0, 1_000)), "Nothing fits.")
    script = Script((Line(1_000, 2_000, "A", characters=("Anna",)),), omissions=(omission,))
    assert losses(script, "ttml") == ("gaps",)
    assert losses(script, "vtt") == ("characters", "clips without a line", "gaps")


def test_what_can_be_read_all_the_same_is_refused_strictly_only(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("1\n0:00:01,000 --> 0:00:02,000\nAnna smiles.\n")
    assert read_script(tmp_path / "a.srt") == SCRIPT
    with pytest.raises(ScriptError, match="line 2: SubRip writes times like"):
        read_script(tmp_path / "a.srt", strict=True)


@pytest.mark.parametrize("name", EXACT)
def test_a_script_without_lines_is_read_with_a_fault(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"a{FORMATS[name].suffix}"
    write_script(Script((), language="en"), path)
    reading = examine(path)
    assert reading.script == Script((), language="en")
    assert reading.faults == (Fault(1, "holds no lines"),)


def test_the_fault_of_a_script_without_lines_stands_before_its_others(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text("WEBVTT\nKind: captions\n")
    assert [fault.line for fault in examine(tmp_path / "a.vtt").faults] == [1, 2]


def test_a_mark_within_the_first_1000_bytes_tells_the_format(tmp_path: Path) -> None:
    (tmp_path / "ad").write_text(" " * 999 + "{}")
    with pytest.raises(ScriptError, match="is no AD script"):
        examine(tmp_path / "ad")
    (tmp_path / "ad").write_text(" " * 1000 + "{}")
    with pytest.raises(ScriptError, match="is no script: neither its extension nor"):
        examine(tmp_path / "ad")


def test_standard_input_is_read_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"1\n00:00:01,000 --> 00:00:02,000\nAnna smiles."
    assert formats.LARGEST >= 1 << 20
    monkeypatch.setattr(formats, "LARGEST", len(content))

    def standard_input(given: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))

    standard_input(content)
    assert read_script("-") == SCRIPT
    standard_input(content + b"\n")
    with pytest.raises(ScriptError, match=r"^-: is over 0 MB, too large to be what it must be$"):
        read_script("-")


def test_standard_output_takes_any_format(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    write_script(SCRIPT, "-", "srt")
    assert capsysbinary.readouterr().out.startswith(b"1\n00:00:01,000 --> 00:00:02,000\n")
