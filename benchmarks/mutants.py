"""How many small changes to a module its own tests notice, and a diff of each that they miss.

    python benchmarks/mutants.py adtool/scripts/srt.py         # a module, every change
    python benchmarks/mutants.py adtool/scripts --sample 10    # a room, ten changes a module

One comparison, operator, number, truth value or returned value is changed at a time, in a copy of
the tree. A module's own tests are those in the file of its name at the mirrored path (``--tests``
names others). The changed module is imported by a fork of a process that has already imported
torch and the like, so a change costs what its tests cost.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import difflib
import importlib
import importlib.util
import multiprocessing
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAVY = (
    *("_pytest", "hypothesis", "pytest", "xdist"),
    *("av", "numpy", "open_clip", "PIL", "scipy", "sklearn", "torch", "transformers"),
)
"""Packages that take long to import, and keep nothing that one test could change for another."""

_COMPARISONS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
_OPERATORS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
    ast.Pow: ("**", "*"),
    ast.BitOr: ("|", "&"),
    ast.BitAnd: ("&", "|"),
    ast.LShift: ("<<", ">>"),
    ast.RShift: (">>", "<<"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
    ast.Not: ("not", ""),
    ast.USub: ("-", ""),
}
_NO_CODE = ("annotation", "returns", "decorator_list")
"""Fields of a syntax tree that say how code is to be read, and not what it does."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change.

    Attributes:
        path: the module, relative to the tree.
        before: its text as it is.
        after: its text with the change.
    """

    path: Path
    before: str
    after: str

    def diff(self) -> str:
        """Return the change as a unified diff."""
        before, after = (text.splitlines(keepends=True) for text in (self.before, self.after))
        name = str(self.path)
        return "".join(difflib.unified_diff(before, after, name, name, n=1))


def mutants(path: Path, source: str) -> list[Mutant]:
    """Return every change to a module's ``source``, in its order."""
    code = source.encode()
    starts = [0]
    for line in code.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = sorted(set(_Edits(code, starts).all(ast.parse(source))))
    return [
        Mutant(path, source, (code[:start] + text.encode() + code[end:]).decode())
        for start, end, text in found
    ]


Edit = tuple[int, int, str]  # from byte, to byte, what stands there instead


class _Edits:
    """The changes that can be made to a text, each to as little of it as can be."""

    def __init__(self, code: bytes, starts: Sequence[int]) -> None:
        self._code, self._starts = code, starts

    def all(self, tree: ast.Module) -> Iterator[Edit]:
        for node in _nodes(tree):
            if isinstance(node, ast.Compare):
                for operator, (left, right) in zip(
                    node.ops, _neighbours([node.left, *node.comparators]), strict=True
                ):
                    yield from self._symbol(_COMPARISONS, operator, self._end(left), right)
            elif isinstance(node, ast.BoolOp):
                for left, right in _neighbours(node.values):
                    yield from self._symbol(_OPERATORS, node.op, self._end(left), right)
            elif isinstance(node, ast.BinOp):
                yield from self._symbol(_OPERATORS, node.op, self._end(node.left), node.right)
            elif isinstance(node, ast.AugAssign):
                yield from self._symbol(_OPERATORS, node.op, self._end(node.target), node.value)
            elif isinstance(node, ast.UnaryOp):
                yield from self._symbol(_OPERATORS, node.op, self._start(node), node.operand)
            elif isinstance(node, ast.Constant) and isinstance(node.value, (bool, int, float)):
                value = not node.value if isinstance(node.value, bool) else node.value + 1
                yield self._start(node), self._end(node), repr(value)
            elif isinstance(node, ast.Return) and not isinstance(node.value, ast.Constant | None):
                yield self._start(node), self._end(node), "return None"

    def _symbol(
        self,
        table: dict[type[ast.AST], tuple[str, str]],
        operator: ast.AST,
        start: int,
        right: ast.expr,
    ) -> Iterator[Edit]:
        """Yield the change of an operator that stands between a byte and what is right of it."""
        if type(operator) in table:
            old, new = table[type(operator)]
            words = r"[\s\\]+".join(re.escape(word) for word in old.split())
            match = re.search(words.encode(), self._code[start : self._start(right)])
            assert match is not None
            yield start + match.start(), start + match.end(), new

    def _start(self, node: ast.expr | ast.stmt) -> int:
        return self._starts[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.expr | ast.stmt) -> int:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._starts[node.end_lineno - 1] + node.end_col_offset


def _neighbours(nodes: Sequence[ast.expr]) -> Iterable[tuple[ast.expr, ast.expr]]:
    return pairwise(nodes)


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what does something in a syntax tree; Python 3.11 knows no places in f-strings."""
    yield node
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not (
                name in _NO_CODE or isinstance(child, ast.JoinedStr)
            ):
                yield from _nodes(child)


def own_tests(tree: Path, module: Path) -> list[Path]:
    """Return the files with the tests of a module: ``test_NAME.py``, and ``test_NAME_….py``.

    Args:
        tree: where they are looked for.
        module: a path relative to the tree; a package is its ``__init__.py``.
    """
    room = module.parent
    folder = Path("tests", *(room.parts[1:] if room.parts[0] == "adtool" else room.parts))
    if room.parts[:2] == ("training", "adtool_training"):
        folder = Path("tests", "training", *room.parts[2:])
    name = room.name if module.name == "__init__.py" else module.stem
    longer = [other.stem for other in (tree / room).glob(f"{name}_*.py")]
    return sorted(
        path.relative_to(tree)
        for path in (tree / folder).glob("test_*.py")
        if re.match(f"test_{name}(_|$)", path.stem)
        and not any(re.match(f"test_{other}(_|$)", path.stem) for other in longer)
    )


def copy_tree(to: Path) -> Path:
    """Copy what git knows or would take, with uncommitted changes, and compile it."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    compileall.compile_dir(to, quiet=2)
    return to


def _run_tests(
    tree: Path, tests: Sequence[str], output: Path, answer: Connection | None = None
) -> None:
    """Run tests in a tree, in this process; answer what they import; end with their status."""
    os.setsid()
    os.chdir(tree)
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(file, stream)
    sys.path[:0] = [str(tree), str(tree / "training")]
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path[:2])
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"  # a change may keep a file's size and second
    sys.dont_write_bytecode = True
    import hypothesis
    import pytest

    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)  # nobody reads the example
    hypothesis.settings.register_profile(
        "verdict", derandomize=True, database=None, phases=phases, report_multiple_bugs=False
    )
    options = ["-x", "-q", "--tb=short", "-p", "no:cacheprovider", "--hypothesis-profile=verdict"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # what HEAVY has imported
    status = int(pytest.main([*options, *tests]))
    if answer is not None:
        answer.send([name for name in sys.modules if name.partition(".")[0] in HEAVY])
    sys.stdout.flush()
    os._exit(status)


@dataclass(frozen=True, slots=True)
class _Trial:
    mutant: Mutant
    tree: Path
    process: ForkProcess
    deadline: float

    def end(self) -> bool:
        """Put the module back, and say whether its tests noticed."""
        if self.process.is_alive():
            assert self.process.pid is not None
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.join()
        (self.tree / self.mutant.path).write_text(self.mutant.before, "utf-8")
        return self.process.exitcode != 0


class Laboratory:
    """Copies of the tree in which changes are tried, as many at a time as there are copies."""

    def __init__(self, folder: Path, jobs: int) -> None:
        self._fork = multiprocessing.get_context("fork")
        self._folder = folder
        self.tree = copy_tree(folder / "0")
        others = (folder / str(job) for job in range(1, jobs))
        self._trees = [self.tree, *(shutil.copytree(self.tree, other) for other in others)]

    def prepare(self, tests: Sequence[str]) -> float:
        """Run tests on the code as it is, twice; import what they need, return their seconds."""
        for name in self._unchanged(tests):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                importlib.import_module(name)
        start = time.monotonic()
        self._unchanged(tests)
        return time.monotonic() - start

    def _unchanged(self, tests: Sequence[str]) -> list[str]:
        ours, theirs = self._fork.Pipe()
        output = self._folder / "output"
        process = self._fork.Process(target=_run_tests, args=(self.tree, tests, output, theirs))
        process.start()
        theirs.close()
        loaded: list[str] = ours.recv()
        process.join()
        if process.exitcode != 0:
            told = output.read_text("utf-8", "replace")
            raise SystemExit(f"{told}{' '.join(tests)}: fails on the code as it is")
        return loaded

    def verdicts(
        self, changes: Iterable[Mutant], tests: Sequence[str], limit: float
    ) -> Iterator[tuple[Mutant, bool]]:
        """Yield each change with whether tests noticed it; over ``limit`` seconds, they have."""
        waiting, free = iter(changes), list(self._trees)
        trials: dict[int, _Trial] = {}
        try:
            while True:
                while free and (mutant := next(waiting, None)):
                    trial = self._begin(mutant, free.pop(), tests, limit)
                    trials[trial.process.sentinel] = trial
                if not trials:
                    return
                ready = wait(list(trials), timeout=1)
                for sentinel, trial in list(trials.items()):
                    if sentinel in ready or time.monotonic() > trial.deadline:
                        del trials[sentinel]
                        yield trial.mutant, trial.end()
                        free.append(trial.tree)
        finally:
            for trial in trials.values():
                trial.end()

    def _begin(self, mutant: Mutant, tree: Path, tests: Sequence[str], limit: float) -> _Trial:
        module = tree / mutant.path
        Path(importlib.util.cache_from_source(str(module))).unlink(missing_ok=True)
        module.write_text(mutant.after, "utf-8")
        process = self._fork.Process(target=_run_tests, args=(tree, tests, Path(os.devnull)))
        process.start()
        return _Trial(mutant, tree, process, time.monotonic() + limit)


def modules_in(tree: Path, place: Path) -> list[Path]:
    """Return the modules that a path relative to the tree names: itself, or all below it."""
    paths = [tree / place] if place.suffix == ".py" else sorted((tree / place).rglob("*.py"))
    return [path.relative_to(tree) for path in paths]


def sampled(changes: list[Mutant], size: int | None, seed: int) -> list[Mutant]:
    """Return ``size`` changes of a module, or all of them, in their order."""
    if size is None or size >= len(changes):
        return changes
    chosen = random.Random(f"{seed} {changes[0].path}").sample(range(len(changes)), size)
    return [changes[index] for index in sorted(chosen)]


def examine(
    module: Path, laboratory: Laboratory, tests: Sequence[str], sample: int | None, seed: int
) -> tuple[int, int]:
    """Print what a module's tests miss; return how many changes they noticed, of how many."""
    changes = sampled(mutants(module, (laboratory.tree / module).read_text("utf-8")), sample, seed)
    if not changes:
        return 0, 0
    tests = tests or [str(path) for path in own_tests(laboratory.tree, module)]
    if not tests:
        print(f"{module}: has no tests of its own", flush=True)
        return 0, len(changes)
    limit = 10 + 5 * laboratory.prepare(tests)
    noticed = 0
    for mutant, seen in laboratory.verdicts(changes, tests, limit):
        noticed += seen
        if not seen:
            print(mutant.diff(), flush=True)
    print(f"{module}: {_share(noticed, len(changes))}\n", flush=True)
    return noticed, len(changes)


def _share(noticed: int, count: int) -> str:
    return f"{noticed} of {count} noticed ({100 * noticed / count:.0f} %)"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the changes that nobody noticed, then a line for each module, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("places", nargs="+", type=Path, help="modules and folders of modules")
    parser.add_argument("--sample", type=int, help="so many changes of each module, not all")
    parser.add_argument("--seed", type=int, default=0, help="which ones")
    parser.add_argument("--tests", nargs="+", default=[], help="run these, not each module's own")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="at a time")
    given = parser.parse_args(arguments)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    with tempfile.TemporaryDirectory() as folder:
        laboratory = Laboratory(Path(folder), given.jobs)
        modules = [one for place in given.places for one in modules_in(laboratory.tree, place)]
        found = [
            examine(module, laboratory, given.tests, given.sample, given.seed) for module in modules
        ]
    noticed, count = (sum(column) for column in zip(*found, strict=True))
    print(f"all: {_share(noticed, count)}")


if __name__ == "__main__":
    main()
