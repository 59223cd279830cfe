"""Credits of subtitles are no speech, where they stand at a film's beginning or end."""

import pytest

from adtool.scripts.cues import Cue
from adtool.speech.credits import is_credit, without_credits


@pytest.mark.parametrize(
    "text",
    [
        "Subtitles by explosiveskull",
        "SUBTITLES BY ANNA SMITH",
        "English subtitles by Anna Smith",
        "Subtitles: SDI Media Group",
        "Subtitles created by Bob",
        "Captioned by the National Captioning Institute",
        "Captioning made possible by\nWarner Bros.",
        "Closed captions by CaptionMax",
        "Transcript by Rev.com",
        "Translated by Eve",
        "Sync and corrections by n17t01\nwww.addic7ed.com",
        "Synced & corrected by MementMori",
        "Resync: Team X",
        "Downloaded from\nYTS.MX",
        "Official YIFY movies site:\nYTS.MX",
        "Ripped by mstoll",
        "Provided by explosiveskull\nhttps://twitter.com/kaboomskull",
        "www.OpenSubtitles.org",
        "-= www.addic7ed.com =-",
        "♪ www.example.com ♪",
        "https://example.org/subtitles",
        "Advertise your product or brand here\ncontact www.OpenSubtitles.org today",
        "Support us and become VIP member\nto remove all ads from www.OpenSubtitles.org",
        "Please rate this subtitle at www.osdb.link/abc",
        "Untertitel von Max",
        "Untertitelung des ZDF, 2017",
        "Sous-titres : Studio X",
        "Legendas por Bia",
        "Перевод: Анна",
        "© 2019 Studio",
    ],
)
def test_credits_are_known(text: str) -> None:
    assert is_credit(text.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello.",
        "Translated by my mother.",
        "Are these subtitles by you?",
        "Corrected by the teacher.",
        "Timing is everything.",
        "Go to www.example.com for more.",
        "The subtitles were made by Anna.",
        "Provided that it rains, we stay.",
        "Copyright law is hard.",
        "He was downloaded from nowhere.",
        "Captions are fun.",
        "Stop.It hurts.",
        "Subtitles by " + "very " * 20 + "long",
    ],
)
def test_what_could_be_said_is_none(text: str) -> None:
    assert not is_credit(text.split("\n"))


def test_credits_stand_among_the_first_or_the_last_three_cues() -> None:
    cues = [Cue(at, at, at + 1, "", ("Subtitles by Anna",)) for at in range(8)]
    kept, credit = without_credits(cues)
    assert [cue.line for cue in kept] == [3, 4]
    assert [cue.line for cue in credit] == [0, 1, 2, 5, 6, 7]
    assert without_credits([]) == ([], [])
    assert without_credits(cues[:1]) == ([], cues[:1])
