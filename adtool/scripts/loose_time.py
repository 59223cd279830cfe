"""A time as programs and people write it: ``1:02:03,450``, ``02:03.4``, ``01.02.03.450``."""

from __future__ import annotations

import re
from typing import NamedTuple


class LooseTime(NamedTuple):
    """A time that was written in some way.

    Attributes:
        hours: at most 9999.
        minutes: any number, also one that no clock shows.
        seconds: likewise.
        milliseconds: of the fraction, rounded.
        exact: whether it has a fraction.
        usual: whether it has colons, and a comma or a full stop before a fraction.
    """

    hours: int
    minutes: int
    seconds: int
    milliseconds: int
    exact: bool
    usual: bool

    @classmethod
    def read(cls, text: str) -> LooseTime | None:
        """Read ``1:02:03,450`` and its kin; None if it could mean several things, or nothing."""
        marks = "".join(re.findall(r"[:.,]", text))
        parts = re.split(r"[:.,]", text.replace(" ", ""))
        usual = marks.rstrip(".,").strip(":") == "" and len(marks.lstrip(":")) < 2
        split = _has_fraction(marks, len(parts[-1]), usual=usual)
        if split is None:
            return None
        *whole, fraction = parts if split else [*parts, ""]
        if not 2 <= len(whole) <= 3 or any(len(part) > 2 for part in whole[-2:]):
            return None
        hours, minutes, seconds = (int(part) for part in ["0", *whole][-3:])
        if hours > 9999:
            return None
        usual = usual and not (split and marks[-1] == ":")
        return cls(hours, minutes, seconds, thousandths(fraction), bool(fraction), usual)

    @property
    def possible(self) -> bool:
        """Whether a clock can show it."""
        return self.minutes < 60 and self.seconds < 60

    def signed(self, sign: str) -> int:
        """Return the time in ms."""
        seconds = (self.hours * 60 + self.minutes) * 60 + self.seconds
        return (seconds * 1000 + self.milliseconds) * (-1 if sign else 1)


def _has_fraction(marks: str, digits: int, *, usual: bool) -> bool | None:
    """Say whether the last part of a time is a fraction of a second; None where nothing tells."""
    if usual and marks[-1] in ".,":
        return len(marks) > 1 or None
    if usual and digits < 3:
        return False if len(marks) < 3 else None  # a fourth part of two digits could be frames
    if len(marks) == 3 and marks[2] == "," and marks[:2] == "..":
        return True
    # of three parts, more digits could be seconds as well whose mark is lost
    return (digits == 3 if len(marks) == 2 else len(marks) == 3 and digits > 2) or None


def thousandths(fraction: str) -> int:
    """Return the milliseconds of a second's fraction, given by its digits; of none, 0."""
    return round(1000 * float(f"0.{fraction or 0}"))
