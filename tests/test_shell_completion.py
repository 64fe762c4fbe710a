"""Completion through the protocols of the shells: commands, options, names, properties."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chipwatch.cli.shell_completion import DETAIL_VARIABLE, _align_with_typed
from conftest import Facts, Run

Complete = Callable[..., list[str]]
OBEYED = (
    "a$(touch x)", "a`x`", "a;x", "a&x", "a|x", "a>x", "a*", "a?", "a'x", 'a"x', "a\\x", "a(x)",
    "a x", "a{x}", "a!x", "a#x", "a~x", "a=x", "-a", "a[x]", "a<x", "a^x", "a\\$(touch${IFS}x)",
)  # fmt: skip
"""Names of which a shell would run, expand or split something."""
LOADED = """
import json, sys
from chipwatch.cli.main import main
try:
    main([])
except SystemExit:
    pass
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
"""


@pytest.fixture
def complete(process: Run) -> Complete:
    """What bash offers for the last of some words."""

    def call(*words: str) -> list[str]:
        env = {
            "_CHIPWATCH_COMPLETE": "complete_bash",
            "COMP_WORDS": "\n".join(words),
            "COMP_CWORD": str(len(words) - 1),
        }
        result = process(env=env)
        assert (result.code, result.err) == (0, "")
        return result.out.split()

    return call


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        pytest.param(("com",), ["company", "compare", "completion"], id="commands"),
        pytest.param(("company", "baid"), ["baidu"], id="name-of-the-kind"),
        pytest.param(("company", "Baid"), ["Baidu"], id="in-the-case-typed"),
        pytest.param(("company", "bab"), ["baba"], id="ticker-in-the-case-typed"),
        pytest.param(("company", "百度"), ["百度"], id="chinese"),
        pytest.param(("company", "hanwuji"), ["hanwuji"], id="as-it-sounds-and-written"),
        pytest.param(("company", "zhongxingu"), ["zhongxinguoji"], id="as-it-sounds"),
        pytest.param(("company", "nvidia-h"), [], id="not-of-another-kind"),
        pytest.param(
            ("chip", "nvidia-h20"), ["nvidia-h20", "nvidia-h200", "nvidia-h200-nvl"], id="chip"
        ),
        pytest.param(("show", "sicarrier-e"), ["sicarrier-emei"], id="any-kind"),
        pytest.param(
            ("compare", "tencent", "deepseek-r"), ["deepseek-r1", "deepseek-r2"], id="second-name"
        ),
        pytest.param(("why", "baidu", "cam"), ["camp"], id="property"),
        pytest.param(("why", "nvidia-h20", "restr"), ["restricted_by"], id="relation"),
        pytest.param(("why", "zzzz", "memory_c"), ["memory_capacity"], id="property-of-any-kind"),
        pytest.param(("explain", "te"), ["technology"], id="kind"),
        pytest.param(
            ("explain", "chip.memory_c"), ["chip.memory_capacity"], id="property-after-the-dot"
        ),
        pytest.param(("controls", "--to", "Tai"), ["Taiwan"], id="country"),
        pytest.param(("controls", "--to", "tw"), ["tw"], id="country-by-code-in-the-case-typed"),
        pytest.param(("completion", ""), ["bash", "zsh", "fish"], id="shells"),
        pytest.param(("company", "--form"), ["--format"], id="option"),
        pytest.param(("company", "--format", "js"), ["json", "jsonl"], id="format"),
        pytest.param(("company", "zzzz"), [], id="nothing"),
        pytest.param(("company", "--data", "/none", "ba"), [], id="unreadable-base"),
        pytest.param(("zzzz", "ba"), [], id="unknown-command"),
    ],
)
def test_what_is_offered(complete: Complete, words: tuple[str, ...], offered: list[str]) -> None:
    assert complete("chipwatch", *words) == offered


@pytest.mark.slow
def test_names_come_from_the_folder_named_before(complete: Complete, facts: Facts) -> None:
    folder = str(facts({"company/acme.yaml": "name: Acme\naliases: [AC/DC, 'A C', 艾克米]\n"}))
    assert complete("chipwatch", "company", "--data", folder, "") == ["acme", "AC/DC", "艾克米"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        pytest.param("h-2", ["h-20"], id="hyphen-where-the-name-has-none"),
        pytest.param("ACM", ["ACMe"], id="case"),
        pytest.param("騰", ["騰讯"], id="traditional-for-simplified"),
        pytest.param("百", ["百度"], id="as-written"),
        pytest.param("e", ["electron"], id="accent"),
        pytest.param("h$2", [], id="what-a-shell-would-obey"),
        pytest.param("zz", [], id="nothing"),
    ],
)
def test_names_are_taken_as_everywhere(
    complete: Complete, facts: Facts, typed: str, offered: list[str]
) -> None:
    files = {
        "chip/x1.yaml": "name: H20\n",
        "company/x2.yaml": "name: acme\naliases: [腾讯, 百度, Électron]\n",
    }
    assert complete("chipwatch", "resolve", "--data", str(facts(files)), typed) == offered


@pytest.mark.parametrize(
    ("name", "typed", "offered"),
    [
        pytest.param("nvidia-a10", "Nvidia-", "Nvidia-a10", id="capital-and-hyphen"),
        pytest.param("nvidia-a10", "nvidia-", "nvidia-a10", id="hyphen"),
        pytest.param("nvidia-a10", "NVIDIA_", "NVIDIA_a10", id="another-separator"),
        pytest.param("nvidia-a10", "Nvidia", "Nvidia-a10", id="capital"),
        pytest.param("nvidia-a10", "Nvidia-A", "Nvidia-A10", id="after-the-hyphen"),
        pytest.param("H20", "h-", "h-20", id="hyphen-before-a-digit"),
        pytest.param("hanguang-800", "h-", "", id="hyphen-within-a-word"),
        pytest.param("NASDAQ:BIDU", "nasdaq:", "nasdaq:bidu", id="colon"),
    ],
)
def test_a_name_continues_what_is_typed(name: str, typed: str, offered: str) -> None:
    assert _align_with_typed(name, typed) == offered


@pytest.mark.slow
def test_what_a_shell_would_obey_is_not_offered(complete: Complete, facts: Facts) -> None:
    file = f"name: Acme\naliases: {json.dumps([*OBEYED, 'a-safe_one:1.0+x'])}\n"
    folder = str(facts({"company/acme.yaml": file}))
    offered = complete("chipwatch", "company", "--data", folder, "")
    assert offered == ["acme", "a-safe_one:1.0+x"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shell", "env", "completion"),
    [
        ("zsh", {}, "_arguments '*: :((\"baidu\"))'"),
        ("fish", {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}, "baidu\n"),
    ],
)
def test_the_other_shells(process: Run, shell: str, env: dict[str, str], completion: str) -> None:
    asked = {"_CHIPWATCH_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": "x company baid"}
    assert process(env={**asked, **env}).out.strip() == completion.strip()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell(run: Run, shell: str) -> None:
    shown = run("completion", shell)
    assert (shown.code, shown.err) == (0, "")
    assert f"{DETAIL_VARIABLE}=1" in shown.out
    assert "eval" not in shown.out.replace("zsh_eval_context", "")


@pytest.fixture
def complete_in_detail(process: Run) -> Complete:
    """What our own scripts are given for a line: words, each with what it is behind a tab."""

    def call(line: str) -> list[str]:
        env = {
            "_CHIPWATCH_COMPLETE": "complete_fish",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_TYPER_COMPLETE_ARGS": line,
            DETAIL_VARIABLE: "1",
        }
        return process(env=env).out.splitlines()

    return call


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        pytest.param("chipwatch company baid", "baidu\tBaidu, company", id="name"),
        pytest.param(
            "chipwatch show 'Alibaba Cloud and",
            "Alibaba Cloud and AI plan\tAlibaba cloud and AI plan, investment",
            id="name-with-blanks",
        ),
        pytest.param("chipwatch why nvidia-h20 memory_c", "memory_capacity\tMemory", id="property"),
        pytest.param("chipwatch chip --columns tpp", "tpp\tTPP", id="column"),
        pytest.param("chipwatch chip --columns=id,tpp_l", "id,tpp_low", id="last-of-a-list"),
        pytest.param("chipwatch chip --sort name,-tpp", "name,-tpp\tTPP", id="sort-downwards"),
        pytest.param("chipwatch timeline --sort da", "date\tDate", id="column-of-a-question"),
        pytest.param("chipwatch changes --columns how", "how\tHow", id="column-of-changes"),
        pytest.param("chipwatch total investment --by y", "year\tYear", id="year-to-group-by"),
        pytest.param(
            "chipwatch total investment --by year,investors",
            "year,investors\tInvestors",
            id="column-to-group-by",
        ),
        pytest.param("chipwatch whatif --set tpp", "tpp=\tTPP", id="bound"),
        pytest.param("chipwatch controls --spec tool", "tool_type=\tKind of tool", id="tool"),
        pytest.param("chipwatch whatif --set 3A090.b:tpp", "3A090.b:tpp=\tTPP", id="paragraph"),
        pytest.param("chipwatch controls --spec die_a", "die_area=\tDie area", id="figure"),
        pytest.param("chipwatch controls --to Taiw", "Taiwan\tTW", id="country"),
        pytest.param(
            "chipwatch controls --to 'United Ki", "United Kingdom\tGB", id="country-with-a-blank"
        ),
    ],
)
def test_words_come_with_what_they_are(
    complete_in_detail: Complete, line: str, offered: str
) -> None:
    assert offered in complete_in_detail(line)


@pytest.mark.slow
def test_a_column_of_a_list_is_offered_once(complete_in_detail: Complete) -> None:
    offered = complete_in_detail("chipwatch chip --columns tpp,tpp")
    assert "tpp,tpp\tTPP" not in offered
    assert "tpp,tpp_low" in offered


@pytest.mark.slow
def test_a_name_with_blanks_follows_what_is_typed_letter_by_letter(
    complete_in_detail: Complete,
) -> None:
    assert [word for word in complete_in_detail("chipwatch chip Nvidia-") if " rtx" in word] == []


@pytest.fixture
def search_path(tmp_path: Path) -> str:
    """A path on which the command is found first."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "chipwatch").write_text(f'#!/bin/sh\nexec {sys.executable} -m chipwatch "$@"\n')
    (folder / "chipwatch").chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def _run_shell(command: list[str], search_path: str) -> str:
    done = subprocess.run(
        command, capture_output=True, check=True, env={**os.environ, "PATH": search_path}
    )
    return done.stdout.decode()


LINES = [
    pytest.param("chipwatch company 百度", "百度", id="chinese"),
    pytest.param("chipwatch show NASDAQ:BID", "NASDAQ:BIDU", id="colon"),
    pytest.param(r"chipwatch show Alibaba\ Cloud\ and", "Alibaba Cloud and AI plan", id="blanks"),
    pytest.param("chipwatch chip Nvidia-h200-n", "Nvidia-h200-nvl", id="capital-and-hyphen"),
    pytest.param("chipwatch whatif --set perf", "performance_density=", id="open"),
]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
@pytest.mark.parametrize(("line", "word"), LINES)
def test_bash_itself_completes(run: Run, search_path: str, line: str, word: str) -> None:
    """Bash is told only what follows a colon, and words with blanks as they are quoted."""
    question = (
        'COMP_POINT=${#COMP_LINE}; typed=${COMP_LINE##* }; COMP_WORDS=(x "${typed##*:}");'
        ' COMP_CWORD=1; _chipwatch_completion chipwatch; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    script = f"{run('completion', 'bash').out}\nCOMP_LINE='{line}'\n{question}"
    offered = _run_shell([str(shutil.which("bash")), "--norc", "-c", script], search_path)
    assert word.rpartition(":")[2].replace(" ", "\\ ") in offered.splitlines()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("zsh"), reason="there is no zsh")
@pytest.mark.parametrize(("line", "word"), LINES)
def test_zsh_itself_completes(run: Run, search_path: str, line: str, word: str) -> None:
    stubs = (
        "compdef() { }\n_files() { }\ncompset() { }\n"
        'compadd() { print -rl -- "${values[@]}" "${open_values[@]}" }\n'
    )
    question = f"line='{line}'; words=(${{(z)line}}); CURRENT=$#words; _chipwatch_completion"
    script = f"{stubs}{run('completion', 'zsh').out}\n{question}"
    offered = _run_shell([str(shutil.which("zsh")), "-f", "-c", script], search_path)
    assert word in offered.splitlines()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("fish"), reason="there is no fish")
@pytest.mark.parametrize(("line", "word"), LINES)
def test_fish_itself_completes(run: Run, search_path: str, line: str, word: str) -> None:
    script = f"{run('completion', 'fish').out}\ncomplete -C '{line}'"
    offered = _run_shell([str(shutil.which("fish")), "--no-config", "-c", script], search_path)
    assert word in [text.split("\t")[0] for text in offered.splitlines()]


@pytest.mark.parametrize(
    ("shell", "where"),
    [
        ("bash", ".bash_completions/chipwatch.sh"),
        ("zsh", ".zfunc/_chipwatch"),
        ("fish", ".config/fish/completions/chipwatch.fish"),
    ],
)
def test_a_script_is_installed_where_the_shell_looks(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: str, where: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    result = run("completion", shell, "--install")
    path = tmp_path / where
    assert result == (
        0,
        f"{shell} completion is installed in {path}; it works in the next shell you open\n",
        "",
    )
    assert path.read_text().strip() == run("completion", shell).out.strip()


@pytest.mark.parametrize("shell", ["tcsh", "", "Bash", "powershell"])
def test_another_shell_is_refused(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: there is no completion for '{shell}'\n")


@pytest.mark.slow
def test_completing_a_name_loads_no_more_than_a_lookup() -> None:
    asked = {
        "_CHIPWATCH_COMPLETE": "complete_bash", "COMP_WORDS": "x company baid", "COMP_CWORD": "2",
    }  # fmt: skip
    command = [sys.executable, "-c", LOADED]
    env = {**os.environ, **asked}
    subprocess.run(command, capture_output=True, check=True, env=env)
    done = subprocess.run(command, capture_output=True, check=True, env=env)
    assert done.stdout == b"baidu\n"
    assert {"yaml", "rich", "rapidfuzz", "pypinyin"} & set(json.loads(done.stderr)) == set()
