"""Configurations of training runs: TOML into frozen dataclasses, checked when they are loaded.

A configuration is a dataclass whose fields are settings (int, float, str, bool), or again such
dataclasses (a TOML table each), or those or None (a table that may be left out). A field whose
metadata have ``formerly`` is also read under that name.

A file may say ``base = "mad-stage2.toml"``: it then holds only what differs from that file, which
lies beside it or comes with the package.
"""

from __future__ import annotations

import dataclasses
import difflib
import json
import os
import sys
import types
import typing
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from adtool.documents import refuse_address
from adtool.errors import ConfigError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Config = TypeVar("Config")

CONFIGS = Path(__file__).with_name("configs")


def read_config(kind: type[Config], path: Path, overrides: Sequence[str] = ()) -> Config:
    """Read a configuration file.

    Args:
        kind: the dataclass to make.
        path: the TOML file.
        overrides: ``key=value`` texts that replace what the file says; the key is dotted
            ("loop.seed=3"), the value TOML or else plain text.

    Raises:
        ConfigError: if the file cannot be read; a key is unknown (the nearest known one is named),
            missing, or of the wrong type.
    """
    return typing.cast("Config", _build(kind, _settled(path, overrides), path, "", None))


def read_table(kind: type[Config], path: Path, name: str, overrides: Sequence[str] = ()) -> Config:
    """Read one table of a configuration file, such as ``[data]``; as ``read_config``."""
    table = _settled(path, overrides).get(name, {})
    return typing.cast("Config", _build(kind, table, path, f"{name}.", None))


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        ConfigError: if it cannot be read.
    """
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        refuse_address(path, ConfigError)
        raise ConfigError(path, f"cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(path, f"is no TOML: {error}") from error
    return table


READ = frozenset(
    {"clip", "pretrained", "narrator", "features", "annotations", "validation_annotations"}
    | {"videos", "cast", "portraits", "metadata"}
)
"""The keys that may name a file or a folder that a run reads, in whatever table."""


def inputs_of(config: object, *files: Path) -> list[Path]:
    """Return what a run reads: whatever its configuration names that is there.

    Args:
        config: the run's configuration.
        files: the files that it was read from.
    """
    texts = _texts(dataclasses.asdict(typing.cast("Any", config)))
    return [*files, *(Path(text) for text in texts if text and Path(text).exists())]


def _texts(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _texts(value)
        elif isinstance(value, str) and key in READ:
            yield value


def find_config(name: str, stage: str) -> Path:
    """Return the file of a configuration: a path, or the name of a bundled one ("storyworld").

    Raises:
        ConfigError: if there is neither.
    """
    if name.endswith(".toml") or os.sep in name:
        return Path(name)
    known = bundled_configs(stage)
    if name in known:
        return CONFIGS / f"{name}-{stage}.toml"
    raise ConfigError(
        name, f"no such configuration for {stage}; there are {', '.join(known)}, or give a .toml"
    )


def bundled_configs(stage: str) -> list[str]:
    """List the names of the configurations that come with the package for "stage1", ..."""
    return sorted(p.name.removesuffix(f"-{stage}.toml") for p in CONFIGS.glob(f"*-{stage}.toml"))


def as_toml(config: object) -> str:
    """Write a configuration as TOML that ``read_config`` reads."""
    lines: list[str] = []
    _write(dataclasses.asdict(typing.cast("Any", config)), "", lines)
    return "\n".join(lines).lstrip() + "\n"


def flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, object]:
    """Return settings by their dotted keys; those that are None are left out."""
    found: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{key}.")
        elif value is not None:
            found[f"{prefix}{key}"] = value
    return found


def differences(
    before: Mapping[str, object], now: Mapping[str, object], apart_from: Collection[str] = ()
) -> str:
    """Name the settings in which two runs differ, with both values; empty where there are none.

    Args:
        before: the one's, by dotted keys.
        now: the other's.
        apart_from: last parts of keys that do not count.
    """
    return "; ".join(
        f"{key} was {before.get(key)}, is {now.get(key)}"
        for key in sorted(before.keys() | now.keys())
        if before.get(key) != now.get(key) and key.rpartition(".")[2] not in apart_from
    )


def _settled(path: Path, overrides: Sequence[str]) -> dict[str, Any]:
    """Return what a file, its bases and the overrides say together."""
    table = _with_base(path, ())
    for override in overrides:
        _override(path, table, override)
    return table


def _with_base(path: Path, above: tuple[Path, ...]) -> dict[str, Any]:
    table = read_toml(path)
    name = table.pop("base", None)
    if name is None:
        return table
    if not isinstance(name, str):
        raise ConfigError(path, f"base must be a text, not {name!r}")
    base = path.parent / name
    if not base.exists():
        base = CONFIGS / Path(name).name
    if not base.exists():
        raise ConfigError(path, f"base {name!r} is neither beside it nor a bundled configuration")
    if base in (path, *above):
        raise ConfigError(path, f"base {name!r} leads back to the file itself")
    return _merged(_with_base(base, (path, *above)), table)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Lay one table over another; tables in both are laid over each other likewise."""
    merged = below | above
    for key in below.keys() & above.keys():
        if isinstance(below[key], dict) and isinstance(above[key], dict):
            merged[key] = _merged(below[key], above[key])
    return merged


def _build(kind: Any, table: object, path: Path, prefix: str, base: object) -> object:
    """Make a ``kind`` of ``table``; what the table leaves out is as in ``base``, or the default."""
    if not isinstance(table, dict):
        raise ConfigError(path, f"{prefix.rstrip('.')} must be a table")
    hints = typing.get_type_hints(kind)
    fields = {field.name: field for field in dataclasses.fields(kind)}
    former = {field.metadata.get("formerly", key): key for key, field in fields.items()}
    table = {str(former.get(key, key)): value for key, value in table.items()}  # the later holds
    for key in table:
        if key not in fields:
            near = difflib.get_close_matches(key, fields, n=1)
            hint = f"; did you mean {prefix}{near[0]}?" if near else ""
            raise ConfigError(path, f"unknown key {prefix}{key}{hint}")
    values = {key: getattr(base, key) for key in fields if base is not None}
    for key, field in fields.items():
        if key in table:
            default = values.get(key, _default(field))
            values[key] = _value(hints[key], table[key], path, f"{prefix}{key}", default)
        elif dataclasses.MISSING is field.default is field.default_factory and not base:
            raise ConfigError(path, f"{prefix}{key} is missing")
    try:
        return kind(**values)
    except ValueError as error:
        raise ConfigError(path, f"{prefix}{error}") from error


def _default(field: dataclasses.Field[Any]) -> object:
    made = field.default_factory
    return None if made is dataclasses.MISSING else made()


def _value(hint: Any, value: object, path: Path, key: str, default: object) -> object:
    if isinstance(hint, types.UnionType):
        hint = next(kind for kind in typing.get_args(hint) if kind is not type(None))
    if dataclasses.is_dataclass(hint):
        return _build(hint, value, path, f"{key}.", default)
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise ConfigError(path, f"{key} must be {_WORDS[hint]}, not {value!r}")
    return value


_WORDS: dict[object, str] = {
    int: "a whole number",
    float: "a number",
    str: "a text",
    bool: "true or false",
}


def _override(path: Path, table: dict[str, Any], override: str) -> None:
    key, equals, text = override.partition("=")
    if not equals or not key:
        raise ConfigError(path, f"override {override!r} is not of the form key=value")
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        value = text
    *tables, last = key.split(".")
    for name in tables:
        table = table.setdefault(name, {})
        if not isinstance(table, dict):
            raise ConfigError(path, f"override {override!r}: {name} is not a table")
    table[last] = value


def _write(table: Mapping[str, Any], prefix: str, lines: list[str]) -> None:
    inner = {key: value for key, value in table.items() if isinstance(value, dict)}
    for key, value in table.items():
        if value is not None and key not in inner:
            text = (
                repr(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)
            )
            lines.append(f"{key} = {text}")
    for key, value in inner.items():
        lines += ["", f"[{prefix}{key}]"]
        _write(value, f"{prefix}{key}.", lines)
