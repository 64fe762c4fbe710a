"""Files for answers: whole or not at all, in the format of their ending."""

import json
import os
import stat
from pathlib import Path

import pytest

from chipwatch.cli.main import find_requested_format
from chipwatch.showing.formats import Format
from chipwatch.showing.output_file import write_output_file
from conftest import Run, make_link, needs_refusals, posix_only

NAMES = ("person", "robin-li")


@pytest.fixture
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("a.txt", "Robin Li"),
        ("a.json", "{"),
        ("a.jsonl", "{"),
        ("a.csv", "id,kind,name"),
        ("a.tsv", "id\tkind\tname"),
        ("a.md", "### Robin Li"),
        ("A.HTML", "<!DOCTYPE html>"),
        ("a.yml", "id: robin-li"),
        ("a.bib", "@"),
    ],
)
def test_the_ending_names_the_format(run: Run, tmp_path: Path, name: str, beginning: str) -> None:
    path = tmp_path / name
    result = run(*NAMES, "-o", path)
    assert (result.code, result.out) == (0, "")
    assert path.read_text(encoding="utf-8").startswith(beginning)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_holds_what_standard_output_would(run: Run, tmp_path: Path) -> None:
    run(*NAMES, "--output", tmp_path / "a.json")
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == run(*NAMES, "--json").out


def test_a_table_in_a_file_has_no_colour(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    run(*NAMES, "-o", tmp_path / "a.txt")
    assert "\x1b" not in (tmp_path / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        (("-o", "a.foo"), "the ending of a.foo names no format", "end it in one of .txt, .json"),
        (("-o", "csv"), "the ending of csv names no format", "end it in one of"),
        (("-o", "a.csv", "--json"), "--format json contradicts the ending of a.csv", "give one"),
        (("-o", "a.csv", "-o", "b.csv"), "-o is given twice: a.csv and b.csv", ""),
        (("-o", "a.csv", "--output", "b.csv"), "--output is given twice: a.csv and b.csv", ""),
        (("-o", "none/a.csv"), "none/a.csv cannot be written: No such file", "there is no folder"),
    ],
)
def test_what_is_refused(
    run: Run, in_empty_folder: Path, options: tuple[str, ...], message: str, hint: str
) -> None:
    result = run(*NAMES, *options)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert hint in result.err
    assert list(in_empty_folder.iterdir()) == []


def test_a_format_of_another_command_is_not_one_of_this(run: Run, tmp_path: Path) -> None:
    result = run("stats", "-o", tmp_path / "a.bib")
    assert result.code == 2
    assert "names no format" in result.err


@pytest.mark.parametrize("name", ["notes", "notes.dat"])
def test_a_format_that_is_given_needs_no_ending(run: Run, tmp_path: Path, name: str) -> None:
    assert run(*NAMES, "--format", "csv", "-o", tmp_path / name).code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("id,kind")


@pytest.mark.slow
def test_formats_may_share_an_ending(run: Run, tmp_path: Path) -> None:
    assert run("source", "--format", "csl-json", "-o", tmp_path / "a.json").code == 0
    assert "title" in json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))[0]


def test_an_error_for_a_file_of_json_is_json(run: Run, tmp_path: Path) -> None:
    result = run("company", "zzzzzz", "-o", tmp_path / "a.json")
    assert json.loads(result.err)["error"]["code"] == "not-found"
    assert list(tmp_path.iterdir()) == []


def test_the_last_file_says_what_an_error_is_written_in() -> None:
    assert find_requested_format(["company", "-o", "a.jsonl"]) is Format.JSONL
    assert find_requested_format(["company", "--output=a.json", "--format", "csv"]) is Format.CSV
    assert find_requested_format(["company", "-o", "a.foo"]) is Format.TABLE


@posix_only
def test_an_older_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    write_output_file(str(path), b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_leads_to_the_file_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old", encoding="utf-8")
    make_link(tmp_path / "link.csv", "real.csv")
    write_output_file(str(tmp_path / "link.csv"), b"new")
    assert (tmp_path / "real.csv").read_bytes() == b"new"
    assert (tmp_path / "link.csv").is_symlink()


def test_a_new_file_has_the_permissions_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("", encoding="utf-8")
    write_output_file(str(tmp_path / "a.csv"), b"new")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_a_full_disk_leaves_the_older_file_and_no_trace(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")

    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    result = run(*NAMES, "-o", path)
    assert (result.code, result.out) == (2, "")
    assert f"{path} cannot be written: No space left on device" in result.err
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@needs_refusals
def test_a_read_only_folder_is_named(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    result = run(*NAMES, "-o", tmp_path / "a.csv")
    tmp_path.chmod(0o700)
    assert "a.csv cannot be written: Permission denied" in result.err


@posix_only
def test_what_is_no_regular_file_is_written_as_it_stands(run: Run) -> None:
    assert run(*NAMES, "--json", "-o", "/dev/null").code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_the_report_of_check_goes_to_the_file_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "problems.txt"
    (tmp_path / "facts" / "chip").mkdir(parents=True)
    (tmp_path / "facts" / "chip" / "x.yaml").write_text("name: X\nbogus: 1\n", encoding="utf-8")
    result = run("check", "--data", tmp_path / "facts", "-o", path)
    assert (result.code, result.out) == (1, "")
    assert "unknown-property" in path.read_text(encoding="utf-8")
