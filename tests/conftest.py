"""Fixtures: a folder of facts from a docstring, the command in and out of this process, goldens."""

import gc
import io
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from inspect import cleandoc
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from chipwatch.cli.main import main
from chipwatch.model.kind import KINDS
from chipwatch.reading import layers
from chipwatch.reading.layers import list_fact_files, resolve_layers
from chipwatch.reading.loader import LoadResult, load_fact_files
from left_out_files import is_left_out

ROOT = Path(__file__).parent.parent
BASE = ROOT / "tests" / "base"
"""The frozen base: a small copy of the facts of November 2026, which new facts do not change."""
_HEED = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); "
_HEED += "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
HEEDING_CTRL_C = (sys.executable, "-c", _HEED)
"""Python, to be followed by its arguments, with Ctrl-C as usual: a job in the background, which a
run of tests may be, ignores it, and so do the processes that it starts."""
GAZETTE_TEXT = "name: Gazette\ntype: news\npublished: 2025-01\n"
"""The source ``gazette`` that every folder made for a test has."""


class Result(NamedTuple):
    """What a command wrote, and its exit code."""

    code: int
    out: str
    err: str


settings.register_profile("thorough", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=20)

needs_refusals = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="the system refuses nothing to this user"
)
"""Marks a test of what a user may not write, which root may and Windows decides in other ways."""

posix_only = pytest.mark.skipif(
    os.name != "posix", reason="Windows has no such signals, permissions, shells or special files"
)
"""Marks a test of what only Linux and macOS have."""

Run = Callable[..., Result]
Facts = Callable[[Mapping[str, str]], Path]
Golden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is shown as expected")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples Hypothesis tries; refuse to write files from several processes."""
    settings.load_profile("quick" if "not slow" in config.option.markexpr else "thorough")
    if config.getoption("--update-golden") and config.getoption("numprocesses", None):
        message = "--update-golden writes files: leave -n out"
        raise pytest.UsageError(message)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out, before it is imported, a file all of whose tests the run leaves out."""
    return is_left_out(collection_path, config.option.markexpr, config.args) or None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the thousands of tests, which stay to the end, out of every garbage collection."""
    gc.disable()
    result = yield
    gc.freeze()
    gc.enable()
    return result


@pytest.fixture(autouse=True)
def isolate_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A cache of the test run's own, the frozen base, and nothing else that changes output."""
    KINDS.use(KINDS.bundled)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CHIPWATCH_DATA", str(BASE))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """Makes a folder of fact files, with the source ``gazette`` in it, for tests that read it.

    The same files are written once for all tests; so nobody may write into the folder.
    """
    folders: dict[tuple[tuple[str, str], ...], Path] = {}

    def make(files: Mapping[str, str]) -> Path:
        contents = tuple(files.items())
        if contents not in folders:
            folders[contents] = write_fact_files(tmp_path_factory.mktemp("shared") / "facts", files)
        return folders[contents]

    yield make
    assert [folder for contents, folder in folders.items() if is_changed(folder, contents)] == []


@pytest.fixture
def own_facts(tmp_path: Path) -> Facts:
    """Makes a folder of fact files for one test, which may write into it."""

    def make(files: Mapping[str, str]) -> Path:
        return write_fact_files(tmp_path / "facts", files)

    return make


@pytest.fixture
def frozen_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the frozen base as ``data``, which is what ``bundled`` means in this test."""
    package = tmp_path / "package"
    package.mkdir()
    make_link(package / "data", BASE)
    (package / "seeds").mkdir()
    monkeypatch.setattr(layers, "find_bundled_folder", lambda: package)
    return package


@pytest.fixture
def folder(request: pytest.FixtureRequest, own_facts: Facts) -> Path:
    """The folder that the test's docstring describes: ``# path`` lines, each before its file."""
    return own_facts(split_files(cleandoc(request.function.__doc__ or "")))


@pytest.fixture
def reading(folder: Path) -> LoadResult:
    """What is read from the folder that the test's docstring describes."""
    return load_fact_files(list_fact_files(resolve_layers((str(folder),))))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process and returns all that it wrote."""

    def call(*arguments: object) -> Result:
        out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = main([str(argument) for argument in arguments])
        return Result(code, read_stream(out), read_stream(err).replace(os.linesep, "\n"))

    return call


@pytest.fixture
def process() -> Run:
    """Runs a command in a process of its own, with some of the environment changed."""

    def call(*arguments: object, env: Mapping[str, str] | None = None) -> Result:
        command = [sys.executable, "-m", "chipwatch", *map(str, arguments)]
        environment = {**os.environ, **(env or {})}
        completed = subprocess.run(command, capture_output=True, env=environment, check=False)
        errors = completed.stderr.decode().replace(os.linesep, "\n")
        return Result(completed.returncode, completed.stdout.decode(), errors)

    return call


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares text with a file in full, or writes the file with ``--update-golden``.

    Paths of the frozen base are written as in a clone, wherever that is.
    """

    def compare(path: Path, text: str) -> None:
        text = text.replace(f"{ROOT.as_posix()}/", "")
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.read_text(encoding="utf-8") == text

    return compare


def open_terminal() -> tuple[int, int]:
    """Open a terminal: the end of its user, and that of what runs on it.

    Skips the test where the system has none, as on Windows.
    """
    pty: Any = pytest.importorskip("pty")
    user_end, program_end = pty.openpty()
    return user_end, program_end


def make_pipe(path: Path) -> None:
    """Make a named pipe; skips the test where the system has none, as on Windows."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("the system has no named pipes")
    os.mkfifo(path)


def make_link(path: Path, target: Path | str) -> None:
    """Make a symbolic link; skips the test where the user may make none, as often on Windows."""
    with suppress(OSError):
        path.symlink_to(target, target_is_directory=(path.parent / target).is_dir())
    if not path.is_symlink():
        pytest.skip("the system makes no symbolic links for this user")


def write_fact_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files of a folder, and the source that all of them may cite."""
    for name, text in {"source/gazette.yaml": GAZETTE_TEXT, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder


def is_changed(folder: Path, contents: Iterable[tuple[str, str]]) -> bool:
    """Tell whether the folder of files holds anything but them as they were written."""
    expected = {"source/gazette.yaml": GAZETTE_TEXT, **dict(contents)}
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return expected != {
        path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in paths
    }


def split_files(text: str) -> dict[str, str]:
    texts_by_path: dict[str, str] = {}
    for section in ("\n" + text).split("\n# ")[1:]:
        name, _, content = section.partition("\n")
        texts_by_path[name.strip()] = content.rstrip("\n") + "\n"
    return texts_by_path


def read_stream(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()
