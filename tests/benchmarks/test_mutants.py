"""Changes are small, each is made once, and those that tests miss are shown."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "mutants.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("mutants", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutants"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules["mutants"]


def changed(script, source: str) -> list[str]:
    return [mutant.after for mutant in script.mutants(Path("a.py"), source)]


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("a < b <= c", ["a <= b <= c", "a < b < c"]),
        ("a == b", ["a != b"]),
        ("a is  not b", ["a is b"]),
        ("a not\\\n in b", ["a in b"]),
        ("a and b and c", ["a or b and c", "a and b or c"]),
        ("not (a)", [" (a)"]),
        ("(a) // (b)", ["(a) * (b)"]),
        ("a += b", ["a -= b"]),
        ("ä = -b", ["ä = b"]),
        ("a = 0x10", ["a = 17"]),
        ("a = 0.5", ["a = 1.5"]),
        ("a = True", ["a = False"]),
        ("def f():\n    return (a,\n        b)", ["def f():\n    return None"]),
    ],
)
def test_each_kind_of_change_touches_no_more_than_it_must(script, source, changes):
    assert changed(script, source) == changes


@pytest.mark.parametrize(
    "source",
    [
        '"text"',
        "None",
        "a = f'{b + 1}'",
        "a: Literal[1] | None",
        "def f(a: B | C) -> D | E: ...",
        "@d(frozen=True)\nclass A: ...",
        "def f():\n    return",
        "def f():\n    return None",
    ],
)
def test_text_types_and_decorators_are_left_alone(script, source):
    assert changed(script, source) == []


def test_whatever_is_changed_is_python(script):
    for module in script.modules_in(script.ROOT, Path("adtool/scripts")):
        source = (script.ROOT / module).read_text("utf-8")
        found = script.mutants(module, source)
        assert len({mutant.after for mutant in found}) == len(found)
        for mutant in found:
            assert ast.dump(ast.parse(mutant.after)) != ast.dump(ast.parse(source))


def test_a_change_is_shown_as_a_diff(script):
    (mutant,) = script.mutants(Path("adtool/a.py"), "a\nb = c + d\ne\nf\n")
    assert mutant.diff() == (
        "--- adtool/a.py\n+++ adtool/a.py\n@@ -1,3 +1,3 @@\n a\n-b = c + d\n+b = c - d\n e\n"
    )


@pytest.mark.parametrize(
    ("module", "tests"),
    [
        ("adtool/scripts/srt.py", ["tests/scripts/test_srt.py"]),
        ("adtool/scripts/dapt.py", ["tests/scripts/test_dapt.py"]),
        ("adtool/scripts/__init__.py", ["tests/scripts/test_scripts.py"]),
        ("adtool/work.py", ["tests/test_work.py"]),
        ("training/adtool_training/loop/steps.py", ["tests/training/loop/test_steps.py"]),
        ("benchmarks/mutants.py", ["tests/benchmarks/test_mutants.py"]),
        ("adtool/nothing.py", []),
    ],
)
def test_a_modules_own_tests_are_those_of_its_name(script, module, tests):
    assert script.own_tests(script.ROOT, Path(module)) == [Path(path) for path in tests]


MODULE = '''
def least(a, b):
    """Return the smaller."""
    return a if a < b else b


def down(count):
    while count != 0:
        count -= 1
    return count
'''
TESTS = """
from adtool.sample import down, least


def test_least():
    assert least(1, 2) == 1
    assert least(2, 1) == 1


def test_down():
    assert down(1) == 0
"""


@pytest.fixture
def tree(tmp_path):
    """A tree of one module, with its tests and the script, that git knows."""
    for name, text in {
        "adtool/__init__.py": "",
        "adtool/sample.py": MODULE,
        "tests/test_sample.py": TESTS,
        "benchmarks/mutants.py": SCRIPT.read_text("utf-8"),
        "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--import-mode=importlib'\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    return tmp_path


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "benchmarks/mutants.py", *arguments]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=120)


@pytest.mark.slow  # two of the changes never end
def test_what_the_tests_miss_is_shown_and_counted(tree):
    done = run(tree, "adtool/sample.py", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    assert "-    return a if a < b else b\n+    return a if a <= b else b\n" in done.stdout
    assert done.stdout.count("@@ -") == 1
    assert done.stdout.endswith(
        "\nadtool/sample.py: 6 of 7 noticed (86 %)\n\nall: 6 of 7 noticed (86 %)\n"
    )
    assert (tree / "adtool/sample.py").read_text("utf-8") == MODULE


def test_a_module_without_tests_counts_with_all_its_sample(tree):
    (tree / "tests/test_sample.py").unlink()
    done = run(tree, "adtool", "--sample", "2")
    assert done.stdout == ("adtool/sample.py: has no tests of its own\nall: 0 of 2 noticed (0 %)\n")


def test_tests_that_fail_on_the_code_as_it_is_end_the_run(tree):
    (tree / "tests/test_sample.py").write_text("def test_it():\n    assert False\n")
    done = run(tree, "adtool/sample.py")
    assert done.returncode == 1
    assert "assert False" in done.stderr
    assert done.stderr.endswith("\ntests/test_sample.py: fails on the code as it is\n")


def test_the_seed_chooses_the_sample(script):
    changes = script.mutants(Path("a.py"), "\n".join("a = b + 1" for _ in range(20)))
    assert script.sampled(changes, None, 0) == script.sampled(changes, 99, 0) == changes
    chosen = script.sampled(changes, 5, 0)
    assert chosen == [mutant for mutant in changes if mutant in chosen]
    assert len(chosen) == 5
    assert script.sampled(changes, 5, 0) == chosen
    assert script.sampled(changes, 5, 1) != chosen
