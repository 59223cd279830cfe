"""Who acts and who is acted on: a sentence in which both are one person is absurd.

"Rex gives an apple to Rex." No describer means it; a model that mixes people up says it. No parser:
a person who acts and is named again in the same clause counts, unless something there says that it
is not they who are acted on (a possessive, another doer, a portrait of them). What is not clear is
let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from adtool.cast.character import Character
from adtool.english.forms import forms
from adtool.english.giving import gives_themself
from adtool.english.names import Named, named
from adtool.english.sentences import sentences
from adtool.english.words import CLOSED_CLASS

Person: TypeAlias = "Character | str"
"""Somebody who is named: of the cast, or as the text calls them."""

_BREAK = re.compile(r"\s*[;:—–]\s*|\s-+\s|\s*\.\.\.\s*|…|[()\[\]]")
_SUBORDINATE = re.compile(
    r"(?:^|[\s,])(?:as|while|whilst|when|whenever|because|since|if|unless|until|till|where|wherever|"
    r"though|although|once|who|whom|whose|which|that|than|like|whereas|so)\s+(?:then\s+)?$",
    re.IGNORECASE,
)
_OTHER_DOER = re.compile(  # somebody who is not named acts from here on
    r"\b(?:as|while|whilst|when|whenever|because|since|if|unless|until|till|where|wherever|though|"
    r"although|once|who|whom|which|whereas)\s"
    r"|(?:,|\b(?:and|but|then|before|after))\s+(?:he|she|they|it|someone|somebody|everyone|another|"
    r"an?|the|his|her|their|its|one|two|three)\s"
    r"|\b(?:sees?|watch(?:es)?|hears?|feels?|lets?|makes?|has|helps?|notices?|finds?|spots?|asks?|"
    r"tells?|orders?|catch(?:es)?)\s+(?:an?|the|his|her|their|its|someone|one|two|three)\s"
    r"|\b(?:an?|the|his|her|their|someone)\s+(?:[\w-]+\s+){0,3}?[\w-]+ing\b",
    re.IGNORECASE,
)
_MAYBE = re.compile(  # a clause begins here if a verb follows the name
    r"(?:^|[\s,])(?:and|but|or|nor|yet|then|before|after|and\s+then|but\s+then)\s+(?:[a-z]+ly\s+)?$"
    r"|,\s*(?:[a-z]+ly\s+)?$",
    re.IGNORECASE,
)
_OPENS_WITH = re.compile(
    r"\s*(?:as|while|when|because|since|if|after|before|once|until|although|though)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:,\s*(?:and|or)\b|\band\b|\bor\b|&|,)\s*")
_PICTURE = re.compile(
    r"\b(?:photos?|photographs?|pictures?|paintings?|portraits?|statues?|posters?|drawings?|images?|"
    r"reflections?|sketch(?:es)?|videos?|dreams?|memory|memories|vision|visions|shadow|name|dressed|"
    r"version|copy|ghost|half|side|sight|double|thoughts?|mention|news|care|hold|most)\s+(?:of|as)"
    r"\s+$|\b(?:as|named|called|reads?|says?|plays?|than|like|imagines?|remembers?|"
    r"recalls?|(?:thinks?|dreams?|speaks?|talks?|reminds?\s+\w+)\s+of)\s+$",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s+(?:[a-z]+ly\s+|also\s+|then\s+|now\s+|still\s+|both\s+)*([a-z][\w'’-]*)")
_TO_DO = re.compile(r"\s+(?:not\s+)?to\s+(?!the\b|an?\b|his\b|her\b|their\b|where\b)[a-z]+\b")
_MEANWHILE = re.compile(r"(?:^|[\s,])(?:as|while|whilst)\s+$", re.IGNORECASE)
_LOOKS_ON = re.compile(  # what somebody does while another acts
    r"\s+(?:watches|looks\s+on|listens|stares|observes)(?:\s+(?:her|him|them|it))?\s*(?:[.,;!?]|$)"
)
_AUXILIARIES = frozenset(
    """
    am is are was were be been being do does did has have had can could may might must shall should
    will would isn't aren't wasn't weren't doesn't don't didn't can't cannot won't
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
_NO_VERBS = frozenset(
    """
    back away together too alone aside up out off apart home there here instead first last today
    tomorrow tonight everywhere elsewhere inside outside upstairs downstairs
    """.split()  # noqa: SIM905
)
_OWN_BODY = re.compile(
    r"['’]s?\s+(?:(?:left|right|own|other|bare)\s+)?(?:hands?|arms?|shoulders?|ears?|cheeks?|neck|"
    r"lips|mouth|face|hair|head|knees?|eyes?|waist|chest|wrists?|forehead)\b"
)
_THING_BEFORE = re.compile(r"\b(?:the|an?|his|her|someone|something)\b[\w\s-]*\s$")
_NO_DOERS = frozenset({"and", "but", "then", "now", "later", "both"})
_WORD_BEGINNING = re.compile(r"\b\w")
_POSSESSIVE = re.compile(r"['’]")
_SHARED = re.compile(r"\s+(?:and|or|&)\s+$")


def acts_on_themself(text: str, cast: Sequence[Character] = ()) -> bool:
    """Say whether a sentence of a text has a person do something to themself as if to another.

    Args:
        text: one or more sentences.
        cast: who may be named; any form of a name is the same person.
    """
    if gives_themself(text):
        return True
    if not _may_name_two(text, cast):
        return False
    found = list(named(text, cast))
    strangers = dict.fromkeys(one.text for one in found if not one.meant)
    if not strangers and len(found) < 2:
        return False
    known = (*cast, *(Character(name) for name in _longest(strangers)))
    return any(_names_twice(sentence, list(named(sentence, known))) for sentence in sentences(text))


def _may_name_two(text: str, cast: Sequence[Character]) -> bool:
    """Say, quickly, whether a text may name somebody twice: it has two words with a capital.

    Names that have none (the old man) may stand anywhere.
    """
    if sum(word[0].isupper() for word in _WORD_BEGINNING.findall(text)) > 1:
        return True
    return any(form == form.lower() for one in cast for form in forms(one))


def _longest(names: Sequence[str] | dict[str, None]) -> Iterator[str]:
    """Yield names that are no part of another: "Anna" is Anna Berg."""
    for name in names:
        own = set(name.split())
        if not any(own < set(other.split()) for other in names):
            yield name


@dataclass
class _Clause:
    """A clause as it is read.

    Attributes:
        doers: who acts in it.
        others: who else is named so far.
        opened: whether it begins with "as", "when" and the like.
    """

    doers: list[Person] = field(default_factory=list)
    others: list[Person] = field(default_factory=list)
    opened: bool = False


def _names_twice(sentence: str, found: Sequence[Named]) -> bool:
    """Say whether a clause names who acts in it again, or somebody twice in a row."""
    opened = bool(_OPENS_WITH.match(sentence))
    clause, end = _Clause(opened=opened), 0
    last: Person | None = None  # the person named last, if nothing but "and" has followed
    for place, one in enumerate(found):
        between, rest = sentence[end : one.start], sentence[one.end :]
        joined = last is not None and bool(_JOINED.fullmatch(between))
        end, who = one.end, _person(one)
        acting = clause.doers
        if _starts_anew(between) or (clause.doers and _OTHER_DOER.search(between)):
            clause = _Clause()
        alone = clause.doers == [who] and not clause.others and "," not in between
        if alone and _OWN_BODY.match(rest) and not _PICTURE.search(sentence[: one.start]):
            return True  # Tom takes Tom's hand
        if _is_owner(sentence, found, place) or who is None:
            if opened and between.rstrip().endswith(","):
                clause = _Clause()  # As Anna and Tom sing, Mia's gaze moves to Tom
            last = None
            continue
        if who in clause.doers and _third_person(rest) and _THING_BEFORE.search(between):
            continue  # Anna reads the letter Anna picked up
        if who in acting and _MEANWHILE.search(between) and _LOOKS_ON.match(rest):
            return True
        verb = _acts(rest)
        if last is who and not verb and (joined or between.strip() in ("to", "by")):
            return True
        if _starts_clause(between, rest, clause, joined=joined, other=who not in clause.doers):
            carried = [] if clause.doers else clause.others
            if who in carried and between.rstrip().endswith(","):
                return True
            clause = _Clause(doers=[who], others=carried)
        elif not clause.doers and not clause.others and _is_subject(sentence, one, between):
            clause.doers.append(who)
        elif joined and clause.doers and not clause.others:
            if who in clause.doers:
                return True
            clause.doers.append(who)
        elif not _PICTURE.search(sentence, max(0, one.start - 40), one.start):
            if who in clause.doers:
                return True
            clause.others.append(who)
        last = who
    return False


def _person(one: Named) -> Person | None:
    """Return who is named; a name that several share stands for one of them."""
    return one.character or (one.text if one.meant else None)


def _is_owner(sentence: str, found: Sequence[Named], place: int) -> bool:
    """Say whether a name only tells whose something is: Anna's, or Anna and Tom's."""
    one = found[place]
    if _POSSESSIVE.match(sentence, one.end):
        return True
    following = found[place + 1 : place + 2]
    return any(
        _SHARED.match(sentence[one.end : other.start])
        and _POSSESSIVE.match(sentence, other.end) is not None
        and not _acts(sentence[other.end :])
        for other in following
    )


def _starts_anew(between: str) -> bool:
    """Say whether what stands before a name begins another clause for certain."""
    return bool(_BREAK.search(between) or _SUBORDINATE.search(between))


def _starts_clause(between: str, rest: str, clause: _Clause, *, joined: bool, other: bool) -> bool:
    """Say whether a name begins another clause, as the one who acts in it."""
    if _starts_anew(between):
        return True
    verb = _acts(rest)
    if _MAYBE.search(between):
        if joined and not clause.others and len(clause.doers) >= 1 and not _third_person(rest):
            return False  # Anna and Tom wave
        return verb
    if clause.opened and verb and _third_person(rest) and bool(clause.doers):
        return True  # As Anna sits Anna smiles
    return bool(clause.doers) and other and (verb or bool(_TO_DO.match(rest)))


def _is_subject(sentence: str, one: Named, between: str) -> bool:
    """Say whether a clause's first name is who acts: nothing but an adverb before it."""
    before = between.strip(" \"'“‘,").lower()
    plain = not before or before.endswith("ly") or before in _NO_DOERS
    if plain or between.rstrip().endswith(","):
        return True
    return bool(_SUBORDINATE.search(between) or _OPENS_WITH.fullmatch(between))


def _next_word(rest: str) -> str:
    following = _NEXT.match(rest)
    return following[1].lower().replace("’", "'") if following else ""


def _acts(rest: str) -> bool:
    """Say whether a verb seems to follow a name."""
    word = _next_word(rest)
    if word in _AUXILIARIES:
        return True
    return bool(word) and word not in CLOSED_CLASS and word not in _NO_VERBS and word[-2:] != "ly"


def _third_person(rest: str) -> bool:
    word = _next_word(rest)
    return word in _AUXILIARIES or (_acts(rest) and word.endswith(("s", "ed")))
