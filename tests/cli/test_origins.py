"""A wrong value is told where it stands: on the command line, in the file, in the environment."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from adtool.cli import group

SCRIPT = Path(__file__).parents[2] / "examples" / "reference.srt"
TAIL = {
    "describe": ["film.mp4", "-o", "ad.srt"],
    "check": [str(SCRIPT)],
    "train.stage1": ["-o", "run", "--config", "storyworld"],
    "gaps": ["film.mp4", "-o", "gaps.json"],
}


def run(tmp_path: Path, command: str, text: str, **variables: str) -> tuple[int, str]:
    file = tmp_path / "mine.toml"
    file.write_text(text)
    told = ["--config-file", str(file), *command.split("."), *TAIL[command]]
    result = CliRunner().invoke(group, told, env=variables)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stderr


@pytest.mark.parametrize(
    ("command", "text", "fault"),
    [
        ("describe", '[describe]\nbeams = "many"\n', "beams in [describe]: 'many' is not"),
        ("describe", "[describe]\nbeams = 0\n", "beams in [describe]: 0 is not in the range"),
        ("describe", "[describe]\nbeams = [1, 2]\n", "beams in [describe]: must be one value"),
        ("describe", "[describe]\noutput = 3\n", "output in [describe]: must be a text"),
        ("describe", "[describe]\ncast = {a = 1}\n", "cast in [describe]: must be one value"),
        ("describe", "[describe]\nbeams = 2026-01-01\n", "beams in [describe]: must be one value"),
        ("describe", "quiet = [true]\n", "quiet: must be one value, not a list"),
        ("check", "[check]\nrule = [[1]]\n", "rule in [check]: must be one value, not a list"),
        ("check", '[check]\nrule = "no-rule=note"\n', "rule in [check]: 'no-rule=note' is not"),
        ("describe", "[describe]\nmax-tokens = -1\n", "max-tokens in [describe]: -1 is not in"),
        ("describe", '[describe]\nspeech = "ears"\n', "speech in [describe]: 'ears' is not one"),
        ("describe", '[describe]\nformat = "doc"\n', "format in [describe]: 'doc' is not one of"),
        ("describe", '[describe]\nbegin = "soon"\n', "begin in [describe]: 'soon' is no time"),
        ("describe", '[describe]\noverwrite = "often"\n', "overwrite in [describe]: 'often'"),
        ("describe", 'quiet = "often"\n', "quiet: 'often' is not a valid boolean"),
        ("describe", 'progress = "loud"\n', "progress: 'loud' is not one of"),
        ("check", '[check]\nhouse = "ours"\n', "house in [check]: There is no house style 'ours'"),
        ("check", '[check]\nrule = ["no-rule=note"]\n', "rule in [check]: 'no-rule=note' is not"),
        ("check", "[check]\nroom = 1e9\n", "room in [check]: 1000000000.0 is not in the range"),
        ("train.stage1", '[train.stage1]\nresume = "yo"\n', "resume in [train.stage1]: 'yo'"),
        ("gaps", '[gaps]\nmargin = "wide"\n', "margin in [gaps]: 'wide' is not a valid"),
        ("gaps", '[gaps]\nsubtitles = "http://x.org/a.srt"\n', "http://x.org/a.srt: is an address"),
    ],
)
def test_a_wrong_value_of_the_file_is_told_by_file_and_key(
    tmp_path: Path, command: str, text: str, fault: str
) -> None:
    code, error = run(tmp_path, command, text)
    assert code == 1
    assert fault in error
    assert fault.startswith("http") or error.startswith(f"Error: {tmp_path}/mine.toml: ")
    assert "--" not in error
    assert len(error.splitlines()) == 1


def test_values_that_are_wrong_together_name_the_keys(tmp_path: Path) -> None:
    text = "[check]\nfast_rate = 300\nlimit-rate = 200\n"
    code, error = run(tmp_path, "check", text)
    assert code == 1
    assert f"{tmp_path}/mine.toml: fast_rate in [check], limit-rate in [check]: " in error


def test_the_house_is_not_the_file(tmp_path: Path) -> None:
    told = ["check", str(SCRIPT), "--house", "netflix", "--limit-rate", "10"]
    result = CliRunner().invoke(group, told)
    assert result.exit_code == 2
    assert "toml" not in result.stderr


def test_a_wrong_flag_is_told_as_a_flag_also_beside_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[describe]\nbeams = 3\n")
    told = ["--config-file", str(file), "describe", *TAIL["describe"], "--beams", "many"]
    result = CliRunner().invoke(group, told)
    assert result.exit_code == 2
    assert "Invalid value for '--beams': 'many'" in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("ADTOOL_DESCRIBE_BEAMS", "many"), ("ADTOOL_PROGRESS", "loud")],
)
def test_a_wrong_variable_is_told_by_its_name(tmp_path: Path, name: str, value: str) -> None:
    code, error = run(tmp_path, "describe", "", **{name: value})
    assert code == 1
    assert error.startswith(f"Error: {name}: '{value}' is not")
