"""What is said to a server, what never is, and what its failures are called."""

from __future__ import annotations

import logging
import os
import threading

import pytest

from adtool.chat.address import address_of
from adtool.chat.client import connected, endpoint_key, in_a_loop, models_of
from adtool.chat.error import ServerError, unavailable
from adtool.errors import UnavailableError

KEY = "sk-hush-4711"
ASKED = {"model": "tiny", "messages": [{"role": "user", "content": "Who?"}], "stream": False}


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADTOOL_ENDPOINT_KEY", raising=False)


def complete(url: str, *, patience: float = 20, retries: int = 2) -> bytes:
    async def ask() -> bytes:
        async with connected(address_of(url), retries) as client:
            return await client.complete(ASKED, patience)

    return in_a_loop(ask)


def error_of(url: str, **how: float) -> ServerError:
    with pytest.raises(ServerError) as error:
        complete(url, **how)
    return error.value


def test_the_models_of_a_server_are_listed(serve) -> None:
    assert models_of(address_of(serve(models=["b", "a"]).url)) == ["b", "a"]


def test_a_question_goes_to_the_place_for_questions(serve) -> None:
    server = serve()
    complete(server.url)
    assert [(call.path, call.body) for call in server.calls] == [("/v1/chat/completions", ASKED)]


def test_the_key_is_sent_where_there_is_one(serve, monkeypatch) -> None:
    monkeypatch.setenv("ADTOOL_ENDPOINT_KEY", f" {KEY}\n")
    server = serve()
    complete(server.url)
    assert server.calls[0].headers["Authorization"] == f"Bearer {KEY}"


def test_nothing_is_told_of_this_machine_or_of_accounts_elsewhere(serve, monkeypatch) -> None:
    for name in ("API_KEY", "ORG_ID", "PROJECT_ID", "ADMIN_KEY", "WEBHOOK_SECRET"):
        monkeypatch.setenv(f"OPENAI_{name}", KEY)
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", f"X-Account: {KEY}\nAuthorization: {KEY}")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://evil.example/v1")
    server = serve()
    complete(server.url)
    headers = {name.lower(): value for name, value in server.calls[0].headers.items()}
    assert set(headers) <= {
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "host",
        "user-agent",
        "x-stainless-raw-response",
    }
    assert KEY not in str(headers)


@pytest.mark.parametrize("key", ["a b", "clé", "a\nb", "a\tb"])
def test_what_cannot_be_a_key_is_refused_without_repeating_it(monkeypatch, key: str) -> None:
    monkeypatch.setenv("ADTOOL_ENDPOINT_KEY", key)
    with pytest.raises(UnavailableError, match="ADTOOL_ENDPOINT_KEY holds") as error:
        endpoint_key()
    assert key not in str(error.value)


@pytest.mark.parametrize("key", ["", "  ", "!~", KEY])
def test_a_key_is_taken_from_the_environment(monkeypatch, key: str) -> None:
    monkeypatch.setenv("ADTOOL_ENDPOINT_KEY", key)
    assert endpoint_key() == key.strip()


@pytest.mark.parametrize("status", [307, 400, 401, 404, 500])
def test_a_key_that_a_server_repeats_goes_no_further(
    serve, monkeypatch, caplog, capfd, status: int
) -> None:
    monkeypatch.setenv("ADTOOL_ENDPOINT_KEY", KEY)
    caplog.set_level(logging.DEBUG)

    def repeat(call):
        header = call.headers["Authorization"]
        headers = {"Location": f"/v1?{header}", "X-Request-Id": "1", "Retry-After-Ms": "1"}
        return serve.reply({"error": {"message": f"wrong: {header} " * 20}}, status, headers)

    error = error_of(serve(repeat).url)
    told = unavailable(error, address_of("http://127.0.0.1/v1"), begun=True)
    seen = f"{error!r} {vars(error)} {told} {caplog.text} {capfd.readouterr()}"
    assert "***" in error.said
    assert KEY not in seen
    assert KEY[:8] not in seen


@pytest.mark.parametrize(
    ("status", "kind", "asked"),
    [
        (300, "elsewhere", 1),
        (301, "elsewhere", 1),
        (308, "elsewhere", 1),
        (400, "refused", 1),
        (401, "key", 1),
        (403, "key", 1),
        (404, "missing", 1),
        (405, "missing", 1),
        (408, "broken", 3),
        (409, "broken", 3),
        (413, "refused", 1),
        (422, "refused", 1),
        (429, "broken", 3),
        (500, "broken", 3),
        (503, "broken", 3),
        (599, "broken", 3),
    ],
)
def test_what_may_pass_is_asked_again_and_everything_has_its_name(
    serve, status: int, kind: str, asked: int
) -> None:
    server = serve(lambda _: serve.soon(status, "not today"))
    error = error_of(server.url)
    assert (error.kind, len(server.calls)) == (kind, asked)
    assert str(status) in error.said
    assert ("not today" in error.said) == (kind != "elsewhere")


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502])
def test_what_passes_is_forgotten(serve, status: int) -> None:
    server = serve(lambda call: serve.soon(status) if call.number < 2 else serve.says("Anna."))
    assert b"Anna." in complete(server.url)


def test_a_server_that_wants_to_be_left_alone_for_longer_than_there_is_time_is_slow(serve) -> None:
    reply = serve.reply(b"{}", 429, {"Retry-After": "100"})
    server = serve(lambda _: reply)
    assert error_of(server.url, patience=0.3).kind == "slow"
    assert len(server.calls) == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"error": "no room"}', "cannot answer (500: no room)"),
        (b'{"error": {"message": "no\\nroom\\u0007"}}', "cannot answer (500: no room)"),
        (b'{"detail": [{"loc": 1}]}', 'cannot answer (500: [{"loc": 1}])'),
        (b"no room", "cannot answer (500: no room)"),
        (b"<html>no room</html>", "cannot answer (500)"),
        (b"", "cannot answer (500)"),
        (b"[" * 5000, "cannot answer (500: " + "[" * 199 + "…)"),
    ],
)
def test_what_a_server_says_is_passed_on_as_one_short_line(serve, body: bytes, said: str) -> None:
    server = serve(lambda _: serve.reply(body, 500, {"Retry-After-Ms": "1"}))
    assert error_of(server.url, retries=0).said == said


def test_a_server_that_is_not_there_is_gone(serve) -> None:
    server = serve()
    server.stop()
    error = error_of(server.url, retries=0)
    assert (error.kind, error.said) == ("gone", "does not answer (connection refused)")


def test_a_server_that_closes_its_connections_is_still_there(serve) -> None:
    server = serve(lambda _: serve.reply(drops=True))
    error = error_of(server.url, retries=0)
    assert (error.kind, error.said) == ("broken", "closes the connection")
    assert (len(server.calls), server.lists) == (1, 1)


def test_a_server_that_closes_every_connection_is_gone(serve) -> None:
    closes = serve.reply(drops=True)
    server = serve(lambda _: closes, models=closes)
    error = error_of(server.url, retries=0)
    assert error.kind == "gone"
    assert "does not answer (Server disconnected" in error.said
    assert (len(server.calls), server.lists) == (1, 1)


def test_a_server_that_is_busy_is_asked_for_its_models_once_more(serve) -> None:
    server = serve(models=serve.soon(503))
    with pytest.raises(UnavailableError, match=r"log may say more\.$"):
        models_of(address_of(server.url))
    assert server.lists == 2


def test_a_server_without_a_certificate_is_not_spoken_to(serve) -> None:
    error = error_of(serve().url.replace("http:", "https:"), retries=0)
    assert error.kind == "gone"
    assert "SSL" in error.said or "TLS" in error.said


def test_an_answer_that_takes_too_long_is_not_waited_for(serve) -> None:
    server = serve(lambda _: serve.reply(waits=60))
    error = error_of(server.url, patience=0.3)
    assert (error.kind, error.said) == ("slow", "gave no answer within 0.3 s")
    assert len(server.calls) == 1


def test_an_answer_that_trickles_in_has_no_longer(serve) -> None:
    server = serve(lambda _: serve.reply(b"{", promised=10**6, trickles=True))
    assert error_of(server.url, patience=0.3).kind == "slow"


def test_an_answer_that_breaks_off_is_unusable(serve) -> None:
    server = serve(lambda _: serve.reply(b'{"choices"', promised=500))
    error = error_of(server.url)
    assert (error.kind, error.said) == ("unusable", "broke its answer off")


@pytest.mark.parametrize("more", [0, 1])
def test_no_answer_is_larger_than_8_mb(serve, more: int) -> None:
    server = serve(lambda _: serve.reply(b" " * 2**20, times=8 + more))
    if more:
        assert error_of(server.url).said == "gave an answer of more than 8 MB"
    else:
        assert len(complete(server.url)) == 8 * 2**20


@pytest.mark.parametrize("body", [b"<html>Welcome</html>", b"  \n<!DOCTYPE html>", b"Welcome"])
def test_a_web_page_is_no_answer(serve, body: bytes) -> None:
    headers = {"Content-Type": "text/html; charset=utf-8"} if b"<" not in body else {}
    server = serve(lambda _: serve.reply(body, headers=headers))
    assert error_of(server.url).kind == "foreign"


def test_neither_key_nor_question_follows_a_redirect(serve, monkeypatch) -> None:
    monkeypatch.setenv("ADTOOL_ENDPOINT_KEY", KEY)
    other = serve()
    there = f"{other.url}/chat/completions"
    server = serve(lambda _: serve.reply(b"", 307, {"Location": there}))
    error = error_of(server.url)
    assert (error.kind, error.said) == ("elsewhere", f"sends on to {there} (307)")
    assert other.calls == []


def test_what_is_for_this_machine_goes_through_no_proxy(serve, monkeypatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("NO_PROXY", "")
    assert b"Who?" in complete(serve().url)


def test_what_is_for_another_machine_goes_through_the_users_proxy(serve, monkeypatch) -> None:
    proxy = serve(models=["far"])
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.server_port}")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("NO_PROXY", "")
    assert models_of(address_of("http://films.example/v1")) == ["far"]


def test_work_may_begin_inside_an_event_loop() -> None:
    """As in a notebook."""

    async def inner() -> int:
        return os.getpid()

    async def outer() -> int:
        return in_a_loop(inner)

    assert in_a_loop(outer) == os.getpid()


@pytest.mark.parametrize("status", [404, 500])
def test_an_error_that_breaks_off_is_unusable(serve, status: int) -> None:
    server = serve(lambda _: serve.reply(b'{"error"', status, promised=500))
    assert error_of(server.url, retries=0).kind == "unusable"


def test_an_answer_that_is_not_packed_as_it_says_is_unusable(serve) -> None:
    server = serve(lambda _: serve.reply(b"{}", headers={"Content-Encoding": "gzip"}))
    assert error_of(server.url, retries=0).said == "broke its answer off"


def test_a_key_that_is_repeated_in_disguise_goes_no_further(serve, monkeypatch) -> None:
    monkeypatch.setenv("ADTOOL_ENDPOINT_KEY", "a/b+c")
    escaped = serve(lambda _: serve.reply(b'{"error": "no a\\/b\\u002bc"}', 400))
    assert error_of(escaped.url).said == "refuses (400: no ***)"
    quoted = serve(lambda _: serve.reply(b"", 307, {"Location": "/v1?key=a%2Fb%2Bc"}))
    assert error_of(quoted.url).said == "sends on to /v1?key=*** (307)"
    answered = serve(lambda call: serve.says(call.headers["Authorization"]))
    assert b"Bearer ***" in complete(answered.url)
    assert b"a/b" not in complete(answered.url)


@pytest.mark.parametrize(
    ("variable", "value"), [("ALL_PROXY", "ftp://127.0.0.1:9"), ("SSL_CERT_FILE", "/nowhere")]
)
def test_an_environment_that_allows_no_connection_is_said_to(monkeypatch, variable, value) -> None:
    monkeypatch.setenv(variable, value)
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    with pytest.raises(UnavailableError, match=r"No connection to films\.example .*variables"):
        models_of(address_of("https://films.example/v1"))


def test_a_server_that_goes_while_it_is_asked_is_gone(serve) -> None:
    def go(_):
        threading.Thread(target=server.stop).start()
        server.ending.wait(20)
        return serve.reply(drops=True)

    server = serve(go)
    error = error_of(server.url, retries=1)
    assert (error.kind, error.said) == ("gone", "does not answer (connection refused)")


def test_a_server_that_closes_connections_and_is_stuck_is_gone(serve, monkeypatch) -> None:
    monkeypatch.setattr("adtool.chat.client.CONNECTING", 0.3)
    server = serve(lambda _: serve.reply(drops=True), models=serve.reply(waits=60))
    error = error_of(server.url, retries=0)
    assert (error.kind, error.said) == ("gone", "gave no answer within 0.3 s")
