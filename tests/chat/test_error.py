"""What a user reads of a server that cannot be used."""

from __future__ import annotations

import pytest

from adtool.chat.address import address_of
from adtool.chat.error import ServerError, one_line, told_in, unavailable


@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize(
    ("kind", "remedy"),
    [
        ("gone", "Start it"),
        ("broken", "log"),
        ("slow", "--patience"),
        ("key", "ADTOOL_ENDPOINT_KEY"),
        ("missing", "/v1"),
        ("elsewhere", "--model"),
        ("foreign", "/v1"),
        ("refused", "log"),
        ("unusable", "log"),
    ],
)
def test_a_user_reads_what_to_do(kind: str, remedy: str, begun: bool) -> None:
    error = unavailable(ServerError(kind, "does it"), address_of("http://[::1]/v1"), begun=begun)
    assert error.what == "The server http://[::1]/v1 does it."
    assert remedy in error.remedy
    assert error.remedy.endswith("run the same command again to go on.") == begun
    assert "\n" not in str(error)


def test_a_line_is_cut_where_it_gets_long() -> None:
    assert one_line("a" * 200) == "a" * 200
    assert one_line("a" * 201) == "a" * 199 + "…"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"error": "no room"}', "no room"),
        ('{"error": {"message": "no room", "code": 5}}', "no room"),
        ('{"detail": "no room"}', "no room"),
        ('{"detail": {"error": "no room"}}', '{"error": "no room"}'),
        ('{"message": "no room"}', "no room"),
        ('{"café": 1}', '{"café": 1}'),
        ('"no room"', "no room"),
        ("no room", "no room"),
        (" <html>no room</html>", ""),
        ('{"error": "<html>no room</html>"}', ""),
        ("", ""),
    ],
)
def test_what_an_error_says_is_found_wherever_it_stands(body: str, words: str) -> None:
    assert told_in(body) == words
