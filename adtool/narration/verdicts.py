"""What is wrong with what a chat model has answered: cautious rules, each with its reason.

A wording that is dropped in error costs a question more; one that is let through in error may be
spoken to an audience. So where words have an innocent sense that films rarely show ("in this
picture"), they count as talk about the picture.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adtool.cast.character import Character
from adtool.english.names import doubtful, named
from adtool.english.quotes import QUOTED
from adtool.english.reading_time import count_words
from adtool.english.words import words

LONGEST_NOTES = 2000
"""Characters from which on a model rambles about pictures: AutoAD-Zero's."""

UNBUDGETED = 40
"""Words that a wording may have where nobody knows how much time there is."""

REPEATED = 6
"""Words in a row that nobody has in common with the instructions by chance."""

_REFUSAL = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:"
    r"(?:i['’]?m|i am)\s+(?:\w+\s+){0,2}(?:sorry|afraid|unable|not able|an? (?:ai|language)\b)|"
    r"(?:sorry|apologies|my apologies|i apologi[sz]e)\b|as an? (?:ai|language|artificial|large)\b|"
    r"(?:unfortunately|regrettably),? (?:i|there|the|it)\b|"
    r"i\s+(?:can(?:no|['’])?t|can not|could(?: not|n['’]t)|won['’]t|will not|do(?: not|n['’]t)|"
    r"am not|must decline|have to decline|must refuse|need more|would need)\b|"
    r"(?:it is|it['’]s) (?:not possible|impossible|against)\b|"
    r"(?:no|there (?:is|are) no|there (?:isn['’]t|aren['’]t) any) (?:images?|pictures?|frames?|"
    r"photos?|visuals?|video) (?:was|were|is|are|has|have|to|here|provided|attached|available|"
    r"given|in your|in this)\b|"
    r"please (?:provide|upload|share|send|attach)\b)",
    re.IGNORECASE,
)
_MEDIUM = (
    r"(?:(?:first|second|third|next|last|final|opening|closing|same|given|provided|following) )?"
    r"(?:images?|pictures?|photos?|photographs?|frames?|shots?|scenes?|clips?|videos?|footage)"
)
_PICTURE_TALK = re.compile(
    rf"\b(?:in|throughout) (?:the|this|these|that|each|every|all|all the) {_MEDIUM}\b|"
    rf"\b(?:the|this|these|that|each|every|an?) {_MEDIUM}(?: then| also| now)? "
    r"(?:show|depict|captur|featur|open|cut|begin|end|focus|pan|zoom|reveal|transition|fade|"
    r"portray|present|convey|contain|display|highlight|is from|is of|are from)\w*|"
    r"\b(?:is|are|being) (?:shown|seen|visible|depicted|pictured|featured|portrayed)\b|"
    r"\bcan be seen\b|\bthe (?:camera|viewers?)\b|\bcamera (?:angle|pan|zoom|move|cut|focus)\w*|"
    r"\bclose-?ups?\b|\b(?:on|off)-?screen\b|\bshots? \d|\b(?:frames?|images?|pictures?) \d|"
    r"\b(?:marked|highlighted|outlined|circled) (?:in|by|with)\b|"
    r"\b(?:red|green|blue|yellow|pink|cyan|white|black) (?:ellipse|outline)s?\b|"
    r"\b(?:in|with|by) (?:a|the) (?:red|green|blue|yellow|pink|cyan|white|black) circle\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"\b(?:[Ww]e|[Yy]ou|[Yy]our|[Oo]ur|us|I|I['’]\w+|[Mm]y|me)\b")
_MARKUP = re.compile(
    r"</?\w[^<>]*>|\*|`|~~|__|^\s*#|^\s*[-•]\s|[{}\[\]|\\]|https?:|www\.|\w@\w|&#?\w+;|\w\.com\b"
)
_LABEL = re.compile(
    r"^(?:\W*\d+[.):]\s|\(?[a-z]\)|(?:candidate|option|line|version|narrat\w+|audio description|"
    r"ad|description|answer|text|short|example)s?\s*\d*\s*:)",
    re.IGNORECASE,
)
_CUT_OFF = frozenset(["a", "an", "the", "and", "or", "but", "of", "with", "from", "into", "its"])


@dataclass(frozen=True)
class Bounds:
    """What a wording is held to.

    Attributes:
        budget: how many words there is time for; 0 where nobody knows.
        names: who may be named.
        others: who may not be named, as far as they are known; whoever is unknown may not either.
        instructions: what no wording may repeat.
        language: BCP 47 tag of the wording.
    """

    budget: int = 0
    names: Sequence[Character] = ()
    others: Sequence[Character] = ()
    instructions: str = ""
    language: str = "en"

    @property
    def english(self) -> bool:
        """Whether wordings are English."""
        return self.language.split("-")[0].lower() == "en"


def notes_fault(text: str) -> str:
    """Return what is wrong with notes about pictures, as a clause; empty where nothing is."""
    if not any(map(str.isalnum, text)):
        return "it said nothing"
    if _REFUSAL.search(text):
        return "it refused to answer"
    if len(text) > LONGEST_NOTES:
        return f"it rambled (over {LONGEST_NOTES:,} characters)"
    return ""


def refuses(text: str) -> bool:
    """Say whether a model answers that it will not, or cannot, answer."""
    return bool(_REFUSAL.search(text))


def wording_fault(text: str, bounds: Bounds) -> str:
    """Return what is wrong with a wording, as a clause; empty where nothing is."""
    return next(_faults(text, bounds), "")


def _faults(text: str, bounds: Bounds) -> Iterator[str]:
    said = QUOTED.sub('""', text)
    if not any(map(str.isalnum, text)):
        yield "it said nothing"
    if _REFUSAL.search(said):
        yield "it refused to answer"
    if strange := _strange_sign(text):
        yield strange
    if _MARKUP.search(text):
        yield "it wrote markup or an address"
    if bounds.english and (letter := _foreign_letter(text)):
        yield f"it wrote in another script (“{letter}”)"
    count, most = count_words(text), bounds.budget or UNBUDGETED
    if count > 2 * most and count > most + 8:
        yield f"it rambled ({count} words)"
    if bounds.english and (talk := _PICTURE_TALK.search(said) or _SPEAKER.search(said)):
        yield f"it spoke of the picture, not of the story (“{talk[0]}”)"
    if repeats(text, bounds.instructions):
        yield "it repeated its instructions"
    if not _is_sentence(text):
        yield "it wrote no sentence"
    for name in strangers(text, bounds):
        yield f"it named somebody who may not be named here (“{name}”)"


def strangers(text: str, bounds: Bounds) -> Iterator[str]:
    """Yield the names in a text that may not be used, as they are written.

    In English that is every name of nobody who may be named, and every word that may be a name of
    somebody who is known; elsewhere, where capitals say less, only names of people who are known.
    """
    known = (*bounds.names, *bounds.others)
    for found in (*named(text, known), *doubtful(text, known)):
        if any(one in bounds.names for one in found.meant):
            continue
        if found.meant or bounds.english:
            yield found.text


def repeats(text: str, instructions: str) -> bool:
    """Say whether a text has many words in a row in common with the instructions."""
    own, theirs = (" ".join(word for word, _, _ in words(one)) for one in (text, instructions))
    spoken = own.split()
    runs = (" ".join(spoken[i : i + REPEATED]) for i in range(len(spoken) - REPEATED + 1))
    return any(f" {run} " in f" {theirs} " for run in runs)


def _is_sentence(text: str) -> bool:
    """Say whether a text may be a sentence: no label, no lone word, nothing cut off."""
    spoken = [word for word, _, _ in words(text)]
    if len(spoken) < 2 or spoken[-1] in _CUT_OFF or _LABEL.search(text):
        return False
    if text.count('"') % 2 or text.rstrip("\"”’'").endswith((":", ",", ";", "-", "–", "—")):
        return False
    return not (text.isupper() and len(spoken) > 3)


def _strange_sign(text: str) -> str:
    """Say which sign of a text cannot be spoken: an emoji, or one that controls something."""
    for sign in text:
        kind = unicodedata.category(sign)
        if kind in ("Cc", "Cf", "Cs", "Co", "Cn"):
            return f"it wrote a sign that controls something (U+{ord(sign):04X})"
        if (kind in ("So", "Sk") and sign != "`") or sign in "\ufe0f\u20e3":
            return f"it wrote an emoji or a symbol (“{sign}”)"
    return ""


def _foreign_letter(text: str) -> str:
    """Return the first letter that is not of the Latin script."""
    for letter in text:
        latin = unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER"))
        if letter.isalpha() and not latin:
            return letter
    return ""
