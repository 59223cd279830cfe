"""How the people of the cast are called in a text: by the full name, its first part, or an alias.

Anna Berg          → Anna Berg, Anna
Mr. Otto Lind      → Mr. Otto Lind, Mr. Lind, Otto Lind, Otto, Lind
The Old Man        → The Old Man

And where a text names anybody at all, of the cast or not: ``named``. What is no form of the cast
counts where capitals tell: not at a sentence's start, not what a determiner or a place goes before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from adtool.cast.character import Character
from adtool.english.clauses import ABBREVIATION
from adtool.english.words import CLOSED_CLASS

TITLES = frozenset(
    """
    mr mrs ms miss dr doctor prof professor sir lady lord captain capt colonel col lieutenant lt
    sergeant sgt officer detective agent king queen prince princess father mother sister brother
    uncle aunt judge reverend rev saint st
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
"""What stands before a name and is none, in lower case."""

NO_NAMES = frozenset(
    """
    i i'm i'll i've i'd monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december christmas easter
    thanksgiving halloween english french german italian spanish american british chinese japanese
    russian african arab asian australian brazilian canadian cuban dutch egyptian european greek
    hispanic indian irish jewish korean latin mexican muslim polish roman scottish swedish swiss
    turkish victorian welsh god tv dj ok
    """.split()  # noqa: SIM905
)
"""Words with a capital that name nobody, in lower case."""

QUOTED = re.compile(r"\"[^\"]{0,400}\"|“[^”]{0,400}”|(?<!\w)‘[^’]{0,400}’(?!\w)")
"""What a text quotes: other people's words, and signs."""

_NO_NAME = frozenset({"the", "a", "an", "old", "young", "little", "big"})
_CONNECTED = r"(?<![\w’'-]){}(?![\w-])"
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_SENTENCE_END = re.compile(r"[.!?:…\"”]")  # between two words, it ends a sentence
_PLACES = frozenset(
    """
    airport avenue bay beach bridge building cafe castle center centre church city club college
    county falls garden gardens hall hospital hotel house island lake library market motel mountain
    museum palace park pier place plaza restaurant river road school square stadium station street
    theater theatre tower university
    """.split()  # noqa: SIM905
)
_NO_O_BRIEN = r"(?!['’](?!s\b)\w)"
_PARTICLES = frozenset(
    "van von der den de du da di del la le ten ter bin ibn al el".split()  # noqa: SIM905
)
_JOINED = re.compile(rf"(\.?)\s+(?:(?:{'|'.join(sorted(_PARTICLES))})\s+)*")
_OWNED = re.compile(r"['’]s?(?!\w)")
_BEFORE = re.compile(r"(?<![\w’'-])(\w+(?:[-'’]\w+)*)[ \n]+$")
_THING_FOLLOWS = re.compile(  # what a capital after it names is no person
    r"(?:\b(?:the|an?|his|her|its|their|my|your|our|this|that|these|those|some|no|each|every|both|"
    r"one|two|three|four|five|several|many|other|another)|\w['’]s|s['’])\s+$",
    re.IGNORECASE,
)
_PLACE_FOLLOWS = re.compile(  # "At Niagara", but "looks at Nia"
    r"\b(?:At|[Ii]n|[Ii]nto|[Ii]nside|[Oo]utside|[Ww]ithin|[Aa]board)\s+$"
)
_NO_FIRST_NAME = re.compile(r"(?:ing|ly|ed|wards?|stairs|where|while|by)$")


def short_name(name: str) -> str:
    """Return what somebody is called once they are known: the first name, or title and last name.

    A name that is a description ("The Old Man") has no shorter form.
    """
    parts = name.split()
    if len(parts) < 2 or parts[0].lower() in _NO_NAME:
        return name
    if parts[0].lower().rstrip(".") in TITLES:
        return name if len(parts) == 2 else f"{parts[0]} {parts[-1]}"
    return parts[0]


def forms(character: Character) -> tuple[str, ...]:
    """Return everything that a character may be called, the longest first."""
    names = (character.name, *character.aliases)
    found = dict.fromkeys((*names, *map(short_name, names)))
    for name in names:
        found.update(dict.fromkeys(_without_title(name)))
    return tuple(sorted(found, key=len, reverse=True))


def _without_title(name: str) -> Iterator[str]:
    """Yield what is left of a name with a title: all, the first, and the last of it."""
    title, *parts = name.split()
    if title.lower().rstrip(".") not in TITLES or not parts:
        return
    for left in (" ".join(parts), parts[0], parts[-1]):
        usual = left.lower() in CLOSED_CLASS | NO_NAMES
        if left[0].isupper() and left.rstrip(".").lower() not in TITLES and not usual:
            yield left


def known_words(characters: Iterable[Character]) -> frozenset[str]:
    """Return every word of every name of these people, in lower case and without full stops."""
    names = [
        name
        for character in characters
        for name in (character.name, *character.aliases, character.actor)
    ]
    return frozenset(
        part.strip(".,").lower() for name in names for part in re.split(r"[\s-]+", name) if part
    )


def mention(character: Character) -> re.Pattern[str]:
    """Return a pattern that finds a character by any form of the name, as it is written."""
    return re.compile(_CONNECTED.format(f"(?:{'|'.join(map(re.escape, forms(character)))})"))


def as_known(text: str, character: Character, *, known: bool) -> str:
    """Return ``text`` with a character called as is usual: in full at first, then shortly.

    Only the first mention is changed to the full name, and only full names are shortened; what
    the text calls anybody otherwise stays.
    """
    short = short_name(character.name)
    if short == character.name or not (first := mention(character).search(text)):
        return text
    whole = _CONNECTED.format(re.escape(character.name))
    if known:
        return re.sub(whole, lambda _: short, text)
    rest = re.sub(whole, lambda _: short, text[first.end() :])
    full = character.name if first[0] == short else first[0]
    return text[: first.start()] + full + rest


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a text names somebody.

    Attributes:
        start: where the name begins.
        end: where it ends, before a possessive 's.
        text: the name as it is written, with a title.
        meant: who of the cast it may mean: one, several of one name, or nobody.
    """

    start: int
    end: int
    text: str
    meant: tuple[Character, ...] = ()

    @property
    def character(self) -> Character | None:
        """Who is meant, if it is clear."""
        return self.meant[0] if len(self.meant) == 1 else None


def named(text: str, cast: Sequence[Character]) -> Iterator[Named]:
    """Find where a text names somebody, in order; what it quotes is passed over.

    Forms of the cast are found wherever they stand, the longest first. Other names are runs of
    words with a capital in mid-sentence, with titles (Mr. Lind) and particles (Anna van der Berg).
    """
    quotes = [match.span() for match in QUOTED.finditer(text)]
    forms_found = [match.span() for match in _mentions(tuple(cast)).finditer(text)]
    known = [span for span in forms_found if _apart(span, quotes)]
    words = [_bare(word) for word in _WORD.finditer(text)]
    capitals = [span for span in words if _apart(span, quotes + known) and _is_capital(text, *span)]
    for start, end, has_form in _runs(text, sorted(capitals + known), frozenset(known)):
        begin = start if has_form else _with_first_name(text, start)
        if has_form or _is_person(text, begin, end):
            yield Named(begin, end, text[begin:end], _meant(text[begin:end], cast))


def unknown_words(text: str, character: Character) -> frozenset[str]:
    """Return the words of a name, in lower case, by which a character does not go."""
    return _content(text) - _own_words(character)


def opens_sentence(text: str, start: int) -> bool:
    """Say whether a sentence begins at ``start``; the full stop after a title ends none."""
    before = text[:start].rstrip()
    gap = re.search(r"\W*$", before)
    if not before or (gap and gap.start() == 0):
        return True
    return bool(gap and _SENTENCE_END.search(gap[0])) and not ABBREVIATION.search(before)


@lru_cache(maxsize=64)
def _mentions(cast: tuple[Character, ...]) -> re.Pattern[str]:
    """Return a pattern that finds any form of anybody, the longest first."""
    found = sorted({form for one in cast for form in forms(one)}, key=len, reverse=True)
    if not found:
        return re.compile("(?!)")
    return re.compile(_CONNECTED.format(f"(?:{'|'.join(map(re.escape, found))})") + _NO_O_BRIEN)


def _apart(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    """Say whether a span lies inside none of ``spans``."""
    return not any(start <= span[0] and span[1] <= end for start, end in spans)


def _bare(word: re.Match[str]) -> tuple[int, int]:
    """Return where a word lies without its possessive 's."""
    return word.start(), word.end() - (2 if word[0][-2:] in ("'s", "’s") else 0)


def _is_capital(text: str, start: int, end: int) -> bool:
    """Say whether a word may be a part of a name: no acronym, not at a sentence's start."""
    bare = text[start:end].replace("’", "'")
    if not bare[0].isupper() or bare.lower() in NO_NAMES or any(map(str.isdigit, bare)):
        return False
    acronym = bare.isupper() if len(bare) > 1 else text[end : end + 1] != "."
    if acronym or bare[1:2] == "-":  # T-shirt
        return False
    return bare.lower() in TITLES or not opens_sentence(text, start)


def _runs(
    text: str, atoms: Sequence[tuple[int, int]], known: frozenset[tuple[int, int]]
) -> Iterator[tuple[int, int, bool]]:
    """Join what stands side by side; yield from where to where, and whether a form is in it."""
    run: tuple[int, int, bool] | None = None
    for start, end in atoms:
        form = (start, end) in known
        if run and not (form and run[2]) and _are_joined(text, run[1], start):
            run = run[0], end, run[2] or form
        else:
            if run:
                yield run
            run = start, end, form
    if run:
        yield run


def _are_joined(text: str, end: int, start: int) -> bool:
    joint = _JOINED.fullmatch(text, end, start)
    return joint is not None and (not joint[1] or bool(ABBREVIATION.search(text[: end + 1])))


def _with_first_name(text: str, start: int) -> int:
    """Return where a name begins whose first word may be the first of the sentence."""
    before = _BEFORE.search(text[:start])
    if not before or not before[1][0].isupper() or not opens_sentence(text, before.start()):
        return start
    word = before[1].lower()
    usual = word in CLOSED_CLASS | NO_NAMES or _NO_FIRST_NAME.search(word) or _OWNED.search(word)
    return start if usual else before.start()


def _is_person(text: str, start: int, end: int) -> bool:
    """Say whether a run of capitals names a person, as far as its neighbours tell."""
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text[start:end])]
    if all(word in TITLES or len(word) == 1 for word in words):
        return False
    thing = words[-1] in _PLACES or _THING_FOLLOWS.search(text[:start])
    if thing and words[0] not in TITLES:
        return False
    return bool(_OWNED.match(text, end)) or not _PLACE_FOLLOWS.search(text[:start])


def _meant(text: str, cast: Sequence[Character]) -> tuple[Character, ...]:
    """Return who goes by a name, or by all of its words, or else by some."""
    if exact := tuple(one for one in cast if text in forms(one)):
        return exact
    said = _content(text)
    whole = tuple(one for one in cast if said <= _own_words(one))
    return whole or tuple(one for one in cast if said & _own_words(one))


@lru_cache(maxsize=1024)
def _own_words(character: Character) -> frozenset[str]:
    return frozenset().union(*map(_content, (character.name, *character.aliases)))


def _content(name: str) -> frozenset[str]:
    """Return the words that tell a name from others, in lower case; all where none does."""
    words = frozenset(re.findall(r"\w+", re.sub(r"['’]", "", name.lower())))
    return words - TITLES - _NO_NAME - _PARTICLES or words
