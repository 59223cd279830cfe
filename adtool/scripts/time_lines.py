"""Lines of times, as programs and people write them.

Read is what can be meant only one way: ``00:00:01,500 --> 00:00:02,500``, and the same without
hours, with another arrow or a dash, with blanks in it, a colon or a full stop for the comma, digits
of another script, more or fewer decimals, a cue's number, brackets or tags around, XML's escapes,
or text behind. Two
digits behind a third colon could be frames, and one colon too few anything: that is not guessed.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from adtool.scripts.ascii_line import ascii_line
from adtool.scripts.loose_time import LooseTime

_LONGEST = 500
"""Characters at the beginning of a line among which its times must be."""

_DRESS = re.compile(r"\A\s*(?:<[A-Za-z][^<>]*>|\{\\[^{}]*\})+|(?<=\d)(?:</[A-Za-z]\w*>)+\s*\Z")
"""Tags around a line of times."""

_BEHIND = r"(?P<behind>[\])\"].*| .*|)"
_TIME = r"\d{1,9}(?: {0,3}[:.,] {0,3}\d{1,9}){1,5}"
_ARROW = r"(?:[-=~ ]*>[> ]*(?P<minus>-?)| *[-~][-~ ]*)"
_LINE = re.compile(
    rf' *(?P<number>#?\d{{1,6}}[.)\]]? +|#?\d{{1,6}}[)\]] *|[\[(]#?\d{{1,6}}[\])] *)?[\[("]?'
    rf'(?P<sign>-?)(?P<start>{_TIME})[\])"]?{_ARROW}[\[("]?(?P<end>{_TIME}){_BEHIND}'
)
_DIGIT = re.compile(r"\d")
_SECONDS = re.compile(r":\d\d$")
_BLANK_COMMA = re.compile(r"(?<=\d[:.]\d\d) (?=\d{3}(?: *[-=~>]| *$))")
_RUNS_ON = re.compile(
    r"[\])\" ]*(?:[:.,] ?\d|\d+ ?[:.,] ?\d|\d+ *$|[-=~]+>|> ?\d|[-~] ?\d+ ?[:.,]\d)"
)
_SETTING = re.compile(
    r" *(?:(?:align|line|position|size|vertical|region):\S+|[DLTSA]:[-\w%]+|[XY][12]:-?\d+)(?= |$)",
    re.IGNORECASE,
)

# What begins with a time and an arrow, or has a time behind the arrow, is no text in any place.
_MEANT = re.compile(
    r"[ \[(]*[\d:.,]*\d[:.,]\d\S* *--+> *(?:[\d:.,\[(-].*)?"  # 00:01,000 -->
    r"|[ \[(]*\d+ ?[:.] ?\d+ ?[:.,] ?\d+.*-+>.*"  # 00:00:01,000 --> oo:oo:02
    r"|\S* *--+> *\d+ ?[:.,] ?\d.*"  # 00:0x:01,000 --> 00:00:02,000
)
_TWO_TIMES = re.compile(
    r"[ \[(\"-]*(?:\d+ ?[:.] ?){1,2}\d+ ?[.,:] ?\d+\D{1,4}(?:\d+[:.]){1,2}\d+[.,:]\d+\W*"
)
_TIME_LIKE = re.compile(r"\d ?[:.,] ?\d+ ?[:.,] ?\d|\d ?: ?\d\d?\D+\d ?: ?\d\d?(?!\d)")
_ARROW_LIKE = re.compile(r"[-=~] ?>|(?<=\d) *> *\d")
_UNSEEN = " \t\u00a0\u3000\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
_WORD_TIME = re.compile(r"<[\d:.,]+>(?=<c|[^\W\d])")
_WORD = re.compile(r"(?<!\S)[^\W\d_]{2,}(?!\S)")
_MANY = 4


class Times(NamedTuple):
    """A line of times that could be read.

    Attributes:
        start: when the cue begins, in ms; negative before the movie does.
        end: when it ends, in ms.
        settings: what stands behind the times and says where the cue is shown.
        text: what stands behind them, and is text.
        sure: whether it can be nothing else, wherever it stands.
    """

    start: int
    end: int
    settings: str
    text: str
    sure: bool


def read_times(line: str) -> Times | str | None:
    """Return what a line of times says, the clause for what is wrong with it, or None."""
    found = _read(line)
    if found is None and (bare := _undressed(line)) != line:
        found = _read(bare)
        return found._replace(sure=False) if isinstance(found, Times) else found
    return found


def _read(line: str) -> Times | str | None:
    plain, places = ascii_line(line, _LONGEST)
    plain = _with_comma(plain)
    match = _LINE.fullmatch(plain)
    if match is None or _RUNS_ON.match(match["behind"]):
        return None
    one, two = LooseTime.read(match["start"]), LooseTime.read(match["end"])
    if one is None or two is None or _could_be_other(match, one, two):
        return None
    if match["sign"] and line[places[match.start("sign")]] not in "-−":
        return None  # a longer dash begins what somebody says
    if not (one.possible and two.possible):
        return "no minute or second is over 59"
    start, end = one.signed(match["sign"]), two.signed(match["minus"] or "")
    if end < start:
        return "the cue ends before it starts"
    settings, text = _behind(line[places[match.start("behind")] :] if match["behind"] else "")
    arrow = plain[match.end("start") : match.start("end")]
    sure = (one.exact and two.exact) or "-->" in arrow.replace(" ", "")
    return Times(start, end, settings, text, sure)


def looks_like_times(line: str) -> bool:
    """Say whether ``line`` stands for the times of a cue, well-formed or not, in any place."""
    if not _DIGIT.search(line):
        return False
    found = read_times(line)
    if isinstance(found, Times) and found.sure:
        return True
    plain = ascii_line(line, _LONGEST)[0]
    if "->" in plain and _MEANT.fullmatch(plain):
        return True
    return bool(_TWO_TIMES.fullmatch(plain))


def may_be_times(line: str) -> bool:
    """Say whether ``line`` could stand for times where a cue may begin: rather than being text."""
    if read_times(line) is not None:
        return True
    plain = _WORD_TIME.sub("", ascii_line(_undressed(line), _LONGEST)[0])
    digits, letters = sum(map(str.isdecimal, plain)), sum(map(str.isalpha, plain))
    if "-->" in plain or (digits and _ARROW_LIKE.search(plain)):
        return digits >= _MANY or not _WORD.search(plain)
    if digits <= letters:
        return False
    return digits > 2 * _MANY or (":" in plain and bool(_TIME_LIKE.search(plain)))


def _could_be_other(match: re.Match[str], one: LooseTime, two: LooseTime) -> bool:
    """Say whether the line can be understood in another way too."""
    number, start, end = match["number"] or "", match["start"], match["end"]
    if re.fullmatch(r"\d+\. +", number) and LooseTime.read(number.strip() + start):
        return True
    bare = number.strip(" #").isdecimal()
    if bare and (match["sign"] or _lengths(start)[0] != _lengths(end)[0]):
        return True
    if one.usual != two.usual and len(re.findall("[:.,]", end if one.usual else start)) == 2:
        return True
    if re.match(r" *\d", match["behind"]) and _lengths(start)[-1] != _lengths(end)[-1]:
        return True
    uneven = one.exact != two.exact
    arrow = match.string[match.end("start") : match.start("end")]
    if ">" not in arrow and not (one.exact and two.exact):
        return uneven or not (_SECONDS.search(start) and _SECONDS.search(end))
    return uneven and (" " in end or not (one.usual and two.usual))


def _lengths(time: str) -> list[int]:
    """Return how many digits each part of a time has."""
    return [len(part) for part in re.findall(r"\d+", time)]


def _with_comma(plain: str) -> str:
    """Return a line with the commas for which blanks stand, if they stand for both."""
    found, count = _BLANK_COMMA.subn(",", plain)
    return found if count == 2 else plain


def _undressed(line: str) -> str:
    """Return a line without tags around it, and without XML's escapes."""
    return _DRESS.sub("", html.unescape(line[:_LONGEST]))


def _behind(text: str) -> tuple[str, str]:
    """Split what stands behind the times into settings and text."""
    text = text.strip(_UNSEEN).lstrip(f'])}}）］】｝”"{_UNSEEN}')
    end = 0
    while match := _SETTING.match(text, end):
        end = match.end()
    return text[:end].strip(), text[end:].strip()
