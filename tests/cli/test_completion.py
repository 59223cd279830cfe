"""What shells complete, by a real shell where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from adtool.cli import group

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_is_printed(shell: str) -> None:
    result = CliRunner().invoke(group, ["completion", shell])
    assert result.exit_code == 0
    assert "_ADTOOL_COMPLETE" in result.output


def test_another_shell_is_told_which_there_are() -> None:
    result = CliRunner().invoke(group, ["completion", "csh"])
    assert result.exit_code == 2
    assert "'csh' is not one of 'bash', 'zsh', 'fish'" in result.output


@pytest.fixture
def adtool(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which ``adtool`` is this one."""
    script = tmp_path / "adtool"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m adtool "$@"\n')
    script.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'training'}"}


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["adtool", "desc"], "describe"),
        (["adtool", "check", "--hou"], "--house"),
        (["adtool", "describe", "--speech", "s"], "silero"),
    ],
)
def test_bash_completes_a_command_an_option_and_a_value(
    adtool: dict[str, str], words: list[str], expected: str
) -> None:
    script = CliRunner().invoke(group, ["completion", "bash"]).output
    typed = " ".join(f"'{word}'" for word in words)
    code = (
        f"{script}\nCOMP_WORDS=({typed})\nCOMP_CWORD={len(words) - 1}\n"
        '_adtool_completion adtool\necho "${COMPREPLY[@]}"\n'
    )
    ran = subprocess.run(
        ["bash", "--norc"], input=code, env=adtool, capture_output=True, text=True, check=True
    )
    assert expected in ran.stdout.split()
