"""How long films should be: tables of lengths."""

from __future__ import annotations

import pytest

from adtool.datasets.lengths import read_lengths
from adtool.errors import AnnotationError
from adtool.faults import FaultList


def test_lengths_come_in_many_forms(tmp_path):
    table = tmp_path / "lengths.tsv"
    table.write_text("tconst\truntimeMinutes\ntt0286106\t106\ntt1\t\\N\ntt2\tlong\n")
    faults = FaultList()
    assert read_lengths(table, faults) == {"tt0286106": 106 * 60_000}
    assert [(fault.kind, fault.row) for fault in faults.faults] == [("no number", 4)]
    table.write_text("movie;imdbid;duration\na;tt3;1:00:01\nb;;90.5\nc;;45 min\n")
    assert read_lengths(table, faults) == {
        "a": 3601_000,
        "tt3": 3601_000,
        "b": 90_500,
        "c": 2700_000,
    }
    table.write_text("movie,length\n")
    with pytest.raises(AnnotationError, match="lacks duration or movie_duration"):
        read_lengths(table, faults)
