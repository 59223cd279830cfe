"""``adtool doctor``: its answer to people and to programs."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool.cli.doctor import NOT_READY, READY
from adtool.doctor import MISSING, OK, Finding


def test_the_command_answers_people_and_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    good = Finding("system", "Python", OK, "3.12")
    bad = Finding("speech", "pyannote", MISSING, "not installed", "Run: pip install whisperx")
    monkeypatch.setattr("adtool.cli.doctor.examine", lambda: (good,))
    ready = CliRunner().invoke(group, ["doctor"])
    assert (ready.exit_code, ready.stdout) == (0, f"System\n  Python: 3.12\n{READY}\n")
    monkeypatch.setattr("adtool.cli.doctor.examine", lambda: (good, bad))
    broken = CliRunner().invoke(group, ["doctor"])
    line = "  MISSING: pyannote: not installed. Run: pip install whisperx\n"
    assert (broken.exit_code, broken.stdout) == (
        1,
        f"System\n  Python: 3.12\nSpeech\n{line}{NOT_READY}\n",
    )
    answer = json.loads(CliRunner().invoke(group, ["doctor", "--json"]).stdout)
    assert answer["ready"] is False
    assert answer["findings"][1]["remedy"] == "Run: pip install whisperx"
