from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool.media import probe

SMALL = ("--clips", "2", "--size", "64x36")


def adtool(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(group, ["storyworld", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_a_film_is_rendered_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "adtool", "storyworld", "-o", tmp_path / "new", *SMALL]
    ran = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    files = [Path(line) for line in ran.stdout.splitlines()]
    names = [str(path.relative_to(tmp_path / "new")) for path in files]
    assert names[:5] == [
        "film.mp4", "cast.json", "dialogue.srt", "reference.srt", "reference.json"
    ]  # fmt: skip
    cast = json.loads((tmp_path / "new" / "cast.json").read_text("utf-8"))["characters"]
    assert names[5:] == [f"portraits/{one['name']}.png" for one in cast]
    assert sorted(files) == sorted(p for p in (tmp_path / "new").rglob("*") if p.is_file())
    assert probe(files[0]).duration > 9000
    assert "film 3000000, 2 clips," in ran.stderr


def test_the_same_options_give_the_same_files(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert adtool("-o", tmp_path / folder, "--seed", 5, *SMALL, "-q")[0] == 0
    for path in (tmp_path / "one").rglob("*.*"):
        twin = tmp_path / "two" / path.relative_to(tmp_path / "one")
        assert path.read_bytes() == twin.read_bytes(), path


def test_a_split_and_a_number_say_which_film(tmp_path: Path) -> None:
    code, _, error = adtool(
        "-o", tmp_path, "--split", "validation", "--number", 3, *SMALL, "--progress", "lines"
    )
    assert code == 0
    assert "film 2000002, 2 clips" in error


def test_a_film_of_the_benchmarks_world_is_rendered_as_well(tmp_path: Path) -> None:
    code, out, error = adtool(
        "-o", tmp_path, "--world", "storyworld-ad", "--redundancy", "0.3", *SMALL
    )
    assert (code, len(out.splitlines()) > 5) == (0, True), error
    script = json.loads((tmp_path / "reference.json").read_text("utf-8"))
    assert "storyworld-ad-r0.3, film 3000000" in json.dumps(script)
    assert json.loads((tmp_path / "cast.json").read_text("utf-8"))["title"].endswith(" 3000000")
    assert probe(tmp_path / "film.mp4").duration > 9000


def test_a_film_that_is_there_is_kept_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "cast.json").write_text("mine")
    code, out, error = adtool("-o", tmp_path, *SMALL)
    assert (code, out) == (1, "")
    assert error == f"Error: {tmp_path}/cast.json: exists already; say --overwrite to replace it\n"
    assert [path.name for path in tmp_path.iterdir()] == ["cast.json"]
    assert adtool("-o", tmp_path, *SMALL, "--overwrite")[0] == 0
    assert (tmp_path / "cast.json").read_text() != "mine"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--size", "640"], "'640' is no size; say for instance 640x360."),
        (["--size", "640x480"], "'640x480' is not 16 to 9"),
        (["--size", "16x9"], "'16x9' is not 16 to 9 with a width of 64 to 3840"),
        (["--size", "999999999x1"], "is not 16 to 9"),
        (["--seed", "1", "--number", "2"], "--seed alone says which film"),
        (["--seed", "-1"], "-1 is not in the range"),
        (["--clips", "0"], "0 is not in the range"),
        (["--world", "mars"], "'mars' is not one of 'storyworld', 'storyworld-ad'"),
        (["--redundancy", "0.5"], "--redundancy is storyworld-ad's; say --world storyworld-ad"),
        (["--world", "storyworld-ad", "--redundancy", "2"], "2.0 is not in the range 0<=x<=1"),
        (["--split", "mars"], "'mars' is not one of"),
        ([], "Missing option '-o'"),
    ],
)
def test_a_wrong_option_is_said_and_nothing_is_written(
    tmp_path: Path, arguments: list[str], message: str
) -> None:
    where = ["-o", tmp_path / "new"] if arguments else []
    code, out, error = adtool(*where, *arguments)
    assert (code, out) == (2, "")
    assert message in error
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_folder_should_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, _, error = adtool("-o", tmp_path / "file", *SMALL)
    assert (code, error) == (1, f"Error: {tmp_path}/file: is a file where a folder is needed\n")


def test_as_many_clips_as_in_training_unless_told_otherwise() -> None:
    from adtool.storyworld.world import CLIPS

    command = group.get_command(click.Context(group), "storyworld")
    assert command is not None
    (option,) = [p for p in command.params if p.name == "clips"]
    assert option.default == CLIPS


@pytest.mark.slow
def test_an_interrupted_rendering_leaves_no_broken_film(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "adtool", "storyworld", "-o", str(tmp_path)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        while not list(tmp_path.glob(".film.mp4.*.part")):
            assert running.poll() is None
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        _, error = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 130
    assert "Interrupted." in error
    assert "Traceback" not in error
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
