"""Names of films as names of files."""

from __future__ import annotations

import pytest

from adtool.datasets.file_name import safe_name


@pytest.mark.parametrize("name", ["Signs", "0001_Up-2", "Amélie (2001)", "It's [a] film, & more"])
def test_a_safe_name_stays(name):
    assert safe_name(name) == name


@pytest.mark.parametrize(
    "name", ["a/b", "..", ".hidden", "C:\\x", "a\nb", "*", "é" * 150, "\ud800"]
)
def test_any_other_name_is_changed_into_a_safe_one(name):
    safe = safe_name(name)
    assert safe != name
    assert len(safe.encode()) <= 200
    assert not set(safe) & set("/\\:*\n")
    assert not safe.startswith(".")


def test_two_names_never_become_one():
    names = ["a/b", "a_b", "a:b", "a\\b", "_a_b"]
    assert len(set(map(safe_name, names))) == len(names)
