"""ADs without the names that nobody can know: "someone", as in MAD's unnamed annotations."""

from __future__ import annotations

import re
from collections.abc import Iterable


def without_names(text: str, hidden: Iterable[str]) -> str:
    """Put "someone" for names.

    Args:
        text: an AD.
        hidden: the names, as they are written in it.
    """
    longest = sorted(hidden, key=len, reverse=True)
    if not longest:
        return text
    name = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    return name.sub(lambda found: _someone(text[: found.start()]), text)


def _someone(before: str) -> str:
    begins = not before.strip() or before.rstrip()[-1] in ".!?"
    return "Someone" if begins else "someone"
