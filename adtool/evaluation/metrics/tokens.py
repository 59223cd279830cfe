"""Sentences to the tokens that captioning metrics count.

The field's scores are made on Penn Treebank tokens: Stanford CoreNLP 3.4.1's ``PTBTokenizer``,
lower case, without the punctuation that COCO's evaluation drops. That needs Java and
pycocoevalcap; where either is missing, a plain tokeniser stands in and the result says so.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from adtool.english.tokens import PUNCTUATION, plain_tokens
from adtool.errors import UnavailableError
from adtool.evaluation.metrics.java import find_java


@dataclass(frozen=True, slots=True)
class Tokenised:
    """Corpora that were tokenised alike, and by what.

    Attributes:
        corpora: for each corpus, for each of its sentences, the tokens joined by single spaces.
        tokeniser: "PTB", or "plain".
        notice: why it is not PTB; empty where it is.
    """

    corpora: tuple[tuple[str, ...], ...]
    tokeniser: str
    notice: str = ""


def ptb_tokens(sentences: Sequence[str]) -> list[list[str]]:
    """Split sentences as ``pycocoevalcap``'s ``PTBTokenizer`` does, with the same program.

    Raises:
        UnavailableError: if pycocoevalcap or Java is missing, or Java fails.
    """
    lines = _run_ptb([" ".join(sentence.split()) for sentence in sentences])
    return [[t for t in line.rstrip().split(" ") if t and t not in PUNCTUATION] for line in lines]


def tokenise(*corpora: Sequence[str]) -> Tokenised:
    """Split the sentences of all corpora by PTB where it is available, else plainly.

    PTB looks across the ends of lines, so each corpus goes through it alone, as COCO's evaluation
    does it.
    """
    try:
        return _joined([ptb_tokens(corpus) for corpus in corpora], "PTB")
    except UnavailableError as error:
        return tokenise_plainly(*corpora, notice=str(error))


def tokenise_plainly(*corpora: Sequence[str], notice: str = "") -> Tokenised:
    """Split the sentences of all corpora by ``plain_tokens``."""
    found = [[plain_tokens(sentence) for sentence in corpus] for corpus in corpora]
    return _joined(found, "plain", notice)


def _joined(found: list[list[list[str]]], tokeniser: str, notice: str = "") -> Tokenised:
    corpora = tuple(tuple(" ".join(tokens) for tokens in corpus) for corpus in found)
    return Tokenised(corpora, tokeniser, notice)


def _run_ptb(lines: list[str]) -> list[str]:
    command = [_java(), "-cp", str(_stanford_jar()), "edu.stanford.nlp.process.PTBTokenizer"]
    command += ["-preserveLines", "-lowerCase"]
    text = "\n".join(lines).encode()
    try:
        done = subprocess.run(command, input=text, capture_output=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        raise UnavailableError(
            f"The Penn Treebank tokeniser did not run ({error}).",
            "Install a working Java: pip install 'adtool[eval]'.",
        ) from error
    answer = done.stdout.decode().split("\n")
    return (answer + [""] * len(lines))[: len(lines)]  # it prints nothing for empty last lines


def _java() -> str:
    java = find_java()
    if java is None:
        raise UnavailableError("No Java was found.", "Install one: pip install 'adtool[eval]'.")
    return java


def _stanford_jar() -> Path:
    try:
        from pycocoevalcap.tokenizer import ptbtokenizer
    except ImportError as error:
        raise UnavailableError(
            "pycocoevalcap is not installed.", "Install it: pip install 'adtool[eval]'."
        ) from error
    return Path(ptbtokenizer.__file__).with_name(ptbtokenizer.STANFORD_CORENLP_3_4_1_JAR)
