"""Tables of one's own."""

from __future__ import annotations

import json

from adtool.datasets.annotations import (
    Annotation,
    read_annotations,
)

PLAIN = """\
movie,start,end,text,characters
Sintel,0:01:12.5,1:15,Snow drives over the pass.,"Sintel; Scales;;Sintel"
Sintel,84,86.2,  She  stumbles
on. ,"[""Sintel""]"
"""


def written(tmp_path, content: str | bytes, name: str = "table.csv"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def kinds(table) -> list[tuple[str, int | None]]:
    return [(fault.kind, fault.row) for fault in table.faults]


def test_ones_own_table_has_clocks_and_names(tmp_path):
    table = read_annotations(written(tmp_path, PLAIN), "plain")
    assert table.movies == {
        "Sintel": (
            Annotation(
                "Sintel", 72500, 75000, "Snow drives over the pass.", ("Sintel", "Scales"), row=2
            ),
        )
    }
    # The second row's text breaks the line unquoted: half a row is worse than none.
    assert kinds(table) == [("cells", 3), ("cells", 4)]


def test_ones_own_table_may_be_jsonl(tmp_path):
    rows = [
        {"movie": "a", "start": 3, "end": "0:05", "text": "Two.", "characters": ["Ann", "Bob"]},
        {"movie": "a", "start": 1.5, "end": 2, "text": "One.", "extra": None},
        {"movie": "a", "start": True, "end": 2, "text": "One."},
        {"movie": "a", "start": 6, "end": 7, "text": "No.", "characters": 3},
    ]
    text = "\ufeff" + "\n\n".join(json.dumps(row) for row in rows)
    table = read_annotations(written(tmp_path, text, "own.jsonl"), "plain")
    assert table.movies["a"] == (
        Annotation("a", 1500, 2000, "One.", row=3),
        Annotation("a", 3000, 5000, "Two.", ("Ann", "Bob"), row=1),
    )
    assert kinds(table) == [("no number", 5), ("no names", 7), ("order", 3)]
