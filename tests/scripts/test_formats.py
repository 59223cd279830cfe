from pathlib import Path

import pytest

from adtool.errors import AdtoolError, OutputError, ScriptError
from adtool.scripts import FORMATS, format_of, losses, read_script, write_script
from adtool.timeline import Line, Script

SCRIPT = Script((Line(1_000, 2_000, "Anna smiles."),))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_reads_the_lines_that_it_wrote(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"ad{FORMATS[name].suffix.upper()}"
    write_script(SCRIPT, path)
    assert read_script(path).lines == SCRIPT.lines
    assert format_of(path) == name


def test_the_format_can_be_named(tmp_path: Path) -> None:
    write_script(SCRIPT, tmp_path / "ad.txt", "srt")
    assert read_script(tmp_path / "ad.txt", "srt") == SCRIPT


def test_an_unknown_extension_or_format_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"ad\.txt: the extension names no script format"):
        write_script(SCRIPT, tmp_path / "ad.txt")
    (tmp_path / "ad.txt").write_text("text")
    with pytest.raises(ScriptError, match=r"ad\.txt: the extension names no script format"):
        read_script(tmp_path / "ad.txt")
    with pytest.raises(
        AdtoolError, match="no script format 'doc'; choose from srt, vtt, ttml, json"
    ):
        write_script(SCRIPT, tmp_path / "ad.txt", "doc")


@pytest.mark.parametrize("name", FORMATS)
def test_the_content_tells_what_the_extension_does_not(tmp_path: Path, name: str) -> None:
    write_script(SCRIPT, tmp_path / "ad.txt", name)
    assert read_script(tmp_path / "ad.txt").lines == SCRIPT.lines
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


def test_standard_output_takes_any_format(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    write_script(SCRIPT, "-", "srt")
    assert capsysbinary.readouterr().out.startswith(b"1\n00:00:01,000 --> 00:00:02,000\n")
