"""``adtool check``: what a reviewer would find in a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from adtool.cast.cast import read_cast
from adtool.cast.character import Cast
from adtool.checking import HOUSES, LEVELS, RULES, Subject
from adtool.checking.reports.reports import REPORTS
from adtool.cli.options import json_option, output_options, reports, speech_options
from adtool.cli.setting import RATE, SECONDS, SOME, Setting, settings_options
from adtool.output import STDOUT, check_output, write_text
from adtool.progress import Progress
from adtool.scripts import Reading, examine, refuse_losses
from adtool.settings import CheckSettings, SpeechSettings
from adtool.timeline import Span

FOUND_ERRORS = 3
"""The exit code where a finding is an error."""

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


@click.command(epilog=f"Rules: {', '.join(RULES)}.")
@click.argument("script", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--movie", type=click.Path(path_type=Path), help="The movie: its speech is heard.")
@click.option(
    "--gaps", type=click.Path(path_type=Path), help="gaps.json: its speech is taken, none heard."
)
@click.option(
    "--subtitles",
    type=click.Path(path_type=Path),
    help="The dialogue's own .srt or .vtt: its times are taken for the speech.",
)
@click.option("--cast", type=click.Path(path_type=Path), help="cast.json: who is in the movie.")
@click.option(
    "--language",
    metavar="TAG",
    default="",
    show_default="as the file says, else en",
    help="The script's language; the rules about wording know only English.",
)
@click.option(
    "--house",
    type=click.Choice(list(HOUSES)),
    default="adtool",
    is_eager=True,
    callback=_house_defaults,
    help="House style: a set of levels and numbers.",
)
@click.option(
    "--rule",
    metavar="RULE=LEVEL",
    multiple=True,
    callback=_parse_rules,
    help=f"Give a rule another level: {', '.join(LEVELS)}. May be repeated.",
)
@click.option("--strict", is_flag=True, help="Refuse a file with any fault; else read round it.")
@output_options(list(REPORTS), required=False, meaning="Where the report goes; else to stdout.")
@settings_options("numbers", CheckSettings, NUMBERS)
@speech_options
@json_option
@reports
def check(
    script: Path,
    movie: Path | None,
    gaps: Path | None,
    subtitles: Path | None,
    cast: Path | None,
    language: str,
    house: str,
    rule: Mapping[str, str],
    strict: bool,
    output: Path | None,
    formats: tuple[str, ...],
    overwrite: bool,
    numbers: CheckSettings,
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
    if gaps and (movie or subtitles):
        raise click.UsageError("--gaps says when somebody speaks; leave --movie and --subtitles.")
    form = _form(output, formats, as_json)
    target = output or Path(STDOUT)
    check_output(target, overwrite=overwrite)
    from adtool.checking import check as find
    from adtool.checking import subject_of
    from adtool.checking.figures import figures
    from adtool.checking.reports.reports import Report

    reading = _read(script, strict)
    spoken, duration = _speech(movie, gaps, subtitles, speech, progress)
    subject = subject_of(
        reading,
        language=language,
        speech=spoken,
        cast=_cast(cast, movie),
        duration=duration,
    )
    findings = find(subject, numbers, {**HOUSES[house].levels, **rule})
    unchecked = tuple(_unchecked(subject))
    report = Report(str(script), house, findings, figures(subject, numbers), unchecked)
    write_text(target, REPORTS[form](report))
    if any(finding.level == "error" for finding in findings):
        raise click.exceptions.Exit(FOUND_ERRORS)


def _form(output: Path | None, formats: Sequence[str], as_json: bool) -> str:
    """Return the form of the report that is meant."""
    if as_json and formats not in ((), ("json",)):
        raise click.UsageError("--json and --format name different forms.")
    if len(formats) > 1:
        raise click.UsageError("A report has one form: name one with --format.")
    told = {"sarif": "sarif", "json": "json"}.get(output.suffix[1:].lower()) if output else None
    return "json" if as_json else formats[0] if formats else told or "text"


def _read(script: Path, strict: bool) -> Reading:
    reading = examine(script)
    if strict:
        refuse_losses(script, reading, strict=True)
    return reading


def _cast(path: Path | None, movie: Path | None) -> Cast | None:
    return read_cast(path, movie.name if movie else "") if path else None


def _speech(
    movie: Path | None,
    gaps: Path | None,
    subtitles: Path | None,
    settings: SpeechSettings,
    progress: Progress,
) -> tuple[tuple[Span, ...] | None, int]:
    """Return when somebody speaks, None where nothing tells, and the movie's length."""
    if gaps:
        from adtool.gaps.report import read_gaps

        known = read_gaps(gaps)
        return known.speech, known.duration
    if movie:
        from adtool.gaps.survey import survey

        found = survey(movie, settings, subtitles=subtitles, progress=progress)
        return found.speech, found.duration
    if subtitles:
        from adtool.speech.subtitles import read_dialogue

        return read_dialogue(subtitles), 0
    return None, 0


def _unchecked(subject: Subject) -> Iterator[str]:
    """Say what could not be looked at, and what would make it possible."""
    if subject.speech is None:
        yield "speech; name --movie, --gaps or --subtitles."
    if subject.cast is None:
        yield "names; name --cast."
    if not subject.english:
        yield f"wording; the rules know English, and the script is {subject.script.language!r}."
