"""Every command is documented, and what is generated is up to date."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import click
import pytest

from adtool.cli.manual import commands, page_name, prose, roff, stale

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "man").glob("*.1"))

every_command = pytest.mark.parametrize("ctx", list(commands()), ids=lambda ctx: ctx.command_path)


def test_man_pages_and_readme_help_are_up_to_date() -> None:
    paths = [str(path.relative_to(ROOT)) for path in stale(ROOT)]
    assert paths == [], "run: python -m adtool.cli.manual"


@every_command
def test_every_command_and_option_has_help(ctx: click.Context) -> None:
    assert ctx.command.help
    for parameter in ctx.command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@every_command
def test_variables_and_configuration_keys_are_named_as_the_flags(ctx: click.Context) -> None:
    for parameter in ctx.command.params:
        if isinstance(parameter, click.Option):
            flag = max(parameter.opts, key=len)
            assert parameter.name == flag.lstrip("-").replace("-", "_")


@every_command
def test_every_command_has_a_man_page_and_a_place_in_the_readme(ctx: click.Context) -> None:
    assert (ROOT / "man" / f"{page_name(ctx)}.1").is_file()
    assert ctx.command_path in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_groff_finds_no_fault_with_a_page(page: Path) -> None:
    ran = subprocess.run(
        ["groff", "-man", "-ww", "-z", "-Tutf8", str(page)], capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_mandoc_finds_no_fault_with_a_page(page: Path) -> None:
    ran = subprocess.run(["mandoc", "-Tlint", str(page)], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, "")


def test_what_roff_would_take_for_its_own_is_escaped() -> None:
    assert roff("--a 'b' \\ …") == "\\-\\-a \\(aqb\\(aq \\(rs \\[u2026]"
    assert prose(".srt or\n  .vtt") == "\\&.srt or .vtt"
