"""Errors of usage name the option and a value that works."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from adtool.cli import group
from adtool.cli.example import example
from adtool.cli.manual import commands


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["describe", "f.mp4", "-o", "a.srt", "--rate", "fast"], "--rate 160"),
        (["describe", "f.mp4", "-o", "a.srt", "--speech", "loud"], "--speech pyannote"),
        (["describe", "f.mp4", "-o", "a.srt", "--beams", "0"], "--beams 5"),
        (["describe", "f.mp4", "-o", "a.srt", "--margin", "-1"], "--margin 0.25"),
        (["describe", "f.mp4", "-o", "a.srt", "--minutes", "x"], "--minutes 10"),
        (["describe", "f.mp4", "-o", "a.srt", "--shard", "5"], "--shard 1/4"),
        (["describe", "f.mp4", "-o", "a.srt", "--timecode", "fast"], "--timecode 25"),
        (["describe", "f.mp4", "-o", "a.srt", "--face-threshold", "2"], "--face-threshold 0.5"),
        (["check", "a.srt", "--rule", "x"], "--rule we-see=error"),
        (["check", "a.srt", "--house", "bbc"], "--house netflix"),
        (["check", "a.srt", "--numbers-in-words", "900"], "--numbers-in-words 0"),
        (["convert", "a.srt", "-o", "b.srt", "--shift", "soon"], "--shift 0"),
        (["convert", "a.srt", "-o", "b.srt", "--progress", "pie"], "--progress auto"),
        (["eval", "--seed", "no"], "--seed 0"),
    ],
)
def test_a_wrong_value_is_told_with_one_that_works(arguments: list[str], hint: str) -> None:
    result = CliRunner().invoke(group, arguments)
    assert result.exit_code == 2, result.output
    assert f"For example: {hint}" in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["describe", "f.mp4"], "Missing option '-o' or '--output'. For example: --output ad.srt"),
        (["describe", "f.mp4", "-o"], "'-o' requires an argument. For example: --output ad.srt"),
        (["check", "a.srt", "--cast"], "requires an argument. For example: --cast cast.json"),
        (["gaps", "f.mp4", "-o", "-", "--margin"], "an argument. For example: --margin 0.25"),
    ],
)
def test_what_is_missing_is_told_with_an_example(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(group, arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["convert", "a.srt", "-o", "b.srt", "--language", "no way"], "language tag, like en or"),
        (["describe", "f.mp4", "-o", "a.srt", "--begin", "soon"], "no time like 90, 1:30 or 0:01"),
        (["convert", "a.srt", "-o", "b.srt", "--fps", "3"], "not two frame rates, like 25:23.976"),
    ],
)
def test_a_message_with_an_example_gets_no_other(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(group, arguments)
    assert said in " ".join(result.stderr.split())
    assert "For example" not in result.stderr


def test_every_example_is_taken_by_its_option() -> None:
    tried = 0
    for ctx in commands():
        for option in ctx.command.params:
            if not isinstance(option, click.Option) or option.is_flag or not example(option):
                continue
            value = example(option)
            option.process_value(ctx, (value,) if option.multiple else value)
            tried += 1
    assert tried > 150
