"""``adtool convert``: a script in one format, the same script in others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

import click

from adtool.cli.options import output_options, reports
from adtool.errors import AdtoolError
from adtool.output import STDOUT, check_output, check_output_folder
from adtool.progress import SILENT, Progress
from adtool.scripts import FORMATS, Reading, examine, format_of, losses, refuse_losses, write_script
from adtool.scripts.retiming import frame_rate, retime
from adtool.timeline import Script

SHOWN = 10
"""Faults of one file that are told one by one."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
Target = tuple[Path, str]  # a file, and the format it gets


def _parse_fps(ctx: click.Context, param: click.Parameter, given: str | None) -> Fraction:
    if given is None:
        return Fraction(1)
    old, colon, new = given.partition(":")
    if not colon:
        raise click.BadParameter(f"{given!r} is not two frame rates, like 25:23.976.", ctx, param)
    try:
        return frame_rate(old) / frame_rate(new)
    except ValueError as error:
        raise click.BadParameter(f"{error}.", ctx, param) from error


def _parse_shift(ctx: click.Context, param: click.Parameter, given: float) -> int:
    if not math.isfinite(given):
        raise click.BadParameter(f"{given} is no number of seconds.", ctx, param)
    return round(given * 1000)


def _parse_language(ctx: click.Context, param: click.Parameter, given: str | None) -> str | None:
    if given is not None and not _LANGUAGE.fullmatch(given):
        raise click.BadParameter(f"{given!r} is no language tag, like en or pt-BR.", ctx, param)
    return given


@click.command()
@click.argument(
    "scripts",
    metavar="SCRIPT...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
)
@output_options(
    list(FORMATS), meaning="File to write, - for stdout, or a folder (then say --format)."
)
@click.option(
    "--shift",
    metavar="SECONDS",
    type=click.FloatRange(-1e6, 1e6),
    default=0.0,
    callback=_parse_shift,
    help="Move all by so many seconds, after --fps; negative: earlier.",
)
@click.option(
    "--fps",
    metavar="FROM:TO",
    callback=_parse_fps,
    show_default="no change",
    help="Change from the film's one frame rate to its other, like 25:23.976.",
)
@click.option(
    "--language",
    metavar="TAG",
    callback=_parse_language,
    show_default="as the file says, else en",
    help="The language that the script is in, like de or pt-BR.",
)
@click.option("--strict", is_flag=True, help="Refuse files with any fault; else read round it.")
@reports
def convert(
    scripts: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    overwrite: bool,
    shift: int,
    fps: Fraction,
    language: str | None,
    strict: bool,
    progress: Progress,
) -> None:
    """Convert each SCRIPT to other formats, or to other times.

    SubRip, WebVTT, TTML (DAPT, IMSC and others) and adtool's JSON are read and written; - is
    standard input. Faults of a file are told with their line, and the rest of it is converted.
    What a format has no place for is named.
    """
    targets = _targets(scripts, output, formats)
    if len(scripts) > 1:
        check_output_folder(output)
    for path, _ in (target for files in targets for target in files):
        check_output(path, overwrite=overwrite)
    run = _Run(fps, shift, language, strict, progress)
    failed = False
    listener = progress if len(scripts) > 1 else SILENT
    with listener.stage("Converting", len(scripts)) as stage:
        for source, files in zip(scripts, targets, strict=True):
            try:
                run.convert(source, files)
            except AdtoolError as error:
                if len(scripts) == 1:
                    raise
                click.echo(f"Error: {' '.join(str(error).split())}", err=True)
                failed = True
            stage.advance()
    run.tell_losses()
    if failed:
        raise click.exceptions.Exit(1)


def _targets(
    scripts: Sequence[Path], output: Path, formats: Sequence[str]
) -> list[tuple[Target, ...]]:
    """Return for each script which files it gets; refuse what cannot be meant."""
    if str(output) == STDOUT:
        if len(formats) != 1 or len(scripts) > 1:
            raise click.UsageError("Standard output takes one script in one format: say --format.")
        return [((output, formats[0]),)]
    if len(scripts) > 1 or output.is_dir():
        return _targets_in_folder(scripts, output, formats)
    if len(formats) > 1:
        return [tuple((output.with_suffix(FORMATS[name].suffix), name) for name in formats)]
    return [((output, formats[0] if formats else format_of(output)),)]


def _targets_in_folder(
    scripts: Sequence[Path], folder: Path, formats: Sequence[str]
) -> list[tuple[Target, ...]]:
    if folder.is_file():
        raise click.UsageError("Several scripts need a folder: -o DIR.")
    if not formats:
        raise click.UsageError("In a folder no extension tells the format: say --format.")
    stems = ["script" if str(path) == STDOUT else path.stem for path in scripts]
    twice = [stem for stem, count in Counter(stems).items() if count > 1]
    if twice:
        raise click.UsageError(f"Several scripts are called {twice[0]!r}: convert them apart.")
    return [
        tuple((folder / f"{stem}{FORMATS[name].suffix}", name) for name in formats)
        for stem in stems
    ]


@dataclass
class _Run:
    """What all files of one call share, and what was lost in any of them."""

    factor: Fraction
    shift: int
    language: str | None
    strict: bool
    progress: Progress
    not_read: dict[str, None] = field(default_factory=dict)
    not_written: dict[str, dict[str, None]] = field(default_factory=dict)

    def convert(self, source: Path, files: Sequence[Target]) -> None:
        """Read a script and write its files."""
        reading = examine(source)
        if self.strict:
            refuse_losses(source, reading, strict=True)
        self._tell_faults(source, reading)
        script = self._retimed(source, reading.script)
        if self.language:
            script = replace(script, language=self.language)
        for path, name in files:
            write_script(script, path, name)
            self._note_losses(source, reading, script, name)

    def tell_losses(self) -> None:
        """Name, once for all files, what they held and what the new ones have no place for."""
        if self.not_read:
            self.progress.note(f"Not kept: {', '.join(self.not_read)}.")
        for name, lost in self.not_written.items():
            self.progress.note(f"{FORMATS[name].title} has no place for: {', '.join(lost)}.")

    def _tell_faults(self, source: Path, reading: Reading) -> None:
        self.not_read |= dict.fromkeys(reading.unkept)
        for fault in reading.faults[:SHOWN]:
            lost = "; left out" if fault.lost else ""
            self.progress.note(f"Warning: {source}:{fault.line}: {fault.what}{lost}")
        if len(reading.faults) > SHOWN:
            more = len(reading.faults) - SHOWN
            self.progress.note(f"Warning: {source}: {more} more faults like these")

    def _retimed(self, source: Path, script: Script) -> Script:
        retimed = retime(script, self.factor, self.shift)
        if gone := len(script.lines) - len(retimed.lines):
            self.progress.note(f"Warning: {source}: left out before the start: {gone} of its lines")
        return retimed

    def _note_losses(self, source: Path, reading: Reading, script: Script, name: str) -> None:
        lost = list(losses(script, name))
        if not self.language and not reading.names_language:
            if "language" in lost:
                lost.remove("language")  # it was never there
            else:
                guess = f"taken to be {script.language!r} (say --language)"
                self.progress.note(f"{source} names no language: {guess}.")
        if lost:
            self.not_written.setdefault(name, {}).update(dict.fromkeys(lost))
