"""``--shard I/N``: one machine's share of the work, told in one way by all commands."""

from __future__ import annotations

import re

import click


class Shard(click.ParamType[tuple[int, int]]):
    """I/N, one machine's share: (i, n) with 1 ≤ i ≤ n."""

    name = "I/N"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Read a share."""
        if isinstance(value, tuple):
            return value[0], value[1]
        found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", str(value))
        if not found or not 1 <= int(found[1]) <= int(found[2]):
            self.fail(f"{value!r} is no share such as 1/4: the first of four", param, ctx)
        return int(found[1]), int(found[2])
