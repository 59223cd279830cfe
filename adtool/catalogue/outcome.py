"""What became of each film of a catalogue, and the table that is kept of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from adtool.errors import OutputError

DONE, FAILED = "done", "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a film.

    Attributes:
        film: its path.
        state: ``DONE`` or ``FAILED``.
        minutes: how long its last try took.
        tries: how often it was begun.
        machine: where the last try ran; empty where it never began.
        reason: why it failed, on one line.
    """

    film: str
    state: str
    minutes: float
    tries: int
    machine: str = ""
    reason: str = ""


def as_csv(outcomes: Iterable[Outcome]) -> str:
    """Return the table, a line a film."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [field.name for field in fields(Outcome)], lineterminator="\n")
    writer.writeheader()
    writer.writerows({**asdict(one), "minutes": f"{one.minutes:.2f}"} for one in outcomes)
    return text.getvalue()


def read_outcomes(path: Path) -> list[Outcome]:
    """Read a table that ``as_csv`` wrote; there is none of a file that is not there.

    Raises:
        OutputError: if the file is another one, which must not be replaced.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(path, _ANOTHER) from error
    rows = csv.DictReader(io.StringIO(text))
    if tuple(rows.fieldnames or ()) != tuple(field.name for field in fields(Outcome)):
        raise OutputError(path, _ANOTHER)
    try:
        return [
            Outcome(
                row["film"],
                row["state"],
                float(row["minutes"]),
                int(row["tries"]),
                row["machine"],
                row["reason"],
            )
            for row in rows
        ]
    except (TypeError, ValueError) as error:
        raise OutputError(path, _ANOTHER) from error


_ANOTHER = "is not the table of an earlier run; move it, or choose another folder"
