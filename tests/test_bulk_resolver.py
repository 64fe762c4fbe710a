"""Many names at once: in full, in every format, from arguments, files and pipes."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import chipwatch
from conftest import Facts, Run, open_terminal

FOLDER = {
    "company/baidu.yaml": "name: Baidu\naliases: [百度, BIDU]\n",
    "company/tencent.yaml": "name: Tencent\naliases: [騰訊控股]\n",
    "company/loongson.yaml": "name: Loongson Technology\n",
    "company/acorn-works.yaml": "name: Acorn\n",
    "product/acorn-app.yaml": "name: Acorn\n",
    "chip/h20.yaml": "name: Nvidia H20\naliases: [H20]\n",
}
NAMES = ("baidu", "BIDU", "tengxun", "Loongson Tech", "tencet", "H200", "acorn", "zzzz")


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Puts bytes into the pipe that a command reads."""

    def put(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    return put


def test_names_as_a_table(run: Run, facts: Facts) -> None:
    assert run("resolve", *NAMES, "--data", facts(FOLDER)) == (
        0,
        """\
8 names, 5 sure
Query          Id        Name                 Kind     Match   Score  Sure  Runner-up
baidu          baidu     Baidu                company  id       1.00  yes
BIDU           baidu     Baidu                company  alias    1.00  yes
tengxun        tencent   Tencent              company  pinyin   0.95  yes
Loongson Tech  loongson  Loongson Technology  company  prefix   0.90  yes
tencet         tencent   Tencent              company  fuzzy    0.86  yes
H200                                                   fuzzy    0.53  no    h20
acorn                                                  name     1.00  no    acorn-app
zzzz                                                   none     0.00  no
""",
        "",
    )


def test_names_as_csv(run: Run, facts: Facts) -> None:
    result = run("resolve", "tencet", "H200", "=cmd", "--format", "csv", "--data", facts(FOLDER))
    assert result == (
        0,
        """\
query,id,name,kind,match,score,sure,runner_up
tencet,tencent,Tencent,company,fuzzy,0.8571,true,
H200,,,,fuzzy,0.525,false,h20
'=cmd,,,,none,0.0,false,
""",
        "",
    )


def test_names_as_json(run: Run, facts: Facts) -> None:
    result = run("resolve", "tencet", "H200", "--json", "--data", facts(FOLDER))
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out) == [
        {
            "query": "tencet", "id": "tencent", "name": "Tencent", "kind": "company",
            "match": "fuzzy", "score": 0.8571, "sure": True, "runner_up": None,
        },
        {
            "query": "H200", "id": None, "name": None, "kind": None,
            "match": "fuzzy", "score": 0.525, "sure": False, "runner_up": "h20",
        },
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ((), ['""', "baidu"]),
        (("--kind", "company"), ["acorn-works", "baidu"]),
        (("--kind", "product"), ["acorn-app", '""']),
        (("--sort", "-query", "--limit", "1"), ["baidu"]),
    ],
)
def test_a_kind_narrows(run: Run, facts: Facts, options: tuple[str, ...], ids: list[str]) -> None:
    columns = ("--columns", "id", "--format", "csv")
    result = run("resolve", "Acorn", "badu", *options, *columns, "--data", facts(FOLDER))
    assert result.out == "\n".join(["id", *ids]) + "\n"


def test_exact_guesses_nothing(run: Run, facts: Facts) -> None:
    folder = facts(FOLDER)
    result = run("resolve", "badu", "Baidu Inc", "--exact", "--columns", "id,match", "--format",
                "csv", "--data", folder)  # fmt: skip
    assert result == (0, "id,match\n,none\nbaidu,id\n", "")


@pytest.mark.parametrize("names", [("zzzz",), ("H200", "acorn"), ("",)])
def test_exit_is_1_where_not_one_name_is_sure(
    run: Run, facts: Facts, names: tuple[str, ...]
) -> None:
    result = run("resolve", *names, "--data", facts(FOLDER))
    assert (result.code, result.err) == (1, "")
    assert result.out.startswith(f"{len(names)} name")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "queries"),
    [
        pytest.param(b"baidu\ntencet", ["baidu", "tencet"], id="no-newline-at-the-end"),
        pytest.param(b"baidu\r\n\r\n  H20 \r\n", ["baidu", "H20"], id="windows-and-empty-lines"),
        pytest.param("\ufeff百度\n".encode(), ["百度"], id="byte-order-mark"),
        pytest.param(b"baidu\nbaidu\n", ["baidu", "baidu"], id="twice"),
        pytest.param(b"a\x0bb\x85\n".replace(b"\x85", b""), ["a\x0bb"], id="odd-line-break"),
        pytest.param(b"", [], id="empty"),
    ],
)
@pytest.mark.parametrize("source_kind", ["pipe", "dash", "file"])
def test_names_come_one_a_line(  # noqa: PLR0913 - the fixtures and the columns of the table
    run: Run,
    facts: Facts,
    pipe: Callable[[bytes], None],
    tmp_path: Path,
    *,
    source_kind: str,
    content: bytes,
    queries: list[str],
) -> None:
    pipe(content if source_kind != "file" else b"zzzz")
    (tmp_path / "names.txt").write_bytes(content)
    source = {"pipe": (), "dash": ("-",), "file": ("--file", tmp_path / "names.txt")}[source_kind]
    result = run("resolve", *source, "--json", "--data", facts(FOLDER))
    assert [row["query"] for row in json.loads(result.out)] == queries


def test_arguments_a_pipe_and_a_file_can_be_joined(
    run: Run, facts: Facts, pipe: Callable[[bytes], None], tmp_path: Path
) -> None:
    pipe(b"H20\n")
    (tmp_path / "names.txt").write_text("BIDU\n")
    result = run("resolve", "tencent", "-", "--file", tmp_path / "names.txt", "--columns", "id",
                "--format", "csv", "--data", facts(FOLDER))  # fmt: skip
    assert result.out == "id\ntencent\nh20\nbaidu\n"


@pytest.mark.slow
def test_what_is_no_list_of_names_is_refused(
    run: Run, facts: Facts, pipe: Callable[[bytes], None], tmp_path: Path
) -> None:
    folder = facts(FOLDER)
    (tmp_path / "zeros").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "huge").write_bytes(b"a\n" * 2**23 + b"b")
    pipe(b"\xff")
    assert run("resolve", "-", "--data", folder) == (
        2, "", "error: the pipe cannot be read: it is not text in UTF-8\n"
    )  # fmt: skip
    reasons = {
        "nowhere": "cannot be read: No such file or directory",
        "zeros": "cannot be read: it is not text in UTF-8",
        ".": "cannot be read: Is a directory",
        "huge": "is too large\na list may have 16 MiB; split it",
    }
    results = [run("resolve", "--file", tmp_path / name, "--data", folder) for name in reasons]
    assert results == [
        (2, "", f"error: {tmp_path / name} {reason}\n") for name, reason in reasons.items()
    ]


@pytest.mark.slow
def test_without_names_on_a_terminal_it_says_how_to_give_some(facts: Facts) -> None:
    terminal, terminal_end = open_terminal()
    command = [sys.executable, "-m", "chipwatch", "resolve", "--data", str(facts(FOLDER))]
    completed = subprocess.run(command, stdin=terminal_end, capture_output=True, check=False)
    os.close(terminal)
    os.close(terminal_end)
    assert (completed.returncode, completed.stdout) == (2, b"")
    assert completed.stderr == b"error: there are no names\ngive names, --file PATH, or a pipe\n"


@pytest.mark.slow
def test_ten_thousand_names_say_on_a_terminal_how_far_they_are(
    facts: Facts, tmp_path: Path
) -> None:
    (tmp_path / "names.txt").write_text("".join(f"baidu\nzz {n}\n" for n in range(5000)))
    terminal, terminal_end = open_terminal()
    command = [sys.executable, "-m", "chipwatch", "resolve", "--file", str(tmp_path / "names.txt"),
               "--format", "csv", "--data", str(facts(FOLDER))]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal_end) as process:
        os.close(terminal_end)
        assert process.stdout is not None
        lines = process.stdout.read().decode().splitlines()
    output = os.read(terminal, 2**16).decode()
    os.close(terminal)
    assert len(lines) == 10_001
    assert output.startswith("\r0 of 5,001 different names \r")
    assert output.endswith(f"\r{'':31}\r")


@pytest.mark.parametrize(
    "name",
    [
        "x" * 20_000, "百" * 5000, "a b " * 3000, "1" * 1000, "\x1b[31mbaidu",
        "'; DROP TABLE name", '" OR "*', "^^$$", "NEAR(a b)", "\udcff", "-" * 100, "(((((((((",
        "０" * 200, ".HK", "(formerly )", "a" * 121, "股份有限公司", "株式会社", "Inc. " * 50,
    ],
)  # fmt: skip
def test_a_hostile_name_is_a_name_like_others(facts: Facts, name: str) -> None:
    base = chipwatch.open(str(facts(FOLDER)))
    (row,) = base.resolve_all([name]).to_rows()
    assert (row["query"], row["id"], row["sure"]) == (name, None, False)


def test_columns_can_be_listed(run: Run) -> None:
    result = run("resolve", "x", "--columns", "help", "--format", "csv")
    assert [line.split(",")[0] for line in result.out.splitlines()] == [
        "column", "query", "id", "name", "kind", "match", "score", "sure", "runner_up"
    ]  # fmt: skip
