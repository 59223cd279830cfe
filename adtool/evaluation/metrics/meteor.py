"""METEOR 1.5 (Denkowski and Lavie, 2014), by the program that pycocoevalcap carries."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from adtool.errors import UnavailableError
from adtool.evaluation.metrics.java import find_java
from adtool.evaluation.metrics.pairs import Measured


def meteor(references: Sequence[str], predictions: Sequence[str]) -> Measured:
    """METEOR in percent, English, one reference a prediction; both tokenised.

    Loading its table of paraphrases takes some ten seconds and 2 GB of memory.

    Raises:
        UnavailableError: if Java or pycocoevalcap is missing, or the program fails.
    """
    with _program() as program:
        pairs = zip(references, predictions, strict=True)
        stats = [_ask(program, "SCORE", reference, said) for reference, said in pairs]
        # It answers with a line for each pair, and then one for the corpus.
        answers = [_ask(program, "EVAL", *stats), *(_answer(program) for _ in stats)]
    *rows, corpus = (100 * float(answer) for answer in answers)
    return Measured(
        "meteor", {"METEOR": corpus}, {"METEOR": tuple(rows)}, pooled=frozenset({"METEOR"})
    )


@contextmanager
def _program() -> Iterator[subprocess.Popen[str]]:
    java, jar = find_java(), _jar()
    if java is None:
        raise UnavailableError(
            "METEOR needs Java, and none was found.", "Install one: pip install 'adtool[eval]'."
        )
    command = [java, "-Dfile.encoding=UTF-8", "-Xmx2G", "-jar", str(jar)]
    command += ["-", "-", "-stdio", "-l", "en", "-norm"]
    with subprocess.Popen(  # noqa: S603
        command,
        cwd=jar.parent,  # where its paraphrases are
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as program:
        try:
            yield program
        finally:
            program.kill()
            with suppress(BrokenPipeError):  # what it did not read before it ended
                _stdin(program).close()


def _ask(program: subprocess.Popen[str], *fields: str) -> str:
    line = " ||| ".join(" ".join(field.replace("|||", " ").split()) for field in fields)
    with suppress(BrokenPipeError):  # it ended: then there is no answer either
        print(line, file=_stdin(program), flush=True)
    return _answer(program)


def _stdin(program: subprocess.Popen[str]) -> IO[str]:
    assert program.stdin is not None
    return program.stdin


def _answer(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    answer = program.stdout.readline().strip()
    if not answer:
        raise UnavailableError(
            "METEOR stopped without an answer.", "It needs 2 GB of free memory and a working Java."
        )
    return answer


def _jar() -> Path:
    try:
        from pycocoevalcap.meteor import meteor as wrapper
    except ImportError as error:
        raise UnavailableError(
            "pycocoevalcap is not installed.", "Install it: pip install 'adtool[eval]'."
        ) from error
    return Path(wrapper.__file__).with_name(wrapper.METEOR_JAR)
