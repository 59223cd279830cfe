"""House styles: which rules weigh more or less, and which numbers hold, in which house.

Each is a TOML file beside this module, of the same form as a house's own (``read_house``). Where a
house's guide gives no number, ours stands. They are readings of public guides, not the houses' own
tools; none of them is law.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from adtool.checking.houses.reading import DESCRIBE, House, read_house
from adtool.errors import AdtoolError

HOUSES = ("adtool", "netflix", "dcmp", "acb", "itc", "wcag")
"""The houses that come with adtool; "adtool" is the default."""

OWN = HOUSES[0]


def house(name: str) -> House:
    """Return the house style called ``name``, or that of the file of this name.

    Raises:
        AdtoolError: if there is none, or its file is wrong.
    """
    if name in HOUSES:
        return _ours(name)
    if name.lower().endswith(".toml") or Path(name).exists():
        return read_house(Path(name))
    raise AdtoolError(
        f"There is no house style {name!r}; choose from {', '.join(HOUSES)}, or name a TOML file."
    )


@lru_cache
def _ours(name: str) -> House:
    return read_house(Path(__file__).with_name(f"{name}.toml"), name)


__all__ = ["DESCRIBE", "HOUSES", "OWN", "House", "house", "read_house"]
