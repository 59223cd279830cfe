"""The recognition of one run: its cast's portraits, and who is in its clips."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from adtool import recognition
from adtool.cast.character import Appearance, Character
from adtool.errors import CastError
from adtool.recognition.search import Search, gallery_from_json, portray, recognise
from adtool.settings import CharacterSettings
from adtool.timeline import Clip
from adtool.work import Run, fingerprint

if TYPE_CHECKING:
    from adtool.model.vision_encoder import VisionEncoder


def recognise_cast(
    run: Run,
    cast: Sequence[Character],
    clips: Sequence[Clip],
    settings: CharacterSettings,
    *,
    reader: str,
    drawn: bool,
    encoder: VisionEncoder | None,
) -> tuple[list[tuple[Appearance, ...]] | None, dict[str, object] | None]:
    """Say who is in each clip, as far as the cast's portraits allow, and how that was found.

    Args:
        run: the movie.
        cast: everybody.
        clips: the clips.
        settings: the recogniser, and its numbers.
        reader: what reads frames.
        drawn: whether the narrator knows drawn people.
        encoder: the narrator's CLIP, where it has one.

    Returns:
        None and None where nobody can be recognised.

    Raises:
        CastError: if a portrait cannot be used, and ``settings`` are strict.
        UnavailableError: if the recogniser's package or weights are not there.
        MediaError: if the movie's video cannot be opened.
    """
    if not clips:
        return None, None
    if not any(who.portraits for who in cast):
        if settings.recogniser not in (recognition.AUTO, "none"):
            run.warn("No character of the cast has a portrait: nobody can be recognised.")
        return None, None
    recogniser, note = recognition.load_recogniser(settings, drawn=drawn, encoder=encoder)
    if note:
        run.warn(note)
    if recogniser is None:
        return None, None
    files = [[fingerprint(path, CastError) for path in who.portraits] for who in cast]
    key = [recogniser.identity, files, [who.name for who in cast], settings.strict]
    kept = run.keep("portraits", key, partial(portray, cast, recogniser, settings))
    gallery = gallery_from_json(kept)
    if gallery is None:
        run.warn("No portrait can be used: nobody can be recognised.")
        return None, None
    search = Search(run.info, cast, recogniser, gallery, settings, reader, run.work, run.progress)
    return recognise(search, clips), search.facts
