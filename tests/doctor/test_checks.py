"""What the doctor finds, on this machine and on broken ones."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest

import adtool.doctor.checks
from adtool.doctor.checks import CHECKS, MISSING, OK, OPTIONAL, Finding, examine, is_ready
from adtool.model.catalogue import Model


def by_name(topic: str) -> dict[str, Finding]:
    return {finding.name: finding for finding in CHECKS[topic]()}


def test_every_topic_has_findings_and_none_lacks_advice() -> None:
    findings = examine()
    assert {finding.topic for finding in findings} == set(CHECKS)
    assert all(finding.remedy for finding in findings if finding.state == MISSING)


def test_a_missing_package_comes_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def version(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    requires = [
        "torch>=2.5",
        "scenedetect-headless>=0.7",
        "decord>=0.6; platform_machine == 'x86_64'",
        "tomli>=2; python_version < '3.11'",
        "pycocoevalcap>=1.2; extra == 'eval'",
        "pytest>=8; extra == 'test'",
    ]
    monkeypatch.setattr(metadata, "requires", lambda name: requires)
    monkeypatch.setattr(metadata, "version", version)
    found = [(f.name, f.state, f.remedy) for f in CHECKS["packages"]()]
    assert found == [
        ("torch", MISSING, "Run: pip install torch"),
        ("scenedetect-headless", MISSING, "Run: pip install scenedetect-headless"),
        ("decord", OPTIONAL, "Run: pip install decord"),
        ("pycocoevalcap", OPTIONAL, "In a clone, run: pip install '.[eval]'"),
    ]


@pytest.mark.parametrize(
    ("package", "topics"), [("torch", ["compute", "narrators"]), ("av", ["frames"])]
)
def test_a_package_that_cannot_be_imported_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, package: str, topics: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    found = [finding for finding in examine() if finding.name == "check"]
    assert [(finding.topic, finding.state) for finding in found] == [(x, MISSING) for x in topics]
    assert all(package in finding.found for finding in found)


def test_without_whisperx_the_default_detector_is_missing_and_others_optional(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(adtool.doctor.checks, "find_spec", lambda name: None)
    states = {name: finding.state for name, finding in by_name("speech").items()}
    assert states == {"pyannote": MISSING, "silero": OPTIONAL, "whisperx": OPTIONAL}


def test_whispers_weights_are_found_in_the_hubs_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    assert by_name("speech")["whisperx"].state == OPTIONAL
    weights = tmp_path / "models--Systran--faster-whisper-small/snapshots/0/model.bin"
    weights.parent.mkdir(parents=True)
    weights.touch()
    assert by_name("speech")["whisperx"].state == OK


def test_a_codec_that_is_not_there_is_named() -> None:
    findings = list(adtool.doctor.checks._codecs({"h264", "aac"}))
    absent = {finding.name: finding.found for finding in findings if finding.state == OPTIONAL}
    assert "av1" in absent["pictures that cannot"]
    assert "opus" in absent["sound that cannot"]


def test_the_work_folder_is_looked_for_where_describe_keeps_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("adtool.work.default_root", lambda: tmp_path / "cache" / "work")
    assert str(tmp_path / "cache" / "work") in by_name("work")["work folder"].found
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert by_name("work")["work folder"].state == MISSING


SEES = Model("a/b", "hub cache", Path(), 4, kind="vision-language", memory=5 * 10**9)


@pytest.mark.parametrize(
    ("models", "expected"),
    [
        ((), [("spotting: cues, and no words", OPTIONAL)]),
        ((SEES,), [("would run here, in 5.0 GB", OK), ("a/b", OK)]),
        (
            (replace(SEES, memory=7 * 10**9),),
            [
                ("it needs 7.0 GB of memory, and 6.0 GB are free", OPTIONAL),
                ("spotting: cues, and no words", OPTIONAL),
            ],
        ),
        (
            (replace(SEES, fault="it has no chat template"),),
            [
                ("it has no chat template", OPTIONAL),
                ("spotting: cues, and no words", OPTIONAL),
            ],
        ),
    ],
)
def test_vision_language_models_say_whether_they_run_and_what_a_real_film_gets(
    monkeypatch: pytest.MonkeyPatch, models: tuple[Model, ...], expected: list[tuple[str, str]]
) -> None:
    monkeypatch.setattr("adtool.model.catalogue.find_models", lambda: models)
    monkeypatch.setattr("adtool.model.memory.free_memory", lambda device: 6 * 10**9)
    monkeypatch.setattr("adtool.chat.folder.ChatFolder.check", lambda *_, **__: None)
    memory, *found = CHECKS["narrators"]()
    assert memory.found.startswith("6.0 GB are free on ")
    assert [(finding.found, finding.state) for finding in found] == expected
    if found[-1].state == OPTIONAL:
        assert found[-1].remedy.startswith("For words: adtool models get ")


def test_the_models_check_leaves_vision_language_models_to_the_narrators(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adtool.model.catalogue.find_models", lambda: (SEES,))
    assert set(by_name("models")) == {"bundled", "model hub"}


def test_only_what_describe_needs_decides() -> None:
    assert is_ready((Finding("frames", "decord", OPTIONAL, "not installed"),))
    assert not is_ready((Finding("packages", "torch", MISSING, "not installed"),))
