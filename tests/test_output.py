"""What goes to stdout and stderr, in which encoding, and what a terminal is taken to be."""

import json

import pytest

from chipwatch.cli.output import detect_screen
from chipwatch.showing.screen import Screen
from conftest import Facts, Run

HOSTILE = "x\x1b]0;title\x07\x1b[31mred\u202e"
BARE = Screen(is_terminal=True, width=90)
COLOURED = BARE._replace(has_colour=True)


class Terminal:
    """A stdout that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("terminal", "env", "no_color", "expected"),
    [
        pytest.param(False, {}, False, Screen(), id="pipe"),
        pytest.param(False, {"COLUMNS": "20"}, False, Screen(), id="pipe-of-no-width"),
        pytest.param(True, {}, False, COLOURED, id="terminal"),
        pytest.param(True, {"NO_COLOR": "1"}, False, BARE, id="no-color"),
        pytest.param(True, {"NO_COLOR": ""}, False, COLOURED, id="empty-no-color"),
        pytest.param(True, {}, True, BARE, id="option"),
        pytest.param(True, {"TERM": "dumb"}, False, BARE, id="dumb"),
        pytest.param(False, {"FORCE_COLOR": "1"}, False, COLOURED, id="forced"),
        pytest.param(False, {"FORCE_COLOR": "0"}, False, Screen(), id="forced-off"),
        pytest.param(
            False, {"FORCE_COLOR": "1", "TERM": "dumb"}, False, COLOURED,
            id="forced-on-a-dumb-terminal",
        ),
        pytest.param(
            False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, BARE, id="both"
        ),
    ],
)  # fmt: skip
def test_what_is_written_to(
    terminal: bool,  # noqa: FBT001 - a column of the table
    env: dict[str, str],
    no_color: bool,  # noqa: FBT001 - a column of the table
    expected: Screen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if terminal:
        monkeypatch.setattr("sys.stdout", Terminal())
    for name, value in {"COLUMNS": "90", **env}.items():
        monkeypatch.setenv(name, value)
    assert detect_screen(no_color=no_color) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "latin-1:strict"},
        {"LC_ALL": "C.UTF-8"},
    ],
)
def test_chinese_is_utf8_whatever_the_locale(process: Run, locale: dict[str, str]) -> None:
    result = process("company", "百度", env=locale)
    assert (result.code, result.err) == (0, "")
    assert "百度" in result.out


@pytest.mark.slow
def test_what_is_wrong_is_said_in_utf8_whatever_the_locale(process: Run) -> None:
    env = {"LC_ALL": "C", "PYTHONIOENCODING": "cp1252"}  # as a pipe on Windows has it
    result = process("company", "百廷x", "--exact", env=env)
    assert result.code == 1
    assert result.err.startswith('error: no company is called "百廷x"\n')


@pytest.mark.slow
@pytest.mark.parametrize("output_format", ["table", "json", "jsonl", "csv", "markdown", "yaml"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("show", HOSTILE),
        ("search", HOSTILE),
        ("explain", HOSTILE),
        ("explain", "--search", HOSTILE),
        ("show", "baidu", "--columns", HOSTILE),
        ("show", "baidu", "--sort", HOSTILE),
        ("why", "baidu", HOSTILE),
        ("stats", "--data", HOSTILE),
        (HOSTILE,),
        ("show", f"--{HOSTILE}"),
    ],
)
def test_what_the_user_typed_is_never_obeyed(
    run: Run, output_format: str, arguments: tuple[str, ...]
) -> None:
    result = run(*arguments, "--format", output_format)
    output = result.out + result.err
    assert result.code in (1, 2)
    assert [letter for letter in output if not (letter.isprintable() or letter == "\n")] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "output_format", ["table", "json", "jsonl", "csv", "tsv", "markdown", "yaml"]
)
def test_a_guessed_name_is_never_obeyed(run: Run, output_format: str) -> None:
    result = run("show", "ba\x1bdu\udcff", "--format", output_format)
    output = result.out + result.err
    assert result.code == 0
    assert [letter for letter in output if letter in "\x1b\udcff"] == []


@pytest.mark.parametrize(
    "output_format", ["table", "json", "jsonl", "csv", "tsv", "markdown", "yaml"]
)
def test_a_text_of_a_fact_is_shown_as_it_is(run: Run, facts: Facts, output_format: str) -> None:
    text = "[bold]x[/bold] :smile: http://example.com/x 百度"
    file = f"name: Acme\nsources: [gazette]\nplan: '{text}'\n"
    result = run(
        "show", "acme", "--format", output_format, "--data", facts({"company/acme.yaml": file})
    )
    written = result.out.replace("\\", "")
    if output_format == "markdown":
        written = written.replace("<http://example.com/x>", "http://example.com/x")
    assert text in written


LONG_NAME = "x" * 200_000


@pytest.mark.slow
@pytest.mark.parametrize("output_format", ["table", "json"])
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("company", LONG_NAME), id="name"),
        pytest.param(("search", LONG_NAME), id="text", marks=pytest.mark.slow),
        pytest.param((LONG_NAME,), id="command"),
        pytest.param(("why", "baidu", LONG_NAME), id="property"),
        pytest.param(("stats", "--data", LONG_NAME), id="folder"),
    ],
)
def test_an_error_does_not_echo_a_huge_argument(
    run: Run, output_format: str, arguments: tuple[str, ...]
) -> None:
    result = run(*arguments, "--format", output_format)
    assert result.code in (1, 2)
    assert 0 < len(result.err) < 10_000
    assert "letters left out" in result.err


@pytest.mark.parametrize("output_format", ["json", "jsonl"])
def test_an_error_while_rendering_is_all_that_a_script_gets(run: Run, output_format: str) -> None:
    """Facts not known in 2025 are left out with a remark, but the error comes first."""
    names = ("alibaba-cloud-ai-plan", "robin li")
    options = ("--known-by", "2025", "--sort", "published", "--format", output_format)
    result = run("show", *names, *options)
    assert (result.code, result.out) == (2, "")
    assert json.loads(result.err)["error"]["code"]


def test_remarks_follow_an_answer_in_json(run: Run) -> None:
    result = run("company", "badu", "--json")
    assert json.loads(result.out)["id"] == "baidu"
    assert result.err == 'showing Baidu for "badu"\n'


def test_talk_is_not_part_of_the_answer(run: Run) -> None:
    guessed, exact = run("company", "badu"), run("company", "baidu")
    assert guessed.out == exact.out
    assert guessed.err == 'showing Baidu for "badu"\n'
