"""What may be loaded when: asking for help must not cost what running costs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from adtool.cli.manual import commands

HEAVY = {
    "accelerate",
    "av",
    "cv2",
    "decord",
    "faster_whisper",
    "lightning",
    "open_clip",
    "openai",
    "pyannote.audio",
    "scenedetect",
    "torch",
    "torchaudio",
    "transformers",
    "whisperx",
}

ASK = """
import json, sys
from adtool.cli import group
try:
    group(sys.argv[1:], prog_name="adtool")
except SystemExit as end:
    assert not end.code, end.code
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded_by(*arguments: str, code: str = ASK) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after running adtool."""
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(json.loads(ran.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]], ids=" ".join)
def test_the_group_alone_loads_no_command_and_nothing_heavy(arguments: list[str]) -> None:
    loaded = loaded_by(*arguments)
    assert not HEAVY & loaded
    assert not {"numpy", "rich", "adtool_training", "huggingface_hub"} & loaded
    ours = {name for name in loaded if name.startswith("adtool.cli.")}
    assert ours == {"adtool.cli.lazy", "adtool.cli.inputs"}  # the group itself


@pytest.mark.parametrize(
    "path", [ctx.command_path for ctx in commands() if ctx.parent], ids=lambda path: path
)
def test_a_commands_help_loads_nothing_heavy(path: str) -> None:
    assert not HEAVY & loaded_by(*path.split()[1:], "--help")


def test_the_library_stays_light() -> None:
    code = "import adtool, json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    loaded = loaded_by(code=code)
    assert not (HEAVY | {"click", "numpy", "rich"}) & loaded
