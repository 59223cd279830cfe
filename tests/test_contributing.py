"""What CONTRIBUTING.md tells contributors is so."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
HOW = TEXT.partition("## How to add …")[2].partition("\n## ")[0]
PARTS = dict(re.findall(r"^\*\*an? ([a-z ]+)\*\*: (.*?)(?=\n\n|\Z)", HOW, re.M | re.S))
TABLES = re.findall(r"`([A-Z_]+)`\s+in\s+`(adtool/[\w/]+\.py)`", HOW)
PATHS = sorted(set(re.findall(r"`((?:adtool|tests|benchmarks|training)/[\w/.]*)`", TEXT)))


def test_it_tells_how_to_add_each_thing_that_a_table_lists() -> None:
    assert list(PARTS) == [
        "speech detector",
        "frame reader",
        "recogniser",
        "narrator",
        "script format",
        "check rule",
        "house style",
        "metric",
        "benchmark",
        "command",
    ]
    for part in PARTS.values():
        assert re.search(r"[Oo]ne (?:entry|`Benchmark`) in\s+`[A-Z_]+`|in\s+`BENCHMARKS`", part)


@pytest.mark.parametrize(("table", "path"), TABLES)
def test_every_table_is_where_it_says(table: str, path: str) -> None:
    module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert len(getattr(import_module(module), table)) >= 1


@pytest.mark.parametrize("path", [path for path in PATHS if "NAME" not in path])
def test_every_file_that_it_names_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_top_of_the_package_holds_at_most_fifteen_files_and_each_is_in_the_contract() -> None:
    top = {path.stem for path in (ROOT / "adtool").glob("*.py")}
    assert len(top) <= 15
    contract = (ROOT / "pyproject.toml").read_text("utf-8").partition('containers = ["adtool"]')[2]
    layers = set(re.findall(r"\w+", contract.partition("\n]\n")[0]))
    assert top - {"__init__"} <= layers
