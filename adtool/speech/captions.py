"""What a caption means: words that are heard, or a sound.

Whatever stands outside brackets is said. In brackets stands what is heard otherwise: ``[thunder]``
and ``(door slams)`` are sounds, ``[man speaking foreign language]``, ``(SPEAKS INDISTINCTLY)`` and
``[whispering]`` are voices. A caption is a sound only if a word of ``adtool.speech.sounds`` says
so and no other word says voice. Not sure is speech, for to talk over it would be worse than to
lose a gap. Sung words are a choice (``♪ Happy birthday ♪``, ``[singing in French]``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from adtool.speech.sounds import (
    DOERS,
    EITHER,
    MUSIC,
    PEOPLE,
    PIECES,
    SOUNDS,
    SUNG,
    VOICES,
    forms,
)

_BRACKETS = re.compile(
    r"\[([^\[\]]*)\]|\(([^()]*)\)|\{([^{}]*)\}|<([^<>]*)>|（([^（）]*)）|【([^【】]*)】|［([^［］]*)］"
    r"|〔([^〔〕]*)〕"
    r"|(?<!\w)\*([^*\n]+)\*(?!\w)"
)
_NOTES = "♪♫♬♩🎵🎶"
_SONG = re.compile(rf"[{_NOTES}]([^{_NOTES}]*)(?:[{_NOTES}]|$)")
_NAME = r"(?:[A-Z][\w.'’-]*|#?\d+)"
_LABEL = re.compile(rf"\W*{_NAME}(?: {_NAME}){{0,3}}:\W*")
_SPEAKERS = re.compile(r"(?m)^\s*[-–—‐•>]+\s*")
_VOICED = re.compile(r"\b(?i:cr(?:y|ies|ied|ying) out)\b|\bin [A-Z][a-z]+\b")
"""What is cried out, or in a language, whatever sound it is besides."""
_UNSURE = re.compile("[?？]")
"""All that is left of words where nobody understood them."""
_NOBODY = re.compile(r"\s*(?:no|without|silent)\b", re.IGNORECASE)
_WORD = r"[^\W_]+(?:['’][^\W_]+)*"
_DOERS_LENGTH = 80
"""Characters before a verb among which whoever does it stands."""
_DOER = re.compile(rf"({_WORD})(?: {_WORD}ly)? $")


def is_dialogue(text: str, *, songs: bool = True) -> bool:
    """Say whether a cue's text holds what nobody may talk over, and not only names of sounds.

    Args:
        text: the lines of the cue, without tags and commands of players.
        songs: whether sung words count.
    """
    parts = _SPEAKERS.split(text)
    return any(_is_heard(part.strip(), songs=songs) for part in parts)


def is_voice(caption: str, *, songs: bool = True) -> bool:
    """Say whether a caption in brackets means a voice, or could mean one.

    Args:
        caption: what stands between the brackets.
        songs: whether one that sings counts.
    """
    kinds = set(_kinds(caption))
    if not kinds or _NOBODY.match(caption):
        return not kinds and bool(_UNSURE.search(caption))
    if "voice" in kinds:
        return True
    if "song" in kinds:
        return songs
    return "sound" not in kinds or bool(_VOICED.search(caption))


def _kinds(caption: str) -> Iterator[str]:
    """Yield what each word of a caption means: a voice, a song, a sound, or nothing known."""
    lowered = caption.lower()
    found = list(re.finditer(_WORD, lowered))
    words = [forms(match[0]) for match in found]
    somebody = any(word & PEOPLE for word in words)
    played = any("instrumental" in word for word in words)
    for match, word in zip(found, words, strict=True):
        either = bool(word & (EITHER | SUNG)) and not somebody
        done = either and _is_done_by_a_thing(lowered[: match.start()][-_DOERS_LENGTH:])
        if word & VOICES or (word & EITHER and not done):
            yield "voice"
        elif word & SUNG and not done and not played:
            yield "song"
        else:
            yield "sound" if word & (SOUNDS | EITHER | SUNG) else "unknown"


def _is_done_by_a_thing(before: str) -> bool:
    """Say whether the word right before a verb is an animal or a thing: ``birds (softly) sing``."""
    match = _DOER.search(before)
    return match is not None and bool(forms(match[1]) & DOERS)


def _is_heard(part: str, *, songs: bool) -> bool:
    """Say whether one speaker's part of a cue is heard words."""
    captions = ["".join(filter(None, match.groups())) for match in _BRACKETS.finditer(part)]
    spoken, sung = _without_songs(_BRACKETS.sub(" ", part).strip())
    if songs and any(_is_sung(words) for words in sung):
        return True
    if not re.search(_WORD, spoken) and _UNSURE.search(spoken):
        return True
    if re.search(_WORD, spoken) and not (captions and _LABEL.fullmatch(spoken)):
        return True
    return any(is_voice(caption, songs=songs) for caption in captions)


def _without_songs(text: str) -> tuple[str, list[str]]:
    """Split a text into what is said, and what stands between notes, or below or above one."""
    if text.endswith(tuple(_NOTES)) and not set(text.rstrip(_NOTES)) & set(_NOTES):
        return "", [text]
    if text.startswith("# ") or text.endswith(" #"):
        return "", [text]
    return _SONG.sub(" ", text), _SONG.findall(text)


def _is_sung(words: str) -> bool:
    """Say whether words between notes are sung, and not ``instrumental`` or ``upbeat music``."""
    found = [forms(word) for word in re.findall(_WORD, words.lower())]
    played = all(word & MUSIC for word in found) and any(word & PIECES for word in found)
    return bool(found) and not played
