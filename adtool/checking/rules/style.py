"""Rules about how a line is worded; English only, and none looks at text that is quoted.

No parser: patterns so narrow that they miss much, for a reviewer soon ignores a check that cries
wolf.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from adtool.checking.finding import Remark
from adtool.checking.subject import Subject
from adtool.english.quotes import QUOTED
from adtool.settings import CheckSettings

_ENDED = re.compile(r"[.!?…:。！？।؟۔։][\"'”’)\]♪]*\s*$")
_DANGLING = frozenset(
    """a an the this these those my your his her its our their of to at from with into onto upon
    and or but nor as than while because if whose is are was were be has have had very""".split()  # noqa: SIM905
)
_LAST_WORD = re.compile(r"([\w'’-]{1,20})\W*$")

_PAST = (
    "was were had went came saw took gave got made ran stood sat felt kept told said knew thought "
    "brought caught began broke chose drew drank drove ate fell flew forgot froze grew hid knelt "
    "rode rang rose sang sank shook shot slept slid spoke stole struck swam swung threw wore woke "
    "wrote leapt met paid sent spun stuck taught tore understood won held left lost looked found"
).replace(" ", "|")
_NOT_PAST = "need|feed|seed|bleed|speed|breed|heed|weed|exceed|proceed|succeed|embed|wed"
_PAST_TENSE = re.compile(
    r"(?:^|[.!?…;:,—–]\s{1,3}|\b(?:and|then|as|while)\s)"
    r"(?:(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)|[A-Z][a-z'’-]{1,20})\s(?:\w{2,20}ly\s|then\s)?"
    rf"((?:{_PAST})(?=\s)|(?!(?:{_NOT_PAST})\b)[a-z]{{2,20}}ed"
    r"(?=\s(?:the|his|her|their|him|them|at|up|down|away|back|out|off|over|into|to|toward|towards|"
    r"and)\b|[.!?]|$))"
)
_VIEWER = re.compile(
    r"\b(?:we|you|the (?:viewer|audience)s?)\s(?:can\s|now\s|then\s)?(?:also\s)?"
    r"(?:sees?|hears?|watch(?:es)?|notices?|follows?|are shown|is shown|look at|looks at)\b"
    r"|\b(?:can|could) be seen\b|\bis seen\b|\bare seen\b",
    re.IGNORECASE,
)
_CAMERA = re.compile(
    r"\bthe camera\s(?:pans|moves|follows|zooms|pulls|tilts|tracks|cuts|lingers|rests|shows|"
    r"focuses|closes|circles|glides|rises|drops|stays|reveals|holds)\b"
    r"|\bclose-?ups?\b|\bclose up (?:of|on)\b"
    r"|\b(?:wide|long|establishing|aerial|tracking|medium|overhead|crane|two|reverse|panning)[- ]"
    r"shots?\b|\bpoint[- ]of[- ]view shot|\bshot of\b"
    r"|\bzooms? (?:in|out)\b|\bwe (?:pan|cut|zoom)\b"
    r"|^(?:cut|fade|dissolve|pan|zoom|smash cut)s?\s(?:to|in|out|from|across|up|down)\b"
    r"|\bthe (?:scene|shot|picture|image|screen) (?:cuts|fades|dissolves|pans)\b"
    r"|\b(?:split[- ]screen|freeze[- ]frame|jump cut|voice-?over|off-?screen)\b",
    re.IGNORECASE,
)
_EMOTION = re.compile(
    r"\b(?:(?:is|are|looks?|seems?|feels?|appears?)\s(?:very\s|so\s)?(?:happy|sad|angry|scared|"
    r"afraid|nervous|jealous|depressed|anxious|excited|disappointed|frustrated|furious|worried|"
    r"embarrassed|ashamed|in love|lonely|proud|relieved|upset)"
    r"|sadly|angrily|happily|nervously|anxiously|excitedly|furiously|jealously|sorrowfully|"
    r"joyfully|fearfully)\b",
    re.IGNORECASE,
)


def mid_phrase(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line ends in mid-phrase, or without the stop that tells a voice to fall."""
    for index, line in enumerate(subject.lines):
        text = line.text.rstrip()
        last = _LAST_WORD.search(text[-40:])
        if not text or last is None:
            continue
        if _is_dangling(text):
            yield Remark(index, f"It ends in mid-phrase, with “{last[1]}”.", "Finish the sentence.")
        elif not _ENDED.search(text[-20:]):
            yield Remark(
                index, f"It ends without a full stop, with “{last[1]}”.", "End it with a stop."
            )


def needs_stop(text: str) -> bool:
    """Say whether a text ends a sentence, and has no stop to tell."""
    text = text.rstrip()
    whole = bool(_LAST_WORD.search(text[-40:])) and not _is_dangling(text)
    return whole and not _ENDED.search(text[-20:])


def _is_dangling(text: str) -> bool:
    last = _LAST_WORD.search(text[-40:])
    if last is None or text.endswith((".", "!", "?", '"', "”")):
        return False
    return last[1].lower() in _DANGLING and not QUOTED.search(text[-400:])


def past_tense(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line tells in the past tense."""
    yield from _matching(
        subject, _PAST_TENSE, "“{}” is past tense.", "Describe in the present tense.", group=1
    )


def we_see(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line speaks of seeing, or of those who watch."""
    yield from _matching(
        subject,
        _VIEWER,
        "“{}” speaks of the viewers instead of what there is.",
        "Name what happens, without those who watch it.",
    )


def camera_terms(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line speaks of the camera, the cut or the screen."""
    yield from _matching(
        subject,
        _CAMERA,
        "“{}” is a term of film making.",
        "Say what it shows, unless the film is about filming.",
    )


def emotion_words(subject: Subject, settings: CheckSettings) -> Iterator[Remark]:
    """A line names a feeling, and not what shows it."""
    yield from _matching(
        subject,
        _EMOTION,
        "“{}” names a feeling.",
        "Describe the face or the gesture that shows it.",
    )


def unquoted(text: str) -> str:
    """Return a text on one line and without what it quotes: other people's words, and signs."""
    return QUOTED.sub('""', " ".join(text.split()))


def _matching(
    subject: Subject, pattern: re.Pattern[str], what: str, advice: str, group: int = 0
) -> Iterator[Remark]:
    """Remark upon the first place in each line that ``pattern`` finds."""
    for index, line in enumerate(subject.lines):
        if match := pattern.search(unquoted(line.text)):
            yield Remark(index, what.format(match[group].strip()), advice)
