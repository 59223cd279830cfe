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
    times = iter([script.Times(99, 99), *(script.Times(s, 2 * s, 7) for s in (5, 1, 2))])
    found = script.medians({"a": lambda: next(times)}, 3)
    assert found == {"a": script.Times(2, 4, 7)}


def test_cases_are_run_in_turns(script):
    order = []
    runs = {name: lambda name=name: order.append(name) or script.Times(1, 1) for name in "ab"}
    script.medians(runs, 2)
    assert "".join(order) == "ababab"


def test_ratios_are_to_the_empty_process(script):
    found = {script.BASELINE: script.Times(0.02, 0.01), "import x": script.Times(0.05, 0.04, 9)}
    assert script.as_rows(found)["import x"] == {
        "wall_s": 0.05,
        "cpu_s": 0.04,
        "wall_ratio": 2.5,
        "cpu_ratio": 4.0,
        "modules": 9,
    }
    line = "import x                         0.05     0.04      2.5      4.0        9"
    assert script.as_table(found).splitlines()[2] == line


def test_gains_are_what_it_took_before_over_what_it_takes(script):
    before = "check" + script.BEFORE
    found = {
        script.BASELINE: script.Times(1, 1),
        "check": script.Times(2, 4, 10),
        before: script.Times(5, 5, 20),
    }
    rows = script.as_rows(found)
    assert (rows["check"]["wall_gain"], rows["check"]["cpu_gain"]) == (2.5, 1.25)
    assert "cpu_gain" not in rows[before]
    shown = script.as_table(found).splitlines()
    assert shown[0].endswith("gain wall    CPU")
    assert shown[2].endswith("10       2.50   1.25")


def test_a_process_is_timed_and_reaped_and_its_modules_counted(script):
    code = f"{script.COUNT}sum(range(100_000))"
    times = script.whole_run([sys.executable, "-c", code])
    assert times.wall > 0
    assert times.cpu > 0
    assert times.modules > 10
    assert script.whole_run([sys.executable, "-c", "pass"]).modules is None


def test_a_process_runs_the_code_of_its_checkout(script, tmp_path):
    (tmp_path / "adtool.py").write_text("raise SystemExit('another adtool')")
    with pytest.raises(SystemExit, match="another adtool"):
        script.whole_run([sys.executable, "-c", "import adtool"], tmp_path)


def test_what_commands_work_on_is_made(script, tmp_path):
    from adtool.media import probe

    script.prepare(tmp_path)
    info = probe(tmp_path / "clip.mp4")
    assert info.video is not None
    assert 2900 < info.duration < 3200
    assert len((tmp_path / "predictions.csv").read_text().splitlines()) == 21
    for command in script.COMMANDS.values():
        assert "{" not in command.format(examples=script.EXAMPLES, out=tmp_path)


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
