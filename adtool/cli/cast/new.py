"""``adtool cast new``: a folder of portraits in, a cast.json out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adtool.cli.file_name import FileName
from adtool.cli.helpful import command
from adtool.cli.options import reports
from adtool.output import STDOUT, check_output, write_text
from adtool.progress import Progress

if TYPE_CHECKING:
    from adtool.cast.from_folder import FolderCast


@command()
@click.argument("folder", type=FileName())
@click.option(
    "-o",
    "--output",
    type=FileName(allow_dash=True),
    required=True,
    help="The cast.json; FOLDER must be inside its folder. - is stdout, and the current folder.",
)
@click.option("--title", default="", help="The movie's title.")
@click.option("--overwrite", is_flag=True, help="Replace a cast.json that exists.")
@reports
def new(folder: Path, output: Path, title: str, overwrite: bool, progress: Progress) -> None:
    """Make a cast.json from a FOLDER of portraits.

    A picture's name says whom it shows: anna_berg.jpg and "Anna Berg 2.png" are two portraits of
    Anna Berg. Several pictures of a person may also lie in a sub-folder with the person's name.
    Who was found is listed; put the most important first, and add actors and aliases, by hand.
    """
    check_output(output, overwrite=overwrite)
    from adtool.cast.from_folder import cast_of_folder

    home = Path() if str(output) == STDOUT else output.resolve().parent
    found = cast_of_folder(folder, home)
    document = found.document(" ".join(title.split()))
    write_text(output, json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    for line in _lines(found):
        progress.note(line)


def _lines(found: FolderCast) -> Iterator[str]:
    """Say who was found, and what was left out."""
    for fault in found.faults:
        yield f"Left out: {fault}."
    for name, portraits in found.people.items():
        yield f"{name}: {', '.join(portraits)}"
    passed = [f"{found.hidden} hidden"] if found.hidden else []
    if found.others:
        some = ", ".join([*found.others[:3], "…"][: len(found.others)])
        passed.append(f"{len(found.others)} that are no pictures it knows ({some})")
    count = sum(map(len, found.people.values()))
    yield (
        f"{_counted(len(found.people), 'character')}, {_counted(count, 'portrait')}."
        + (f" Passed over: {' and '.join(passed)}." if passed else "")
    )


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
