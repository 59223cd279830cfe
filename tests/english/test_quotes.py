"""What a text quotes."""

from __future__ import annotations

import pytest

from adtool.english.quotes import blanked


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("A sign: “Gate 9”, lit.", "A sign: ########, lit."),
        ('He says "no" twice.', "He says #### twice."),
        ("She nods. ‘Go’ is on it.", "She nods. #### is on it."),
        ("Tom’s dogs’ bowls.", "Tom’s dogs’ bowls."),
        ("An “open one.", "An “open one."),
    ],
)
def test_quotations_are_blank_and_all_else_keeps_its_place(text: str, left: str) -> None:
    assert blanked(text) == left.replace("#", "\0")
