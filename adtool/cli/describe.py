"""``adtool describe``: movies in, audio-description scripts out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from adtool.cast.character import Cast
from adtool.cli.options import (
    character_options,
    fitting_options,
    gap_options,
    json_option,
    model_options,
    naming_options,
    output_options,
    reports,
    speech_options,
)
from adtool.errors import AdtoolError
from adtool.narration.loader import NarratorLoader
from adtool.output import STDOUT, check_output, check_output_folder
from adtool.progress import Progress
from adtool.scripts import FORMATS, format_of, write_script
from adtool.settings import (
    BUNDLED,
    CharacterSettings,
    FittingSettings,
    GapSettings,
    ModelSettings,
    NamingSettings,
    Settings,
    SpeechSettings,
)
from adtool.timeline import Script

DRAWN_WORLD = (
    "Using the bundled model, which knows only a small drawn world; choose another with --model."
)


@click.command()
@click.argument(
    "movies", metavar="MOVIE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@output_options(
    list(FORMATS),
    meaning="File to write, - for stdout, or a folder: it gets MOVIE.srt and MOVIE.json.",
)
@click.option(
    "--cast",
    type=click.Path(path_type=Path),
    help="Who is in the movie: cast.json, or a character bank of AutoAD.",
)
@click.option(
    "--cast-movie",
    metavar="ID",
    default="",
    show_default="the one whose id the movie's file name holds",
    help="Which movie is meant of a character bank with several.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="A portrait that cannot be used is an error, not a character without a face.",
)
@click.option(
    "--subtitles",
    type=click.Path(path_type=Path),
    help="The dialogue's own .srt or .vtt: its times are taken for the speech.",
)
@click.option(
    "--gaps",
    type=click.Path(path_type=Path),
    help="gaps.json: gaps that are known; the sound is not heard.",
)
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    envvar="ADTOOL_WORK",
    show_default="in the user's cache folder",
    help="Where finished stages are kept, for a rerun to go on from.",
)
@click.option("--fresh", is_flag=True, help="Forget what was kept of these movies.")
@click.option(
    "--extended",
    is_flag=True,
    help="Where no wording fits, write a line that pauses the film (WCAG 2.2, 1.2.7).",
)
@click.option(
    "--pronouns",
    is_flag=True,
    help="Begin a line with she or he where the one before is about them too (cast.json says).",
)
@model_options
@character_options
@speech_options
@gap_options
@naming_options
@fitting_options
@json_option
@reports
def describe(
    movies: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    overwrite: bool,
    cast: Path | None,
    cast_movie: str,
    strict: bool,
    subtitles: Path | None,
    gaps: Path | None,
    work: Path | None,
    fresh: bool,
    extended: bool,
    pronouns: bool,
    model_settings: ModelSettings,
    characters: CharacterSettings,
    speech: SpeechSettings,
    gap_settings: GapSettings,
    naming: NamingSettings,
    fitting: FittingSettings,
    as_json: bool,
    progress: Progress,
) -> None:
    """Draft the audio description of each MOVIE.

    Speech is found in the sound, the gaps between speech are cut into clips, and the model offers
    wordings for each clip; the best that can be spoken in its time becomes a line.
    """
    _check_usage(movies, output, formats, as_json, [subtitles, gaps])
    if cast_movie and (len(movies) > 1 or not cast):
        raise click.UsageError("--cast-movie belongs to one movie, and to --cast.")
    targets = _targets(movies, output, formats)
    _check_targets(targets, output, overwrite)
    settings = Settings(
        speech,
        gap_settings,
        model_settings,
        replace(characters, strict=strict),
        naming,
        replace(fitting, extended=extended, pronouns=pronouns),
    )
    sources = _Sources(cast, cast_movie, strict, subtitles, gaps, work, fresh)
    answers = _describe_all(movies, targets, settings, sources, progress)
    if as_json:
        click.echo(json.dumps({"movies": answers}, ensure_ascii=False, indent=1))
    if any("error" in answer for answer in answers):
        raise click.exceptions.Exit(1)


@dataclass(frozen=True)
class _Sources:
    """The files and folders that help to describe a movie."""

    cast: Path | None
    cast_movie: str
    strict: bool
    subtitles: Path | None
    gaps: Path | None
    work: Path | None
    fresh: bool


Target = tuple[Path, str]  # a file, and the format it gets


def _check_usage(
    movies: Sequence[Path],
    output: Path,
    formats: Sequence[str],
    as_json: bool,
    of_one_movie: Sequence[Path | None],
) -> None:
    """Refuse what cannot be meant."""
    if str(output) == STDOUT and len(formats) > 1:
        raise click.UsageError("Only one format can go to standard output.")
    if str(output) == STDOUT and as_json:
        raise click.UsageError("--json and -o - cannot both have standard output.")
    if len(movies) == 1:
        return
    if str(output) == STDOUT or output.is_file():
        raise click.UsageError("Several movies need a folder: -o DIR.")
    if any(of_one_movie):
        raise click.UsageError("--subtitles and --gaps belong to one movie; several were given.")
    twice = [stem for stem, count in Counter(movie.stem for movie in movies).items() if count > 1]
    if twice:
        raise click.UsageError(f"Several movies are called {twice[0]!r}: describe them apart.")


def _targets(
    movies: Sequence[Path], output: Path, formats: Sequence[str]
) -> list[tuple[Target, ...]]:
    """Return for each movie which files it gets."""
    if str(output) == STDOUT:
        return [((output, formats[0] if formats else "srt"),)]
    if len(movies) > 1 or output.is_dir():
        names = formats or ("srt", "json")
        return [
            tuple((output / f"{movie.stem}{FORMATS[name].suffix}", name) for name in names)
            for movie in movies
        ]
    if len(formats) > 1:
        return [tuple((output.with_suffix(FORMATS[name].suffix), name) for name in formats)]
    return [((output, formats[0] if formats else format_of(output)),)]


def _check_targets(targets: Sequence[Sequence[Target]], output: Path, overwrite: bool) -> None:
    """Find out before the work whether every file can be written."""
    if len(targets) > 1:
        check_output_folder(output)
    for files in targets:
        for path, _ in files:
            check_output(path, overwrite=overwrite)


def _describe_all(
    movies: Sequence[Path],
    targets: Sequence[Sequence[Target]],
    settings: Settings,
    sources: _Sources,
    progress: Progress,
) -> list[dict[str, object]]:
    """Describe one movie after the other; of several, a bad one does not stop the rest."""
    from adtool.narration.summary import summarise

    loader = NarratorLoader(settings.model)
    answers: list[dict[str, object]] = []
    for movie, files in zip(movies, targets, strict=True):
        progress.note(f"Describing {movie.name} …")
        try:
            script = _describe_one(movie, settings, sources, loader, progress)
            for path, name in files:
                write_script(script, path, name)
        except AdtoolError as error:
            if len(movies) == 1:
                raise
            click.echo(f"Error: {' '.join(str(error).split())}", err=True)
            answers.append({"movie": movie.name, "error": str(error)})
            continue
        summary = summarise(script)
        progress.note(summary.text())
        outputs = [str(path) for path, _ in files]
        answers.append({**summary.as_json(), "outputs": outputs})
    return answers


def _describe_one(
    movie: Path, settings: Settings, sources: _Sources, loader: NarratorLoader, progress: Progress
) -> Script:
    from adtool.gaps.report import read_gaps
    from adtool.pipeline import describe as describe_movie
    from adtool.work import default_root

    cast = _cast(sources, movie, progress)
    gaps = read_gaps(sources.gaps) if sources.gaps else None
    if loader.settings.model == BUNDLED:
        progress.note(DRAWN_WORLD)
    return describe_movie(
        movie,
        settings,
        cast=cast,
        subtitles=sources.subtitles,
        gaps=gaps,
        narrator=loader,
        work=sources.work or default_root(),
        fresh=sources.fresh,
        progress=progress,
    )


def _cast(sources: _Sources, movie: Path, progress: Progress) -> Cast | None:
    from adtool.cast.lookup import find_cast

    return find_cast(
        sources.cast, movie, number=sources.cast_movie, strict=sources.strict, progress=progress
    )
