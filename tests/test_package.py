"""What is built and installed: the facts come along, and it works outside the repository."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT

DOCUMENTS = sorted((ROOT / "docs").glob("*.md"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel, both made from the repository."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def _facts() -> set[str]:
    files = [*(ROOT / "data").rglob("*.yaml"), *(ROOT / "seeds").rglob("*.yaml")]
    return {file.relative_to(ROOT).as_posix() for file in files}


def _install(package: Path, into: Path) -> None:
    options = ["--no-deps", "--no-build-isolation", "--quiet", "--target", str(into)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(package)], check=True)


@pytest.mark.slow
def test_the_wheel_holds_every_fact_file(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    inside = {name.removeprefix("chipwatch/") for name in names if name.endswith(".yaml")}
    mappings = {name for name in inside if name.startswith("importing/mappings/")}
    assert inside - mappings == _facts()
    assert mappings


@pytest.mark.slow
def test_the_wheel_holds_every_page_of_the_documents(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    pages = {f"chipwatch/docs/{page.name}" for page in (ROOT / "docs").glob("*.md")}
    assert pages
    assert pages <= set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.slow
def test_the_sdist_holds_facts_tests_and_licence(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {
        "LICENSE",
        "README.md",
        "CHANGELOG.md",
        "pyproject.toml",
        "CONTRIBUTING.md",
        "docs/tour.md",
        "tests/conftest.py",
    }
    assert wanted | _facts() <= names


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["*.whl", "*.tar.gz"])
def test_what_is_installed_answers_from_anywhere(
    built: Path, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (package,) = built.glob(ending)
    _install(package, tmp_path / "site")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    command = [sys.executable, "-m", "chipwatch", "company", "baidu"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode().startswith("Baidu · company · baidu\n")
    assert done.stderr == b""
    topics = subprocess.check_output(
        [sys.executable, "-m", "chipwatch", "help"], cwd=tmp_path, text=True
    )
    assert [path.stem for path in DOCUMENTS if f"  {path.stem} " not in topics] == []
    script = "import chipwatch; print(chipwatch.__file__)"
    place = subprocess.check_output([sys.executable, "-c", script], cwd=tmp_path, text=True)
    assert Path(place.strip()).is_relative_to(tmp_path)
