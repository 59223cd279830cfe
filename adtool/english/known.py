"""People called as is usual: by the full name at first, and shortly once they are known."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from adtool.cast.character import Character
from adtool.english.calling import same_name, short_names
from adtool.english.forms import short_name
from adtool.english.names import named


def as_known(text: str, cast: Sequence[Character], known: Collection[str] = ()) -> str:
    """Return ``text`` with everybody of the cast called as is usual.

    Only the first mention is changed to the full name, and only full names are shortened; what
    the text calls anybody otherwise stays. Whose short name is another's too is called in full.

    Args:
        text: what is said.
        cast: who may be named.
        known: names of those whom the lines before have named.
    """
    shorter, met = short_names(tuple(cast)), set(known)
    said, end = "", 0
    for one in named(text, cast):
        if (who := one.character) is None:
            continue
        called, usual = same_name(one.text), shorter[who.name]
        shortly = called == same_name(short_name(who.name))
        if called == same_name(who.name) or shortly:
            call = usual if who.name in met else who.name
            if text.isupper():
                call = call.upper()
            if call != one.text and not _is_the_same(called, call):
                said += text[end : one.start] + call
                end = one.end
        met.add(who.name)
    return said + text[end:]


def _is_the_same(called: str, call: str) -> bool:
    """Say whether a name only has other signs, which stay: O’Brien."""
    return called == same_name(call)
