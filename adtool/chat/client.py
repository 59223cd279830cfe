"""A server that speaks OpenAI's protocol, over the client package of those who made it up.

The package retries, backs off and heeds ``Retry-After``; here every answer gets a time limit and a
largest size, and whatever goes wrong gets a name. The key is written into a request when it leaves,
and stands nowhere else; what a server says goes on without it.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote

from adtool.chat.address import KEY_VARIABLE, Address
from adtool.chat.completions import UnusableError, models_in
from adtool.chat.error import ServerError, one_line, told_in, unavailable
from adtool.errors import UnavailableError

if TYPE_CHECKING:
    from openai import AsyncOpenAI

Result = TypeVar("Result")

LARGEST = 8 * 2**20
"""Bytes of an answer: hundreds of times what one with its log-probabilities takes."""

CONNECTING = 10.0
"""Seconds in which a server must take a connection, or list its models."""

_SENT = {
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
    "host",
    "x-stainless-raw-response",  # by which the package knows its own request again
}
"""Headers that are needed. Of the others some tell of this machine, and some of accounts with other
servers, whose environment variables the package reads."""

_TRANSPORTS = {"httpx", "httpx2"}
"""With either of these the package sends, and lets its errors through while an answer is read."""


def endpoint_key() -> str:
    """Return the user's key; empty where there is none.

    Raises:
        UnavailableError: if it cannot be one.
    """
    key = os.environ.get(KEY_VARIABLE, "").strip()
    if not re.fullmatch(r"[!-~]*", key):
        raise UnavailableError(
            f"{KEY_VARIABLE} holds characters that no key has.",
            "Set it to the key alone, or unset it.",
        )
    return key


class ServerClient:
    """Asks a server, from inside one event loop; made by ``connected``.

    Args:
        client: the package's client.
        key: the user's key, to be kept out of what is passed on.
    """

    def __init__(self, client: AsyncOpenAI, key: str) -> None:
        self._client = client
        self._key = key

    async def complete(self, asked: Mapping[str, object], patience: float) -> bytes:
        """Have a question answered, and return what came back.

        Args:
            asked: the request.
            patience: seconds for everything, waits between retries included.

        Raises:
            ServerError: if there is no answer.
        """
        untyped: Any = self._client.chat.completions.with_streaming_response
        try:
            async with self._named(patience), untyped.create(**asked) as response:
                return self._bytes_without_key(await _body_of(response))
        except ServerError as error:
            if error.kind != "gone":
                raise
            raise await self._gone() or ServerError("broken", "closes the connection") from None

    async def models(self, retries: int = 1) -> list[str]:
        """Return what the server calls its models.

        Args:
            retries: how often it is asked again where the request fails on its way.

        Raises:
            ServerError: if it does not say.
        """
        client = self._client.with_options(max_retries=retries)
        untyped: Any = client.models.with_streaming_response
        async with self._named(CONNECTING), untyped.list() as response:
            body = await _body_of(response)
        try:
            return models_in(body)
        except UnusableError as error:
            raise ServerError("foreign", str(error)) from None

    async def _gone(self) -> ServerError | None:
        """Return how the server takes no connection; None if it takes one, whatever it says."""
        try:
            await self.models(retries=0)
        except ServerError as error:
            if error.kind in ("gone", "slow"):
                return ServerError("gone", error.said)
        return None

    @asynccontextmanager
    async def _named(self, patience: float) -> AsyncIterator[None]:
        """Give what goes wrong its name, and everything only so many seconds."""
        from anyio import fail_after
        from openai import APIConnectionError, APIStatusError

        try:
            with fail_after(patience):
                yield
        except TimeoutError:
            raise ServerError("slow", f"gave no answer within {patience:g} s") from None
        except APIStatusError as error:
            raise self._of_status(error.status_code, error.response) from None
        except APIConnectionError as error:
            raise ServerError("gone", f"does not answer ({self._cause(error)})") from None
        except Exception as error:
            if type(error).__module__.partition(".")[0] not in _TRANSPORTS:
                raise
            raise ServerError("unusable", "broke its answer off") from None

    def _of_status(self, status: int, response: Any) -> ServerError:
        body = self._without_key(response.text)
        told = self._without_key(told_in(body))  # again: it may have been spelt with escapes
        words = f"{status}: {one_line(told)}" if told else str(status)
        if 300 <= status < 400:
            place = self._without_key(unquote(response.headers.get("location", "nowhere")))
            return ServerError("elsewhere", f"sends on to {one_line(place)} ({status})", body)
        kinds = {401: "key", 403: "key", 404: "missing", 405: "missing"}
        if status in (408, 409, 429) or status >= 500:
            return ServerError("broken", f"cannot answer ({words})", body)
        return ServerError(kinds.get(status, "refused"), f"refuses ({words})", body)

    def _cause(self, error: BaseException) -> str:
        """Return why there is no connection."""
        chain = [error]
        while (inner := chain[-1].__cause__ or chain[-1].__context__) and inner not in chain:
            chain.append(inner)
        if any(isinstance(one, ConnectionRefusedError) for one in chain):
            return "connection refused"
        told = [str(one) for one in chain if str(one)]
        return one_line(self._without_key(told[-1] if told else "no connection").rstrip("."))

    def _without_key(self, text: str) -> str:
        return text.replace(self._key, "***") if self._key else text

    def _bytes_without_key(self, body: bytes) -> bytes:
        return body.replace(self._key.encode(), b"***") if self._key else body


@asynccontextmanager
async def connected(address: Address, retries: int = 0) -> AsyncIterator[ServerClient]:
    """Make a client for the event loop that runs.

    Args:
        address: the server's.
        retries: how often a request is made again that failed on its way.

    Raises:
        UnavailableError: if the user's key cannot be one.
    """
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Timeout

    for below in ("httpcore", "httpcore2"):  # they log all headers, in which a server may say it
        logging.getLogger(below).setLevel(logging.INFO)
    key = endpoint_key()

    async def bare(request: Any) -> None:
        for name in [name for name in request.headers if name.lower() not in _SENT]:
            del request.headers[name]
        request.headers["User-Agent"] = "adtool"
        if key:
            request.headers["Authorization"] = f"Bearer {key}"

    try:
        http = DefaultAsyncHttpxClient(
            follow_redirects=False,  # neither the key nor a picture goes where she did not send it
            trust_env=not address.here,  # a proxy is another machine
            event_hooks={"request": [bare]},
            timeout=Timeout(None, connect=CONNECTING),
        )
    except (ImportError, OSError, ValueError) as error:
        raise UnavailableError(
            f"No connection to {address.host} can be made ({one_line(str(error))}).",
            "See to the environment's variables for proxies and certificates.",
        ) from None
    client = AsyncOpenAI(
        api_key="none", base_url=address.url, max_retries=retries, http_client=http
    )
    async with client:
        yield ServerClient(client, key)


async def _body_of(response: Any) -> bytes:
    held = bytearray()
    async for part in response.iter_bytes():
        held += part
        if len(held) > LARGEST:
            raise ServerError("unusable", f"gave an answer of more than {LARGEST >> 20} MB")
    if "html" in str(response.headers.get("content-type", "")) or held.lstrip()[:1] == b"<":
        raise ServerError("foreign", "answers with a web page")
    return bytes(held)


def in_a_loop(work: Callable[[], Awaitable[Result]]) -> Result:
    """Run work in an event loop of its own, beside one that may run here already.

    Whatever interrupts the wait, Ctrl-C too, cancels the work.
    """
    from anyio.from_thread import start_blocking_portal

    with start_blocking_portal() as portal:
        return portal.call(work)


def models_of(address: Address) -> list[str]:
    """Return what a server calls its models.

    Raises:
        UnavailableError: if it does not say.
    """

    async def ask() -> list[str]:
        async with connected(address) as client:
            return await client.models()

    try:
        return in_a_loop(ask)
    except ServerError as error:
        raise unavailable(error, address) from None
