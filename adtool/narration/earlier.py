"""A movie's script that an earlier run has written: other formats are made of it.

A describer may have worked on it since. Describing again would give another script beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from adtool.errors import ScriptError
from adtool.gaps.report import SAME_LENGTH
from adtool.media import probe
from adtool.scripts import read_script
from adtool.scripts.targets import Target, earlier
from adtool.timeline import Script, Span
from adtool.work import fingerprint

ELSE = "name another output, or say --overwrite instead of --skip-existing"


def earlier_script(movie: Path, files: Sequence[Target], part: Span | None = None) -> Script | None:
    """Return the script in JSON that is there already among a movie's files, or beside them.

    Args:
        movie: the movie.
        files: what it gets, of which some may be there.
        part: the part of it that is described; None for all of it.

    Returns:
        The script; None where there is none. What lies beside the files and is no script of this
        movie is passed over.

    Raises:
        ScriptError: if one of the files is damaged, or is not of this movie.
        MediaError: if the movie cannot be read.
    """
    return earlier(files, lambda path: _script_of(movie, path, part), ScriptError)


def _script_of(movie: Path, path: Path, part: Span | None) -> Script:
    try:
        script = read_script(path, "json")
    except ScriptError as error:
        raise ScriptError(path, f"{error.fault}; {ELSE}") from error
    _refuse_other(script, path, movie)
    if script.metadata.get("part") != _part(part, script.duration):
        raise ScriptError(path, f"was written of another part of {movie.name}; {ELSE}")
    return script


def _refuse_other(script: Script, path: Path, movie: Path) -> None:
    """Find out whether a script is of a movie: its content tells, or else its length and name."""
    if known := script.metadata.get("fingerprint"):
        same = known == fingerprint(movie)
    elif script.duration:
        same = abs(script.duration - probe(movie).duration) <= SAME_LENGTH
    else:
        same = script.movie == movie.name
    if not same:
        whose = f" ({script.movie})" if script.movie else ""
        raise ScriptError(path, f"is of another movie{whose} than {movie}; {ELSE}")


def _part(part: Span | None, duration: int) -> list[float] | None:
    """Return a part as scripts name it."""
    return [part.start / 1000, min(part.end, duration) / 1000] if part else None
