"""Which model of which server is asked, and what is said before any work is done."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest

from adtool.chat.chat import Question, Sampling
from adtool.errors import UnavailableError
from adtool.narration.endpoint import find, find_chat
from adtool.progress import SILENT
from adtool.settings import ChatSettings, ModelSettings


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADTOOL_ENDPOINT_KEY", raising=False)


def served(models: list[str], name: str, serve) -> str:
    """Return which model is asked."""
    server = serve(models=models)
    chat = find_chat(server.url, name, ChatSettings())
    chat.answer([Question("", "Who?")], [Sampling(0, 1, 9, 0)], SILENT)
    model = server.calls[0].body["model"]
    assert chat.identity == f"{server.url} {model}"
    return model


@pytest.mark.parametrize(
    ("models", "name", "asked"),
    [
        (["tiny"], "", "tiny"),
        (["tiny"], "tiny", "tiny"),
        (["large", "tiny"], "tiny", "tiny"),
        (["/models/tiny vl"], "", "/models/tiny vl"),
        (["llava:7b", "llava:latest"], "llava", "llava:latest"),
        (["llava:latest", "llava"], "llava", "llava"),
    ],
)
def test_the_model_that_is_named_or_the_only_one_is_asked(serve, models, name, asked) -> None:
    assert served(models, name, serve) == asked


@pytest.mark.parametrize(
    ("models", "name", "said"),
    [
        (["a", "b"], "", "serves 2 models. It serves a, b. Name one with --served."),
        (["a", "b"], "c", "serves no model c. It serves a, b."),
        (["a"], "c", "serves no model c. It serves a."),
        (["a"], "A", "serves no model A. It serves a."),
        ([], "", "serves no model. Load one there."),
        ([], "c", "serves no model c. It serves none."),
        (["a\nb", "c\x07"], "", "It serves a b, c. Name one"),
        (["long" * 100, "b"], "", "…. Name one with --served."),
    ],
)
def test_where_it_is_not_clear_which_model_is_meant_all_are_named(
    serve, models, name, said
) -> None:
    server = serve(models=models)
    with pytest.raises(UnavailableError) as error:
        find_chat(server.url, name, ChatSettings())
    assert f"The server {server.url} serves" in str(error.value)
    assert said in str(error.value)
    assert str(error.value).isprintable()


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ({"status": 401}, "refuses (401). Set ADTOOL_ENDPOINT_KEY"),
        ({"status": 404, "body": {"detail": "Not Found"}}, "(404: Not Found). Addresses mostly"),
        ({"body": b"<html>Ollama is running</html>"}, "web page. Its address probably lacks /v1"),
        ({"body": b"Ollama is running"}, "lacks /v1"),
        ({"body": b'{"data": ['}, "lacks /v1"),
        ({"body": {"models": []}}, "lists no models. Its address probably lacks /v1"),
        ({"status": 500, "headers": {"Retry-After-Ms": "1"}}, "cannot answer (500)"),
        ({"status": 302, "headers": {"Location": "/login"}}, "sends on to /login (302)"),
        ({"drops": True}, "does not answer"),
        ({"waits": 60}, "gave no answer within 0.3 s"),
    ],
)
def test_a_server_that_does_not_list_its_models_is_found_out_before_the_work(
    serve, monkeypatch, reply, said
) -> None:
    if "waits" in reply:
        monkeypatch.setattr("adtool.chat.client.CONNECTING", 0.3)
    server = serve(models=serve.reply(**reply))
    with pytest.raises(UnavailableError) as error:
        find_chat(server.url, "", ChatSettings())
    assert said in str(error.value)
    assert "What is done" not in str(error.value)
    assert str(error.value).isprintable()


def test_a_server_that_is_not_there_is_found_out_before_the_work(serve) -> None:
    server = serve()
    server.stop()
    with pytest.raises(UnavailableError) as error:
        find(ModelSettings(model=server.url))
    assert str(error.value) == (
        f"The server {server.url} does not answer (connection refused). "
        "Start it, or name another one with --model."
    )


def test_nothing_is_sent_to_another_machine_without_leave(serve, monkeypatch) -> None:
    proxy = serve(models=["far"])
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.server_port}")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("NO_PROXY", "")
    url = "http://films.example:8000/v1"
    with pytest.raises(UnavailableError) as error:
        find(ModelSettings(model=url))
    assert str(error.value) == (
        f"{url}: pictures of the film, or words about it, would leave this machine for "
        "films.example. Say --yes, or set it once in the configuration file."
    )
    assert proxy.lists == 0
    chat = find_chat(url, "", ChatSettings(elsewhere=True))
    assert chat.identity == f"{url} far"
    assert proxy.lists == 1


def test_a_key_in_the_address_is_refused_without_repeating_it() -> None:
    with pytest.raises(UnavailableError, match="ADTOOL_ENDPOINT_KEY") as error:
        find(ModelSettings(model="http://anna:hush@127.0.0.1:8000/v1"))
    assert "hush" not in str(error.value)


def load(settings: ModelSettings, monkeypatch) -> SimpleNamespace:
    """Return what a narrator is made of."""

    def narrator(chat, writer, settings, name) -> SimpleNamespace:
        return SimpleNamespace(chat=chat, writer=writer, settings=settings, name=name)

    loaded = find(settings)
    two_steps = SimpleNamespace(ChatNarrator=narrator)
    monkeypatch.setitem(sys.modules, "adtool.narration.two_steps", two_steps)
    return loaded()


def test_one_model_looks_and_writes(serve, monkeypatch) -> None:
    settings = ModelSettings(model=serve().url)
    made = load(settings, monkeypatch)
    assert made.chat is made.writer
    assert (made.settings, made.name) == (settings, settings.model)


def test_the_writer_may_be_another_model_of_the_same_server(serve, monkeypatch) -> None:
    url = serve(models=["looks", "writes"]).url
    chat = ChatSettings(served="looks", writer="writes")
    made = load(ModelSettings(model=url, chat=chat), monkeypatch)
    assert (made.chat.identity, made.writer.identity) == (f"{url} looks", f"{url} writes")
    with pytest.raises(UnavailableError, match="serves no model reads"):
        find(ModelSettings(model=url, chat=replace(chat, writer="reads")))


def test_the_writer_may_be_the_model_of_another_server(serve, monkeypatch) -> None:
    url, other = serve(models=["looks", "more"]).url, serve(models=["writes"]).url
    chat = ChatSettings(served="looks", writer=other)
    made = load(ModelSettings(model=url, chat=chat), monkeypatch)
    assert (made.chat.identity, made.writer.identity) == (f"{url} looks", f"{other} writes")
    elsewhere = replace(chat, writer="http://films.example/v1")
    with pytest.raises(UnavailableError, match=r"films\.example"):
        find(ModelSettings(model=url, chat=elsewhere))


def test_the_client_package_is_loaded_only_where_a_server_is_asked() -> None:
    code = "import sys, adtool.narration.endpoint as e; sys.exit('openai' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
