"""A run's folder: its settings, written down so that a resumed run keeps to them."""

from __future__ import annotations

import dataclasses
import shutil
import typing
from pathlib import Path
from typing import Any

from adtool.errors import ConfigError, OutputError
from adtool.output import reason, refuse_input, refuse_inputs_within, write_text
from adtool.parallel import is_main, wait
from adtool_training.config import as_toml, differences, flat, read_config

HARMLESS = frozenset(
    {"workers", "save_steps", "save_seconds", "keep", "log_steps", "trackers", "drawn"}
)
"""Settings that change nothing in what is learned: a resumed run may change them."""


def settle(config: object, folder: Path) -> None:
    """Write the resolved configuration to ``folder/config.toml``; one that has begun must agree.

    Raises:
        ConfigError: if a run with other settings lives in the folder.
        OutputError: if it cannot be written, or holds something that is no run.
    """
    path = folder / "config.toml"
    if path.exists() and begun(folder):
        # What the run did not know of yet is at its default, and what it called otherwise renamed.
        before = flat(dataclasses.asdict(read_config(type(typing.cast("Any", config)), path)))
        now = flat(dataclasses.asdict(typing.cast("Any", config)))
        changed = differences(before, now, apart_from=HARMLESS)
        if changed:
            fault = f"belongs to a run with other settings ({changed})"
            raise ConfigError(path, f"{fault}: choose another folder, or --overwrite")
    elif not path.exists():
        _refuse_others_files(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not begun(folder):
            for faults in folder.glob("faults*.jsonl"):  # of data that may be other by now
                faults.unlink()
    except OSError as error:
        raise OutputError(path, f"cannot be written ({reason(error)})") from error
    text = as_toml(config)
    if not path.exists() or path.read_text(encoding="utf-8") != text:  # it may be what was read
        write_text(path, text)


def prepare(folder: Path, resume: bool, overwrite: bool, made: str = "") -> None:
    """Make sure that a run may use ``folder``: it is new, or to be gone on with, or to be deleted.

    Neither the folder, if it is to be deleted, nor what the run makes in it may hold what the run
    reads.

    With several processes, the main one does this while the others wait.

    Raises:
        OutputError: if a run is there and neither was asked for, or it cannot be deleted.
    """
    refuse_input(folder)
    if made:
        refuse_inputs_within(folder / made)
    if is_main():
        if overwrite:
            start_anew(folder)
        elif not resume and begun(folder):
            raise OutputError(
                folder, "holds a run already; say --resume to go on with it, or --overwrite"
            )
    wait()


def begun(folder: Path) -> bool:
    """Say whether a run in ``folder`` has saved any state: before that, nothing can be lost."""
    return any(folder.glob("*/state/step-*"))


def start_anew(folder: Path) -> None:
    """Delete a run's folder, if there is one.

    Raises:
        OutputError: if it holds something that is no run, or cannot be deleted.
    """
    if not (folder / "config.toml").exists():
        _refuse_others_files(folder)
        return
    refuse_inputs_within(folder)
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise OutputError(folder, f"cannot be deleted: {error.strerror}") from error


def _refuse_others_files(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise OutputError(folder, "is a file, but a run needs a folder")
    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(folder, "is not empty and holds no run; choose a new folder")
