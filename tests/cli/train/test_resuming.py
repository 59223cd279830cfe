"""A training that was stopped says where, and which command goes on."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool_training.loop.interruption import Stopped

WHERE = "Stage-I stopped after step 3 of 9; its state is saved in run/stage1/state."


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No launcher, and no configuration of the machine's user."""
    for name in ("RANK", "ACCELERATE_USE_CPU", "ACCELERATE_MIXED_PRECISION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("platformdirs.user_config_path", lambda *a, **k: tmp_path / "user")
    monkeypatch.chdir(tmp_path)


def stopped(
    monkeypatch: pytest.MonkeyPatch, *arguments: str, stop: KeyboardInterrupt
) -> tuple[int, str]:
    """Run a training that is stopped at once."""

    def run(*args: object) -> None:
        raise stop

    for module in ("stage1", "stage2", "reconstruction"):
        monkeypatch.setattr(f"adtool_training.{module}.run", run)
    ran = CliRunner().invoke(group, arguments, prog_name="adtool")
    return ran.exit_code, ran.stderr


@pytest.mark.parametrize(
    ("given", "goes_on"),
    [
        (
            "train stage1 --config storyworld -o run",
            "train stage1 --config storyworld --output run --resume",
        ),
        (
            "train stage1 --config storyworld -o run --resume batch=8",
            "train stage1 --config storyworld --output run --resume batch=8",
        ),
        (
            "train stage1 --config storyworld -o run --overwrite loop.steps=9",
            "train stage1 --config storyworld --output run --resume loop.steps=9",
        ),
        (
            "train stage2 clip=a/clip_ad -q --config storyworld -o 'my run'",
            "train stage2 --config storyworld --output 'my run' --resume --quiet clip=a/clip_ad",
        ),
        (
            "train stage2 --config storyworld -o run --progress none 'clip=my clip'",
            "train stage2 --config storyworld --output run --resume --progress none 'clip=my clip'",
        ),
        (
            "train reconstruction --config storyworld -o run clip=c narrator=n",
            "train reconstruction --config storyworld --output run --resume clip=c narrator=n",
        ),
    ],
)
def test_the_command_that_goes_on_is_the_same_one_with_resume(
    monkeypatch: pytest.MonkeyPatch, given: str, goes_on: str
) -> None:
    code, error = stopped(monkeypatch, *shlex.split(given), stop=Stopped(WHERE))
    assert (code, error) == (130, f"\n{WHERE} Go on with: adtool {goes_on}\n")


def test_the_configuration_file_is_named_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "mine.toml").write_text("")
    given = shlex.split("--config-file mine.toml train stage1 --config storyworld -o run")
    _, error = stopped(monkeypatch, *given, stop=Stopped(WHERE))
    assert "Go on with: adtool --config-file mine.toml train stage1 --config storyworld" in error


def test_a_training_that_was_launched_is_launched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    given = shlex.split("train stage1 --config storyworld -o run")
    monkeypatch.setenv("ACCELERATE_MIXED_PRECISION", "no")
    _, error = stopped(monkeypatch, *given, stop=Stopped(WHERE))
    assert "Go on with: accelerate launch -m adtool train stage1" in error
    monkeypatch.setenv("RANK", "1")
    assert stopped(monkeypatch, *given, stop=Stopped(WHERE)) == (130, "")


def test_between_steps_the_newest_state_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given = shlex.split("train stage1 --config storyworld -o run --resume")
    _, error = stopped(monkeypatch, *given, stop=KeyboardInterrupt())
    assert "Interrupted before a state was saved; what was prepared until then is kept." in error
    for place, age in (("vanilla/state/step-00000040", 2), ("stage1/state/step-00000007", 1)):
        folder = tmp_path / "run" / place
        folder.mkdir(parents=True)
        then = time.time() - age
        os.utime(folder, (then, then))
    _, error = stopped(monkeypatch, *given, stop=KeyboardInterrupt())
    assert "Interrupted; the newest state is that of stage1 after step 7. Go on with: " in error


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_a_stopped_process_says_to_do_goes_on_and_ends(
    tmp_path: Path, tiny_clip: Path, number: int
) -> None:
    config, folder = tmp_path / "one.toml", tmp_path / "my run"
    config.write_text(
        "frames = 2\nbatch = 4\n[data]\ntrain_films = 2\nvalidation_films = 1\nclips = 4\n"
        "size = 32\n[loop]\nsteps = 400\nlog_steps = 1\n"
    )
    arguments = ["--config", config, f"clip={tiny_clip}", "-o", folder, "-q"]
    command = [sys.executable, "-m", "adtool", "train", "stage1", *map(str, arguments)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        while not (folder / "stage1" / "metrics.jsonl").exists():
            assert running.poll() is None
            time.sleep(0.05)
        running.send_signal(number)
        _, error = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 130
    (said,) = error.strip().splitlines()
    where, _, goes_on = said.partition(" Go on with: ")
    assert where.startswith("Stage-I stopped after step ")
    assert where.endswith(f" of 400; its state is saved in {folder}/stage1/state.")
    told = shlex.split(goes_on)
    assert told[0] == "adtool"
    again = subprocess.run(
        [sys.executable, "-m", *told], capture_output=True, text=True, timeout=120, check=False
    )
    assert (again.returncode, again.stdout, again.stderr) == (0, f"{folder}/clip_ad\n", "")
