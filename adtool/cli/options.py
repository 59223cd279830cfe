"""Options that every kind of command shares: its outputs, its answer, its reports.

A decorator here hands the command one finished value, not its parts: ``reports`` gives it
``progress``; and so on.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from adtool.cli.file_name import FileName
from adtool.cli.setting import Decorator, Function, with_options
from adtool.scripts.template import IN_FOLDER


def output_options(
    formats: Sequence[str],
    *,
    required: bool = True,
    meaning: str = "Where to write; - is stdout.",
    in_folder: str = IN_FOLDER,
) -> Decorator:
    """Add -o, -f, --overwrite and --skip-existing.

    The command gets ``output``, ``formats``, ``overwrite`` and ``skip_existing``.

    Args:
        formats: the names that -f accepts, as a comma list; ``formats`` is a tuple of them, empty
            where the output's extension is to say.
        required: whether the command can do without -o (``output`` is then None).
        meaning: the help of -o in this command.
        in_folder: the template of files in a folder, which is meant where -o ends with a slash.
    """

    def decorate(command: Function) -> Function:
        @functools.wraps(command)
        def collected(*args: Any, **values: Any) -> Any:
            if values["overwrite"] and values["skip_existing"]:
                raise click.UsageError(
                    "--overwrite replaces what exists, and --skip-existing leaves it."
                )
            return command(*args, formats=values.pop("format"), **values)

        return with_options(collected, options, "Outputs")

    options = [
        click.option(
            "-o",
            "--output",
            type=OutputPath(in_folder),
            required=required,
            help=meaning,
        ),
        click.option(
            "-f",
            "--format",
            metavar="LIST",
            callback=functools.partial(_split_formats, tuple(formats)),
            help=f"Comma list of {', '.join(formats)}; else the output's extension says.",
        ),
        click.option("--overwrite", is_flag=True, help="Replace outputs that exist."),
        click.option(
            "--skip-existing", is_flag=True, help="Leave outputs that exist, and write the others."
        ),
    ]
    return decorate


class OutputPath(FileName):
    """A file, a folder, a template or ``-``; a folder that is told by its slash is a template.

    Args:
        in_folder: the template of files in a folder.
    """

    def __init__(self, in_folder: str) -> None:
        super().__init__(allow_dash=True)
        self._in_folder = in_folder

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        """Read what was given."""
        ends = (os.sep, os.altsep or os.sep)
        if isinstance(value, str) and value.endswith(ends) and not Path(value).is_dir():
            value = f"{value}{self._in_folder}"
        return super().convert(value, param, ctx)


def _split_formats(
    known: tuple[str, ...], ctx: click.Context, param: click.Parameter, given: str | None
) -> tuple[str, ...]:
    named = tuple(name.strip().lower() for name in given.split(",")) if given else ()
    for name in named:
        if name not in known:
            raise click.BadParameter(f"{name!r} is not one of {', '.join(known)}.", ctx, param)
    return tuple(dict.fromkeys(named))


def one_form(formats: Sequence[str], what: str, *, as_json: bool) -> str:
    """Return the form that --format or --json names; empty where neither does.

    Raises:
        ValueError: if they name several.
    """
    if as_json and formats not in ((), ("json",)):
        raise ValueError("--json and --format name different forms")
    if len(formats) > 1:
        raise ValueError(f"{what} has one form: name one with --format")
    return "json" if as_json else "".join(formats)


def json_option(command: Function) -> Function:
    """Add --json; the command gets ``as_json``."""

    @functools.wraps(command)
    def collected(*args: Any, **values: Any) -> Any:
        return command(*args, as_json=values.pop("json"), **values)

    return with_options(
        collected,
        [click.option("--json", is_flag=True, help="Answer as JSON on stdout.")],
        "Outputs",
    )


def reports(command: Function) -> Function:
    """Add -q, -v, --progress and --no-progress; the command gets ``progress``, a ``Progress``."""

    @functools.wraps(command)
    def reporting(
        *args: Any, progress: str, no_progress: bool, quiet: bool, verbose: bool, **values: Any
    ) -> Any:
        from adtool.cli.progress import choose, set_up_logging
        from adtool.quiet import nothing_past_python

        style = "none" if no_progress else progress
        if quiet or (style == "none" and not verbose):
            click.get_current_context().with_resource(nothing_past_python())
        set_up_logging(quiet=quiet, verbose=verbose)
        return command(*args, progress=choose(style, quiet=quiet), **values)

    return with_options(
        reporting,
        [
            click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
            click.option("-v", "--verbose", is_flag=True, help="Log details to stderr."),
            click.option(
                "--progress",
                type=click.Choice(["auto", "bars", "lines", "none"]),
                default="auto",
                envvar="ADTOOL_PROGRESS",
                help="How progress is shown; auto is bars on a terminal, plain lines elsewhere; "
                "none is as quiet as -q.",
            ),
            click.option("--no-progress", is_flag=True, help="The same as --progress none."),
        ],
        "Messages",
    )
