"""Where the rules come from."""

from __future__ import annotations

from urllib.parse import urlsplit

from adtool.checking import HOUSES, RULES, SOURCES, house


def test_every_source_has_a_title_and_a_page_where_there_is_one() -> None:
    for name, source in SOURCES.items():
        assert source.title.strip() == source.title != ""
        assert not source.title.endswith("."), "the report adds the full stop"
        assert source.url == "" or urlsplit(source.url).scheme in ("http", "https")
        assert (source.url == "") == (name in ("format", "house", "adtool"))


def test_no_source_is_there_for_nothing() -> None:
    used = {name for rule in RULES.values() for name in rule.sources}
    found = {SOURCES[name] for name in used} | {
        one for name in HOUSES for one in house(name).sources
    }
    assert found == set(SOURCES.values())


def test_parts_of_a_guide_are_named_after_it() -> None:
    assert SOURCES["netflix-1.1"].title == f"{SOURCES['netflix'].title}, 1.1 The Basics"
    assert SOURCES["netflix-1.1"].url == SOURCES["netflix"].url
    assert SOURCES["itc-3.7"].title.endswith(", 3.7 The Use of Proper Names and Pronouns")
