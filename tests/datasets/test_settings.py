"""Settings of a data set."""

from __future__ import annotations

import pytest

from adtool.datasets.settings import DataSettings


def test_settings_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="kind is 'dvd'"):
        DataSettings(kind="dvd")
    with pytest.raises(ValueError, match="must be positive"):
        DataSettings(train_films=0)
    with pytest.raises(ValueError, match="fps is 0"):
        DataSettings(fps=0.0)
    with pytest.raises(ValueError, match="short_side"):
        DataSettings(short_side=-1)
