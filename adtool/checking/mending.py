"""What can be mended in a script without a describer.

That is spaces, stops, the house's words and numbers, and lines that run a little into each other
or into speech.

No word is cut. A line gives way in time only as far as it can still be said at the limit's rate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from adtool.checking.rules.style import needs_stop
from adtool.english.numerals import in_words, numerals
from adtool.english.phrases import replaced
from adtool.english.reading_time import reading_time
from adtool.english.sentences import opens_sentence
from adtool.scripts.text import text_lines
from adtool.settings import CheckSettings
from adtool.timeline import Line, Script, Span

_SPACES = re.compile(r"[ \t]{2,}")
_BEFORE_MARK = re.compile(r"\s+(?=[,.;:!?](?:\s|$))")


def mend(
    script: Script,
    settings: CheckSettings,
    *,
    english: bool = True,
    speech: Sequence[Span] | None = None,
) -> Script:
    """Return a script with what is mechanical mended; placeholders stay as they are.

    Args:
        script: lines in any order.
        settings: the house's words and numbers, the room beside speech, the fastest rate.
        english: whether the script is English: else its words are left alone.
        speech: when somebody speaks, in order and apart; None where unknown.
    """
    lines = sorted(script.lines, key=lambda line: (line.start, line.end))
    worded = [
        line if line.placeholder else replace(line, text=_worded(line.text, settings, english))
        for line in lines
    ]
    return replace(script, lines=tuple(_timed(worded, settings, speech or ())))


def _worded(text: str, settings: CheckSettings, english: bool) -> str:
    """Return a text as the house writes it."""
    lines = [_BEFORE_MARK.sub("", _SPACES.sub(" ", line)) for line in text_lines(text)]
    mended = "\n".join(lines)
    for banned in settings.banned:
        if banned.instead:
            mended = replaced(banned.say, banned.instead, mended)
    if english and settings.numbers_in_words:
        for number in reversed(list(numerals(mended, settings.numbers_in_words))):
            word = in_words(number.value)
            if opens_sentence(mended, number.start):
                word = word[:1].upper() + word[1:]
            end = number.start + len(number.text)
            mended = mended[: number.start] + word + mended[end:]
    if english and mended[:1].islower():
        mended = mended[:1].upper() + mended[1:]
    return f"{mended.rstrip(' ,;')}." if english and needs_stop(mended) else mended


def _timed(lines: Sequence[Line], settings: CheckSettings, speech: Sequence[Span]) -> list[Line]:
    """Return lines that give way to the next line, and to speech, as far as they can."""
    mended: list[Line] = []
    for index, line in enumerate(lines):
        following = lines[index + 1].start if index + 1 < len(lines) else line.end
        limits = [following if following > line.start else line.end]
        limits += [one.start - settings.room for one in speech if line.start < one.start < line.end]
        limits += [
            one.start - settings.room for one in speech if 0 <= one.start - line.end < settings.room
        ]
        end = min((limit for limit in limits if limit > line.start), default=line.end)
        needed = reading_time(line.text, settings.limit_rate)
        fits = end < line.end and end - line.start >= needed
        mended.append(replace(line, end=end) if fits and not line.extended else line)
    return mended
