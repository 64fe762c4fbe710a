"""What is read from the store is what was read from the files; names are found as they are."""

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest

from chipwatch.asking.naming.similarity import QueryName, pick_sure_match
from chipwatch.asking.naming.typos import count_needed_trigrams
from chipwatch.model.facts import Citation, Claim, SourceRecord
from chipwatch.model.normalise import normalise_name
from chipwatch.reading.layers import list_fact_files, resolve_layers
from chipwatch.reading.loader import LoadResult, load_fact_files
from chipwatch.store.knowledge_base import KnowledgeBase
from chipwatch.store.records import EntityRef, NameEntry
from chipwatch.store.snapshot import open_base
from conftest import BASE, Facts

Open = Callable[[str], tuple[LoadResult, KnowledgeBase]]


@pytest.fixture(scope="module")
def bundled() -> LoadResult:
    """The frozen base as it is read from its files."""
    return load_fact_files(list_fact_files(resolve_layers((str(BASE),))))


@pytest.fixture
def store(folder: Path) -> KnowledgeBase:
    """The base of the folder that the test's docstring describes."""
    return open_base((str(folder),))


@pytest.fixture
def firms(facts: Facts) -> Callable[[str], KnowledgeBase]:
    """Makes a base of companies with these names, one a line; their ids are e1, e2 and so on."""

    def make(names: str) -> KnowledgeBase:
        lines = names.strip().split("\n")
        files = {f"company/e{at}.yaml": f"name: '{name}'\n" for at, name in enumerate(lines, 1)}
        return open_base((str(facts(files)),))

    return make


def keys(named: list[NameEntry]) -> list[str]:
    return [item.key for item in named]


# The way there and back


@pytest.mark.slow
def test_every_bundled_entity_comes_back_as_it_was_read(bundled: LoadResult) -> None:
    ids = [entity.id for entity in bundled.entities]
    built, kept_facts = open_base((str(BASE),)), open_base((str(BASE),))
    assert built.load_entities(ids) == kept_facts.load_entities(ids) == bundled.entities


@pytest.mark.slow
def test_everything_else_of_the_bundled_base_comes_back(bundled: LoadResult) -> None:
    base = open_base((str(BASE),))
    claims = [
        claim for result in base.load_claims(list(bundled.sources)).values() for claim in result
    ]
    assert base.load_sources(bundled.sources) == bundled.sources
    assert claims == bundled.claims
    assert list(base.iter_facts()) == [fact for item in bundled.entities for fact in item.facts]
    assert (base.load_problems(), base.load_rejected_entities()) == (
        bundled.problems,
        bundled.rejected_entities,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "statement"),
    [
        ("chip", "tdp: 400"),
        ("chip", "tdp: 0.1"),
        ("chip", "tdp: 1e-7"),
        ("chip", "tdp: 123456789.123456789"),
        ("chip", "tdp: 12345678901234567890"),
        ("company", "net_profit: -5 USD"),
        ("chip", "tdp: ~77 kW"),
        ("chip", "tdp: 600..800"),
        ("chip", "tdp: ~0.6..0.8 kW"),
        ("chip", "tdp: '>2'"),
        ("chip", "tdp: '>=2'"),
        ("chip", "tdp: <2"),
        ("chip", "tdp: <=2.5"),
        ("chip", "tdp: {unknown: not-applicable}"),
        ("chip", "tdp: {value: 1, as_of: 2025-Q2, until: 2025-12-31, note: 'a\\b \"c\" 百'}"),
        ("chip", "price: 3 tn JPY"),
        ("chip", "price: ~380.5 bn RMB (>52.7 bn US$)"),
        ("chip", "price: 1..2 m EUR (0.1..0.2 m USD)"),
        ("chip", "released: 2025-H1"),
        ("chip", "released: 9999-12-31"),
        ("chip", "generation: 'two   words'"),
        ("chip", "generation: 'no: # [x] \"q\" 010 \U0001f600'"),
        ("chip", "sources: ['gazette#p 2', gazette, 'gazette#a#b']\ngeneration: x"),
        ("company", "country: TW\nmodel_openness: mixed\nplan: [a, b, a]"),
        ("company", "competitors: [x, {value: x, certainty: disputed}]"),
        ("source", "url: 'https://example.org/a?b=c#d'\ntype: filing\norigin: gazette"),
    ],
)  # fmt: skip
def test_a_value_of_any_form_comes_back_as_it_was_read(
    kind: str, statement: str, facts: Facts
) -> None:
    vouched = "" if "sources" in statement else "sources: gazette\n"
    folder = str(facts({f"{kind}/x.yaml": f"name: X\naliases: [Y, 百]\n{vouched}{statement}\n"}))
    result = load_fact_files(list_fact_files(resolve_layers((folder,))))
    assert result.problems == []
    assert open_base((folder,)).load_entities(["x"]) == [
        entity for entity in result.entities if entity.id == "x"
    ]


# Entities and facts


def test_entities_come_in_the_order_asked_for(store: KnowledgeBase) -> None:
    """
    # company/a.yaml
    name: Zed
    # company/b.yaml
    name: Abe
    """
    assert [entity.id for entity in store.load_entities(["b", "nobody", "a"])] == ["b", "a"]
    assert store.load_entities([]) == []
    assert [entity.id for entity in store.load_entities_of_kind("company")] == ["b", "a"]
    assert store.load_entities_of_kind("chip") == []
    assert store.load_entity_refs(["a", "x"]) == {"a": EntityRef("a", "company", "Zed")}
    assert store.load_entities(["a' OR 1=1 --", '"', "\0", "百"]) == []


@pytest.mark.slow
def test_more_ids_than_sqlite_takes_as_parameters_can_be_asked_for(store: KnowledgeBase) -> None:
    """
    # company/a.yaml
    name: Zed
    """
    ids = [f"e{number}" for number in range(300_000)]
    assert [entity.id for entity in store.load_entities([*ids, "a"])] == ["a"]


def test_a_relation_is_found_from_the_end_it_points_to(store: KnowledgeBase) -> None:
    """
    # company/a.yaml
    name: A
    competitors: [b, c, {unknown: redacted}]
    sources: gazette
    # company/b.yaml
    name: B
    suppliers: c
    plan: c
    sources: gazette
    # company/c.yaml
    name: C
    """

    def pointing(*ids: str) -> list[tuple[str, str, str]]:
        return [
            (fact.entity, fact.property, fact.value) for fact in store.find_facts_pointing_at(ids)
        ]

    assert pointing("c") == [("a", "competitors", "c"), ("b", "suppliers", "c")]
    assert pointing("c", "b") == [
        ("a", "competitors", "b"),
        ("a", "competitors", "c"),
        ("b", "suppliers", "c"),
    ]
    assert pointing("a", "redacted") == []


def test_a_source_is_cited_by_facts_of_others_and_lists_its_claims(store: KnowledgeBase) -> None:
    """
    # company/a.yaml
    name: A
    country: {value: US, sources: [herald#p1, gazette, herald#p2]}
    plan: {value: More, sources: gazette}
    # source/herald.yaml
    name: Herald
    publisher: House
    type: news
    claims:
      - {id: p2, paragraph: two, says: It grew., stance: assessment}
      - {id: p1, paragraph: one, says: It shrank., verdict: contradicted, why: "No",
         sources: ["gazette#p9", gazette]}
    """
    assert [
        (fact.entity, fact.value) for fact in store.find_facts_citing(["herald"])["herald"]
    ] == [("a", "US")]
    assert [fact.value for fact in store.find_facts_citing(["gazette"])["gazette"]] == [
        "US",
        "More",
    ]
    assert store.load_claims(["herald"])["herald"] == [
        Claim("herald", "p2", "two", "It grew.", "assessment"),
        Claim(
            "herald",
            "p1",
            "one",
            "It shrank.",
            "",
            "contradicted",
            "No",
            (
                Citation("gazette", "p9"),
                Citation("gazette"),
            ),
        ),
    ]
    assert store.load_claims(["gazette"])["gazette"] == []
    assert store.load_sources(["herald", "nothing"]) == {
        "herald": SourceRecord("herald", "Herald", "news", "House")
    }


def test_passages_are_found_by_the_stems_of_words(store: KnowledgeBase) -> None:
    """
    # company/a.yaml
    name: Aria 华为昇腾
    plan:
      - {value: Build a 100 % FAB in Straße 5, note: said on TV}
      - Sell the fabs
    founded: 2001
    competitors: {value: b, note: fab rivals}
    sources: gazette
    # company/b.yaml
    name: Brisk
    """

    def find(expression: str, place: str) -> list[int]:
        return sorted(passage.number for passage in store.find_passages(expression, place))

    assert find("fab", "value") == find("FABS", "value") == find("fab", "value")
    assert len(find("fab", "value")) == 2
    assert (
        len(find("fab", "note")) == len(find("brisk", "value")) == len(find("2001", "value")) == 1
    )
    assert find("plans", "label") == find("fab", "value")
    assert len(find('"100 %"', "value")) == len(find("straße", "value")) == 1
    assert len(find('"华为 为升"', "name")) == len(find("华为", "name")) == 1
    assert find("nowhere", "value") == find("gazette", "value") == []
    assert [store.has_passage("fab"), store.has_passage("nowhere")] == [True, False]


def test_problems_and_what_they_cost_come_by_place(store: KnowledgeBase) -> None:
    """
    # company/b.yaml
    name: B
    founded: never
    nonsense: 1
    sources: gazette
    # chip/a.yaml
    name: [
    """
    assert [
        (item.location.path[-6:], item.location.line, item.code) for item in store.load_problems()
    ] == [
        ("a.yaml", 2, "yaml-syntax"),
        ("b.yaml", 2, "bad-date"),
        ("b.yaml", 3, "unknown-property"),
    ]
    assert [(lost.id, lost.kind) for lost in store.load_rejected_entities()] == [
        ("a", "chip"),
        ("b", "company"),
    ]


def test_rows_are_counted_by_a_column(store: KnowledgeBase) -> None:
    """
    # company/a.yaml
    name: A
    plan: [x, y, {unknown: redacted}]
    sources: gazette
    # chip/b.yaml
    name: B
    """
    contents = store.count_contents()
    assert contents.entities_by_kind == {"company": 1, "chip": 1, "source": 1}
    assert sum(contents.facts_by_certainty.values()) == 5
    assert (contents.unknown_fact_count, contents.rejected_entity_count) == (1, 0)


# Names


def test_a_name_is_found_by_its_key_and_says_which_kind_of_name_it_is(
    store: KnowledgeBase,
) -> None:
    """
    # company/baidu.yaml
    name: Baidu
    aliases: [百度, "Baidu, Inc.", BIDU]
    # product/bidu.yaml
    name: BIDU
    """

    def result(word: str) -> list[tuple[str, str, str]]:
        return sorted((item.entity.id, item.text, item.how) for item in store.find_names(word))

    assert result("baidu") == [("baidu", "baidu", "id")]
    assert result("百度") == [("baidu", "百度", "alias")]
    assert result("baiduinc") == [("baidu", "Baidu, Inc.", "alias")]
    assert result("baizhai") == [("baidu", "百度", "pinyin")]
    assert result("bidu") == [("baidu", "BIDU", "alias"), ("bidu", "bidu", "id")]
    assert result("Baidu") == result("") == result("bai") == []
    assert store.find_names("百度") == [
        NameEntry(EntityRef("baidu", "company", "Baidu"), "百度", "百度", "alias")
    ]


@pytest.mark.parametrize(
    ("word", "most", "result"),
    [
        ("acme", 9, ["acme", "acmeb", "acmeaa"]),
        ("acme", 2, ["acme", "acmeb"]),
        ("acmea", 9, ["acmeaa"]),
        ("cme", 9, []),
        ("百", 9, ["百", "百度"]),
    ],
)
def test_names_that_begin_with_a_key_come_shortest_first(
    word: str, most: int, result: list[str], facts: Facts
) -> None:
    names = ["Acme B", "Acme", "Acm", "Acme AA", "百", "百度"]
    aliases = ", ".join(f"'{name}'" for name in names)
    base = open_base((str(facts({"chip/q.yaml": f"name: Q\naliases: [{aliases}]\n"})),))
    assert keys(base.find_names_by_prefix(word, most)) == result


@pytest.mark.parametrize(
    ("word", "result"),
    [
        ("lith", ["duvlithography", "euvlithography"]),
        ("lithography", ["duvlithography", "euvlithography"]),
        ("euvlithography", ["euvlithography"]),
        ("bcabca", ["abcabcab"]),
        ("abcab", ["abcabx", "abcabcab"]),
        ("半导体", ["半导体厂"]),
        ("li", []),
        ("", []),
        ("lithx", []),
        ("bcabx ", []),
    ],
)
def test_names_are_found_by_what_stands_in_them(
    word: str, result: list[str], firms: Callable[[str], KnowledgeBase]
) -> None:
    base = firms("EUV lithography\nDUV lithography\nABCABCAB\nABCABX\n半导体厂")
    assert keys(base.find_names_containing(word, 9)) == result
    assert keys(base.find_names_containing(word, 1)) == result[:1]


def slips(word: str) -> set[str]:
    """Every word that is one slip of typing away, where the letter x or z comes in."""
    made = set()
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        made |= {before + letter + after for letter in "xz"}
        if after:
            made |= {before + after[1:], *(before + letter + after[1:] for letter in "xz")}
        if len(after) > 1:
            made.add(before + after[1] + after[0] + after[2:])
    return made - {word}


def twice(word: str) -> Iterator[str]:
    """Words two slips away."""
    for item in sorted(slips(word)):
        yield from slips(item)


CROWD = "\n".join(f"{a}{b}{c} works" for a, b, c in combinations("abcdefghiklmnorstu", 3))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Qualcomm", "Cambricon", "Moore Threads"])
@pytest.mark.parametrize("misspelt", [slips, twice], ids=["one slip", "two slips"])
def test_no_name_that_a_slip_leads_to_is_missed(
    misspelt: Callable[[str], Iterator[str]],
    name: str,
    firms: Callable[[str], KnowledgeBase],
) -> None:
    base = firms(f"{name}\n{CROWD}")
    (meant,) = (item for item in base.find_names(normalise_name(name)) if item.how == "name")
    typed = (QueryName([word], word) for word in sorted(set(misspelt(normalise_name(name)))))
    words = [item.aligned_name.key for item in typed if pick_sure_match(item.rank_entries([meant]))]
    missed = [
        word
        for word in words
        if meant not in base.find_similar_names(word, count_needed_trigrams(word), 50)
    ]
    assert len(words) > len(name)
    assert missed == []


@pytest.mark.slow
def test_of_many_names_that_share_trigrams_those_that_share_most_are_kept(
    firms: Callable[[str], KnowledgeBase],
) -> None:
    base = firms(f"{CROWD}\nZyx Works")
    near = base.find_similar_names("zxyworks", count_needed_trigrams("zxyworks"), 30)
    assert len(near) == 30
    assert "zyxworks" in keys(near)


def test_a_word_that_no_name_shares_a_trigram_with_is_like_none(
    firms: Callable[[str], KnowledgeBase],
) -> None:
    base = firms("Acme")
    assert base.find_similar_names("zzzzzz", 9, 9) == base.find_similar_names("", 9, 9) == []
    assert keys(base.find_similar_names("acm", 9, 9)) == ["acme"]


def test_completion_gives_pinyin_only_where_nothing_is_written_so(store: KnowledgeBase) -> None:
    """
    # company/baidu.yaml
    name: Baidu
    aliases: [百度, Baidu Search, Bidu]
    # company/tencent.yaml
    name: Tencent
    aliases: [腾讯, 腾讯控股]
    # chip/bai-1.yaml
    name: Bai One
    """
    assert store.complete_names("", "b", 9) == ["Bai One", "bai-1", "baidu", "Baidu Search", "Bidu"]
    assert store.complete_names("", "b", 2) == ["Bai One", "bai-1"]
    assert store.complete_names("company", "bai", 9) == ["baidu", "Baidu Search"]
    assert store.complete_names("company", "", 9) == [
        "baidu", "tencent", "Baidu Search", "Bidu", "百度", "腾讯", "腾讯控股",
    ]  # fmt: skip
    assert store.complete_names("company", "zzz", 9) == []
    assert store.complete_names("company", "tengx", 9) == ["tengxun"]
