from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from adtool.errors import OutputError
from adtool.shots.stills import keep_still, still_name


@pytest.mark.parametrize(
    ("time", "name"),
    [
        (0, "stills/00-00-00.000.jpg"),
        (725_400, "stills/00-12-05.400.jpg"),
        (36_000_001, "stills/10-00-00.001.jpg"),
        (359_999_999, "stills/99-59-59.999.jpg"),
    ],
)
def test_a_still_is_named_by_its_time(time, name):
    assert still_name(time) == name


def test_a_still_is_a_jpeg_in_the_work_folder(tmp_path):
    picture = np.full((27, 48, 3), (200, 100, 50), np.uint8)
    name = keep_still(tmp_path, 1500, picture)
    with Image.open(tmp_path / name) as still:
        assert (still.format, still.size) == ("JPEG", (48, 27))
        assert np.abs(np.asarray(still).astype(int) - picture).max() < 8
    assert [path.name for path in (tmp_path / "stills").iterdir()] == ["00-00-01.500.jpg"]


def test_where_no_still_can_be_written_one_line_says_so(tmp_path):
    (tmp_path / "stills").write_text("in the way")
    with pytest.raises(OutputError, match="is a file where a folder is needed"):
        keep_still(tmp_path, 0, np.zeros((2, 2, 3), np.uint8))
