"""``adtool analyse similarity`` as a user asks for it, and what it refuses."""

import json

import pytest
import torch
from click.testing import CliRunner

from adtool.cli import group


def analyse(*arguments):
    ran = CliRunner().invoke(group, ["analyse", *map(str, arguments)], prog_name="adtool")
    return ran.exit_code, ran.stdout, ran.stderr


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    from adtool.model.clip import Clip

    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("clip") / "tiny"
    size = {"width": 32, "layers": 1}
    vision = {"image_size": 16, "patch_size": 8, "head_width": 16, **size}
    text = {"context_length": 48, "vocab_size": 49408, "heads": 2, **size}
    model = {"embed_dim": 16, "vision_cfg": vision, "text_cfg": text}
    Clip({"model_cfg": model, "preprocess_cfg": {"resize_mode": "squash"}}).save(folder)
    return folder


def similarity(clip, out, *arguments):
    named = ("--clip", f"vanilla={clip}", "--clip", f"CLIP_AD={clip}", "--frames", 1)
    return analyse("similarity", *named, "--device", "cpu", "-o", out, *arguments)


def test_similarities_are_drawn_written_and_said(clip, tmp_path):
    out = tmp_path / "figure.svg"
    code, said, error = similarity(clip, out, "--first", 3, "--count", 4, "--films", 1)
    assert code == 0, error
    lines = said.splitlines()
    assert lines[0].endswith(", vanilla, CLIP_AD and ADs side by side.")
    assert [line for line in lines if line.startswith("3 apart: vanilla ")]
    written = json.loads(out.with_suffix(".json").read_text())
    assert [space["name"] for space in written["spaces"]] == ["vanilla", "CLIP_AD", "ADs"]
    assert written["spaces"][0]["matrix"] == written["spaces"][1]["matrix"]
    assert [one["number"] for one in written["clips"]] == [3, 4, 5, 6]
    assert all(one["text"] for one in written["clips"])
    assert out.read_text().startswith("<?xml")
    assert "Encoding films" in error
    code, said, error = similarity(clip, out)
    assert (code, said) == (1, "")
    assert error == f"Error: {out}: exists already; say --overwrite to replace it\n"


def test_means_over_all_films_are_of_every_film(clip, tmp_path):
    code, said, error = similarity(
        clip, tmp_path / "f.png", "--count", 2, "--films", 2, "--over", "films", "-q"
    )
    assert (code, error) == (0, "")
    assert "Means over all 96 clips of 2 films, by" in said
    assert "(94 pairs)" in said


def test_a_vision_encoder_alone_leaves_out_the_ads_and_says_so(tmp_path):
    out = tmp_path / "f.png"
    arguments = ("--clip", "bundled", "--count", 2, "--frames", 1, "-o", out)
    code, _, error = analyse("similarity", *arguments)
    assert code == 0, error
    assert "No --clip has a text encoder, so the ADs are not compared." in error
    written = json.loads((tmp_path / "f.json").read_text())
    assert [space["name"] for space in written["spaces"]] == ["bundled"]


@pytest.mark.parametrize(
    ("arguments", "code", "fault"),
    [
        (("--count", 49), 1, "has 48 clips, so 49 from clip 1 on are not there; lower --first"),
        (("--film", "Hugo"), 1, "There is no film 'Hugo' among the 20: storyworld-"),
        (("--clip", "CLIP_AD=elsewhere"), 2, "'CLIP_AD' is the name of two columns."),
        (("--clip", "=x"), 2, "'=x' is no NAME=MODEL."),
        (("--videos", "."), 2, "--dataset and --videos need --annotations."),
        (("--clip", "third=ViT-B-32"), 1, "say which weights, as in ViT-B-32/openai"),
    ],
)
def test_what_cannot_be_compared_gets_one_line_and_no_figure(
    clip, tmp_path, arguments, code, fault
):
    found, said, error = similarity(clip, tmp_path / "f.png", *arguments)
    assert (found, said) == (code, "")
    assert fault in error.splitlines()[-1]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["figure.pdf", "figure", "-"])
def test_a_figure_is_a_png_or_an_svg(clip, tmp_path, name):
    code, _, error = similarity(clip, tmp_path / name)
    assert code == 2
    assert "must end in .png or .svg." in error


def test_annotations_without_anything_to_look_at_are_a_wrong_command_line(clip, tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("movie,start,end,text\nHugo,1,2,He runs.\nHugo,3,4,She waits.\n")
    code, _, error = similarity(clip, tmp_path / "f.png", "--annotations", table)
    assert code == 2
    assert "--annotations needs --videos." in error
    assert [path.name for path in tmp_path.iterdir()] == ["own.csv"]
