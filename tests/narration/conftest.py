"""A narrator that keeps count, and clips for it to see; a server."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from adtool.cast.character import Character
from adtool.media import probe
from adtool.narration.clip import ClipNarration
from adtool.narration.narrator import Group, Offer, Seen, ShownClip, View
from adtool.narration.seeing import Viewing, Window
from adtool.progress import SILENT, Progress
from adtool.settings import ModelSettings
from adtool.timeline import Candidate, Clip, Gap
from adtool.work import WorkFolder

GAP = Gap(0, 10_000)
CLIPS = [Clip(start, start + 2000, GAP) for start in range(0, 10_000, 2000)]
ANNA, TOM = Character("Anna", "A. Actor"), Character("Tom")


class Scribe:
    """A narrator that keeps count of what it is shown and asked."""

    name, identity, drawn, encoder = "scribe", "scribe 1", False, None
    facts: dict[str, object] = {}  # noqa: RUF012

    def __init__(self, view: View, windows: int = 1) -> None:
        self.view = view
        self.settings = ModelSettings(windows=windows)
        self.sight: object = "eyes"
        self.wording: object = "words"
        self.seen = 0
        self.groups: list[Group] = []
        self.portrayed: list[list[tuple[int, ...]]] = []
        self.notes: list[str] = []
        self.clips: list[ShownClip] = []

    def see(self, clips: Iterable[ShownClip], progress: Progress) -> Seen:
        shown = list(clips)
        self.clips += shown
        rows = [[-1 if one is None else int(one.mean()) for one in clip.frames] for clip in shown]
        self.seen += len(rows)
        tensors = {"level": torch.tensor(rows), "share": torch.tensor(rows) / 3}
        return Seen(tensors, self.notes[: len(rows)])

    def from_features(self, features: Tensor) -> Seen:
        raise NotImplementedError

    def portray(self, pictures: Sequence[np.ndarray]) -> Tensor:
        self.portrayed.append([picture.shape for picture in pictures])
        return torch.tensor([float(len(pictures))])

    def unlikeness(self, seen: Sequence[Seen], present: Sequence[Tensor]) -> float | None:
        return float(sum(int(there.sum()) for there in present))

    def narrate(self, group: Group, progress: Progress) -> list[Offer]:
        self.groups.append(group)
        return [
            Offer((Candidate(f"At {clip.start}.", -0.5), Candidate("Nothing.", -math.pi)))
            if there
            else Offer(reason="It is dark.", facts={"seen": "nothing"})
            for clip, there in zip(group.clips, group.present.any(dim=1).tolist(), strict=True)
        ]


@pytest.fixture
def viewing(make_film: Callable[..., Path], tmp_path: Path) -> Callable[..., Viewing]:
    info = probe(make_film("film.mp4", 9))

    def of(scribe: Scribe, work: str = "work") -> Viewing:
        return Viewing(info, scribe, WorkFolder(tmp_path / work), SILENT)

    return of


def narrations(*characters: Character) -> list[ClipNarration]:
    return [ClipNarration(clip, characters) for clip in CLIPS]


def windows(*lengths: int) -> list[Window]:
    """Windows of the clips, every frame seen."""
    found, start = [], 0
    for length in lengths:
        part, start = CLIPS[start : start + length], start + length
        level = torch.tensor([[clip.start] for clip in part])
        found.append(Window(part, Seen({"level": level}), torch.ones(length, 1, dtype=torch.bool)))
    return found


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


@pytest.fixture
def serve() -> Iterator[Servers]:
    """Start servers, which end with the test."""
    servers = Servers()
    yield servers
    for server in servers.started:
        server.stop()
