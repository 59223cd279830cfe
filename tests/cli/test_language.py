"""A language's tag on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from adtool.cli import group


@pytest.mark.parametrize("tag", ["not a tag", "e", "en_", "deutsch und englisch", "-", "日本"])
@pytest.mark.parametrize("command", [["check"], ["convert", "-o", "-", "-f", "srt"]], ids=" ".join)
def test_what_is_no_tag_is_refused(command: list[str], tag: str, tmp_path: Path) -> None:
    script = tmp_path / "ad.srt"
    script.write_text("1\n00:00:01,000 --> 00:00:02,000\nAnna sits.\n")
    result = CliRunner().invoke(group, [*command, str(script), f"--language={tag}"])
    assert result.exit_code == 2
    assert "is no language tag, like en or pt-BR" in result.stderr
