from click.testing import CliRunner

from adtool.cli import group


def adtool(*arguments):
    result = CliRunner().invoke(group, ["analyse", "sweep", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def make(folder, **values):
    for name, (alpha, steps) in values.items():
        (folder / name / "stage2").mkdir(parents=True)
        (folder / name / "config.toml").write_text(f"[model]\nalpha = {alpha}\n")
        line = f'{{"step": {steps}, "validation_CIDEr": {alpha + 20}}}\n'
        (folder / name / "stage2" / "metrics.jsonl").write_text(line)


def test_a_sweep_is_told_in_words_drawn_and_kept_as_numbers(tmp_path):
    make(tmp_path / "runs", a=(0.0, 9), b=(3.0, 9), c=(5.0, 4))
    figure = tmp_path / "alpha.png"
    code, out, error = adtool(tmp_path / "runs", "--of", "alpha", "-o", figure)
    assert (code, out.splitlines()) == (
        0,
        [
            "model.alpha: 2 runs, 2 values. The paper's value is 3.",
            "CIDEr: 0.0: 20, 3.0: 23. Best: 3.0.",
            "Left out: c: unfinished: 4 steps where others like it made 9.",
        ],
    )
    assert figure.read_bytes().startswith(b"\x89PNG")
    assert figure.with_suffix(".json").exists()
    assert "alpha.json" in error
    assert adtool(tmp_path / "runs", "--of", "alpha", "-o", figure)[0] == 1
    assert adtool(tmp_path / "runs", "--of", "alpha", "-o", figure, "--overwrite")[0] == 0


def test_a_strict_sweep_refuses_runs_that_do_not_count(tmp_path):
    make(tmp_path / "runs", a=(0.0, 9), b=(3.0, 9), c=(5.0, 4))
    code, out, error = adtool(
        tmp_path / "runs", "--of", "alpha", "--strict", "-o", tmp_path / "x.svg"
    )
    assert (code, out) == (1, "")
    assert "1 runs are broken or unfinished: c: unfinished" in error
    assert not (tmp_path / "x.svg").exists()


def test_a_wrong_condition_is_a_usage_error(tmp_path):
    code, _, error = adtool(tmp_path, "--of", "alpha", "--where", "K", "-o", tmp_path / "x.svg")
    assert code == 2
    assert "'K' is no KEY=VALUE" in error
