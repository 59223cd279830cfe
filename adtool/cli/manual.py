"""The man pages and the README's help, written from the commands themselves.

python -m adtool.cli.manual          writes man/*.1 and the help blocks of README.md
python -m adtool.cli.manual --check  says what is out of date, and exits with 1 if anything is
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from adtool import __version__
from adtool.cli import group
from adtool.cli.helpful import OWN, groups

WIDTH = 88  # of the README's help blocks
RELEASED = re.compile(r"^## \[([\d.]+)\] - (\d{4}-\d\d-\d\d)$", re.MULTILINE)
BLOCK = re.compile(r"(?<=<!-- help: )([\w -]+)( -->\n```text\n).*?(?=```\n)", re.DOTALL)

EXIT_STATUS = """\
.SH EXIT STATUS
.TP
0
Done.
.TP
1
Failed; one line on standard error says what and where.
.TP
2
The command line was wrong.
.TP
3
.B adtool check
found errors in a script,
.B adtool cast check
in a cast, or
.B adtool train films
films that cannot be used.
.TP
130
Interrupted; the same command goes on where it stopped.
"""

FILES = r"""
.SH FILES
.TP
config.toml
Defaults, in the user\(aqs settings folder for adtool, or where \-\-config\-file
says: a table for each command, and in it a key for each option.
A flag goes before an environment variable, that before the file.
"""


def commands(ctx: click.Context | None = None) -> Iterator[click.Context]:
    """Yield a context for the group, for each command and for each command's commands."""
    ctx = ctx or click.Context(
        group, info_name="adtool", terminal_width=WIDTH, **group.context_settings
    )
    yield ctx
    if isinstance(ctx.command, click.Group):
        for name in ctx.command.list_commands(ctx):
            command = ctx.command.get_command(ctx, name)
            assert command is not None
            child = click.Context(command, ctx, info_name=name, **command.context_settings)
            yield from commands(child)


def page_name(ctx: click.Context) -> str:
    """Return the name of a command's page, like ``adtool-train-stage1``."""
    return ctx.command_path.replace(" ", "-")


def page(ctx: click.Context, date: str) -> str:
    """Return a command's man page, in the man macros that groff and mandoc understand."""
    name = page_name(ctx)
    head = f'.TH {name.upper()} 1 {date} "adtool {__version__}" "adtool manual"\n'
    return (
        head
        + f".SH NAME\n{prose(f'{name} - {ctx.command.get_short_help_str(200)}').rstrip('.')}\n"
        + f".SH SYNOPSIS\n.B {roff(ctx.command_path)}\n{roff(_usage(ctx))}\n"
        + f".SH DESCRIPTION\n{_paragraphs(ctx.command.help or '')}"
        + _commands(ctx)
        + _options(ctx)
        + _environment(ctx)
        + EXIT_STATUS
        + FILES.lstrip("\n")
        + _see_also(ctx)
    )


def roff(text: str) -> str:
    """Escape what roff would take for its own."""
    text = text.replace("\\", "\\(rs").replace("-", "\\-").replace("'", "\\(aq")
    return "".join(c if ord(c) < 128 else f"\\[u{ord(c):04X}]" for c in text)


def prose(text: str) -> str:
    """Escape running text and break it into short lines, of which none looks like a request."""
    lines = textwrap.wrap(
        " ".join(roff(text).split()), 79, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(f"\\&{line}" if line.startswith(".") else line for line in lines)


def _usage(ctx: click.Context) -> str:
    return " ".join(ctx.command.collect_usage_pieces(ctx))


def _paragraphs(help_text: str) -> str:
    """Set each paragraph of a help text; a backspace before one keeps its lines, as in click."""
    written = []
    for paragraph in help_text.strip().split("\n\n"):
        if paragraph.startswith("\b\n"):
            written.append(f".nf\n{roff(paragraph[2:])}\n.fi\n")
        else:
            written.append(f"{prose(paragraph)}\n")
    return ".PP\n".join(written)


def _options(ctx: click.Context) -> str:
    found = groups(ctx)
    written = [f".SS {title}\n{_items(ctx, options)}" for title, options in found.items()]
    return ".SH OPTIONS\n" + (_items(ctx, found[OWN]) if len(found) == 1 else "".join(written))


def _items(ctx: click.Context, options: Iterable[click.Option]) -> str:
    records = [option.get_help_record(ctx) for option in options]
    return "".join(
        f".TP\n.B {roff(flags)}\n{prose(text)}\n" for flags, text in filter(None, records)
    )


def _commands(ctx: click.Context) -> str:
    children = [child for child in commands(ctx) if child.parent is ctx]
    items = [
        f".TP\n.B {roff(str(child.info_name))}\n{prose(child.command.get_short_help_str(200))}\n"
        for child in children
    ]
    return "".join([".SH COMMANDS\n", *items]) if items else ""


def _environment(ctx: click.Context) -> str:
    if isinstance(ctx.command, click.Group):
        return ""
    names = [
        f"{ctx.auto_envvar_prefix}_{parameter.name.upper()}"
        for parameter in ctx.command.params
        if isinstance(parameter, click.Option) and parameter.name and not parameter.hidden
    ]
    items = ",\n".join(names)
    return f".SH ENVIRONMENT\nOptions are also read from these variables:\n{items}.\n"


def _see_also(ctx: click.Context) -> str:
    parent = [ctx.parent] if ctx.parent else []
    children = [child for child in commands(ctx) if child.parent is ctx]
    pages = [f".BR {roff(page_name(other))} (1)" for other in (*parent, *children)]
    return ".SH SEE ALSO\n" + " ,\n".join(pages) + "\n"


def readme_with_help(readme: str) -> str:
    """Return the README with each block below ``<!-- help: COMMAND -->`` written anew."""
    helps = {ctx.command_path: ctx.get_help() for ctx in commands()}
    return BLOCK.sub(lambda block: f"{block[1]}{block[2]}{helps[block[1]]}\n", readme)


def generated(root: Path) -> dict[Path, str]:
    """Return what every generated file below the repository's root must hold."""
    released = RELEASED.search((root / "CHANGELOG.md").read_text("utf-8"))
    assert released is not None, "CHANGELOG.md names no release"
    pages = {root / "man" / f"{page_name(ctx)}.1": page(ctx, released[2]) for ctx in commands()}
    readme = root / "README.md"
    return {**pages, readme: readme_with_help(readme.read_text("utf-8"))}


def stale(root: Path) -> list[Path]:
    """Return the generated files that are missing, out of date, or no longer wanted."""
    wanted = generated(root)
    unwanted = [path for path in sorted((root / "man").iterdir()) if path not in wanted]
    changed = [
        path
        for path, text in wanted.items()
        if not path.is_file() or path.read_text("utf-8") != text
    ]
    return changed + unwanted


@click.command(help=__doc__)
@click.option("--check", is_flag=True, help="Write nothing.")
def manual(check: bool) -> None:
    """Write or check the generated files."""
    root = Path(__file__).parents[2]
    paths = stale(root)
    if check:
        for path in paths:
            click.echo(f"out of date: {path.relative_to(root)}", err=True)
        raise SystemExit(bool(paths))
    wanted = generated(root)
    for path in paths:
        if path in wanted:
            path.write_text(wanted[path], "utf-8")
        else:
            path.unlink()


if __name__ == "__main__":
    manual()
