"""Rules that only hold where a house asks for them: its words, its lengths, its names, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adtool.checking.finding import Remark
from adtool.checking.subject import Subject
from adtool.english.names import named
from adtool.english.numerals import in_words, numerals
from adtool.english.phrases import found
from adtool.english.reading_time import count_words
from adtool.settings import CheckSettings


def banned_words(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line has words that the house does not use."""
    for banned in settings.banned:
        for index, line in enumerate(subject.lines):
            for start, end in found(banned.say, line.text):
                why = f" {banned.why}" if banned.why else ""
                advice = f"Write “{banned.instead}”." if banned.instead else "Leave it out."
                yield Remark(index, f"It says “{line.text[start:end]}”.{why}", advice)


def long_line(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line is longer than the house allows, in words or in characters."""
    for index, line in enumerate(subject.lines):
        text = " ".join(line.text.split())
        words = count_words(text)
        if settings.longest_words and words > settings.longest_words:
            said = f"It has {words} words; the house allows {settings.longest_words}."
            yield Remark(index, said, "Shorten it, or make two lines of it.")
        elif settings.longest_characters and len(text) > settings.longest_characters:
            said = f"It has {len(text)} characters; the house allows {settings.longest_characters}."
            yield Remark(index, said, "Shorten it, or make two lines of it.")


def numbers_in_figures(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A number is in figures that the house writes in words."""
    for index, line in enumerate(subject.lines) if settings.numbers_in_words else ():
        for number in numerals(line.text, settings.numbers_in_words):
            word = in_words(number.value)
            yield Remark(index, f"It has “{number.text}” in figures.", f"Write “{word}”.")


def half_name(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """Somebody of the cast is first named, and not by the full name."""
    if subject.cast is None or not settings.full_names:
        return
    met: set[str] = set()
    for index, line in enumerate(subject.lines):
        for name in named(line.text, subject.cast.characters):
            who = name.character
            if who is None or who.name in met:
                continue
            met.add(who.name)
            if " " in who.name and not re.search(rf"\b{re.escape(who.name)}\b", line.text):
                said = f"“{name.text}” is named for the first time, and not in full."
                yield Remark(index, said, f"Write “{who.name}”.")
