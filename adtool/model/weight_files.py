"""The safetensors files of a model's folder, checked and counted before any of it is loaded.

A safetensors file begins with the length of its header and the header: every tensor's type, shape
and place. So what a download has cut short, and what a model will take in memory, is known from a
few kilobytes of each file.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from adtool.errors import CheckpointError
from adtool.model.kinds import INDEX, WEIGHTS
from adtool.work import fingerprint

if TYPE_CHECKING:
    import torch

_FLOATS = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2}
"""Bytes of the formats that loading converts; what is quantised stays as it is."""

_LONGEST_HEADER = 100_000_000
"""Bytes; safetensors itself reads no longer one."""


@dataclass(frozen=True)
class WeightFiles:
    """The weights of a model's folder.

    Attributes:
        paths: the files.
        floats: how many floating-point numbers they hold, in any format.
        other: bytes of everything else in them.
    """

    paths: tuple[Path, ...]
    floats: int
    other: int

    @classmethod
    def of(cls, folder: Path) -> WeightFiles:
        """Find the weights of a folder, and see that they are complete.

        Raises:
            CheckpointError: if there are none, some are missing, or a file is cut or damaged.
        """
        paths = _paths(folder)
        formats: Counter[str] = Counter()
        for path in paths:
            formats.update(_bytes_by_format(path))
        floats = sum(formats[name] // size for name, size in _FLOATS.items())
        other = sum(count for name, count in formats.items() if name not in _FLOATS)
        return cls(paths, floats, other)

    def bytes_in(self, dtype: torch.dtype) -> int:
        """Return what the weights take in memory where floating-point numbers are a ``dtype``."""
        return self.floats * dtype.itemsize + self.other

    def digest(self) -> str:
        """Return a digest of samples from every file; they are too large to be read whole."""
        digest = hashlib.sha256()
        for path in self.paths:
            digest.update(f"{path.name} {fingerprint(path, CheckpointError)}\n".encode())
        return digest.hexdigest()


def _paths(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder's weights: the one, or those that the index names."""
    if (folder / WEIGHTS).is_file():
        return (folder / WEIGHTS,)
    if not (folder / INDEX).is_file():
        pickles = any(folder.glob("*.bin")) or any(folder.glob("*.pt*"))
        why = "weights are pickles, which could run code; " if pickles else ""
        raise CheckpointError(
            folder, f"holds no {WEIGHTS} ({why}only safetensors are read); fetch it again"
        )
    named = read_object(folder / INDEX).get("weight_map")
    if not isinstance(named, dict) or not named:
        raise CheckpointError(folder / INDEX, "names no weights; fetch the model again")
    names = sorted({str(name) for name in named.values()})
    if missing := [name for name in names if not (folder / name).is_file()]:
        raise CheckpointError(
            folder,
            f"lacks {len(missing)} of {len(names)} files of weights, the first "
            f"{missing[0]}; fetch it again",
        )
    return tuple(folder / name for name in names)


def _bytes_by_format(path: Path) -> Mapping[str, int]:
    """Return how many bytes of each number format a file holds, all of which must be there."""
    formats: Counter[str] = Counter()
    end = 0
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if not 2 <= length <= min(_LONGEST_HEADER, path.stat().st_size):
                raise ValueError("no header")
            header = json.loads(file.read(length))
        for name, tensor in header.items():
            if name != "__metadata__":
                first, last = tensor["data_offsets"]
                formats[str(tensor["dtype"])] += last - first
                end = max(end, last)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CheckpointError(
            path, "is damaged, or not in the safetensors format; fetch the model again"
        ) from error
    if path.stat().st_size < 8 + length + end:
        share = math.floor(100 * path.stat().st_size / (8 + length + end))
        raise CheckpointError(path, f"is cut short ({share} % is there); fetch the model again")
    return formats


def read_object(path: Path) -> dict[str, object]:
    """Read a JSON file that holds an object.

    Raises:
        CheckpointError: if it is missing, cannot be read, or is something else.
    """
    try:
        values = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise CheckpointError(path.parent, f"holds no {path.name}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise CheckpointError(path, "is not JSON") from error
    if not isinstance(values, dict):
        raise CheckpointError(path, "is JSON, but no object")
    return values
