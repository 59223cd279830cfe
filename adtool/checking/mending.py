"""What can be mended in a script without a describer.

That is spaces, stops, the house's words and numbers, and lines that run a little into each other
or into speech. What is quoted stays as it is.

No word is cut. A line gives way in time only as far as it can still be said at the limit's rate.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from adtool.checking.rules.style import needs_stop
from adtool.english.numerals import in_words, numerals
from adtool.english.phrases import replaced
from adtool.english.reading_time import reading_time
from adtool.english.sentences import capitalised, ends_sentence, in_place
from adtool.scripts.text import text_lines
from adtool.settings import CheckSettings
from adtool.timeline import Line, Script, Span

_SPACES = re.compile(r"[ \t]{2,}")
_FIRST_WORD = re.compile(r"[\w'’-]+")
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
    worded = _worded(lines, settings, english)
    return replace(script, lines=tuple(_timed(worded, settings, speech or ())))


def _worded(lines: Sequence[Line], settings: CheckSettings, english: bool) -> list[Line]:
    """Return lines as the house writes them; a sentence that runs over two stays one."""
    made: list[Line] = []
    for index, line in enumerate(lines):
        text = line.text if line.placeholder else _spelled(line.text, settings, english)
        following = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
        begins = not index or ends_sentence(made[-1].text.rstrip())
        if english and not line.placeholder:
            first = _FIRST_WORD.match(text)
            if begins and first and first[0].islower():
                text = capitalised(text)
            if needs_stop(text) and not following[:1].islower():
                text = f"{text.rstrip(' ,;')}."
        made.append(replace(line, text=text))
    return made


def _spelled(text: str, settings: CheckSettings, english: bool) -> str:
    """Return a text with the house's words and numbers, and no space too many."""
    lines = [_BEFORE_MARK.sub("", _SPACES.sub(" ", line)) for line in text_lines(text)]
    mended = "\n".join(lines)
    for banned in settings.banned:
        if banned.instead:
            mended = replaced(banned.say, banned.instead, mended)
    if english and settings.numbers_in_words:
        for number in reversed(list(numerals(mended, settings.numbers_in_words))):
            word = in_place(in_words(number.value), mended, number.start)
            end = number.start + len(number.text)
            mended = mended[: number.start] + word + mended[end:]
    return mended


def _timed(lines: Sequence[Line], settings: CheckSettings, speech: Sequence[Span]) -> list[Line]:
    """Return lines that give way to the next line, and to speech, as far as they can."""
    begins = [one.start for one in speech]
    mended: list[Line] = []
    for index, line in enumerate(lines):
        following = lines[index + 1].start if index + 1 < len(lines) else line.end
        near = slice(
            bisect_right(begins, line.start), bisect_left(begins, line.end + settings.room)
        )
        limits = [following, *(start - settings.room for start in begins[near])]
        end = min((limit for limit in limits if limit > line.start), default=line.end)
        needed = reading_time(line.text, settings.limit_rate)
        fits = end < line.end and end - line.start >= needed
        mended.append(replace(line, end=end) if fits and not line.extended else line)
    return mended
