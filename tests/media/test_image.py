"""One type of image for the whole house."""

from __future__ import annotations

import re
from pathlib import Path

import adtool

HOUSE = Path(adtool.__file__).parent


def test_no_other_module_has_a_type_of_image_of_its_own():
    own = re.compile(r"^\w+(?:: TypeAlias)? = \W?(?:np\w*\.)?NDArray\[np\.uint8\]", re.MULTILINE)
    homes = [path for path in HOUSE.rglob("*.py") if own.search(path.read_text())]
    assert homes == [HOUSE / "media" / "image.py"]
