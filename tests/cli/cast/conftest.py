"""A folder of portraits, and what else lies among them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image


@pytest.fixture
def faces(tmp_path: Path) -> Path:
    folder = tmp_path / "faces"
    folder.mkdir()
    for name in ("anna_berg.jpg", "Anna Berg 2.png", "tom.png", ".thumb.png"):
        Image.new("RGB", (20, 20), "red").save(folder / name)
    (folder / "bad.png").write_text("bad")
    (folder / "list.txt").touch()
    return folder
