"""A house's style, read from its file: levels, clauses, numbers, words not to use."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from adtool.checking.finding import LEVELS
from adtool.checking.rules.table import RULES
from adtool.checking.sources import SOURCES, Source
from adtool.documents import Value, read_bytes
from adtool.english.phrases import found
from adtool.errors import ConfigError
from adtool.settings import Banned, CheckSettings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_IN_SECONDS = {"room", "shortest_pause"}
_NUMBERS = {
    one.name.replace("_", "-"): one.name for one in fields(CheckSettings) if one.name != "banned"
}
DESCRIBE = ("rate", "pause", "margin", "minimum-gap", "longest-clip", "shortest-clip")
"""The options of ``adtool describe`` for which a house can have its own default."""


@dataclass(frozen=True, slots=True)
class House:
    """The style of one house.

    Attributes:
        name: what it is called, for people.
        what: what it asks for, in one sentence.
        levels: the rules' levels that differ from their own.
        clauses: where the house asks for what a rule looks for, by rule.
        sources: the texts that it rests on.
        numbers: fields of ``CheckSettings`` that differ.
        describe: options of ``adtool describe`` that differ, in their own units, by name.
        words: what must not be said.
    """

    name: str
    what: str
    levels: Mapping[str, str] = field(default_factory=dict)
    clauses: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    describe: Mapping[str, float] = field(default_factory=dict)
    words: tuple[Banned, ...] = ()


def read_house(path: Path, name: str = "") -> House:
    """Read the file of a house.

    Args:
        path: a TOML file.
        name: what the house is called; by default what its file says, or the file's name.

    Raises:
        ConfigError: naming the file, the key and the fault.
    """
    content = read_bytes(path, ConfigError)
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(path, "is no UTF-8 text; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, f"is no TOML ({error})") from error
    return _house(Value(document, "", path, ConfigError), name or path.stem)


def _house(document: Value, name: str) -> House:
    optional = ("name", "sources", "levels", "clauses", "numbers", "describe", "words")
    told = document.fields(("what",), optional)
    empty = Value({}, "", document.path, ConfigError)
    numbers = told.get("numbers", empty).fields((), tuple(_NUMBERS))
    describe = told.get("describe", empty).fields((), DESCRIBE)
    house = House(
        told["name"].string() if "name" in told else name,
        told["what"].string(),
        {rule: _level(value) for rule, value in _of_rules(told.get("levels", empty))},
        {rule: value.string() for rule, value in _of_rules(told.get("clauses", empty))},
        tuple(_source(one) for one in told["sources"].items()) if "sources" in told else (),
        {_NUMBERS[key]: _number(key, value) for key, value in numbers.items()},
        {key: _amount(value) for key, value in describe.items()},
        _words(told["words"].items()) if "words" in told else (),
    )
    try:
        CheckSettings(**house.numbers)  # type: ignore[arg-type]  # the fields of that name
    except ValueError as error:
        raise told["numbers"].fault(str(error)) from error
    return house


def _of_rules(table: Value) -> list[tuple[str, Value]]:
    return list(table.fields((), tuple(RULES)).items())


def _level(value: Value) -> str:
    level = value.string()
    if level not in LEVELS:
        raise value.fault(f"{level!r} is no level; a rule may be {', '.join(LEVELS)}")
    return level


def _source(value: Value) -> Source:
    if isinstance(value.data, str):
        if value.data not in SOURCES:
            raise value.fault(f"{value.data!r} is no source of ours; write its title and url")
        return SOURCES[value.data]
    told = value.fields(("title",), ("url",))
    return Source(told["title"].string(), told["url"].string() if "url" in told else "")


def _number(key: str, value: Value) -> float:
    if key == "full-names":
        return value.truth()
    number = _amount(value)
    if _NUMBERS[key] in _IN_SECONDS:
        return round(1000 * number)
    if key.endswith("-rate"):
        return number
    if number != int(number):
        raise value.fault(f"is {number:g}; it must be a whole number")
    return int(number)


def _amount(value: Value) -> float:
    number = value.number()
    if number < 0:
        raise value.fault("is below 0")
    return number


def _words(values: list[Value]) -> tuple[Banned, ...]:
    """Return the words of a house, none of which is put in the place of another."""
    words = tuple(_banned(value) for value in values)
    for value, word in zip(values, words, strict=True):
        for other in words:
            if any(found(other.say, word.instead)):
                raise value.fault(f"'instead' says {other.say!r}, which is not to be said either")
    return words


def _banned(value: Value) -> Banned:
    told = value.fields(("say",), ("instead", "why"))
    say = " ".join(told["say"].string().split())
    if not say:
        raise told["say"].fault("names no words")
    rest = {key: told[key].string() for key in ("instead", "why") if key in told}
    return Banned(say, **rest)
