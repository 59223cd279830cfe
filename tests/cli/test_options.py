"""Shared options: finished values for the command."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from adtool.cli.options import output_options, reports
from adtool.progress import Progress


def run(command: click.Command, *arguments: str) -> str:
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    return result.output


@click.command()
@output_options(["srt", "json"])
def output(output: Path, formats: tuple[str, ...], overwrite: bool, skip_existing: bool) -> None:
    """Show the output options."""
    click.echo(f"{output} {formats} {overwrite} {skip_existing}")


@click.command()
@reports
def noted(progress: Progress) -> None:
    """Say something."""
    progress.note("a note")
    with progress.stage("Work", 2) as stage:
        stage.advance(2)


def test_formats_are_a_comma_list() -> None:
    assert run(output, "-o", "-", "-f", "srt, JSON,srt") == "- ('srt', 'json') False False\n"
    assert run(output, "-o", "ad.srt", "--overwrite") == "ad.srt () True False\n"
    assert run(output, "-o", "ad.srt", "--skip-existing") == "ad.srt () False True\n"


def test_what_exists_is_replaced_or_left() -> None:
    result = CliRunner().invoke(output, ["-o", "ad.srt", "--overwrite", "--skip-existing"])
    assert result.exit_code == 2
    assert "--overwrite replaces what exists, and --skip-existing leaves it." in result.output


def test_a_slash_at_the_end_means_a_folder_that_may_have_to_be_made(tmp_path: Path) -> None:
    new = f"{tmp_path}/new"
    assert run(output, "-o", f"{new}/") == f"{new}/{{stem}}.{{ext}} () False False\n"
    assert run(output, "-o", new) == f"{new} () False False\n"
    assert run(output, "-o", f"{tmp_path}/") == f"{tmp_path} () False False\n"


def test_an_unknown_format_is_a_usage_error() -> None:
    result = CliRunner().invoke(output, ["-o", "-", "-f", "doc"])
    assert result.exit_code == 2
    assert "'doc' is not one of srt, json." in result.output


@pytest.mark.parametrize(
    ("flags", "shown"),
    [
        (["--progress", "lines"], "a note\nWork …\nWork: done, 2 in 0 s.\n"),
        (["--no-progress"], ""),
        (["--progress", "none"], ""),
        (["--quiet"], ""),
    ],
)
def test_progress_and_notes_go_to_stderr_as_asked(flags: list[str], shown: str) -> None:
    result = CliRunner().invoke(noted, flags, catch_exceptions=False)
    assert result.stdout == ""
    assert result.stderr == shown
