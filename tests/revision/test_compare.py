"""Two files compared: read, heard once, checked alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from adtool.checking.run import Sources, Style
from adtool.errors import ScriptError
from adtool.gaps.report import GapReport
from adtool.revision.compare import compare
from adtool.scripts import write_script
from adtool.timeline import Gap, Line, Script, Span


def test_a_fault_that_the_edit_made_is_found_by_the_house_rules(tmp_path: Path) -> None:
    write_script(Script((Line(1_000, 4_000, "Anna waits."),)), tmp_path / "ad.json")
    write_script(Script((Line(1_000, 4_000, "We see Anna."),)), tmp_path / "ad.srt")
    revision = compare(tmp_path / "ad.json", tmp_path / "ad.srt", Sources(), Style())
    assert "we-see" in [finding.rule for finding in revision.made]
    assert (revision.draft, revision.edited) == ("ad.json", "ad.srt")
    assert revision.unchecked == (
        "speech; name --movie, --gaps or --subtitles.",
        "names; name --cast.",
    )


def test_languages_are_what_the_files_say_or_else_look_like(tmp_path: Path) -> None:
    write_script(Script((Line(0, 9_000, "Anna waits."),), language="en-GB"), tmp_path / "ad.vtt")
    write_script(Script((Line(0, 9_000, "Sie geht mit ihm zu ihr."),)), tmp_path / "ad.srt")
    revision = compare(tmp_path / "ad.vtt", tmp_path / "ad.srt", Sources(), Style())
    assert revision.languages == ("en-GB", "und")


def test_the_movie_is_heard_once_for_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, start in (("ad.json", 1_000), ("ad.srt", 5_000)):
        write_script(Script((Line(start, start + 2_000, "Anna waits."),)), tmp_path / name)
    times = []

    def survey(movie: Path, *_: object, **__: object) -> GapReport:
        times.append(movie)
        return GapReport("a.mp4", 9_000, (Span(0, 4_000),), (Gap(4_250, 9_000),))

    monkeypatch.setattr("adtool.gaps.survey.survey", survey)
    sources = Sources(movie=tmp_path / "a.mp4")
    revision = compare(tmp_path / "ad.json", tmp_path / "ad.srt", sources, Style())
    assert times == [tmp_path / "a.mp4"]
    assert [fault.rule for fault in revision.mended] == ["speech-overlap"]
    assert revision.made == ()


@pytest.mark.parametrize("missing", ["ad.json", "ad.srt"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, missing: str) -> None:
    for name in {"ad.json", "ad.srt"} - {missing}:
        write_script(Script((Line(0, 1_000, "A."),)), tmp_path / name)
    with pytest.raises(ScriptError, match=rf"{missing}: there is no such file"):
        compare(tmp_path / "ad.json", tmp_path / "ad.srt", Sources(), Style())
