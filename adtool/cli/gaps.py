"""``adtool gaps``: the speech and the gaps of movies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from adtool.cli.helpful import command
from adtool.cli.listed import listed_inputs
from adtool.cli.options import output_options, reports
from adtool.cli.pipeline_options import MARGIN, MINIMUM, speech_options
from adtool.cli.setting import PATH, settings_options, usage
from adtool.cli.several import exit_if_failed, for_each
from adtool.gaps.report import (
    GAP_FORMATS,
    GAP_SUFFIXES,
    IN_FOLDER,
    GapReport,
    gap_format_of,
    write_gaps,
)
from adtool.progress import Progress
from adtool.scripts.targets import Kind, Target, check_targets, missing, names_of, targets_of
from adtool.settings import GapSettings, SpeechSettings

GAPS = Kind(
    what="movies",
    verb="look at",
    suffixes=GAP_SUFFIXES,
    told=gap_format_of,
    default=("json",),
    in_folder=IN_FOLDER,
)


@command(
    first=(
        *("output", "format", "subtitles", "speech", "audio_track", "margin", "minimum_gap"),
        *("whisper_model", "overwrite"),
    )
)
@listed_inputs("movies", "MOVIE")
@output_options(
    list(GAP_FORMATS),
    meaning="File to write, - for stdout, a folder (it gets MOVIE.gaps.json), or a template like "
    "'{stem}.gaps.{ext}'.",
    in_folder=IN_FOLDER,
)
@click.option(
    "--subtitles",
    type=PATH,
    help="The dialogue's own (SubRip, WebVTT, ASS, STL, …), or 'track', 'track:2', 'track:eng' in "
    "the movie: taken for the speech.",
)
@speech_options
@settings_options("gap_settings", GapSettings.uncut, (MARGIN, MINIMUM), "Gaps")
@reports
def gaps(
    movies: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    overwrite: bool,
    skip_existing: bool,
    subtitles: Path | None,
    speech: SpeechSettings,
    gap_settings: GapSettings,
    progress: Progress,
) -> None:
    """Find the speech and the gaps in each MOVIE.

    A gap is a stretch without speech that is long enough for a line of narration. gaps.json can
    be edited by hand and given to describe's --gaps; as .srt or .vtt, gaps are cues to fill in.
    MOVIE may also be a sound file.
    """
    with usage():
        if subtitles and len(movies) > 1:
            raise ValueError("--subtitles belongs to one movie; several were given")
        targets = targets_of(movies, output, formats, GAPS)
    check_targets(movies, targets, output, overwrite=overwrite, skip_existing=skip_existing)

    def find(work: tuple[Path, Sequence[Target]]) -> None:
        from adtool.gaps.earlier import earlier_gaps
        from adtool.gaps.survey import survey

        movie, files = work
        left = missing(files, skip_existing=skip_existing)
        earlier = earlier_gaps(movie, files) if skip_existing else None
        if not left:
            progress.note(f"{movie.name}: is done already.")
            return
        if earlier is None:
            report = survey(movie, speech, gap_settings, subtitles=subtitles, progress=progress)
        else:
            report = earlier
            progress.note(f"{movie.name}: from the gaps there are: {names_of(left)}.")
        for path, name in left:
            write_gaps(report, path, name)
        if report.gaps:
            progress.note(_summary(report))

    work = list(zip(movies, targets, strict=True))
    exit_if_failed(for_each(work, find, lambda one: one[0]))


def _summary(report: GapReport) -> str:
    count, free = len(report.gaps), sum(gap.duration for gap in report.gaps) / 1000
    return (
        f"{report.movie}: {count} gap{'s' if count > 1 else ''} with {free:.1f} s "
        f"of the movie's {report.duration / 1000:.1f} s."
    )
