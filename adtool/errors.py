"""Every error that adtool raises on purpose, in one tree.

    AdtoolError                 anything a user can act on: one line, exit code 1
    ├── InputError              a file that was given is missing, broken, or not what it must be
    │   ├── MediaError          … a movie
    │   ├── CastError           … a cast.json or a portrait
    │   ├── ScriptError         … subtitles, or an AD script
    │   ├── GapsError           … a gaps.json
    │   ├── AnnotationError     … a table of annotations or predictions
    │   ├── ConfigError         … a configuration file or an override
    │   └── CheckpointError     … a model
    ├── OutputError             a file cannot be written, or exists already
    ├── LayoutError             times of files cannot be as they are asked for: a start, a rate
    ├── UnavailableError        a package, a model's weights or a device is not there
    └── TrainingError           a run cannot go on (a loss that is no number, no data left, …)

The command line turns an ``AdtoolError`` into ``Error: …`` on stderr and exit code 1. Any other
exception is a bug of ours, and keeps its traceback.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class AdtoolError(Exception):
    """Anything that a user can act on; ``str(error)`` is one line for them to read."""


class InputError(AdtoolError):
    """A file that was given cannot be used.

    Attributes:
        wanted: what must be named instead, where a file is of another kind.
        path: the file.
        fault: what is wrong with it, as a clause that can follow "FILE: ".
    """

    wanted: ClassVar[str] = "another file"

    def __init__(self, path: str | Path, fault: str) -> None:
        self.path = Path(path)
        self.fault = fault
        super().__init__(f"{path}: {fault}")


class MediaError(InputError):
    """A movie cannot be opened, or has nothing in it that is needed."""

    wanted = "a movie"


class CastError(InputError):
    """A cast.json, or a portrait that it names, cannot be used."""

    wanted = "a cast.json or a character bank"


class ScriptError(InputError):
    """Subtitles or an AD script cannot be read."""

    wanted = "subtitles or a script"


class GapsError(InputError):
    """A gaps.json cannot be read."""

    wanted = "a gaps.json"


class AnnotationError(InputError):
    """A table of annotations or predictions cannot be read."""


class ConfigError(InputError):
    """A configuration file, or an override of one of its keys, is wrong."""


class CheckpointError(InputError):
    """A model's folder is incomplete, damaged, or of another kind."""


class OutputError(AdtoolError):
    """An output cannot be written.

    Attributes:
        path: the file or folder.
        fault: why, as a clause that can follow "FILE: ".
    """

    def __init__(self, path: str | Path, fault: str) -> None:
        self.path = Path(path)
        self.fault = fault
        super().__init__(f"{path}: {fault}")


class LayoutError(AdtoolError, ValueError):
    """The times of files cannot be as they are asked for; of options that are read, a ValueError.

    A movie's frame rate can show that a start is no label only when the movie is opened.
    """


class UnavailableError(AdtoolError):
    """Something that the machine would need is not there.

    Attributes:
        what: the missing thing.
        remedy: what to do about it, as a full sentence.
    """

    def __init__(self, what: str, remedy: str) -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what} {remedy}")


class TrainingError(AdtoolError):
    """A training run cannot go on."""
