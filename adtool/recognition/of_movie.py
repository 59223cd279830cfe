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


def search_for_cast(
    run: Run,
    cast: Sequence[Character],
    settings: CharacterSettings,
    *,
    reader: str,
    drawn: bool,
    encoder: VisionEncoder | None,
) -> Search | None:
    """Make ready to search the movie for its cast, as far as there are portraits.

    Args:
        run: the movie.
        cast: everybody.
        settings: the recogniser, and its numbers.
        reader: what reads frames.
        drawn: whether the narrator knows drawn people.
        encoder: the narrator's CLIP, where it has one.

    Returns:
        The search; None where nobody can be recognised.

    Raises:
        CastError: if a portrait cannot be used, and ``settings`` are strict.
        UnavailableError: if the recogniser's package or weights are not there.
    """
    if not any(who.portraits for who in cast):
        if settings.recogniser not in (recognition.AUTO, "none"):
            run.warn("No character of the cast has a portrait: nobody can be recognised.")
        return None
    recogniser, note = recognition.load_recogniser(settings, drawn=drawn, encoder=encoder)
    if note:
        run.warn(note)
    if recogniser is None:
        return None
    files = [[fingerprint(path, CastError) for path in who.portraits] for who in cast]
    key = [recogniser.identity, files, [who.name for who in cast], settings.strict]
    kept = run.keep("portraits", key, partial(portray, cast, recogniser, settings))
    gallery = gallery_from_json(kept)
    if gallery is None:
        run.warn("No portrait can be used: nobody can be recognised.")
        return None
    return Search(
        run.info, cast, recogniser, gallery, settings, reader, run.work, run.progress, run.tally
    )


def recognise_cast(
    search: Search | None, clips: Sequence[Clip]
) -> tuple[list[tuple[Appearance, ...]] | None, dict[str, object] | None]:
    """Say who is in each clip, and how that was found.

    Args:
        search: what ``search_for_cast`` has made ready.
        clips: the clips.

    Returns:
        None and None where nobody is searched for, or there is no clip.

    Raises:
        MediaError: if the movie's video cannot be opened.
    """
    if search is None or not clips:
        return None, None
    return recognise(search, clips), search.facts
