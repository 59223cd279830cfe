"""``adtool analyse tokens`` as a user asks for it, and what it refuses."""

import json

import pytest
import torch
from click.testing import CliRunner

from adtool.cli import group


def analyse(*arguments):
    ran = CliRunner().invoke(group, ["analyse", *map(str, arguments)], prog_name="adtool")
    return ran.exit_code, ran.stdout, ran.stderr


def test_tokens_are_drawn_written_and_said_from_features_alone(tmp_path):
    from adtool.features.files import Made, fingerprint, write
    from adtool.model import DistinctAD

    model = DistinctAD.from_pretrained("bundled")
    ready = tmp_path / "ready"
    ready.mkdir()
    times = tuple((i * 4000, i * 4000 + 3000) for i in range(20))
    torch.manual_seed(0)
    features = torch.randn(20, model.config.frames, model.config.vision.embed_dim)
    made = Made("Hugo", fingerprint(model.encoder), model.config.frames, times)
    write(ready / "Hugo.safetensors", features, made)
    common = ("tokens", "--features", ready, "--device", "cpu")
    out = tmp_path / "figure.png"
    code, said, error = analyse(*common, "--first", 2, "--perplexity", 5, "-o", out)
    assert code == 0, error
    assert said.startswith(
        "Tokens of clips 17 to 20 of Hugo, model bundled: 1 window, 4 clips, 40 tokens, "
    )
    clips = json.loads(out.with_suffix(".json").read_text())["windows"][0]["clips"]
    first = clips[0]
    assert (first["number"], first["start"], len(first["raw"])) == (17, 64.0, 10)
    assert "Placing tokens" in error
    code, _, error = analyse(*common, "--first", 2, "-o", tmp_path / "b.png")
    assert code == 1
    assert "A perplexity of 30 is too high for 40 points; say --perplexity 13" in error
    code, _, error = analyse(*common, "--count", 3, "-o", tmp_path / "b.png")
    assert code == 1
    assert "has 20 clips, 2 windows of 16, so 3 from window 1 on are not there" in error
    assert not (tmp_path / "b.png").exists()


@pytest.mark.slow
def test_tokens_of_a_film_are_taken_from_its_frames(tmp_path):
    out = tmp_path / "figure.svg"
    code, said, error = analyse("tokens", "--device", "cpu", "-q", "-o", out)
    assert (code, error) == (0, "")
    assert "1 window, 16 clips, 160 tokens, by t-SNE of perplexity 30." in said
    assert out.is_file()


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (("--annotations", "own.csv"), "--annotations needs --videos or --features."),
        (
            ("--annotations", "own.csv", "--videos", ".", "--features", "."),
            "Name either --videos or --features.",
        ),
        (("--perplexity", "0.5"), "0.5 is not in the range"),
    ],
)
def test_what_cannot_be_meant_is_a_wrong_command_line(tmp_path, monkeypatch, options, fault):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.csv").write_text("movie,start,end,text\nHugo,1,2,He runs.\n")
    code, said, error = analyse("tokens", *options, "-o", "f.png")
    assert (code, said) == (2, "")
    assert fault in error
    assert [path.name for path in tmp_path.iterdir()] == ["own.csv"]
