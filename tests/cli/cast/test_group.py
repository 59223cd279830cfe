"""``adtool cast``: the group, and its schema."""

from __future__ import annotations

from click.testing import CliRunner, Result

from adtool.cast.schema import schema_text
from adtool.cli import group


def cast(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["cast", *map(str, arguments)])


def test_the_schema_is_printed_as_it_is_published() -> None:
    result = cast("schema")
    assert (result.exit_code, result.stdout) == (0, schema_text())
