"""Which addresses are servers', and which of them are this machine."""

from __future__ import annotations

import pytest

from adtool.chat.address import address_of, is_endpoint, is_loopback
from adtool.errors import UnavailableError


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("http://127.0.0.1:8000/v1", True),
        ("https://films.example/v1", True),
        ("HTTP://LOCALHOST/v1", True),
        ("bundled", False),
        ("Qwen/Qwen3-VL-2B-Instruct", False),
        ("models/http", False),
        ("http:/127.0.0.1/v1", False),
        ("ftp://127.0.0.1/v1", False),
        ("", False),
    ],
)
def test_a_model_that_begins_like_an_address_is_a_servers(model: str, expected: bool) -> None:
    assert is_endpoint(model) is expected


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1:8000",
        "127.255.255.254",
        "localhost",
        "LocalHost:11434",
        "localhost.",
        "[::1]",
        "[::1]:8080",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::FFFF:7f00:1]",
        "0.0.0.0:8000",  # as vLLM and others name themselves
        "[::]:8000",
    ],
)
def test_what_is_sent_to_this_machine_stays_here(host: str) -> None:
    assert is_loopback(f"http://{host}/v1")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil.example",
        "evil-localhost",
        "128.0.0.1",
        "126.255.255.255",
        "10.0.0.1",
        "192.168.1.20:8000",
        "[::2]",
        "[::ffff:10.0.0.1]",
        "[fe80::1]",
        "127.0.0.1@evil.example",
        "evil.example@127.0.0.1",
        "evil.example#@127.0.0.1",
        "evil.example?@127.0.0.1",
        "evil.example\\@127.0.0.1",
        "127.0.0.1\\.evil.example",
        "2130706433",  # these may be 127.0.0.1, but it takes a second look to see it
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "１２７.0.0.1",
        "127.0.0.1%2eevil.example",
        "127.0.0.1\t.evil.example",
        " 127.0.0.1",
        "",
        ":8000",
    ],
)
def test_what_may_be_another_machine_counts_as_one(host: str) -> None:
    assert not is_loopback(f"http://{host}/v1")


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1"),
        ("HTTP://LocalHost:8000/v1/", "http://localhost:8000/v1"),
        ("https://Films.Example.", "https://films.example"),
        ("http://[::1]:80/a/V1//", "http://[::1]:80/a/V1"),
    ],
)
def test_one_server_has_one_address(url: str, read: str) -> None:
    assert address_of(url).url == read


@pytest.mark.parametrize(
    "url",
    [
        "http://anna:hush@127.0.0.1:8000/v1",
        "http://hush@127.0.0.1/v1",
        "http://127.0.0.1/v1?api_key=hush",
        "http://127.0.0.1/v1#hush",
        "http://127.0.0.1?hush@x/v1",
    ],
)
def test_an_address_that_may_hold_a_secret_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(UnavailableError, match="ADTOOL_ENDPOINT_KEY") as error:
        address_of(url)
    assert "hush" not in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http:///v1",
        "http://a b/v1",
        "http://a\nb/v1",
        "http://127.0.0.1:port/v1",
        "http://127.0.0.1:/v1",
        "http://127.0.0.1:65536/v1",
        "http://[::1/v1",
        "http://café.example/v1",
        "http://./v1",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UnavailableError, match=r"is no server's address|names no") as error:
        address_of(url)
    assert "http://" in error.value.what
    assert str(error.value).isprintable()


def test_the_highest_port_is_one() -> None:
    assert address_of("http://127.0.0.1:65535").url == "http://127.0.0.1:65535"
