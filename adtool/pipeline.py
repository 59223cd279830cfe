"""``describe``: one movie's whole way to its script, and the one place where the stages meet.

    probe ─ speech ─ gaps ─ shots ─ clips ─ characters ─ features ─ candidates ─ names ─ fitting ─
    script

What takes long is kept in the work folder, so that a rerun goes on where the last run stopped.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adtool import __version__, recognition
from adtool.cast.character import Cast, Character
from adtool.errors import CastError, MediaError, ScriptError
from adtool.gaps.clips import cut_clips
from adtool.gaps.report import GapReport
from adtool.gaps.shots import shot_changes
from adtool.gaps.survey import Speech, hear, report
from adtool.media import MediaInfo, probe
from adtool.model.loader import ModelLoader
from adtool.narration.candidates import (
    Showing,
    identity,
    look,
    look_at_faces,
    show,
    tell,
    unlikeness,
)
from adtool.narration.corrections import Righted, corrected, offered, right_names
from adtool.narration.fitting import fit
from adtool.progress import SILENT, Notebook, Progress
from adtool.recognition.search import People, Search, gallery_from_json, portray, recognise
from adtool.settings import Settings
from adtool.timeline import Candidate, Clip, Gap, Omission, Script, Span
from adtool.work import JSON, WorkFolder, fingerprint, open_work_folder

if TYPE_CHECKING:
    from adtool.model.distinctad import DistinctAD

BUNDLED = "bundled"
"""The language model of a model that carries its own, which was trained on a drawn world."""

NO_FRAMES = "None of its frames could be read."


def describe(
    movie: str | Path,
    settings: Settings | None = None,
    *,
    cast: Cast | None = None,
    subtitles: Path | None = None,
    gaps: GapReport | None = None,
    model: DistinctAD | ModelLoader | None = None,
    work: Path | None = None,
    fresh: bool = False,
    progress: Progress = SILENT,
) -> Script:
    """Draft the audio description of a movie.

    Args:
        movie: a video file. One without sound is one long gap.
        settings: every number; the defaults where None.
        cast: who is in the movie. Those with portraits are recognised, and the model is told who
            is in each clip; where nobody can be, the whole cast is offered for every clip.
        subtitles: the dialogue's own .srt or .vtt, taken for the speech.
        gaps: gaps that are known already; the sound is then not heard.
        model: the model, or what loads it (one loader serves many movies); by default the one
            that ``settings.model`` names is loaded.
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
    info = probe(movie)
    if info.video is None:
        raise MediaError(movie, "has no video: there is nothing to describe")
    run = _Run(info, settings, open_work_folder(work, movie, fresh=fresh), progress)
    loader = ModelLoader.of(model, settings.model)
    loader.find()
    recognition.require(settings.characters.recogniser)
    found = _known_gaps(run, gaps) if gaps else _find_gaps(run, subtitles, loader)
    loader.start()
    clips = _cut(run, found)
    known = (cast or Cast()).characters
    showing = show(info, loader.get(), settings.model, run.work, progress)
    people = _recognise(run, showing, known, clips)
    candidates, facts = _narrate(run, showing, clips, people)
    righted = _right_names(run, people, clips, candidates)
    wordings = [offered(found) for found in righted.values()]
    lines, omissions = fit(clips, wordings, settings.fitting, people.names, cast=known)
    facts = {"adtool": __version__, "model": {"name": loader.name, **facts}}
    return Script(
        lines=corrected(people.marked(lines, clips), righted),
        movie=os.fsencode(movie.name).decode(errors="replace"),
        duration=info.duration,
        language=settings.language,
        omissions=corrected(map(_explain, omissions), righted),
        metadata=facts
        | {"speech": dict(found.method), "recognition": people.facts}
        | _settings(showing, people, run),
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


def _find_gaps(run: _Run, subtitles: Path | None, loader: ModelLoader) -> GapReport:
    """Hear the movie while the model is loaded, or take its subtitles."""
    hearing = partial(hear, run.info, run.settings.speech, loaded=loader.start)

    def compute(progress: Progress) -> object:
        speech = hearing(subtitles=subtitles, progress=progress)
        return {"spans": _pairs(speech.spans), "method": dict(speech.method)}

    given = subtitles and [subtitles.name, fingerprint(subtitles, ScriptError)]
    key = {"speech": asdict(run.settings.speech), "subtitles": given}
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
    run: _Run, showing: Showing, cast: Sequence[Character], clips: tuple[Clip, ...]
) -> People:
    """Say who is in each clip, as far as the portraits of the cast allow."""
    settings, nobody_asked = run.settings.characters, People(cast)
    portraits = any(one.portraits for one in cast)
    drawn = showing.model.config.language_model == BUNDLED  # what we draw, we train from scratch
    name, note = recognition.choose(settings.recogniser, drawn=drawn)
    if not portraits and settings.recogniser not in (recognition.AUTO, "none"):
        note = "No character of the cast has a portrait: nobody can be recognised."
    if note and (portraits or settings.recogniser != recognition.AUTO):
        run.warn(note)
    if not portraits or not clips:
        return nobody_asked
    recogniser = recognition.load_recogniser(name, settings, showing.model.encoder)
    if recogniser is None:
        return nobody_asked
    if recogniser.notice:
        run.warn(recogniser.notice)
    files = [[fingerprint(path, CastError) for path in one.portraits] for one in cast]
    key = [recogniser.identity, files, [one.name for one in cast], settings.strict]
    search = partial(portray, cast, recogniser, settings)
    gallery = gallery_from_json(run.keep("portraits", key, search))
    if gallery is None:
        run.warn("No portrait can be used: nobody can be recognised.")
        return nobody_asked
    size = showing.settings.window * showing.settings.windows
    reader = showing.settings.frames_reader
    return recognise(
        Search(run.info, cast, recogniser, gallery, settings, reader, size, run.work, run.progress),
        clips,
    )


def _narrate(
    run: _Run, showing: Showing, clips: tuple[Clip, ...], people: People
) -> tuple[list[tuple[Candidate, ...]], dict[str, object]]:
    """Return the candidates, and what there is to say about the model and this movie."""
    config = showing.model.config
    facts: dict[str, object] = {
        "identity": identity(showing.model),
        "language_model": config.language_model,
    }
    if not clips:
        return [], facts
    groups = look(showing, clips)
    unread = sum(int((~group.present.any(dim=1)).sum()) for group in groups)
    if unread:
        run.warn(f"{unread} of {len(clips)} clips have no frame that could be read.")
    unlike = unlikeness(showing, groups)
    if unlike is not None:
        facts["unlikeness"] = round(unlike, 3)
    if unlike is not None and unlike > 1:
        run.warn(
            f"{run.info.path.name} looks unlike anything that this model was trained on "
            f"(unlikeness {unlike:.1f}, where 1 is the limit): its words mean little here. Name a "
            "model that was trained on such films with --model (adtool models lists those on this "
            "machine), or train one with adtool train."
        )
    faces = look_at_faces(showing, people.cast)
    offered = people.offered(len(clips), run.settings.characters.unrecognised)
    return tell(showing, groups, offered, faces), facts


def _right_names(
    run: _Run, people: People, clips: Sequence[Clip], candidates: Sequence[Sequence[Candidate]]
) -> dict[Clip, tuple[Righted, ...]]:
    """Put the names in the wordings right; nobody is put in whom the film introduces later."""
    present: list[list[Character] | None] = [None] * len(clips)
    if people.clips is not None:
        seen = [[people.cast[one.character] for one in clip] for clip in people.clips]
        present = [
            [one for one in who if one.introduced_at <= clip.start]
            for clip, who in zip(clips, seen, strict=True)
        ]
    return {
        clip: right_names(found, who, people.cast, run.settings.naming)
        for clip, found, who in zip(clips, candidates, present, strict=True)
    }


def _settings(showing: Showing, people: People, run: _Run) -> dict[str, object]:
    used = asdict(replace(run.settings, model=showing.settings))
    names = [character.name for character in people.cast[: showing.settings.names]]
    return {"settings": used, "names": names, "warnings": run.warnings}


def _explain(omission: Omission) -> Omission:
    """Tell clips that were not seen from those that left the model speechless."""
    return omission if omission.candidates else replace(omission, reason=NO_FRAMES)


def _pairs(spans: Any) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
