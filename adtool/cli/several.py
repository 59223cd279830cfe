"""The same work on each of several files: a bad one does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from adtool.cli.lazy import one_line
from adtool.errors import AdtoolError

Item = TypeVar("Item")
Done = TypeVar("Done")


def for_each(items: Sequence[Item], do: Callable[[Item], Done]) -> list[Done | AdtoolError]:
    """Do something with each item in turn.

    Returns:
        For each item what came of it: of several, the error where it failed, which was told.

    Raises:
        AdtoolError: if there is only one item, and it failed.
    """
    if len(items) == 1:
        return [do(items[0])]
    return [_try(item, do) for item in items]


def _try(item: Item, do: Callable[[Item], Done]) -> Done | AdtoolError:
    try:
        return do(item)
    except AdtoolError as error:
        click.echo(f"Error: {one_line(error)}", err=True)
        return error
