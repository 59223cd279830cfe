"""``describe``: one movie's whole way to its script, and the one place where the stages meet.

    probe ─ speech ─ gaps ─ shots ─ clips ─ recognition ─ seeing ─ candidates ─ corrections ─
    choice ─ script

What takes long is kept in the work folder, so that a rerun goes on where the last run stopped.
"""

from __future__ import annotations

import os
from dataclasses import asdict, replace
from pathlib import Path

from adtool import __version__, recognition
from adtool.cast.character import Cast
from adtool.errors import MediaError
from adtool.gaps.of_movie import cut_gaps, find_gaps_of_movie, take_gaps
from adtool.gaps.report import GapReport
from adtool.media import probe
from adtool.narration import listener
from adtool.narration.choice import choose
from adtool.narration.clip import narrations_of
from adtool.narration.corrections import correct
from adtool.narration.loader import NarratorLoader
from adtool.narration.narrator import Narrator
from adtool.narration.of_movie import narrate_movie
from adtool.progress import SILENT, Progress
from adtool.recognition.of_movie import recognise_cast
from adtool.settings import Settings
from adtool.timeline import Script
from adtool.work import Run, open_work_folder


def describe(
    movie: str | Path,
    settings: Settings | None = None,
    *,
    cast: Cast | None = None,
    subtitles: Path | None = None,
    gaps: GapReport | None = None,
    narrator: Narrator | NarratorLoader | None = None,
    work: Path | None = None,
    fresh: bool = False,
    progress: Progress = SILENT,
) -> Script:
    """Draft the audio description of a movie.

    Args:
        movie: a video file. One without sound is one long gap.
        settings: every number; the defaults where None.
        cast: who is in the movie. Those with portraits are recognised, and the narrator is told who
            is in each clip; where nobody can be, the whole cast is offered for every clip.
        subtitles: the dialogue's own .srt or .vtt, taken for the speech.
        gaps: gaps that are known already; the sound is then not heard.
        narrator: the narrator, or what loads it (one loader serves many movies); by default the
            one that ``settings.model`` names is loaded.
        work: folder in which finished stages are kept; None keeps nothing.
        fresh: forget what was kept of this movie.
        progress: told of the stages, and of what the user should know.

    Returns:
        The script. Its metadata hold the model, the settings, and every warning.

    Raises:
        MediaError: if the movie cannot be read, or has no video.
        ScriptError: if the subtitles cannot be read.
        CastError: if a portrait cannot be used, and ``settings.characters`` is strict.
        UnavailableError: if the model, the speech detector, the recogniser or the device is not
            there.
        CheckpointError: if the model's folder is incomplete or damaged.
        OutputError: if the work folder cannot be written.
    """
    movie, settings = Path(movie), settings or Settings()
    characters = (cast or Cast()).characters
    info = probe(movie)
    if info.video is None:
        raise MediaError(movie, "has no video: there is nothing to describe")
    run = Run(info, open_work_folder(work, movie, fresh=fresh), progress)
    loader = NarratorLoader.of(narrator, settings.model)
    loader.find()
    recognition.require(settings.characters.recogniser)
    listener.check(settings.choice)
    if gaps:
        loader.start()
        found = take_gaps(run, gaps)
    else:
        found = find_gaps_of_movie(
            run, settings.speech, settings.gaps, subtitles=subtitles, loaded=loader.start
        )
    clips = cut_gaps(run, found.gaps, settings.gaps)
    chosen = loader.get()
    appearances, recognised = recognise_cast(
        run,
        characters,
        clips,
        settings.characters,
        reader=settings.model.frame_reader,
        drawn=chosen.drawn,
        encoder=chosen.encoder,
    )
    narrations = narrations_of(clips, characters, appearances, settings.characters.unrecognised)
    narrations, known = narrate_movie(
        run,
        chosen,
        characters,
        narrations,
        dialogue=found.dialogue,
        rate=settings.fitting.rate,
    )
    narrations = [correct(narration, characters, settings.naming) for narration in narrations]
    heard = listener.listen(run, settings.choice, chosen, narrations)
    lines, omissions = choose(narrations, settings.fitting, settings.choice, characters, heard)
    return Script(
        lines=lines,
        movie=os.fsencode(movie.name).decode(errors="replace"),
        duration=info.duration,
        language=settings.language,
        omissions=omissions,
        metadata={
            "adtool": __version__,
            "model": {"name": chosen.name, **chosen.facts, **known},
            "speech": dict(found.method),
            "recognition": recognised,
            "settings": asdict(replace(settings, model=chosen.settings)),
            "names": [who.name for who in characters[: chosen.view.characters]],
            "warnings": run.warnings,
        },
    )
