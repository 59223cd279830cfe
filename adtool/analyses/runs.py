"""Training runs, as their folders tell of them: settings, figures on unseen films, length.

A run's folder holds ``config.toml``, the resolved settings, and for each training in it a folder
with ``metrics.jsonl``. Where the best model was kept, ``best.json`` says how good it is; and what
``adtool eval --json`` says of a run may lie in its folder as ``eval*.json``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adtool.documents import read_bytes, read_json
from adtool.errors import ConfigError, InputError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Setting = str | int | float | bool


@dataclass(frozen=True)
class Run:
    """A training run.

    Attributes:
        name: its folder, from the folder of all runs.
        settings: the resolved settings by their dotted keys; a list is one setting, as text.
        figures: what was measured on unseen films, by name: of the best model where one was kept,
            else of the last one measured.
        steps: how many steps were made.
    """

    name: str
    settings: Mapping[str, Setting]
    figures: Mapping[str, float]
    steps: int


def find_runs(folder: Path) -> tuple[list[Run], dict[str, str]]:
    """Read every run below a folder.

    Returns:
        The runs, sorted by name; and of those that cannot be read, by name, what is wrong.

    Raises:
        ConfigError: if there is no such folder, or no run in it.
    """
    if not folder.is_dir():
        raise ConfigError(folder, "there is no such folder")
    runs: list[Run] = []
    broken: dict[str, str] = {}
    for path in sorted(folder.rglob("config.toml")):
        name = path.parent.relative_to(folder).as_posix()
        try:
            runs.append(_read(path.parent, name))
        except InputError as error:
            broken[name] = str(error)
    if not runs and not broken:
        raise ConfigError(folder, "holds no run: no config.toml in it or below it")
    return runs, broken


def _read(folder: Path, name: str) -> Run:
    path = folder / "config.toml"
    try:
        table = tomllib.loads(read_bytes(path, ConfigError).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(path, f"is no TOML: {error}") from error
    figures: dict[str, float] = {}
    steps = 0
    for metrics in sorted(folder.glob("*/metrics.jsonl")):
        measured = [line for line in _lines(metrics) if _measured(line)]
        steps = max([steps, *(int(line.get("step", 0)) for line in measured)])
        for line in measured:
            figures |= _measured(line)
    if (folder / "best.json").exists():
        figures |= _measured(_members(folder / "best.json"))
    for scores in sorted(folder.glob("eval*.json")):
        figures |= _numbers(_members(scores).get("figures", {}))
    if not figures:
        raise ConfigError(folder, "nothing was measured on unseen films yet")
    return Run(name, dict(_flat(table)), figures, steps)


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    """Give the objects of a JSON-lines file; a last line that was cut off is left out."""
    for line in read_bytes(path, ConfigError).decode(errors="replace").splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            yield value


def _members(path: Path) -> Mapping[str, Any]:
    return {key: value.data for key, value in read_json(path, ConfigError).members().items()}


def _measured(line: Mapping[str, Any]) -> dict[str, float]:
    """Return the figures on unseen films: what a training does not call a loss of its own."""
    return {
        name.removeprefix("validation_"): value
        for name, value in _numbers(line).items()
        if name.startswith(("validation_", "recall@"))
    }


def _numbers(values: object) -> dict[str, float]:
    found = values.items() if isinstance(values, Mapping) else ()
    return {
        str(name): float(value)
        for name, value in found
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    }


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Setting]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        elif isinstance(value, (str, int, float, bool)):
            yield before + key, value
        elif isinstance(value, Sequence):
            yield before + key, json.dumps(value)
