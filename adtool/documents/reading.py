"""Reading files that somebody else wrote: whole, bounded, and with the place of every fault."""

from __future__ import annotations

import json
import stat
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from adtool.documents.addresses import refuse_address
from adtool.documents.kinds import another_kind
from adtool.errors import InputError

LARGEST = 64 * 2**20
"""Bytes in the largest document or picture that is read; a film's script takes about 1 MB."""

_KINDS = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}


def read_bytes(path: Path, error: type[InputError]) -> bytes:
    """Return the content of a file.

    Raises:
        InputError: (as ``error``) if it is missing, a folder, not readable or over ``LARGEST``.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise error(path, "is a folder; name a file")
        if not stat.S_ISREG(status.st_mode):
            raise error(path, "is no plain file")
        if status.st_size > LARGEST:
            raise error(path, f"is over {LARGEST >> 20} MB, too large to be what it must be")
        return path.read_bytes()
    except FileNotFoundError as fault:
        refuse_address(path, error)
        raise error(path, "there is no such file") from fault
    except OSError as fault:
        raise error(path, f"cannot be read ({(fault.strerror or str(fault)).lower()})") from fault


def read_json(path: Path, error: type[InputError], *, nan_is_null: bool = False) -> Value:
    """Return the content of a JSON file, strictly read: no NaN, no key twice, sane depth.

    Args:
        path: the file.
        error: the kind of error to raise.
        nan_is_null: take NaN, which tables that lack something become, for null.

    Raises:
        InputError: (as ``error``) if the file cannot be read, or is not JSON.
    """
    content = read_bytes(path, error)
    if fault := another_kind(content, error):
        raise error(path, fault)
    return parse_json(content, path, error, nan_is_null=nan_is_null)


def parse_json(
    content: bytes, path: Path, error: type[InputError], *, nan_is_null: bool = False
) -> Value:
    """Return JSON text as a value that knows its place, as strictly read as ``read_json`` does.

    Raises:
        InputError: (as ``error``, naming ``path``) if it is not JSON.
    """
    if not content.strip():
        raise error(path, "is empty")
    try:
        data = json.loads(
            content.decode("utf-8-sig"),
            parse_constant=_null if nan_is_null else _refuse,
            object_pairs_hook=_unique,
        )
    except UnicodeDecodeError as fault:
        raise error(path, f"is no JSON: byte {fault.start} is not UTF-8 text") from fault
    except RecursionError as fault:
        raise error(path, "is nested too deeply") from fault
    except ValueError as fault:
        raise error(path, f"is no valid JSON: {fault}") from fault
    return Value(data, "", path, error)


@dataclass(frozen=True, slots=True)
class Value:
    """A value inside a JSON document that knows where it stands.

    The methods return the value as what it must be, and raise the document's error otherwise.

    Attributes:
        data: the value as ``json`` gives it.
        place: its path in the document, like ``characters[2].aliases``; empty at the top.
        path: the file.
        error: the kind of error to raise.
    """

    data: object
    place: str
    path: Path
    error: type[InputError]

    def fault(self, what: str) -> InputError:
        """Return an error that names the file, the place and the fault."""
        return self.error(self.path, f"{self.place}: {what}" if self.place else what)

    def expected(self, kind: str) -> InputError:
        """Return the error for a value of the wrong type."""
        return self.fault(f"expected {kind}, found {_kind(self.data)}")

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> dict[str, Value]:
        """Return the fields of an object that has every required key and no unknown one."""
        fields = self.members()
        for key in fields:
            if key not in required and key not in optional:
                raise self.fault(f"unknown key {key!r}{_nearest(key, [*required, *optional])}")
        for key in required:
            if key not in fields:
                raise self.fault(f"the key {key!r} is missing")
        return fields

    def members(self) -> dict[str, Value]:
        """Return the fields of an object whose keys are free."""
        if not isinstance(self.data, dict):
            raise self.expected("an object")
        dot = f"{self.place}." if self.place else ""
        return {
            key: Value(item, f"{dot}{key}", self.path, self.error)
            for key, item in self.data.items()
        }

    def items(self, of: str = "") -> list[Value]:
        """Return the items of a list (``of`` names them in the message: "strings")."""
        if not isinstance(self.data, list):
            raise self.expected(f"a list of {of}" if of else "a list")
        return [
            Value(item, f"{self.place}[{index}]", self.path, self.error)
            for index, item in enumerate(self.data)
        ]

    def string(self) -> str:
        """Return a string that can be written as UTF-8 again."""
        if not isinstance(self.data, str):
            raise self.expected("a string")
        if any("\ud800" <= letter <= "\udfff" for letter in self.data):
            raise self.fault("is no text: it holds half a character")
        return self.data

    def strings(self) -> tuple[str, ...]:
        """Return a list of strings."""
        return tuple(item.string() for item in self.items("strings"))

    def number(self) -> float:
        """Return a finite number."""
        if isinstance(self.data, bool) or not isinstance(self.data, (int, float)):
            raise self.expected("a number")
        if not abs(self.data) <= 1e15:  # NaN compares false
            raise self.fault("is no sensible number")
        return self.data

    def truth(self) -> bool:
        """Return true or false."""
        if not isinstance(self.data, bool):
            raise self.expected("true or false")
        return self.data


def _kind(data: object) -> str:
    if data is None:
        return "null"
    return _KINDS.get(type(data), "a number")


def _nearest(key: str, known: Iterable[str]) -> str:
    near = get_close_matches(key.lower(), list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is not a JSON number")


def _null(constant: str) -> object:
    return None if constant == "NaN" else _refuse(constant)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} occurs twice")
    return fields
