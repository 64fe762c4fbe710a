"""What an export holds, where it is written, and what it refuses."""

import json
import sqlite3
from inspect import cleandoc
from pathlib import Path

import pytest

import chipwatch
from conftest import Facts, Run, needs_refusals

SOURCE = "name: Gazette\ntype: news\npublished: 2025-01-02\nurl: https://gazette.example/a\n"
FACTS = {
    "company/acme.yaml": cleandoc(
        """
        name: "=Acme | [AI]"
        aliases: [ACME, 艾克米]
        sources: ["gazette#page 2"]
        country: CN
        owners: {value: beta, share: 20, note: "<b>&</b>"}
        revenue:
          - {value: 2..3 bn CNY, period: 2024}
          - {value: ~4 bn CNY (0.5 bn USD), period: 2025, certainty: estimated}
        chief_executive: {unknown: not-found, looked_in: [annual report], as_of: 2025-02}
        """
    ),
    "company/beta.yaml": "name: Beta\nsources: [gazette]\ncountry: US\n",
    "chip/one.yaml": "name: One\nsources: [gazette]\ndesigner: acme\nint8_dense: 600 TOPS\n",
}


@pytest.fixture
def base(own_facts: Facts) -> Path:
    folder = own_facts(FACTS)
    (folder / "source" / "gazette.yaml").write_text(SOURCE, encoding="utf-8")
    return folder


def test_json_lines_say_everything_that_a_fact_file_says(
    base: Path, tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "facts.jsonl"
    result = run("export", "jsonl", path, "--data", base)
    assert (result.code, result.out, result.err) == (
        0,
        "",
        f"{path}: 3 entities, 8 facts, 1 source\n",
    )
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["acme", "beta", "one", "gazette"]
    assert lines[0] == {
        "id": "acme",
        "kind": "company",
        "name": "=Acme | [AI]",
        "aliases": ["ACME", "艾克米"],
        "facts": [
            {
                "property": "country",
                "value": "CN",
                "certainty": "reported",
                "sources": ["gazette#page 2"],
            },
            {
                "property": "owners",
                "value": "beta",
                "share": "20 %",
                "certainty": "reported",
                "sources": ["gazette#page 2"],
                "note": "<b>&</b>",
            },
            {
                "property": "revenue",
                "value": "2000000000..3000000000 CNY",
                "as_of": "2024",
                "period": "2024",
                "certainty": "reported",
                "sources": ["gazette#page 2"],
            },
            {
                "property": "revenue",
                "value": "~4000000000 CNY (500000000 USD)",
                "as_of": "2025",
                "period": "2025",
                "certainty": "estimated",
                "sources": ["gazette#page 2"],
            },
            {
                "property": "chief_executive",
                "unknown": "not-found",
                "looked_in": ["annual report"],
                "as_of": "2025-02",
                "certainty": "reported",
            },
        ],
    }


def test_a_condition_chooses_things_of_one_kind_and_what_they_lead_to_is_named(
    base: Path, tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "chips.db"
    result = run("export", "sqlite", path, "--kind", "chip", "--where", "tpp > 1", "--data", base)
    assert result.code == 0
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT id, is_whole FROM entity ORDER BY id").fetchall() == [
        ("acme", 0),
        ("gazette", 1),
        ("one", 1),
    ]
    assert connection.execute("SELECT tpp, designer, designer_name FROM chip").fetchall() == [
        (4800.0, "acme", "=Acme | [AI]")
    ]
    assert connection.execute(
        "SELECT unit FROM column_meaning WHERE table_name = 'chip' AND column_name = 'int8_dense'"
    ).fetchall() == [("TOPS",)]
    connection.close()


def test_a_text_that_looks_like_a_formula_is_text_in_csv(
    base: Path, tmp_path: Path, run: Run
) -> None:
    run("export", "csv", tmp_path / "out", "--data", base)
    lines = (tmp_path / "out" / "entity.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "acme,company,'=Acme | [AI],1"


def test_names_are_no_markup_in_graphs_and_notes(base: Path, tmp_path: Path, run: Run) -> None:
    run("export", "mermaid", tmp_path / "a.mmd", "--data", base)
    assert (tmp_path / "a.mmd").read_text(encoding="utf-8") == cleandoc(
        """
        graph LR
          n1["#61;Acme #124; #91;AI#93;"]
          n2["Beta"]
          n3["One"]
          n1 -->|"Shareholders"| n2
          n3 -->|"Designer"| n1
        """
    ) + "\n"
    run("export", "obsidian", tmp_path / "vault", "--data", base)
    note = (tmp_path / "vault" / "companies" / "acme.md").read_text(encoding="utf-8")
    assert "# =Acme \\| \\[AI\\]" in note
    assert "- Shareholders: [[companies/beta|Beta]] (20 %) – \\<b\\>\\&\\</b\\>" in note
    assert "[[sources/gazette|gazette]]" in note


def test_a_folder_with_files_of_others_is_left_alone(base: Path, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "fact.csv").write_text("mine", encoding="utf-8")
    result = run("export", "csv", folder, "--data", base)
    assert result.code == 2
    assert "is there already, and no export wrote it" in result.err
    assert [path.name for path in folder.iterdir()] == ["fact.csv"]


def test_a_second_export_replaces_the_first_and_nothing_else(
    base: Path, tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "vault"
    run("export", "obsidian", folder, "--data", base)
    own_note = folder / "companies" / "mine.md"
    own_note.write_text("mine", encoding="utf-8")
    (base / "company" / "beta.yaml").unlink()
    acme = base / "company" / "acme.yaml"
    acme.write_text(acme.read_text(encoding="utf-8").replace("value: beta", "value: acme"))
    assert run("export", "obsidian", folder, "--data", base).code == 0
    assert own_note.read_text(encoding="utf-8") == "mine"
    assert not (folder / "companies" / "beta.md").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("sqlit", "a"), "there is no export format 'sqlit'"),
        (("csv", ""), "the place to write to is empty"),
        (("jsonl", "a", "--kind", "chp"), "there is no kind 'chp'"),
        (
            ("jsonl", "a", "--where", "tpp > 1"),
            "a condition chooses among the entities of one kind",
        ),
        (("jsonl", "a", "--kind", "chip", "--where", "tpp > 9e9"), "no chip"),
    ],
)
def test_what_makes_no_export_is_refused(
    arguments: tuple[str, ...], message: str, base: Path, run: Run
) -> None:
    name, place = arguments[:2]
    options = arguments[2:]
    path = base / place if place else ""
    result = run("export", name, path, *options, "--data", base)
    assert result.code in (1, 2)
    assert message in result.err
    assert not (base / "a").exists()


@needs_refusals
def test_a_folder_that_cannot_be_written_is_an_error(base: Path, tmp_path: Path, run: Run) -> None:
    tmp_path.chmod(0o500)
    result = run("export", "csv", tmp_path / "out", "--data", base)
    assert "cannot be made" in result.err


def test_dates_hold_in_an_export(base: Path, tmp_path: Path, run: Run) -> None:
    run("export", "jsonl", tmp_path / "a", "--data", base, "--as-of", "2024-12-31")
    acme = json.loads((tmp_path / "a").read_text(encoding="utf-8").splitlines()[0])
    assert [fact["value"] for fact in acme["facts"] if fact["property"] == "revenue"] == [
        "2000000000..3000000000 CNY"
    ]


def test_python_exports_too(base: Path, tmp_path: Path) -> None:
    with chipwatch.open(str(base)) as opened_base:
        report = opened_base.export("graphml", tmp_path / "a.graphml", kinds="company,chip")
    assert (report.entity_count, report.file_count) == (3, 1)
