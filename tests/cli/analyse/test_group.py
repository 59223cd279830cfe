"""``adtool analyse``: the group of the analyses."""

from click.testing import CliRunner

from adtool.cli import group


def analyse(*arguments):
    ran = CliRunner().invoke(group, ["analyse", *map(str, arguments)], prog_name="adtool")
    return ran.exit_code, ran.stdout, ran.stderr


def test_a_wrong_analysis_suggests_the_nearest():
    code, _, error = analyse("similarty")
    assert code == 2
    assert "There is no command 'similarty'. Did you mean 'similarity'?" in error


def test_the_configuration_file_reaches_an_analysis(tmp_path):
    file = tmp_path / "own.toml"
    for text, fault in (
        (
            "[analyse.similarity]\ncount = 1\n",
            "count in [analyse.similarity]: 1 is not in",
        ),
        ("[analyse.similarity]\ncounts = 3\n", "unknown key 'counts' in [analyse.similarity]"),
        ("[analyse.similarty]\n", "Did you mean 'similarity'?"),
    ):
        file.write_text(text)
        arguments = [
            "--config-file",
            str(file),
            "analyse",
            "similarity",
            "--clip",
            "x",
            "-o",
            "x.png",
        ]
        ran = CliRunner().invoke(group, arguments)
        assert ran.exit_code != 0
        assert fault in ran.stderr
