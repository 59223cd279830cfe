"""The launch scripts of the examples, with stand-ins for Accelerate and SLURM that tell on them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from adtool.cli.describe import describe

EXAMPLES = Path(__file__).parents[1] / "examples"
SCRIPTS = sorted(EXAMPLES.glob("*.sh"))
TRAINING = [script.name for script in SCRIPTS if script.name.startswith("train_")]

ACCELERATE = """#!/bin/bash
trap 'echo saved >> "$LOG"; exit 130' TERM
printf '%s\n' "$(printf '%s|' "$@")" >> "$LOG" # at once: others write there too
case "$*" in *"$FAIL"*) exit 3 ;; esac
[ -z "${SLOW-}" ] || for _ in {1..300}; do sleep 0.1; done
"""
SRUN = """#!/bin/bash
shift # --kill-on-bad-exit
for node in $(seq "$SLURM_JOB_NUM_NODES"); do
    SLURM_NODEID=$((node - 1)) "$@" &
    tasks+=($!)
done
trap 'kill -TERM "${tasks[@]}"' TERM
for task in "${tasks[@]}"; do
    wait "$task" || status=$?
    while kill -0 "$task" 2>/dev/null; do wait "$task" || status=$?; done
done
exit "${status-0}"
"""
SCONTROL = """#!/bin/sh
case $1 in
show) echo node7; echo node8 ;;
requeue) echo "requeue $2" >> "$LOG" ;;
esac
"""


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """Stand-ins before everything else on the PATH; what they are asked goes into the log."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, text in (("accelerate", ACCELERATE), ("srun", SRUN), ("scontrol", SCONTROL)):
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    job = {"SLURM_JOB_ID": "4711", "SLURM_JOB_NUM_NODES": "2", "SLURM_JOB_NODELIST": "node[7-8]"}
    return {
        "PATH": f"{tools}:/usr/bin:/bin",
        "LOG": str(tmp_path / "log"),
        "FAIL": "no such argument",
        "SLURM_GPUS_ON_NODE": "4",
        **job,
    }


def calls(environment: dict[str, str]) -> list[list[str]]:
    lines = Path(environment["LOG"]).read_text().splitlines()
    return [line.rstrip("|").split("|") for line in lines]


def launch(script: str, environment: dict[str, str], *arguments: object) -> tuple[int, str]:
    command = [str(EXAMPLES / script), *map(str, arguments)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    return ran.returncode, ran.stderr


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_shell_can_read_every_script(script):
    assert os.access(script, os.X_OK)
    checked = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_shellcheck_has_nothing_to_say(script):
    beside = Path(sys.executable).with_name("shellcheck")
    shellcheck = str(beside) if beside.exists() else shutil.which("shellcheck")
    if not shellcheck:
        pytest.skip("needs shellcheck")
    checked = subprocess.run([shellcheck, str(script)], capture_output=True, text=True)
    assert (checked.returncode, checked.stdout) == (0, "")


@pytest.mark.parametrize("script", TRAINING)
def test_without_arguments_a_script_says_how_it_is_used(script, environment):
    code, error = launch(script, environment)
    assert code == 2
    assert f"{script} CONFIG RUNS [KEY=VALUE]..." in error


@pytest.mark.parametrize(
    ("script", "processes", "chunk"), [("train_one_gpu.sh", "1", 16), ("train_8_gpus.sh", "8", 32)]
)
def test_one_machine_trains_both_stages_one_after_the_other(
    script, processes, chunk, environment, tmp_path
):
    runs = tmp_path / "my runs"
    assert launch(script, environment, "mad", runs, "data.videos=a b") == (0, "")
    one, two = calls(environment)
    for stage, call in (("stage1", one), ("stage2", two)):
        assert call[call.index("--num_processes") + 1] == processes
        start = call.index("-m")
        expected = ["-m", "adtool", "train", stage, "--config", "mad", "-o", f"{runs}/{stage}"]
        assert call[start : start + 9] == [*expected, "--resume"]
    assert one[-2:] == [f"chunk={chunk}", "data.videos=a b"]
    assert two[-2:] == [f"clip={runs}/stage1/clip_ad", "data.videos=a b"]


@pytest.mark.parametrize("script", TRAINING)
def test_after_a_stage_that_failed_there_is_no_other(script, environment, tmp_path):
    environment["FAIL"] = "stage1"
    code, _ = launch(script, environment, "mad", tmp_path / "runs")
    assert code == 3
    assert not any("train|stage2" in "|".join(call) for call in calls(environment))


def test_a_folder_of_configurations_has_one_for_each_stage(environment, tmp_path):
    assert launch("train_8_gpus.sh", environment | {"GPUS": "2"}, tmp_path, "runs") == (0, "")
    found = [(call[call.index("--config") + 1], call[5]) for call in calls(environment)]
    assert found == [(f"{tmp_path}/stage1.toml", "2"), (f"{tmp_path}/stage2.toml", "2")]


def test_jobs_of_an_array_keep_a_share_of_the_frames_each(environment, tmp_path):
    (tmp_path / "tools" / "adtool").write_text(ACCELERATE)
    (tmp_path / "tools" / "adtool").chmod(0o755)
    job = {"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "8", "SLURM_CPUS_PER_TASK": "6"}
    told = ("my films", "ads.csv", tmp_path / "out", "--dataset", "cmdad")
    assert launch("frames_slurm.sh", environment | job, *told) == (0, "")
    (call,) = calls(environment)
    ours = ["frames", "my films", "--annotations", "ads.csv", "-o", f"{tmp_path / 'out'}"]
    assert call[:6] == ours
    assert call[call.index("--shard") + 1] == "3/8"
    assert call[call.index("--workers") + 1] == "6"
    assert call[-2:] == ["--dataset", "cmdad"]
    code, error = launch("frames_slurm.sh", environment, "my films")
    assert code == 2
    assert "frames_slurm.sh FILMS ANNOTATIONS FRAMES [OPTION]..." in error


CATALOGUE = [
    (
        "describe_slurm.sh",
        ["films.txt", "my drafts"],
        {"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "8"},
        ["--work", "my drafts/.work", "--shard", "3/8"],
    ),
    (
        "describe_ray.sh",
        ["ray://head:10001", "films.txt", "my drafts"],
        {"GPUS": "0.5"},
        ["--cluster", "ray://head:10001", "--gpus-per-film", "0.5"],
    ),
    (
        "describe_vllm.sh",
        ["qwen", "films.txt", "my drafts"],
        {"WORKERS": "1", "PORT": "8123"},
        ["--model", "http://127.0.0.1:8123/v1", "--shard", "1/1"],
    ),
]


@pytest.mark.parametrize(("script", "arguments", "variables", "told"), CATALOGUE)
def test_a_catalogue_is_described_with_options_that_there_are(
    script, arguments, variables, told, environment, tmp_path
):
    for tool in ("adtool", "vllm", "curl"):
        (tmp_path / "tools" / tool).write_text(ACCELERATE if tool == "adtool" else "#!/bin/sh\n")
        (tmp_path / "tools" / tool).chmod(0o755)
    code, _ = launch(script, environment | variables, *arguments, "--beams", "3")
    assert code == 0
    (call,) = calls(environment)
    assert call[:6] == ["describe", "--from", "films.txt", "-o", "my drafts/", "--skip-existing"]
    assert "|".join(told) in "|".join(call)
    assert call[-2:] == ["--beams", "3"]
    known = {option for param in describe.params for option in param.opts}
    assert {one for one in call if one.startswith("--")} <= known
    assert launch(script, environment, "films.txt")[0] == 2


def test_under_slurm_every_node_has_a_launcher_that_meets_the_first(environment, tmp_path):
    assert launch("train_slurm.sh", environment, "mad", tmp_path / "runs") == (0, "")
    found = calls(environment)
    assert sorted(call[call.index("--machine_rank") + 1] for call in found) == ["0", "0", "1", "1"]
    for call in found:
        meeting = [call[call.index(f"--{name}") + 1] for name in ("num_machines", "num_processes")]
        assert meeting == ["2", "8"]
        assert call[call.index("--main_process_ip") + 1] == "node7"
        assert call[call.index("--main_process_port") + 1] == "14711"
    assert [call[call.index("train") + 1] for call in found] == ["stage1"] * 2 + ["stage2"] * 2


@pytest.mark.parametrize("number", [signal.SIGUSR1, signal.SIGTERM])
def test_a_slurm_job_that_must_end_saves_first_and_queues_again(environment, tmp_path, number):
    command = [str(EXAMPLES / "train_slurm.sh"), "mad", str(tmp_path / "runs")]
    log = Path(environment["LOG"])
    job = subprocess.Popen(command, env=environment | {"SLOW": "1"}, stdout=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 30
        while not log.exists() or log.read_text().count("stage1") < 2:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        job.send_signal(number)
        out, _ = job.communicate(timeout=30)
    finally:
        job.kill()
    assert (job.returncode, out) == (0, b"stopped and saved; back into the queue\n")
    assert log.read_text().splitlines()[2:] == ["saved", "saved", "requeue 4711"]
