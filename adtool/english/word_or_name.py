"""Whether a word that is a name as well names somebody where it stands: Rose smiles, a rose.

No parser: who smiles is a person, and what has a month's day behind it is a month. Where nothing
tells, nothing is said.
"""

from __future__ import annotations

import re

from adtool.english.capitals import NO_NAMES
from adtool.english.deeds import ACTS, DEEDS, is_deed
from adtool.english.double_words import (
    FIRST_NAMES,
    MODALS,
    NAMES_AS_WELL,
    PLACES,
    SEASONS,
    STUFF,
    UNARTICLED,
    VIRTUES,
)
from adtool.english.ordinary import is_ordinary
from adtool.english.sentences import opens_sentence, sentences
from adtool.english.words import CLOSED_CLASS

_NEXT = re.compile(r"\s+(?:[a-z]+ly\s+|also\s+|then\s+|now\s+|still\s+|just\s+|both\s+)*([\w'’-]+)")
_BEING = re.compile(r"(?:\s+(?:is|are)|['’]s)\s+(?:not\s+|still\s+|[a-z]+ly\s+)*([a-z]+ing)\b")
_AND_SOMEBODY = re.compile(r"\s+(?:and|&)\s+(?:her\s|his\s|([^\W\d_a-z][\w'’-]+))")
_ADDED = re.compile(r",(?!\s*\d)\s|\s+(?:who|whose)\s")
_OWNS = re.compile(r"['’]s?\s+(?:[\w-]+\s+){0,2}?(?P<thing>[a-z]+)")
_BEHIND = re.compile(r"\s+([a-z]+)\b")
_WITH_VERBS = frozenset({"lets", "helps", "watches", "sees", "hears"})
_HANDLES = re.compile(  # what Hope does rather than hope
    r"\s+(?:[a-z]+ly\s+)?(?:(?:carries|lifts|opens|closes|holds|pushes|pulls)\s+(?:an?|the|two|three)|"
    r"takes\s+(?:an?|off)|(?:sits|stands)\s+(?:at|up|down|beside|behind|next|back)|points\s+(?:at|to)|"
    r"dances|kisses|turns\s+(?:around|back|away)|hangs\s+up|puts\s+(?:on|down)|gets\s+(?:up|dressed)|"
    r"(?:sits|lies)\s+(?:on|in)\s+(?:the|an?|her|his)\s+(?:bed|sofa|couch|chair|armchair|bench|stool|"
    r"bath|wheelchair)|falls\s+to\s+(?:her|his)\s+knees|lights\s+(?:an?|the|her|his)\s+(?:candle|"
    r"cigarette|cigar|match|fire|lamp|lantern|pipe|torch)|drives\s+(?:off|away|up|past|by)|"
    r"gives\s+(?:him|her|them|[^\W\d_a-z][\w-]+)\s+(?:an?|the|his|her)\s+(?!chance|reason|way))\b"
)
_MOVES = re.compile(  # what time and virtues cannot
    r"\s+(?:[a-z]+ly\s+)?(?:swims|(?:runs|climbs|jumps|crawls|rides|hops)\s+(?:on|off|away|up|down|"
    r"over|after|across|along|past|towards?|to|back|ahead))\b"
)
_IDIOM = re.compile(  # what things do with a verb of people
    r"\s+(?:wears\s+(?:thin|off|on|out|away)|changes\s+hands|speaks\s+volumes)\b"
)
_BODY = frozenset(
    """
    eyes eye face hand hands head hair arm arms smile gaze finger fingers lips lip mouth brow brows
    eyebrow eyebrows jaw chest shoulder shoulders leg legs foot feet knee knees back neck cheek
    cheeks nose ear ears body fist fists palm thumb expression voice mother father brother sister
    wife husband son daughter parents friend friends boss phone house car room desk bag coat hat
    apartment bed office family uncle aunt dog boyfriend girlfriend
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
_OBJECTS = frozenset(
    {"him", "her", "them", "it", "us", "me", "a", "an", "the", "his", "their", "my", "your", "this"}
)
_DETERMINER_BEFORE = re.compile(
    r"\b(?:the|an?|his|her|its|their|my|your|our|this|these|those|some|no|each|every)\s+$", re.I
)
_DONE_TO = re.compile(
    r"\b(?:(?:smiles?|grins?|nods?|looks?|glances?|stares?|gazes?|glares?|winks?|waves?|frowns?|"
    r"scowls?|points?|shouts?|yells?|laughs?|leers?|beams?)\s+(?:back\s+|up\s+|down\s+)?(?:at|to|"
    r"towards?)|(?:talks?|speaks?|whispers?|bows?|listens?|clings?|turns?)\s+to|(?:hugs|kisses|"
    r"embraces|greets|pats|nudges|pokes|slaps|kicks|punches|helps|joins|grabs|tackles|faces|eyes|"
    r"tells|asks|thanks|marries|pulls|holds|lifts|leads|beside|behind|with))\s+$",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|during|every|each|last|next|this|early|late|mid|throughout)"
    r"|\bit(?:['’]s|\s+is|\s+was))[\s-]+$",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?$")
_DAY_BEHIND = re.compile(r"(?:\s+the)?,?\s+\d")
_SOUGHT = 80  # letters before a word that are looked at


def may_be_a_word(word: str) -> bool:
    """Say whether a name, in any case, is a word of English as well."""
    lower = word.lower()
    return lower in NAMES_AS_WELL | NO_NAMES or is_ordinary(word)


def is_name(text: str, start: int, end: int, *, expected: bool = False) -> bool | None:
    """Say whether a word with a capital names somebody; None where that is not clear.

    Args:
        text: the text.
        start: where the word begins.
        end: where it ends, before a possessive 's.
        expected: whether somebody of the cast is called so.
    """
    word, rest = text[start:end].lower(), text[end : end + _SOUGHT]
    if word in SEASONS and _is_season(text, start, rest):
        return False
    if does_a_deed(rest):
        return True
    if not opens_sentence(text, start):
        apart = _DETERMINER_BEFORE.search(text, max(0, start - _SOUGHT), start)
        return True if expected and not apart else None
    return _opens_as_name(text, start, end, expected=expected)


def does_a_deed(rest: str) -> bool:
    """Say whether what stands behind a word tells that somebody does what only people do."""
    if being := _BEING.match(rest):
        return is_deed(being[1])
    following = _next_word(rest)
    return following in DEEDS and not _is_plural(rest, following) and not _IDIOM.match(rest)


def is_done_to(text: str, start: int) -> bool:
    """Say whether what stands before a word tells that somebody is greeted or touched."""
    return _DONE_TO.search(text, max(0, start - _SOUGHT), start) is not None


def _is_plural(rest: str, word: str) -> bool:
    """Say whether what may be a verb is a noun, since a verb follows: April showers fall."""
    behind = _BEHIND.match(rest, rest.lower().index(word) + len(word))
    if behind is None or word in _WITH_VERBS or behind[1] == "hold":
        return False
    return f"{behind[1]}s" in ACTS - DEEDS


def act_together(rest: str) -> bool:
    """Say whether what stands behind two names is what people do: Austin and Dallas hug."""
    following = _BEHIND.match(rest)
    return following is not None and not DEEDS.isdisjoint((f"{following[1]}s", f"{following[1]}es"))


def acts(rest: str) -> bool:
    """Say whether a verb in the third person, or a possessive, stands behind a name."""
    return _next_word(rest) in ACTS or bool(_OWNS.match(rest)) or does_a_deed(rest)


def _opens_as_name(text: str, start: int, end: int, *, expected: bool) -> bool | None:
    """Say whether a sentence begins with a name, where nobody clearly does anything."""
    word, rest = text[start:end].lower(), text[end : end + _SOUGHT]
    counted = word not in UNARTICLED and word not in NO_NAMES
    if word not in STUFF and _HANDLES.match(rest):
        return True
    if word in SEASONS | VIRTUES and _MOVES.match(rest):
        return True
    following = _next_word(rest)
    if owned := _OWNS.match(rest):
        return True if owned["thing"] in _BODY or counted else None
    if joined := _AND_SOMEBODY.match(rest):
        other = joined[1]
        unsure = (
            word not in FIRST_NAMES
            and other is not None
            and other.lower() in PLACES | SEASONS | NO_NAMES
        )
        return None if unsure and not act_together(rest[joined.end() :]) else True
    if word in MODALS and (following in CLOSED_CLASS - ACTS or _asks(text, start)):
        return False
    if counted and following in ACTS:
        return True
    if word in FIRST_NAMES:
        noun = following[-1:] == "s" and _is_plural(rest, following)  # Ray guns fire
        return (following not in _OBJECTS | {"of"} and not noun) or bool(_ADDED.match(rest))
    if following in CLOSED_CLASS - ACTS and not _ADDED.match(rest):
        return None if _is_preposition(following) else False  # Mark the spot
    return True if counted and expected and _ADDED.match(rest) else None


def _is_preposition(word: str) -> bool:
    return word in {"in", "on", "at", "with", "from", "by", "and", "or", "of", "to", "as", "who"}


def _next_word(rest: str) -> str:
    following = _NEXT.match(rest)
    return following[1].lower().replace("’", "'") if following else ""


def _asks(text: str, start: int) -> bool:
    """Say whether the sentence that begins at ``start`` is a question."""
    return sentences(text[start:])[0].rstrip("\"”’' \n").endswith("?")


def _is_season(text: str, start: int, rest: str) -> bool:
    """Say whether a name of a month or a season is one: in May, May 5."""
    begin = max(0, start - _SOUGHT)
    timed = _TIME_BEFORE.search(text, begin, start) or _DAY_BEFORE.search(text, begin, start)
    return bool(
        (timed and not does_a_deed(rest) and not rest.startswith(" who")) or _DAY_BEHIND.match(rest)
    )
