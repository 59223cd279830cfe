"""``adtool check --cast`` as a process: who is in no cast, who is unclear, who is early."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Check = Callable[..., list[str]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Return the names of each rule about names that a script of these lines breaks."""

    def run(rule: str, characters: Sequence[str | dict[str, object]], *lines: str) -> list[str]:
        script, cast = tmp_path / "ad.srt", tmp_path / "cast.json"
        cues = (
            f"{n + 1}\n00:{n:02}:01,000 --> 00:{n:02}:05,000\n{text}\n"
            for n, text in enumerate(lines)
        )
        script.write_text("\n".join(cues), "utf-8")
        people = [{"name": one} if isinstance(one, str) else one for one in characters]
        cast.write_text(json.dumps({"characters": people}), "utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "adtool", "check", script, "--cast", cast, "--json"],
            capture_output=True,
            text=True,
            check=False,
        )
        found = json.loads(done.stdout)["findings"]
        return [one["what"].split("”")[0][1:] for one in found if one["rule"] == rule]

    return run


def test_who_is_not_in_the_cast_is_found_wherever_the_name_stands(check: Check) -> None:
    assert check(
        "unknown-name",
        ["Tom"],
        "Nell walks in.",
        "Snow falls. Rachel's hat falls.",
        "Zoltan and Tom sit down.",
        "Rose smiles at Tom.",
        "Tom nods at Mr. Quist.",
        "Jean-Luc grins. Борис nods.",
        "Schnauzers bark. Floodwater rises.",
        "Will it snow? Hope fades.",
        "Wild-haired men walk by. Slowly they turn.",
        "London. Paris, 1942. Monday.",
    ) == ["Nell", "Rachel", "Zoltan", "Rose", "Mr. Quist", "Jean-Luc", "Борис"]


def test_a_name_that_two_share_is_told(check: Check) -> None:
    cast = ["Rex Hall", "Rex Field", "Tom"]
    lines = "Rex kicks an apple.", "Rex Hall sits.", "Tom sees Mr. Field."
    assert check("unclear-name", cast, *lines) == ["Rex"]
    assert check("unknown-name", cast, *lines) == []
    assert check("unclear-name", ["Rex", "Rex Hall"], *lines[:2]) == []


def test_words_that_are_names_as_well_are_early_only_where_they_name(check: Check) -> None:
    late = [
        {"name": name, "introduced_at": 3000}
        for name in ("Will Lind", "Hope Lange", "Rose", "May", "Mark", "Grace", "Summer")
    ]
    lines = (
        "Will you walk with her?",
        "Hope fades from his face.",
        "A rose lies in the snow.",
        "In May the snow melts.",
        "Mark the spot with a stone.",
        "Grace fills the room.",
        "Summer ends.",
        "Will walks in.",
        "Hope smiles at Rose.",
        "May grins.",
    )
    assert sorted(check("early-name", late, *lines)) == ["Hope", "May", "Rose", "Will"]
    assert check("unclear-name", late, *lines) == ["Hope", "Grace", "Summer"]


def test_names_of_other_scripts_and_signs_are_the_casts(check: Check) -> None:
    cast = ["Анна Берг", "李明", "Zoë Moss", "Jo O'Brien", 'Bo "The Cat" Lind', "Otto Lind Jr."]
    assert (
        check(
            "unknown-name",
            cast,
            "Анна nods.",
            "李明 walks in.",
            "Zoe\u0308 smiles at O’Brien.",
            "The Cat grins at Bo Lind.",
            "Otto Lind Jr. sits by Mr. O’Brien.",
        )
        == []
    )
