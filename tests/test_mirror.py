"""Every module has tests of its name, and every file of tests has something to test.

``adtool/a/b.py`` is tested in ``tests/a/test_b.py``, ``training/adtool_training/a/b.py`` in
``tests/training/a/test_b.py``, ``benchmarks/b.py`` in ``tests/benchmarks/test_b.py``, and a package
in the file of its own name inside its folder. Where one file would grow too long, others stand
beside it: ``test_b_aspect.py``.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = {"adtool": "tests", "training/adtool_training": "tests/training"}
MIRRORED = SOURCES | {"benchmarks": "tests/benchmarks"}


def mirror(module: Path, source: str) -> Path:
    """Return where the tests of a module stand, both relative to the root."""
    inside = module.relative_to(source)
    folder = Path(MIRRORED[source], inside.parent)
    name = module.parent.name if module.name == "__init__.py" else module.stem
    return folder / f"test_{name}.py"


def modules(source: str) -> list[Path]:
    return [path.relative_to(ROOT) for path in sorted((ROOT / source).rglob("*.py"))]


def does_something(module: Path) -> bool:
    """Say whether a module defines what could be wrong: a function, or a class that has one.

    Values and the shapes of values are tested where they are used. What runs a package from the
    command line (``__main__``) is tested with the commands.
    """
    if module.name == "__main__.py":
        return False
    nodes = ast.walk(ast.parse((ROOT / module).read_text("utf-8")))
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in nodes)


TESTED = [
    (mirror(module, source), module)
    for source in SOURCES
    for module in modules(source)
    if does_something(module)
]
FILES = [path.relative_to(ROOT) for path in sorted((ROOT / "tests").rglob("test_*.py"))]


@pytest.mark.parametrize(("tests", "module"), TESTED, ids=lambda path: str(path))
def test_every_module_has_a_test_file_of_its_name(tests: Path, module: Path) -> None:
    assert tests in FILES


def is_of(tests: Path, mirrored: Path) -> bool:
    return tests.parent == mirrored.parent and (
        tests == mirrored or tests.stem.startswith(f"{mirrored.stem}_")
    )


@pytest.mark.parametrize("tests", FILES, ids=lambda path: str(path))
def test_every_test_file_mirrors_a_module(tests: Path) -> None:
    """Files directly in ``tests/`` may test the whole: its documents, its wheel, its imports."""
    mirrored = (mirror(module, source) for source in MIRRORED for module in modules(source))
    assert tests.parent == Path("tests") or any(is_of(tests, one) for one in mirrored)
