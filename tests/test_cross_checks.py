from collections.abc import Mapping

import pytest

from chipwatch.reading.cross_checks import MAX_HINT_LOOKUPS
from chipwatch.reading.layers import list_fact_files, resolve_layers
from chipwatch.reading.loader import LoadResult, load_fact_files
from conftest import Facts

ProblemRows = list[tuple[str, int, str, str]]


def _load_layers(facts: Facts, *parts: Mapping[str, str]) -> LoadResult:
    """What is read of several layers, each given by its files."""
    root = facts(
        {f"{n}/{name}": text for n, part in enumerate(parts) for name, text in part.items()}
    )
    names = [str(root / "source"), *(str(root / str(n)) for n in range(len(parts)))]
    return load_fact_files(list_fact_files(resolve_layers(tuple(names))))


def _list_problems(reading: LoadResult) -> ProblemRows:
    """File, line, message and hint of each problem; files by what follows the layer's folder."""
    return [
        (
            problem.location.path.rpartition("/facts/")[2],
            problem.location.line,
            problem.message.replace(problem.location.path.rpartition("/facts/")[0] + "/facts/", ""),
            problem.hint,
        )
        for problem in reading.problems
    ]


def _ids(reading: LoadResult) -> list[str]:
    return sorted(entity.id for entity in reading.entities if entity.id != "gazette")


def test_an_id_stands_once_in_a_layer(facts: Facts) -> None:
    result = _load_layers(
        facts, {"chip/h20.yaml": "name: H20\n", "chip/old/chip/h20.yaml": "name: H20\n"}
    )
    assert _list_problems(result) == [
        ("0/chip/old/chip/h20.yaml", 1, "the id 'h20' is taken by 0/chip/h20.yaml:1",
         "join the two files"),
    ]  # fmt: skip
    assert _ids(result) == ["h20"]


def test_the_file_named_like_an_id_keeps_it(facts: Facts) -> None:
    """A stray file that claims the id comes first by path, and yet loses it."""
    stray = {"chip/aaa.yaml": "id: h20\nname: Stray\n", "chip/h20.yaml": "name: H20\n"}
    loaded = _load_layers(facts, stray)
    assert _list_problems(loaded) == [
        ("0/chip/aaa.yaml", 1, "the id 'h20' is taken by 0/chip/h20.yaml:1", "join the two files")
    ]
    assert [entity.name for entity in loaded.entities if entity.id == "h20"] == ["H20"]


def test_a_second_document_without_an_id_is_told_to_have_one(facts: Facts) -> None:
    result = _load_layers(facts, {"chip/h20.yaml": "name: H20\n---\nname: H800\n"})
    assert _list_problems(result) == [
        ("0/chip/h20.yaml", 3, "the id 'h20' is taken by 0/chip/h20.yaml:1",
         "begin this document with a line id: …"),
    ]  # fmt: skip
    assert [entity.name for entity in result.entities if entity.id == "h20"] == ["H20"]


@pytest.mark.parametrize("layers_", ["one", "two"])
def test_an_id_stands_for_one_kind(layers_: str, facts: Facts) -> None:
    chip, event = {"chip/h20.yaml": "name: H20\n"}, {"event/h20.yaml": "name: A fair\n"}
    result = (
        _load_layers(facts, chip, event)
        if layers_ == "two"
        else _load_layers(facts, {**chip, **event})
    )
    assert [
        (problem.code, problem.location.path.rpartition("/")[0][-5:]) for problem in result.problems
    ] == [("duplicate-id", "event")]
    assert _ids(result) == ["h20"]


def test_the_other_kind_is_named_across_layers(facts: Facts) -> None:
    result = _load_layers(
        facts, {"event/h20.yaml": "name: A fair\n"}, {"chip/h20.yaml": "name: H20\n"}
    )
    assert _list_problems(result) == [
        ("1/chip/h20.yaml", 1, "the id 'h20' is an event in 0/event/h20.yaml:1",
         "make it an event, or choose another id"),
    ]  # fmt: skip


def test_one_id_in_two_layers_is_no_problem(facts: Facts) -> None:
    layer = {"chip/h20.yaml": "name: H20\n"}
    assert _list_problems(_load_layers(facts, layer, layer)) == []


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("designer: nvidai", "there is no company 'nvidai'", "did you mean nvidia?"),
        ("designer: zzz", "there is no company 'zzz'", "add it under company/"),
        ("designer: Nvidia", "there is no company 'Nvidia'", "did you mean nvidia?"),
        ("designer: ../nvidia", "there is no company '../nvidia'", "did you mean nvidia?"),
        ("designer: jane-doe", "'jane-doe' is a person; designer takes a company",
         "see chipwatch explain chip.designer"),
        ("designer: gazette", "'gazette' is a source; designer takes a company",
         "see chipwatch explain chip.designer"),
        ("designer: {value: nvidia, sources: gazete}", "there is no source 'gazete'",
         "did you mean gazette?"),
        ("designer: {value: nvidia, sources: zzz#p1}", "there is no source 'zzz'",
         "add it under source/"),
        ("designer: {value: nvidia, sources: nvidia}", "there is no source 'nvidia'",
         "add it under source/"),
        ("designer: {value: nvidia, sources: '#p1'}", "there is no source ''",
         "add it under source/"),
    ],
)  # fmt: skip
def test_a_reference_that_leads_nowhere_is_a_problem(
    line: str, message: str, hint: str, facts: Facts
) -> None:
    result = _load_layers(facts, {
        "company/nvidia.yaml": "name: Nvidia\n",
        "person/jane-doe.yaml": "name: Jane Doe\n",
        "chip/h20.yaml": f"name: H20\nsources: gazette\n{line}\n",
    })  # fmt: skip
    assert _list_problems(result) == [("0/chip/h20.yaml", 3, message, hint)]
    assert _ids(result) == ["jane-doe", "nvidia"]


def test_kinds_that_a_property_takes_are_all_named(facts: Facts) -> None:
    policy = "name: A ban\nsources: gazette\nrestricts: zzz\n"
    assert _list_problems(_load_layers(facts, {"policy/ban.yaml": policy})) == [
        ("0/policy/ban.yaml", 3, "there is no chip or system or technology or product 'zzz'",
         "add it under chip/"),
    ]  # fmt: skip


def test_an_unknown_relation_points_nowhere(facts: Facts) -> None:
    chip = "name: H20\nsources: gazette\ndesigner: {unknown: undisclosed}\n"
    assert _list_problems(_load_layers(facts, {"chip/h20.yaml": chip})) == []


def test_references_reach_into_other_layers(facts: Facts) -> None:
    chip = {"chip/h20.yaml": "name: H20\nsources: gazette\ndesigner: nvidia\n"}
    company = {"company/nvidia.yaml": "name: Nvidia\n"}
    assert _list_problems(_load_layers(facts, chip, company)) == []


def test_a_source_cited_often_is_missed_once_in_a_file(facts: Facts) -> None:
    chip = "name: H20\nsources: zzz\ntdp: 1\nmemory_capacity: {value: 2, sources: zzz}\n"
    assert [
        line for _, line, *_ in _list_problems(_load_layers(facts, {"chip/h20.yaml": chip}))
    ] == [2]


REPORT = "name: Report\nclaims:\n  - {id: p1-ban, paragraph: p1, says: Sales are barred}\n"


@pytest.mark.parametrize("locator", ["", "#", "#p1-ban", "#p1", " # p1"])
def test_a_citation_names_a_claim_or_its_paragraph_or_neither(locator: str, facts: Facts) -> None:
    chip = f"name: H20\nsources: 'report{locator}'\ntdp: 400\n"
    result = _load_layers(facts, {"source/report.yaml": REPORT, "chip/h20.yaml": chip})
    assert _list_problems(result) == []


@pytest.mark.parametrize(
    ("locator", "hint"),
    [("p1-bann", "did you mean p1-ban?"), ("zz", "its claims: chipwatch source report")],
)
def test_a_citation_of_a_claim_that_is_not_listed_is_a_problem(
    locator: str, hint: str, facts: Facts
) -> None:
    chip = f"name: H20\nsources: 'report#{locator}'\ntdp: 400\n"
    result = _load_layers(facts, {"source/report.yaml": REPORT, "chip/h20.yaml": chip})
    message = f"report has no claim or paragraph {locator!r}"
    assert _list_problems(result) == [("0/chip/h20.yaml", 2, message, hint)]


def test_a_source_without_claims_may_be_cited_anywhere(facts: Facts) -> None:
    chip = "name: H20\nsources: gazette#page 3\ntdp: 400\n"
    assert _list_problems(_load_layers(facts, {"chip/h20.yaml": chip})) == []


def test_layers_add_claims_to_one_source(facts: Facts) -> None:
    more = REPORT.replace("p1-ban", "p2-end").replace("p1", "p2")
    chip = "name: H20\nsources: ['report#p1-ban', 'report#p2']\ntdp: 400\n"
    result = _load_layers(
        facts,
        {"source/report.yaml": REPORT, "chip/h20.yaml": chip},
        {"source/report.yaml": more},
        {"source/report.yaml": REPORT},
    )
    assert _list_problems(result) == []
    assert [claim.id for claim in result.claims] == ["p1-ban", "p2-end"]


def test_many_mistyped_ids_are_all_reported_but_not_all_looked_up(facts: Facts) -> None:
    wrong = ", ".join(f"nvidia-{n}" for n in range(MAX_HINT_LOOKUPS + 5))
    result = _load_layers(facts, {
        "company/nvidia.yaml": "name: Nvidia\n",
        "company/x.yaml": f"name: X\nsources: gazette\npartners: [{wrong}, nvidia-0]\n",
    })  # fmt: skip
    hints = [hint for *_, hint in _list_problems(result)]
    assert (len(hints), MAX_HINT_LOOKUPS) == (106, 100)
    assert hints.count("did you mean nvidia?") == 101
    assert hints.count("add it under company/") == 5
