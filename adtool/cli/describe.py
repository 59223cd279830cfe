"""``adtool describe``: movies in, audio-description scripts out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adtool.cli.listed import listed_inputs
from adtool.cli.options import json_option, output_options, pipeline_options, reports
from adtool.cli.setting import MINUTES, PATH, TIME, Setting, settings_options, usage
from adtool.cli.several import exit_if_failed, for_each
from adtool.errors import AdtoolError
from adtool.narration.loader import NarratorLoader
from adtool.output import STDOUT
from adtool.progress import Progress
from adtool.scripts import FORMATS, losses, write_script
from adtool.scripts.targets import SCRIPTS, Target, check_targets, missing, names_of, targets_of
from adtool.settings import BUNDLED, Settings
from adtool.speech.readers.track import asked_track
from adtool.timeline import Script, Span

if TYPE_CHECKING:
    from adtool.cast.character import Cast

DRAWN_WORLD = (
    "Using the bundled model, which knows only a small drawn world; choose another with --model."
)
PAUSES = "pauses of the film"
"""What not every format has a place for, and a player must know."""

DRAFTS = replace(SCRIPTS, what="movies", verb="describe", default=("srt", "json"))
"""Scripts of movies."""


@dataclass(frozen=True)
class Sources:
    """The files and folders that help to describe a movie."""

    cast: Path | None = None
    cast_movie: str = ""
    subtitles: Path | None = None
    gaps: Path | None = None
    work: Path | None = None
    fresh: bool = False
    begin: int = 0
    minutes: float | None = None
    dry_run: bool = False

    @property
    def part(self) -> Span | None:
        """The part of a movie that is described; None for all of it."""
        if not self.begin and self.minutes is None:
            return None
        length = 10**9 if self.minutes is None else max(1, round(self.minutes * 60_000))
        return Span(self.begin, self.begin + length)


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


@click.command()
@listed_inputs("movies", "MOVIE")
@output_options(
    list(FORMATS),
    meaning="File to write, - for stdout, a folder (it gets MOVIE.srt and MOVIE.json), or a "
    "template like '{stem}.ad.{ext}'.",
)
@settings_options("sources", Sources, SOURCES)
@pipeline_options
@json_option
@reports
def describe(
    movies: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    overwrite: bool,
    skip_existing: bool,
    sources: Sources,
    settings: Settings,
    as_json: bool,
    progress: Progress,
) -> None:
    """Draft the audio description of each MOVIE.

    Speech is found in the sound, the gaps between speech are cut into clips, and the model offers
    wordings for each clip; the best that can be spoken in its time becomes a line.
    """
    with usage():
        _refuse(movies, output, sources, as_json)
        targets = targets_of(movies, output, formats, DRAFTS)
    check_targets(
        movies,
        targets,
        output,
        overwrite=overwrite,
        skip_existing=skip_existing,
        trial=sources.dry_run,
    )
    desk = _Desk(sources, settings, progress, quiet=as_json, skip_existing=skip_existing)
    one_movie = desk.forecast if sources.dry_run else desk.write
    work = list(zip(movies, targets, strict=True))
    done = for_each(work, one_movie, lambda one: one[0])
    if as_json:
        answers = [
            {"movie": movie.name, "error": str(one)} if isinstance(one, AdtoolError) else one
            for movie, one in zip(movies, done, strict=True)
        ]
        click.echo(json.dumps({"movies": answers}, ensure_ascii=False, indent=1))
    exit_if_failed(done)


def _refuse(movies: Sequence[Path], output: Path, sources: Sources, as_json: bool) -> None:
    """Raise a ValueError for what cannot be meant."""
    if str(output) == STDOUT and as_json:
        raise ValueError("--json and -o - cannot both have standard output")
    file = sources.subtitles and asked_track(sources.subtitles) is None
    if len(movies) > 1 and (file or sources.gaps):
        raise ValueError("--subtitles and --gaps belong to one movie; several were given")
    if sources.cast_movie and (len(movies) > 1 or not sources.cast):
        raise ValueError("--cast-movie belongs to one movie, and to --cast")


class _Desk:
    """Where movies are described, one after the other; the model is loaded once for all.

    Args:
        sources: what helps to describe them.
        settings: how.
        progress: hears of every movie.
        quiet: whether stdout is for JSON alone.
        skip_existing: leave the files that are there.
    """

    def __init__(
        self,
        sources: Sources,
        settings: Settings,
        progress: Progress,
        *,
        quiet: bool,
        skip_existing: bool,
    ) -> None:
        self.sources, self.settings, self.progress = sources, settings, progress
        self.quiet, self.skip_existing = quiet, skip_existing
        self.loader = NarratorLoader(settings.model)

    def write(self, work: tuple[Path, Sequence[Target]]) -> dict[str, object]:
        """Describe a movie, write its files, and return what --json says of it."""
        from adtool.narration.summary import summarise

        movie, files = work
        left, script = self._left(movie, files)
        if not left:
            self.progress.note(f"{movie.name}: is done already.")
            return {"movie": movie.name, **_outputs(files, left)}
        if script is None:
            script = self._describe(movie)
        else:
            self.progress.note(f"{movie.name}: from the script there is: {names_of(left)}.")
        for path, name in left:
            write_script(script, path, name)
            if PAUSES in losses(script, name):
                self.progress.note(f"{path.name}: {FORMATS[name].title} does not say {PAUSES}.")
        summary = summarise(script)
        self.progress.note(summary.text())
        return {**summary.as_json(), **_outputs(files, left)}

    def forecast(self, work: tuple[Path, Sequence[Target]]) -> dict[str, object]:
        """Say what describing a movie would come to, and return what --json says of it."""
        from adtool.pipeline import plan

        movie, files = work
        self.progress.note(f"Looking at {movie.name} …")
        self._cast(movie)  # what is wrong with it is said now
        left, script = self._left(movie, files)
        said: dict[str, object] = {"movie": movie.name}
        if not left:
            text = f"{movie.name}: is done already."
        elif script is not None:
            text = f"{movie.name}: would be made of the script there is."
        else:
            planned = plan(movie, self.settings, **self._shared())
            text, said = planned.text(), planned.as_json()
        if left:
            text += f"\n  Files: {', '.join(str(path) for path, _ in left)} (not written)."
        if not self.quiet:
            click.echo(text)
        return {**said, **_outputs(files, left), "dry_run": True}

    def _left(
        self, movie: Path, files: Sequence[Target]
    ) -> tuple[tuple[Target, ...], Script | None]:
        """Return what is to be written, and the script that it is made of where there is one."""
        from adtool.narration.earlier import earlier_script

        left = missing(files, skip_existing=self.skip_existing)
        if not self.skip_existing:
            return left, None
        return left, earlier_script(movie, files, self.sources.part)

    def _describe(self, movie: Path) -> Script:
        from adtool.pipeline import describe as describe_movie

        self.progress.note(f"Describing {movie.name} …")
        if self.loader.settings.model == BUNDLED:
            self.progress.note(DRAWN_WORLD)
        cast, shared = self._cast(movie), self._shared()
        return describe_movie(movie, self.settings, cast=cast, fresh=self.sources.fresh, **shared)

    def _cast(self, movie: Path) -> Cast | None:
        from adtool.cast.lookup import find_cast

        strict, number = self.settings.characters.strict, self.sources.cast_movie
        return find_cast(
            self.sources.cast, movie, number=number, strict=strict, progress=self.progress
        )

    def _shared(self) -> dict[str, Any]:
        """Return what describing and forecasting are told alike."""
        from adtool.gaps.report import read_gaps
        from adtool.work import default_root

        sources = self.sources
        return {
            "subtitles": sources.subtitles,
            "gaps": read_gaps(sources.gaps) if sources.gaps else None,
            "narrator": self.loader,
            "work": sources.work or default_root(),
            "part": sources.part,
            "progress": self.progress,
        }


def _outputs(files: Sequence[Target], left: Sequence[Target]) -> dict[str, object]:
    """Return what --json says of a movie's files."""
    skipped = [str(path) for path, name in files if (path, name) not in left]
    written: dict[str, object] = {"outputs": [str(path) for path, _ in left]}
    return {**written, "skipped": skipped} if skipped else written
