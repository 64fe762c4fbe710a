import pytest

from chipwatch.model.facts import Fact
from chipwatch.reading.layers import list_fact_files, resolve_layers
from chipwatch.reading.loader import LoadResult, load_fact_files
from conftest import Facts


def _load_layers(facts: Facts, files: dict[str, str]) -> LoadResult:
    loaded = load_fact_files(list_fact_files(resolve_layers((str(facts(files)),))))
    assert loaded.problems == []
    return loaded


def _facts(reading: LoadResult, id_: str) -> tuple[Fact, ...]:
    return next(entity.facts for entity in reading.entities if entity.id == id_)


def _layered(facts: Facts, *texts: str) -> LoadResult:
    """What several layers say together of the chip ``h20``."""
    root = facts({f"{number}/chip/h20.yaml": text for number, text in enumerate(texts)})
    names = [str(root / "source"), *(str(root / str(number)) for number in range(len(texts)))]
    return load_fact_files(list_fact_files(resolve_layers(tuple(names))))


@pytest.mark.parametrize(
    ("types", "certainty"),
    [
        (["regulation"], "confirmed"),
        (["filing"], "confirmed"),
        (["company"], "confirmed"),
        (["press-release"], "confirmed"),
        (["research"], "reported"),
        (["news"], "reported"),
        (["reference"], "reported"),
        ([""], "reported"),
        (["news", "filing"], "confirmed"),
        (["news", "reference"], "reported"),
    ],
)
def test_the_type_of_source_says_how_certain_a_fact_is(
    types: list[str], certainty: str, facts: Facts
) -> None:
    files = {
        f"source/s{number}.yaml": "name: S\n" + (f"type: {type_}\n" if type_ else "")
        for number, type_ in enumerate(types)
    }
    cited = ", ".join(f"s{number}" for number in range(len(types)))
    chip = f"name: X\nsources: [{cited}]\ntdp: [1, {{value: 2, certainty: disputed}}]\n"
    loaded = _facts(_load_layers(facts, {**files, "chip/x.yaml": chip}), "x")
    assert [fact.certainty for fact in loaded] == [certainty, "disputed"]


@pytest.mark.parametrize(
    ("types", "authority"),
    [
        (["regulation"], 0),
        (["reference"], 6),
        (["reference", "filing"], 1),
        ([""], 8),
        (["", "news"], 4),
    ],
)
def test_the_weightiest_source_counts(types: list[str], authority: int, facts: Facts) -> None:
    files = {
        f"source/s{number}.yaml": "name: S\n" + (f"type: {type_}\n" if type_ else "")
        for number, type_ in enumerate(types)
    }
    cited = ", ".join(f"s{number}" for number in range(len(types)))
    chip = f"name: X\nsources: [{cited}]\ntdp: 1\n"
    (fact,) = _facts(_load_layers(facts, {**files, "chip/x.yaml": chip}), "x")
    assert fact.authority_rank == authority


@pytest.mark.parametrize(
    ("origins", "cited", "independent"),
    [
        pytest.param({"a": "", "b": ""}, "a, b", 2, id="two of their own"),
        pytest.param({"a": "", "b": ""}, "a, a#p1, a#p2", 1, id="one in three places"),
        pytest.param({"a": "", "b": "a"}, "a, b", 1, id="one repeats the other"),
        pytest.param({"a": "", "b": "a", "c": "a"}, "b, c", 1, id="both repeat a third"),
        pytest.param({"a": "", "b": "a", "c": "b", "d": "c"}, "d, b", 1, id="chain"),
        pytest.param({"d": "c", "c": "b", "b": "a", "a": ""}, "a, d", 1, id="chain from its end"),
        pytest.param({"a": "b", "b": "a"}, "a, b", 1, id="circle of two"),
        pytest.param({"a": "b", "b": "c", "c": "a"}, "a, b, c", 1, id="circle of three"),
        pytest.param({"d": "b", "a": "b", "b": "c", "c": "a"}, "d, a, c", 1, id="into a circle"),
        pytest.param({"a": "b", "b": "a", "c": "d", "d": "c"}, "a, b, c, d", 2, id="two circles"),
        pytest.param({"a": "a", "b": ""}, "a, b", 2, id="of itself"),
        pytest.param({"a": "a"}, "a", 1, id="of itself alone"),
    ],
)
def test_sources_of_one_origin_count_once(
    origins: dict[str, str], cited: str, independent: int, facts: Facts
) -> None:
    files = {
        f"source/{id_}.yaml": "name: S\n" + (f"origin: {origin}\n" if origin else "")
        for id_, origin in origins.items()
    }
    loaded = _load_layers(facts, {**files, "chip/x.yaml": f"name: X\ntdp: 1\nsources: [{cited}]\n"})
    (fact,) = _facts(loaded, "x")
    assert fact.independent_source_count == independent


def test_the_origin_of_a_source_is_the_end_of_its_chain(facts: Facts) -> None:
    loaded = _load_layers(facts, {
        "source/a.yaml": "name: A\n",
        "source/b.yaml": "name: B\norigin: a\n",
        "source/c.yaml": "name: C\norigin: b\n",
        "source/x.yaml": "name: X\norigin: z\n",
        "source/z.yaml": "name: Z\norigin: x\n",
    })  # fmt: skip
    assert {id_: source.origin for id_, source in loaded.sources.items()} == {
        "a": "", "b": "a", "c": "a", "x": "", "z": "x", "gazette": "",
    }  # fmt: skip


@pytest.mark.slow
def test_a_long_chain_of_origins_is_followed_to_its_end(facts: Facts) -> None:
    chain = "".join(f"---\nid: s{n}\nname: S\norigin: s{n + 1}\n" for n in range(3000))
    loaded = _load_layers(facts, {"source/s.yaml": f"{chain}---\nid: s3000\nname: S\n"})
    assert {source.root_id for source in loaded.sources.values()} == {"s3000", "gazette"}


def test_two_sources_that_repeat_a_broken_one_count_once(facts: Facts) -> None:
    folder = facts({
        "source/lost.yaml": "name: [\n",
        "source/a.yaml": "name: A\norigin: lost\n",
        "source/b.yaml": "name: B\norigin: lost\n",
        "chip/x.yaml": "name: X\ntdp: 1\nsources: [a, b]\n",
    })  # fmt: skip
    (fact,) = _facts(load_fact_files(list_fact_files(resolve_layers((str(folder),)))), "x")
    assert fact.independent_source_count == 1


def test_the_record_of_a_source_is_what_is_written_first(facts: Facts) -> None:
    loaded = _load_layers(facts, {
        "source/a.yaml": "name: A\npublisher: [First, Second]\ntype: filing\npublished: 2025-Q1\n"
                         "url: https://example.org/a\nauthor: [One, Two]\n",
        "source/b.yaml": "name: B\npublisher: {unknown: undisclosed}\n",
    })  # fmt: skip
    assert loaded.sources["a"] == (
        "a", "A", "filing", "First", "2025-Q1", "https://example.org/a", "",
    )  # fmt: skip
    assert loaded.sources["b"] == ("b", "B", "", "", "", "", "")


def test_layers_are_laid_over_one_another(facts: Facts) -> None:
    loaded = _layered(
        facts,
        "name: Nvidia H20\naliases: [H20]\nsources: gazette\ntdp: 400\n",
        "name: 英伟达 H20\naliases: [H20, HGX H20, Nvidia H20]\nsources: gazette\ntdp: 350\n",
        "name: Nvidia H20\nsources: gazette\ngeneration: Hopper\n",
    )
    assert loaded.problems == []
    (chip,) = (entity for entity in loaded.entities if entity.kind == "chip")
    assert (chip.name, chip.aliases) == ("Nvidia H20", ("H20", "英伟达 H20", "HGX H20"))
    assert [(fact.property, fact.format_value(), fact.file_position) for fact in chip.facts] == [
        ("tdp", "400 W", 0),
        ("tdp", "350 W", 1),
        ("generation", "Hopper", 2),
    ]


def test_facts_keep_the_order_of_the_file(facts: Facts) -> None:
    chip = "name: X\nsources: gazette\ntdp: 1\ngeneration: Z\nmemory_capacity: 3\n"
    loaded = _facts(_load_layers(facts, {"chip/x.yaml": chip}), "x")
    assert [(fact.property, fact.file_position) for fact in loaded] == [
        ("tdp", 0), ("generation", 1), ("memory_capacity", 2),
    ]  # fmt: skip


def test_a_fact_whose_source_is_broken_rests_on_nothing_but_stays(facts: Facts) -> None:
    folder = facts({
        "source/lost.yaml": "name: [\n",
        "chip/x.yaml": "name: X\ntdp: 1\nsources: [lost]\n",
    })  # fmt: skip
    (fact,) = _facts(load_fact_files(list_fact_files(resolve_layers((str(folder),)))), "x")
    assert (fact.certainty, fact.independent_source_count, fact.authority_rank) == (
        "reported",
        0,
        8,
    )
