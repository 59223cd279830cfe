import os
import sys
from pathlib import Path

import pytest

from adtool.english.tokens import plain_tokens
from adtool.evaluation.metrics import tokens
from adtool.evaluation.metrics.java import find_java
from adtool.evaluation.metrics.tokens import ptb_tokens, tokenise, tokenise_plainly

needs_java = pytest.mark.skipif(find_java() is None, reason="no Java here")

ODD = [
    "He visits the U.S.",
    "Mr. Wells (alone) doesn't move: it's 3:15 p.m.",
    "",
    "  Two   spaces,\ta tab,\na line break and a \u2028 separator ",
    "“Curly quotes” – a café, 1 1/2 miles, $5,000.50 & 50%…",
    "No-one's there;\u00a0the well-known man can't [he won't].",
    "...",
    "",
]


@needs_java
def test_ptb_tokens_are_pycocoevalcaps_own(monkeypatch):
    from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer

    monkeypatch.setenv("PATH", str(Path(find_java()).parent), prepend=os.pathsep)
    sentences = [" ".join(sentence.split()) for sentence in ODD if sentence]
    theirs = PTBTokenizer().tokenize({i: [{"caption": s}] for i, s in enumerate(sentences)})
    assert [" ".join(t) for t in ptb_tokens(sentences)] == [t[0] for t in theirs.values()]


@needs_java
def test_every_sentence_keeps_its_place_whatever_it_holds():
    found = ptb_tokens(ODD)
    assert len(found) == len(ODD)
    assert found[0][-1] == "u.s."
    assert found[2] == found[6] == found[7] == []
    assert found[4][0] != []


@needs_java
def test_only_empty_sentences_give_only_empty_token_lists():
    assert ptb_tokens(["", "", ""]) == [[], [], []]


@needs_java
def test_the_plain_tokeniser_agrees_with_ptb_on_plain_prose():
    prose = [
        "She hands Tom the letter, and he can't look away.",
        "At 3:15, 1,200 old-fashioned lamps light up; it's Ann's doing.",
        "They don't stop!",
    ]
    assert [plain_tokens(sentence) for sentence in prose] == ptb_tokens(prose)


def test_without_java_the_plain_tokeniser_stands_in_and_says_so(monkeypatch):
    monkeypatch.setattr(tokens, "find_java", lambda: None)
    found = tokenise(["A dog."], ["It's a dog."])
    assert found.corpora == (("a dog",), ("it 's a dog",))
    assert found.tokeniser == "plain"
    assert "No Java was found." in found.notice


def test_a_java_that_fails_counts_as_none(monkeypatch):
    monkeypatch.setattr(tokens, "find_java", lambda: "/bin/false")
    assert tokenise(["A dog."]).tokeniser == "plain"
    monkeypatch.setattr(tokens, "find_java", lambda: "/no/such/java")
    assert "did not run" in tokenise(["A dog."]).notice


JAVA = """#!{python}
import sys
assert sys.argv[1] == "-cp" and sys.argv[2].endswith("stanford-corenlp-3.4.1.jar"), sys.argv
assert sys.argv[3:] == ["edu.stanford.nlp.process.PTBTokenizer", "-preserveLines", "-lowerCase"]
print(sys.stdin.buffer.read().decode().lower().replace(",", " ,").rstrip("\\n"))
"""


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A Java that splits off commas; like the true one it prints nothing for empty last lines."""
    pytest.importorskip("pycocoevalcap.tokenizer.ptbtokenizer", reason="needs the extra eval")
    java = tmp_path / "java"
    java.write_text(JAVA.replace("{python}", sys.executable))
    java.chmod(0o755)
    monkeypatch.setattr(tokens, "find_java", lambda: str(java))


def test_each_corpus_goes_through_the_program_and_loses_its_punctuation(program):
    found = tokenise(["A  dog,\n a cat", "", "É"], ["X", "", ""])
    assert found.corpora == (("a dog a cat", "", "é"), ("x", "", ""))
    assert (found.tokeniser, found.notice) == ("PTB", "")


def test_a_missing_package_says_what_to_install(program, monkeypatch):
    monkeypatch.setitem(sys.modules, "pycocoevalcap.tokenizer", None)
    found = tokenise(["A dog."])
    assert (found.corpora, found.tokeniser) == ((("a dog",),), "plain")
    assert found.notice == (
        "pycocoevalcap is not installed. Install it: pip install 'adtool[eval]'."
    )


def test_plain_tokens_are_asked_for_without_a_reason():
    found = tokenise_plainly(["It's a dog.", ""], ["..."])
    assert found.corpora == (("it 's a dog", ""), ("",))
    assert (found.tokeniser, found.notice) == ("plain", "")
