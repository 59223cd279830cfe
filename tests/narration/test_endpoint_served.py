"""A real server, with a real model that is small: ``transformers serve``."""

from __future__ import annotations

import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
import transformers

from adtool.chat.chat import Question, Sampling
from adtool.errors import UnavailableError
from adtool.narration.endpoint import find_chat
from adtool.progress import SILENT
from adtool.settings import ChatSettings

LACKING = [name for name in ("fastapi", "uvicorn") if find_spec(name) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(LACKING), reason=f"to serve, transformers needs {LACKING}"),
    pytest.mark.skipif(
        transformers.__version__ < "5",
        reason="before 5, transformers streams all answers and does not list what it serves",
    ),
]

SERVE = "import sys; from transformers.cli.transformers import main; sys.exit(main())"
GREEDY = Sampling(temperature=0, top_p=1, tokens=20, seed=0)


@dataclass
class Served:
    """A server.

    Attributes:
        model: the folder that it serves.
        process: what runs it.
        log: what it writes: a line for each request.
    """

    model: Path
    url: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def answered(self) -> int:
        """How many questions it has answered."""
        return self.log.read_text().count('"POST /v1/chat/completions')


@pytest.fixture
def served(colour_vlm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.delenv("ADTOOL_ENDPOINT_KEY", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    options = ["--host", "127.0.0.1", "--port", port, "--device", "cpu"]
    command = [sys.executable, "-c", SERVE, "serve", str(colour_vlm), *options]
    log = tmp_path / "log"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT) as process,
    ):
        try:
            server = Served(colour_vlm, f"http://127.0.0.1:{port}/v1", process, log)
            _wait_for(server)
            yield server
        finally:
            process.kill()


def _wait_for(server: Served) -> None:
    for _ in range(600):
        assert server.process.poll() is None, server.log.read_text()
        if "Uvicorn running" in server.log.read_text():
            return
        time.sleep(0.2)
    raise AssertionError(server.log.read_text())


def colours(tiny_vlms, count: int) -> tuple[list[Question], list[str]]:
    chance = random.Random(11)
    samples = [tiny_vlms.colours_in_order(chance) for _ in range(count)]
    questions = [Question(one.instructions, one.question, one.pictures) for one in samples]
    return questions, [one.answer for one in samples]


def test_a_served_model_sees_the_pictures_of_each_question_in_their_order(
    served: Served, tiny_vlms
) -> None:
    chat = find_chat(served.url, "", ChatSettings())
    assert chat.identity == f"{served.url} {served.model}"
    questions, expected = colours(tiny_vlms, 16)
    answers = chat.answer(questions, [GREEDY] * 16, SILENT)
    assert [answer.text for answer in answers] == expected
    assert len(set(expected)) > 8
    with pytest.raises(UnavailableError, match=f"serves no model large. It serves {served.model}"):
        find_chat(served.url, "large", ChatSettings())


def test_a_server_that_is_killed_at_work_ends_it_with_one_line(served: Served, tiny_vlms) -> None:
    chat = find_chat(served.url, "", ChatSettings(parallel=2, tries=0))
    questions, _ = colours(tiny_vlms, 2000)

    def kill() -> None:
        while served.answered < 3 and served.process.poll() is None:
            time.sleep(0.01)
        served.process.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    with pytest.raises(UnavailableError) as error:
        chat.answer(questions, [GREEDY] * 2000, SILENT)
    killer.join()
    assert re.fullmatch(
        rf"The server {served.url} does not answer \(.+\)\. Start it, or name another one with "
        r"--model\. What is done is kept: run the same command again to go on\.",
        str(error.value),
    )
