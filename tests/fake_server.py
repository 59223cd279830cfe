"""A server that speaks OpenAI's protocol, as well or as badly as a test wants."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Call:
    """What a server was asked.

    Attributes:
        number: how many questions it was asked before.
    """

    number: int
    path: str
    headers: dict[str, str]
    body: dict[str, object]

    @property
    def text(self) -> str:
        """The text of the question."""
        content = self.body["messages"][-1]["content"]
        return content if isinstance(content, str) else content[-1]["text"]


@dataclass(frozen=True)
class Reply:
    """What a server does.

    Attributes:
        waits: seconds before it answers; less if the test ends.
        promised: bytes that it says it will send; None: as many as it sends.
        times: how often it sends its body.
        drops: whether it closes the connection instead.
        trickles: whether it goes on sending spaces until the client has gone.
    """

    body: object = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    waits: float = 0
    promised: int | None = None
    times: int = 1
    drops: bool = False
    trickles: bool = False


class ChatServer(ThreadingHTTPServer):
    """Answers questions as ``script`` says, and remembers them.

    Attributes:
        calls: the questions, in the order in which they came.
        lists: how often it was asked for its models.
        most: how many it answered at once at most.
    """

    daemon_threads = True

    def __init__(self, script: Callable[[Call], Reply], models: Sequence[str] | Reply) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = script
        self.models = models
        self.calls: list[Call] = []
        self.most = self.now = self.lists = 0
        self.lock = threading.Lock()
        self.ending = threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def stop(self) -> None:
        """Take no connection any more."""
        if not self.ending.is_set():
            self.ending.set()
            self.shutdown()
            self.server_close()

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that went away."""


class _Handler(BaseHTTPRequestHandler):
    server: ChatServer

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.lists += 1
        models = self.server.models
        listed = (
            models if isinstance(models, Reply) else Reply({"data": [{"id": m} for m in models]})
        )
        self._reply(listed)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server = self.server
        with server.lock:
            call = Call(len(server.calls), self.path, dict(self.headers), body)
            server.calls.append(call)
            server.now += 1
            server.most = max(server.most, server.now)
        try:
            self._reply(server.script(call))
        finally:
            with server.lock:
                server.now -= 1

    def _reply(self, reply: Reply) -> None:
        if reply.waits:
            self.server.ending.wait(reply.waits)
        if reply.drops:
            return
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        length = len(body) * reply.times if reply.promised is None else reply.promised
        kind = "text/html" if body.startswith(b"<") else "application/json"
        headers = {"Content-Length": str(length), "Content-Type": kind, **reply.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for _ in range(reply.times):
            self.wfile.write(body)
        while reply.trickles and not self.server.ending.wait(0.05):
            self.wfile.write(b" ")


class Servers:
    """Starts servers, by what they do."""

    reply = Reply

    def __init__(self) -> None:
        self.started: list[ChatServer] = []

    def __call__(
        self,
        script: Callable[[Call], Reply] | None = None,
        models: Sequence[str] | Reply = ("tiny",),
    ) -> ChatServer:
        self.started.append(ChatServer(script or (lambda call: self.says(call.text)), models))
        return self.started[-1]

    @staticmethod
    def says(content: object, *, logprobs: object = None, **more: object) -> Reply:
        """Answer a question as the protocol has it."""
        choice = {"index": 0, "message": {"role": "assistant", "content": content}}
        if logprobs is not None:
            choice["logprobs"] = {"content": logprobs}
        return Reply({"object": "chat.completion", "choices": [choice]}, **more)

    @staticmethod
    def soon(status: int, message: str = "wait") -> Reply:
        """Fail, and want to be asked again at once."""
        return Reply({"error": {"message": message}}, status, {"Retry-After-Ms": "1"})
