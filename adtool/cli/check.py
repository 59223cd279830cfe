"""``adtool check``: what a reviewer would find in a script."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from adtool.checking import HOUSES, LEVELS, RULES
from adtool.checking.reports.reports import REPORTS
from adtool.checking.run import Sources, Style, check_file
from adtool.cli.options import json_option, output_options, reports, speech_options
from adtool.cli.setting import (
    PATH,
    RATE,
    SECONDS,
    SOME,
    Function,
    Setting,
    settings_options,
    with_options,
)
from adtool.output import STDOUT, check_output, write_text
from adtool.progress import Progress
from adtool.settings import CheckSettings, SpeechSettings

FOUND_ERRORS = 3
"""The exit code where a finding is an error."""

SOURCES = (
    Setting("movie", "--movie", "The movie: its speech is heard.", PATH),
    Setting("gaps", "--gaps", "gaps.json: its speech is taken, none heard.", PATH),
    Setting(
        "subtitles",
        "--subtitles",
        "The dialogue's own (SubRip, WebVTT, ASS, STL, …), or 'track', 'track:2', 'track:eng' in "
        "the movie: taken for the speech.",
        PATH,
    ),
    Setting("cast", "--cast", "cast.json: who is in the movie.", PATH),
    Setting(
        "language",
        "--language",
        "The script's language; the rules about wording know only English.",
        str,
        shown="as the file says, else en",
        metavar="TAG",
    ),
    Setting("strict", "--strict", "Refuse a file with any fault; else read round it.", bool),
)
NUMBERS = (
    Setting("comfortable_rate", "--comfortable-rate", "Words a minute: over it, brisk.", RATE),
    Setting("fast_rate", "--fast-rate", "Words a minute: over it, fast.", RATE),
    Setting("limit_rate", "--limit-rate", "Words a minute: over it, too-fast.", RATE),
    Setting("slow_rate", "--slow-rate", "Words a minute: under it, slow.", RATE),
    Setting("room", "--room", "Seconds to keep free beside speech.", SECONDS, 1000),
    Setting(
        "shortest_pause", "--shortest-pause", "Pause between speech worth a line.", SECONDS, 1000
    ),
    Setting("repeated_words", "--repeated-words", "Words in a row that make a repeat.", SOME),
    Setting("neighbours", "--neighbours", "Lines before a line that it may repeat.", SOME),
    Setting("window", "--window", "Lines in which a distinctive word is alone.", SOME),
)


def _house_defaults(ctx: click.Context, param: click.Parameter, name: str) -> str:
    """Let the house's numbers stand in for the defaults, below flags, variables and the file."""
    given = HOUSES[name].numbers
    numbers = {
        setting.parameter: given[setting.field] / (setting.scale or 1)
        for setting in NUMBERS
        if setting.field in given
    }
    ctx.default_map = {**numbers, **(ctx.default_map or {})}
    return name


def _parse_rules(
    ctx: click.Context, param: click.Parameter, given: Sequence[str]
) -> dict[str, str]:
    levels: dict[str, str] = {}
    for change in given:
        name, equals, level = (part.strip() for part in change.partition("="))
        if not equals or name not in RULES or level not in LEVELS:
            raise click.BadParameter(
                f"{change!r} is not RULE=LEVEL. Levels: {', '.join(LEVELS)}. "
                f"Rules: {', '.join(RULES)}.",
                ctx,
                param,
            )
        levels[name] = level
    return levels


def style_options(command: Function) -> Function:
    """Add what is asked of a script; the command gets ``style``, a ``Style``."""

    @functools.wraps(command)
    def collected(
        *args: Any, house: str, rule: Mapping[str, str], numbers: CheckSettings, **values: Any
    ) -> Any:
        return command(*args, style=Style(house, rule, numbers), **values)

    return with_options(
        collected,
        [
            click.option(
                "--house",
                type=click.Choice(list(HOUSES)),
                default=Style().house,
                is_eager=True,
                callback=_house_defaults,
                help="House style: a set of levels and numbers.",
            ),
            click.option(
                "--rule",
                metavar="RULE=LEVEL",
                multiple=True,
                callback=_parse_rules,
                help=f"Give a rule another level: {', '.join(LEVELS)}. May be repeated.",
            ),
            settings_options("numbers", CheckSettings, NUMBERS),
        ],
    )


@click.command(epilog=f"Rules: {', '.join(RULES)}.")
@click.argument("script", type=click.Path(path_type=Path, allow_dash=True))
@settings_options("sources", Sources, SOURCES)
@output_options(list(REPORTS), required=False, meaning="Where the report goes; else to stdout.")
@style_options
@speech_options
@json_option
@reports
def check(
    script: Path,
    sources: Sources,
    style: Style,
    output: Path | None,
    formats: tuple[str, ...],
    overwrite: bool,
    speech: SpeechSettings,
    as_json: bool,
    progress: Progress,
) -> None:
    """Find in SCRIPT what a reviewer would find.

    Any AD script is read, by whomever it was written: SubRip, WebVTT, TTML or JSON; - is standard
    input. Each finding has its level, time, line, rule and advice. What the rules rest on is told
    with them: guides, which differ from house to house, so that each rule can be changed.

    The exit code is 3 if there are errors, and 0 if there are warnings and notes only.
    """
    form = _form(output, formats, as_json)
    target = output or Path(STDOUT)
    check_output(target, overwrite=overwrite)
    report = check_file(script, sources, style, speech, progress)
    write_text(target, REPORTS[form](report))
    if report.levels["error"]:
        raise click.exceptions.Exit(FOUND_ERRORS)


def _form(output: Path | None, formats: Sequence[str], as_json: bool) -> str:
    """Return the form of the report that is meant."""
    if as_json and formats not in ((), ("json",)):
        raise click.UsageError("--json and --format name different forms.")
    if len(formats) > 1:
        raise click.UsageError("A report has one form: name one with --format.")
    told = {"sarif": "sarif", "json": "json"}.get(output.suffix[1:].lower()) if output else None
    return "json" if as_json else formats[0] if formats else told or "text"
