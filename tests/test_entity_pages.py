"""Pages: what is shown of an entity, in a pipe and on a terminal, with or without columns."""

import json
import re
from pathlib import Path

import pytest

import chipwatch
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen
from conftest import BASE, Facts, Golden, Run

GOLDEN = Path(__file__).parent / "golden"
TWO = {
    "company/acme.yaml": "name: Acme\nsources: [gazette]\ncountry: CN\nfounded: 2021\n",
    "company/bolt.yaml": "name: Bolt\nsources: [gazette]\ncountry: US\nfounded: 1999-05\n",
    "chip/x1.yaml": "name: X1\nsources: [gazette]\ndesigner: acme\ntdp: 700\n",
}


def test_the_page_of_baidu_in_a_pipe(run: Run, golden: Golden) -> None:
    golden(GOLDEN / "company_baidu.txt", run("company", "baidu").out)


@pytest.mark.slow
@pytest.mark.parametrize("width", [80, 160])
def test_the_page_of_baidu_on_a_terminal(width: int, golden: Golden) -> None:
    screen = Screen(is_terminal=True, width=width)
    result = render(chipwatch.open(str(BASE)).page("baidu"), Format.TABLE, screen)
    golden(GOLDEN / f"company_baidu_{width}.txt", result)


def test_the_page_of_a_chip_lists_the_policy_that_restricts_it(run: Run) -> None:
    lines = run("show", "h20").out.splitlines()
    policy = lines[lines.index("Policy") + 1 :]
    (line,) = [row for row in policy if "US licence requirement for the Nvidia H20" in row]
    assert " 2025-04-09" in line
    assert re.search(r"  \[1\]( \[\d+\])*$", line)


def test_several_pages_follow_one_another_in_the_order_asked(run: Run, facts: Facts) -> None:
    result = run("show", "x1", "bolt", "acme", "--data", facts(TWO))
    titles = [line for line in result.out.splitlines() if " · " in line]
    assert titles == ["X1 · chip · x1", "Bolt · company · bolt", "Acme · company · acme"]


@pytest.mark.parametrize(
    ("options", "names"),
    [
        pytest.param(("--sort", "founded"), ["Bolt", "Acme"], id="sorted"),
        pytest.param(("--sort", "-founded"), ["Acme", "Bolt"], id="greatest-first"),
        pytest.param(("--limit", "1"), ["Acme"], id="limited"),
        pytest.param(("--sort", "founded", "--limit", "1"), ["Bolt"], id="sorted-then-limited"),
    ],
)
def test_several_pages_can_be_sorted_and_limited(
    run: Run, facts: Facts, options: tuple[str, ...], names: list[str]
) -> None:
    result = run("show", "acme", "bolt", "--json", *options, "--data", facts(TWO))
    assert [row["name"] for row in json.loads(result.out)] == names


def test_one_page_with_columns_has_but_those(run: Run, facts: Facts) -> None:
    result = run("company", "acme", "--columns", "founded,chips,name", "--data", facts(TWO))
    assert result.out.splitlines() == [
        "Acme · company · acme",
        "Founded  2021",
        "Chips    X1",
        "Name     Acme",
    ]


def test_several_pages_with_columns_are_a_table(run: Run, facts: Facts) -> None:
    result = run(
        "show", "acme", "x1", "bolt", "--columns", "name,founded,tdp", "--data", facts(TWO)
    )
    assert result.out.splitlines() == [
        "Name  Founded  TDP",
        "Acme  2021",
        "X1             700",
        "Bolt  1999-05",
    ]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (
            Format.JSON,
            (
                '{\n  "id": "acme",\n  "founded": "2021",\n  "founded_first": "2021-01-01",\n'
                '  "founded_last": "2021-12-31"\n}\n'
            ),
        ),
        (
            Format.JSONL,
            (
                '{"id": "acme", "founded": "2021", "founded_first": "2021-01-01",'
                ' "founded_last": "2021-12-31"}\n'
            ),
        ),
        (
            Format.CSV,
            "id,founded,founded_first,founded_last\nacme,2021,2021-01-01,2021-12-31\n",
        ),
        (
            Format.TSV,
            "id\tfounded\tfounded_first\tfounded_last\nacme\t2021\t2021-01-01\t2021-12-31\n",
        ),
        (
            Format.YAML,
            "id: acme\nfounded: '2021'\nfounded_first: '2021-01-01'\nfounded_last: '2021-12-31'\n",
        ),
        (Format.TABLE, "Acme · company · acme\nId       acme\nFounded  2021\n"),
        (
            Format.MARKDOWN,
            """\
### Acme · company · acme

| Property | Value |
| --- | --- |
| Id | acme |
| Founded | 2021 |
""",
        ),
    ],
)
def test_columns_are_the_same_selection_in_every_format(
    run: Run, facts: Facts, form: Format, expected: str
) -> None:
    folder = facts(TWO)
    result = run("show", "acme", "--columns", "id,founded", "--format", form, "--data", folder)
    assert result.out == expected


def test_columns_help_lists_those_of_all_kinds_named(run: Run, facts: Facts) -> None:
    result = run("show", "acme", "x1", "--columns", "help", "--data", facts(TWO))
    listed = [line.split()[0] for line in result.out.splitlines()[2:]]
    assert listed[:5] == ["id", "kind", "name", "aliases", "summary"]
    assert {"founded", "tdp"} < set(listed)


def test_an_unknown_column_is_refused_with_the_valid_ones(run: Run, facts: Facts) -> None:
    result = run("chip", "x1", "--columns", "name,tpd", "--data", facts(TWO))
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(
        "error: there is no column 'tpd'\ndid you mean tpp or tdp? --columns help lists all"
    )


def test_one_unknown_name_among_several_is_refused(run: Run, facts: Facts) -> None:
    result = run("show", "acme", "zzzz", "--data", facts(TWO))
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith('error: no entity is called "zzzz"\n')
