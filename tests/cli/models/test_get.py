"""``adtool models get``, in processes of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from safetensors.numpy import save

from adtool.cli import group

Adtool = Callable[..., "subprocess.CompletedProcess[str]"]
FOLDER = "hf/hub/models--team--model"


def get(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["models", "get", "--progress", "none", *arguments])


@pytest.mark.slow
def test_a_model_is_fetched_and_then_listed(
    adtool: Adtool, hub: Any, vlm_files: dict[str, bytes]
) -> None:
    hub.add("Qwen/Qwen3-VL-2B-Instruct", vlm_files)
    ran = adtool("models", "get", "qwen3-vl-2b")
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
    said = ran.stderr.splitlines()
    licence = f"licence apache-2.0 ({hub.address}/Qwen/Qwen3-VL-2B-Instruct)"
    assert said[0] == f"Qwen/Qwen3-VL-2B-Instruct: 0.0 GB, {licence}."
    assert said[1] == "Fetching Qwen/Qwen3-VL-2B-Instruct (MB) …"
    assert said[-1].endswith("Use it with: adtool describe --model qwen3-vl-2b …")
    assert "Qwen/Qwen3-VL-2B-Instruct\n  from: hub cache" in adtool("models").stdout


@pytest.mark.slow
def test_ctrl_c_ends_at_once_and_the_same_command_goes_on(
    adtool: Adtool, hub: Any, vlm_files: dict[str, bytes], tmp_path: Path
) -> None:
    rows = np.zeros((20_000, 1000), np.float16)  # 40 MB, of which the client keeps 10 MB at a time
    hub.add("team/model", vlm_files | {"model.safetensors": save({"weight": rows})})
    hub.slow = 0.2
    command = [sys.executable, "-m", "adtool", "models", "get", "team/model"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not (came := sizes(tmp_path, "*.incomplete")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said.splitlines()[-1].startswith("Interrupted. Finished work is kept")
    came = sizes(tmp_path, "*.incomplete")
    assert 0 < max(came) < 40_000_000
    hub.slow = 0.0
    ran = adtool("models", "get", "team/model")
    assert ran.returncode == 0, ran.stderr
    (again,) = [asked for asked in hub.asked if asked.endswith(f"bytes={max(came)}-")]
    assert "model.safetensors" in again
    assert sizes(tmp_path, "*.incomplete") == []


def sizes(folder: Path, pattern: str) -> list[int]:
    """Return the sizes of what the cache holds, empty files aside."""
    found = (folder / FOLDER / "blobs").glob(pattern)
    return [size for path in found if (size := path.stat().st_size)]


def test_a_licence_that_restricts_needs_a_yes(
    hub: Any, vlm_files: dict[str, bytes], tmp_path: Path
) -> None:
    hub.add("team/model", vlm_files, card={"license": "other", "license_name": "research-only"})
    refused = get("team/model")
    assert refused.exit_code == 1
    assert refused.stderr.splitlines()[-1] == (
        "Error: The licence (research-only) may restrict what you do with the model's words. Read "
        f"it at {hub.address}/team/model, and say --yes to accept it."
    )
    assert not (tmp_path / FOLDER).exists()
    assert get("team/model", "--yes").exit_code == 0
    assert (tmp_path / FOLDER).is_dir()


@pytest.mark.parametrize(("answer", "fetched"), [("y\n", True), ("n\n", False), ("", False)])
def test_at_a_terminal_the_licence_is_asked_about(
    hub: Any,
    vlm_files: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    fetched: bool,
) -> None:
    hub.add("team/model", vlm_files, card={"license": "gemma"})
    monkeypatch.setattr("adtool.cli.models.asking.at_terminal", lambda: True)
    arguments = ["models", "get", "--progress", "none", "team/model"]
    result = CliRunner().invoke(group, arguments, input=answer)
    assert (result.exit_code == 0) is fetched
    assert (tmp_path / FOLDER).exists() is fetched


@pytest.mark.parametrize(
    ("arguments", "code", "fault"),
    [
        ([], 2, "Missing argument 'NAME'"),
        (["none"], 1, "There is no model 'none' to fetch. Name one of qwen3-vl-8b"),
        (["../../etc"], 1, "There is no model '../../etc' to fetch."),
        (["team/none"], 1, "There is no model 'team/none' to fetch."),
        (["http://x/y"], 1, "There is no model 'http://x/y' to fetch."),
    ],
)
def test_a_name_that_is_none_is_one_line(
    hub: Any, arguments: list[str], code: int, fault: str
) -> None:
    result = get(*arguments)
    assert result.exit_code == code
    assert fault in result.stderr.splitlines()[-1]


def test_without_a_hub_the_command_says_so_in_one_line(adtool: Adtool, hub: Any) -> None:
    hub.close()
    ran = adtool("models", "get", "qwen3-vl-2b")
    assert ran.returncode == 1
    assert ran.stderr.startswith("Error: The model hub gives no answer (Connect")
    assert ran.stderr.count("\n") == 1
