import pytest

from adtool.english.tokens import PUNCTUATION, plain_tokens


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("A man opens the door.", "a man opens the door"),
        ("She's here; he isn't, they’ll go!", "she 's here he is n't they 'll go"),
        (
            "The well-known actor -- at 3:15 -- pays 5,000.",
            "the well-known actor at 3:15 pays 5,000",
        ),
        ('"Yes" (no) …', "yes -lrb- no -rrb-"),
        ("...", ""),
        ("{a} [b] 'c' `d`", "-lcb- a -rcb- -lsb- b -rsb- c d"),
        ("Ann’s we're I've we'll he'd I'm", "ann 's we 're i 've we 'll he 'd i 'm"),
        ("Can't — won't – it’s…", "ca n't wo n't it 's"),
        ("1.5 1:30 1,000,000 1.", "1.5 1:30 1,000,000 1"),
        ("50% & $5", "50 % & $ 5"),
        ("O'Sullivan reads ‘no’.", "o sullivan reads no"),
        ("", ""),
    ],
)
def test_the_plain_tokeniser_splits_contractions_and_drops_punctuation(
    sentence: str, words: str
) -> None:
    assert plain_tokens(sentence) == words.split()


def test_the_punctuation_is_cocos() -> None:
    assert sorted(PUNCTUATION) == sorted(
        ["''", "'", "``", "`", "-LRB-", "-RRB-", "-LCB-", "-RCB-", ".", "?", "!", ",", ":", "-",
         "--", "...", ";"]
    )  # fmt: skip
