"""The package's names, each loaded when it is first used."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

import adtool.model


@pytest.mark.parametrize("name", adtool.model.__all__)
def test_every_name_is_its_modules_own(name: str) -> None:
    found = getattr(adtool.model, name)
    assert getattr(import_module(found.__module__), name) is found


def test_a_name_that_there_is_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"'adtool\.model' has no attribute 'Moon'"):
        _ = adtool.model.Moon  # type: ignore[attr-defined]


def test_importing_the_package_loads_no_torch() -> None:
    code = "import adtool.model, sys; print('torch' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
