"""``--house`` and ``--rules``, of describe and check, and what check mends by them."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from adtool.checking.houses import House
from adtool.cli import group
from adtool.cli.house_option import house_option
from adtool.cli.pipeline_options import fitting_options, gap_options
from adtool.gaps.report import GapReport
from adtool.settings import FittingSettings, GapSettings
from adtool.timeline import Span

ACME = """
what = "Slow, and plain."
[levels]
we-see = "error"
[clauses]
we-see = "Guide, 4.2"
[numbers]
longest-words = 4
[describe]
rate = 140
margin = 0.5
[[words]]
say = "gazes at"
instead = "looks at"
"""
SRT = "1\n00:00:01,000 --> 00:00:04,000\nWe see Anna, who  gazes at Tom\n\n"


@click.command()
@house_option
@gap_options
@fitting_options
def shown(house: House, gap_settings: GapSettings, fitting: FittingSettings) -> None:
    click.echo(f"{house.name} {gap_settings.margin} {fitting.rate:g} {len(house.words)}")


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acme.toml").write_text(ACME)
    (tmp_path / "ad.srt").write_text(SRT)
    return tmp_path / "acme.toml"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, arguments)


@pytest.mark.parametrize("flag", ["--house", "--rules"])
def test_a_house_gives_describe_its_rate_its_room_and_its_words(acme: Path, flag: str) -> None:
    result = CliRunner().invoke(shown, [flag, "acme.toml"])
    assert result.output == "acme 500 140 1\n"
    result = CliRunner().invoke(shown, [flag, "acme.toml", "--rate", "150"])
    assert result.output == "acme 500 150 1\n"


def test_check_takes_levels_numbers_words_and_clauses_from_the_file(acme: Path) -> None:
    result = run("check", "ad.srt", "--rules", "acme.toml")
    assert result.exit_code == 3
    for rule in ("[we-see]", "[long-line]", "[banned-words]"):
        assert rule in result.stdout
    assert "we-see: acme.toml: Guide, 4.2; " in result.stdout


def test_what_is_mechanical_is_mended_shown_and_a_copy_kept(acme: Path) -> None:
    result = run("check", "ad.srt", "--rules", "acme.toml", "--fix")
    assert result.exit_code == 3
    assert "We see Anna, who looks at Tom." in Path("ad.srt").read_text()
    assert Path("ad.srt.bak").read_text() == SRT
    assert "Draft: We see Anna, who gazes at Tom\nEdited: We see Anna, who looks at Tom." in (
        result.stderr
    )
    assert "[banned-words]" not in result.stdout
    assert "[we-see]" in result.stdout
    again = run("check", "ad.srt", "--rules", "acme.toml", "--fix")
    assert "there is nothing that can be mended by rule" in again.stderr


@pytest.mark.parametrize("flag", ["-q", "--no-progress"])
def test_no_file_is_mended_silently(acme: Path, flag: str) -> None:
    result = run("check", "ad.srt", "--rules", "acme.toml", "--fix", flag)
    assert "Edited: We see Anna, who looks at Tom." in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "fault"),
    [
        (["--rules", "none.toml"], 2, "none.toml: there is no such file"),
        (["--house", "bbc"], 2, "There is no house style 'bbc'"),
        (["--rules", "ad.srt"], 2, "ad.srt: is no TOML"),
        (["--rules", "acme.toml", "-o", "acme.toml", "--overwrite"], 1, "is read by this command"),
    ],
)
def test_a_house_that_is_none_is_one_line(
    acme: Path, arguments: list[str], code: int, fault: str
) -> None:
    result = run("check", "ad.srt", *arguments)
    assert result.exit_code == code, result.output
    assert fault in " ".join(result.output.split())


def test_a_damaged_script_is_not_mended(acme: Path) -> None:
    Path("bad.srt").write_text(SRT + "2\n00:00:0x,000 --> 00:00:09,000\nLost.\n\n")
    before = Path("bad.srt").read_bytes()
    result = run("check", "bad.srt", "--fix")
    assert result.exit_code == 1
    assert Path("bad.srt").read_bytes() == before
    assert not Path("bad.srt.bak").exists()
    assert run("check", "-", "--fix").exit_code == 2


def test_a_movie_is_heard_once_for_mending_and_checking(
    acme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = []

    def survey(movie: Path, *_: object, **__: object) -> GapReport:
        heard.append(movie)
        return GapReport("film.mp4", 60_000, (Span(3_500, 5_000),), ())

    monkeypatch.setattr("adtool.gaps.survey.survey", survey)
    Path("film.mp4").write_bytes(b"")
    result = run("check", "ad.srt", "--movie", "film.mp4", "--fix")
    assert heard == [Path("film.mp4")]
    assert "00:00:03,250" in Path("ad.srt").read_text()  # it gave way to what was heard
    assert "Not checked: speech" not in result.stdout
