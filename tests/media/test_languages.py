"""The spellings of a language."""

import pytest

from adtool.media.languages import language_code


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("eng", "en"),
        ("en-US", "en"),
        ("English", "en"),
        ("ger", "de"),
        ("deu", "de"),
        ("de_AT", "de"),
        ("Deutsch", "de"),
        ("fre", "fr"),
        ("fra", "fr"),
        ("und", ""),
        ("", ""),
        ("tlh", "tlh"),
    ],
)
def test_every_spelling_has_one_code(spelling, code):
    assert language_code(spelling) == code
