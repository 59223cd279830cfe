"""``--shard I/N``."""

from __future__ import annotations

import click
import pytest

from adtool.cli.shard import Shard


@pytest.mark.parametrize(
    ("told", "meant"),
    [("1/1", (1, 1)), ("2/4", (2, 4)), ("4/4", (4, 4)), ("007/100", (7, 100)), ((2, 3), (2, 3))],
)
def test_a_share_is_one_of_so_many(told, meant):
    assert Shard().convert(told, None, None) == meant


@pytest.mark.parametrize("told", ["", "1", "0/4", "5/4", "-1/4", "1/0", "1/4/2", "a/b", "1 / 4", 3])
def test_anything_else_is_none(told):
    with pytest.raises(click.BadParameter, match="is no share such as 1/4: the first of four"):
        Shard().convert(told, None, None)
