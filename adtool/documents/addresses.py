"""Addresses on the web where files must be named: nothing is fetched, and nothing mangled."""

from __future__ import annotations

import re
from pathlib import Path

from adtool.errors import InputError

_ADDRESS = re.compile(
    r"(?:https?|ftps?|sftp|rtsps?|rtmps?|rtp|mms|s3|gs|ipfs|webdav|smb|magnet|hf|data|blob):", re.I
)
_LOCAL = re.compile(r"file:(?://localhost(?=/)|/*(?=/))", re.I)
_BARE = re.compile(r"(?:www\.[\w-]+\.|(?:m\.)?youtu\.be/|(?:m\.)?youtube\.com/|vimeo\.com/)", re.I)

DOWNLOAD = "is an address, and nothing is fetched; download it first, and name the file"
NAME_PATH = "is an address of a file; name the file itself"


def address_fault(given: str | Path) -> str:
    """Say what is wrong with an address where a file must be named; empty for a file's name.

    Args:
        given: what was given, or a path that was made of it, which has lost a slash.
    """
    text = str(given)
    if _LOCAL.match(text):
        from urllib.parse import unquote

        return f"{NAME_PATH}, {unquote(_LOCAL.sub('', text))}"
    return DOWNLOAD if _ADDRESS.match(text) or _BARE.match(text) else ""


def refuse_address(path: Path, error: type[InputError]) -> None:
    """Find out whether a path that is not there was made of an address.

    Raises:
        InputError: (as ``error``) if it was; it names the address as it was given.
    """
    if fault := address_fault(path):
        raise error(as_given(path), fault)


def as_given(path: Path) -> str:
    """Return the address that a path was made of, with both slashes."""
    return re.sub(r"^(\w+:)/(?!/)", r"\1//", str(path))
