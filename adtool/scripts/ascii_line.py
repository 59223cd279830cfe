"""A line in ASCII where that can be: other scripts' digits, colons, commas, dashes and arrows."""

from __future__ import annotations

import unicodedata

_PLAIN = {
    **dict.fromkeys(map(ord, "：；﹕∶;"), ":"),
    **dict.fromkeys(map(ord, "．。․"), "."),
    **dict.fromkeys(map(ord, "，、،٫‚"), ","),
    **dict.fromkeys(map(ord, "‐‑‒–—―−⁃－﹣─━"), "-"),
    **dict.fromkeys(map(ord, "～〜∼"), "~"),
    **dict.fromkeys(map(ord, "→⇒⟶⟹⟾➔➙➛➜➝➞➡➤►▶▸⇨⇢»›＞"), ">"),
    **dict.fromkeys(map(ord, "（［【｛{"), "["),
    **dict.fromkeys(map(ord, "）］】｝}"), "]"),
    **dict.fromkeys(map(ord, "“”„«\""), '"'),
    **dict.fromkeys(map(ord, "\t\u00a0\u2007\u2009\u202f\u3000"), " "),
    ord("＝"): "=",
}  # fmt: skip


def ascii_line(line: str, longest: int | None = None) -> tuple[str, list[int] | range]:
    """Return a line's marks and digits in ASCII, and the place in it of each letter.

    Args:
        line: the line; what nobody sees in it, such as marks of direction, is left out.
        longest: how many characters of it, from its beginning.
    """
    begun = line[:longest]
    if begun.isascii():
        return begun.translate(_PLAIN), range(len(begun))
    kept = [(_ascii(letter), at) for at, letter in enumerate(begun) if not _unseen(letter)]
    text = "".join(letter for letter, _ in kept)
    return text, [at for _, at in kept]


def _ascii(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    return _PLAIN.get(ord(letter), letter) if digit is None else str(digit)


def _unseen(letter: str) -> bool:
    return not letter.isascii() and unicodedata.category(letter) == "Cf"
