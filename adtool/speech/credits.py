"""Credits of subtitles: who made them and where they come from, which nobody says.

They stand before the first words of a film or after its last, often at 0.000, and hide a gap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from adtool.scripts.cues import Cue

_EDGE = 3
"""Cues at either end of a film that can be credits."""
_LONGEST = 16
"""Words of a credit at most."""

_WORK = (
    r"(?:(?:sub(?:title)?|caption)s?|subtitled|subbed|subtitling|captioned|captioning|transcript"
    r"|transcription|transcribed|translations?|translated|(?:re-?)?syn(?:c|ch|ced|ched|chroni[sz]ed)"
    r"|correct(?:ed|ions?)|rip(?:ped)?|encoded|timed|timing|proofread|ocr|extracted|provided)"
)
_WORKS = rf"(?:(?:english|original|closed|all) )?{_WORK}(?: ?(?:&|and|\+|,|/)? ?{_WORK})*"
_DONE = r"(?: (?:was|were|are|is|made|possible|created|edited|provided|brought to you))*"
_MADE_BY = re.compile(rf"{_WORKS}{_DONE} ?by:? (?P<who>\S.*)", re.IGNORECASE)
_FROM = re.compile(
    r"(?:downloaded|(?:sub(?:title)?|caption)s?|ripped|extracted) (?:from|@) ?(?P<who>\S.*)"
    r"|(?:(?:sub(?:title)?|caption)s?|subbed|(?:re-?)?syn(?:c|ch|ced|ched)|rip|ocr) ?:"
    r" ?(?P<name>\S.*)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:untertitel(?:ung)?|sous-?titr(?:es|age|é)|subt[ií]tulos|legendas?|sottotitoli|vertaald"
    r"|vertaling|ondertiteling|napisy|tłumaczenie|traducci[oó]n|titulky|перевод|субтитры)"
    r" ?(?: (?:von|der|des|im|par|por|de|di|a cura|door|przez|od)\b|:).*"
    r"|advertise your product or brand here.*|support us and become (?:a )?vip member.*"
    r"|(?:please )?rate this subtitle.*|help other users to choose the best subtitles.*"
    r"|official \S+ movies? site.*|(?:copyright )?(?:©|\(c\)|copyright \d{4}).*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*"
    r"\.(?:com|org|net|info|tv|mx|eu|ru|co\.uk|fr|nl|pl|cz|com\.br)\b\S*|\byts\.\w+",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:my|your|his|her|our|their|you|me|us|him|them|it|that|this)\b|[?!]|^(?:the|an?) [a-z]"
)


def without_credits(cues: Sequence[Cue]) -> tuple[list[Cue], list[Cue]]:
    """Split cues, in order of time and without markup, into those of the film and the credits."""
    edge = {*range(_EDGE), *range(len(cues) - _EDGE, len(cues))}
    credit = [at in edge and is_credit(cue.text) for at, cue in enumerate(cues)]
    kept = [cue for cue, out in zip(cues, credit, strict=True) if not out]
    return kept, [cue for cue, out in zip(cues, credit, strict=True) if out]


def is_credit(lines: Sequence[str]) -> bool:
    """Say whether a cue's lines tell who made the subtitles, or where they come from."""
    text = " ".join(" ".join(lines).split()).strip(" -=~*•♪#|<>[](){}.")
    if not text or _OTHER.fullmatch(text):
        return bool(text)
    rest = _ADDRESS.sub(" ", text)
    made = _MADE_BY.fullmatch(text) or _FROM.fullmatch(text)
    if made and not _SPOKEN.search(next(filter(None, made.groups()))):
        return len(text.split()) <= _LONGEST
    return rest != text and not re.search(r"\w", rest)
