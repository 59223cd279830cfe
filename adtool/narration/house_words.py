"""The words of a house: a wording that has one which it does not use is mended, or gives way."""

from __future__ import annotations

from dataclasses import replace

from adtool.english.phrases import found, replaced
from adtool.narration.clip import ClipNarration
from adtool.settings import WordingSettings
from adtool.timeline import Candidate, Correction


def with_house_words(narration: ClipNarration, settings: WordingSettings) -> ClipNarration:
    """Return a clip with wordings that the house can say.

    Words that have others in their place are replaced. A wording with words that have none is left
    out, as long as the clip keeps another.
    """
    kept: list[Candidate] = []
    refused: list[Candidate] = []
    changes: list[Correction] = []
    for candidate in narration.candidates:
        text, reasons = _mended(candidate.text, settings)
        left = [one.say for one in settings.banned if any(found(one.say, text))]
        if text != candidate.text:
            changes.append(Correction(candidate.text, text, reasons))
        (refused if left else kept).append(replace(candidate, text=text))
    if refused and kept:
        changes += [Correction(one.text, "", (_said(one.text, settings),)) for one in refused]
    if not changes:
        return narration
    return replace(
        narration,
        candidates=tuple(kept or refused),
        corrections=(*narration.corrections, *changes),
    )


def _mended(text: str, settings: WordingSettings) -> tuple[str, tuple[str, ...]]:
    reasons = []
    for banned in settings.banned:
        if banned.instead and any(found(banned.say, text)):
            text = replaced(banned.say, banned.instead, text)
            reasons.append(f"The house says “{banned.instead}” for “{banned.say}”.")
    return text, tuple(reasons)


def _said(text: str, settings: WordingSettings) -> str:
    words = [one.say for one in settings.banned if any(found(one.say, text))]
    return f"The house does not say “{'” or “'.join(words)}”."
