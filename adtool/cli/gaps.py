"""``adtool gaps``: the speech and the gaps of one movie."""

from __future__ import annotations

from pathlib import Path

import click

from adtool.cli.options import MARGIN, MINIMUM, output_options, reports, speech_options
from adtool.cli.setting import PATH, settings_options, usage
from adtool.gaps.report import GAP_FORMATS, GapReport, gap_targets, write_gaps
from adtool.output import check_output
from adtool.progress import Progress
from adtool.settings import GapSettings, SpeechSettings


@click.command()
@click.argument("movie", type=PATH)
@output_options(list(GAP_FORMATS))
@click.option(
    "--subtitles",
    type=PATH,
    help="The dialogue's own (SubRip, WebVTT, ASS, STL, …), or 'track', 'track:2', 'track:eng' in "
    "the movie: taken for the speech.",
)
@speech_options
@settings_options("gap_settings", GapSettings.uncut, (MARGIN, MINIMUM))
@reports
def gaps(
    movie: Path,
    output: Path,
    formats: tuple[str, ...],
    overwrite: bool,
    subtitles: Path | None,
    speech: SpeechSettings,
    gap_settings: GapSettings,
    progress: Progress,
) -> None:
    """Find the speech and the gaps in MOVIE.

    A gap is a stretch without speech that is long enough for a line of narration. gaps.json can
    be edited by hand and given to describe's --gaps; as .srt or .vtt, gaps are cues to fill in.
    MOVIE may also be a sound file.
    """
    with usage():
        targets = gap_targets(output, formats)
    for path, _ in targets:
        check_output(path, overwrite=overwrite)
    from adtool.gaps.survey import survey

    report = survey(movie, speech, gap_settings, subtitles=subtitles, progress=progress)
    for path, name in targets:
        write_gaps(report, path, name)
    if report.gaps:
        progress.note(_summary(report))


def _summary(report: GapReport) -> str:
    count, free = len(report.gaps), sum(gap.duration for gap in report.gaps) / 1000
    return (
        f"{report.movie}: {count} gap{'s' if count > 1 else ''} with {free:.1f} s "
        f"of the movie's {report.duration / 1000:.1f} s."
    )
