"""The page of a comparison, as a browser reads it."""

import base64
import io
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image

from adtool.analyses.comparison_page import LONGEST_SIDE, page
from adtool.analyses.side_by_side import ShownClip, SideBySide, source_lines

HOSTILE = '</td><script>alert("1")</script><img src="http://x/y" onerror=\'z\'>&amp;'


class Reader(HTMLParser):
    """Collects a page's elements, checks that they are closed in turn, and what is marked."""

    VOID = ("meta", "img")

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.marked, self.cells = [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "td" in self.open:
            self.cells[-1] += data
            if "mark" in self.open:
                self.marked.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]


def side_by_side(*told):
    clips = [ShownClip(5, 1000, 3000), ShownClip(6, 4000, 3_723_500)]
    return SideBySide("Signs", clips, told)


def frames(height=40, width=60):
    return np.full((height, width, 3), 200, np.uint8)


@pytest.fixture
def found():
    return side_by_side(
        source_lines(
            "AD", "the annotations", ["He lifts the phone.", "Ann lifts a pill bottle."], []
        ),
        source_lines("ours", "ours.csv", ["Ann looks up.", "Ann looks down."], ["Ann Lee"]),
    )


def test_the_page_has_a_heading_a_clip_headed_tables_and_described_pictures(found):
    read = Reader(page(found, [[(1000, frames()), (2000, frames(900, 1600))], [(4000, frames())]]))
    assert read.all("html") == [{"lang": "en"}]
    assert len(read.all("title")) == len(read.all("h1")) == 1
    assert [one["id"] for one in read.all("h2")] == ["clip-5", "clip-6"]
    assert len(read.all("table")) == len(read.all("caption")) == 3
    assert all(one["scope"] in ("col", "row") for one in read.all("th"))
    assert read.all("img")[1]["alt"] == "Frame of clip 5 at 00:00:02.000"
    assert read.marked == ["phone", "pill", "bottle"]
    assert read.cells[-4:] == [one.lines[i] for i in range(2) for one in found.sources]


def test_pictures_are_small_jpegs_in_the_page(found):
    read = Reader(page(found, [[(1000, frames(900, 1600))], []]))
    (shown,) = read.all("img")
    kind, _, data = shown["src"].partition(",")
    picture = Image.open(io.BytesIO(base64.b64decode(data)))
    assert (kind, picture.format) == ("data:image/jpeg;base64", "JPEG")
    assert picture.size == (LONGEST_SIDE, 180) == (int(shown["width"]), int(shown["height"]))
    assert picture.getpixel((9, 9)) == pytest.approx((200, 200, 200), abs=2)


def test_a_missing_line_is_said_to_be_missing():
    one = source_lines("ours", "x", ["", "A dog barks."], [])
    text = page(side_by_side(one), [[(1000, frames())], []])
    assert "no line" in Reader(text).cells


def test_no_text_gets_out_of_its_place():
    one = source_lines(HOSTILE, HOSTILE, [HOSTILE, "zebra \ud800\x00 $title"], [])
    text = page(SideBySide(HOSTILE, side_by_side().clips, [one]), [[(0, frames())], []])
    text.encode()
    read = Reader(text)
    assert not read.all("script")
    assert [shown["src"][:5] for shown in read.all("img")] == ["data:"]
    assert not any(name.startswith("on") for _, attrs in read.elements for name in attrs)
    assert read.cells[-2:] == [HOSTILE, "zebra ? $title"]
