"""Options of how scripts are laid out: their timecode, their changes, the dialogue around them."""

from __future__ import annotations

from pathlib import Path

import click

from adtool.cli.setting import PATH, Decorator, Setting, settings_options
from adtool.scripts.layout import LayoutSettings
from adtool.scripts.timecode import timecode_named
from adtool.timeline import Said


def _timecode(ctx: click.Context, param: click.Parameter, given: str | None) -> str | None:
    try:
        timecode_named(given or "ms")
    except ValueError as error:
        raise click.BadParameter(f"{error}.", ctx, param) from error
    return given


TIMECODE = Setting(
    "timecode",
    "--timecode",
    "How times are written in tables, documents and markers, and read there: 24, 25, 23.976, "
    "29.97df, 29.97ndf, 59.94df, …; ms: none.",
    str,
    shown="the movie's own rate where it is known, else ms",
    metavar="RATE",
    callback=_timecode,
)
START = Setting(
    "start_timecode",
    "--start-timecode",
    "The timecode of the film's first frame, like 10:00:00:00, or 0; said here, the times of "
    "SubRip, WebVTT, TTML and sound editors begin there too.",
    str,
    shown="the movie's own in timecode, else 0",
    metavar="TIMECODE",
)
ORIGINAL = Setting(
    "original",
    "--original",
    "Read Word documents as they were before the changes that are tracked in them.",
    bool,
)


def layout_options(*table: Setting) -> Decorator:
    """Add some of the options above; the command gets ``layout``, a ``LayoutSettings``."""
    return settings_options("layout", LayoutSettings, table, "Timecode and layout")


dialogue_option = click.option(
    "--with-dialogue",
    type=PATH,
    metavar="SUBTITLES",
    help="Show the dialogue of these subtitles around the lines, in tables, documents and text.",
)
"""The command gets ``with_dialogue``, a path or None; ``read_around`` reads it."""


def read_around(subtitles: Path | None) -> tuple[Said, ...]:
    """Return what is said in a movie by its subtitles; nothing where none are named.

    Raises:
        ScriptError: if they cannot be read.
    """
    if subtitles is None:
        return ()
    from adtool.speech.subtitles import read_dialogue

    return read_dialogue(subtitles)
