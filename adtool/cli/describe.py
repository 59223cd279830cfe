"""``adtool describe``: movies in, audio-description scripts out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from adtool.checking.houses import House
from adtool.cli.desk import Desk, Sources
from adtool.cli.helpful import command
from adtool.cli.house_option import house_option
from adtool.cli.layout_options import (
    START,
    TIMECODE,
    dialogue_option,
    layout_options,
    read_around,
)
from adtool.cli.listed import listed_inputs
from adtool.cli.options import json_option, output_options, reports
from adtool.cli.pipeline_options import pipeline_options
from adtool.cli.setting import MINUTES, PATH, TIME, Setting, settings_options, usage
from adtool.cli.several import exit_if_failed, for_each
from adtool.cli.spreading import SPREAD, Spread, describe_there
from adtool.errors import AdtoolError
from adtool.output import STDOUT
from adtool.progress import Progress
from adtool.scripts import FORMATS
from adtool.scripts.layout import LayoutSettings
from adtool.scripts.targets import SCRIPTS, check_targets, targets_of
from adtool.settings import Settings, WordingSettings
from adtool.speech.readers.track import asked_track

DRAFTS = replace(SCRIPTS, what="movies", verb="describe", default=("srt", "json"))
"""Scripts of movies."""


SOURCES = (
    Setting(
        "cast", "--cast", "Who is in the movie: cast.json, or a character bank of AutoAD.", PATH
    ),
    Setting(
        "cast_movie",
        "--cast-movie",
        "Which movie is meant of a character bank with several.",
        str,
        shown="the one whose id the movie's file name holds",
        metavar="ID",
    ),
    Setting(
        "subtitles",
        "--subtitles",
        "The dialogue's own (SubRip, WebVTT, ASS, STL, …), or 'track', 'track:2', 'track:eng' in "
        "the movie: taken for the speech.",
        PATH,
    ),
    Setting("gaps", "--gaps", "gaps.json: gaps that are known; the sound is not heard.", PATH),
    Setting(
        "work",
        "--work",
        "Where finished stages are kept, for a rerun to go on from.",
        PATH,
        shown="in the user's cache folder",
        envvar="ADTOOL_WORK",
    ),
    Setting("fresh", "--fresh", "Forget what was kept of these movies.", bool),
    Setting(
        "begin",
        "--begin",
        "Describe from here on, to try a model: 90, 1:30 or 0:01:30.",
        TIME,
        shown="the movie's start",
    ),
    Setting("minutes", "--minutes", "Describe so many minutes of the movie.", MINUTES),
    Setting("dry_run", "--dry-run", "Say what would be done, how long it takes, and end.", bool),
)


@command(
    first=(
        *(
            "output",
            "format",
            "model",
            "cast",
            "subtitles",
            "house",
            "speech",
            "minutes",
            "dry_run",
        ),
        "overwrite",
    )
)
@listed_inputs("movies", "MOVIE")
@output_options(
    list(FORMATS),
    meaning="File to write, - for stdout, a folder (it gets MOVIE.srt and MOVIE.json), or a "
    "template like '{stem}.ad.{ext}'.",
)
@settings_options("sources", Sources, SOURCES, "What is known of the movie")
@house_option
@pipeline_options
@layout_options(TIMECODE, START)
@dialogue_option
@settings_options("spread", Spread, SPREAD, "Many machines")
@json_option
@reports
def describe(
    movies: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    overwrite: bool,
    skip_existing: bool,
    sources: Sources,
    house: House,
    settings: Settings,
    layout: LayoutSettings,
    with_dialogue: Path | None,
    spread: Spread,
    as_json: bool,
    progress: Progress,
) -> None:
    """Draft the audio description of each MOVIE.

    Speech is found in the sound, the gaps between speech are cut into clips, and the model offers
    wordings for each clip; the best that can be spoken in its time becomes a line.

    Many movies can be spread over machines: --shard takes a share of them, and --cluster hands one
    after the other to the machines of a Ray cluster, which share the folders of the movies and of
    the outputs; films.csv among the outputs then says what became of each.
    """
    settings = replace(settings, wording=WordingSettings(house.words))
    with usage():
        _refuse(movies, output, sources, with_dialogue, as_json)
        spread.refuse(output, json=as_json, dry_run=sources.dry_run)
        targets = targets_of(movies, output, formats, DRAFTS)
    check_targets(
        movies,
        targets,
        output,
        overwrite=overwrite,
        skip_existing=skip_existing,
        trial=sources.dry_run,
    )
    work = spread.share(list(zip(movies, targets, strict=True)))
    if not work:
        progress.note("This share has no movies.")
    elif spread.cluster is not None:
        skip = skip_existing
        describe_there(work, sources, settings, spread, progress, skip_existing=skip, layout=layout)
        return
    desk = Desk(
        sources,
        settings,
        progress,
        quiet=as_json,
        skip_existing=skip_existing,
        layout=layout,
        dialogue=read_around(with_dialogue),
    )
    one_movie = desk.forecast if sources.dry_run else desk.write
    done = for_each(work, one_movie, lambda one: one[0])
    if as_json:
        answers = [
            {"movie": movie.name, "error": str(one)} if isinstance(one, AdtoolError) else one
            for (movie, _), one in zip(work, done, strict=True)
        ]
        click.echo(json.dumps({"movies": answers}, ensure_ascii=False, indent=1))
    exit_if_failed(done)


def _refuse(
    movies: Sequence[Path],
    output: Path,
    sources: Sources,
    with_dialogue: Path | None,
    as_json: bool,
) -> None:
    """Raise a ValueError for what cannot be meant."""
    if str(output) == STDOUT and as_json:
        raise ValueError("--json and -o - cannot both have standard output")
    file = sources.subtitles and asked_track(sources.subtitles) is None
    if len(movies) > 1 and (file or sources.gaps or with_dialogue):
        raise ValueError(
            "--subtitles, --gaps and --with-dialogue belong to one movie; several were given"
        )
    if sources.cast_movie and (len(movies) > 1 or not sources.cast):
        raise ValueError("--cast-movie belongs to one movie, and to --cast")
