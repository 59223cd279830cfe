"""Windows: the groups of consecutive clips that the model sees together (N in §3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def windows(items: Sequence[Item], n: int) -> list[Sequence[Item]]:
    """Cut a sequence into consecutive groups of ``n``; the last one may be shorter.

    Raises:
        ValueError: if ``n`` is not positive.
    """
    if n < 1:
        raise ValueError(f"a window holds at least one clip, not {n}")
    return [items[i : i + n] for i in range(0, len(items), n)]
