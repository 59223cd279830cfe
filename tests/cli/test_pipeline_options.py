"""Options of the pipeline: defaults from the settings, finished values for the command."""

from __future__ import annotations

import click
from click.testing import CliRunner

from adtool.cli.pipeline_options import (
    choice_options,
    fitting_options,
    gap_options,
    model_options,
    speech_options,
)
from adtool.settings import (
    ChoiceSettings,
    FittingSettings,
    GapSettings,
    ModelSettings,
    SpeechSettings,
)


def run(command: click.Command, *arguments: str) -> str:
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    return result.output


@click.command()
@speech_options
@gap_options
@model_options
@fitting_options
@choice_options
def settings(
    speech: SpeechSettings,
    gap_settings: GapSettings,
    model_settings: ModelSettings,
    fitting: FittingSettings,
    choice: ChoiceSettings,
) -> None:
    """Show the settings."""
    for group in (speech, gap_settings, model_settings, fitting, choice):
        click.echo(group)


def test_without_options_the_settings_are_the_librarys_own() -> None:
    own = (SpeechSettings(), GapSettings(), ModelSettings(), FittingSettings(), ChoiceSettings())
    assert run(settings) == "".join(f"{group}\n" for group in own)


def test_what_the_choice_is_told_keeps_its_names() -> None:
    shown = run(
        settings, "--repetition-weight", "0.5", "--repeat-tolerance", "1", "--listener", "none"
    )
    told = ChoiceSettings(repetition_weight=0.5, repeat_tolerance=1.0, listener="none")
    assert str(told) in shown
    shown = run(settings, "--choice-beams", "1", "--listening", "0", "--listener-clips", "5")
    assert str(ChoiceSettings(beams=1, listening=0.0, neighbours=5)) in shown


def test_seconds_on_the_command_line_become_milliseconds() -> None:
    shown = run(settings, "--margin", "0.1", "--minimum-gap", "1.5")
    assert str(GapSettings(margin=100, minimum=1500)) in shown


def test_an_unknown_detector_is_a_usage_error() -> None:
    result = CliRunner().invoke(settings, ["--speech", "ears"])
    assert result.exit_code == 2
    assert "'ears' is not one of 'pyannote'" in result.output
