"""``adtool convert``: a script in one format, the same script in others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import click

from adtool.cli.helpful import command
from adtool.cli.language import language_tag
from adtool.cli.layout_options import (
    ORIGINAL,
    START,
    TIMECODE,
    dialogue_option,
    layout_options,
    read_around,
)
from adtool.cli.listed import listed_inputs
from adtool.cli.options import output_options, reports
from adtool.cli.reworking import REWORKING, Reworking
from adtool.cli.setting import PATH, Setting, settings_options, usage
from adtool.cli.several import exit_if_failed, for_each
from adtool.output import STDOUT, rewriting
from adtool.progress import SILENT, Progress
from adtool.scripts import FORMATS, format_of
from adtool.scripts.conversion import Conversion, Converter
from adtool.scripts.formats import rewritable
from adtool.scripts.layout import LayoutSettings, timecode_of_movie
from adtool.scripts.retiming import frame_rate
from adtool.scripts.targets import Target, check_targets, missing, refuse_named_twice, targets_of
from adtool.scripts.timecode import Timecode


def _parse_fps(ctx: click.Context, param: click.Parameter, given: str | None) -> Fraction | None:
    if given is None:
        return None
    old, colon, new = given.partition(":")
    if not colon:
        raise click.BadParameter(f"{given!r} is not two frame rates, like 25:23.976.", ctx, param)
    try:
        return frame_rate(old) / frame_rate(new)
    except ValueError as error:
        raise click.BadParameter(f"{error}.", ctx, param) from error


def _parse_shift(ctx: click.Context, param: click.Parameter, given: float) -> float:
    if not math.isfinite(given):
        raise click.BadParameter(f"{given} is no number of seconds.", ctx, param)
    return given


CONVERSION = (
    Setting(
        "shift",
        "--shift",
        "Move all by so many seconds, after --fps; negative: earlier.",
        click.FloatRange(-1e6, 1e6),
        scale=1000,
        metavar="SECONDS",
        callback=_parse_shift,
    ),
    Setting(
        "factor",
        "--fps",
        "Change from the film's one frame rate to its other, like 25:23.976.",
        str,
        shown="no change",
        metavar="FROM:TO",
        callback=_parse_fps,
    ),
    Setting(
        "language",
        "--language",
        "The language that the script is in, like de or pt-BR.",
        str,
        shown="as the file says, else en",
        metavar="TAG",
        callback=language_tag,
    ),
    Setting("strict", "--strict", "Refuse files with any fault; else read round it.", bool),
)


@command(
    first=(
        *("output", "format", "in_place", "shift", "fps", "timecode", "start_timecode"),
        *("with_dialogue", "draft", "overwrite"),
    )
)
@listed_inputs("scripts", "SCRIPT", dash=True)
@output_options(
    list(FORMATS),
    required=False,
    meaning="File to write, - for stdout, a folder (then say --format), or a template like "
    "'{stem}.{ext}'.",
)
@click.option(
    "--in-place", is_flag=True, help="Write each script anew, and keep a copy: SCRIPT.bak."
)
@settings_options("conversion", Conversion, CONVERSION, "Times and language")
@settings_options("reworking", Reworking, REWORKING, "Parts, cuts and drafts")
@layout_options(TIMECODE, START, ORIGINAL)
@click.option("--movie", type=PATH, help="The movie, whose own timecode is meant.")
@dialogue_option
@reports
def convert(
    scripts: tuple[Path, ...],
    output: Path | None,
    in_place: bool,
    formats: tuple[str, ...],
    overwrite: bool,
    skip_existing: bool,
    conversion: Conversion,
    reworking: Reworking,
    layout: LayoutSettings,
    movie: Path | None,
    with_dialogue: Path | None,
    progress: Progress,
) -> None:
    """Convert each SCRIPT to other formats, or to other times.

    SubRip, WebVTT, TTML (DAPT, IMSC and others), adtool's JSON, Excel and Word tables, CSV, plain
    text and the markers of sound and film editors are read and written; - is standard input. Tables
    may have been worked on: rows moved, added or merged, other headings, tracked changes. Faults of
    a file are told with their line, and the rest of it is converted. What a format has no place for
    is named. --in-place is for other times or another language in the same file.
    """
    with usage():
        if len(scripts) > 1 and (movie or with_dialogue) and not reworking.merge:
            raise ValueError("--movie and --with-dialogue belong to one script; several were given")
        if in_place and reworking.any:
            raise ValueError("--in-place does not go with --merge, --split-at, --new-cut, --draft")
        reworking.refuse(scripts, output)
        named = scripts[:1] if reworking.merge else scripts
        places = [None] if output is None else reworking.outputs(output)
        parts = [
            _targets(named, place, formats, in_place=in_place, skip_existing=skip_existing)
            for place in places
        ]
    for place, targets in zip(places, parts, strict=True):
        if place is not None:
            check_targets(named, targets, place, overwrite=overwrite, skip_existing=skip_existing)
    whole = [scripts] if reworking.merge else [(script,) for script in scripts]
    work = [
        Work(sources, files) for sources, files in zip(whole, zip(*parts, strict=True), strict=True)
    ]
    own = _own_timecode(movie)
    with usage():
        layout.layout(own)
    dialogue = read_around(with_dialogue)
    converter = Converter(conversion, progress, layout, own=own, dialogue=dialogue)
    listener = progress if len(scripts) > 1 else SILENT
    with listener.stage("Converting", len(work)) as stage:

        def convert_one(one: Work) -> None:
            name = one.sources[0].name
            left = [missing(files, skip_existing=skip_existing) for files in one.parts]
            try:
                if not any(left):
                    progress.note(f"{name}: is done already.")
                elif in_place:
                    _rewrite(converter, one.sources[0], progress)
                else:
                    reads = [converter.read(source) for source in one.sources]
                    for read, files in zip(reworking.apply(reads, progress), left, strict=True):
                        converter.write(read, files)
            finally:
                stage.advance()

        done = for_each(work, convert_one, lambda one: one.sources[0])
    converter.note_losses()
    exit_if_failed(done)


class Work(NamedTuple):
    """What is made of some scripts: of one, or of all that are merged."""

    sources: tuple[Path, ...]
    parts: tuple[tuple[Target, ...], ...]


def _own_timecode(movie: Path | None) -> Timecode | None:
    if movie is None:
        return None
    from adtool.media import probe

    return timecode_of_movie(probe(movie))


def _targets(
    scripts: Sequence[Path],
    output: Path | None,
    formats: Sequence[str],
    *,
    in_place: bool,
    skip_existing: bool,
) -> list[tuple[Target, ...]]:
    """Return which files each script gets, or raise a ValueError for what cannot be meant."""
    if in_place == (output is not None):
        raise ValueError("say either --output or --in-place")
    if output is None:
        if skip_existing:
            raise ValueError("--skip-existing is for outputs, and --in-place for the inputs")
        if formats or any(str(script) == STDOUT for script in scripts):
            raise ValueError("--in-place is for files, which stay in their formats")
        refuse_named_twice(scripts)
        return [((script, format_of(script)),) for script in scripts]
    return targets_of(scripts, output, formats)


def _rewrite(converter: Converter, script: Path, progress: Progress) -> None:
    name = rewritable(script)
    read = converter.read(script)  # what cannot be read gets no copy
    with rewriting(script) as copy:
        converter.write(read, ((script, name),))
    progress.note(f"{script.name}: written anew; as it was: {copy.name}")
