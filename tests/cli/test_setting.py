"""Options made of settings: their defaults, their units, earlier spellings, and contradictions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from adtool.cli import group
from adtool.cli.setting import COUNT, SECONDS, TIME, Setting, is_given, settings_options


@dataclass(frozen=True, slots=True)
class Walk:
    """What a pretended command takes."""

    place: str
    pace: int = 4
    rest: int = 1500
    friends: tuple[str, ...] = ()
    slow: bool = False
    shoes: str | None = None

    def __post_init__(self) -> None:
        if self.slow and self.pace > 4:
            raise ValueError("the pace is not slow")


OPTIONS = (
    Setting("place", "--place", "Where.", str),
    Setting("pace", "--pace", "How fast.", COUNT, was="--speed"),
    Setting("rest", "--long-rest", "For how long.", SECONDS, 1000, shown="a while"),
    Setting("friends", "--friend", "With whom.", str, multiple=True, metavar="NAME"),
    Setting("slow", "--slow", "Without haste.", bool),
    Setting("shoes", "--shoes", "In what.", str),
)


@click.command(context_settings={"show_default": True, "auto_envvar_prefix": "WALK"})
@settings_options("walk", Walk, OPTIONS)
def command(walk: Walk) -> None:
    """Show the settings."""
    click.echo(f"{walk} {is_given('pace')} {is_given('long_rest')}")


def walk(*arguments: str, **given: dict[str, str]) -> Result:
    return CliRunner().invoke(command, ["--place", "lake", *arguments], **given)  # type: ignore[arg-type]


def test_what_is_not_given_is_the_fields_own_default() -> None:
    assert walk().output == f"{Walk('lake')} False False\n"


def test_what_is_given_reaches_its_field_in_the_fields_unit() -> None:
    said = walk("--pace", "3", "--long-rest", "0.25", "--friend", "A", "--friend", "B", "--slow")
    assert said.output == f"{Walk('lake', 3, 250, ('A', 'B'), True)} True True\n"


def test_a_field_without_a_default_is_a_required_option() -> None:
    result = CliRunner().invoke(command, [])
    assert result.exit_code == 2
    assert "Missing option '--place'" in result.output


def test_the_help_says_the_default_or_what_stands_for_it() -> None:
    said = " ".join(CliRunner().invoke(command, ["--help"]).output.split())
    assert "--pace NUMBER How fast. [default: 4; x>=0]" in said
    assert "[default: (a while); 0<=x<=86400]" in said
    assert "--friend NAME With whom." in said
    assert "--slow Without haste. --shoes TEXT In what. --help" in said


def test_values_that_contradict_each_other_are_a_usage_error() -> None:
    result = walk("--slow", "--pace", "9")
    assert result.exit_code == 2
    assert "Error: The pace is not slow." in result.output


def test_an_earlier_spelling_still_works_and_is_not_shown() -> None:
    assert walk("--speed", "2").output.startswith(f"{Walk('lake', 2)}")
    assert walk(env={"WALK_SPEED": "3"}).output.startswith(f"{Walk('lake', 3)}")
    file = {"default_map": {"speed": 5}}
    assert walk(**file).output.startswith(f"{Walk('lake', 5)}")
    assert "--speed" not in CliRunner().invoke(command, ["--help"]).output


@pytest.mark.parametrize(
    ("arguments", "env", "pace"),
    [
        (["--speed", "2", "--pace", "3"], {}, 3),
        (["--speed", "2"], {"WALK_PACE": "3"}, 2),
        (["--pace", "2"], {"WALK_SPEED": "3"}, 2),
    ],
)
def test_of_two_spellings_the_one_that_was_given_nearer_counts(
    arguments: list[str], env: dict[str, str], pace: int
) -> None:
    assert walk(*arguments, env=env).output.startswith(f"{Walk('lake', pace)}")


def test_a_value_of_the_wrong_kind_is_refused_by_either_spelling() -> None:
    for flag in ("--pace", "--speed"):
        result = walk(flag, "much")
        assert result.exit_code == 2
        assert f"Invalid value for '{flag}'" in result.output


def test_describe_takes_the_frame_reader_by_its_earlier_name(tmp_path: Path) -> None:
    file = tmp_path / "adtool.toml"
    file.write_text('[describe]\nframes = "eyes"\n')
    output = ["a.mp4", "-o", str(tmp_path / "ad.srt")]
    for code, given in (
        (2, ["describe", "--frames", "eyes"]),
        (1, ["--config-file", str(file), "describe"]),
    ):
        result = CliRunner().invoke(group, [*given, *output])
        assert result.exit_code == code
        assert "'eyes' is not one of 'pyav', 'decord'" in result.stderr
    assert f"{file}: frames in [describe]: " in result.stderr


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("90", 90_000),
        ("0", 0),
        ("1:30", 90_000),
        ("0:01:30.5", 90_500),
        ("1:02:03", 3_723_000),
        ("01:02:03,25", 3_723_250),
        (" 7.125 ", 7_125),
        ("90:00", 5_400_000),
        ("5400", 5_400_000),
        ("0:00:00.001", 1),
    ],
)
def test_a_time_in_a_movie_is_read_as_people_write_it(text: str, time: int) -> None:
    assert TIME.convert(text, None, None) == time


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "-1",
        "1:",
        ":30",
        "1:2:3:4",
        "1e3",
        "1.5:00",
        "٣",
        "nan",
        "inf",
        "1:30 h",
        "1;30",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter, match=r"is no time like 90, 1:30 or 0:01:30\.5"):
        TIME.convert(text, None, None)


def test_a_time_that_is_a_default_is_in_milliseconds_already() -> None:
    assert TIME.convert(1500, None, None) == 1500
