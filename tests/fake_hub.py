"""A model hub on this machine: the few answers that its client asks for."""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COMMIT = "c" * 40


@dataclass
class Repository:
    """A model on the hub.

    Attributes:
        files: content by name.
        card: what its card's head says.
        gated: whether an agreement is asked for.
    """

    files: dict[str, bytes]
    card: dict[str, object] = field(default_factory=lambda: {"license": "apache-2.0"})
    gated: bool = False


class Hub:
    """A hub with some models.

    Attributes:
        repositories: they, by name.
        asked: the method and path of every question.
        broken: what is answered to every question in the place of the truth: a status and a text.
        cut: bytes of a file after which its connection ends, once, by the file's name.
        slow: seconds between two megabytes of a file.
    """

    def __init__(self) -> None:
        self.repositories: dict[str, Repository] = {}
        self.asked: list[str] = []
        self.broken: tuple[int, str] | None = None
        self.cut: dict[str, int] = {}
        self.slow = 0.0
        hub = self

        class Handler(_Handler):
            served = hub

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def add(self, name: str, files: dict[str, bytes], **facts: object) -> None:
        """Put a model on the hub, or in the place of another."""
        self.repositories[name] = Repository(files, **facts)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        """Where it is: HF_ENDPOINT."""
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        """Take it down; nothing answers any more."""
        self.server.shutdown()
        self.server.server_close()


class _Handler(BaseHTTPRequestHandler):
    served: Hub

    def log_message(self, *_: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        hub = self.served
        hub.asked.append(f"{self.command} {self.path} {self.headers.get('Range', '')}".strip())
        path = self.path.partition("?")[0]
        if hub.broken:
            return self._send(hub.broken[0], hub.broken[1].encode(), {}, body)
        if about := re.fullmatch(r"/api/models/([^/]+/[^/]+)(/revision/\w+)?", path):
            return self._about(about[1], body)
        if tree := re.fullmatch(r"/api/models/([^/]+/[^/]+)/tree/\w+", path):
            return self._tree(tree[1], body)
        if file := re.fullmatch(r"/([^/]+/[^/]+)/resolve/\w+/(.+)", path):
            return self._file(file[1], file[2], body)
        return self._send(404, b"{}", {}, body)

    def _about(self, name: str, body: bool) -> None:
        found = self.served.repositories.get(name)
        if found is None:
            return self._send(404, b"{}", {"X-Error-Code": "RepoNotFound"}, body)
        if found.gated:
            return self._send(403, b"{}", {"X-Error-Code": "GatedRepo"}, body)
        siblings = [{"rfilename": k, "size": len(v)} for k, v in found.files.items()]
        told = {"id": name, "sha": COMMIT, "siblings": siblings, "cardData": found.card, "tags": []}
        return self._send(200, json.dumps(told).encode(), {}, body)

    def _tree(self, name: str, body: bool) -> None:
        files = self.served.repositories[name].files
        found = [{"type": "file", "path": k, "size": len(v), "oid": "0"} for k, v in files.items()]
        self._send(200, json.dumps(found).encode(), {}, body)

    def _file(self, repository: str, name: str, body: bool) -> None:
        content = self.served.repositories[repository].files[name]
        etag = hashlib.sha256(content).hexdigest()
        headers = {"ETag": f'"{etag}"', "X-Repo-Commit": COMMIT, "Accept-Ranges": "bytes"}
        start = re.fullmatch(r"bytes=(\d+)-.*", self.headers.get("Range", ""))
        first = int(start[1]) if start else 0
        if start:
            headers["Content-Range"] = f"bytes {first}-{len(content) - 1}/{len(content)}"
        cut = self.served.cut.pop(name, None) if body else None
        self._send(206 if start else 200, content[first:], headers, body, cut)

    def _send(
        self,
        status: int,
        content: bytes,
        headers: dict[str, str],
        body: bool,
        cut: int | None = None,
    ) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            with suppress(ConnectionError):
                for start in range(0, len(content[:cut]), 1_000_000):
                    self.wfile.write(content[:cut][start : start + 1_000_000])
                    time.sleep(self.served.slow)
        if cut is not None:
            self.close_connection = True
