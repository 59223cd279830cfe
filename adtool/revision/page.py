"""A revision as one page that needs nothing else, the lines side by side."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from adtool.revision.change import MOVED, Change
from adtool.revision.revision import Revision
from adtool.revision.text import faults, summary, times

_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid GrayText; padding: 0.25rem 0.5rem; }
th, td { text-align: start; vertical-align: top; }
del { text-decoration: line-through 2px; }
ins { text-decoration: underline 2px; font-weight: 600; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""


def to_html(revision: Revision) -> str:
    """Return a revision as a page.

    What was taken out or put in is told in words that only screen readers say, and by lines
    through and under it, not by colour (WCAG 2.2, 1.4.1). Each text has its language (3.1.2).
    """
    title = escape(f"{revision.draft} and {revision.edited}")
    told = "".join(f"<li>{escape(line)}</li>" for line in summary(revision))
    rows = "".join(_row(change, revision.languages) for change in revision.changes)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n<ul>{told}</ul>\n<table>\n"
        "<caption>Every line, in the order of the edited script</caption>\n"
        '<thead><tr><th scope="col">Time</th><th scope="col">What became of it</th>'
        '<th scope="col">Draft</th><th scope="col">Edited</th></tr></thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n{''.join(_faults(revision))}</main>\n</body>\n</html>\n"
    )


def _faults(revision: Revision) -> Iterator[str]:
    for title, told in faults(revision):
        listed = "".join(f"<li>{escape(line)}</li>" for line in told)
        yield f"<h2>{title}</h2>\n<ul>{listed}</ul>\n"


def _row(change: Change, languages: tuple[str, str]) -> str:
    when = times(change.edited or change.draft)
    if MOVED in change.kinds:
        when += f"; it was at {times(change.draft)}"
    texts = "".join(
        f'<td lang="{escape(tag)}" dir="auto">{text}</td>'
        for tag, text in zip(languages, _marked(change), strict=True)
    )
    kinds = escape(", ".join(change.kinds))
    return f'<tr><th scope="row">{when}</th><td>{kinds}</td>{texts}</tr>\n'


def _marked(change: Change) -> tuple[str, str]:
    """Return both texts with what was taken out and what was put in marked."""
    if not (change.draft and change.edited):
        return escape(change.before), escape(change.after)
    before, after = "", ""
    for tag, one, two in change.opcodes():
        before += escape(one) if tag == "equal" else _told("del", "taken out", one)
        after += escape(two) if tag == "equal" else _told("ins", "put in", two)
    return before, after


def _told(element: str, what: str, text: str) -> str:
    if not text:
        return ""
    said = f'<span class="said">[{what}:</span> '
    whole = f'<{element}>{said}{escape(text.rstrip())}<span class="said">]</span></{element}>'
    return whole + text[len(text.rstrip()) :]
