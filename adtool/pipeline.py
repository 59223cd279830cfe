"""``describe``: one movie's whole way to its script, and the one place where the stages meet.

    probe ─ speech ─ gaps ─ shots ─ clips ─ recognition ─ seeing ─ candidates ─ corrections ─
    choice ─ script

What takes long is kept in the work folder, so that a rerun goes on where the last run stopped.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from adtool import __version__, recognition
from adtool.cast.character import Cast, Character
from adtool.errors import MediaError
from adtool.gaps.of_movie import cut_gaps, find_gaps_of_movie, find_pauses, take_gaps
from adtool.gaps.report import GapReport
from adtool.media import MediaInfo, probe
from adtool.media.subscribers import Subscriber
from adtool.narration import listener
from adtool.narration.automatic import because
from adtool.narration.choice import choose
from adtool.narration.clip import narrations_of
from adtool.narration.corrections import correct
from adtool.narration.cues import cue_lines
from adtool.narration.house_words import with_house_words
from adtool.narration.loader import NarratorLoader
from adtool.narration.narrator import Narrator
from adtool.narration.of_movie import narrate_movie, viewing_of
from adtool.narration.plan import Plan
from adtool.narration.seeing import sight_of
from adtool.narration.timing import memory_needed, seconds_a_clip
from adtool.narration.viewer import NarratorViewer, sees_ahead
from adtool.progress import SILENT, Progress
from adtool.recognition.of_movie import recognise_cast, search_for_cast
from adtool.recognition.search import Search
from adtool.recognition.viewer import SearchViewer, searches_ahead
from adtool.scripts.ids import with_ids
from adtool.scripts.layout import timecode_facts, timecode_of_movie
from adtool.settings import Settings
from adtool.timeline import Clip, Script, Span, clock
from adtool.work import JSON, Run, fingerprint, open_work_folder


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
    part: Span | None = None,
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
        part: the part of the movie that is described; None for all of it.
        progress: told of the stages, and of what the user should know.

    Returns:
        The script. Its metadata hold the model, the settings, and every warning.

    Raises:
        MediaError: if the movie cannot be read, has no video, or ends before ``part`` begins.
        ScriptError: if the subtitles cannot be read.
        GapsError: if the gaps are of another movie.
        CastError: if a portrait cannot be used, and ``settings.characters`` is strict.
        UnavailableError: if the model, the speech detector, the recogniser or the device is not
            there.
        CheckpointError: if the model's folder is incomplete or damaged.
        OutputError: if the work folder cannot be written.
    """
    settings = settings or Settings()
    characters = (cast or Cast()).characters
    run, loader, found, pausing, part = _begin(
        movie, settings, subtitles, gaps, narrator, work, part, progress, fresh=fresh
    )
    chosen = _chosen(run, loader)
    search = _search(run, settings, characters, chosen) if found.gaps or pausing else None
    viewers = _viewers(run, chosen, search)
    clips = cut_gaps(run, found.gaps, settings.gaps, pausing=pausing, viewers=viewers)
    appearances, recognised = recognise_cast(search, clips)
    narrations = narrations_of(clips, characters, appearances, settings.characters.unrecognised)
    narrations, known = narrate_movie(
        run,
        chosen,
        characters,
        narrations,
        dialogue=found.dialogue,
        rate=settings.fitting.rate,
    )
    narrations = [
        with_house_words(correct(narration, characters, settings.naming), settings.wording)
        for narration in narrations
    ]
    if chosen.view.words:
        heard = listener.listen(run, settings.choice, chosen, narrations)
        lines, omissions = choose(narrations, settings.fitting, settings.choice, characters, heard)
    else:
        lines, omissions = cue_lines(narrations, settings.fitting.rate), ()
    lines = with_ids(lines)
    kept = run.work.folder if chosen.view.shots else None
    stills = {} if kept is None else {"stills": kept.name}  # below the folder of --work
    return Script(
        lines=lines,
        movie=_name(run.info),
        duration=run.info.duration,
        language=settings.language,
        omissions=omissions,
        metadata={
            "adtool": __version__,
            "model": {"name": chosen.name, **because(loader.choice), **chosen.facts, **known},
            "speech": dict(found.method),
            "recognition": recognised,
            "decoding": _decoded(run, clips, chosen, search),
            "settings": asdict(replace(settings, model=chosen.settings)),
            "names": [who.name for who in characters[: chosen.view.characters]],
            "fingerprint": fingerprint(run.info.path),
            **timecode_facts(timecode_of_movie(run.info)),
            **stills,
            "warnings": run.warnings,
            **({"part": [part.start / 1000, part.end / 1000]} if part else {}),
        },
    )


def plan(
    movie: str | Path,
    settings: Settings | None = None,
    *,
    subtitles: Path | None = None,
    gaps: GapReport | None = None,
    narrator: Narrator | NarratorLoader | None = None,
    work: Path | None = None,
    part: Span | None = None,
    progress: Progress = SILENT,
) -> Plan:
    """Say what ``describe`` would do: it finds the clips, and times the narrator on drawn ones.

    The arguments, and what is raised, are those of ``describe``. What is found of the speech is
    kept for it.
    """
    settings = settings or Settings()
    run, loader, found, pausing, part = _begin(
        movie, settings, subtitles, gaps, narrator, work, part, progress, fresh=False
    )
    clips = cut_gaps(run, found.gaps, settings.gaps, pausing=pausing)
    chosen = _chosen(run, loader)
    return Plan(
        movie=_name(run.info),
        duration=run.info.duration,
        part=part,
        gaps=found.gaps,
        clips=clips,
        model=chosen.name,
        because=loader.choice.because if loader.choice else "",
        seconds_a_clip=seconds_a_clip(chosen) if chosen.view.words and clips else 0.0,
        memory=_memory(loader, narrator),
        warnings=tuple(run.warnings),
    )


def _begin(
    movie: str | Path,
    settings: Settings,
    subtitles: Path | None,
    gaps: GapReport | None,
    narrator: Narrator | NarratorLoader | None,
    work: Path | None,
    part: Span | None,
    progress: Progress,
    *,
    fresh: bool,
) -> tuple[Run, NarratorLoader, GapReport, tuple[Clip, ...], Span | None]:
    """Find the gaps of a movie, and where it pauses; begin to load its narrator beside that."""
    info = probe(Path(movie), settings.speech.track)
    if info.video is None:
        raise MediaError(info.path, "has no video: there is nothing to describe")
    part = part and _inside(part, info)
    if gaps:
        gaps.refuse_other(info.path, info.duration)
    run = Run(info, open_work_folder(work, info.path, fresh=fresh), progress)
    for note in info.notes:
        run.warn(note)
    loader = NarratorLoader.of(narrator, settings.model).of_movie(info)
    loader.find()
    recognition.require(settings.characters.recogniser)
    listener.check(settings.choice)
    if gaps:
        loader.start()
        found = take_gaps(run, gaps, part)
    else:
        found = find_gaps_of_movie(
            run,
            settings.speech,
            settings.gaps,
            subtitles=subtitles,
            loaded=loader.start,
            part=part,
        )
    pausing: tuple[Clip, ...] = ()
    if settings.fitting.extended:
        pausing = find_pauses(run, found, settings.gaps, settings.fitting.pauses, part)
    return run, loader, found, pausing, part


def _search(
    run: Run, settings: Settings, characters: Sequence[Character], narrator: Narrator
) -> Search | None:
    """Make ready to search a movie for its cast; None where nobody can be recognised."""
    return search_for_cast(
        run,
        characters,
        settings.characters,
        reader=settings.model.frame_reader,
        drawn=narrator.drawn,
        encoder=narrator.encoder,
    )


def _viewers(run: Run, narrator: Narrator, search: Search | None) -> list[Subscriber]:
    """Return who views the clips while the movie's gaps are cut into them."""
    viewers: list[Subscriber] = []
    if search is not None and searches_ahead(search):
        viewers.append(SearchViewer(search))
    if sees_ahead(viewing := viewing_of(run, narrator)):
        viewers.append(NarratorViewer(viewing))
    return viewers


def _chosen(run: Run, loader: NarratorLoader) -> Narrator:
    """Return the narrator, and tell why it was chosen."""
    narrator = loader.get()
    if loader.choice is not None:
        run.progress.note(loader.choice.note)
    return narrator


def _decoded(
    run: Run, clips: Sequence[Clip], narrator: Narrator, search: Search | None
) -> dict[str, object]:
    """Return how many frames were decoded when the clips were first looked at.

    A rerun, which decodes fewer, says the same of the same clips and the same looks at them.
    """
    key = [
        [[clip.start, clip.end] for clip in clips],
        sight_of(narrator),
        search and search.key(()),
    ]
    return {"frames": run.work.keep("decoding", key, lambda: run.tally.frames, JSON)}


def _memory(loader: NarratorLoader, given: Narrator | NarratorLoader | None) -> int:
    """Return the bytes that the model of a narrator takes that was found by name; else 0."""
    if given is not None and not isinstance(given, NarratorLoader):
        return 0
    model = loader.choice.model if loader.choice else loader.settings.model
    return memory_needed(replace(loader.settings, model=model))


def _name(info: MediaInfo) -> str:
    return os.fsencode(info.path.name).decode(errors="replace")


def _inside(part: Span, info: MediaInfo) -> Span:
    """Return a part as far as the movie goes."""
    if part.start >= info.duration:
        raise MediaError(
            info.path,
            f"ends at {clock(info.duration, decimals=0)}, before the part that is to be described "
            f"begins ({clock(part.start, decimals=0)})",
        )
    return Span(part.start, min(part.end, info.duration))
