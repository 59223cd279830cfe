"""Faults in somebody's data: kept, written once, summed up."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from adtool.errors import OutputError
from adtool.faults import FAULTS, Fault, FaultFile, FaultList, summary


def report_some(file: FaultFile, first: int) -> None:
    for row in range(first, first + 50):
        file.report(Fault("frames", "film " + "x" * 300, row=row))


def test_a_file_of_faults_appears_with_the_first_one_and_reads_back(tmp_path):
    file = FaultFile(tmp_path / "run" / "faults.jsonl")
    assert file.read() == []
    assert not file.path.exists()
    faults = [Fault("no text", "a.csv", "Ünï", 3), Fault("no film", "Signs")]
    for fault in faults:
        file.report(fault)
    assert file.read() == faults
    first = json.loads(file.path.read_text(encoding="utf-8").splitlines()[0])
    assert first == {"kind": "no text", "where": "a.csv", "detail": "Ünï", "row": 3}


def test_a_fault_is_written_once_also_by_a_run_that_goes_on(tmp_path):
    path = tmp_path / "faults.jsonl"
    for _ in range(2):
        file = FaultFile(path)
        file.report(Fault("no film", "Signs"))
        file.report(Fault("no film", "Signs"))
    assert len(path.read_text().splitlines()) == 1


def test_what_another_file_knows_is_not_repeated(tmp_path):
    main = FaultFile(tmp_path / "faults.jsonl")
    main.report(Fault("no film", "Signs"))
    second = FaultFile(tmp_path / "faults-1.jsonl", known=main.path)
    second.report(Fault("no film", "Signs"))
    second.report(Fault("no film", "Titanic"))
    assert second.read() == [Fault("no film", "Titanic")]


def test_processes_write_whole_lines_side_by_side(tmp_path):
    file = pickle.loads(pickle.dumps(FaultFile(tmp_path / "faults.jsonl")))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(report_some, [file, file], [0, 50]))
    assert sorted(fault.row or 0 for fault in file.read()) == list(range(100))


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "run").touch()
    with pytest.raises(OutputError, match=r"faults.jsonl: cannot be"):
        FaultFile(tmp_path / "run" / "faults.jsonl").report(Fault("no film", "Signs"))


def test_the_summary_counts_each_kind_and_names_the_first():
    heard = FaultList()
    for row in (7, 9):
        heard.report(Fault("no text", "a.csv", "Signs", row))
    heard.report(Fault("no film", "Titanic"))
    assert summary(heard.faults) == [
        f"{FAULTS['no text']}: 2 (first: a.csv, line 7: Signs)",
        f"{FAULTS['no film']}: 1 (first: Titanic)",
    ]
