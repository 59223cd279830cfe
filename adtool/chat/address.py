"""Where a server is: what its address must look like, and whether that is this machine."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from adtool.errors import UnavailableError

KEY_VARIABLE = "ADTOOL_ENDPOINT_KEY"
"""The only place for a server's key."""

_PLAIN = re.compile(
    r"https?://(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:/[!-~]*)?", re.IGNORECASE
)
"""What every reader of addresses takes for the same host: none may be led to another one."""

_EXAMPLE = "http://127.0.0.1:8000/v1"
_KEY = f"a key goes into the environment variable {KEY_VARIABLE}"


@dataclass(frozen=True, slots=True)
class Address:
    """A server's address, without any secret.

    Attributes:
        url: the address, its scheme and host in lower case, without a slash at its end.
        host: the machine.
    """

    url: str
    host: str

    @property
    def here(self) -> bool:
        """Whether that is this machine."""
        return _is_here(self.host)


def is_endpoint(model: str) -> bool:
    """Say whether a model's name is the address of a server."""
    return model.lower().startswith(("http://", "https://"))


def is_loopback(url: str) -> bool:
    """Say whether what is sent to an address stays on this machine.

    That is so for ``localhost``, 127.0.0.0/8, ::1, and for 0.0.0.0 and ::, by which servers that
    listen everywhere are often named. Whatever is spelt in an unusual way counts as elsewhere.
    """
    try:
        return address_of(url).here
    except UnavailableError:
        return False


def address_of(url: str) -> Address:
    """Read an address.

    Raises:
        UnavailableError: if it is none, or if it holds a user name, a password or a query, which
            may be secrets, and which the script would repeat.
    """
    if _holds_secrets(url):
        raise UnavailableError(
            f"{_shown(url)}: a server's address is written without user names, passwords, ? and #.",
            f"Write it like {_EXAMPLE}; {_KEY}.",
        )
    if not _PLAIN.fullmatch(url):
        raise UnavailableError(f"{_shown(url)} is no server's address.", f"One is {_EXAMPLE}.")
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise UnavailableError(f"{url} names no port.", "Ports are from 0 to 65535.") from None
    host = (parts.hostname or "").rstrip(".")
    if not host:
        raise UnavailableError(f"{url} names no host.", f"An address is {_EXAMPLE}.")
    shown = f"[{host}]" if ":" in host else host
    place = shown if port is None else f"{shown}:{port}"
    return Address(f"{parts.scheme}://{place}{parts.path.rstrip('/')}", host)


def _holds_secrets(url: str) -> bool:
    return any(sign in url for sign in "@?#")


def _shown(url: str) -> str:
    """Return an address without what may be a secret."""
    scheme, _, rest = url.partition("://")
    shown = f"{scheme}://{re.split('[?#]', rest.rpartition('@')[2])[0]}"
    return shown if shown.isprintable() else ascii(shown)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(number, "ipv4_mapped", None)
    number = mapped or number
    return number.is_loopback or number.is_unspecified
