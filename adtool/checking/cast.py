"""What ``adtool cast check`` does: a cast's portraits, seen by the recogniser of ``describe``."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from adtool import recognition
from adtool.cast.cast import read_cast
from adtool.cast.character import Cast
from adtool.cast.portraits import open_portrait
from adtool.errors import CastError
from adtool.narration.loader import NarratorLoader
from adtool.progress import SILENT, Notebook, Progress
from adtool.recognition import Recogniser
from adtool.recognition.cast_check import ERROR, Finding, examine, find_faults
from adtool.recognition.cast_report import CastReport
from adtool.settings import AUTO, BUNDLED, CharacterSettings, ModelSettings


def check_cast(
    path: Path,
    movie: str = "",
    characters: CharacterSettings | None = None,
    model: ModelSettings | None = None,
    progress: Progress = SILENT,
) -> CastReport:
    """Find what recognition would stumble over in a cast.

    Args:
        path: a cast.json, or a character bank.
        movie: which movie is meant of a bank with several.
        characters: how people are recognised.
        model: the model that will describe the film: which recogniser is best depends on it.
        progress: hears how far it is.

    Raises:
        CastError: if the cast cannot be read.
        UnavailableError: if the recogniser is not there.
    """
    characters, model = characters or CharacterSettings(), model or ModelSettings()
    notebook = Notebook(progress)
    cast = read_cast(path, movie, progress=notebook)
    broken = [Finding(ERROR, "broken", (), (), f"{note}") for note in notebook.notes]
    recogniser, unchecked = None, ["faces; no portrait can be used."]
    if any(character.portraits for character in cast.characters):
        recogniser, unchecked = _recogniser(cast, characters, model, progress)
    threshold = characters.threshold
    if threshold is None or recogniser is None:
        threshold = recogniser.threshold if recogniser else None
    seen = examine(cast, recogniser)
    found = [*broken, *find_faults(cast, seen, threshold)]
    name = recogniser.name if recogniser else "none"
    return CastReport(path, cast, seen, name, threshold, found, unchecked)


def _recogniser(
    cast: Cast, settings: CharacterSettings, model_settings: ModelSettings, progress: Progress
) -> tuple[Recogniser | None, list[str]]:
    """Return the recogniser that describe would take, and what cannot be checked with it."""
    recognition.require(settings.recogniser)
    if settings.recogniser == "none":
        return None, ["faces; name a recogniser with --faces."]
    if model_settings.model == AUTO and settings.recogniser != "clip":
        recogniser, note = recognition.load_recogniser(settings, drawn=False, encoder=None)
        if recogniser is not None and _finds_faces(cast, recogniser):
            if note:
                progress.note(note)
            return recogniser, []
    if model_settings.model == AUTO:
        model_settings = replace(model_settings, model=BUNDLED)  # drawn people, it seems
    narrator = NarratorLoader(model_settings).get()
    recogniser, note = recognition.load_recogniser(
        settings, drawn=narrator.drawn, encoder=narrator.encoder
    )
    if recogniser is None:
        return None, [f"faces. {note}"]
    if note:
        progress.note(note)
    if recogniser.name != "clip":
        return recogniser, []
    advice = "name dlib or insightface with --faces if living people are shown"
    return recogniser, [f"how many faces a portrait shows; clip takes it as a whole ({advice})."]


def _finds_faces(cast: Cast, recogniser: Recogniser) -> bool:
    """Say whether a recogniser sees anybody in the portraits; living people's see no drawn ones."""
    for character in cast.characters:
        for path in character.portraits:
            with suppress(CastError):
                if recogniser.portrait(open_portrait(path)) is not None:
                    return True
    return False
