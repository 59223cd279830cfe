"""Rows into a table: sorted, and their faults counted."""

from __future__ import annotations

from adtool.datasets.annotations import (
    read_annotations,
)


def written(tmp_path, content: str | bytes, name: str = "table.csv"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def kinds(table) -> list[tuple[str, int | None]]:
    return [(fault.kind, fault.row) for fault in table.faults]


def test_dirt_is_counted_by_name_and_the_rest_is_read(tmp_path):
    lines = [
        b"movie,start,end,text",
        b"a,9,10,It ends\x92s here.",
        b"a,1,3,One.",
        b"a,2,4,Two.",
        b"a,5,6,",
        b"a,7,7,Seven.",
        b"a,nan,8,Eight.",
        b"a,1e999,8,Eight.",
        b",7,8,Nobody.",
        b"a,7,8,Too, many.",
        b"a,7,8",
        b"",
        b"a,11,12,Nu\0l.",
    ]
    table = read_annotations(written(tmp_path, b"\n".join(lines)), "plain")
    assert [clip.text for clip in table.movies["a"]] == [
        "One.",
        "Two.",
        "It ends\N{REPLACEMENT CHARACTER}s here.",
        "Nu\N{REPLACEMENT CHARACTER}l.",
    ]
    assert sorted(kinds(table)) == [
        ("bad bytes", 2),
        ("bad bytes", 13),
        ("cells", 10),
        ("cells", 11),
        ("no length", 6),
        ("no movie", 9),
        ("no number", 7),
        ("no number", 8),
        ("no text", 5),
        ("order", 3),
        ("overlap", 4),
    ]
    assert (
        str(table.faults[0]) == "table.csv, line 2: a,9,10,It ends\N{REPLACEMENT CHARACTER}s here."
    )
