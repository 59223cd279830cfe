"""Which files are written of which sources: one beside another, all in a folder, or by template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from adtool.errors import InputError, OutputError
from adtool.output import STDOUT, check_output, check_output_folder, refuse_input
from adtool.scripts.formats import FORMATS, format_of
from adtool.scripts.template import IN_FOLDER, fields_of, filled, is_template, literal

Item = TypeVar("Item")

T = TypeVar("T")

Target = tuple[Path, str]
"""A file, and the format that it gets."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a command writes.

    Attributes:
        what: what its sources are called, for people.
        verb: what is done with them.
        suffixes: the extension of each format, with its dot.
        told: returns the format that a path's extension tells, or raises an ``OutputError``.
        default: the formats where no extension can tell: in a folder, and the first of them on
            standard output.
        in_folder: the template of the files in a folder.
    """

    what: str
    verb: str
    suffixes: Mapping[str, str]
    told: Callable[[Path], str]
    default: tuple[str, ...] = ()
    in_folder: str = IN_FOLDER


SUFFIXES = {name: one.suffix for name, one in FORMATS.items()}
SCRIPTS = Kind("scripts", "convert", SUFFIXES, format_of)
"""Scripts of scripts."""


def targets_of(
    sources: Sequence[Path], output: Path, formats: Sequence[str], kind: Kind = SCRIPTS
) -> list[tuple[Target, ...]]:
    """Return for each source which files it gets.

    Args:
        sources: the movies or scripts; ``-`` is standard input.
        output: a file, a folder, a template, or ``-`` for standard output.
        formats: some of the kind's; where there is none, a file's extension tells.
        kind: what is written.

    Raises:
        ValueError: if that cannot be meant.
        OutputError: if a file's extension tells no format.
    """
    named = tuple(formats or kind.default)
    if str(output) == STDOUT:
        if len(sources) > 1:
            raise ValueError(f"several {kind.what} need a folder: -o DIR")
        if len(formats) > 1:
            raise ValueError("only one format can go to standard output")
        if not named:
            raise ValueError("standard output takes one script in one format: say --format")
        return [((output, named[0]),)]
    template = _template(sources, output, kind)
    if template is not None:
        return _by_template(template, sources, formats, kind)
    if len(formats) > 1:
        return [tuple((output.with_suffix(kind.suffixes[name]), name) for name in formats)]
    return [((output, formats[0] if formats else _told(output, kind)),)]


def _told(output: Path, kind: Kind) -> str:
    try:
        return kind.told(output)
    except OutputError as error:
        if output.suffix:
            raise
        raise OutputError(output, f"{error.fault}, or end it with / for a folder") from error


def _template(sources: Sequence[Path], output: Path, kind: Kind) -> str | None:
    """Return the template of the outputs; None where the output is the one file."""
    if is_template(output):
        return str(output)
    if output.is_dir():
        return f"{literal(output)}/{kind.in_folder}"
    if len(sources) == 1:
        return None
    if output.is_file():
        raise ValueError(f"several {kind.what} need a folder: -o DIR")
    return f"{literal(output)}/{kind.in_folder}"


def _by_template(
    template: str, sources: Sequence[Path], formats: Sequence[str], kind: Kind
) -> list[tuple[Target, ...]]:
    named = tuple(formats or kind.default)
    if "ext" not in fields_of(template) and not formats:
        paths = [filled(template, source, "") for source in sources]
        targets: list[tuple[Target, ...]] = [((path, kind.told(path)),) for path in paths]
    elif not named:
        raise ValueError("in a folder no extension tells the format: say --format")
    else:
        targets = [
            tuple((filled(template, source, kind.suffixes[name]), name) for name in named)
            for source in sources
        ]
    _refuse_twice(sources, targets, kind)
    return targets


def _refuse_twice(sources: Sequence[Path], targets: Sequence[Sequence[Target]], kind: Kind) -> None:
    """Raise a ValueError if two files would be one."""
    twice = _doubled(_place(path) for files in targets for path, _ in files)
    if not twice:
        return
    whose = [
        source
        for source, files in zip(sources, targets, strict=True)
        if any(_place(path) in twice for path, _ in files)
    ]
    refuse_named_twice(whose)
    stems = _doubled(source.stem for source in whose)
    for stem in stems:
        called = ", ".join(str(source) for source in whose if source.stem == stem)
        raise ValueError(
            f"several {kind.what} are called {stem!r}: {kind.verb} them apart, or put {{folder}} "
            f"into -o ({called})"
        )
    raise ValueError(f"two outputs would be {min(twice)}: put {{stem}} and {{ext}} into -o")


def refuse_named_twice(sources: Sequence[Path]) -> None:
    """Raise a ValueError if two paths name the same file, or link to it."""
    same = _doubled(source.resolve() for source in sources)
    for source in reversed(sources):
        if source.resolve() in same:
            raise ValueError(f"the same file is named twice: {source}")


def _doubled(items: Iterable[Item]) -> list[Item]:
    return [item for item, count in Counter(items).items() if count > 1]


def _place(path: Path) -> Path:
    return path.parent.resolve() / path.name


def check_targets(
    sources: Sequence[Path],
    targets: Sequence[Sequence[Target]],
    output: Path,
    *,
    overwrite: bool = False,
    skip_existing: bool = False,
    trial: bool = False,
) -> None:
    """Find out before the work whether every file can be written; folders are made for them.

    The folder of one file that is named as it stands is not made: a slip would be.

    Args:
        sources: as in ``targets_of``.
        targets: what that returned.
        output: as in ``targets_of``.
        overwrite: whether files that are there may be replaced.
        skip_existing: whether they are left.
        trial: nothing will be written: no folder that is made stays.

    Raises:
        OutputError: if one cannot.
    """
    beside = is_template(output) and "folder" in fields_of(str(output))
    there = [
        path
        for source, files in zip(sources, targets, strict=True)
        if not (beside and not source.parent.is_dir())  # else it will be told that it is not there
        for path, _ in files
    ]
    made: list[Path] = []
    try:
        for path in there:
            if skip_existing and path.is_file():
                refuse_input(path)
                continue
            if len(targets) > 1 or is_template(output):
                made += [one for one in (path.parent, *path.parent.parents) if not one.exists()]
                check_output_folder(path.parent)
            check_output(path, overwrite=overwrite)
    except OutputError:
        trial = True
        raise
    finally:
        for folder in made if trial else ():
            with suppress(OSError):  # others lie in it
                folder.rmdir()


def missing(files: Sequence[Target], *, skip_existing: bool) -> tuple[Target, ...]:
    """Return which of a source's files are to be written."""
    if not skip_existing:
        return tuple(files)
    return tuple((path, name) for path, name in files if not path.is_file())


def earlier(
    files: Sequence[Target], read: Callable[[Path], T], fault: type[InputError]
) -> T | None:
    """Return what an earlier run has written as JSON among a source's files, or beside them.

    Args:
        files: the source's.
        read: reads a file, or raises ``fault`` if it is not of the source.
        fault: is passed over for what lies beside the files.

    Returns:
        What was read; None where there is nothing.

    Raises:
        InputError: (as ``fault``) if one of the files cannot be read.
    """
    for path, name in files:
        if name == "json" and path.is_file():
            return read(path)
    beside = [path.with_suffix(".json") for path, _ in files]
    try:
        return next((read(path) for path in beside if path.is_file()), None)
    except fault:
        return None


def names_of(files: Sequence[Target]) -> str:
    """Name files, for people."""
    return ", ".join(path.name for path, _ in files)
