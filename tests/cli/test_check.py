"""``adtool check`` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adtool.cli import group
from adtool.gaps.report import GapReport, write_gaps
from adtool.timeline import Gap, Span

GOOD = "1\n00:00:01,000 --> 00:00:04,000\nTom sits down in a chair.\n"
BAD = f"""{GOOD}
2
00:00:70,000 --> 00:00:75,000
Lost.

3
00:00:06,000 --> 00:00:07,000
We see Anna by the old window.
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "ad.srt"
    path.write_text(BAD)
    return path


def check(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["check", *map(str, arguments)])


def test_errors_give_exit_code_3_and_each_finding_its_place(script: Path) -> None:
    result = check(script)
    assert result.exit_code == 3
    assert result.stdout.startswith(
        f"{script}:6: error: No minute or second is over 59: '00:00:70,000 --> 00:00:75,000'. "
        "It was left out; mend it. [lost-text]\n\n"
        f"{script}:10, line 2 at 0:00:06.000: error: Its 7 words have 1.0 s: 420 words a minute, "
        "over 200. Take out 4 words, or give it more time. [too-fast]\n"
        "  “We see Anna by the old window.”\n\n"
    )
    assert "2 lines; 2 errors, 1 warning, 0 notes." in result.stdout
    assert "Not checked: speech; name --movie, --gaps or --subtitles." in result.stdout


def test_a_good_script_gives_exit_code_0(tmp_path: Path) -> None:
    path = tmp_path / "ad.srt"
    path.write_text(GOOD)
    result = check(path)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{path}: 1 lines; 0 errors, 0 warnings, 0 notes.\n")


def test_json_holds_every_finding_and_the_human_figures(script: Path) -> None:
    answer = json.loads(check(script, "--json").stdout)
    assert [finding["rule"] for finding in answer["findings"]] == [
        "lost-text",
        "too-fast",
        "we-see",
    ]
    assert answer["findings"][2]["place"] == 10
    assert answer["findings"][2]["start"] == 6.0
    assert answer["levels"] == {"error": 2, "warning": 1, "note": 0}
    assert answer["human"]["figures"]["lines"] == 2983


def test_sarif_names_rules_levels_and_lines(script: Path, tmp_path: Path) -> None:
    output = tmp_path / "ad.sarif"
    assert check(script, "-o", output).exit_code == 3
    log = json.loads(output.read_text())
    assert log["version"] == "2.1.0"
    run = log["runs"][0]
    result = run["results"][1]
    assert result["ruleId"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
    assert (result["ruleId"], result["level"]) == ("too-fast", "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 10}
    assert place["artifactLocation"]["uri"] == script.as_uri()


def test_rules_are_changed_by_option_file_and_house_in_this_order(
    script: Path, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[check]\nrule = ["we-see=error"]\nlimit_rate = 900\nfast_rate = 800\n')
    arguments = ["--config-file", str(config), "check", str(script), "--json", "--house", "acb"]
    answer = json.loads(CliRunner().invoke(group, arguments).stdout)
    assert answer["rules"] == {"lost-text": 1, "brisk": 1, "we-see": 1}
    arguments += ["--rule", "we-see=off", "--rule", "brisk=off", "--rule", "lost-text=note"]
    result = CliRunner().invoke(group, arguments)
    assert json.loads(result.stdout)["rules"] == {"lost-text": 1}
    assert result.exit_code == 0


def test_speech_comes_from_gaps_or_subtitles(script: Path, tmp_path: Path) -> None:
    gaps, subtitles = tmp_path / "gaps.json", tmp_path / "dialogue.vtt"
    write_gaps(GapReport("a.mp4", 9000, (Span(0, 2000),), (Gap(2250, 9000),)), gaps)
    subtitles.write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nHello.\n")
    for option in (["--gaps", gaps], ["--subtitles", subtitles]):
        rules = json.loads(check(script, "--json", *option).stdout)["rules"]
        assert rules["speech-overlap"] == 1
    result = check(script, "--gaps", gaps, "--subtitles", subtitles)
    assert result.exit_code == 2


def test_a_cast_finds_names_that_it_does_not_have(script: Path, tmp_path: Path) -> None:
    cast = tmp_path / "cast.json"
    cast.write_text('{"characters": [{"name": "Tom"}]}')
    assert json.loads(check(script, "--json", "--cast", cast).stdout)["rules"]["unknown-name"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--rule", "we-see"], 2, "'we-see' is not RULE=LEVEL."),
        (["--rule", "wesee=off"], 2, "'wesee=off' is not RULE=LEVEL."),
        (["--fast-rate", "300"], 2, "The rates must rise"),
        (["-f", "json,text"], 2, "A report has one form"),
        (["--strict"], 1, "ad.srt: line 6: no minute or second is over 59"),
        (["--cast", "nobody.json"], 1, "nobody.json: there is no such file"),
    ],
)
def test_what_cannot_be_meant_is_one_line(
    script: Path, arguments: list[str], code: int, message: str
) -> None:
    result = check(script, *arguments)
    assert result.exit_code == code
    assert message in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 50, b"hello"])
def test_a_file_that_is_no_script_is_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ad.srt"
    path.write_bytes(content)
    result = check(path)
    assert result.exit_code in (0, 1, 3)
    assert "Traceback" not in result.output
    assert str(path) in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
