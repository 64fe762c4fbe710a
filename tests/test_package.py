"""What is built and installed: the facts come along, and it works outside the repository."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ROOT

pytestmark = pytest.mark.slow

DOCUMENTS = sorted((ROOT / "docs").glob("*.md"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel, both made from the repository."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel is installed in."""
    (wheel,) = built.glob("*.whl")
    folder = tmp_path_factory.mktemp("site")
    _install(wheel, folder)
    return folder


@pytest.fixture
def own_installed(installed: Path, tmp_path: Path) -> Path:
    """A copy of what is installed, for a test that changes it."""
    return shutil.copytree(installed, tmp_path / "site")


def _facts() -> set[str]:
    files = [*(ROOT / "data").rglob("*.yaml"), *(ROOT / "seeds").rglob("*.yaml")]
    return {file.relative_to(ROOT).as_posix() for file in files}


def _install(package: Path, into: Path) -> None:
    options = ["--no-deps", "--no-build-isolation", "--quiet", "--target", str(into)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(package)], check=True)


def test_the_wheel_holds_every_fact_file(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    inside = {name.removeprefix("chipwatch/") for name in names if name.endswith(".yaml")}
    package = ROOT / "src" / "chipwatch"
    templates = {path.relative_to(package).as_posix() for path in package.rglob("*.y*ml")}
    assert len(templates) > 3  # the mappings of imports, and the folder that init makes
    assert inside == _facts() | {name for name in templates if name.endswith(".yaml")}


def test_the_wheel_holds_every_page_of_the_documents(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    pages = {f"chipwatch/docs/{page.name}" for page in (ROOT / "docs").glob("*.md")}
    assert pages
    assert pages <= set(zipfile.ZipFile(wheel).namelist())


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


# The snapshot that a wheel carries


QUESTIONS = (
    ("company", "baidu", "badu", "百度", "--json"),
    ("search", "lithography", "--json"),
    ("controls", "h20", "--json", "--as-of", "2025-06-01"),
    ("resolve", "baidubeibei", "Hua Wei", "--json"),
    ("stats", "--json"),
    ("chip", "--format", "csv"),
)
ASKED = """
import sys
from chipwatch.cli.main import main
main(sys.argv[1:])
print("built" if "yaml" in sys.modules else "not built", file=sys.stderr)
"""


class Asked(NamedTuple):
    """What a process answered, and whether it read the fact files."""

    out: bytes
    is_built: bool


def _ask(site: Path, cache: Path, *words: str) -> Asked:
    """Ask what is installed somewhere, with snapshots of its own."""
    environment = {
        **{name: text for name, text in os.environ.items() if not name.startswith("CHIPWATCH_")},
        "PYTHONPATH": str(site),
        "XDG_CACHE_HOME": str(cache),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-c", ASKED, *words]
    done = subprocess.run(
        command, env=environment, cwd=cache.parent, capture_output=True, check=True
    )
    return Asked(done.stdout, is_built=done.stderr.decode().splitlines()[-1] == "built")


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_the_first_answer_is_that_of_a_fresh_build_without_one(
    question: tuple[str, ...], installed: Path, bare: Path, tmp_path: Path
) -> None:
    first = _ask(installed, tmp_path / "cache", *question)
    assert first.out == _ask(bare, bare / "cache", *question).out
    assert first.out
    assert not first.is_built


@pytest.fixture(scope="module")
def bare(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is installed, without the snapshot."""
    folder = tmp_path_factory.mktemp("bare")
    shutil.copytree(installed, folder, dirs_exist_ok=True)
    (folder / "chipwatch/bundled.sqlite").unlink()
    assert _ask(folder, folder / "cache", "company", "baidu").is_built
    return folder


def test_the_snapshot_holds_what_a_fresh_build_does(bare: Path, installed: Path) -> None:
    (fresh,) = (bare / "cache/chipwatch").glob("*.sqlite")
    assert _dump(installed / "chipwatch/bundled.sqlite") == _dump(fresh)


def _dump(path: Path) -> dict[str, str]:
    """The rows of every table but those of the key, those of the word indexes too."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        return {
            name: f"{sql} {connection.execute(f'SELECT * FROM {name}').fetchall()}"
            for name, sql in tables
            if str(sql).startswith("CREATE TABLE") and name not in ("meta", "folder")
        }


@pytest.mark.parametrize(
    "place",
    ["data/company/baidu.yaml", "model/schema/companies.py", "model/tables/company_forms.txt"],
)
def test_an_edit_of_what_is_installed_is_seen(
    place: str, own_installed: Path, tmp_path: Path
) -> None:
    path = own_installed / "chipwatch" / place
    path.write_bytes(path.read_bytes() + b"\n")
    status = path.stat()
    os.utime(path, ns=(status.st_mtime_ns - 10**12, status.st_mtime_ns - 10**12))
    assert _ask(own_installed, tmp_path / "cache", "company", "baidu", "--json").is_built


def test_an_edited_fact_is_answered_with(own_installed: Path, tmp_path: Path) -> None:
    path = own_installed / "chipwatch/data/company/baidu.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: Baidu", "name: Badu", 1))
    answer = _ask(own_installed, tmp_path / "cache", "company", "baidu")
    assert answer.out.decode().startswith("Badu · company · baidu\n")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9999])
def test_a_damaged_snapshot_is_not_believed(
    share: float, own_installed: Path, installed: Path, tmp_path: Path
) -> None:
    path = own_installed / "chipwatch/bundled.sqlite"
    content = bytearray(path.read_bytes())
    content[int(len(content) * share)] ^= 16
    path.write_bytes(content)
    question = ("company", "baidu", "--json")
    answer = _ask(own_installed, tmp_path / "cache", *question)
    assert answer == Asked(_ask(installed, tmp_path / "other", *question).out, is_built=True)


def test_a_layer_of_ones_own_is_not_left_out(installed: Path, bare: Path, tmp_path: Path) -> None:
    (tmp_path / "own/company").mkdir(parents=True)
    own = tmp_path / "own/company/acme.yaml"
    own.write_text("name: Acme\nsources: [forbes-2025-04-trade-war-proofing]\n")
    command = ("company", "acme", "baidu", "--data", "bundled", "--data", str(tmp_path / "own"))
    answer = _ask(installed, tmp_path / "cache", *command)
    assert "Acme · company · acme" in answer.out.decode()
    assert answer.out == _ask(bare, bare / "cache", *command).out


def test_a_wheel_is_the_same_bytes_each_time(built: Path, tmp_path: Path) -> None:
    """Built from the sdist, in another folder, with another order of sets."""
    (sdist,), (wheel,) = built.glob("*.tar.gz"), built.glob("*.whl")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    folder = tmp_path / sdist.name.removesuffix(".tar.gz")
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()
