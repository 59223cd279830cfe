"""Who is in a benchmark's films, from a bank or a folder."""

import json

import pytest

from adtool.errors import CastError
from adtool.evaluation.benchmarks import BenchmarkRow, GroundTruth
from adtool.evaluation.casts import casts_of


def truth(*names):
    clocks = tuple((name, 0, 1) for name in names)
    return GroundTruth("truth", (BenchmarkRow(names[0], "clip", 0, 1, "Hi.", clocks),))


def test_casts_come_from_a_bank_or_a_folder_by_any_of_a_films_names(tmp_path):
    bank = tmp_path / "bank.json"
    bank.write_text(json.dumps({"tt1": [{"id": "nm1", "role": "Ben", "name": "B. B."}]}))
    (tmp_path / "Film.json").write_text(json.dumps({"characters": [{"name": "Anna"}]}))
    heard: list[str] = []
    hear = heard.append
    assert casts_of(truth("Film", "tt1"), bank, hear) == {"Film": ("Ben",)}
    assert casts_of(truth("Film", "tt1"), tmp_path, hear) == {"Film": ("Anna",)}
    assert casts_of(truth("../Film"), tmp_path, hear) == casts_of(truth("Other"), bank, hear) == {}
    assert heard == []


def test_roles_of_a_bank_without_a_name_are_told(tmp_path):
    bank = tmp_path / "bank.json"
    bank.write_text(json.dumps({"tt1": [{"role": "Ben", "name": "B."}, {"name": "Nobody"}]}))
    heard: list[str] = []
    assert casts_of(truth("tt1"), bank, heard.append) == {"tt1": ("Ben",)}
    assert heard == ["tt1: 1 role has no name in the character bank, left out (Nobody)."]


def test_a_broken_cast_is_refused(tmp_path):
    (tmp_path / "Film.json").write_text("{")
    with pytest.raises(CastError):
        casts_of(truth("Film"), tmp_path, print)
