"""What is said of films of which nothing could be made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from adtool.faults import Fault

SHOWN = 10
"""Films that were left out and are named in a sentence."""

LEFT_OUT = ("no film", "broken film", "length")
"""The kinds of faults for which a film, or a part of it, is left out."""


def left_out_sentence(left_out: Sequence[Fault], folder: Path, faults: str = "faults.jsonl") -> str:
    """Name the films that were left out, the first ones by what is wrong with them.

    Args:
        left_out: what is wrong with them.
        folder: where what was made of the others is.
        faults: the file in it that names all faults.
    """
    named = "; ".join(str(fault) for fault in left_out[:SHOWN])
    more = f"; and {len(left_out) - SHOWN} more" if len(left_out) > SHOWN else ""
    return (
        f"Left out: {named}{more}. The others are in {folder}, and all faults in {folder / faults}."
    )
