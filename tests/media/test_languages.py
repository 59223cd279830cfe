"""The spellings of a language."""

import pytest

from adtool.media.languages import language_code


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("en", "en"), ("ENG", "en"), ("English", "en"), ("en-US", "en"), ("pt_BR", "pt"),
        ("ger", "de"), ("deu", "de"), ("Deutsch", "de"), ("fre", "fr"), ("fra", "fr"),
        ("français", "fr"), ("zho", "zh"), ("chi", "zh"), ("日本語", "ja"), (" nob ", "no"),
        ("arm", "hy"), ("hye", "hy"), ("geo", "ka"), ("kat", "ka"), ("mac", "mk"), ("mkd", "mk"),
        ("bur", "my"), ("tib", "bo"), ("mri", "mi"), ("Latin", "la"), ("fil", "fil"),
        ("tgl", "fil"), ("es-419", "es"), ("zh-Hant", "zh"), ("Македонски", "mk"), ("tlh", "tlh"),
        ("und", ""), ("", ""), ("mul", ""), ("qaa", ""),
    ],
)  # fmt: skip
def test_all_spellings_of_a_language_have_one_code(spelling, code):
    assert language_code(spelling) == code
