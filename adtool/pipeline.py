"""``describe``: one movie's whole way to its script, and the one place where the stages meet.

    probe ─ speech ─ gaps ─ shots ─ clips ─ recognition ─ seeing ─ candidates ─ corrections ─
    fitting ─ script

What takes long is kept in the work folder, so that a rerun goes on where the last run stopped.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from adtool import __version__, recognition
from adtool.cast.character import Cast, Character
from adtool.errors import CastError, MediaError, ScriptError
from adtool.gaps.clips import cut_clips
from adtool.gaps.report import GapReport
from adtool.gaps.shots import shot_changes
from adtool.gaps.survey import Speech, hear, report
from adtool.media import MediaInfo, probe
from adtool.narration import candidates
from adtool.narration.clip import ClipNarration
from adtool.narration.corrections import correct
from adtool.narration.fitting import fit
from adtool.narration.loader import NarratorLoader
from adtool.narration.narrator import Narrator
from adtool.progress import SILENT, Notebook, Progress
from adtool.recognition.search import Search, gallery_from_json, portray, recognise
from adtool.settings import Settings
from adtool.speech import used
from adtool.timeline import Clip, Gap, Script, Span
from adtool.work import JSON, WorkFolder, fingerprint, open_work_folder


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
    run = _Run(info, settings, open_work_folder(work, movie, fresh=fresh), progress)
    loader = NarratorLoader.of(narrator, settings.model)
    loader.find()
    recognition.require(settings.characters.recogniser)
    found = _known_gaps(run, gaps) if gaps else _find_gaps(run, subtitles, loader)
    loader.start()
    clips = _cut(run, found)
    chosen = loader.get()
    narrations, recognised = _recognise(run, chosen, characters, clips)
    narrations, known = _narrate(run, chosen, characters, narrations)
    narrations = [correct(one, characters, settings.naming) for one in narrations]
    lines, omissions = fit(narrations, settings.fitting, characters)
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


@dataclass(frozen=True)
class _Run:
    """What all stages of one run share."""

    info: MediaInfo
    settings: Settings
    work: WorkFolder
    progress: Progress
    warnings: list[str] = field(default_factory=list)

    def warn(self, message: str) -> None:
        """Tell the user, and the reader of the script."""
        self.warnings.append(message)
        self.progress.note(message)

    def keep(self, stage: str, key: object, compute: Callable[[Progress], object]) -> Any:
        """Keep a stage's value with the notes it made, so that a rerun makes them as well."""

        def noted() -> object:
            notebook = Notebook(self.progress)
            return {"value": compute(notebook), "notes": notebook.notes}

        kept: Any = self.work.keep(stage, key, noted, JSON)
        for message in kept["notes"]:
            self.warn(message)
        return kept["value"]


def _find_gaps(run: _Run, subtitles: Path | None, loader: NarratorLoader) -> GapReport:
    """Hear the movie while the model is loaded, or take its subtitles."""
    hearing = partial(hear, run.info, run.settings.speech, loaded=loader.start)

    def compute(progress: Progress) -> object:
        speech = hearing(subtitles=subtitles, progress=progress)
        return {"spans": _pairs(speech.spans), "method": dict(speech.method)}

    given = subtitles and [subtitles.name, fingerprint(subtitles, ScriptError)]
    key = given or used(run.settings.speech)
    kept = run.keep("speech", key, compute)
    speech = Speech(tuple(Span(*pair) for pair in kept["spans"]), kept["method"])
    notebook = Notebook(run.progress)
    found = report(run.info, speech, run.settings.gaps, notebook)
    for message in notebook.notes:
        run.warn(message)
    return found


def _known_gaps(run: _Run, given: GapReport) -> GapReport:
    """Take the gaps that were given, as far as the movie goes."""
    end = run.info.duration
    inside = tuple(Gap(gap.start, min(gap.end, end)) for gap in given.gaps if gap.start < end)
    if given.gaps and given.gaps[-1].end > end:
        run.warn(
            f"The gaps go on after {run.info.path.name} has ended: do they belong to it? What lies "
            "after its end is dropped."
        )
    if not inside:
        run.warn(f"No gap was given for {run.info.path.name}.")
    return replace(given, gaps=inside)


def _cut(run: _Run, found: GapReport) -> tuple[Clip, ...]:
    """Cut the gaps into clips; only those that need it are searched for shot changes."""
    long = [gap for gap in found.gaps if gap.duration > run.settings.gaps.longest_clip]
    cuts: list[int] = []
    if long:
        path = run.info.path
        search = partial(_shot_changes, path, long)
        cuts = run.keep("shots", _pairs(long), search)
    return cut_clips(found.gaps, cuts, run.settings.gaps)


def _shot_changes(path: Path, spans: list[Gap], progress: Progress) -> object:
    return shot_changes(path, spans, progress=progress)


def _recognise(
    run: _Run, narrator: Narrator, cast: Sequence[Character], clips: Sequence[Clip]
) -> tuple[list[ClipNarration], dict[str, object] | None]:
    """Say who is in each clip, as far as the cast's portraits allow, and how that was found."""
    search = _search(run, narrator, cast) if clips else None
    if search is None:
        return [ClipNarration(clip, cast) for clip in clips], None
    nobody = cast if run.settings.characters.unrecognised == "cast" else ()
    narrations = [
        ClipNarration(clip, [one.character for one in there] or nobody, there)
        for clip, there in zip(clips, recognise(search, clips), strict=True)
    ]
    return narrations, search.facts


def _search(run: _Run, narrator: Narrator, cast: Sequence[Character]) -> Search | None:
    """Prepare to search the movie for the cast; None where nobody can be recognised."""
    settings = run.settings.characters
    portraits = any(who.portraits for who in cast)
    name, note = recognition.choose(settings.recogniser, drawn=narrator.drawn)
    if not portraits and settings.recogniser not in (recognition.AUTO, "none"):
        note = "No character of the cast has a portrait: nobody can be recognised."
    if note and (portraits or settings.recogniser != recognition.AUTO):
        run.warn(note)
    if not portraits:
        return None
    recogniser = recognition.load_recogniser(name, settings, narrator.encoder)
    if recogniser is None:
        return None
    if recogniser.notice:
        run.warn(recogniser.notice)
    files = [[fingerprint(path, CastError) for path in who.portraits] for who in cast]
    key = [recogniser.identity, files, [who.name for who in cast], settings.strict]
    kept = run.keep("portraits", key, partial(portray, cast, recogniser, settings))
    gallery = gallery_from_json(kept)
    if gallery is None:
        run.warn("No portrait can be used: nobody can be recognised.")
        return None
    reader = run.settings.model.frame_reader
    return Search(run.info, cast, recogniser, gallery, settings, reader, run.work, run.progress)


def _narrate(
    run: _Run, narrator: Narrator, cast: Sequence[Character], narrations: list[ClipNarration]
) -> tuple[list[ClipNarration], dict[str, object]]:
    """Add the narrator's candidates; return also what it knows of this movie."""
    if not narrations:
        return narrations, {}
    viewing = candidates.Viewing(run.info, narrator, run.work, run.progress)
    seen = candidates.see(viewing, [narration.clip for narration in narrations])
    unreadable = sum(int((~window.present.any(dim=1)).sum()) for window in seen)
    if unreadable:
        run.warn(f"{unreadable} of {len(narrations)} clips have no frame that could be read.")
    unlike = candidates.unlikeness(viewing, seen)
    if unlike is not None and unlike > 1:
        run.warn(
            f"{run.info.path.name} looks unlike anything that this model was trained on "
            f"(unlikeness {unlike:.1f}, where 1 is the limit): its words mean little here. Name a "
            "model that was trained on such films with --model (adtool models lists those on this "
            "machine), or train one with adtool train."
        )
    portraits = candidates.portray(viewing, cast)
    narrated = candidates.narrate(viewing, narrations, seen, portraits)
    return narrated, {} if unlike is None else {"unlikeness": round(unlike, 3)}


def _pairs(spans: Any) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
