"""Kinds and properties of one's own, declared in a schema file, work as those of the package."""

import json
from pathlib import Path
from threading import Thread

import pytest

import chipwatch
from chipwatch.cli.catalogue import collect_commands
from chipwatch.model.kind import KINDS
from chipwatch.model.own_kinds import RESERVED_KIND_NAMES, OwnSchema
from chipwatch.reading.layers import list_fact_files, resolve_layers
from chipwatch.reading.loader import load_fact_files
from conftest import BASE, Facts, Run

SCHEMA = """\
kinds:
  lab:
    plural: labs
    meaning: a place where AI models are trained
    help: Labs, who runs them and how large they are.
    columns: [name, operator, power, opened]
    begins: true
    properties:
      operator:
        type: reference
        to: company
        label: Operator
        meaning: Who runs it.
        values: over time
        inverse: {name: labs, label: Labs, meaning: Labs that it runs.}
      power: {type: number, unit: MW, label: Power, meaning: What it may draw.}
      opened: {type: date, label: Opened, meaning: When it began to work.}
      cost: {type: money, label: Cost, meaning: What it cost.}
      state: {type: choice, choices: [planned, open, closed], label: State, meaning: How far it is.}
      seat: {type: country, label: Seat, meaning: Where it is.}
      page: {type: url, label: Page, meaning: Its page.}
      remark: {type: text, label: Remarks, meaning: What we heard., values: many, section: Desk}
properties:
  company:
    desk_rating: {type: choice, choices: [high, low], label: Desk rating, meaning: Ours.}
"""
FILES = {
    "schema.yaml": SCHEMA,
    "company/acme.yaml": "name: Acme\nsources: gazette\ncountry: CN\ndesk_rating: high\n",
    "lab/wuhan.yaml": """\
name: Wuhan lab
sources: gazette
operator: acme
power: 0.12 GW
opened: 2025-03
cost: 3 bn CNY (0.4 bn USD)
state: open
seat: CN
page: https://lab.example
remark: [quiet, large]
""",
    "lab/hefei.yaml": "name: Hefei lab\nsources: gazette\noperator: acme\npower: 40..60\n",
}


@pytest.fixture
def desk(facts: Facts) -> Path:
    """A folder with the kind ``lab``, two of these, and a property of companies."""
    return facts(FILES)


def test_a_listing_has_the_columns_declared(run: Run, desk: Path) -> None:
    result = run("lab", "--data", desk)
    assert result.out.splitlines() == [
        "2 labs",
        "Name       Operator     Power  Opened",
        "Hefei lab  Acme      40–60 MW",
        "Wuhan lab  Acme        120 MW  2025-03",
    ]
    assert result.err == ""


def test_its_page_has_sections_and_units(run: Run, desk: Path) -> None:
    assert (
        run("wuhan", "--data", desk, "--sources", "none").out
        == run("lab", "Wuhan lab", "--data", desk, "--sources", "none").out
    )
    text = run("lab", "wuhan", "--data", desk, "--sources", "none").out
    assert "  Power     120 MW" in text
    assert "Desk\n  Remarks   quiet" in text


def test_json_has_a_key_for_each_property(run: Run, desk: Path) -> None:
    lab = json.loads(run("lab", "wuhan", "--data", desk, "--json").out)
    assert (lab["kind"], lab["power"], lab["cost_usd"], lab["remark"]) == (
        "lab", 120, 400_000_000, ["quiet", "large"],
    )  # fmt: skip
    company = json.loads(run("company", "acme", "--data", desk, "--json").out)
    assert (company["desk_rating"], company["labs"]) == ("high", ["hefei", "wuhan"])


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (("lab", "--where", "power >= 100", "--format", "csv", "--columns", "id"), "id\nwuhan\n"),
        (("company", "--where", "desk_rating = 'high'", "--columns", "id", "--format", "csv"),
         "id\nacme\n"),
        (("sql", "SELECT id, power_high, operator_name FROM lab ORDER BY id", "--format", "csv"),
         "id,power_high,operator_name\nhefei,60,Acme\nwuhan,120,Acme\n"),
        (("timeline", "--format", "csv", "--columns", "id"), "id\nwuhan\n"),
        (("total", "lab", "--of", "cost", "--format", "csv", "--columns", "sum", "--no-header"),
         "3000000000,3000000000,3000000000,3000000000\n"),
        (("explain", "lab.power", "--json"), None),
        (("compare", "wuhan", "hefei", "--columns", "power"), None),
        (("search", "quiet", "--format", "csv", "--columns", "id"), "id\nwuhan\n"),
        (("why", "wuhan", "power"), None),
        (("conflicts", "--kind", "lab"), None),
        (("stats",), None),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_questions_know_the_kind(
    words: tuple[str, ...], out: str | None, run: Run, desk: Path
) -> None:
    result = run(*words, "--data", desk)
    assert not result.err.startswith("error: there is no") or words[0] == "conflicts"
    assert out is None or result.out == out


def test_help_and_explain_know_it(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIPWATCH_DATA", str(desk))
    assert "  lab         Labs, who runs them and how large they are.\n" in run("--help").out
    assert run("help", "lab").out.startswith("Usage: chipwatch lab ")
    assert "planned, open, closed" in run("explain", "lab").out
    schema = json.loads(run("explain", "lab", "--format", "jsonschema").out)
    assert schema["properties"]["state"]["description"] == "How far it is."


def test_another_base_knows_nothing_of_it(run: Run, desk: Path) -> None:
    run("lab", "--data", desk)
    result = run("lab")
    assert result.code == 2
    assert "there is no command 'lab'" in result.err
    assert "desk_rating" not in json.loads(run("company", "baidu", "--json").out)


def test_a_snapshot_answers_as_the_files_do(process: Run, desk: Path) -> None:
    first, second = (process("lab", "wuhan", "--json", "--data", desk).out for _ in range(2))
    assert first == second
    assert json.loads(second)["power"] == 120


def test_a_change_of_the_schema_is_seen(run: Run, own_facts: Facts) -> None:
    folder = own_facts(FILES)
    assert "Power" in run("lab", "--data", folder).out
    (folder / "schema.yaml").write_text(SCHEMA.replace("label: Power", "label: Draw"))
    assert "Draw" in run("lab", "--data", folder).out


def test_python_has_a_method_of_the_kind(desk: Path) -> None:
    base = chipwatch.open(str(desk))
    lab = getattr(base, "lab")("wuhan")  # noqa: B009 - no type checker knows it
    assert lab == base.find_entity("Wuhan lab", kind="labs")
    assert not hasattr(base, "laboratory")
    assert not hasattr(chipwatch.open(str(BASE)), "lab")


def test_two_bases_are_asked_in_turn(desk: Path) -> None:
    own = chipwatch.open(str(desk))
    answer, lab = own.listing("lab"), own.find_entity("wuhan")
    company = own.find_entity("acme")
    bundled = chipwatch.open(str(BASE))
    assert "desk_rating" not in bundled.page("baidu").to_data()  # type: ignore[operator]
    assert [row["id"] for row in answer.to_rows()] == ["hefei", "wuhan"]
    bundled.page("baidu")
    assert lab.facts[0].field.label == "Operator"
    assert company.facts[1].field.label == "Desk rating"
    assert lab.kind_class.plural == "labs"


@pytest.mark.slow
def test_threads_have_kinds_of_their_own(desk: Path) -> None:
    kinds: dict[str, bool] = {}

    def ask(name: str, *layers: str) -> None:
        chipwatch.open(*layers)
        kinds[name] = "lab" in KINDS

    chipwatch.open(str(BASE))
    thread = Thread(target=ask, args=("own", str(desk)))
    thread.start()
    thread.join()
    ask("bundled")
    assert kinds == {"own": True, "bundled": False}


def test_an_export_is_read_back(desk: Path, tmp_path: Path, run: Run) -> None:
    assert run("export", "jsonl", tmp_path / "x.jsonl", "--data", desk).code == 0
    result = run("import", tmp_path / "x.jsonl", "--into", tmp_path / "back", "--data", desk)
    assert result.code == 0
    (tmp_path / "back" / "schema.yaml").write_text(SCHEMA)
    assert run("diff", desk, tmp_path / "back").code == 0


def test_a_comparison_of_bases_knows_the_kinds_of_both(desk: Path, facts: Facts, run: Run) -> None:
    plain = facts({"company/acme.yaml": "name: Acme\nsources: gazette\ncountry: CN\n"})
    for before, after in ((plain, desk), (desk, plain)):
        result = run("diff", before, after, "--format", "csv", "--columns", "id,property")
        assert result.code == 1
        assert "acme,desk_rating\n" in result.out
        assert "wuhan," in result.out


def test_later_layers_may_declare_more(desk: Path, facts: Facts, run: Run) -> None:
    other = facts(
        {
            "schema.yaml": "properties:\n  lab:\n    guards:"
            " {type: number, label: Guards, meaning: How many.}\n",
            "lab/wuhan.yaml": "name: Wuhan lab\nguards: {value: 4, sources: gazette}\n",
        }
    )
    result = run("check", "--data", desk, "--data", other)
    assert (result.code, result.out) == (0, "")
    lab = json.loads(run("lab", "wuhan", "--json", "--data", desk, "--data", other).out)
    assert (lab["guards"], lab["power"]) == (4, 120)


def test_a_configuration_may_name_the_schema_file(
    facts: Facts, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = facts({name: text for name, text in FILES.items() if name != "schema.yaml"})
    (tmp_path / "schema.yaml").write_text(SCHEMA)
    (tmp_path / "chipwatch.toml").write_text(f"schema = 'schema.yaml'\nlayers = ['{folder}']\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHIPWATCH_DATA")
    assert run("lab", "--columns", "id", "--format", "csv").out == "id\nhefei\nwuhan\n"


def test_a_name_that_a_command_has_is_reserved() -> None:
    first_words = {name.partition(" ")[0] for name in collect_commands()}
    assert first_words - set(KINDS.bundled) <= set(RESERVED_KIND_NAMES)


def test_a_declaration_is_kept_as_it_was(desk: Path) -> None:
    schema = load_fact_files(list_fact_files(resolve_layers((str(desk),)))).schema
    assert OwnSchema.from_json(schema.to_json()) == schema


TEXT = "type: text, label: X, meaning: Y."
MANY_KINDS = ", ".join(f"k{number}: {{meaning: x}}" for number in range(60))
MANY_PROPERTIES = ", ".join(f"k{number}: {{{TEXT}}}" for number in range(1100))
INVERSE = "inverse: {{name: {}, label: X, meaning: Y.}}"
TO_LAB = "type: reference, to: lab, label: X, meaning: Y."
REFERENCE = "type: reference, to: company, label: X, meaning: Y."


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        ("", "1:1: error[not-a-mapping] the file is empty"),
        ("- lab\n", "1:1: error[not-a-mapping] a schema file must be a mapping"),
        ("kind: {}\n", "1:1: error[unknown-key] a schema file has no key 'kind'"),
        ("kinds: [lab]\n", "1:8: error[wrong-type] kinds must be a mapping"),
        ("kinds: {lab: x}\n", "1:14: error[wrong-type] the kind lab must be a mapping"),
        ("kinds: {lab: {}}\n", "1:14: error[missing-value] the declaration has no meaning"),
        ("kinds: {Lab: {meaning: x}}\n", "1:9: error[bad-declaration] 'Lab' cannot be a name"),
        ("kinds: {../x: {meaning: x}}\n", "1:9: error[bad-declaration] '../x' cannot be a name"),
        ("kinds: {lab: {meaning: x, plural: the labs}}\n",
         "1:35: error[bad-declaration] 'the labs' cannot be a name"),
        *(
            (f"kinds: {{{name}: {{meaning: x}}}}\n",
             f"1:9: error[name-taken] the name {name!r} means something else")
            for name in ("chip", "chips", "check", "fact", "select", "table", "bundled")
        ),
        ("kinds: {lab: {meaning: x, columns: [size]}}\n",
         "1:37: error[bad-declaration] there is no property 'size' here"),
        ("kinds: {lab: {meaning: x, begins: yes}}\n",
         "1:35: error[bad-declaration] 'yes' is not a choice of begins"),
        ("properties: {lab: {x: {type: text}}}\n",
         "1:20: error[bad-declaration] there is no kind 'lab'"),
        ("properties: {chip: {x: 1}}\n",
         "1:24: error[wrong-type] the property x must be a mapping"),
        ("properties: {chip: {x: {label: X}}}\n",
         "1:24: error[missing-value] the declaration has no type"),
        ("properties: {chip: {x: {type: text, label: X}}}\n",
         "1:24: error[missing-value] the declaration has no meaning"),
        (f"properties: {{chip: {{x: {{{TEXT}, unit: W}}}}}}\n",
         "unit means nothing for a property of the type text"),
        ("properties: {chip: {x: {type: choice, label: X, meaning: Y.}}}\n",
         "1:24: error[missing-value] the declaration has no choices"),
        ("properties: {chip: {x: {type: choice, choices: [], label: X, meaning: Y.}}}\n",
         "choices is empty"),
        ("properties: {chip: {x: {type: number, unit: bn, label: X, meaning: Y.}}}\n",
         "'bn' cannot be a unit"),
        ("properties: {chip: {x: {type: number, unit: 3 W, label: X, meaning: Y.}}}\n",
         "'3 W' cannot be a unit"),
        (f"properties: {{chip: {{x: {{{TEXT}, values: some}}}}}}\n",
         "'some' is not a choice of values"),
        (f"properties: {{chip: {{x: {{{REFERENCE}}}}}}}\n",
         "1:24: error[missing-value] the declaration has no inverse"),
        (f"properties: {{chip: {{x: {{{REFERENCE}, {INVERSE.format('country')}}}}}}}\n",
         "the name 'country' means something else"),
        (f"properties: {{chip: {{x: {{{TO_LAB}, {INVERSE.format('y')}}}}}}}\n",
         "there is no kind 'lab'"),
        *(
            (f"properties: {{chip: {{{name}: {{{TEXT}}}}}}}\n",
             f"1:21: error[name-taken] the name {name!r} means something else")
            for name in ("tpp", "tpp_low", "id", "facts", "columns", "order", "designer_country",
                         "designer_name", "collect_labels", "properties")
        ),
        (f"properties: {{chip: {{__class__: {{{TEXT}}}}}}}\n", "'__class__' cannot be a name"),
        (f"properties: {{chip: {{a: {{{TEXT}}}, a: {{{TEXT}}}}}}}\n", "error[duplicate-key]"),
        (f"properties: {{chip: {{{'a' * 41}: {{{TEXT}}}}}}}\n", "cannot be a name"),
        (f"properties: {{chip: {{x: {{type: text, label: {'a' * 41}, meaning: Y.}}}}}}\n",
         "label has 41 letters; at most 40 are shown"),
        ("kinds: &a {lab: *a}\n", "error[yaml-alias]"),
        ("kinds: " + "[" * 200 + "\n", "error[too-deep]"),
        ("kinds: {lab: \n", "error[yaml-syntax]"),
        (f"kinds: {{{MANY_KINDS}}}\n",
         "more than 50 kinds are declared here"),
        (f"properties: {{chip: {{{MANY_PROPERTIES}}}}}\n",
         "more than 1000 properties are declared here"),
    ],
    ids=lambda value: value[-30:],
)  # fmt: skip
def test_what_is_wrong_with_a_schema_file_is_a_problem(
    schema: str, problem: str, own_facts: Facts, run: Run
) -> None:
    folder = own_facts({"schema.yaml": schema, "chip/a1.yaml": "name: A1\n"})
    result = run("check", "--data", folder)
    assert result.code == 1
    assert f"{folder.as_posix()}/schema.yaml:" in result.out
    assert problem in result.out


def test_one_bad_declaration_costs_none_of_the_others(own_facts: Facts, run: Run) -> None:
    files = FILES | {"schema.yaml": SCHEMA.replace("type: money", "type: gold")}
    folder = own_facts({**files, "lab/wuhan.yaml": "name: Wuhan lab\nsources: gazette\npower: 3\n"})
    assert json.loads(run("lab", "wuhan", "--data", folder, "--json").out)["power"] == 3
    result = run("check", "--data", folder)
    assert result.out.count("error[") == 1
    assert "'gold' is not a choice of type" in result.out


def test_an_entity_in_a_folder_may_be_called_schema(facts: Facts, run: Run) -> None:
    folder = facts({"company/schema.yaml": "name: Schema\nsources: gazette\ncountry: US\n"})
    assert run("company", "schema", "--data", folder).code == 0
