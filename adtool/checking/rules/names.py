"""Rules about names: those of the cast, from when on, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from adtool.cast.character import Character
from adtool.checking.finding import Remark
from adtool.checking.subject import Subject
from adtool.english.forms import mention
from adtool.english.names import Named, doubtful, named, unknown_words
from adtool.english.shouted import calm
from adtool.settings import CheckSettings
from adtool.timeline import Line, clock


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


def unclear_name(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A name may mean several of the cast, or be a word that names nobody; told at its first."""
    if subject.cast is None or not subject.english:
        return
    met: set[str] = set()
    cast = subject.cast.characters
    for index, line in enumerate(subject.lines):
        shared = [one for one in named(line.text, cast) if len(one.meant) > 1]
        for one in (*shared, *doubtful(line.text, cast)):
            if one.text.casefold() in met or all(unknown_words(one.text, who) for who in one.meant):
                continue
            met.add(one.text.casefold())
            who = " or ".join(who.name for who in one.meant)
            if one in shared:
                yield Remark(index, f"“{one.text}” may be {who}.", "Say the name in full.")
            else:
                yield Remark(
                    index,
                    f"“{one.text}” may be {who}, or a word that names nobody.",
                    "Read the line aloud; say the name in full if it is meant and unclear.",
                )


def early_name(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A name is used before the film has introduced who bears it."""
    if subject.cast is None:
        return
    later = [one for one in subject.cast.characters if one.introduced_at]
    latest = max((one.introduced_at for one in later), default=0)
    named_in = [list(_named(line, subject)) for line in subject.lines if line.start < latest]
    for character in later:
        for index, (line, found) in enumerate(zip(subject.lines, named_in, strict=False)):
            if line.start >= character.introduced_at:
                break  # the lines are in order
            if name := next(_names_of(character, line, found), ""):
                yield Remark(
                    index,
                    f"“{name}” is named before {clock(character.introduced_at)}, when the "
                    "film introduces the name.",
                    "Describe how they look instead.",
                )


def _named(line: Line, subject: Subject) -> Iterator[Named]:
    """Yield whom a line names; in English a word that is a name as well needs a sign of it."""
    assert subject.cast is not None
    if subject.english:
        yield from named(line.text, subject.cast.characters)
        return
    for one in subject.cast.characters:
        for match in mention(one).finditer(calm(line.text, [one])):
            yield Named(*match.span(), line.text[slice(*match.span())], (one,))


def _names_of(character: Character, line: Line, found: Iterable[Named]) -> Iterator[str]:
    """Yield what a line calls a character, where nobody can be meant whom the film has named."""
    for one in found:
        if character in one.meant and all(line.start < who.introduced_at for who in one.meant):
            yield one.text
