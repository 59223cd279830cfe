"""A revision as a page."""

from __future__ import annotations

from xml.etree import ElementTree as Tree

from adtool.revision.page import to_html
from adtool.revision.revision import Revision, revise
from adtool.timeline import Line, Script


def test_the_page_is_well_formed_escapes_all_text_and_tells_in_words_what_changed(
    revision: Revision,
) -> None:
    page = to_html(revision)
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
    assert said[0] == ("0:00:01.500 to 0:00:03.000; it was at 0:00:01.000 to 0:00:03.000")
    assert said[2] == "Anna & [taken out: Tom] <b>enter</b>."
    assert said[3] == "Anna & [put in: Zoe] <b>enter</b>."
    assert first.find("th").get("scope") == "row"  # type: ignore[union-attr]
    cut = table.findall("tbody/tr")[2]
    assert ["".join(cell.itertext()) for cell in cut][1:] == ["cut", "A train leaves.", ""]
    assert [cell.get("lang") for cell in first.findall("td")] == [None, "en", "en"]
    assert [item.text for item in main.findall("ul")[1]] == ["0:00:30.000, we-see: Says “we”."]
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_text_without_spaces_gets_none() -> None:
    before, after = (Script((Line(0, 900, text),)) for text in ("他坐在椅上。", "他坐在红椅上。"))
    page = to_html(revise(before, after))
    put_in = '<ins><span class="said">[put in:</span> 红<span class="said">]</span></ins>'
    assert f">他坐在{put_in}椅上。</td>" in page
