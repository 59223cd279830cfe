"""A house's own file: what it can say, and what is wrong with one that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from adtool.checking.houses import house, read_house
from adtool.checking.sources import SOURCES, Source
from adtool.errors import ConfigError
from adtool.settings import Banned

WHOLE = """
name = "Acme"
what = "Short lines, nobody sees anything."
sources = ["dcmp", { title = "Acme, Guide (2024)", url = "https://example.org/guide" }]

[levels]
we-see = "error"

[clauses]
we-see = "Guide, 4.2"

[numbers]
comfortable-rate = 150
room = 0.5
longest-words = 14
numbers-in-words = 12
full-names = true

[describe]
rate = 150
margin = 0.5

[[words]]
say = "gazes"
instead = "looks"
why = "Plain words."

[[words]]
say = "beautiful"
"""


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "acme.toml").write_text(text)
    return tmp_path / "acme.toml"


def test_a_house_says_all_that_it_asks_for(tmp_path: Path) -> None:
    acme = read_house(written(tmp_path, WHOLE))
    assert (acme.name, acme.what) == ("Acme", "Short lines, nobody sees anything.")
    assert acme.levels == {"we-see": "error"}
    assert acme.clauses == {"we-see": "Guide, 4.2"}
    assert acme.sources == (
        SOURCES["dcmp"],
        Source("Acme, Guide (2024)", "https://example.org/guide"),
    )
    assert acme.numbers == {
        "comfortable_rate": 150,
        "room": 500,
        "longest_words": 14,
        "numbers_in_words": 12,
        "full_names": True,
    }
    assert acme.describe == {"rate": 150, "margin": 0.5}
    assert acme.words == (Banned("gazes", "looks", "Plain words."), Banned("beautiful"))


def test_a_house_is_found_by_its_file(tmp_path: Path) -> None:
    path = written(tmp_path, 'what = "Little."')
    assert house(str(path)) == read_house(path)
    assert house(str(path)).name == "acme"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the key 'what' is missing"),
        ("what = 3", "what: expected a string, found"),
        ('what = "A."\nlevel = 1', "unknown key 'level'; did you mean 'levels'"),
        ('what = "A."\n[levels]\nwe-sea = "error"', "levels: unknown key 'we-sea'"),
        ('what = "A."\n[levels]\nwe-see = "loud"', "levels.we-see: 'loud' is no level; a rule may"),
        ('what = "A."\n[levels]\nwe-see = 2', "levels.we-see: expected a string"),
        ('what = "A."\n[clauses]\nnone = "1"', "clauses: unknown key 'none'"),
        ('what = "A."\n[numbers]\nspeed = 1', "numbers: unknown key 'speed'"),
        ('what = "A."\n[numbers]\nroom = "wide"', "numbers.room: expected a number"),
        ('what = "A."\n[numbers]\nroom = -1', "numbers.room: is below 0"),
        ('what = "A."\n[numbers]\nfast-rate = 10', "numbers: the rates must rise"),
        ('what = "A."\n[numbers]\nfull-names = 1', "numbers.full-names: expected true or false"),
        ('what = "A."\n[describe]\nbeams = 4', "describe: unknown key 'beams'"),
        ('what = "A."\nsources = ["mine"]', r"sources\[0\]: 'mine' is no source of ours"),
        ('what = "A."\n[[words]]\ninstead = "x"', r"words\[0\]: the key 'say' is missing"),
        ('what = "A."\n[[words]]\nsay = " "', r"words\[0\].say: names no words"),
        ('what = "A."\n[numbers]\nroom = nan', "numbers.room: is no sensible number"),
        ('what = "A."\n[numbers]\nwindow = 2.5', "numbers.window: is 2.5; it must be a whole"),
        (
            'what = "A."\n[[words]]\nsay = "dogs"\ninstead = "big Dogs"',
            r"words\[0\]: 'instead' says 'dogs', which is not to be said",
        ),
        ('what = "A"\n[', "is no TOML"),
        ('what = "A."\nwhat = "B."', "is no TOML"),
    ],
)
def test_a_fault_is_told_with_its_key(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(ConfigError, match=rf"acme\.toml: {fault}"):
        read_house(written(tmp_path, text))


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_bytes(b"what = '\xff'")
    with pytest.raises(ConfigError, match=r"acme\.toml: is no UTF-8 text"):
        read_house(tmp_path / "acme.toml")
    with pytest.raises(ConfigError, match=r"none\.toml: there is no such file"):
        house(str(tmp_path / "none.toml"))
