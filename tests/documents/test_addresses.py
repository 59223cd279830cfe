"""Addresses where files must be named: told as they were given, and never fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from adtool.documents.addresses import address_fault, as_given, refuse_address
from adtool.errors import MediaError

ADDRESSES = [
    "http://example.org/film.mp4",
    "https://example.org/a b.srt",
    "HTTPS://Example.org/film.mp4",
    "https://youtu.be/abc?t=3",
    "ftp://example.org/film.mkv",
    "rtsp://camera/1",
    "s3://bucket/film.mp4",
    "smb://nas/film.mp4",
    "www.example.org/film.mp4",
    "youtube.com/watch?v=abc",
    "magnet:?xt=urn:btih:abc",
]
NAMES = ["film.mp4", "C:/films/film.mp4", "http.mp4", "https", "www", "a:b.srt", "films/http:/x"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_known_also_once_it_is_a_path(address: str) -> None:
    for given in (address, Path(address)):
        assert "download it first" in address_fault(given)


@pytest.mark.parametrize("address", [one for one in ADDRESSES if "//" in one and "?" not in one])
def test_it_is_named_as_it_was_given(address: str) -> None:
    assert as_given(Path(address)) == address
    with pytest.raises(MediaError) as refused:
        refuse_address(Path(address), MediaError)
    assert str(refused.value).startswith(f"{address}: is an address, and nothing is fetched")


@pytest.mark.parametrize("name", NAMES)
def test_a_files_name_is_none(name: str) -> None:
    assert address_fault(name) == ""
    refuse_address(Path(name), MediaError)


def test_the_address_of_a_file_tells_the_file() -> None:
    for given in ("file:///films/film.mp4", Path("file:///films/film.mp4")):
        assert address_fault(given).endswith("name the file itself, /films/film.mp4")
