"""Rules about names: those of the cast, from when on, and no others."""

from __future__ import annotations

from collections.abc import Iterator

from adtool.checking.finding import Remark
from adtool.checking.subject import Subject
from adtool.checking.timing import clock
from adtool.checking.wording import unquoted
from adtool.distinctive import mid_sentence_capitals
from adtool.naming import TITLES, known_words, mention
from adtool.settings import CheckSettings

_NO_NAMES = frozenset(
    """i i'm i'll i've i'd monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december christmas easter english
    french german italian spanish american british chinese japanese russian god tv dj ok""".split()  # noqa: SIM905
)


def unknown_name(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A capitalised word is no name of the cast; told where it comes first."""
    if subject.cast is None or not subject.english:
        return
    known = known_words(subject.cast.characters) | TITLES | _NO_NAMES
    met: set[str] = set()
    for index, line in enumerate(subject.lines):
        text = unquoted(line.text)
        for word, start, end in mid_sentence_capitals(text):
            if word in known or word in met or all(part in known for part in word.split("-")):
                continue
            met.add(word)
            yield Remark(
                index,
                f"“{text[start:end]}” is no name in the cast.",
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
