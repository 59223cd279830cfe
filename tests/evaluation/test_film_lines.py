"""A file of predictions as lines of one film's clips."""

import pytest

from adtool.datasets.annotations import Annotation
from adtool.errors import AdtoolError
from adtool.evaluation.film_lines import film_lines

CLIPS = [
    Annotation("Rope", 1000, 3000, "He runs."),
    Annotation("Rope", 5000, 7000, "She waits."),
    Annotation("Rope", 9000, 9900, "They go."),
]


class Heard:
    """Progress that keeps what it is told."""

    def __init__(self):
        self.notes = []

    def note(self, text):
        self.notes.append(text)


@pytest.fixture
def lines(tmp_path):
    def read(text, name="preds.csv"):
        path = tmp_path / name
        path.write_text(text)
        heard = Heard()
        found = film_lines(path, "Rope", CLIPS, heard)
        return list(found), [note.replace(str(path), name) for note in heard.notes]

    return read


def test_rows_of_other_films_are_left_out(lines):
    text = "vid,start,end,pred\nPsycho,1,3,no\nROPE,5,7,b\nRope,1,3,a\n"
    assert lines(text) == (["a", "b", ""], [])


def test_rows_without_a_film_are_of_this_one(lines):
    assert lines("start,end,pred\n9,9.9,c\n1,3,a\n") == (["a", "", "c"], [])


def test_as_many_rows_as_clips_go_by_their_order(lines):
    assert lines("pred\na\nb\nc\n")[0] == ["a", "b", "c"]


def test_a_scripts_lines_go_to_the_clips_that_they_overlap(lines):
    script = "1\n00:00:02,000 --> 00:00:06,500\nLong.\n\n2\n00:00:30,000 --> 00:00:31,000\nLost.\n"
    found, notes = lines(script, "ad.srt")
    assert found == ["", "Long.", ""]
    assert notes == ["ad.srt: 1 of its rows match no clip of Rope."]


def test_what_is_wrong_with_the_file_is_noted(lines):
    found, notes = lines("vid,start,end,pred\nRope,1,3,a\nRope,x,3,b\nRope,50,51,c\n")
    assert found == ["a", "", ""]
    assert notes == [
        (
            "preds.csv: rows with an unreadable number, dropped: 1 "
            "(first: preds.csv, line 3: start is 'x')."
        ),
        "preds.csv: 1 of its rows match no clip of Rope.",
    ]


def test_a_file_of_other_films_alone_says_which(lines):
    with pytest.raises(AdtoolError, match="Its movies are Psycho; the ground truth's are Rope"):
        lines("vid,start,end,pred\nPsycho,1,3,no\n")
