"""SPICE (Anderson et al., 2016), by the program that pycocoevalcap carries in part.

Another part, Stanford CoreNLP 3.6, pycocoevalcap fetches from the internet on first use. Here
nothing is fetched unasked: SPICE runs where the files are, and says how to get them elsewhere.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from adtool.errors import UnavailableError
from adtool.evaluation.metrics.java import find_java
from adtool.evaluation.metrics.pairs import Measured

CORENLP = ("stanford-corenlp-3.6.0.jar", "stanford-corenlp-3.6.0-models.jar")
"""What must lie in the folder ``lib`` beside the program."""

WITHOUT_JAVASCRIPT = 15
"""The first Java that lacks the JavaScript engine with which the program prints its answer."""

OPENED = ("java.lang", "java.math", "java.net", "java.nio", "java.text", "java.util", "sun.nio.ch")
"""Packages that it reaches into by reflection, which Java 17 and later allow only when asked."""


def spice(references: Sequence[str], predictions: Sequence[str]) -> Measured:
    """SPICE in percent: F over the scene graphs' tuples, mean over the pairs; both tokenised.

    It may take 8 GB of memory, as in pycocoevalcap.

    Raises:
        UnavailableError: if Java, pycocoevalcap or CoreNLP is missing, or the program fails.
    """
    pairs = [
        {"image_id": row, "test": said, "refs": [reference]}
        for row, (reference, said) in enumerate(zip(references, predictions, strict=True))
    ]
    with tempfile.TemporaryDirectory(prefix="adtool-spice-") as folder:
        asked, answered = Path(folder, "pairs.json"), Path(folder, "scores.json")
        asked.write_text(json.dumps(pairs), "utf-8")
        _run(asked, answered)
        items = json.loads(answered.read_text("utf-8"))
    of_rows = {item["image_id"]: 100 * float(item["scores"]["All"]["f"]) for item in items}
    rows = tuple(of_rows[row] for row in range(len(pairs)))
    return Measured("spice", {"SPICE": fmean(rows)}, {"SPICE": rows})


def _run(asked: Path, answered: Path) -> None:
    folder = _folder()
    java = _java(folder / "lib")
    # The program's own list of jars comes first; "lib/*" adds a JavaScript engine put there.
    command = [java, *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED)]
    command += ["-Xmx8G", "-cp", os.pathsep.join(["spice-1.0.jar", str(Path("lib", "*"))])]
    command += ["edu.anu.spice.SpiceScorer", str(asked), "-out", str(answered), "-silent"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)  # noqa: S603
    if done.returncode or not answered.exists():
        said = " ".join(done.stderr.split()[-30:])
        raise UnavailableError(
            f"SPICE stopped without an answer ({said}).", "It needs 8 GB of free memory."
        )


def _folder() -> Path:
    try:
        from pycocoevalcap.spice import spice as wrapper
    except ImportError as error:
        raise UnavailableError(
            "pycocoevalcap is not installed.", "Install it: pip install 'adtool[eval]'."
        ) from error
    folder = Path(wrapper.__file__).parent
    if not all((folder / "lib" / jar).is_file() for jar in CORENLP):
        raise UnavailableError(
            "SPICE needs Stanford CoreNLP 3.6, and it is not here.",
            f"Fetch it (400 MB, into {folder / 'lib'}): "
            "python -m pycocoevalcap.spice.get_stanford_models",
        )
    return folder


def _java(lib: Path) -> str:
    java = find_java()
    if java is None:
        raise UnavailableError(
            "SPICE needs Java, and none was found.", "Install one: pip install 'adtool[eval]'."
        )
    if _version(java) >= WITHOUT_JAVASCRIPT and not any(lib.glob("nashorn-core-*.jar")):
        raise UnavailableError(
            f"SPICE needs a JavaScript engine, which Java {_version(java)} lacks.",
            f"Put nashorn-core-15.4.jar and its asm-7.3.1 jars (Maven Central) into {lib}.",
        )
    return java


def _version(java: str) -> int:
    """The version of a Java, 8 where it calls itself 1.8; 0 where it does not say."""
    said = subprocess.run([java, "-version"], capture_output=True, text=True)  # noqa: S603
    found = re.search(r'version "(?:1\.)?(\d+)', said.stderr)
    return int(found[1]) if found else 0
