"""What is wrong with somebody's data, and is worked around: said by name, counted, never silent.

Readers of annotations and films report every ``Fault`` to a ``Faults``; the work goes on. A
``FaultFile`` keeps them beside a run, one JSON object a line, also from several processes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from io import RawIOBase
from pathlib import Path
from typing import Protocol

from adtool.errors import OutputError
from adtool.output import reason

FAULTS: dict[str, str] = {
    "bad bytes": "lines with bytes that are not UTF-8 text, replaced by \N{REPLACEMENT CHARACTER}",
    "cells": "rows with more or fewer cells than the header, dropped",
    "lines": "rows that go on over several lines, kept (is a quotation mark never closed?)",
    "no movie": "rows that name no movie, dropped",
    "no text": "rows without text, dropped",
    "no number": "rows with an unreadable number, dropped",
    "no names": "rows whose characters are no list of names, dropped",
    "no length": "rows that end no later than they start, dropped",
    "order": "rows out of order, sorted",
    "overlap": "rows that begin before the one before them ends, kept",
    "no film": "films that are not there, skipped",
    "no excerpt": "rows whose part of the film is not there, dropped",
    "two files": "films of which there are several files, the first one taken",
    "broken film": "films that cannot be opened, skipped",
    "past the end": "rows past the end of their film, dropped",
    "frames": "clips with frames that are missing or unreadable, filled from their neighbours",
    "length": "films whose length is not that of their metadata, dropped",
    "no faces": "rows whose faces cannot be read, kept without them",
    "not in the cast": "people who were recognised but are not in their film's cast, not named",
    "portrait": "pictures of characters that cannot be opened, done without",
    "no role": "roles of a character bank that have no name, left out",
    "not kept": "rows of whose clips no frames are kept, dropped",
    "no cast": "films whose cast cannot be found or read, learned from without names",
}
"""Every kind of fault, and what is done about it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        kind: an entry of ``FAULTS``.
        where: the file or the film.
        detail: what exactly, to be read by people; may be empty.
        row: the line of the annotations' file that the row begins in, where it is about one.
    """

    kind: str
    where: str
    detail: str = ""
    row: int | None = None

    def __str__(self) -> str:
        place = self.where if self.row is None else f"{self.where}, line {self.row}"
        return f"{place}: {self.detail}" if self.detail else place


class Faults(Protocol):
    """Somebody who hears of faults."""

    def report(self, *faults: Fault) -> None:
        """Take note of faults."""


@dataclass
class FaultList:
    """Faults in memory.

    Attributes:
        faults: what was reported, in order.
    """

    faults: list[Fault] = field(default_factory=list)

    def report(self, *faults: Fault) -> None:
        """Keep faults."""
        self.faults.extend(faults)


@dataclass(frozen=True)
class FaultFile:
    """Faults in a JSONL file, which appears with the first one; a process writes each only once.

    It can be pickled, and several processes on one machine can append to the file.

    Attributes:
        path: the file.
        known: another such file; what stands there already is not repeated here.
    """

    path: Path
    known: Path | None = None
    _known: set[str] = field(default_factory=set, init=False, repr=False, compare=False)

    def report(self, *faults: Fault) -> None:
        """Append faults.

        Raises:
            OutputError: if the file cannot be written.
        """
        if not self._known:
            self._known.update(_lines(self.path), _lines(self.known) if self.known else ())
        new = [line for line in dict.fromkeys(map(_line, faults)) if line not in self._known]
        if not new:
            return
        self._known.update(new)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab", buffering=0) as file:  # one write: lines never mix
                begun = file.tell() and not self.path.read_bytes().endswith(b"\n")
                said = "\n" * begun + "".join(f"{line}\n" for line in new)
                _write_whole(file, said.encode("utf-8", "replace"))
        except OSError as error:
            self._known.difference_update(new)
            raise OutputError(self.path, f"cannot be written ({reason(error)})") from error

    def read(self) -> list[Fault]:
        """Return what the file holds; nothing where there is none yet."""
        faults = []
        for line in dict.fromkeys(_lines(self.path)):
            with suppress(ValueError, TypeError):  # a line that a full disk cut off
                faults.append(Fault(**json.loads(line)))
        return faults


class _Unheard:
    def report(self, *faults: Fault) -> None:
        """Drop them."""


UNHEARD: Faults = _Unheard()


def summary(faults: Iterable[Fault]) -> list[str]:
    """Return one line a kind of fault, the most frequent first: how many, what, the first one."""
    kinds: dict[str, list[Fault]] = {}
    for fault in faults:
        kinds.setdefault(fault.kind, []).append(fault)
    most_first = sorted(kinds.items(), key=lambda item: -len(item[1]))
    return [f"{FAULTS[kind]}: {len(found):,} (first: {found[0]})" for kind, found in most_first]


def _write_whole(file: RawIOBase, content: bytes) -> None:
    """Write all; on a disk that fills, the system takes a part first, and then complains."""
    while content:
        content = content[file.write(content) or 0 :]


def _line(fault: Fault) -> str:
    fields = {key: value for key, value in asdict(fault).items() if value not in (None, "")}
    return json.dumps(fields, ensure_ascii=False)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise OutputError(path, f"cannot be read: {error.strerror}") from error
