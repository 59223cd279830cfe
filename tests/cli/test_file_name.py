"""Paths on the command line: an address is refused as it was given, before any work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool.cli.inputs import WRITTEN
from adtool.cli.manual import commands

ROOT = Path(__file__).parents[2]
FILM, DIALOGUE, CAST = (
    ROOT / "examples" / name for name in ("film.mp4", "dialogue.srt", "cast.json")
)
URL = "https://example.org/a.srt"

TAKING = [
    (ctx, param)
    for ctx in commands()
    if not isinstance(ctx.command, click.Group)
    for param in ctx.command.params
    if isinstance(param.type, click.Path)
]


def given(ctx: click.Context, param: click.Parameter, value: str) -> list[str]:
    """Give something for all that a command cannot do without, and ``value`` for one of it."""
    told: list[str] = []
    for one in ctx.command.params:
        if one is not param and not one.required:
            continue
        kind = one.type.choices[0] if isinstance(one.type, click.Choice) else "x"
        word = value if one is param else str(kind)
        if one.name == "output" and one is not param:
            word = "new.png"
        elif one is not param and isinstance(one.type, click.Path):
            word = str(ROOT / "examples" if not one.type.file_okay else FILM)
        told += [word] if isinstance(one, click.Argument) else [one.opts[-1], word]
    return told


@pytest.mark.parametrize(
    ("ctx", "param"), TAKING, ids=[f"{ctx.command_path} {param.name}" for ctx, param in TAKING]
)
def test_no_command_takes_an_address_for_a_path(
    ctx: click.Context, param: click.Parameter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_config_path", lambda *a, **k: tmp_path / "user")
    monkeypatch.chdir(tmp_path)
    told = [*ctx.command_path.split()[1:], *given(ctx, param, URL)]
    result = CliRunner().invoke(group, told)
    said = "nothing is sent" if param.name in WRITTEN else "nothing is fetched; download it first"
    assert result.exit_code == 1, result.output
    assert result.stderr.startswith(f"Error: {URL}: is an address, and {said}"), result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_may_be_called_like_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("www.films.org").write_text("1\n00:00:01,000 --> 00:00:02,000\nAnna sits.\n")
    assert CliRunner().invoke(group, ["check", "www.films.org"]).exit_code == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["check", FILM], "is a movie; name subtitles or a script, and the movie with --movie"),
        (["convert", FILM, "-o", "a.vtt"], "is a movie; name subtitles or a script"),
        (
            ["describe", DIALOGUE, "-o", "a.srt"],
            "is SubRip subtitles; name a movie, and this with --subtitles",
        ),
        (
            ["describe", CAST, "-o", "a.srt"],
            "is a cast.json; name a movie, and this with --cast",
        ),
        (["gaps", DIALOGUE, "-o", "g.json"], "is SubRip subtitles; name a movie"),
        (["check", DIALOGUE, "--cast", FILM], "is a movie; name a cast.json"),
        (["check", DIALOGUE, "--gaps", CAST], "is a cast.json; name a gaps.json"),
        (["check", CAST], "is a cast.json; name subtitles or a script"),
        (["cast", "check", DIALOGUE], "is SubRip subtitles; name a cast.json"),
        (["describe", "page.mp4", "-o", "a.srt"], "is a web page; name a movie"),
        (["check", "page.mp4"], "is a web page; name subtitles or a script"),
        (["describe", FILM, "--gaps", DIALOGUE, "-o", "a.srt"], "is SubRip subtitles; name a gaps"),
    ],
)
def test_a_process_that_is_given_another_file_says_what_it_is(
    tmp_path: Path, line: list[str | Path], said: str
) -> None:
    (tmp_path / "page.mp4").write_text("<!DOCTYPE html><html></html>")
    done = subprocess.run(
        [sys.executable, "-m", "adtool", *map(str, line)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    (error,) = [one for one in done.stderr.splitlines() if not one.endswith("…")]
    assert error.startswith("Error: ")
    assert said in error
    assert [path.name for path in tmp_path.iterdir()] == ["page.mp4"]
