"""Cells of CSV files that no spreadsheet takes for a formula.

What begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break can be run where the file is
opened (OWASP, "CSV Injection"). An apostrophe before it, which spreadsheets know for "this is
text", keeps it what it is; so does a second one before an apostrophe.
"""

from __future__ import annotations

_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_TEXT = "'"


def safe(text: str) -> str:
    """Return a text that is safe as a cell; ``as_typed`` gives it back."""
    return f"{_TEXT}{text}" if text.lstrip(_TEXT + " ").startswith(_RUN) else text


def as_typed(cell: str) -> str:
    """Return the text of which ``safe`` has made a cell."""
    rest = cell.removeprefix(_TEXT)
    return rest if rest != cell and safe(rest) == cell else cell
