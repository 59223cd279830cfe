"""The forms of a revision, and JSON."""

from __future__ import annotations

import json

import pytest

from adtool.revision.report import REPORTS
from adtool.revision.revision import revise
from adtool.timeline import Line, Script

DRAFT = Script((Line(1_000, 3_000, "Anna waits.", id="a1"), Line(5_000, 6_000, "Tom falls.")))
EDITED = Script((Line(1_500, 3_000, "Zoe waits.", id="a1"),), language="de")
REVISION = revise(DRAFT, EDITED, names=("ad.json", "ad.docx"), unchecked=("speech.",))


def test_json_has_all_of_it() -> None:
    assert json.loads(REPORTS["json"](REVISION)) == {
        "draft": "ad.json",
        "edited": "ad.docx",
        "same": False,
        "same_film": True,
        "languages": ["en", "de"],
        "times": {"factor": 1.0, "later": 0.0},
        "lines": {"reworded": 1, "moved": 1, "cut": 1},
        "words": {"draft": 4, "survived": 1},
        "word_edits_a_line": 3.0,
        "names": [{"start": 1.5, "draft": "Anna", "edited": "Zoe"}],
        "changes": [
            {
                "kinds": ["reworded", "moved"],
                "draft": [{"id": "a1", "start": 1.0, "end": 3.0, "text": "Anna waits."}],
                "edited": [{"id": "a1", "start": 1.5, "end": 3.0, "text": "Zoe waits."}],
                "word_edits": 1,
            },
            {
                "kinds": ["cut"],
                "draft": [{"start": 5.0, "end": 6.0, "text": "Tom falls."}],
                "edited": [],
                "word_edits": 2,
            },
        ],
        "faults_made": [],
        "faults_mended": [],
        "unchecked": ["speech."],
    }


@pytest.mark.parametrize(("form", "beginning"), [("text", "ad.json and"), ("html", "<!DOCTYPE")])
def test_each_form_has_its_name(form: str, beginning: str) -> None:
    assert REPORTS[form](REVISION).startswith(beginning)


@pytest.mark.parametrize("form", ["text", "html"])
def test_people_are_told_what_was_not_checked(form: str) -> None:
    assert "Not checked: speech." in REPORTS[form](REVISION)
