"""A script's file checked with what is known of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from adtool.checking.run import Sources, Style, check_file
from adtool.errors import AdtoolError, GapsError, ScriptError
from adtool.gaps.report import GapReport, write_gaps
from adtool.scripts import write_script
from adtool.settings import CheckSettings
from adtool.timeline import Gap, Line, Script, Span

SCRIPT = """1
00:00:01,000 --> 00:00:04,000
Tom sits down in a chair.

2
00:00:70,000 --> 00:00:75,000
Lost.

3
00:00:06,000 --> 00:00:09,000
We see Anna by the window.
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    (tmp_path / "ad.srt").write_text(SCRIPT)
    return tmp_path / "ad.srt"


def rules(path: Path, *given: object) -> list[str]:
    return [finding.rule for finding in check_file(path, *given).findings]  # type: ignore[arg-type]


def test_with_the_file_alone_what_is_not_known_is_named(script: Path) -> None:
    report = check_file(script)
    assert (report.path, report.house) == (str(script), "adtool")
    assert [finding.rule for finding in report.findings] == ["lost-text", "we-see"]
    assert report.figures.lines == 2
    assert report.unchecked == (
        "speech; name --movie, --gaps or --subtitles.",
        "names; name --cast.",
    )


def test_speech_is_taken_from_gaps_or_from_subtitles(script: Path) -> None:
    gaps, subtitles = script.with_name("gaps.json"), script.with_name("film.vtt")
    write_gaps(GapReport("a.mp4", 9_000, (Span(0, 2_000),), (Gap(2_250, 9_000),)), gaps)
    subtitles.write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nHello.\n")
    for known in (Sources(gaps=gaps), Sources(subtitles=subtitles)):
        report = check_file(script, known)
        assert report.findings[1].rule == "speech-overlap"
        assert report.unchecked == ("names; name --cast.",)


def test_speech_known_from_two_sides_is_refused() -> None:
    for also in ({"movie": Path("a.mp4")}, {"subtitles": Path("a.srt")}):
        with pytest.raises(ValueError, match="--gaps says when somebody speaks"):
            Sources(gaps=Path("gaps.json"), **also)


def test_a_cast_finds_names_that_it_does_not_have(script: Path) -> None:
    cast = script.with_name("cast.json")
    cast.write_text('{"characters": [{"name": "Tom"}]}')
    assert "unknown-name" in rules(script, Sources(cast=cast))


def test_rules_about_english_are_left_out_where_another_language_is_told(script: Path) -> None:
    report = check_file(script, Sources(language="de"))
    assert [finding.rule for finding in report.findings] == ["lost-text"]
    assert report.unchecked[-1] == (
        "wording (past-tense, we-see, camera-terms, emotion-words, "
        "nothing-distinctive, unknown-name, unclear-name); these rules know English, "
        "and the script is 'de'. "
        "If it is English, say --language en."
    )


def test_levels_go_before_those_of_the_house(script: Path) -> None:
    def levels(style: Style) -> dict[str, str]:
        return {found.rule: found.level for found in check_file(script, None, style).findings}

    assert levels(Style())["we-see"] == "warning"
    assert levels(Style("acb"))["we-see"] == "error"
    assert levels(Style("acb", {"we-see": "note"}))["we-see"] == "note"
    assert "we-see" not in levels(Style("wcag"))
    with pytest.raises(AdtoolError, match="no house style 'ours'"):
        check_file(script, None, Style("ours"))


def test_the_numbers_count_that_are_given(script: Path) -> None:
    slow = CheckSettings(comfortable_rate=100, fast_rate=110, limit_rate=115)
    assert rules(script, None, Style(numbers=slow)).count("too-fast") == 2


def test_strict_refuses_a_file_that_lost_something(script: Path) -> None:
    with pytest.raises(ScriptError, match="line 6"):
        check_file(script, Sources(strict=True))


@pytest.mark.parametrize("duration", [8_500, 9_000, 9_500])
def test_gaps_of_the_scripts_movie_are_taken(tmp_path: Path, duration: int) -> None:
    script, gaps = _script_and_gaps(tmp_path, duration)
    assert check_file(script, Sources(gaps=gaps)).unchecked == ("names; name --cast.",)


@pytest.mark.parametrize("duration", [0, 8_499, 9_501, 5_400_000])
def test_gaps_of_another_movie_than_the_scripts_are_refused(tmp_path: Path, duration: int) -> None:
    script, gaps = _script_and_gaps(tmp_path, duration)
    with pytest.raises(
        GapsError, match=r"has the gaps of another movie: b\.mp4 is .* ad\.json 0:00"
    ):
        check_file(script, Sources(gaps=gaps))


def _script_and_gaps(folder: Path, duration: int) -> tuple[Path, Path]:
    line = Line(1_000, 2_500, "Anna opens the door.")
    write_script(Script((line,), movie="a.mp4", duration=9_000), folder / "ad.json")
    write_gaps(GapReport("b.mp4", duration, (), ()), folder / "gaps.json")
    return folder / "ad.json", folder / "gaps.json"
