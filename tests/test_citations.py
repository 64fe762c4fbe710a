"""Sources numbered and listed: footnotes of tables and of Markdown, bibliographies, receipts."""

import json
from pathlib import Path

import pytest

from chipwatch.asking.answers.columns import NOTHING_CITED_REMARK
from chipwatch.asking.answers.receipt import compute_schema_version
from chipwatch.asking.sql.query import UNTRACED_NOTE
from chipwatch.version import __version__
from conftest import Facts, Golden, Run

GOLDEN = Path(__file__).parent / "golden"
FILES = {
    "source/filing.yaml": (
        "name: Annual report & accounts\npublisher: Acme_AI\nauthor: [Ann Lee, Bo]\n"
        "type: research\n"
        "published: 2025-02-20\naccessed: 2026-01-02\nurl: https://acme.example/a_b?x=1%20\n"
    ),
    "company/acme.yaml": (
        "name: Acme\nsources: [gazette]\ncountry: CN\n"
        "employees: {value: 5, sources: ['filing#p3']}\n"
    ),
    "company/bolt.yaml": "name: Bolt\nsources: [filing]\ncountry: US\n",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("company", "--columns", "name,country,employees"), id="listing"),
        pytest.param(("company", "acme"), id="page"),
        pytest.param(("compare", "acme", "bolt"), id="compare"),
        pytest.param(("why", "acme", "employees"), id="why"),
    ],
)
def test_sources_become_footnotes(
    run: Run, facts: Facts, golden: Golden, arguments: tuple[str, ...]
) -> None:
    folder = facts(FILES)
    options = ("--cite", "--data", folder)
    parts = [run(*arguments, *options, "--format", form).out for form in ("table", "markdown")]
    result = "\n".join(parts)
    for lines in (folder.as_posix(), folder.as_posix().replace("_", r"\_")):
        result = result.replace(lines, "DIR")
    golden(GOLDEN / f"cite_{arguments[0]}{len(arguments)}.txt", result)


def test_rows_for_scripts_name_what_they_rest_on(run: Run, facts: Facts) -> None:
    options = ("--columns", "id,country,employees_text", "--cite", "--json", "--data", facts(FILES))
    assert json.loads(run("company", *options).out) == [
        {"id": "acme", "country": "CN", "employees_text": "5", "cited": ["gazette", "filing#p3"]},
        {"id": "bolt", "country": "US", "employees_text": None, "cited": ["filing"]},
    ]


@pytest.mark.slow
def test_without_cite_nothing_is_numbered(run: Run, facts: Facts) -> None:
    result = run("company", "--columns", "name,country", "--data", facts(FILES))
    assert "[1]" not in result.out


# Bibliographies


@pytest.mark.parametrize("form", ["bibtex", "csl-json"])
def test_sources_as_a_bibliography(run: Run, facts: Facts, golden: Golden, form: str) -> None:
    golden(GOLDEN / f"sources.{form}", run("source", "--format", form, "--data", facts(FILES)).out)


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("source", "gazette"), ["gazette"]),
        (("source", "--where", "type = 'research'"), ["filing"]),
        (("source", "--limit", "1"), ["filing"]),
        (("company", "acme"), ["gazette", "filing"]),
        (("company",), ["gazette", "filing"]),
        (("compare", "acme", "bolt"), ["gazette", "filing"]),
        (("company", "acme", "--columns", "name,employees"), ["filing"]),
        (("company", "acme", "bolt", "--columns", "country"), ["gazette", "filing"]),
        (("company", "--columns", "employees"), ["filing"]),
    ],
)
def test_any_selection_has_its_bibliography(
    run: Run, facts: Facts, arguments: tuple[str, ...], ids: list[str]
) -> None:
    result = run(*arguments, "--format", "csl-json", "--data", facts(FILES))
    assert [row["id"] for row in json.loads(result.out)] == ids


def test_an_answer_without_whole_sources_has_none(run: Run, facts: Facts) -> None:
    result = run("source", "--columns", "id", "--format", "bibtex", "--data", facts(FILES))
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: this answer has no sources to write for a bibliography\n")


# Receipts


def test_a_receipt_stands_in_json(run: Run, facts: Facts) -> None:
    options = ("--json", "--receipt", "--as-of", "2025", "--data", facts(FILES))
    data = json.loads(run("company", "acme", *options).out)
    assert data["id"] == "acme"
    built = data["receipt"]
    assert (built["version"], built["schema"]) == (__version__, compute_schema_version())
    assert (built["as_of"], built["known_by"]) == ("2025", None)
    assert built["query"].startswith("chipwatch company acme --json --receipt --as-of 2025")
    assert len(bytes.fromhex(built["base"])) == 32


def test_an_array_stands_beside_its_receipt(run: Run, facts: Facts) -> None:
    folder = facts(FILES)
    data = json.loads(run("company", "--json", "--receipt", "--data", folder).out)
    assert data["answer"] == json.loads(run("company", "--json", "--data", folder).out)
    assert list(data) == ["answer", "receipt"]


@pytest.mark.slow
def test_for_a_reader_a_receipt_goes_to_stderr(run: Run, facts: Facts) -> None:
    folder = facts(FILES)
    result = run("company", "--receipt", "--data", folder)
    assert result.out == run("company", "--data", folder).out
    assert [line.split(":")[0] for line in result.err.splitlines()] == [
        "version", "schema", "base", "query", "layers", "complete",
    ]  # fmt: skip


def test_a_verdict_on_a_claim_changes_the_checksum(run: Run, facts: Facts) -> None:
    claim = "name: Report\nclaims: [{id: a, paragraph: p1, says: It grew%s}]\n"
    options_given = (
        "",
        ", verdict: unconfirmed, why: Not found",
        ", verdict: unconfirmed, why: Unread",
    )
    sums = set()
    for verdict in options_given:
        folder = facts({**FILES, "source/report.yaml": claim % verdict})
        result = run("stats", "--json", "--receipt", "--data", folder)
        sums.add(json.loads(result.out)["receipt"]["base"])
    assert len(sums) == len(options_given)


def test_the_content_makes_the_checksum_not_the_place(
    run: Run, own_facts: Facts, tmp_path: Path
) -> None:
    def checksum(folder: Path) -> str:
        data: str = json.loads(run("stats", "--json", "--receipt", "--data", folder).out)[
            "receipt"
        ]["base"]
        return data

    first = own_facts(FILES)
    moved = first.rename(tmp_path / "moved")
    before = checksum(moved)
    (moved / "company" / "bolt.yaml").rename(moved / "company" / "a.yaml")
    text = (moved / "company" / "a.yaml").read_text(encoding="utf-8")
    (moved / "company" / "a.yaml").write_text("id: bolt\n" + text, encoding="utf-8")
    assert checksum(moved) == before
    (moved / "company" / "a.yaml").write_text("id: bolt\n" + text.replace("US", "CN"))
    assert checksum(moved) != before


def test_a_search_cites_what_the_facts_it_finds_rest_on(run: Run, facts: Facts) -> None:
    folder = facts({"company/acme.yaml": "name: Acme\nsources: [gazette]\nrole: Maker of wafers\n"})
    result = run("search", "wafers", "--cite", "--columns", "name,text", "--data", folder)
    assert result.out.splitlines() == [
        '1 found for "wafers"',
        "Name  Text",
        "Acme  Maker of wafers [1]",
        "",
        "Sources",
        "[1]  Gazette. 2025-01. (news) gazette",
    ]


@pytest.mark.parametrize(
    ("arguments", "remarks"),
    [
        pytest.param(("sql", "select 1"), UNTRACED_NOTE, id="sql"),
        pytest.param(("resolve", "acme"), NOTHING_CITED_REMARK, id="resolve"),
        pytest.param(("stats",), NOTHING_CITED_REMARK, id="counts"),
        pytest.param(("search", "bolt"), NOTHING_CITED_REMARK, id="a-name-has-no-source"),
    ],
)
def test_what_cites_nothing_says_so(
    run: Run, facts: Facts, arguments: tuple[str, ...], remarks: str
) -> None:
    result = run(*arguments, "--cite", "--data", facts(FILES))
    assert (result.code, result.err.splitlines()[-1]) == (0, remarks)
    assert "Sources" not in result.out


def test_a_page_of_what_no_source_says_has_no_list_of_sources(run: Run, facts: Facts) -> None:
    result = run("company", "acme", "--columns", "name", "--cite", "--data", facts(FILES))
    assert result.out.splitlines() == ["Acme · company · acme", "Name  Acme"]


@pytest.mark.parametrize("command", [("company", "acme"), ("show", "acme")])
def test_cite_on_a_page_says_that_it_changes_nothing(
    run: Run, facts: Facts, command: tuple[str, ...]
) -> None:
    folder = facts({"company/acme.yaml": "name: Acme\nsources: [gazette]\n"})
    page, cited = (run(*command, *option, "--data", folder) for option in ((), ("--cite",)))
    assert (cited.code, cited.out) == (0, page.out)
    assert cited.err == (
        "--cite changes nothing here: a page numbers and lists its sources anyway\n"
    )
    for options in (("--columns", "name"), ("--format", "markdown")):
        assert run(*command, "--cite", *options, "--data", folder).err == ""
