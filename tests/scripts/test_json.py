import json as plain
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adtool.errors import ScriptError
from adtool.scripts import examine, json, read_script
from adtool.scripts.placeholder import is_placeholder
from adtool.timeline import Candidate, Clip, Correction, Gap, Line, Omission, Script

CLIP = Clip(1_001, 5_000, gap=Gap(1_000, 9_999))
SCRIPT = Script(
    lines=(
        Line(
            1_001,
            2_126,
            "Anna smiles.",
            CLIP,
            (Candidate("Anna smiles.", -0.25),),
            ("Anna",),
            presence=(0.75,),
            corrections=(Correction("Bob smiles.", "Anna smiles.", ("Bob is nobody.",)),),
            facts={"words": 2, "shots": [{"scale": None}]},
            id="ad-0001",
        ),
        Line(6_000, 7_000, "By hand."),
    ),
    movie="snow.mp4",
    duration=10_000,
    omissions=(Omission(CLIP, "Why not.", (Candidate("No", -1.5),), facts={"as_in": 1}),),
    metadata={"model": {"name": "bundled"}, "warnings": []},
)


def test_everything_known_of_a_line_is_written() -> None:
    document = plain.loads(json.write(SCRIPT))
    assert (document["format"], document["version"]) == ("adtool-script", 1)
    assert document["lines"][0] == {
        "start": 1.001,
        "end": 2.126,
        "text": "Anna smiles.",
        "shortened": False,
        "extended": False,
        "characters": ["Anna"],
        "presence": [0.75],
        "clip": [1.001, 5.0],
        "gap": [1.0, 9.999],
        "candidates": [{"text": "Anna smiles.", "score": -0.25}],
        "corrections": [
            {"original": "Bob smiles.", "text": "Anna smiles.", "reasons": ["Bob is nobody."]}
        ],
        "placeholder": False,
        "facts": {"words": 2, "shots": [{"scale": None}]},
        "id": "ad-0001",
    }
    assert document["omissions"][0]["reason"] == "Why not."
    assert document["omissions"][0]["facts"] == {"as_in": 1}


times = st.integers(0, 100_000_000)
cues = st.sampled_from(["[3.2 s · 8 words]", "[3.2 s · 8 words]\nAnna."])
texts = cues | st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
gaps = st.tuples(times, times).map(lambda pair: Gap(min(pair), max(pair)))
clips = gaps.map(lambda gap: Clip(gap.start, gap.end, gap=gap))
candidates = st.lists(st.builds(Candidate, texts, st.floats(-1e9, 0)), max_size=3).map(tuple)
reasons = st.lists(texts, max_size=2).map(tuple)
corrections = st.lists(st.builds(Correction, texts, texts, reasons), max_size=2).map(tuple)
facts = st.dictionaries(texts, st.none() | st.booleans() | texts | st.lists(texts), max_size=2)
script_lines = st.builds(
    lambda gap, text, *known, facts: Line(
        gap.start, gap.end, text, *known, is_placeholder(text), facts
    ),
    gaps,
    texts,
    st.none() | clips,
    candidates,
    st.lists(texts, max_size=2).map(tuple),
    st.booleans(),
    st.booleans(),
    st.lists(st.floats(0, 1), max_size=2).map(tuple),
    corrections,
    facts=facts,
)
omissions = st.builds(Omission, clips, texts, candidates, corrections, facts)
scripts = st.builds(
    Script,
    lines=st.lists(script_lines, max_size=4).map(tuple),
    movie=texts,
    duration=times,
    language=st.sampled_from(["en", "de-AT"]),
    omissions=st.lists(
        st.builds(Omission, clips, texts, candidates, corrections, facts), max_size=2
    ).map(tuple),
    metadata=st.dictionaries(texts, st.none() | st.integers(-9, 9) | texts, max_size=3),
)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(script=scripts)
def test_reading_gives_back_exactly_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, script: Script
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.write(script), encoding="utf-8", newline="")
    assert read_script(path) == script


def test_each_line_has_its_place_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.write(SCRIPT))
    written = (tmp_path / "a.json").read_text().split("\n")
    reading = examine(tmp_path / "a.json")
    assert len(reading.places) == 2
    for place, start in zip(reading.places, ("1.001", "6.0"), strict=True):
        assert written[place - 1].strip() == "{"
        assert written[place].strip() == f'"start": {start},'
    assert reading.faults == ()


def test_lines_out_of_order_are_told(tmp_path: Path) -> None:
    lines = (Line(5_000, 6_000, '"lines": [{'), Line(1_000, 2_000, "Early.\n\\"))
    script = Script(lines, metadata={"lines": [{"a": [{}]}, '\\"']})
    (tmp_path / "a.json").write_text(json.write(script))
    reading = examine(tmp_path / "a.json")
    assert reading.script == script
    assert len(reading.places) == 2
    assert [fault.line for fault in reading.faults] == [reading.places[1]]


def _changed(keys: list[Any], value: object) -> str:
    document = plain.loads(json.write(SCRIPT))
    inner = document
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    return plain.dumps(document)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("[]", "expected an object"),
        ('{"characters": []}', "is a cast.json; name subtitles or a script"),
        ('{"lines": []}', 'is no AD script: "format" is not "adtool-script"'),
        (_changed(["version"], 2), "is of format version 2; this adtool reads version 1"),
        (_changed(["duraton"], 2), "unknown key 'duraton'; did you mean 'duration'?"),
        (_changed(["metadata"], []), "metadata: expected an object"),
        (_changed(["lines", 0, "start"], -1), r"lines\[0\].start: is a time before"),
        (_changed(["lines", 0, "start"], 3), r"lines\[0\]: ends before it starts"),
        (_changed(["lines", 0, "clip"], [1]), r"lines\[0\].clip: expected a start and an end"),
        (_changed(["lines", 0, "clip"], [2, 1]), r"lines\[0\].clip: expected a start and an end"),
        (_changed(["lines", 0, "gap"], None), r"lines\[0\].gap: expected a list"),
        (_changed(["lines", 1, "shortened"], 0), r"lines\[1\].shortened: expected true or false"),
        (_changed(["lines", 1, "placeholder"], 0), r"placeholder: expected true or false"),
        (_changed(["lines", 1, "facts"], []), r"lines\[1\].facts: expected an object"),
        (_changed(["omissions", 0, "facts"], "x"), r"facts: expected an object"),
        (_changed(["omissions", 0, "candidates", 0, "score"], "x"), r"score: expected a number"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, content: str, fault: str) -> None:
    (tmp_path / "ad.json").write_text(content)
    with pytest.raises(ScriptError, match=fault):
        read_script(tmp_path / "ad.json")


def test_scripts_of_earlier_versions_lack_what_came_later(tmp_path: Path) -> None:
    document = plain.loads(json.write(SCRIPT))
    for part in (*document["lines"], *document["omissions"]):
        for key in json.LATER:
            part.pop(key, None)
    (tmp_path / "a.json").write_text(plain.dumps(document))
    (first, second), (omission,) = SCRIPT.lines, SCRIPT.omissions
    assert read_script(tmp_path / "a.json") == replace(
        SCRIPT,
        lines=(replace(first, presence=(), corrections=(), facts={}, id=""), second),
        omissions=(replace(omission, facts={}),),
    )


def test_the_file_is_made_to_be_read_and_edited() -> None:
    assert json.write(Script((), movie="Zoë.mp4", duration=1_500)) == (
        '{\n "format": "adtool-script",\n "version": 1,\n "movie": "Zoë.mp4",\n'
        ' "duration": 1.5,\n "language": "en",\n "lines": [],\n "omissions": [],\n'
        ' "metadata": {}\n}\n'
    )


def test_what_json_has_no_word_for_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json.write(Script((), metadata={"score": float("nan")}))


def test_lines_that_start_together_are_in_order_and_the_language_is_said(tmp_path: Path) -> None:
    lines = (Line(1_000, 2_000, "One."), Line(1_000, 3_000, "Two."))
    (tmp_path / "a.json").write_text(json.write(Script(lines)))
    reading = examine(tmp_path / "a.json")
    assert reading.faults == ()
    assert reading.names_language
