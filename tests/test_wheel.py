"""What a wheel and an sdist hold."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from adtool import __version__

ROOT = Path(__file__).parents[1]
LARGEST = 20 * 10**6  # bytes; the bundled model may take 15 MB of them

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    (path,) = built.glob("*.whl")
    assert path.stat().st_size < LARGEST
    return zipfile.ZipFile(path)


def test_the_wheels_top_level_names_are_ours_alone(wheel: zipfile.ZipFile) -> None:
    name = f"adtool-{__version__}"
    tops = {member.split("/")[0] for member in wheel.namelist()}
    assert tops == {"adtool", "adtool_training", f"{name}.dist-info", f"{name}.data"}


def test_the_wheel_installs_every_man_page(wheel: zipfile.ZipFile) -> None:
    shared = f"adtool-{__version__}.data/data/share/man/man1/"
    installed = {member for member in wheel.namelist() if ".data/" in member}
    assert installed == {shared + page.name for page in (ROOT / "man").iterdir()}


@pytest.mark.parametrize(
    "member",
    [
        "adtool/py.typed",
        "adtool/bundled/config.json",
        "adtool/bundled/model.safetensors",
        "adtool_training/py.typed",
        "adtool_training/configs/storyworld-stage1.toml",
        f"adtool-{__version__}.dist-info/licenses/LICENSE",
    ],
)
def test_the_wheel_carries_what_is_needed_beside_code(wheel: zipfile.ZipFile, member: str) -> None:
    assert member in wheel.namelist()


def test_the_version_is_the_same_everywhere(wheel: zipfile.ZipFile) -> None:
    metadata = wheel.read(f"adtool-{__version__}.dist-info/METADATA").decode()
    assert f"\nVersion: {__version__}\n" in metadata
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_sdist_holds_sources_tests_and_documents(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as sdist:
        tops = {member.split("/")[1] for member in sdist.getnames()}
    folders = {"adtool", "training", "tests", "examples", "man", "benchmarks"}
    documents = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"}
    assert tops == folders | documents | {"pyproject.toml", "PKG-INFO", ".gitignore"}
