"""The configuration file: what goes before it, where it is looked for, what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool.cli.config import defaults


def test_flag_goes_before_variable_before_file_before_default(
    runner: CliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "adtool.toml"
    file.write_text("[pretend]\nbeams = 2\n")
    config = ["--config-file", str(file), "pretend"]
    variable = {"ADTOOL_PRETEND_BEAMS": "3"}
    assert runner.invoke(group, ["pretend"]).stdout == "5\n"
    assert runner.invoke(group, config).stdout == "2\n"
    assert runner.invoke(group, config, env=variable).stdout == "3\n"
    assert runner.invoke(group, [*config, "--beams", "4"], env=variable).stdout == "4\n"


def test_the_users_own_file_is_found_without_being_named(runner: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "user").mkdir()
    (tmp_path / "user/config.toml").write_text("[pretend]\nbeams = 7\n")
    assert runner.invoke(group, ["pretend"]).stdout == "7\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[pretend]\nbeam = 2\n", "unknown key 'beam' in [pretend]. Did you mean 'beams'?"),
        ("[pretent]\n", "unknown key 'pretent'. Did you mean 'pretend'?"),
        ("pretend = 3\n", "'pretend' must be a table, [pretend]."),
        ("[pretend\n", "not valid TOML"),
    ],
)
def test_a_wrong_configuration_names_the_file_and_the_key(
    runner: CliRunner, tmp_path: Path, text: str, fault: str
) -> None:
    file = tmp_path / "adtool.toml"
    file.write_text(text)
    result = runner.invoke(group, ["--config-file", str(file), "pretend"])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {file}: {fault}")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_configuration_that_cannot_be_read_is_named(
    runner: CliRunner, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "adtool.toml"
    if content is not None:
        file.write_bytes(content)
    result = runner.invoke(group, ["--config-file", str(file), "pretend"])
    assert result.exit_code == 1
    assert str(file) in result.stderr


def test_a_group_has_options_of_its_own_beside_the_tables_of_its_commands(
    runner: CliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "adtool.toml"
    file.write_text("[models]\njson = true\n[models.get]\nyes = true\n")
    with click.Context(group, info_name="adtool") as ctx:
        told = defaults(ctx, "models", file)["models"]
    assert (told["json"], told["get"]["yes"]) == (True, True)
    assert json.loads(runner.invoke(group, ["--config-file", str(file), "models"]).stdout)
    file.write_text("[models]\njso = true\n")
    refused = runner.invoke(group, ["--config-file", str(file), "models"])
    assert "unknown key 'jso' in [models]. Did you mean 'json'?" in refused.stderr
