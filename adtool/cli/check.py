"""``adtool check``: what a reviewer would find in a script."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from adtool.checking import HOUSES, LEVELS, RULES
from adtool.checking.reports.reports import REPORTS, Report, joined
from adtool.checking.run import Heard, Sources, Style, check_file
from adtool.cli.helpful import command
from adtool.cli.house_option import read as read_house
from adtool.cli.language import language_tag
from adtool.cli.layout_options import ORIGINAL, START, TIMECODE, layout_options
from adtool.cli.listed import listed_inputs
from adtool.cli.options import json_option, one_form, output_options, reports
from adtool.cli.pipeline_options import speech_options
from adtool.cli.setting import (
    COUNT,
    PATH,
    RATE,
    SECONDS,
    SOME,
    Function,
    Setting,
    settings_options,
    usage,
    with_options,
)
from adtool.cli.several import exit_if_failed, for_each
from adtool.output import STDOUT, rewriting, write_text
from adtool.progress import Progress
from adtool.scripts import write_script
from adtool.scripts.formats import rewritable
from adtool.scripts.layout import LayoutSettings, timecode_of
from adtool.scripts.targets import Kind, Target, check_targets, missing, targets_of
from adtool.settings import CheckSettings, SpeechSettings

REPORT_FILES = Kind(
    what="scripts",
    verb="check",
    suffixes={"text": ".txt", "json": ".json", "sarif": ".sarif"},
    told=lambda path: {".json": "json", ".sarif": "sarif"}.get(path.suffix.lower(), "text"),
    default=("text",),
    in_folder="{stem}.check.{ext}",
)
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
        "The script's language: rules that do not know it are left out.",
        str,
        shown="as the file says, else what its letters and words look like",
        metavar="TAG",
        callback=language_tag,
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
    Setting("longest_words", "--longest-words", "Most words of a line; 0: any number.", COUNT),
    Setting(
        "longest_characters", "--longest-characters", "Most characters of a line; 0: any.", COUNT
    ),
    Setting(
        "numbers_in_words",
        "--numbers-in-words",
        "Whole numbers up to this one, at most 100, are written in words; 0: none.",
        click.IntRange(0, 100),
    ),
    Setting("full_names", "--full-names", "Who is of the cast is first named in full.", bool),
)


def _house_defaults(ctx: click.Context, param: click.Parameter, name: str) -> str:
    """Let the house's numbers stand in for the defaults, below flags, variables and the file."""
    given = read_house(ctx, param, name).numbers
    numbers = {
        setting.parameter: setting.shown_as(given[setting.field])
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
                "--rules",
                "house",
                metavar="NAME|FILE",
                default=Style().house,
                is_eager=True,
                callback=_house_defaults,
                help=f"House style, its levels and numbers: a TOML file, or {', '.join(HOUSES)}.",
            ),
            click.option(
                "--rule",
                metavar="RULE=LEVEL",
                multiple=True,
                callback=_parse_rules,
                help=f"Give a rule another level: {', '.join(LEVELS)}. May be repeated.",
            ),
            settings_options("numbers", CheckSettings, NUMBERS, "Numbers behind the rules"),
        ],
    )


@command(
    first=(
        *("movie", "gaps", "subtitles", "cast", "house", "rule", "fix", "output", "format"),
        "timecode",
    ),
    epilog=f"Rules: {', '.join(RULES)}.",
)
@listed_inputs("scripts", "SCRIPT", dash=True)
@settings_options("sources", Sources, SOURCES, "What is known of the script")
@layout_options(TIMECODE, START, ORIGINAL)
@output_options(
    list(REPORTS),
    required=False,
    meaning="Where the report goes, else to stdout: a file, a folder (it gets SCRIPT.check.txt), "
    "or a template like '{stem}.check.{ext}'.",
    in_folder=REPORT_FILES.in_folder,
)
@style_options
@click.option(
    "--fix",
    is_flag=True,
    help="Mend what is mechanical, show how (even with -q), keep a copy: SCRIPT.bak; then check.",
)
@speech_options
@json_option
@reports
def check(
    scripts: tuple[Path, ...],
    sources: Sources,
    layout: LayoutSettings,
    style: Style,
    output: Path | None,
    formats: tuple[str, ...],
    overwrite: bool,
    skip_existing: bool,
    fix: bool,
    speech: SpeechSettings,
    as_json: bool,
    progress: Progress,
) -> None:
    """Find in each SCRIPT what a reviewer would find.

    Any AD script is read, by whomever it was written: SubRip, WebVTT, TTML, JSON, ASS, SBV and what
    else --subtitles reads; - is standard input. Each finding has its level, time, line, rule and
    advice. What the rules rest on is told with them: guides, which differ from house to house, so
    that each rule can be changed.

    --fix mends spaces, stops, capitals, the words that the house has others for, and lines that run
    a little into the next or into speech; no word is cut. All else is left to a describer.

    The exit code is 3 if there are errors, and 0 if there are warnings and notes only.
    """
    with usage():
        layout.layout()
        if fix and any(str(script) == STDOUT for script in scripts):
            raise ValueError("--fix is for files, which are written anew")
        if len(scripts) > 1 and (sources.movie or sources.gaps or sources.subtitles):
            raise ValueError("--movie, --gaps and --subtitles belong to one script")
        form = one_form(formats, "a report", as_json=as_json)
        targets: list[tuple[Target, ...]] = [((Path(STDOUT), form or "text"),)] * len(scripts)
        if output and str(output) != STDOUT:
            targets = targets_of(scripts, output, (form,) if form else (), REPORT_FILES)
    if output:
        check_targets(scripts, targets, output, overwrite=overwrite, skip_existing=skip_existing)

    def check_one(work: tuple[Path, Sequence[Target]]) -> Report | None:
        script, files = work
        left = missing(files, skip_existing=skip_existing)
        if not left:
            progress.note(f"{script.name}: is done already.")
            return None
        told = replace(sources, layout=layout)
        known = _mend(script, told, style, speech, progress) if fix else None
        report = check_file(script, told, style, speech, progress, known)
        for path, form in left:
            if str(path) != STDOUT:
                write_text(path, REPORTS[form](report))
        return report

    work = list(zip(scripts, targets, strict=True))
    done = for_each(work, check_one, lambda one: one[0])
    found = [one for one in done if isinstance(one, Report)]
    if found and output in (None, Path(STDOUT)):
        write_text(STDOUT, joined(found, targets[0][0][1]))
    exit_if_failed(done)
    if any(report.levels["error"] for report in found):
        raise click.exceptions.Exit(FOUND_ERRORS)


def _mend(
    script: Path, sources: Sources, style: Style, speech: SpeechSettings, progress: Progress
) -> Heard:
    """Write a script anew with what is mechanical mended, show it, and return what was heard."""
    from adtool.checking.run import mended
    from adtool.revision import REPORTS, revise

    name = rewritable(script)
    before, after, known = mended(script, sources, style, speech, progress)
    revision = revise(before, after, names=(f"{script.name}.bak", script.name))
    if revision.is_same:
        progress.note(f"{script.name}: there is nothing that can be mended by rule.")
        return known
    layout = sources.layout.layout(timecode_of(after))
    with rewriting(script) as copy:
        write_script(after, script, name, layout)
    told = REPORTS["text"](replace(revision, draft=copy.name)).rstrip()
    click.echo(told, err=True)  # whatever --quiet and --no-progress say: a file was changed
    return known
