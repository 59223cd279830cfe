"""A narrator whose model is on a server: found before the work, loaded without a weight here.

``--model http://127.0.0.1:8000/v1 --served NAME``: vLLM, llama.cpp's server, Ollama, LM Studio,
``transformers serve``, and whatever else speaks OpenAI's protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from adtool.chat.address import Address, address_of, is_endpoint
from adtool.chat.client import models_of
from adtool.chat.endpoint import EndpointChat
from adtool.chat.error import one_line
from adtool.errors import UnavailableError
from adtool.narration.narrator import Narrator
from adtool.settings import ChatSettings, ModelSettings


def find(settings: ModelSettings) -> Callable[[], Narrator]:
    """Find the model that a server serves, and return what makes a narrator of it.

    Raises:
        UnavailableError: if ``settings.model`` is no server's address, the server is not there, is
            not this machine and was not allowed, or does not serve what is asked for.
    """
    chat = find_chat(settings.model, settings.chat.served, settings.chat)
    writer = _find_writer(chat, settings)

    def load() -> Narrator:
        from adtool.narration.two_steps import ChatNarrator

        return ChatNarrator(chat, writer, settings, settings.model)

    return load


def find_chat(url: str, served: str, settings: ChatSettings) -> EndpointChat:
    """Find a model that a server serves.

    Args:
        url: the server's address, with its ``/v1``.
        served: what the server calls the model; empty for its only one.
        settings: how it is asked.

    Raises:
        UnavailableError: as ``find``.
    """
    address = address_of(url)
    if not (address.here or settings.elsewhere):
        raise UnavailableError(
            f"{address.url}: pictures of the film, or words about it, would leave this machine "
            f"for {address.host}.",
            "Say --yes, or set it once in the configuration file.",
        )
    return EndpointChat(address, _chosen(served, models_of(address), address), settings, url)


def _find_writer(chat: EndpointChat, settings: ModelSettings) -> EndpointChat:
    """Find the model that words: the same one, another server's, or another one there."""
    writer = settings.chat.writer
    if not writer:
        return chat
    if is_endpoint(writer):
        return find_chat(writer, "", settings.chat)
    return find_chat(settings.model, writer, settings.chat)


def _chosen(served: str, listed: Sequence[str], address: Address) -> str:
    names = f"It serves {one_line(', '.join(listed))}." if listed else "It serves none."
    if served:
        # Ollama lists the version too, and takes the name without it
        found = [name for name in listed if name in (served, f"{served}:latest")]
        if found:
            return served if served in found else found[0]
        raise UnavailableError(f"The server {address.url} serves no model {served}.", names)
    if len(listed) == 1:
        return listed[0]
    if not listed:
        raise UnavailableError(f"The server {address.url} serves no model.", "Load one there.")
    raise UnavailableError(
        f"The server {address.url} serves {len(listed)} models.", f"{names} Name one with --served."
    )
