"""A disk that fills: one line, what was kept stays good, and the same command goes on later."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from adtool.scripts import read_script

ROOT = Path(__file__).parents[2]
FILM, SCRIPT = ROOT / "examples" / "film.mp4", ROOT / "examples" / "reference.srt"
ROOM = "make room, and run the same command again"


def adtool(
    *arguments: object, stdout: int | str = subprocess.PIPE, largest: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run a command; no file that it writes may get larger than ``largest`` bytes, if any."""

    def limit() -> None:
        if largest:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    told = [sys.executable, "-m", "adtool", *map(str, arguments)]
    how: dict[str, Any] = {"stderr": subprocess.PIPE, "text": True, "preexec_fn": limit}
    if not isinstance(stdout, str):
        return subprocess.run(told, stdout=stdout, check=False, **how)
    with Path(stdout).open("w") as opened:
        return subprocess.run(told, stdout=opened, check=False, **how)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mount a disk of some kB, where tests may."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")

    def mounted(size: int) -> Path:
        command = [str(mount), "-t", "tmpfs", "-o", f"size={size}k", "none", str(place)]
        if not mount or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no disk may be mounted here")
        return place

    yield mounted
    if os.path.ismount(place):
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "line",
    [
        ["check", SCRIPT],
        ["check", SCRIPT, "--json"],
        ["convert", SCRIPT, "-o", "-", "-f", "vtt"],
        ["models", "--json"],
        ["cast", "schema"],
        ["storyworld", "--help"],
    ],
    ids=lambda line: " ".join(map(str, line[:1])),
)
def test_a_full_disk_behind_stdout_is_one_line(line: list[object]) -> None:
    done = adtool(*line, stdout="/dev/full")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"Error: standard output: cannot be written (the disk is full; {ROOM})"
    ]


def test_a_converted_script_that_finds_no_room_leaves_the_old_one(
    small_disk: Callable[[int], Path],
) -> None:
    disk = small_disk(16)
    (disk / "ad.vtt").write_text("WEBVTT\n\nmine\n")
    (disk / "rest").write_bytes(bytes(12 * 1024))
    done = adtool("convert", SCRIPT, "-o", disk / "ad.vtt", "--overwrite")
    assert done.returncode == 1
    assert done.stderr == f"Error: {disk}/ad.vtt: cannot be written (the disk is full; {ROOM})\n"
    assert sorted(path.name for path in disk.iterdir()) == ["ad.vtt", "rest"]
    assert (disk / "ad.vtt").read_text() == "WEBVTT\n\nmine\n"
    (disk / "rest").unlink()
    assert adtool("convert", SCRIPT, "-o", disk / "ad.vtt", "--overwrite").returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", [12, 60])
def test_a_description_goes_on_once_there_is_room(
    small_disk: Callable[[int], Path], tmp_path: Path, kilobytes: int
) -> None:
    disk = small_disk(kilobytes)
    part = ["--model", "bundled", "--minutes", "0.2"]
    told = ["describe", FILM, *part, "--work", disk / "work", "-o"]
    done = adtool(*told, tmp_path / "ad.json", "-q")
    if done.returncode == 0:  # there was room for all
        assert done.stderr == ""
    else:
        (error,) = done.stderr.splitlines()
        assert error.startswith(f"Error: {disk}/work")
        assert ROOM in error
        assert not (tmp_path / "ad.json").exists()
    assert not list(disk.rglob("*.part"))
    subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
    kept = {path: path.read_bytes() for path in disk.rglob("*.*") if path.is_file()}
    again = adtool(*told, tmp_path / "ad.json", "--overwrite", "-q")
    assert (again.returncode, again.stderr) == (0, "")
    fresh = adtool(*told[:-2], tmp_path / "work", "-o", tmp_path / "fresh.json", "-q")
    assert fresh.returncode == 0
    assert read_script(tmp_path / "ad.json").lines == read_script(tmp_path / "fresh.json").lines
    assert {path: path.read_bytes() for path in kept} == kept


@pytest.mark.slow
@pytest.mark.parametrize("largest", [3_000, 30_000])
def test_a_training_goes_on_once_there_is_room(
    tmp_path: Path, tiny_clip: Path, largest: int
) -> None:
    config, run = tmp_path / "one.toml", tmp_path / "run"
    config.write_text(
        "frames = 2\nbatch = 4\n[data]\ntrain_films = 2\nvalidation_films = 1\nclips = 4\n"
        "size = 32\n[loop]\nsteps = 3\nlog_steps = 1\nsave_steps = 1\n"
    )
    told = ["train", "stage1", "--config", config, f"clip={tiny_clip}", "-o", run, "-q"]
    done = adtool(*told, largest=largest)
    if done.returncode:
        (error,) = done.stderr.splitlines()
        assert error.startswith(f"Error: {run}")
        assert "cannot be written (it would be larger than files may be here)" in error
    again = adtool(*told, "--resume")
    assert (again.returncode, again.stdout, again.stderr) == (0, f"{run}/clip_ad\n", "")
