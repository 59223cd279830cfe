"""The table of narrators."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from adtool.errors import UnavailableError
from adtool.narration.distinctad import DistinctADNarrator
from adtool.narration.narrators import NARRATORS, find_narrator
from adtool.settings import ModelSettings


@pytest.mark.parametrize("name", [name for name in NARRATORS if name != "spotting"])
def test_every_narrator_finds_its_models_or_says_that_there_is_none(name: str) -> None:
    with pytest.raises(UnavailableError):
        NARRATORS[name](ModelSettings(model="./nothing/here"))


def test_a_distinctads_folder_gets_its_narrator(model_folder: Path) -> None:
    load: Callable[[], object] = find_narrator(ModelSettings(model=str(model_folder), device="cpu"))
    assert isinstance(load(), DistinctADNarrator)
