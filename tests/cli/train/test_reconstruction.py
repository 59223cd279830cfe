"""``adtool train reconstruction``: its options and faults."""

from __future__ import annotations

from click.testing import CliRunner

from adtool.cli import group


def adtool(*arguments: object) -> tuple[int, str, str]:
    ran = CliRunner().invoke(group, [str(a) for a in arguments], prog_name="adtool")
    return ran.exit_code, ran.stdout, ran.stderr


def test_a_run_without_a_clip_is_one_line_and_leaves_nothing(tmp_path):
    out = tmp_path / "run"
    code, said, error = adtool("train", "reconstruction", "--config", "storyworld", "-o", out)
    assert (code, said, error) == (1, "", "Error: clip: name one: clip=FOLDER\n")
    assert not out.exists()


def test_the_configuration_for_mad_is_the_papers():
    from adtool_training.config import find_config, read_config
    from adtool_training.reconstruction import ReconstructionConfig

    config = read_config(ReconstructionConfig, find_config("mad", "reconstruction"))
    assert (config.clip, config.narrator, config.epochs) == ("ViT-B-32", "gpt2", 10.0)
