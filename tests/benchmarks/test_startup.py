import importlib.util
import re
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "startup.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("startup", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["startup"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules["startup"]


def test_the_first_run_only_warms_up_and_the_median_counts(script):
    times = iter([script.Times(99, 99), *(script.Times(s, 2 * s) for s in (5, 1, 2))])
    assert script.median(lambda: next(times), 3) == script.Times(2, 4)


def test_ratios_are_to_the_empty_process(script):
    found = {script.BASELINE: script.Times(0.02, 0.01), "import x": script.Times(0.05, 0.04)}
    assert script.as_rows(found)["import x"] == {
        "wall_s": 0.05,
        "cpu_s": 0.04,
        "wall_ratio": 2.5,
        "cpu_ratio": 4.0,
    }
    assert (
        script.as_table(found).splitlines()[2]
        == "import x                     0.05     0.04      2.5      4.0"
    )


def test_a_process_is_timed_and_reaped(script):
    times = script.whole_run([sys.executable, "-c", "sum(range(100_000))"])
    assert times.wall > 0
    assert times.cpu > 0


def test_a_process_that_fails_ends_the_benchmark_with_its_complaint(script):
    with pytest.raises(SystemExit, match="no such thing"):
        script.whole_run([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_a_describe_that_ends_before_its_line_ends_the_benchmark(script):
    with pytest.raises(SystemExit, match="ended before"):
        script.until_line(Path("/no/such/film.mp4"), "bundled", "%")


@pytest.mark.parametrize(
    "line", ["Finding speech: 12 of 40 (30%), about 3 s left", "Reading: done, 10 in 3 s."]
)
def test_a_count_is_a_share_or_what_a_short_stage_ends_with(script, line):
    assert re.search(script.LINES["describe: first count"], line)


@pytest.mark.parametrize("line", ["Reading …", "Loading the model: done in 3 s.", "10 clips"])
def test_a_line_without_a_count_is_none(script, line):
    assert not re.search(script.LINES["describe: first count"], line)
