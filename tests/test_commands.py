"""The commands, each run as a user would: examples, JSON on every terminal, exit codes."""

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from chipwatch.cli.catalogue import collect_commands
from chipwatch.model.schema import KINDS
from chipwatch.showing.formats import TEXT_FORMATS, Format
from conftest import BASE, ROOT, Facts, Run, open_terminal

COMMANDS = collect_commands()
SCREENING_LIST = (
    "source,name,federal_register_notice,start_date,alt_names\n"
    "Entity List (EL) - Bureau of Industry and Security,Baidu,91 FR 1,2026-10-01,\n"
)
TEMPORARY = str(Path(tempfile.gettempdir()) / "chipwatch-dry-run")
"""A folder of one's own, the same in every process, to which nothing is written."""
Path(TEMPORARY).mkdir(exist_ok=True)
SAMPLES = {
    **dict.fromkeys(KINDS, ()),
    "company": ("baidu",),
    "source": ("Forbes article",),
    "show": ("h20", "百度"),
    "compare": ("baidu-ai-cloud-fund", "alibaba-cloud-ai-plan"),
    "report": ("baidu",),
    "search": ("英伟达",),
    "diff": (str(BASE), str(BASE)),
    "new": ("chip", "Zeta One", "--into", TEMPORARY, "--dry-run"),
    "add": (
        "nvidia-h20",
        "tdp",
        "405 W",
        "--source",
        "forbes-2025-04-trade-war-proofing#p1",
        "--into",
        TEMPORARY,
        "--dry-run",
    ),
    "source add": (
        "https://example.com/x",
        "--title",
        "X",
        "--accessed",
        "2026-11-29",
        "--into",
        TEMPORARY,
        "--dry-run",
    ),
    "import": (
        str(ROOT / "tests" / "data" / "prices.csv"),
        "--mapping",
        str(ROOT / "tests" / "data" / "prices.yaml"),
        "--dry-run",
    ),
    "resolve": ("tencet", "h20", "zzzz"),
    "why": ("china-chip-imports",),
    "sql": ("SELECT id FROM company",),
    "related": ("smic",),
    "path": ("huawei", "smic"),
    "exposure": ("huawei",),
    "series": ("nvidia-china-revenue", "amount"),
    "timeline": (),
    "changes": ("--since", "2025", "--about", "us-toy-imports-from-china"),
    "total": ("investment",),
    "chart": ("controls", "--as-of", "2025-01-01"),
    "conflicts": ("--columns", "help"),
    "stats": (),
    "explain": ("chip",),
    "check": (),
    "controls": ("kunlun-p800", "--as-of", "2026-02-01"),
    "whatif": ("--set", "tpp=3000", "--as-of", "2026-02-01"),
}
"""Arguments for every command that has JSON."""
WITH_JSON = [name for name, spec in COMMANDS.items() if "json" in spec.options]
SURROUNDINGS = {"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "20"}
EXAMPLES = [
    pytest.param(example, id=example) for spec in COMMANDS.values() for example in spec.examples
]


def started(
    arguments: tuple[str, ...], out: int, env: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "chipwatch", *arguments]
    return subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE, env={**os.environ, **env})


def ended(process: subprocess.Popen[bytes]) -> bytes:
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    return out or b""


def on_a_terminal(arguments: tuple[str, ...]) -> bytes:
    """What arrives at a terminal that changes nothing of what it gets."""
    terminal, end = open_terminal()
    pytest.importorskip("tty").setraw(end)
    with started(arguments, end, {"TERM": "xterm-256color"}) as process:
        os.close(end)
        screen = b"".join(parts(terminal))
        ended(process)
    os.close(terminal)
    return screen


def parts(terminal: int) -> Iterator[bytes]:
    with suppress(OSError):  # on Linux, the other end having closed is an error
        while part := os.read(terminal, 65536):
            yield part


def test_every_command_with_json_has_a_sample() -> None:
    assert SAMPLES.keys() == set(WITH_JSON)


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_JSON)
def test_json_is_the_same_bytes_in_a_pipe_and_on_a_terminal(run: Run, name: str) -> None:
    arguments = (name, *SAMPLES[name], "--json")
    here = run(*arguments)
    assert (here.code, here.err) == (0, "")
    json.loads(here.out)
    piped = started(arguments, subprocess.PIPE, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert on_a_terminal(arguments) == here.out.encode()
    assert ended(piped) == here.out.encode()


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_JSON)
@pytest.mark.parametrize("variable", SURROUNDINGS)
def test_json_is_the_same_bytes_whatever_the_environment(
    run: Run, name: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = run(name, *SAMPLES[name], "--json")
    monkeypatch.setenv(variable, SURROUNDINGS[variable])
    assert run(name, *SAMPLES[name], "--json") == here


@pytest.mark.slow
@pytest.mark.parametrize("variable", SURROUNDINGS)
def test_json_is_the_same_bytes_in_processes_of_their_own(variable: str) -> None:
    arguments = ("company", "baidu", "--json")
    processes = [
        started(arguments, subprocess.PIPE, env) for env in ({}, {variable: SURROUNDINGS[variable]})
    ]
    plain, changed = map(ended, processes)
    assert changed == plain


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_in_help_runs(
    run: Run, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ZDOTDIR", str(tmp_path))
    (tmp_path / "my-facts").mkdir()
    (tmp_path / "names.txt").write_text("baidu\n")
    for name in ("prices.csv", "prices.yaml", "epoch_ml_hardware.csv"):
        shutil.copy(ROOT / "tests" / "data" / name, tmp_path)
    (tmp_path / "consolidated.csv").write_text(SCREENING_LIST, encoding="utf-8")
    if "--editor" in example:
        run("init", "my-facts")
    if "facts.jsonl" in example:
        run("export", "jsonl", "facts.jsonl")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"baidu\n")))
    if example.startswith("chipwatch mcp"):
        pytest.skip("it serves until its client is gone: tests/test_mcp_server.py")
    if example.startswith("chipwatch diff"):
        pytest.skip("it names folders and revisions that a user has: tests/test_fact_difference.py")
    chipwatch_, *arguments = shlex.split(re.split(" [<>] ", example)[0])
    result = run(*arguments)
    assert (chipwatch_, result.code) == ("chipwatch", 0)
    assert result.out or re.search("no problems|entit|files", result.err)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_every_kind_is_listed_in_every_format(run: Run, kind: str, form: Format) -> None:
    result = run(kind, "--format", form)
    assert (result.code, result.err) == (0, "")
    assert result.out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(("company", "baidu"), 0, id="answer"),
        pytest.param(("company", "zzzz"), 1, id="not-found"),
        pytest.param(("company", "h20"), 1, id="another-kind"),
        pytest.param(("show", "h2o", "--exact"), 1, id="not-exact"),
        pytest.param(("compare", "capcut", "saqp"), 1, id="nothing-in-common"),
        pytest.param(("search", "zzzzqq"), 1, id="nothing-matches"),
        pytest.param(("resolve", "--file", "/none"), 2, id="no-such-file"),
        pytest.param(("resolve", "baidu", "--kind", "zzz"), 2, id="no-such-kind"),
        pytest.param(("why", "baidu", "accuses"), 1, id="nothing-known"),
        pytest.param(("explain", "--search", "zzzz"), 1, id="no-term"),
        pytest.param(("show",), 2, id="no-name"),
        pytest.param(("compare", "baidu"), 2, id="one-name"),
        pytest.param(("search",), 2, id="no-text"),
        pytest.param(("why",), 2, id="no-name-to-explain"),
        pytest.param(("why", "baidu", "zzz"), 2, id="unknown-property"),
        pytest.param(("why", "baidu", "country", "more"), 2, id="too-many-arguments"),
        pytest.param(("explain", "zzz"), 2, id="unknown-kind"),
        pytest.param(("stats", "--zzz"), 2, id="unknown-option"),
        pytest.param(("zzz",), 2, id="unknown-command"),
        pytest.param(("company", "--data", "/none"), 2, id="no-such-folder"),
        pytest.param(("check", "/none"), 2, id="no-such-path"),
        pytest.param(("completion", "tcsh"), 2, id="unknown-shell"),
        pytest.param(("completion",), 2, id="no-shell"),
    ],
)
def test_exit_codes_and_which_stream_speaks(
    run: Run, arguments: tuple[str, ...], code: int
) -> None:
    result = run(*arguments)
    assert (result.code, bool(result.out), bool(result.err)) == (code, code == 0, code > 0)
    assert "Traceback" not in result.err


def test_problems_are_written_for_a_reader_and_counted(run: Run, folder: Path) -> None:
    """
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    tdp: lots
    bogus: 1
    """
    result = run("check", "--data", folder)
    where = f"{folder.as_posix()}/chip/x1.yaml"
    assert result.code == 1
    assert [line for line in result.out.splitlines() if line.startswith(where)] == [
        f"{where}:3:6: error[bad-number] 'lots' is not a number",
        f"{where}:4:1: error[unknown-property] a chip has no property 'bogus'",
    ]
    assert result.err == f"2 problems in 1 of 2 files{A_NOTICE}\n"


@pytest.mark.parametrize(
    ("form", "count"),
    [(Format.JSON, None), (Format.JSONL, 2), (Format.CSV, 3), (Format.YAML, None)],
)
def test_problems_are_rows_in_every_other_format(
    run: Run, folder: Path, form: Format, count: int | None
) -> None:
    """
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    tdp: lots
    bogus: 1
    """
    result = run("check", "--format", form, "--data", folder)
    assert (result.code, result.err) == (1, "")
    assert result.out.count("bad-number") == 1
    assert count in (None, len(result.out.splitlines()))


A_NOTICE = "; 1 notice, which --notices lists"


def test_a_clean_base_has_no_problems(run: Run, facts: Facts) -> None:
    assert run("check", "--data", facts({})) == (0, "", f"no problems in 1 file{A_NOTICE}\n")
    assert run("check", "--json", "--data", facts({})) == (0, "[]\n", "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "remark"),
    [
        (1, "1 entity is"),
        (2, "2 entities are"),
    ],
)
def test_what_is_left_out_is_said_beside_the_answer(
    run: Run, facts: Facts, files: int, remark: str
) -> None:
    broken = {f"chip/x{n}.yaml": "name: X\nbogus: 1\n" for n in range(files)}
    folder = facts({"company/acme.yaml": "name: Acme\n", **broken})
    remark += f" left out because of problems in the files: run chipwatch check --data={folder}\n"
    assert run("company", "acme", "--data", folder) == (0, "Acme · company · acme\n", remark)
    assert run("company", "acme", "--json", "--data", folder).err == remark


def test_an_error_for_a_script_is_json_alone_even_where_files_have_problems(
    run: Run, facts: Facts
) -> None:
    folder = facts({"chip/x1.yaml": "name: X\nbogus: 1\n"})
    result = run("company", "acme", "--json", "--data", folder)
    assert json.loads(result.err)["error"]["code"] == "not-found"


def test_search_takes_several_words_as_one_text(run: Run) -> None:
    assert run("search", "GPU", "cluster").out == run("search", "GPU cluster").out
