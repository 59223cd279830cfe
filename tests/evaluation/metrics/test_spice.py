import sys

import pytest

from adtool.errors import UnavailableError
from adtool.evaluation.metrics import spice as module
from adtool.evaluation.metrics.spice import spice

pytest.importorskip("pycocoevalcap.spice.spice", reason="needs the extra eval")

JAVA = """#!{python}
import json, sys
if sys.argv[1:] == ["-version"]:
    print('openjdk version "{version}.0.2" 2026-01-20', file=sys.stderr)
    sys.exit()
asked, out, answered, silent = sys.argv[-4:]
assert (out, silent) == ("-out", "-silent") and sys.argv[-5] == "edu.anu.spice.SpiceScorer"
assert "--add-opens=java.base/java.lang=ALL-UNNAMED" in sys.argv
pairs = json.load(open(asked))
if any(pair["test"] == "fail" for pair in pairs):
    sys.exit("Error: Could not score batched file input")
scores = [(pair["image_id"], float(pair["test"] in pair["refs"])) for pair in pairs]
json.dump([dict(image_id=i, scores=dict(All=dict(f=f))) for i, f in scores], open(answered, "w"))
"""


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A folder with the jars, and a Java that finds equal sentences alike and others not."""

    def prepare(version=25, jars=(*module.CORENLP, "nashorn-core-15.4.jar")):
        (tmp_path / "lib").mkdir()
        for jar in jars:
            (tmp_path / "lib" / jar).touch()
        java = tmp_path / "java"
        java.write_text(JAVA.replace("{python}", sys.executable).replace("{version}", str(version)))
        java.chmod(0o755)
        monkeypatch.setattr("pycocoevalcap.spice.spice.__file__", str(tmp_path / "spice.py"))
        monkeypatch.setattr(module, "find_java", lambda: str(java))

    return prepare


def test_spice_is_the_mean_over_the_pairs_in_percent(machine):
    machine()
    found = spice(["a man", "a dog", "a cat", "é"], ["a man", "a cat", "", "é"])
    assert found.corpus == {"SPICE": 50.0}
    assert found.per_row == {"SPICE": (100.0, 0.0, 0.0, 100.0)}


def test_without_corenlp_nothing_is_fetched_and_the_command_is_named(machine):
    machine(jars=module.CORENLP[:1])
    with pytest.raises(UnavailableError, match=r"python -m pycocoevalcap\.spice\.get_stanford"):
        spice(["a man"], ["a man"])


@pytest.mark.parametrize(("version", "runs"), [(8, True), (14, True), (15, False), (25, False)])
def test_a_java_without_javascript_needs_an_engine_in_the_folder(machine, version, runs):
    machine(version, module.CORENLP)
    if runs:
        assert spice(["a man"], ["a man"]).corpus == {"SPICE": 100.0}
    else:
        with pytest.raises(UnavailableError, match=f"Java {version} lacks.*nashorn-core"):
            spice(["a man"], ["a man"])


def test_a_program_that_fails_is_unavailable_with_its_last_words(machine):
    machine()
    with pytest.raises(UnavailableError, match="Could not score batched file input"):
        spice(["a man"], ["fail"])


def test_without_java_it_is_unavailable(machine, monkeypatch):
    machine()
    monkeypatch.setattr(module, "find_java", lambda: None)
    with pytest.raises(UnavailableError, match="SPICE needs Java"):
        spice(["a man"], ["a man"])
