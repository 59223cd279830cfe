"""``adtool convert`` as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool.scripts import FORMATS, examine, read_script, refuse_losses, write_script
from adtool.scripts.layout import Layout
from adtool.scripts.timecode import timecode_named
from adtool.timeline import Candidate, Clip, Gap, Line, Script, Span

CLIP = Clip(1_000, 5_000, gap=Gap(1_000, 9_000))
SCRIPT = Script(
    (
        Line(1_000, 2_500, "Anna & Tom\nsit.", CLIP, (Candidate("Anna sits.", -1.0),), ("Anna",)),
        Line(10_000, 11_000, "Snow falls."),
    ),
    movie="snow.mp4",
    language="de",
)
AT_50 = timecode_named("50")
SRT = """1
00:00:01,000 --> 00:00:02,500
Anna sits.

2
00:00:03,000 --> 00:00:0x,000
Lost.

3
00:00:10,000 --> 00:00:11,000
Snow falls.
"""


@pytest.fixture
def ad(tmp_path: Path) -> Path:
    write_script(SCRIPT, tmp_path / "ad.json")
    return tmp_path / "ad.json"


def convert(*arguments: object, stdin: bytes | None = None) -> tuple[int, str, str]:
    command = ["convert", *map(str, arguments)]
    result = CliRunner().invoke(group, command, input=stdin)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_becomes_each_other(tmp_path: Path, ad: Path, name: str) -> None:
    first, rate = tmp_path / f"first{FORMATS[name].suffix}", ("--timecode", "50")
    write_script(SCRIPT, first, layout=Layout(AT_50))
    for other in FORMATS.values():
        second = tmp_path / f"second{other.suffix}"
        code, out, _ = convert(first, "-o", second, *rate)
        assert (code, out) == (0, "")
        lines = refuse_losses(second, examine(second, layout=Layout(AT_50)), strict=True).lines
        assert [(line.start, line.end, line.text) for line in lines] == [
            (1_000, 2_500, "Anna & Tom\nsit."),
            (10_000, 11_000, "Snow falls."),
        ]


def test_what_is_lost_is_said_once_by_name(tmp_path: Path, ad: Path) -> None:
    code, _, err = convert(ad, "-o", tmp_path / "x.srt", "-f", "srt,vtt,ttml")
    assert code == 0
    assert err.splitlines() == [
        "SubRip has no place for: language, movie, characters, gaps, candidates.",
        "WebVTT has no place for: characters, gaps, candidates.",
        "TTML (DAPT) has no place for: gaps, candidates.",
    ]
    assert sorted(path.name for path in tmp_path.glob("x.*")) == ["x.srt", "x.ttml", "x.vtt"]


def test_several_scripts_go_into_a_folder(tmp_path: Path, ad: Path) -> None:
    (tmp_path / "b.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Hello.\n")
    code, _, err = convert(ad, tmp_path / "b.vtt", "-o", tmp_path / "new", "-f", "srt,ttml", "-q")
    assert (code, err) == (0, "")
    names = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert names == ["ad.srt", "ad.ttml", "b.srt", "b.ttml"]
    assert read_script(tmp_path / "new" / "b.ttml").lines == (Line(1_000, 2_000, "Hello."),)


def test_a_bad_script_among_several_does_not_stop_the_rest(tmp_path: Path, ad: Path) -> None:
    bad = tmp_path / "bad.ttml"
    bad.write_text("<tt>\n<!-- ")
    code, out, err = convert(bad, ad, "-o", tmp_path / "new", "-f", "vtt", "-q")
    assert (code, out) == (1, "")
    fault = f"{bad}: line 2: is no well-formed XML: unclosed token"
    assert err == f"Error: {fault}\n1 of 2 failed:\n  {fault}\n"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["ad.vtt"]


def test_faults_are_told_with_their_lines_and_the_rest_is_converted(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(SRT)
    code, _, err = convert(tmp_path / "a.srt", "-o", tmp_path / "a.vtt")
    assert code == 0
    source = tmp_path / "a.srt"
    assert err.splitlines() == [
        f"Warning: {source}:6: these are no times: '00:00:03,000 --> 00:00:0x,000'; left out",
        f"{source} names no language: taken to be 'en' (say --language).",
    ]
    assert [line.text for line in read_script(tmp_path / "a.vtt").lines] == [
        "Anna sits.",
        "Snow falls.",
    ]


def test_strict_refuses_a_file_with_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(SRT)
    code, out, err = convert(tmp_path / "a.srt", "-o", tmp_path / "a.vtt", "--strict")
    assert (code, out) == (1, "")
    assert err.startswith(f"Error: {tmp_path}/a.srt: line 6: these are no times")
    assert not (tmp_path / "a.vtt").exists()


def test_only_the_first_of_many_faults_are_told(tmp_path: Path) -> None:
    cues = "\n\n".join("00:02.000 --> 00:01.000\nX" for _ in range(50))
    (tmp_path / "a.vtt").write_text(f"WEBVTT\n\n{cues}\n\n00:01.000 --> 00:02.000\nGood.\n")
    code, _, err = convert(tmp_path / "a.vtt", "-o", tmp_path / "a.srt")
    assert code == 0
    assert len(err.splitlines()) == 11
    assert err.endswith("a.vtt: 40 more faults like these\n")


def test_times_are_shifted_and_changed_to_another_rate(tmp_path: Path, ad: Path) -> None:
    convert(ad, "-o", tmp_path / "late.json", "--shift", "2.5")
    assert read_script(tmp_path / "late.json").lines[0].start == 3_500
    convert(ad, "-o", tmp_path / "slow.json", "--fps", "25:23.976", "--shift", "-1")
    assert read_script(tmp_path / "slow.json").lines[1].start == round(10_000 * 1001 / 960) - 1_000
    _, _, err = convert(ad, "-o", tmp_path / "early.json", "--shift", "-5")
    assert f"Warning: {ad}: left out before the start: 1 of its lines" in err


def test_the_language_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nOlá.\n")
    _, out, err = convert(tmp_path / "a.srt", "-o", "-", "-f", "ttml", "--language", "pt-BR")
    assert 'xml:lang="pt-BR"' in out
    assert err == ""


def test_standard_input_tells_its_format_itself(tmp_path: Path) -> None:
    for name in FORMATS:
        write_script(SCRIPT, tmp_path / "ad", name, Layout(AT_50))
        content = (tmp_path / "ad").read_bytes()
        rate = ("--timecode", "50")
        code, out, err = convert("-", "-o", "-", "-f", "json", "-q", *rate, stdin=content)
        assert (code, err) == (0, "")
        assert json.loads(out)["lines"][1]["text"] == "Snow falls."


def test_an_output_that_exists_is_replaced_only_when_asked(tmp_path: Path, ad: Path) -> None:
    (tmp_path / "a.srt").write_text("mine")
    code, _, err = convert(ad, "-o", tmp_path / "a.srt")
    assert code == 1
    assert "exists already; say --overwrite" in err
    assert (tmp_path / "a.srt").read_text() == "mine"
    assert convert(ad, "-o", tmp_path / "a.srt", "--overwrite")[0] == 0


def test_subrip_refuses_times_past_99_hours(tmp_path: Path) -> None:
    line = Line(100 * 3_600_000, 100 * 3_600_000 + 1, "Still there.")
    write_script(Script((line,)), tmp_path / "a.vtt")
    code, _, err = convert(tmp_path / "a.vtt", "-o", tmp_path / "a.srt")
    assert code == 1
    assert "SubRip has no times of 100 hours and more; choose another format." in err
    assert not (tmp_path / "a.srt").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "fault"),
    [
        (["-o", "new.doc"], 1, "new.doc: the extension names no script format"),
        (["-o", "-"], 2, "say --format"),
        (["-o", "-", "-f", "srt,vtt"], 2, "Only one format"),
        (["-o", "-", "-f", "doc"], 2, "'doc' is not one of srt, vtt, ttml, json"),
        (["-o", "."], 2, "say --format"),
        (["-o", "no/new.srt"], 1, "does not exist"),
        (["-o", "-", "-f", "srt", "--fps", "25"], 2, "is not two frame rates, like 25:23.976"),
        (["-o", "-", "-f", "srt", "--fps", "25:0"], 2, "is no frame rate"),
        (["-o", "-", "-f", "srt", "--shift", "nan"], 2, "is no number of seconds"),
        (["-o", "-", "-f", "srt", "--language", "no way"], 2, "is no language tag"),
        ([], 2, "Say either --output or --in-place"),
    ],
)
def test_wrong_use_is_one_line(
    ad: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, fault: str
) -> None:
    monkeypatch.chdir(ad.parent)
    found = convert("ad.json", *arguments)
    assert found[:2] == (code, "")
    assert fault in found[2]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.srt", None, "there is no such file"),
        ("", None, "is a folder"),
        ("a.dat", b"Dear diary", "is no script: neither its extension"),
        ("a.txt", b"Dear diary", "no paragraph begins with a time like 0:01:02.500"),
        ("a.json", b"{}", 'is no AD script: "format" is not "adtool-script"'),
        ("a.json", b"\xff\xfe\x00", "is no JSON"),
        ("a.vtt", b"\x89PNG\r\n\x1a\n\x00\x00", "is a picture; name subtitles or a script"),
    ],
)
def test_a_bad_script_is_one_line_and_leaves_nothing(
    tmp_path: Path, name: str, content: bytes | None, fault: str
) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / name
    if content is not None:
        path.write_bytes(content)
    code, out, err = convert(path, "-o", tmp_path / "out.srt")
    assert (code, out) == (1, "")
    assert err.startswith(f"Error: {path}: ")
    assert fault in err
    assert err.count("\n") == 1
    assert not (tmp_path / "out.srt").exists()


def test_two_scripts_of_one_name_are_not_written_over_each_other(tmp_path: Path, ad: Path) -> None:
    write_script(SCRIPT, tmp_path / "ad.srt")
    code, _, err = convert(ad, tmp_path / "ad.srt", "-o", tmp_path / "new", "-f", "vtt")
    assert code == 2
    assert "Several scripts are called 'ad'" in err


def test_it_runs_as_a_program_without_heavy_packages(ad: Path) -> None:
    check = (
        "import sys; from click.testing import CliRunner; from adtool.cli import group;"
        f"ran = CliRunner().invoke(group, ['convert', {str(ad)!r}, '-o', '-', '-f', 'ttml']);"
        "assert ran.exit_code == 0, ran.output;"
        "assert not {'torch', 'av', 'transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check], check=True)


def test_in_place_the_script_is_written_anew_and_stays_beside_it_as_it_was(tmp_path: Path) -> None:
    script = tmp_path / "ad.srt"
    script.write_text("1\n00:00:01,000 --> 00:00:02,000\nAnna sits.\n\n")
    for number, name in enumerate(("ad.srt.bak", "ad.srt.1.bak", "ad.srt.2.bak"), 1):
        before = script.read_text()
        ran = CliRunner().invoke(group, ["convert", str(script), "--in-place", "--shift", "1"])
        assert ran.exit_code == 0, ran.output
        assert f"ad.srt: written anew; as it was: {name}" in ran.stderr
        assert (tmp_path / name).read_text() == before
        assert f"00:00:0{1 + number},000 -->" in script.read_text()
    assert "00:00:01,000 -->" in (tmp_path / "ad.srt.bak").read_text()  # the first copy stays


@pytest.mark.parametrize(
    ("told", "code", "fault"),
    [
        (["ad.srt"], 2, "Say either --output or --in-place"),
        (["ad.srt", "--in-place", "-o", "b.srt"], 2, "Say either --output or --in-place"),
        (["ad.srt", "--in-place", "-f", "vtt"], 2, "which stay in their formats"),
        (["-", "--in-place"], 2, "which stay in their formats"),
        (["ad.srt", "-o", "ad.srt", "--overwrite"], 1, "is read by this command"),
        (["none.srt", "--in-place"], 1, "none.srt: there is no such file"),
        (["diary.doc", "--in-place"], 1, "names no script format"),
        (["empty.ttml", "--in-place"], 1, "empty.ttml: "),
    ],
)
def test_what_in_place_cannot_mean_changes_and_copies_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str], code: int, fault: str
) -> None:
    monkeypatch.chdir(tmp_path)
    content = "1\n00:00:01,000 --> 00:00:02,000\nAnna sits.\n\n"
    for name in ("ad.srt", "diary.doc"):
        (tmp_path / name).write_text(content)
    (tmp_path / "empty.ttml").write_text("no script")
    ran = CliRunner().invoke(group, ["convert", *told])
    assert ran.exit_code == code, ran.output
    assert fault in ran.stderr
    assert (tmp_path / "ad.srt").read_text() == content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ad.srt", "diary.doc", "empty.ttml"]


@pytest.mark.parametrize("how", ["the same", "./the same", "a link"])
def test_in_place_no_script_is_converted_twice(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    script = tmp_path / "ad.srt"
    script.write_text("1\n00:00:01,000 --> 00:00:02,000\nAnna sits.\n")
    before = script.read_bytes()
    (tmp_path / "link.srt").symlink_to(script)
    other = {"the same": "ad.srt", "./the same": "./ad.srt", "a link": "link.srt"}[how]
    result = CliRunner().invoke(group, ["convert", "ad.srt", other, "--in-place", "--shift", "1"])
    assert result.exit_code == 2
    assert f"The same file is named twice: {Path(other)}." in result.stderr
    assert script.read_bytes() == before
    assert not list(tmp_path.glob("*.bak"))


def test_timecode_is_written_from_a_start_and_read_from_it(tmp_path: Path, ad: Path) -> None:
    regions, given = tmp_path / "a.reaper.csv", ("--timecode", "25", "--start-timecode")
    assert convert(ad, "-o", regions, *given, "10:00:00:00")[0] == 0
    assert ",10:00:01:00,10:00:02:12,00:00:01:12," in regions.read_text()
    assert convert(regions, "-o", tmp_path / "b.json", *given, "10:00:00:00")[0] == 0
    assert read_script(tmp_path / "b.json").lines[0].span == Span(1_000, 2_480)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (("--timecode", "29.97"), "29.97 is 29.97df or 29.97ndf; say which"),
        (("--timecode", "25df"), "have no drop-frame timecode"),
        (("--timecode", "soon"), "'soon' is no frame rate"),
        (
            ("--start-timecode", "10:00:00:12"),
            "'10:00:00:12' needs a frame rate",
        ),
        (("--timecode", "24", "--start-timecode", "10:00:00:29"), "frame 29 at 24 fps"),
    ],
)
def test_a_timecode_that_there_is_not_is_a_fault_of_usage(
    tmp_path: Path, ad: Path, given: tuple[str, ...], fault: str
) -> None:
    code, _, err = convert(ad, "-o", tmp_path / "a.reaper.csv", *given)
    assert code == 2
    assert "--timecode" in err or "--start-timecode" in err
    assert fault in " ".join(err.split())
    assert not (tmp_path / "a.reaper.csv").exists()


def test_a_file_that_is_rewritten_keeps_the_format_that_it_has_within(tmp_path: Path) -> None:
    path = tmp_path / "subtitles.txt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nAnna sits.\n\n")
    assert convert(path, "--in-place", "--shift", "1")[0] == 0
    assert path.read_text() == "1\n00:00:02,000 --> 00:00:03,000\nAnna sits.\n\n"


@pytest.mark.parametrize("name", ["xlsx", "docx"])
@pytest.mark.parametrize("command", [["convert", "--in-place", "--shift", "1"], ["check", "--fix"]])
def test_a_document_that_others_work_on_is_never_written_anew(
    tmp_path: Path, name: str, command: list[str]
) -> None:
    path = tmp_path / f"ad.{name}"
    write_script(Script((Line(0, 1_000, "anna  sits"),)), path)
    before = path.read_bytes()
    result = CliRunner().invoke(group, [*command, str(path)])
    assert result.exit_code == 1
    assert f"ad.{name}: is a document, whose layout and comments would be lost" in result.stderr
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_regions_in_timecode_are_rewritten_in_place(tmp_path: Path) -> None:
    path = tmp_path / "ad.reaper.csv"
    path.write_text(
        "#,Name,Start,End,Length,Color\nR1,Anna sits.,01:00:00:00,01:00:02:00,00:00:02:00,\n"
    )
    code, _, err = convert(path, "--in-place", "--timecode", "25", "--shift", "1")
    assert code == 0, err
    assert "R1,Anna sits.,01:00:01:00,01:00:03:00,00:00:02:00," in path.read_text()
