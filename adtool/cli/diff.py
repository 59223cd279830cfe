"""``adtool diff``: what a describer changed in a draft."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from adtool.checking.run import Sources, Style
from adtool.cli.check import SOURCES, style_options
from adtool.cli.helpful import command
from adtool.cli.layout_options import ORIGINAL, START, TIMECODE, layout_options
from adtool.cli.options import json_option, one_form, output_options, reports
from adtool.cli.pipeline_options import speech_options
from adtool.cli.setting import PATH, settings_options, usage
from adtool.output import STDOUT, check_output, write_text
from adtool.progress import Progress
from adtool.scripts.layout import LayoutSettings
from adtool.settings import SpeechSettings

SUFFIXES = {"": "text", ".txt": "text", ".json": "json", ".html": "html", ".htm": "html"}
FORMS = ("text", "json", "html")


@command(
    first=(
        *("output", "format", "movie", "gaps", "subtitles", "cast", "house", "original"),
        *("timecode", "json"),
    )
)
@click.argument("draft", type=PATH)
@click.argument("edited", type=PATH)
@output_options(FORMS, required=False, meaning="Where the comparison goes, else to stdout.")
@settings_options("sources", Sources, SOURCES, "What is known of the scripts")
@layout_options(TIMECODE, START, ORIGINAL)
@style_options
@speech_options
@json_option
@reports
def diff(
    draft: Path,
    edited: Path,
    output: Path | None,
    formats: tuple[str, ...],
    overwrite: bool,
    skip_existing: bool,
    sources: Sources,
    layout: LayoutSettings,
    style: Style,
    speech: SpeechSettings,
    as_json: bool,
    progress: Progress,
) -> None:
    """Say what was changed from DRAFT to EDITED: lines, words, names and faults.

    Both are scripts in any format, and need not be in the same: an ad.json and the Word document
    that came back; one may be -, standard input. Lines belong together by their ids, else by time
    and words, also where all times run from another start or at another frame rate. Each is kept,
    reworded, moved, split, merged, cut or new. Faults are those of adtool check.

    The exit code is 0 whether the two differ or not, and 1 where one cannot be read.
    """
    with usage():
        if str(draft) == str(edited) == STDOUT:
            raise ValueError("DRAFT and EDITED cannot both be standard input")
        layout.layout()
        form = _form(output, formats, as_json=as_json)
    if output is not None and str(output) != STDOUT:
        if skip_existing and output.is_file():
            progress.note(f"{output.name}: is done already.")
            return
        check_output(output, overwrite=overwrite)
    from adtool.revision.compare import compare
    from adtool.revision.report import REPORTS

    revision = compare(draft, edited, sources, style, layout, speech, progress)
    write_text(output or STDOUT, REPORTS[form](revision))


def _form(output: Path | None, formats: Sequence[str], *, as_json: bool) -> str:
    """Return the form of the report, or raise a ValueError for what cannot be meant."""
    if form := one_form(formats, "a comparison", as_json=as_json):
        return form
    suffix = output.suffix.lower() if output else ""
    if suffix not in SUFFIXES:
        raise ValueError(f"{output}: the extension names no form; say --format text, json or html")
    return SUFFIXES[suffix]
