"""Shards that are read from: a bounded number of them open, in this process and its forks."""

from __future__ import annotations

import os
from collections import OrderedDict
from pathlib import Path

from adtool.datasets.cache.shard import HEAD
from adtool.errors import MediaError

MOST = 64
"""Files that a process keeps open: many fewer than systems allow, often 1,024."""


class OpenShards:
    """Reads from many files, of which the last ones that were used stay open.

    Reads name their place, and move nothing: processes that share an open file by a fork do not
    disturb each other.

    Args:
        most: files that stay open.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._open: OrderedDict[Path, int] = OrderedDict()

    def read(self, path: Path, stamp: str, start: int, size: int) -> bytes:
        """Return ``size`` bytes of a shard from ``start``; fewer where it is cut off.

        Raises:
            MediaError: if it cannot be opened, or its head has another stamp.
        """
        if path in self._open:
            self._open.move_to_end(path)
        else:
            self._open[path] = _opened(path, stamp)
            if len(self._open) > self._most:
                os.close(self._open.popitem(last=False)[1])
        try:
            return os.pread(self._open[path], size, start)
        except OSError as error:
            raise MediaError(path, f"cannot be read ({error.strerror})") from error

    def close(self) -> None:
        """Close all files."""
        while self._open:
            os.close(self._open.popitem()[1])

    def __del__(self) -> None:
        self.close()


def _opened(path: Path, stamp: str) -> int:
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    except OSError as error:
        raise MediaError(path, f"cannot be opened ({error.strerror})") from error
    try:
        if stamp.encode() in os.pread(file, HEAD, 0):
            return file
    except OSError as error:
        os.close(file)
        raise MediaError(path, f"cannot be read ({error.strerror})") from error
    os.close(file)
    raise MediaError(path, "is another shard than its folder's index says; run adtool frames again")
