import gc
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chipwatch.model.problem import RejectedEntity
from chipwatch.reading.citation_reader import MAX_CITATIONS_PER_FACT
from chipwatch.reading.code_explanations import list_problem_codes
from chipwatch.reading.layers import list_fact_files, resolve_layers
from chipwatch.reading.loader import LoadResult, load_fact_files
from chipwatch.reading.node_reader import MAX_PROBLEMS_PER_FILE
from chipwatch.reading.problem_lines import MAX_PROBLEMS_WITH_SOURCE_LINE
from conftest import Facts, Run, make_link

GOOD = "name: Good\nsources: gazette\npartners: x\n"
"""A company that points to the company ``x``, in whose file the test puts what is wrong."""


def _load_folder(folder: Path) -> LoadResult:
    return load_fact_files(list_fact_files(resolve_layers((str(folder),))))


def _codes(reading: LoadResult) -> list[tuple[str, int, str]]:
    return [(Path(p.location.path).name, p.location.line, p.code) for p in reading.problems]


def _ids(reading: LoadResult) -> list[str]:
    return sorted(entity.id for entity in reading.entities if entity.id != "gazette")


def _list_rejected(reading: LoadResult) -> list[tuple[str, str]]:
    return [(item.id, item.kind) for item in reading.rejected_entities]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not-a-mapping"),
        ("- a\n", "not-a-mapping"),
        ("name: [\n", "yaml-syntax"),
        ("name: X: Y\n", "yaml-syntax"),
        ("name: &x X\n", "yaml-alias"),
        ("name: \x1b[31m\n", "control-character"),
        ('name: "\\e[31m"\n', "control-character"),
        (f"name: {'[' * 200}\n", "too-deep"),
        ("aliases: X\n", "missing-name"),
        ("name: X\nfoo: 1\n", "unknown-property"),
        ("name: X\nfounded: soon\nsources: gazette\n", "bad-date"),
        ("name: X\nplan: a\nsources: zzz\n", "unknown-source"),
        ("name: X\npartners: zzz\nsources: gazette\n", "unknown-entity"),
        ("name: X\npartners: gazette\nsources: gazette\n", "wrong-kind"),
    ],
)
def test_a_broken_file_costs_its_own_entity_and_no_other(
    text: str, code: str, own_facts: Facts
) -> None:
    result = _load_folder(own_facts({"company/good.yaml": GOOD, "company/x.yaml": text}))
    assert [(name, code) for name, _, code in _codes(result)] == [("x.yaml", code)]
    assert (_ids(result), _list_rejected(result)) == (["good"], [("x", "company")])


@pytest.mark.parametrize("obstacle", ["link", "too-large", "not-utf8"])
def test_a_file_that_cannot_be_read_costs_its_own_entity_and_no_other(
    obstacle: str, own_facts: Facts
) -> None:
    folder = own_facts({"company/good.yaml": GOOD})
    path = folder / "company" / "x.yaml"
    if obstacle == "link":
        make_link(path, "nowhere")
    else:
        path.write_bytes(b"name: \xff\n")
    if obstacle == "too-large":
        os.truncate(path, 2**40)
    result = _load_folder(folder)
    code = "unreadable" if obstacle == "link" else obstacle
    assert _codes(result) == [("x.yaml", 1, code)]
    assert (_ids(result), _list_rejected(result)) == (["good"], [("x", "company")])


def test_a_broken_source_costs_no_fact_that_cites_it(reading: LoadResult) -> None:
    """
    # source/lost.yaml
    name: Lost
    published: soon
    # chip/h20.yaml
    name: H20
    sources: lost#p4
    tdp: 400
    """
    assert _codes(reading) == [("lost.yaml", 2, "bad-date")]
    assert (_ids(reading), _list_rejected(reading)) == (["h20"], [("lost", "source")])


def test_a_document_costs_only_itself(reading: LoadResult) -> None:
    """
    # company/three.yaml
    name: The first
    sources: gazette
    partners: [second, third]
    ---
    id: second
    foo: 1
    ---
    id: third
    name: The third
    """
    assert _codes(reading) == [
        ("three.yaml", 5, "missing-name"),
        ("three.yaml", 6, "unknown-property"),
    ]
    assert (_ids(reading), _list_rejected(reading)) == (["third", "three"], [("second", "company")])


def test_a_syntax_error_costs_its_document_and_those_that_follow(reading: LoadResult) -> None:
    """
    # company/four.yaml
    name: The first
    sources: gazette
    partners: [second, third, "4th"]
    ---
    id: second
    name: [
    ---
    id: 'third'
    name: The third
    ---
    kind: company
    id: "4th"
    name: The fourth
    # company/last.yaml
    name: The last
    sources: gazette
    partners: third
    """
    assert _codes(reading) == [("four.yaml", 7, "yaml-syntax")]
    assert _ids(reading) == ["four", "last"]
    assert _list_rejected(reading) == [
        ("second", "company"),
        ("third", "company"),
        ("4th", "company"),
    ]


def test_ids_and_kinds_of_a_file_that_cannot_be_read_on_are_remembered(reading: LoadResult) -> None:
    """
    # company/x.yaml
    name: {
    ---
    id: jane-doe
    kind: person
    name: Jane Doe
    # company/good.yaml
    name: Good
    sources: gazette
    partners: x
    president: jane-doe
    """
    assert _codes(reading) == [("x.yaml", 2, "yaml-syntax")]
    assert _list_rejected(reading) == [("x", "company"), ("jane-doe", "person")]


@pytest.mark.parametrize("text", [" name: X\ngeneration: Y\n", "{name: X}\ngeneration: Y\n"])
def test_what_is_read_of_a_document_that_breaks_off_is_not_kept(
    text: str, own_facts: Facts
) -> None:
    result = _load_folder(own_facts({"chip/x.yaml": text}))
    assert _codes(result) == [("x.yaml", 2, "yaml-syntax")]
    assert (_ids(result), _list_rejected(result)) == ([], [("x", "chip")])


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("name: [\n", [("x", "chip")]),
        ("---\nid: a\nname: [\n", [("a", "chip")]),
        ("id: a\nkind: event\nid: b\nkind: person\nname: [\n", [("a", "event")]),
        ("id: a\nkind: chips\nname: [\n", [("a", "")]),
        (" id: a\nname: [\n", [("x", "chip")]),
        ("name: [\n---x\nid: b\n", [("b", "chip")]),
        ("name: [\r---\rid: b\r", [("x", "chip"), ("b", "chip")]),
        ("name: [\n---", [("x", "chip")]),
    ],
)
def test_what_a_file_that_cannot_be_read_seems_to_hold_is_left_out(
    text: str, broken: list[tuple[str, str]], own_facts: Facts
) -> None:
    assert _list_rejected(_load_folder(own_facts({"chip/x.yaml": text}))) == broken


def test_a_file_whose_kind_is_not_known_is_no_other_kind(reading: LoadResult) -> None:
    """
    # notes/x.yaml
    name: [
    # notes/y.yaml
    name: Y
    # chip/h20.yaml
    name: H20
    sources: [gazette, x, y]
    designer: x
    foundry: y
    """
    assert _codes(reading) == [("x.yaml", 2, "yaml-syntax"), ("y.yaml", 1, "unknown-kind")]
    assert (_ids(reading), _list_rejected(reading)) == (["h20"], [("x", ""), ("y", "")])


def test_an_empty_document_at_the_end_costs_nothing_but_itself(reading: LoadResult) -> None:
    """
    # chip/h20.yaml
    name: H20
    ---
    """
    assert _codes(reading) == [("h20.yaml", 3, "not-a-mapping")]
    assert (_ids(reading), _list_rejected(reading)) == (["h20"], [])


def test_an_entity_lost_in_one_layer_is_left_to_the_other(own_facts: Facts) -> None:
    root = own_facts({"a/chip/h20.yaml": "name: H20\n", "b/chip/h20.yaml": "name: [\n"})
    result = load_fact_files(list_fact_files(resolve_layers((str(root / "a"), str(root / "b")))))
    assert [entity.name for entity in result.entities] == ["H20"]
    assert result.rejected_entities == [
        RejectedEntity("h20", "chip", f"{root.as_posix()}/b/chip/h20.yaml")
    ]


def test_problems_of_all_files_come_in_one_run_by_place(reading: LoadResult) -> None:
    """
    # person/b.yaml
    foo: 1
    name: B
    # person/a.yaml
    name: A
    bar: 1
    role: a role
    baz: 2
    # chip/z.yaml
    name: Z
    sources: gazette
    tdp: [x, y]
    designer: {value: zzz, sources: yyy}
    """
    places = [(p.location.path.rpartition("/facts/")[2], *p.location[1:], p.code)
              for p in reading.problems]  # fmt: skip
    assert places == [
        ("chip/z.yaml", 3, 7, "bad-number"),
        ("chip/z.yaml", 3, 10, "bad-number"),
        ("chip/z.yaml", 4, 19, "unknown-entity"),
        ("chip/z.yaml", 4, 33, "unknown-source"),
        ("person/a.yaml", 2, 1, "unknown-property"),
        ("person/a.yaml", 3, 7, "no-source"),
        ("person/a.yaml", 4, 1, "unknown-property"),
        ("person/b.yaml", 1, 1, "unknown-property"),
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("name: X\nfoo: 1\n", "foo: 1"),
        ("name: X\r\nfoo: 1\r\n", "foo: 1"),
        ("name: X\rfoo: 1\r", "foo: 1"),
        ("\ufeffname: X\nfoo: 1", "foo: 1"),
        ("name: X\nfoo: '百度'\t# 一下 ", "foo: '百度'\t# 一下 "),
        (f"name: X\nfoo: {'x' * 20_000}", "foo: " + "x" * 9995),
        (f"{{name: X, aliases: [{''.join(f'{i}, ' for i in range(3000))}], foo: 1}}", ""),
        (f"{{name: X, aliases: [{'x' * 6000}], foo: 1}}",
         f"{{name: X, aliases: [{'x' * 6000}], foo: 1}}"),
    ],
)  # fmt: skip
def test_a_problem_comes_with_its_own_line(content: str, text: str, own_facts: Facts) -> None:
    folder = own_facts({})
    (folder / "chip").mkdir()
    (folder / "chip" / "x.yaml").write_bytes(content.encode())
    (problem,) = _load_folder(folder).problems
    assert (problem.code, problem.text) == ("unknown-property", text)


def test_a_message_quotes_only_a_few_words_of_a_hostile_file(own_facts: Facts) -> None:
    long = "x" * 100_000
    chip = f"name: X\nsources: {long}\nfounded: {long}\n{long}: 1\ntdp: {long}\ndesigner: {long}\n"
    result = _load_folder(
        own_facts({"chip/x.yaml": chip, "chip/y.yaml": f"name: Y\nsources: {long}\ntdp: 1\n"})
    )
    assert max(len(item.message) + len(item.hint) for item in result.problems) < 900
    assert [item.code for item in result.problems if item.location.path.endswith("y.yaml")] == [
        "unknown-source"
    ]


def test_a_file_full_of_problems_is_not_read_to_its_end(own_facts: Facts) -> None:
    result = _load_folder(
        own_facts({"chip/x.yaml": "name: X\n" + "foo: 1\n" * (MAX_PROBLEMS_PER_FILE + 500)})
    )
    assert len(result.problems) == MAX_PROBLEMS_PER_FILE + 1
    assert result.problems[-1].code == "too-large"
    assert _list_rejected(result) == [("x", "chip")]


def test_a_fact_has_a_bounded_number_of_sources(own_facts: Facts) -> None:
    sources = ", ".join(f"gazette#p{number}" for number in range(MAX_CITATIONS_PER_FACT + 1))
    loaded = _load_folder(
        own_facts({"company/x.yaml": f"name: X\nsources: [{sources}]\nsummary: x\n"})
    )
    assert _ids(loaded) == []
    assert [(problem.code, problem.message) for problem in loaded.problems] == [
        ("too-large", "1,001 sources stand here; at most 1,000 do")
    ]


@pytest.mark.parametrize(
    ("facts_text", "document_count"),
    [
        pytest.param("summary:\n" + "- x\n" * 1000, 1, id="one document"),
        pytest.param("summary: x\n", 1000, id="many documents", marks=pytest.mark.slow),
    ],
)
def test_sources_repeated_with_every_fact_of_a_file_are_bounded(
    facts_text: str, document_count: int, own_facts: Facts
) -> None:
    """A file of 70 kB made a base of 200 MB, as each fact had all sources of the file."""
    sources = ", ".join(f"gazette#page {number}" for number in range(900))
    heads = (f"id: x{number}\nname: X\nsources: [{sources}]\n" for number in range(document_count))
    loaded = _load_folder(
        own_facts({"company/x.yaml": "---\n".join(head + facts_text for head in heads)})
    )
    problem = loaded.problems[-1]
    assert (problem.code, problem.message) == (
        "too-large",
        "the facts of this file and their sources together are too many",
    )


@pytest.mark.slow
def test_reading_many_documents_takes_time_in_proportion(own_facts: Facts) -> None:
    """The whole file was once searched anew for each of its documents."""
    documents = "---\n".join(f"id: d{number}\nname: x\n" for number in range(20_000))
    started_at = time.process_time()
    assert len(_load_folder(own_facts({"company/x.yaml": documents})).entities) == 20_001
    plain_seconds = time.process_time() - started_at
    padding = "# " + "x" * 8_000_000 + "\n"
    started_at = time.process_time()
    assert len(_load_folder(own_facts({"company/x.yaml": padding + documents})).entities) == 20_001
    assert time.process_time() - started_at < 3 * plain_seconds + 2


def test_a_link_is_followed_within_its_folder_and_not_out_of_it(
    own_facts: Facts, tmp_path: Path
) -> None:
    folder, secret = own_facts({"company/x.yaml": "name: X\n"}), tmp_path / "secret.yaml"
    secret.write_text("id: secret\nname: Secret\npassword: 1\n", encoding="utf-8")
    make_link(folder / "company" / "y.yaml", secret)
    (folder / "notes.txt").write_text("id: z\nname: Z\n", encoding="utf-8")
    make_link(folder / "company" / "z.yaml", folder / "notes.txt")
    loaded = _load_folder(folder)
    assert [(problem.code, problem.text) for problem in loaded.problems] == [("link-outside", "")]
    assert (_ids(loaded), _list_rejected(loaded)) == (["x", "z"], [("y", "company")])


def test_the_folder_of_facts_may_be_named_by_a_link(own_facts: Facts, tmp_path: Path) -> None:
    folder, link = own_facts({"company/x.yaml": "name: X\n"}), tmp_path / "link"
    make_link(link, folder)
    make_link(folder / "company" / "y.yaml", link / "company" / "x.yaml")
    loaded = _load_folder(link)
    assert (loaded.problems, _ids(loaded)) == ([], ["x", "y"])


def test_of_very_many_problems_only_the_first_come_with_their_line(own_facts: Facts) -> None:
    wrong = ", ".join(f"z{number}" for number in range(MAX_PROBLEMS_WITH_SOURCE_LINE))
    last = "tdp: {value: 1, sources: last}\n"
    result = _load_folder(
        own_facts({"chip/x.yaml": f"name: X\nsources: [{wrong}]\nsummary: x\n{last}"})
    )
    assert [bool(item.text) for item in result.problems] == [True] * 1000 + [False]


NOTICES = "2 notices, which --notices lists"


@pytest.mark.parametrize("name", ["名 称 x", "h\x1b[31m", "h\nx", "\udcff"])
def test_odd_file_names_are_problems_that_every_format_can_show(
    name: str, own_facts: Facts, run: Run
) -> None:
    folder = own_facts({"chip/good.yaml": "name: Good\n"})
    Path(os.fsdecode(os.fsencode(folder / "chip") + b"/") + f"{name}.yaml").write_text(
        "name: X\n", encoding="utf-8"
    )
    for_people = run("check", "--data", folder)
    assert (for_people.code, for_people.err) == (1, f"1 problem in 1 of 3 files; {NOTICES}\n")
    assert "error[bad-id]" in for_people.out
    assert run("check", "--data", folder, "--format", "json").code == 1


def test_a_base_with_problems_still_answers(own_facts: Facts, run: Run) -> None:
    folder = own_facts({"company/good.yaml": GOOD, "company/x.yaml": "name: [\n"})
    result = run("company", "good", "--data", folder)
    assert result.code == 0
    assert result.out.startswith("Good")
    assert result.err == (
        "1 entity is left out because of problems in the files:"
        f" run chipwatch check --data={folder}\n"
    )


def test_no_files_hold_nothing() -> None:
    assert load_fact_files([]) == LoadResult([], {}, [], [], [])


@pytest.fixture
def collecting() -> Iterator[None]:
    yield
    gc.enable()


@pytest.mark.usefixtures("collecting")
@pytest.mark.parametrize("collects", [True, False])
def test_the_collector_is_left_as_it_was(*, collects: bool) -> None:
    (gc.enable if collects else gc.disable)()
    load_fact_files([])
    assert gc.isenabled() is collects


_HOSTILE = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


def _gives_entities_or_problems(path: Path, content: bytes) -> None:
    """What is read of a file: entities or problems, each problem in a place that exists."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    result = _load_folder(path.parent)
    assert result.entities or result.problems
    assert {item.code for item in result.problems} <= set(list_problem_codes())
    assert all(item.location.line > 0 and item.location.column > 0 for item in result.problems)


_WORDS = st.sampled_from([
    "name", "tdp", "value", "unknown", "sources", "gazette", "as_of", "claims", "id", "kind",
    "chip", "source", "百度", "\t", " ", "  ", "\n", "\r\n", "\r", "\n---\n", "...", ": ", ":",
    "- ", "[", "]", "{", "}", ", ", "? ", "|", ">", "&a", "*a", "!t", "#", " # ",
    '"', "'", "\\e", "\\",
    "\\ud800", "1", "1e3", "..", "~", "%", "@", "`", "\ufeff", "\u2028", "\x85", "\x00", "\uffff",
    "<<", "2025-02",
])  # fmt: skip


@pytest.mark.slow
@_HOSTILE
@example(content=b"")
@example(content=b"\xff\xfen\x00a\x00")
@given(content=st.binary(max_size=200))
def test_no_bytes_break_the_reader(content: bytes, tmp_path: Path) -> None:
    _gives_entities_or_problems(tmp_path / "chip" / "x.yaml", content)


@pytest.mark.slow
@_HOSTILE
@given(text=st.text(st.characters(codec="utf-8"), max_size=200))
def test_no_text_breaks_the_reader(text: str, tmp_path: Path) -> None:
    _gives_entities_or_problems(tmp_path / "chip" / "x.yaml", text.encode())


@pytest.mark.slow
@_HOSTILE
@example(text="name: x\n\uffff*a")
@given(text=st.lists(_WORDS, max_size=40).map("".join))
def test_nothing_like_yaml_breaks_the_reader(text: str, tmp_path: Path) -> None:
    _gives_entities_or_problems(tmp_path / "source" / "x.yaml", text.encode())


@pytest.mark.slow
@_HOSTILE
@given(value=st.lists(_WORDS, min_size=1, max_size=8).map("".join))
def test_no_value_breaks_the_reader(value: str, tmp_path: Path) -> None:
    text = f"name: X\nsources: x\ntdp: {value}\nannounced: {value}\nsummary: {value}\n"
    _gives_entities_or_problems(tmp_path / "chip" / "x.yaml", text.encode())
