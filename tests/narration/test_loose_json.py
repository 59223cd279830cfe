"""Strings of JSON as models write it: what is read of them, and where they stand."""

from __future__ import annotations

import pytest

from adtool.narration.loose_json import Piece, pieces_of

DOOR, WAITS = "Anna opens the door.", "Tom waits."
TWO_SHORT = ["Anna sits.", "Tom waits."]
TWO = [DOOR, WAITS]

READABLE = {
    "an object": '{"candidates": ["Anna opens the door.", "Tom waits."]}',
    "a fence": '```json\n{"candidates": ["Anna opens the door.", "Tom waits."]}\n```',
    "a bare fence": '```\n["Anna opens the door.", "Tom waits."]\n```',
    "prose around": 'Sure [as asked]: {"candidates": ["Anna opens the door.", "Tom waits."]} Ok?',
    "a list": '["Anna opens the door.", "Tom waits."]',
    "a trailing comma": '{"candidates": ["Anna opens the door.", "Tom waits.",],}',
    "no comma": '{"candidates": ["Anna opens the door."\n  "Tom waits."]}',
    "cut in a string": '{"candidates": ["Anna opens the door.", "Tom waits.", "Tom wa',
    "cut behind a comma": '{"candidates": ["Anna opens the door.", "Tom waits.",',
    "cut behind a quote": '{"candidates": ["Anna opens the door.", "Tom waits."',
    "typographic quotes": "{“candidates”: [“Anna opens the door.”, “Tom waits.”]}",
    "low quotes": "{„candidates“: [„Anna opens the door.“, „Tom waits.“]}",
    "guillemets": "{«candidates»: [«Anna opens the door.», «Tom waits.»]}",
    "single quotes": "{'candidates': ['Anna opens the door.', 'Tom waits.']}",
    "no quotes round the key": '{candidates: ["Anna opens the door.", "Tom waits."]}',
    "another key": '{"Candidate lines": ["Anna opens the door.", "Tom waits."]}',
    "a key for each": '{"1": "Anna opens the door.", "2": "Tom waits."}',
    "an object for each": f'{{"candidates": [{{"text": "{DOOR}"}}, {{"text": "{WAITS}"}}]}}',
    "two objects": '{"candidate": "Anna opens the door."}\n{"candidate": "Tom waits."}',
    "other keys": f'{{"why": "It rains.", "candidates": ["{DOOR}", "{WAITS}"], "n": 2}}',
    "a thought before": f'<think>["No."]</think>{{"candidates": ["{DOOR}", "{WAITS}"]}}',
    "line breaks": '{\n  "candidates": [\n  "Anna\\nopens the\n door.",\n  "Tom waits."\n  ]\n}',
    "escapes": '{"candidates": ["Anna \\u006fpens the door.", "Tom\\twaits."]}',
    "numbers before": '["1. Anna opens the door.", "2) Tom waits."]',
    "bullets before": '["- Anna opens the door.", "• Tom waits."]',
    "quotes within": '["“Anna opens the door.”", "\\"Tom waits.\\""]',
    "counts behind": '["Anna opens the door. (4 words)", "Tom waits. (2 words)"]',
}


@pytest.mark.parametrize("text", READABLE.values(), ids=READABLE)
def test_wordings_are_read_however_they_are_wrapped(text: str) -> None:
    assert [piece.text for piece in pieces_of(text)] == TWO


@pytest.mark.parametrize(
    "text",
    [
        '{"candidates": "Anna opens the door."}',
        '{"candidate": "Anna opens the door."}',
        '"Anna opens the door."',
        "“Anna opens the door.”",
        '  "Anna opens the door."\n',
        '["Anna opens the door."]',
        '{"text": "Anna opens the door."}',
        '{"candidates": ["Anna opens the door."',
        '{"candidates": ["Anna opens the door.", "',
        '{"candidates": ["Anna opens the door.", "To',
        '[["Anna opens the door."]]',
    ],
)
def test_a_single_wording_is_read(text: str) -> None:
    assert [piece.text for piece in pieces_of(text)] == TWO[:1]


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ('["A sign says "Open"."]', 'A sign says "Open".'),
        ('["A sign says "Open", and he enters.", "x"]', 'A sign says "Open", and he enters.'),
        ('["A sign says \\"Open\\"."]', 'A sign says "Open".'),
        ("['Tom opens Anna's door.']", "Tom opens Anna's door."),
        ("['The boys' dog runs.']", "The boys' dog runs."),
        ("[“He says “no” to her.”]", "He says “no” to her."),
        ('["A \\q b."]', "A q b."),
        ('["C:\\\\x y."]', "C:\\x y."),
    ],
)
def test_quotes_inside_a_wording_do_not_end_it(text: str, wording: str) -> None:
    assert pieces_of(text)[0].text == wording


NO_JSON = [
    "Anna opens the door.",
    "1. Anna opens the door.\n2. Tom waits.",
    "Here are the lines that you asked for:",
    "{}",
    "[]",
    '{"candidates": []}',
    "candidates: Anna opens the door.",
    "<line>Anna opens the door.</line>",
    '{"candidates": ["Anna opens the do',
    '{"cand',
    "null",
    "42",
    "- Anna opens the door.",
    "{Anna opens the door.}",
]


@pytest.mark.parametrize("text", NO_JSON)
def test_what_is_no_json_or_holds_no_whole_string_has_none(text: str) -> None:
    assert pieces_of(text) == []


def test_empty_strings_are_read_and_json_may_follow_json_at_once() -> None:
    assert [piece.text for piece in pieces_of('["", "Anna sits."]')] == ["", "Anna sits."]
    assert [piece.text for piece in pieces_of('["Anna sits."]["Tom waits."]')] == TWO_SHORT


def test_a_piece_knows_where_it_stands_in_the_answer() -> None:
    text = '{"candidates": ["Anna sits.", "Tom waits."]}'
    assert pieces_of(text) == [Piece("Anna sits.", 17, 27), Piece("Tom waits.", 31, 41)]
    assert text[17:27] == "Anna sits."


@pytest.mark.parametrize("text", ["[" * 20_000, '["' * 10_000, '{"a":' * 5_000, '"' * 20_000])
def test_a_flood_of_brackets_and_quotes_is_read_to_its_end(text: str) -> None:
    assert all(len(piece.text) < 20_000 for piece in pieces_of(text))
