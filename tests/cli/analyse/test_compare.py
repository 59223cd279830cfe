"""``adtool analyse compare`` as a user asks for it, and what it refuses."""

import json

import pytest
from click.testing import CliRunner

from adtool.analyses.films import find_films
from adtool.cli import group
from adtool.datasets.settings import DataSettings


@pytest.fixture(scope="module")
def film():
    return find_films(DataSettings(validation_films=1))[0]


def compare(*arguments):
    given = ["analyse", "compare", *map(str, arguments)]
    ran = CliRunner().invoke(group, given, prog_name="adtool")
    return ran.exit_code, ran.stdout, ran.stderr


def csv_of(film, path, clips, text):
    rows = [f"{film.name},{one.start / 1000},{one.end / 1000},{text}" for one in clips]
    path.write_text("\n".join(["vid,start,end,text_gen", "Other,1,2,Not ours.", *rows]) + "\n")
    return path


def test_lines_of_files_stand_beside_the_true_ads(film, tmp_path):
    table = csv_of(film, tmp_path / "a.csv", film.annotations[2:4], "He <b>waits</b>.")
    ordered = tmp_path / "b.jsonl"
    said = [json.dumps({"pred": f"Line {i}."}) for i in range(len(film.annotations))]
    ordered.write_text("\n".join(said))
    out = tmp_path / "page.html"
    named = ("--predictions", f"ours={table}", "--predictions", ordered)
    code, said, error = compare(*named, "--first", 3, "--count", 3, "--frames-shown", 2, "-o", out)
    assert code == 0, error
    assert said.splitlines()[0] == (
        f"Clips 3 to 5 of {film.name}: AD, ours and {ordered} side by side."
    )
    assert "ours: 2 lines, " in said
    assert "ours: no line for 1 of the 3 clips." in error
    written = json.loads(out.with_suffix(".json").read_text())
    lines = [[line["text"] for line in clip["lines"]] for clip in written["clips"]]
    assert lines == [
        [film.annotations[2].text, "He <b>waits</b>.", "Line 2."],
        [film.annotations[3].text, "He <b>waits</b>.", "Line 3."],
        [film.annotations[4].text, "", "Line 4."],
    ]
    text = out.read_text()
    assert text.count("<img ") == 6
    assert "He &lt;b&gt;waits&lt;/b&gt;." in text
    code, said, error = compare(*named, "-o", out)
    assert (code, said) == (1, "")
    assert error == f"Error: {out}: exists already; say --overwrite to replace it\n"
    assert compare(*named, "--count", 1, "-o", out, "--overwrite")[0] == 0
    assert out.read_text().count("<img ") == 3


def test_a_script_is_of_the_film_that_is_shown(film, tmp_path):
    script = tmp_path / "ad.srt"
    script.write_text("1\n00:00:00,000 --> 00:01:00,000\nA long line.\n")
    code, said, error = compare("--predictions", script, "--count", 48, "-o", tmp_path / "p.html")
    assert code == 0, error
    assert f"{script}: 1 line, " in said


@pytest.mark.slow
def test_a_models_lines_are_those_of_the_windows_of_the_whole_film(film, tmp_path):
    from adtool.analyses.films import Part
    from adtool.evaluation.predict import Footage, predict
    from adtool.model import DistinctAD
    from adtool.narration.distinctad import DistinctADNarrator
    from adtool.work import WorkFolder

    out = tmp_path / "page.html"
    common = ("--device", "cpu", "--first", 18, "--count", 2, "--frames-shown", 1)
    code, said, error = compare("--model", "ours=bundled", *common, "-o", out)
    assert code == 0, error
    narrator = DistinctADNarrator(DistinctAD.from_pretrained("bundled"))
    whole = Part(film, range(16, 32))
    told = predict([whole], narrator, Footage(), "clip", WorkFolder(None))
    clips = json.loads(out.with_suffix(".json").read_text())["clips"]
    assert [clip["lines"][1]["text"] for clip in clips] == [told[1].text, told[2].text]
    assert "ours: 2 lines, " in said


@pytest.mark.parametrize(
    ("arguments", "code", "fault"),
    [
        ((), 2, "Name at least one --predictions or --model."),
        (("--predictions", "AD=x.csv"), 2, "'AD' is the name of two sources."),
        (("--predictions", "=x.csv"), 2, "'=x.csv' is no NAME=FILE."),
        (("--predictions", "a=x", "--model", "a=y"), 2, "'a' is the name of two sources."),
        (("--predictions", "nowhere.csv"), 1, "nowhere.csv"),
        (("--model", "/nowhere/model"), 1, "/nowhere/model"),
        (("--model", "bundled", "--count", 49), 1, "has 48 clips, so 49 from clip 1 on"),
        (("--model", "bundled", "--film", "Hugo"), 1, "There is no film 'Hugo' among the 20"),
        (("--model", "bundled", "--videos", "."), 2, "--dataset and --videos need --annotations."),
    ],
)
def test_what_cannot_be_compared_gets_one_line_and_no_page(tmp_path, arguments, code, fault):
    found, said, error = compare(*arguments, "-o", tmp_path / "page.html")
    assert (found, said) == (code, "")
    assert fault in error.splitlines()[-1]
    assert not list(tmp_path.iterdir())


def test_predictions_of_other_films_are_refused(film, tmp_path):
    table = csv_of(film, tmp_path / "a.csv", (), "")
    code, _, error = compare("--predictions", table, "-o", tmp_path / "page.html")
    assert code == 1
    assert "Its movies are Other" in error.splitlines()[-1]
    assert not (tmp_path / "page.html").exists()


def test_what_is_read_is_not_replaced(tmp_path):
    script = tmp_path / "page.json"
    script.write_text("{}")
    out = tmp_path / "page.html"
    code, _, error = compare("--predictions", script, "-o", out, "--overwrite")
    assert code == 1
    assert f"{script}: is read by this command, and never written" in error
    assert script.read_text() == "{}"


def test_a_page_is_html(tmp_path):
    code, _, error = compare("--model", "bundled", "-o", tmp_path / "page.png")
    assert code == 2
    assert "must end in .html." in error
