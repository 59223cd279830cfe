"""Which words are ordinary English: in a list, or made of words in it.

The list has 79,000 words, inflected: those that the spelling dictionary of SCOWL writes in lower
case (``ordinary_words.LICENSE.txt``). Only with it can a name be told from a word where both have a
capital, at the beginning of a sentence.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

_MORE = frozenset(
    """
    'twas acknowledgement aeroplane aeroplanes ageing amidst analyse axe backlit brac calibre
    centred centring cheque chequered cheques cosily cosy draught draughts draughty dreamt dvd dvds
    e'er enrol enrols feng fibre fibres fulfil fulfils gaol gipsies gipsy gps grey greyer greying
    greyish greys instalment jewellery judgement kerb kerbs learnt licence ma'am manoeuvre
    manoeuvres manoeuvring mould moulding moulds mouldy moustache moustached moustaches mousy mums
    ne'er o'clock o'er offscreen paralysed plough ploughed ploughing ploughs programme programmer
    programmes pyjama pyjamas sabre sabres sceptical sceptically sceptre shui skilful skilfully
    smoulder smouldering smoulders sombre sombrely spelt storey storeys sulphur tidbit tuk tv tvs
    tyre tyres whiskies whisky wilful wilfully y'all
    """.split()  # noqa: SIM905  a table to read, not a list to index
)
"""What the list lacks: British spellings that no rule makes, and words with an apostrophe."""

_PREFIX = re.compile(
    r"(?:un|re|non|over|under|out|mis|pre|de|dis|super|semi|anti|multi|inter|mid|co|fore|half|up)"
    r"(?=\w{4})"
)
_BRITISH = (("is", "iz"), ("ys", "yz"), ("our", "or"), ("ll", "l"), ("tre", "ter"), ("ogue", "og"),
            ("lls", "ls"), ("ence", "ense"), ("ae", "e"), ("oe", "e"))  # fmt: skip
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""),
    ("ing", "e"), ("ingly", ""), ("ingly", "e"), ("edly", ""), ("edly", "e"), ("ness", ""),
    ("less", ""), ("lessly", ""), ("like", ""), ("ful", ""), ("fully", ""), ("wards", ""),
    ("ward", ""), ("most", ""), ("able", ""), ("able", "e"), ("ish", ""), ("ers", ""), ("ers", "e"),
)  # fmt: skip
_STRETCHED = re.compile(r"(\w)\1\1")  # aaah
_VOWELS = frozenset("aeiouyáàâäåæéèêëíìîïóòôöøúùûüœý")
_LEAST_STEM = 4
_LEAST_PART = 4


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    packed = resources.files("adtool.english").joinpath("ordinary_words.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split())


@lru_cache(maxsize=16384)
def is_ordinary(word: str) -> bool:
    """Say whether a word, in any case, is one of the English language, names apart.

    Of what hyphens join, one part is enough (wild-haired), where no other has a capital. What has
    no vowel is a sound (Shh).
    """
    lower = word.lower().replace("’", "'")
    if lower.endswith("n't"):
        return True
    enough = all if re.search(r"-[^\W\d_a-z]", word) else any  # Jean-Luc, but: Wild-haired
    return enough(_is_known(part) for part in lower.split("-"))


def _is_known(word: str) -> bool:
    """Say whether a word without hyphens is in the list, or made of what is."""
    if any(map(str.isdigit, word)) or _STRETCHED.search(word) or not _VOWELS & set(word):
        return word.isascii()
    return any(form in _listed() or form in _MORE for form in _simpler(word)) or _is_compound(word)


def _simpler(word: str) -> Iterator[str]:
    """Yield a word, as America spells it too, and what is left without endings and beginnings."""
    spelled = [word, *(word.replace(*pair) for pair in _BRITISH if pair[0] in word)]
    yield from spelled
    for one in spelled:
        for ending, instead in _ENDINGS:
            stem = one.removesuffix(ending)
            if stem != one and len(stem) >= _LEAST_STEM:
                yield stem + instead
                if stem[-1] == stem[-2]:
                    yield stem[:-1]  # backpedalled
        if prefix := _PREFIX.match(one):
            yield one[prefix.end() :]


def _is_compound(word: str) -> bool:
    """Say whether a word is two of the list in one: floodwater."""
    places = range(_LEAST_PART, len(word) - _LEAST_PART + 1)
    return any(word[:place] in _listed() and word[place:] in _listed() for place in places)
