"""``new``, ``add`` and ``source add``: shown, checked, and written whole or not at all."""

import json
import os
from pathlib import Path

import pytest

from chipwatch.keeping.source_addition import name_source_file, propose_id
from chipwatch.model import clock
from chipwatch.model.dates import Date
from chipwatch.model.schema import KINDS
from conftest import Facts, Run, needs_refusals

pytestmark = pytest.mark.slow
ADD = ("add", "nvidia-h20", "tdp", "405 W", "--source", "forbes-2025-04-trade-war-proofing#p1")
SOURCE = ("source", "add", "https://www.example.co.uk/zeta", "--title", "The Zeta ships")


@pytest.fixture(autouse=True)
def stop_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse("2026-11-29"))


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of one's own, over the frozen base."""
    base = os.environ["CHIPWATCH_DATA"]
    folder = tmp_path / "my-facts"
    folder.mkdir()
    monkeypatch.setenv("CHIPWATCH_DATA", f"{base}{os.pathsep}my-facts")
    monkeypatch.chdir(tmp_path)
    return folder


def list_files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_a_new_thing_has_the_hints_of_its_kind(own: Path, run: Run) -> None:
    result = run("new", "chip", "Zeta One")
    assert (result.code, result.err) == (0, "my-facts/chip/zeta-one.yaml:1: written\n")
    text = (own / "chip" / "zeta-one.yaml").read_text(encoding="utf-8")
    assert text.startswith("name: Zeta One\n# aliases: []")
    assert text.index("# tpp:") < text.index("# What else can be said:") < text.index("# summary:")
    assert max(map(len, text.splitlines())) <= 100
    assert run("check", "my-facts").code == 0
    assert run("fmt", "my-facts", "--check").code == 0


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "source"])
def test_the_file_of_every_kind_passes_the_check_and_names_each_property(
    kind: str, own: Path, run: Run
) -> None:
    result = run("new", kind, "Qwerty Uiop Thing", "--dry-run")
    assert (result.code, list_files(own)) == (0, [])
    assert [name for name in KINDS[kind].properties if f"\n# {name}:  # " not in result.out] == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("chip", "Nvidia H20"), "Nvidia H20 is there already: Nvidia H20 (nvidia-h20)"),
        (("chip", "H20"), "H20 is there already: Nvidia H20 (nvidia-h20)"),
        (("company", "Huawai"), "Huawai is there already: Huawei (huawei)"),
        (
            ("chip", "Zeta", "--id", "huawei", "--force"),
            "the id huawei is taken by Huawei, company",
        ),
    ],
)
def test_what_is_there_is_named_and_nothing_is_written(
    words: tuple[str, ...], message: str, own: Path, run: Run
) -> None:
    result = run("new", *words)
    assert (result.code, result.err.splitlines()[0]) == (1, f"error: {message}")
    assert list_files(own) == []


def test_force_makes_a_namesake_but_never_overwrites(own: Path, run: Run) -> None:
    assert run("new", "company", "Huawai", "--force").code == 0
    before = (own / "company" / "huawai.yaml").read_bytes()
    again = run("new", "company", "Huawai", "--force")
    assert (again.code, (own / "company" / "huawai.yaml").read_bytes()) == (1, before)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("chp", "Zeta"), "there is no kind 'chp'"),
        (("source", "Zeta"), "a source is no page of its own"),
        (("chip", "Тест"), "no id can be made of 'Тест'"),
    ],
)
def test_a_new_thing_needs_a_kind_and_a_name_for_an_id(
    words: tuple[str, ...], message: str, own: Path, run: Run
) -> None:
    result = run("new", *words)
    assert (result.code, result.err.splitlines()[0]) == (2, f"error: {message}")
    assert list_files(own) == []


def test_a_fact_about_a_bundled_thing_makes_a_file_that_lies_over_it(own: Path, run: Run) -> None:
    result = run(*ADD, "--as-of", "2025-04", "--note", "by its box")
    assert (result.code, result.err) == (0, "my-facts/chip/nvidia-h20.yaml:1: written\n")
    assert (own / "chip" / "nvidia-h20.yaml").read_text(encoding="utf-8") == (
        "name: Nvidia H20\ntdp:\n  value: 405 W\n  as_of: 2025-04\n  note: by its box\n"
        '  sources: ["forbes-2025-04-trade-war-proofing#p1"]\n'
    )
    assert '"tdp": 405' in run("chip", "nvidia-h20", "--json").out


def test_names_labels_and_relations_are_looked_up_and_said(own: Path, run: Run) -> None:
    result = run("add", "Huawei", "Suppliers", "SMIC", *ADD[4:])
    assert result.code == 0
    assert "SMIC is SMIC (smic)\n" in result.err
    assert "\nsuppliers: {value: smic, " in (own / "company/huawei.yaml").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("nvidia-h20", "tpd", "5"), 2, "a chip has no property 'tpd'"),
        (("nvidia-h20", "tdp", "hot"), 2, "tdp: 'hot' is not a number"),
        (("nvidia-h20", "tdp", "5 GB"), 2, "tdp: 'GB' is not a unit"),
        (("nvidia-h20", "designer", "Qwertyuiop"), 1, ""),
        (("qwertyuiop", "tdp", "5"), 1, ""),
        (("nvidia-h20", "tdp", "5", "--as-of", "soon"), 1, "nothing is written: "),
        (("nvidia-h20", "tdp", "5", "--certainty", "sure"), 1, "nothing is written: "),
        (("nvidia-h20", "tdp", "5", "--source", "nothing"), 1, "nothing is written: "),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(
    words: tuple[str, ...], code: int, message: str, own: Path, run: Run
) -> None:
    result = run("add", *words, *ADD[4:])
    assert result.code == code
    assert result.err.startswith(f"error: {message}"[:30])
    assert list_files(own) == []


def test_a_fact_needs_a_source_and_a_folder_of_ones_own(own: Path, run: Run) -> None:
    del own
    assert run(*ADD[:4]).err.startswith("error: a fact needs a source\n")
    assert run(*ADD, "--data", "bundled").err.startswith("error: the bundled facts are not written")
    assert run(*ADD, "--into", "nowhere").err.startswith(
        "error: there is no folder nowhere to write"
    )


def test_a_source_goes_into_the_file_of_its_month(own: Path, run: Run) -> None:
    words = (*SOURCE, "--publisher", "Example", "--published", "2026-11-05", "--type", "news")
    result = run(*words, "--json")
    assert json.loads(result.out)["id"] == "example-2026-11-05-zeta-ships"
    assert (own / "source" / "2026-11.yaml").read_text(encoding="utf-8") == (
        "id: example-2026-11-05-zeta-ships\nname: The Zeta ships\npublisher: Example\ntype: news\n"
        'published: 2026-11-05\naccessed: 2026-11-29\nurl: "https://www.example.co.uk/zeta"\n'
    )
    again = run(*SOURCE[:2], "http://example.co.uk/zeta/", "--title", "Other")
    assert (again.code, again.err.splitlines()[0]) == (
        1,
        "error: example-2026-11-05-zeta-ships is this source, it seems: The Zeta ships",
    )


def test_sources_stand_in_the_order_of_their_ids_if_they_do(own: Path, run: Run) -> None:
    for name in ("b", "c", "a"):
        run(
            "source", "add", f"https://{name}.com/", "--title", f"T{name}", "--published", "2026-11"
        )
    text = (own / "source" / "2026-11.yaml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith(("id", "---"))] == [
        "id: a-2026-11-ta", "---", "id: b-2026-11-tb", "---", "id: c-2026-11-tc",
    ]  # fmt: skip
    assert run("check", "my-facts").code == 0


@pytest.mark.parametrize(
    ("url", "title", "published", "proposed"),
    [
        ("https://www.reuters.com/a", "Huawei ships a new chip", "2026-11-05",
         "reuters-2026-11-05-huawei-ships-new"),
        ("https://sec.gov/x", "10-K", "", "sec-10-k"),
        ("https://english.www.gov.cn/x", "华为", "2026", "www-2026"),
        ("http://localhost/x", "A", "", "localhost"),
    ],
)  # fmt: skip
def test_an_id_says_who_when_and_what(url: str, title: str, published: str, proposed: str) -> None:
    assert propose_id(url, title, published) == proposed


@pytest.mark.parametrize(
    ("published", "name"),
    [
        ("2026-11-05", "2026-11"),
        ("2026-11", "2026-11"),
        ("2026-Q2", "2026"),
        ("2026", "2026"),
        ("", "undated"),
    ],
)
def test_a_source_file_is_named_by_month_or_year(published: str, name: str) -> None:
    assert name_source_file(published) == name


@pytest.mark.parametrize(
    "words", [ADD, (*SOURCE, "--published", "2026-11"), ("new", "chip", "Zeta")]
)
def test_a_dry_run_shows_and_writes_nothing(words: tuple[str, ...], own: Path, run: Run) -> None:
    result = run(*words, "--dry-run")
    assert (result.code, result.out != "", list_files(own)) == (0, True, [])
    data = json.loads(run(*words, "--dry-run", "--json").out)
    assert (data["written"], data["diff"].startswith("--- /dev/null\n+++ my-facts/")) == (
        False,
        True,
    )


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_the_file_whole(
    error: BaseException, own: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(*ADD).code == 0
    before = {name: (own / name).read_bytes() for name in list_files(own)}

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    result = run(*ADD[:3], "406 W", *ADD[4:])
    assert result.code == (130 if isinstance(error, KeyboardInterrupt) else 2)
    assert {name: (own / name).read_bytes() for name in list_files(own)} == before


@needs_refusals
def test_a_folder_that_may_not_be_written_is_an_error(own: Path, run: Run) -> None:
    own.chmod(0o500)
    result = run(*ADD)
    assert (result.code, "cannot be written" in result.err) == (2, True)


def test_the_permissions_of_a_file_stay(own: Path, run: Run) -> None:
    run(*ADD)
    path = own / "chip" / "nvidia-h20.yaml"
    path.chmod(0o640)
    run(*ADD[:3], "406 W", *ADD[4:])
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_broken_file_of_the_layer_is_not_touched(own: Path, run: Run) -> None:
    path = own / "chip" / "nvidia-h20.yaml"
    path.parent.mkdir()
    for text in ("name: [\n", "name: &x H20\n", "id: other\nname: Other\n"):
        path.write_text(text, encoding="utf-8")
        result = run(*ADD)
        assert (result.code, path.read_text(encoding="utf-8")) == (1, text), result.err


def test_a_fact_goes_into_the_document_of_a_file_of_several(own_facts: Facts, run: Run) -> None:
    folder = own_facts({"person/two.yaml": "id: a\nname: Ay\n---\nid: b\nname: Bee\n"})
    run("add", "bee", "role", "a role", "--source", "gazette#p1", "--data", folder)
    assert (folder / "person/two.yaml").read_text(encoding="utf-8") == (
        'id: a\nname: Ay\n---\nid: b\nname: Bee\nrole: {value: a role, sources: ["gazette#p1"]}\n'
    )
