"""Tables of others become fact files: what is joined, what is new, what a person must decide."""

import json
from inspect import cleandoc
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import chipwatch
from chipwatch.importing.import_mapping import (
    SHIPPED_MAPPINGS,
    find_shipped_mapping,
    read_mapping,
)
from conftest import BASE, ROOT, Facts, Result, Run

MAPPING = cleandoc(
    """
    kind: chip
    source: {id: list, place: "row {row}", name: A list, type: reference, url: "https://l.example/"}
    name: Chip
    aliases: Other names
    properties:
      designer: Maker
      tdp: {column: Power, unit: W}
      memory_capacity: {column: Bytes, divide: 1e9, unit: GB}
      released: {column: Day, note: "as listed under {Chip}"}
    """
)
FACTS = {
    "company/acme.yaml": "name: Acme\nsources: [gazette]\ncountry: CN\n",
    "chip/a100.yaml": "name: Acme A100\naliases: [A100]\nsources: [gazette]\ndesigner: acme\n",
    "chip/a200.yaml": "name: Acme A200\nsources: [gazette]\ndesigner: acme\n",
}
TABLE = cleandoc(
    """
    Chip,Other names,Maker,Power,Bytes,Day
    A100,Acme-100,Acme,400,80e9,2024-05
    Zeta One,,Acme,'=1+1,16000000000,2025
    Acme A300,,Acme,500,,
    ,,Acme,1,1,
    Zeta One,Z1,Nobody,,,2025
    """
)


@pytest.fixture
def base(own_facts: Facts) -> Path:
    return own_facts(FACTS)


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "mapping.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


FTM_LINE = json.dumps(
    {
        "id": "x",
        "schema": "Asset",
        "properties": {"Chip": ["A100"], "Power": ["400"], "Maker": ["Acme"]},
    }
)


class Importer(NamedTuple):
    """Imports a table over the base of these tests, with the mapping above."""

    run: Run
    base: Path
    mapping: Path
    folder: Path

    def __call__(self, text: str, name: str = "table.csv", *options: str) -> Result:
        table = write_table(self.folder, text, name)
        arguments = ("--mapping", self.mapping, "--data", self.base, "--into", self.into)
        return self.run("import", table, *arguments, *options)

    def report(self, text: str, name: str) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self(text, name, "--dry-run", "--json").out)

    @property
    def into(self) -> Path:
        return self.folder / "mine"


@pytest.fixture
def import_table(run: Run, base: Path, mapping: Path, tmp_path: Path) -> Importer:
    return Importer(run, base, mapping, tmp_path)


def write_table(tmp_path: Path, text: str, name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_joined_added_or_left_to_a_person(
    base: Path, mapping: Path, tmp_path: Path, run: Run
) -> None:
    table, into = write_table(tmp_path, TABLE), tmp_path / "mine"
    arguments = ("import", table, "--mapping", mapping, "--into", into, "--data", base)
    result = run(*arguments, "--json")
    assert result.code == 0, result.err
    data = json.loads(result.out)
    assert [(row["row"], row["name"], row["decision"], row["id"]) for row in data["rows"]] == [
        (2, "A100", "joined", "a100"),
        (3, "Zeta One", "new", "zeta-one"),
        (4, "Acme A300", "unsure", None),
        (5, "", "skipped", None),
        (6, "Zeta One", "new", "zeta-one"),
    ]
    assert [(problem["number"], problem["column"]) for problem in data["problems"]] == [
        (3, "Power"),
        (5, "Chip"),
        (6, "Maker"),
    ]
    assert "'=1+1 W' is not a number" in data["problems"][0]["message"]
    assert (into / "chip" / "table-001.yaml").read_text(encoding="utf-8") == (
        cleandoc(
            """
            id: a100
            kind: chip
            name: Acme A100
            aliases:
            - A100
            - Acme-100
            sources:
            - list#row 2
            designer: acme
            tdp: '400'
            memory_capacity: '80'
            released:
              value: 2024-05
              note: as listed under A100
            ---
            id: zeta-one
            kind: chip
            name: Zeta One
            aliases:
            - Z1
            sources:
            - list#row 3
            designer: acme
            memory_capacity: '16'
            released:
            - value: '2025'
              note: as listed under Zeta One
            - value: '2025'
              note: as listed under Zeta One
              sources:
              - list#row 6
            """
        )
        + "\n"
    )
    assert "no problems" in run("check", "--data", base, "--data", into).err
    page = json.loads(run("chip", "a100", "--data", base, "--data", into, "--json").out)
    assert (page["tdp"], page["memory_capacity"]) == (400, 80)


def test_names_in_other_letters_are_things_of_their_own(import_table: Importer) -> None:
    lines = [TABLE.splitlines()[0], "寒云一号,,Acme,1,,", "北山二号,,Acme,2,,", "Тест,,Acme,3,,"]
    report = import_table.report("\n".join(lines), "table.csv")
    ids = [row["id"] for row in report["rows"]]
    assert ids[:2] == ["hanyunyihao", "beishanerhao"]
    assert (report["entities"], len(set(ids))) == (3, 3)


def test_one_name_in_two_spellings_keeps_both(import_table: Importer, run: Run, base: Path) -> None:
    table = "Chip,Other names,Maker,Power,Bytes,Day\nZeta-One,,Acme,1,,\nZETA One,,Acme,,,2025\n"
    assert import_table(table).code == 0
    layers = ("--data", base, "--data", import_table.into)
    page = json.loads(run("chip", "zeta-one", "--json", *layers).out)
    assert (page["name"], page["aliases"], page["tdp"]) == ("Zeta-One", ["ZETA One"], 1)


@pytest.mark.slow
@pytest.mark.parametrize("batch_size", [1, 3, 400])
def test_rows_become_the_same_however_many_are_read_at_a_time(
    import_table: Importer, monkeypatch: pytest.MonkeyPatch, batch_size: int
) -> None:
    lines = [f"Zeta {number},,Acme,{number},," for number in range(300)]
    table = "\n".join([*TABLE.splitlines(), *lines, "A2O0,,Acme,5,,"])
    whole = import_table.report(table, "table.csv")
    monkeypatch.setattr("chipwatch.importing.import_run.ROWS_PER_BATCH", batch_size)
    assert import_table.report(table, "table.csv") == whole
    assert whole["decisions"]["new"] == 302
    assert whole["decisions"]["joined"] + whole["decisions"]["unsure"] == 3


def test_progress_counts_every_row(base: Path, mapping: Path, tmp_path: Path) -> None:
    table = write_table(tmp_path, TABLE)
    counts: list[int] = []
    with chipwatch.open(str(base)) as opened:
        opened.import_file(table, mapping=mapping, dry_run=True, progress=counts.append)
    assert counts == sorted(counts)
    assert counts[-1] == 5


def test_a_dry_run_writes_nothing(base: Path, mapping: Path, tmp_path: Path, run: Run) -> None:
    table, into = write_table(tmp_path, TABLE), tmp_path / "mine"
    arguments = ("import", table, "--mapping", mapping, "--into", into, "--data", base)
    result = run(*arguments, "--dry-run")
    assert "Acme A300" in result.out
    assert result.err.startswith("nothing is written: 2 entities with 8 facts; rows: 1 joined,")
    assert not into.exists()


def test_what_a_name_means_is_decided_in_the_mapping(
    base: Path, mapping: Path, tmp_path: Path, run: Run
) -> None:
    mapping.write_text(f"{MAPPING}\nsame: {{Acme A300: a200, Nobody: acme}}\n", encoding="utf-8")
    table = write_table(tmp_path, TABLE)
    arguments = ("import", table, "--mapping", mapping, "--data", base, "--dry-run", "--json")
    rows = json.loads(run(*arguments).out)["rows"]
    assert [row["id"] for row in rows if row["name"] == "Acme A300"] == ["a200"]


def test_exact_names_alone_are_joined_on_request(
    base: Path, mapping: Path, tmp_path: Path, run: Run
) -> None:
    table = write_table(tmp_path, TABLE)
    arguments = ("import", table, "--mapping", mapping, "--data", base, "--dry-run", "--json")
    rows = json.loads(run(*arguments, "--exact").out)["rows"]
    assert [row["decision"] for row in rows][2] == "new"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("table.csv", "\ufeffChip;Other names;Maker;Power;Bytes;Day\nA100;;Acme;400;;\n"),
        ("table.tsv", "Chip\tOther names\tMaker\tPower\tBytes\tDay\nA100\t\tAcme\t400\t\t\n"),
        ("table.json", '[{"Chip": "A100", "Maker": "Acme", "Power": 400}]'),
        ("table.json", '{"data": [{"Chip": "A100", "Maker": "Acme", "Power": 400}]}'),
        ("table.jsonl", '{"Chip": "A100", "Maker": "Acme", "Power": 400}\n\n'),
        ("table.ftm", FTM_LINE),
    ],
)
def test_tables_of_many_forms_say_the_same(name: str, text: str, import_table: Importer) -> None:
    data = import_table.report(text, name)
    assert (data["decisions"]["joined"], data["facts"], data["problems"]) == (1, 2, [])


def test_excel_gives_the_stored_results_of_formulas_and_names_those_without(
    base: Path, mapping: Path, tmp_path: Path, run: Run
) -> None:
    openpyxl: Any = pytest.importorskip("openpyxl")
    workbook = openpyxl.Workbook()
    workbook.active.append(["Chip", "Other names", "Maker", "Power", "Bytes", "Day"])
    workbook.active.append(["A100", None, "Acme", "=200+200", 80e9, None])
    path = tmp_path / "table.xlsx"
    workbook.save(path)
    arguments = ("import", path, "--mapping", mapping, "--data", base, "--dry-run", "--json")
    data = json.loads(run(*arguments).out)
    assert [problem["message"] for problem in data["problems"]] == [
        "formula without a stored result in D2"
    ]
    assert data["facts"] == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has no heading"),
        ("Chip,Chip\na,b\n", "has several columns Chip"),
        ("Chip,Maker\na,b\n", "has no column Other names, Power, Bytes, Day"),
        ('Chip,Maker\n"a,b\n', "on line 2: a quote is opened and never closed"),
        (f"Chip,Maker\n{'a' * 200_000},b\n", "on line 2: a cell is longer than 131,072 letters"),
    ],
)
def test_a_table_that_cannot_be_read_is_an_error(
    text: str, message: str, import_table: Importer
) -> None:
    result = import_table(text)
    assert result.code == 2
    assert message in result.err
    assert not import_table.into.exists()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (("kind: chip", "kind: chp"), "there is no kind 'chp'"),
        (("  tdp:", "  tpd:"), "a chip has no property 'tpd'"),
        (("unit: W", "units: W"), "tdp has no key 'units'"),
        (("name: Chip", "nane: Chip"), "there is no key 'nane'; name is missing"),
        (("divide: 1e9", "divide: x"), "memory_capacity: divide is no number"),
        (("kind: chip", "kind: [chip"), "mapping.yaml: line "),
    ],
)
def test_a_mapping_that_cannot_be_used_is_an_error(
    changed: tuple[str, str], message: str, import_table: Importer
) -> None:
    import_table.mapping.write_text(MAPPING.replace(*changed), encoding="utf-8")
    result = import_table(TABLE)
    assert result.code == 2
    assert message in result.err


def test_a_file_is_never_overwritten(import_table: Importer) -> None:
    assert import_table(TABLE).code == 0
    written = import_table.into / "chip" / "table-001.yaml"
    text = written.read_text(encoding="utf-8")
    assert import_table(TABLE).code == 0
    assert written.read_text(encoding="utf-8") == text
    written.write_text(f"{text}# mine\n", encoding="utf-8")
    result = import_table(TABLE)
    assert (result.code, f"{written} is there already" in result.err) == (2, True)
    assert written.read_text(encoding="utf-8") == f"{text}# mine\n"


def test_ctrl_c_in_the_middle_leaves_nothing_and_the_command_can_be_given_again(
    import_table: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two files, one is in its place when it comes."""
    rename, counts = Path.rename, iter(range(1))

    def interrupt(path: Path, target: Path) -> Path:
        if next(counts, None) is None:
            raise KeyboardInterrupt
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", interrupt)
        assert (import_table(TABLE).code, import_table.into.exists()) == (130, False)
    assert import_table(TABLE).code == 0
    names = [path.name for path in sorted(import_table.into.rglob("*.yaml"))]
    assert names == ["table-001.yaml", "list.yaml"]


SCREENING_LIST = cleandoc(
    """
    _id,source,name,federal_register_notice,start_date,alt_names
    1,Entity List (EL) - Bureau of Industry and Security,Baidu,91 FR 1,2026-10-01,
    2,Entity List (EL) - Bureau of Industry and Security,Somebody Else,91 FR 1,2026-10-01,
    3,Unverified List (UVL) - Bureau of Industry and Security,Baidu,91 FR 2,2026-10-01,
    """
)


def test_a_newer_screening_list_changes_what_is_said_of_a_firm(tmp_path: Path, run: Run) -> None:
    table, into = write_table(tmp_path, SCREENING_LIST, "consolidated.csv"), tmp_path / "mine"
    assert run("import", table, "--into", into).code == 0

    def find_standing(*layers: object) -> Any:  # noqa: ANN401 - JSON
        answer = run("controls", "--party", "baidu", *layers, "--json")
        return json.loads(answer.out)["lists"][0]

    assert find_standing()["status"] != "listed"
    assert find_standing("--data", BASE, "--data", into)["status"] == "listed"


def test_the_hardware_table_of_epoch_is_imported_end_to_end(tmp_path: Path, run: Run) -> None:
    table, into = ROOT / "tests" / "data" / "epoch_ml_hardware.csv", tmp_path / "mine"
    data = json.loads(run("import", table, "--into", into, "--json").out)
    decisions = {row["name"]: (row["decision"], row["id"]) for row in data["rows"]}
    assert decisions["Google TPU v5p"] == ("new", "google-tpu-v5p")
    assert decisions["NVIDIA H100 SXM5 80GB"] == ("unsure", None)
    assert decisions["Huawei Ascend 910C"] == ("joined", "ascend-910c")
    assert decisions["NVIDIA GH100"] == ("unsure", None)
    assert "no problems" in run("check", "--data", BASE, "--data", into).err
    why = json.loads(run("why", "ascend 910c", "tdp", "--data", BASE, "--data", into, "--json").out)
    assert "epoch-ml-hardware" in json.dumps(why)


def test_the_mappings_that_come_with_the_package_can_be_read() -> None:
    names = [path.name for path in sorted(SHIPPED_MAPPINGS.glob("*.yaml"))]
    assert names == ["consolidated-screening-list.yaml", "epoch-ml-hardware.yaml"]
    for path in SHIPPED_MAPPINGS.glob("*.yaml"):
        assert read_mapping(path).properties
    assert find_shipped_mapping(Path("Epoch_ML_hardware_2026.csv")) is not None
    assert find_shipped_mapping(Path("other.csv")) is None


def test_a_row_that_ends_early_has_empty_cells(import_table: Importer) -> None:
    report = import_table.report(
        "Chip,Other names,Maker,Power,Bytes,Day\nA100\nA200,,,500,,\n", "t.csv"
    )
    assert [row["id"] for row in report["rows"]] == ["a100", "a200"]
    assert (report["facts"], report["problems"]) == (1, [])


@pytest.mark.parametrize(
    "line",
    ["source: {id: ../../s, name: S}", "same: {Zork: ../../zork}", "same: {Zork: Zork Works}"],
)
def test_a_mapping_names_no_file_of_another_folder(
    import_table: Importer, tmp_path: Path, line: str
) -> None:
    key = line.partition(":")[0]
    lines = [each for each in MAPPING.splitlines() if not each.startswith(key)]
    import_table.mapping.write_text("\n".join([*lines, line]), encoding="utf-8")
    result = import_table("Chip,Other names,Maker,Power,Bytes,Day\nZork,,,1,,\n")
    assert (result.code, result.out) == (2, "")
    assert "mapping.yaml: '" in result.err
    assert "cannot be an id\nuse a-z, 0-9" in result.err
    assert not list(tmp_path.rglob("zork.yaml"))
