"""Which script files are written of which sources: one beside another, or all in a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from adtool.output import STDOUT, check_output, check_output_folder
from adtool.scripts.formats import FORMATS, format_of

Target = tuple[Path, str]
"""A file, and the format that it gets."""


def targets_of(
    sources: Sequence[Path],
    output: Path,
    formats: Sequence[str],
    default: Sequence[str] = (),
    task: tuple[str, str] = ("scripts", "convert"),
) -> list[tuple[Target, ...]]:
    """Return for each source which files it gets.

    Args:
        sources: the movies or scripts; ``-`` is standard input.
        output: a file, a folder, or ``-`` for standard output.
        formats: entries of ``FORMATS``; where there is none, a file's extension tells.
        default: the formats where no extension can tell: in a folder, and the first of them on
            standard output.
        task: what the sources are called, and what is done with them, for people.

    Raises:
        ValueError: if that cannot be meant.
        OutputError: if a file's extension tells no format.
    """
    named = formats or default
    if str(output) == STDOUT and len(sources) == 1:
        if len(formats) > 1 or not named:
            raise ValueError("standard output takes one script in one format: say --format")
        return [((output, named[0]),)]
    if len(sources) > 1 or output.is_dir():
        return _in_folder(sources, output, named, task)
    if len(formats) > 1:
        return [tuple((output.with_suffix(FORMATS[name].suffix), name) for name in formats)]
    return [((output, formats[0] if formats else format_of(output)),)]


def _in_folder(
    sources: Sequence[Path], folder: Path, formats: Sequence[str], task: tuple[str, str]
) -> list[tuple[Target, ...]]:
    what, verb = task
    if str(folder) == STDOUT or folder.is_file():
        raise ValueError(f"several {what} need a folder: -o DIR")
    if not formats:
        raise ValueError("in a folder no extension tells the format: say --format")
    stems = ["script" if str(path) == STDOUT else path.stem for path in sources]
    twice = [stem for stem, count in Counter(stems).items() if count > 1]
    if twice:
        raise ValueError(f"several {what} are called {twice[0]!r}: {verb} them apart")
    return [
        tuple((folder / f"{stem}{FORMATS[name].suffix}", name) for name in formats)
        for stem in stems
    ]


def check_targets(targets: Sequence[Sequence[Target]], output: Path, *, overwrite: bool) -> None:
    """Find out before the work whether every file can be written; several get their folder.

    Raises:
        OutputError: if one cannot.
    """
    if len(targets) > 1:
        check_output_folder(output)
    for path, _ in (target for files in targets for target in files):
        check_output(path, overwrite=overwrite)
