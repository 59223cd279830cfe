"""Which language a script is in, as far as the rules must know: by what it says, or its letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from adtool.english.words import CLOSED_CLASS, words

SPACELESS = frozenset({"ja", "zh", "yue", "wuu", "cmn", "th", "lo", "km", "my", "bo", "dz", "jpn"})
SPACELESS |= frozenset({"zho", "chi", "tha", "lao", "khm", "mya", "bod"})
"""Languages that put no spaces between words."""

_OF_SCRIPT = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "HANGUL": "ko",
    "THAI": "th",
    "LAO": "lo",
    "KHMER": "km",
    "MYANMAR": "my",
    "TIBETAN": "bo",
}
"""The language of an alphabet that has but one, or of which one stands for all."""

_ALPHABETS = {
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARMENIAN": "Armn",
    "TAMIL": "Taml",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "GUJARATI": "Gujr",
    "GURMUKHI": "Guru",
}
"""The ISO 15924 codes that are not how the alphabet's name begins."""

_ENOUGH = 40
"""Words below which too few small words of English say nothing."""

_LEAST = 0.15
"""The share of small words that English has at least; its descriptions have 0.3 to 0.5."""

_FOREIGN_WORDS = """
    und ist nicht ein eine einen einem einer mit auf sie er ihr ihm sich aus dem das zu im vor durch
    les une et il elle est dans sur pas au aux avec qui ses leur leurs vers
    los las una en por su un que para está sus al
    gli che nel della sul lo si nella una suo
    het een op zij hij naar zich haar zijn
    os uma um com ele ela seu sua não
    och ett på han hon det som av och og til
    się nie jest
"""
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
"""Small words of other languages, of which English has none, and names have none either."""

_SOME = 2
"""Of these so many at least tell another language, where English has fewer."""


def is_english(tag: str) -> bool:
    """Say whether a language's tag means English; an empty one does."""
    return _primary(tag) in ("", "en", "eng")


def has_spaces(tag: str) -> bool:
    """Say whether a language puts spaces between its words."""
    return _primary(tag) not in SPACELESS


def alphabet_of(texts: Iterable[str]) -> str:
    """Return the tag of the language, or else of the alphabet, that most letters are of.

    Returns:
        "ja", "und-Cyrl" and so on; empty for Latin letters, and where there are none.
    """
    kinds: Counter[str] = Counter()
    for letter, times in Counter("".join(texts)).items():
        if letter.isalpha():
            kinds[unicodedata.name(letter, "?").split()[0]] += times
    letters = kinds.total()
    if not letters or kinds["LATIN"] + kinds["FULLWIDTH"] >= letters / 2:
        return ""
    kana = kinds["HIRAGANA"] + kinds["KATAKANA"]
    most = "HIRAGANA" if kana > letters / 20 else kinds.most_common(1)[0][0]
    return _OF_SCRIPT.get(most, f"und-{_ALPHABETS.get(most, most[:4].capitalize())}")


def guess(texts: Iterable[str]) -> str:
    """Return the tag of a script that names no language: "en", its alphabet's, or "und".

    "und" (undetermined) are Latin letters whose words are not English.
    """
    lines = list(texts)
    if alphabet := alphabet_of(lines):
        return alphabet
    spoken = [word for line in lines for word, _, _ in words(line)]
    small = sum(word in CLOSED_CLASS for word in spoken)
    foreign = sum(word in _FOREIGN for word in spoken)
    told = foreign >= _SOME and foreign > small
    lacks = len(spoken) >= _ENOUGH and small < _LEAST * len(spoken)
    return "und" if told or lacks else "en"


def _primary(tag: str) -> str:
    return re.split(r"[-_]", tag.strip().lower())[0]
