"""The same work on each of several files: a bad one does not stop the rest."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from adtool.cli.lazy import one_line
from adtool.errors import AdtoolError

Item = TypeVar("Item")
Done = TypeVar("Done")


def for_each(
    items: Sequence[Item], do: Callable[[Item], Done], name: Callable[[Item], object] = str
) -> list[Done | AdtoolError]:
    """Do something with each item in turn; tell at the end which failed, and why.

    Args:
        items: the files, or whatever is done of them.
        do: does it.
        name: what an item is called in the list of those that failed.

    Returns:
        For each item what came of it: of several, the error where it failed, which was told. What
        is our own fault was told with its traceback.

    Raises:
        Exception: whatever it failed with, if there is only one item.
    """
    if len(items) == 1:
        return [do(items[0])]
    done: list[Done | AdtoolError] = []
    try:
        for item in items:
            outcome = _try(item, do)
            done.append(outcome)
    finally:  # an interruption does not hide what failed before it
        _tell(items, done, name)
    return done


def exit_if_failed(done: Sequence[object]) -> None:
    """End the command with 1 if any item failed."""
    if any(isinstance(one, AdtoolError) for one in done):
        raise click.exceptions.Exit(1)


def _try(item: Item, do: Callable[[Item], Done]) -> Done | AdtoolError:
    try:
        return do(item)
    except AdtoolError as error:
        click.echo(f"Error: {one_line(error)}", err=True)
        return error
    except (BrokenPipeError, click.exceptions.Exit):
        raise
    except Exception as error:
        click.echo(traceback.format_exc(), err=True, nl=False)
        return AdtoolError(f"{type(error).__name__}: {error} (a bug of adtool; see above)")


def _tell(items: Sequence[Item], done: Sequence[object], name: Callable[[Item], object]) -> None:
    failed = [
        (str(name(item)), one_line(error))
        for item, error in zip(items, done, strict=False)
        if isinstance(error, AdtoolError)
    ]
    if not failed:
        return
    click.echo(f"{len(failed)} of {len(items)} failed:", err=True)
    for called, said in failed:
        click.echo(f"  {said}" if said.startswith(called) else f"  {called}: {said}", err=True)
