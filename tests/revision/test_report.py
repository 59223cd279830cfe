"""A revision as text, JSON and a page."""

from __future__ import annotations

import json
from xml.etree import ElementTree as Tree

from adtool.checking.finding import Finding
from adtool.revision.report import REPORTS
from adtool.revision.revision import revise
from adtool.timeline import Line, Script

DRAFT = Script(
    (
        Line(1_000, 3_000, "Anna & Tom <b>enter</b>."),
        Line(10_000, 12_000, "Snow falls."),
        Line(20_000, 22_000, "A train leaves."),
    )
)
EDITED = Script(
    (
        Line(1_500, 3_000, "Anna & Zoe <b>enter</b>."),
        Line(10_000, 12_000, "Snow falls."),
        Line(30_000, 31_000, "Somebody waits."),
    )
)
FAULT = Finding("we-see", "error", "Says “we”.", "", (), 3, 30_000, 31_000, "Somebody waits.")
REVISION = revise(DRAFT, EDITED, names=("ad.json", "ad.docx"), findings=((), (FAULT,)))


def test_text_has_a_summary_and_a_paragraph_for_each_place_that_differs() -> None:
    assert REPORTS["text"](REVISION) == (
        "ad.json and ad.docx: 3 of 4 places differ.\n"
        "Lines: 1 kept, 1 reworded, 1 moved, 1 cut, 1 new.\n"
        "Words of the draft that are left: 5 of 9 (56 %).\n"
        "Word edits a line: 2.0.\n"
        "Name put right at 0:00:01.500: Tom is Zoe.\n"
        "Faults newly made: 1; mended: 0.\n"
        "\n"
        "0:00:01.500 to 0:00:03.000: reworded, moved.\n"
        "It was at 0:00:01.000 to 0:00:03.000.\n"
        "Draft: Anna & Tom <b>enter</b>.\n"
        "Edited: Anna & Zoe <b>enter</b>.\n"
        "\n"
        "0:00:20.000 to 0:00:22.000: cut.\n"
        "Draft: A train leaves.\n"
        "\n"
        "0:00:30.000 to 0:00:31.000: new.\n"
        "Edited: Somebody waits.\n"
        "\n"
        "Faults newly made:\n"
        "0:00:30.000, we-see: Says “we”.\n"
    )


def test_json_has_all_of_it() -> None:
    document = json.loads(REPORTS["json"](REVISION))
    assert document["words"] == {"draft": 9, "survived": 5}
    assert document["names"] == [{"start": 1.5, "draft": "Tom", "edited": "Zoe"}]
    assert document["changes"][0]["kinds"] == ["reworded", "moved"]
    assert document["faults_made"][0]["rule"] == "we-see"
    assert document["same"] is False


def test_the_page_is_well_formed_escapes_all_text_and_tells_in_words_what_changed() -> None:
    page = REPORTS["html"](REVISION)
    body = page[page.index("<main>") : page.index("</main>") + len("</main>")]
    main = Tree.fromstring(body)
    table = main.find("table")
    assert table is not None
    assert [cell.text for cell in table.findall("thead/tr/th")] == [
        "Time",
        "What became of it",
        "Draft",
        "Edited",
    ]
    first = table.findall("tbody/tr")[0]
    said = ["".join(cell.itertext()) for cell in first]
    assert said[2] == "Anna & [taken out: Tom] <b>enter</b>."
    assert said[3] == "Anna & [put in: Zoe] <b>enter</b>."
    assert first.find("th").get("scope") == "row"  # type: ignore[union-attr]
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_no_difference_and_another_film_are_said() -> None:
    assert "no difference." in REPORTS["text"](revise(DRAFT, DRAFT))
    other = Script((Line(900_000, 901_000, "Ships sail."),))
    assert "are they of the same film?" in REPORTS["text"](revise(DRAFT, other))
