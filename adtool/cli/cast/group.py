"""``adtool cast``: make, check and document cast.json."""

from __future__ import annotations

import sys

import click

from adtool.cli.helpful import command
from adtool.cli.lazy import Entry, LazyGroup

CAST_COMMANDS: dict[str, Entry] = {
    "new": Entry("adtool.cli.cast.new:new", "Make a cast.json from a folder of portraits."),
    "check": Entry(
        "adtool.cli.cast.check:check", "Find what recognition would stumble over in a cast."
    ),
    "schema": Entry("adtool.cli.cast.group:schema", "Print the JSON Schema of cast.json."),
}
"""The commands about casts: one entry here for each."""


@click.group(cls=LazyGroup, table=CAST_COMMANDS)
def cast() -> None:
    """Make, check and document cast.json: who is in a movie.

    A cast.json tells describe whom it may name, and what they look like.
    """


@command()
def schema() -> None:
    """Print the JSON Schema of cast.json (draft 2020-12).

    Editors complete and check a cast.json with it; its first key "$schema" may say where it is.
    """
    from adtool.cast.schema import schema_text

    sys.stdout.flush()
    sys.stdout.buffer.write(schema_text().encode())
