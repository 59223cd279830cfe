"""Rules about names: those of the cast, from when on, and no others."""

from __future__ import annotations

from collections.abc import Iterator

from adtool.checking.finding import Remark
from adtool.checking.subject import Subject
from adtool.english.forms import mention
from adtool.english.names import named, unknown_words
from adtool.settings import CheckSettings
from adtool.timeline import clock


def unknown_name(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A name is none of the cast's; told where it comes first."""
    if subject.cast is None:
        return
    met: set[str] = set()
    for index, line in enumerate(subject.lines):
        for name in named(line.text, subject.cast.characters):
            strange = all(unknown_words(name.text, one) for one in name.meant)
            if strange and name.text.casefold() not in met:
                met.add(name.text.casefold())
                yield Remark(
                    index,
                    f"“{name.text}” is no name in the cast.",
                    "Mend the name, or put it into cast.json if it is a person's.",
                )


def early_name(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A name is used before the film has introduced who bears it."""
    if subject.cast is None:
        return
    later = [one for one in subject.cast.characters if one.introduced_at]
    for character in later:
        pattern = mention(character)
        for index, line in enumerate(subject.lines):
            if line.start >= character.introduced_at:
                break  # the lines are in order
            if match := pattern.search(line.text):
                yield Remark(
                    index,
                    f"“{match[0]}” is named before {clock(character.introduced_at)}, when the "
                    "film introduces the name.",
                    "Describe how they look instead.",
                )
