"""Other packages' telemetry is off before a command runs."""

from __future__ import annotations

import os

import pytest
from click.testing import CliRunner

from adtool import telemetry
from adtool.cli import group


def test_a_command_runs_with_telemetry_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in telemetry.VARIABLES:
        monkeypatch.setenv(name, "as it was")
    CliRunner().invoke(group, ["models", "--json"], catch_exceptions=False)
    assert {name: os.environ[name] for name in telemetry.VARIABLES} == telemetry.VARIABLES
