"""Command lines that begin with no command: bare names, commands of other programs, options."""

import json
import shlex

import pytest

from chipwatch.cli.catalogue import collect_commands
from chipwatch.cli.first_words import FOREIGN_COMMANDS
from conftest import Facts, Run


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("baidu",), id="id"),
        pytest.param(("h20",), id="alias"),
        pytest.param(("百度",), id="chinese"),
        pytest.param(("NASDAQ:BIDU",), id="ticker"),
        pytest.param(("baidu", "h20"), id="two"),
        pytest.param(("baidu", "--json"), id="json"),
        pytest.param(("baidu", "--columns", "name,country", "--format", "csv"), id="columns"),
        pytest.param(("huawei", "--as-of", "2024"), id="date"),
    ],
)
def test_a_bare_name_is_shown(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words) == run("show", *words)
    assert run(*words).code == 0


@pytest.mark.slow
def test_a_bare_name_of_own_facts_is_shown(run: Run, facts: Facts) -> None:
    folder = facts({"company/acme.yaml": "name: Acme\nsources: [gazette]\nsummary: Makes X\n"})
    words = ("acme", "--columns", "id", "--format", "csv", "--data", folder)
    assert run(*words).out == "id\nacme\n"
    assert run("acme").code == 2


@pytest.mark.parametrize(
    ("line", "same_line"),
    [
        ("-- h20", "h20"),
        ("-- baidu h20", "baidu h20"),
        ("--json -- h20", "h20 --json"),
        ("--columns id -- h20", "h20 --columns id"),
        ("-- company baidu --json", "company baidu --json"),
        ("--json -- company baidu", "company baidu --json"),
        ("-- -h20 --json", "show -- -h20 --json"),
        ("-- h20 --json", "show -- h20 --json"),
        ("--json -- h20 --version", "show --json -- h20 --version"),
        ("-- nvidea", "nvidea"),
    ],
)
def test_two_hyphens_end_the_options_before_a_name(run: Run, line: str, same_line: str) -> None:
    assert run(*line.split()) == run(*same_line.split())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--", "Missing command"),
        ("--json --", "--json is an option of a command, and there is none"),
        ("-- --version", 'no entity is called "--version"'),
    ],
)
def test_what_has_no_name_behind_two_hyphens_is_refused(run: Run, line: str, message: str) -> None:
    result = run(*line.split())
    assert (result.code != 0, result.out) == (True, "")
    assert message in result.err


def test_the_bare_name_of_several_things_lists_them(run: Run, facts: Facts) -> None:
    names = {"chip/a.yaml": "name: A\naliases: [X]\n", "company/b.yaml": "name: B\naliases: [X]\n"}
    folder = facts(names)
    result = run("x", "--data", folder)
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        'error: "x" can mean 2 things',
        "use an id: a (A, chip), b (B, company)",
        f"  chipwatch a --data {folder}",
        f"  chipwatch b --data {folder}",
    ]


def test_the_bare_id_of_what_is_left_out_says_so(run: Run, facts: Facts) -> None:
    result = run("acme", "--data", facts({"company/acme.yaml": "name: Acme\nfounded: x\n"}))
    assert result.code == 1
    assert "acme is left out" in result.err


def test_nothing_stands_in_for_what_is_left_out(run: Run, facts: Facts) -> None:
    folder = facts(
        {
            "company/acme.yaml": "name: Acme\nfounded: x\n",
            "company/bolt.yaml": "name: Acme Bolts\nsources: [gazette]\ncountry: CN\n",
        }
    )
    result = run("company", "acme", "--data", folder)
    assert (result.code, result.out) == (1, "")
    assert "error: acme is left out: " in result.err


def test_an_unknown_word_names_the_nearest_commands_before_the_nearest_names(
    run: Run, facts: Facts
) -> None:
    folder = facts({"company/compnia.yaml": "name: Compnia\nsources: [gazette]\nsummary: Firm\n"})
    result = run("compny", "--data", folder)
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: there is no command 'compny', and nothing is surely called that\n"
        "commands like it: company, completion, compare; names like it: Compnia (compnia);"
        " chipwatch --help lists the commands, chipwatch search compny looks everywhere\n"
    )


def test_a_name_is_not_guessed(run: Run) -> None:
    result = run("nvidea")
    assert (result.code, result.out) == (2, "")
    assert "names like it: Nvidia (nvidia)" in result.err


def test_an_unknown_word_is_an_error_in_json(run: Run) -> None:
    error = json.loads(run("nvidea", "--json").err)["error"]
    assert error["code"] == "usage"
    assert {"id": "nvidia", "kind": "company", "name": "Nvidia"} in error["candidates"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("ascend 910c", "ascend 910c"),
        ("deepseek v3", "deepseek v3"),
        ("who is liang wenfeng", "liang wenfeng"),
        ("'What is Ascend 910C?' --columns id --format csv", "Ascend 910C"),
    ],
)
def test_words_that_make_one_name_are_it(run: Run, line: str, name: str) -> None:
    words = shlex.split(line)
    options = words[words.index("--columns") :] if "--columns" in words else []
    result, expected = run(*words), run("show", name, *options)
    assert (result.code, result.out) == (0, expected.out)
    assert result.err == f"{expected.err}read as: chipwatch show '{name}'\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("which chips beat the h20",), id="quoted"),
        pytest.param(("which", "chips", "beat", "the", "h20"), id="words"),
        pytest.param(("which", "clusters"), id="two-words"),
        pytest.param(("training clusters of huawei",), id="phrase"),
        pytest.param(("compare clusters of huawei",), id="quoted-like-a-command"),
        pytest.param(("how could huawei build its clusters", "--json"), id="json"),
        pytest.param(("what has huawei founded",), id="the-name-acts"),
        pytest.param(("what was amended by us-h20-export-ban",), id="passive"),
        pytest.param(("华为怎么训练模型",), id="chinese"),
    ],
)
def test_a_question_is_searched_for(run: Run, words: tuple[str, ...]) -> None:
    text = " ".join(word for word in words if word != "--json")
    expected = run("search", text, *(word for word in words if word == "--json"))
    result = run(*words)
    assert (result.code, result.out) == (expected.code, expected.out)
    assert result.err == f"{expected.err}read as: chipwatch search '{text}'\n"


@pytest.mark.parametrize(
    "words", [("",), (" ",), ("", "h20"), ("h20", "", "--json")], ids=["empty", "blank", "1", "2"]
)
def test_an_empty_word_is_refused(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert (result.code, result.out) == (2, "")
    assert "a word of this line is empty" in result.err


def test_a_question_mark_alone_is_an_unknown_word(run: Run) -> None:
    result = run("?")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: there is no command '?', and nothing is surely called")


def test_a_question_about_a_name_of_several_things_is_asked_back(run: Run, facts: Facts) -> None:
    rest = "aliases: [Inspur]\nsources: [gazette]\ncountry: CN\n"
    names = {f"company/{name}.yaml": f"name: {name}\n{rest}" for name in ("one", "two")}
    result = run("who supplies inspur", "--data", facts(names))
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith('error: "inspur" can mean 2 things\nuse an id: one')


def test_a_question_is_answered_though_publications_are_called_so(run: Run, facts: Facts) -> None:
    title = "name: Who owns Acme?\npublisher: P\ntype: news\nurl: https://example.org/x\n"
    folder = facts(
        {
            "company/acme.yaml": "name: Acme\nsources: [gazette]\nownership: By its staff\n",
            "source/x.yaml": f"{title}published: 2025\n",
            "source/y.yaml": f"{title}published: 2024\n",
        }
    )
    result = run("who owns acme", "--data", folder)
    assert result.code == 0
    assert "By its staff" in result.out
    assert result.err == "read as: chipwatch why acme ownership\n"


def test_a_mistyped_command_is_not_searched_for(run: Run) -> None:
    result = run("comprae", "tencent", "alibaba", "--json")
    assert result.code == 2
    error = json.loads(result.err)["error"]
    assert error["candidates"][0] == "compare"
    assert error["hint"].startswith("commands like it: compare")


def test_names_of_which_one_is_unknown_are_not_searched_for(run: Run) -> None:
    result = run("h20", "china", "smuggling")
    assert result.code == 1
    assert result.err.startswith('error: no entity is called "china"\ndid you mean ')
    assert result.err.endswith(
        "? chipwatch search h20 china smuggling looks everywhere for all of it\n"
    )


def test_how_a_line_was_read_is_not_said_beside_an_error(run: Run) -> None:
    result = run("h20", "price", "--limit", "none", "--json")
    assert result.code == 2
    assert json.loads(result.err)["error"]["code"] == "usage"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("h20 price", "why h20 price"),
        ("h20 tpp", "why h20 tpp"),
        ("nvidia h20 price", "why 'nvidia h20' price"),
        ("'nvidia h20 price'", "why 'nvidia h20' price"),
        ("huawei revenue", "series huawei revenue"),
        ("huawei revenue 2024", "series huawei revenue"),
        ("'huawei revenue 2024-Q1'", "series huawei revenue"),
        ("huawei revenue 2025-h1 --json", "series huawei revenue"),
        ("baidu ceo --format csv", "why baidu ceo"),
        ("price of the h20", "why h20 price"),
        ("'who owns kunlunxin?'", "why kunlunxin --columns parent,owners"),
        ("'owner of kunlunxin'", "why kunlunxin --columns parent,owners"),
        ("who supplies huawei", "why huawei suppliers"),
        ("'who owns wechat?'", "why wechat developer"),
        ("-- who supplies huawei", "why huawei suppliers"),
        ("who makes the h20", "why h20 --columns designer,foundry"),
        ("what restricts the h20", "why h20 'restricted by'"),
        ('"baidu\'s ceo"', "why baidu ceo"),
        ("--json who owns kunlunxin", "why kunlunxin --columns parent,owners"),
        ("price --json of the h20", "why h20 price"),
        ("谁拥有昆仑芯", "why '昆仑芯' --columns parent,owners"),
        ("H20的价格是多少？", "why H20 price"),
        ("华为2024年营收", "series '华为' revenue"),
        ("who founded huawei", "why huawei founders"),
        ("when was h800 released", "why h800 released"),
        ("what was the revenue of huawei in 2024", "series huawei revenue"),
        ("where is baidu based", "why baidu headquarters"),
    ],
)
def test_a_property_of_a_name_is_answered(run: Run, line: str, command: str) -> None:
    words = shlex.split(line)
    options = [word for word in words if word.startswith("--") or word == "csv"]
    result, expected = run(*words), run(*shlex.split(command), *options)
    assert (result.code, result.out) == (0, expected.out)
    assert result.err == f"{expected.err}read as: chipwatch {command}\n"


def test_a_property_of_which_nothing_is_known_is_said_to_be(facts: Facts, run: Run) -> None:
    folder = facts({"company/acme.yaml": "name: Acme\nsources: [gazette]\ncountry: CN\n"})
    result = run("how", "many", "employees", "has", "acme", "--data", folder)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("error: no Employees of Acme with a date is known\n")


def test_a_property_whose_words_may_mean_several_things_is_answered(facts: Facts, run: Run) -> None:
    folder = facts(
        {
            "company/acme.yaml": "name: Acme\nsources: [gazette]\nwafer_capacity: 5\n",
            "chip/wafer-a.yaml": "name: Wafer A\nsources: [gazette]\n",
            "chip/wafer-b.yaml": "name: Wafer B\nsources: [gazette]\n",
        }
    )
    result = run("acme", "wafer", "capacity", "--data", folder)
    assert result.code == 0
    assert result.err == "read as: chipwatch why acme 'wafer capacity'\n"


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (
            "list",
            "chipwatch KIND lists one kind, such as chipwatch company; chipwatch stats counts",
        ),
        ("ls", "chipwatch KIND lists one kind"),
        ("list chips", "run chipwatch chip"),
        ("ls company", "run chipwatch company"),
        ("find", "chipwatch search TEXT looks everywhere"),
        ("find huawei", "run chipwatch search huawei"),
        ("get h20", "run chipwatch show h20"),
        ("man", "chipwatch help lists the manual, chipwatch help --man writes a page for man"),
        ("serve", "chipwatch mcp serves assistants, chipwatch site DIR --serve pages to browse"),
        ("chips", "run chipwatch chip"),
        ("companies", "run chipwatch company"),
        ("policies us-h20-export-ban", "run chipwatch policy us-h20-export-ban"),
        ("COMPANY", "run chipwatch company"),
    ],
)
def test_foreign_commands_lead_to_the_right_word(run: Run, words: str, advice: str) -> None:
    result = run(*words.split())
    assert (result.code, result.out) == (2, "")
    assert advice in result.err


def test_what_foreign_commands_lead_to_exists() -> None:
    assert {foreign.command for foreign in FOREIGN_COMMANDS.values()} - {""} <= set(
        collect_commands()
    )
    assert not set(FOREIGN_COMMANDS) & set(collect_commands())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("--json company baidu", "company baidu --json"),
        ("--format csv chip --columns id", "chip --columns id --format csv"),
        ("--format=csv --limit 2 chip", "chip --format=csv --limit 2"),
        ("--json baidu", "show baidu --json"),
        ("--as-of 2024 --cite show huawei", "show huawei --as-of 2024 --cite"),
    ],
)
def test_options_may_stand_before_the_command(run: Run, words: str, same: str) -> None:
    assert run(*words.split()) == run(*same.split())
    assert run(*words.split()).code == 0


def test_options_without_a_command_are_refused(run: Run) -> None:
    result = run("--limit", "5")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: --limit is an option of a command, and there is none\n"
        "run a command with it, such as chipwatch company --limit 5\n"
    )


def test_an_unknown_option_before_the_command_is_refused(run: Run) -> None:
    result = run("--jsn", "company")
    assert (result.code, result.out) == (2, "")
    assert "No such option: --jsn" in result.err
