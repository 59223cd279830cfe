"""Two files compared: read, heard once, checked alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from adtool.checking.run import Sources, Style
from adtool.errors import ScriptError
from adtool.revision.compare import compare
from adtool.scripts import write_script
from adtool.timeline import Line, Script


def test_a_fault_that_the_edit_made_is_found_by_the_house_rules(tmp_path: Path) -> None:
    write_script(Script((Line(1_000, 4_000, "Anna waits."),)), tmp_path / "ad.json")
    write_script(Script((Line(1_000, 4_000, "We see Anna."),)), tmp_path / "ad.srt")
    revision = compare(tmp_path / "ad.json", tmp_path / "ad.srt", Sources(), Style())
    assert "we-see" in [finding.rule for finding in revision.made]
    assert (revision.draft, revision.edited) == ("ad.json", "ad.srt")


@pytest.mark.parametrize("missing", ["ad.json", "ad.srt"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, missing: str) -> None:
    for name in {"ad.json", "ad.srt"} - {missing}:
        write_script(Script((Line(0, 1_000, "A."),)), tmp_path / name)
    with pytest.raises(ScriptError, match=rf"{missing}: there is no such file"):
        compare(tmp_path / "ad.json", tmp_path / "ad.srt", Sources(), Style())
