"""A revision as text that a screen reader reads well: a summary, then a paragraph for a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from adtool.checking.finding import Finding
from adtool.revision.change import KEPT, MOVED, Change
from adtool.revision.revision import Revision
from adtool.timeline import Line, clock


def to_text(revision: Revision) -> str:
    """Return a revision as text; lines that were kept are only counted."""
    paragraphs = ["\n".join(summary(revision))]
    paragraphs += [_paragraph(change) for change in revision.changes if change.kinds != (KEPT,)]
    paragraphs += ["\n".join([f"{title}:", *told]) for title, told in faults(revision)]
    return "\n\n".join(paragraphs) + "\n"


def summary(revision: Revision) -> Iterator[str]:
    """Yield what there is to say of the whole, a sentence or two a line."""
    yield f"{revision.draft} and {revision.edited}: {_verdict(revision)}"
    one, two = revision.languages
    if one.partition("-")[0] != two.partition("-")[0] and not revision.empty:
        yield f"The languages differ: {_language(one)} in the draft, {_language(two)} in the other."
    if options := revision.shift.options:
        yield (
            f"Most times are as after adtool convert {options}; lines that only follow were not "
            "moved."
        )
    if counts := ", ".join(f"{count} {kind}" for kind, count in revision.counts.items()):
        yield f"Lines: {counts}."
    if revision.words:
        left, words = revision.survived, revision.words
        yield f"Words of the draft that are left: {left} of {words} ({100 * left / words:.0f} %)."
    if not revision.empty:
        yield f"Word edits a line: {revision.edits:.1f}."
    for name in revision.names:
        yield f"Name put right at {clock(name.start)}: {name.before} is {name.after}."
    yield f"Faults newly made: {len(revision.made)}; mended: {len(revision.mended)}."
    yield from (f"Not checked: {reason}" for reason in revision.unchecked)


def _verdict(revision: Revision) -> str:
    if len(revision.empty) == 2:
        return "neither holds a line."
    if revision.empty:
        return f"{revision.empty[0]} holds no lines."
    if revision.is_same:
        return "no difference."
    if revision.is_another:
        return "hardly a word of the draft is in the other: are they of the same film?"
    changed = sum(change.kinds != (KEPT,) for change in revision.changes)
    return f"{changed} of {len(revision.changes)} places differ."


def _language(tag: str) -> str:
    return "one that is not named" if tag == "und" else tag


def _paragraph(change: Change) -> str:
    lines = [f"{times(change.edited or change.draft)}: {', '.join(change.kinds)}."]
    if MOVED in change.kinds:
        lines.append(f"It was at {times(change.draft)}.")
    if change.draft:
        lines.append(f"Draft: {change.before}")
    if change.edited and change.before != change.after:
        lines.append(f"Edited: {change.after}")
    return "\n".join(lines)


def times(lines: Iterable[Line]) -> str:
    """Return from when to when lines stand, for people."""
    return ", ".join(f"{clock(line.start)} to {clock(line.end)}" for line in lines)


def faults(revision: Revision) -> Iterator[tuple[str, list[str]]]:
    """Yield a title and a sentence for each fault, of those that were made and those mended."""
    for title, findings in (
        ("Faults newly made", revision.made),
        ("Faults mended", revision.mended),
    ):
        if findings:
            yield title, [_fault(finding) for finding in findings]


def _fault(finding: Finding) -> str:
    where = f"{clock(finding.start)}, " if finding.number else ""
    return f"{where}{finding.rule}: {finding.what}"
