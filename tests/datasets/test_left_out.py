"""Films that were left out, in a sentence."""

from __future__ import annotations

from pathlib import Path

from adtool.datasets.left_out import SHOWN, left_out_sentence
from adtool.faults import Fault


def test_the_first_films_are_named_and_the_rest_counted() -> None:
    faults = [Fault("no film", f"film {i}", "is missing") for i in range(SHOWN + 2)]
    one = left_out_sentence(faults[:1], Path("out"))
    assert one.startswith(f"Left out: {faults[0]}. The others are in out, and all faults in out")
    many = left_out_sentence(faults, Path("out"))
    assert "film 9" in many
    assert "film 10" not in many
    assert "; and 2 more. The others" in many
