"""The name of a file or folder on the command line, which is never an address on the web."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from adtool.errors import InputError, OutputError


class FileName(click.Path):
    """A path as click reads it; an address is refused before a ``Path`` mangles it."""

    def __init__(self, **how: Any) -> None:
        super().__init__(path_type=Path, **how)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read a path.

        Raises:
            InputError: if it is an address, of something that is to be read.
            OutputError: if it is an address to write to.
        """
        from adtool.cli.inputs import WRITTEN
        from adtool.documents.addresses import address_fault

        fault = address_fault(str(value))
        if fault and not Path(str(value)).exists():
            if param is not None and param.name in WRITTEN:
                raise OutputError(str(value), "is an address, and nothing is sent; name a file")
            raise InputError(str(value), fault)
        return super().convert(value, param, ctx)
