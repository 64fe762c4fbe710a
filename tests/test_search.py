"""Search: what a text is found in, what of it matched, and how."""

import csv
import json
from pathlib import Path

import pytest

import chipwatch
from conftest import ROOT, Facts, Run, split_files

QUESTIONS_PATH = ROOT / "benchmarks" / "search_questions.csv"
QUESTIONS = list(csv.DictReader(QUESTIONS_PATH.read_text(encoding="utf-8").splitlines()))
BASE = {
    "company/acme.yaml": (
        "name: Acme Devices\naliases: [艾克米, ACM]\nsources: [gazette]\n"
        "summary: Maker of Lithography tools\nplan: {value: Grow, note: by stealth}\n"
    ),
    "company/acmeon.yaml": "name: Acmeon\n",
    "company/x-acme.yaml": "name: New acme\n",
    "chip/h20.yaml": "name: Nvidia H20\naliases: [H20]\nsources: [gazette]\ntdp: 400\n",
    "chip/h200.yaml": "name: Nvidia H200\n",
    "event/fair.yaml": "name: Fair of March 2025\nsources: [gazette]\nplace: Shanghai\n",
    "strategy/open.yaml": "name: Open\naliases: [开放权重]\nsources: [gazette]\nmeans: 开源\n",
}


def search(run: Run, folder: Path, *text: str) -> list[tuple[str, str, str]]:
    result = run("search", *text, "--json", "--data", folder)
    assert result.code == 0, result.err
    return [(hit["id"], hit["matched"], hit["how"]) for hit in json.loads(result.out)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        pytest.param(
            "acme",
            [("acme", "id", "exact"), ("x-acme", "name", "contained"), ("acmeon", "id", "prefix")],
            id="names-nearest-first",
        ),
        pytest.param("ACM", [("acme", "alias", "exact"), ("x-acme", "name", "contained"),
                             ("acmeon", "id", "prefix")], id="ticker"),
        pytest.param("艾克", [("acme", "alias", "contained")], id="chinese"),
        pytest.param("aikemi", [("acme", "pinyin", "exact")], id="pinyin"),
        pytest.param("kaifang", [("open", "pinyin", "prefix")], id="prefix-of-pinyin"),
        pytest.param("lithography", [("acme", "summary", "contained")], id="fact-in-any-case"),
        pytest.param("tools maker", [("acme", "summary", "contained")], id="words-in-any-order"),
        pytest.param("stealth", [("acme", "plan", "contained")], id="note"),
        pytest.param("开源", [("open", "means", "contained")], id="chinese-fact"),
        pytest.param("400 w", [("h20", "tdp", "contained")], id="value-as-shown"),
        pytest.param("lithografy", [("acme", "summary", "fuzzy")], id="slip-in-a-fact"),
        pytest.param("shangai", [("fair", "place", "fuzzy")], id="slip-in-a-place"),
        pytest.param("nvidai h20", [("h20", "name", "fuzzy"),
                                    ("h200", "name", "fuzzy")], id="slip-in-a-name"),
        pytest.param("acmoen", [("acmeon", "id", "fuzzy")], id="exchanged-letters"),
    ],
)  # fmt: skip
def test_what_is_found(run: Run, facts: Facts, text: str, hits: list[tuple[str, str, str]]) -> None:
    assert search(run, facts(BASE), *text.split()) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        pytest.param("H20", ["h20 id"], id="neither-H200-nor-March-2025"),
        pytest.param("h200", ["h200 id"], id="the-longer-number"),
        pytest.param("20", ["h20 id"], id="no-part-of-a-year"),
        pytest.param("2025", ["fair name"], id="a-whole-year"),
    ],
)
def test_a_number_in_a_name_is_found_whole(
    run: Run, facts: Facts, text: str, hits: list[str]
) -> None:
    assert [f"{id_} {matched}" for id_, matched, _ in search(run, facts(BASE), text)] == hits


def test_an_entity_stands_once_by_its_best_hit(run: Run, folder: Path) -> None:
    """
    # company/acme.yaml
    name: Acme
    aliases: [Acme Devices, New Acme]
    sources: [gazette]
    summary: Acme makes things
    plan: [Acme grows, Acme rests]
    """
    assert search(run, folder, "acme") == [("acme", "id", "exact")]


def test_a_search_as_a_table(run: Run, facts: Facts) -> None:
    assert run("search", "stealth", "--data", facts(BASE)).out.splitlines() == [
        '1 found for "stealth"',
        "Name          Matched  Text               As of  Kind     Source",
        "Acme Devices  Plans    Grow (by stealth)         company  gazette",
    ]


def test_the_first_hit_is_written_in_full_where_its_property_is_named(
    run: Run, facts: Facts
) -> None:
    base = facts(split_files(FIGURES))
    result = run("search", "price x20", "--data", base)
    assert result.out.splitlines()[:4] == [
        '1 found for "price x20"',
        "Acme X20  Price: 12,000 USD – 2024-07",
        "from      Gazette – 2025-01",
        "",
    ]
    result = run("search", "price x20", "--columns", "name", "--data", base)
    assert result.out.splitlines() == ['1 found for "price x20"', "Name", "Acme X20"]


@pytest.mark.parametrize(
    "text",
    [
        "zzzzqq", "", "   ", "...", "%", "_", "*", '"', "'; DROP TABLE fact; --", "a OR b NEAR(",
        "\udcff", "x" * 20_000, "\x1b[31m",
    ],
)  # fmt: skip
def test_a_text_that_is_nowhere_is_refused(run: Run, facts: Facts, text: str) -> None:
    result = run("search", text, "--data", facts(BASE))
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith('error: nothing matches "')
    assert "\x1b" not in result.err


@pytest.mark.parametrize("text", ["acme \udcff", "400 \udcff w", "\udcff"])
def test_a_text_that_is_not_utf8_is_nowhere(run: Run, facts: Facts, text: str) -> None:
    result = run("search", text, "--data", facts(BASE))
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith('error: nothing matches "')


@pytest.mark.parametrize("text", ["lithografy", "acmoen", "nvidai h20"])
def test_exact_forgives_no_slip(run: Run, facts: Facts, text: str) -> None:
    assert run("search", text, "--exact", "--data", facts(BASE)).code == 1


@pytest.mark.slow
def test_hits_can_be_sorted_limited_and_cut_to_columns(run: Run, facts: Facts) -> None:
    options = ("--sort", "-id", "--limit", "2", "--columns", "id", "--format", "csv")
    result = run("search", "acme", *options, "--data", facts(BASE))
    assert result.out == "id\nx-acme\nacmeon\n"


def test_help_lists_the_columns(run: Run) -> None:
    result = run("search", "x", "--columns", "help", "--format", "csv")
    assert [line.split(",")[0] for line in result.out.splitlines()] == [
        "column", "id", "kind", "name", "matched", "text", "as_of", "source", "missing", "how",
        "score",
        "why",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("英伟达", "nvidia"),
        ("lithography", "duv-lithography"),
        ("BIDU", "baidu"),
        ("nvidea", "nvidia"),
    ],
)
def test_the_bundled_base_is_searched(run: Run, text: str, first: str) -> None:
    assert json.loads(run("search", text, "--json").out)[0]["id"] == first


@pytest.mark.slow
def test_no_hit_is_left_out_however_many_there_are(run: Run, facts: Facts) -> None:
    chips = "---\n".join(
        f"id: anvil-{number}\nkind: chip\nname: Anvil {number}\nsources: gazette\nsummary: A chip\n"
        for number in range(1200)
    )
    result = run("search", "anvil", "--data", facts({"chip/anvils.yaml": chips}), "--format", "csv")
    assert len(result.out.splitlines()) == 1 + 1200


def test_explain_says_how_each_hit_was_scored(run: Run, facts: Facts) -> None:
    columns = ("--columns", "id,how,score,why", "--format", "csv")
    result = run("search", "acme", "--explain", *columns, "--data", facts(BASE))
    assert result.out.splitlines() == [
        "id,how,score,why",
        "acme,exact,1.0,the same key",
        'x-acme,contained,0.7924,"all words, 4.5 by BM25"',
        "acmeon,prefix,0.4167,67% of the letters of the name",
    ]


def test_explain_says_what_a_likeness_is_made_of(run: Run, facts: Facts) -> None:
    options = ("--explain", "--columns", "id,score,why", "--format", "csv")
    result = run("search", "nvidai h20", *options, "--data", facts(BASE))
    assert result.out == (
        "id,score,why\n"
        "h20,0.75,the same key\n"
        'h200,0.225,"41% of the words by their rarity, 4.5 by BM25"\n'
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "hits"),
    [
        pytest.param("Acme Devices Co., Ltd.", [("acme", "name", "exact")], id="company-form"),
        pytest.param("H20 GPU", [("h20", "id", "exact")], id="chip-form"),
        pytest.param("開放權重", [("open", "alias", "exact")], id="traditional"),
        pytest.param("開放", [("open", "alias", "contained")], id="traditional-prefix"),
    ],
)
def test_names_are_taken_as_everywhere(
    run: Run, facts: Facts, text: str, hits: list[tuple[str, str, str]]
) -> None:
    assert search(run, facts(BASE), *text.split()) == hits


def test_a_value_ranks_above_a_note(run: Run, folder: Path) -> None:
    """
    # company/a.yaml
    name: A
    plan: {value: Grow, note: in wafers}
    sources: [gazette]
    # company/b.yaml
    name: B
    plan: Make wafers in several places at a time
    sources: [gazette]
    """
    assert [id_ for id_, _, _ in search(run, folder, "wafers")] == ["b", "a"]


PHRASES = """\
# policy/rule.yaml
name: Rule
sources: [gazette]
provision: [Model weights fall under it, 开放模型权重须经许可]
# policy/scattered.yaml
name: Another
sources: [gazette]
provision: [A model may keep its weights, 模型的权重]
reach: Weights of a model, and any model with weights
"""
OTHERS = {f"company/other-{number}.yaml": f"name: Other {number}\n" for number in range(20)}
"""Things that have none of the words, so that these tell something."""


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("model weights", "rule", id="as-typed"),
        pytest.param("models weight", "rule", id="other-forms-of-the-words"),
        pytest.param("weights model", "scattered", id="in-another-order"),
        pytest.param("模型 权重", "rule", id="Chinese-typed-with-a-space"),
    ],
)
def test_words_side_by_side_rank_above_scattered_ones(
    run: Run, own_facts: Facts, text: str, first: str
) -> None:
    folder = own_facts(OTHERS | split_files(PHRASES))
    assert search(run, folder, text)[0][0] == first


def test_a_phrase_of_a_fact_that_was_not_known_then_ranks_nothing(
    run: Run, own_facts: Facts
) -> None:
    facts_by_file = OTHERS | split_files(PHRASES)
    facts_by_file["source/late.yaml"] = "name: Late\npublished: 2026-01\ntype: news\n"
    facts_by_file["policy/rule.yaml"] = (
        "name: Rule\nsources: [gazette]\nprovision:\n"
        "  - {value: Model weights fall under it, sources: [late]}\n"
        "  - A model has weights\n"
    )
    folder = own_facts(facts_by_file)
    assert search(run, folder, "model weights")[0][0] == "rule"
    assert search(run, folder, "model weights", "--known-by", "2025")[0][0] == "scattered"


def test_what_was_not_known_then_is_not_found(run: Run, facts: Facts) -> None:
    folder = facts({
        "source/late.yaml": "name: Late news\npublished: 2026-01\ntype: news\n",
        "chip/x9.yaml": "name: Acme X9\nsources: [late]\ntdp: 400\n",
    })  # fmt: skip
    assert run("search", "X9", "--data", folder).code == 0
    result = run("search", "X9", "--known-by", "2025", "--data", folder)
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines()[-2:] == [
        'error: nothing matches "X9" known by 2025', "ask for a later date",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("zzqq", 'nothing in the base has "zzqq"; chipwatch stats says what there is'),
        (
            "zzqq xxqq",
            'nothing in the base has "zzqq" or "xxqq"; chipwatch stats says what there is',
        ),
    ],
)  # fmt: skip
def test_a_search_without_a_hit_says_which_words_are_nowhere(
    run: Run, text: str, hint: str
) -> None:
    assert run("search", text) == (1, "", f'error: nothing matches "{text}"\n{hint}\n')


def test_what_has_most_of_the_words_is_found_and_what_it_lacks_is_said(
    run: Run, facts: Facts
) -> None:
    result = run("search", "lithography of widgets", "--data", facts(BASE))
    assert result.out.splitlines() == [
        '1 found for "lithography of widgets"',
        "Name          Matched  Text                        As of  Kind     Source   Not found",
        "Acme Devices  Summary  Maker of Lithography tools         company  gazette  widgets",
    ]
    assert result.err == 'nothing in the base has "widgets"\n'


def test_a_word_put_right_is_said(run: Run, facts: Facts) -> None:
    result = run("search", "lithografy", "--data", facts(BASE))
    assert result.err == (
        'nothing in the base has "lithografy": searched for "lithography" instead\n'
    )


FIGURES = """\
# chip/x20.yaml
name: Acme X20
aliases: [X20]
sources: [gazette]
price: {value: 12000 USD, as_of: 2024-07}
server_price: {value: 90000 USD, as_of: 2025}
summary: "Made at 5nm for 3A090 lists and the centres of licensed firms"
# company/acme.yaml
name: Acme
sources: [gazette]
president: ann
plan: Spend 380 bn CNY, 15 % of it on smuggled wafers; see 90 FR 4544
# person/ann.yaml
name: Ann Lee
aliases: [安妮 李]
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "hit"),
    [
        pytest.param("x20 price", "price 12,000 USD", id="a-figure-of-the-property-named"),
        pytest.param("acme president", "president Ann Lee", id="a-person"),
        pytest.param("what is the price of the X20", "price 12,000 USD", id="a-question"),
        pytest.param("380 billion yuan", "plan Spend 380", id="a-unit-in-words"),
        pytest.param("380bn rmb", "plan Spend 380", id="a-unit-without-a-space"),
        pytest.param("15%", "plan Spend 380", id="per-cent-as-a-sign"),
        pytest.param("15 percent", "plan Spend 380", id="per-cent-in-words"),
        pytest.param("90 FR 4544", "plan Spend 380", id="a-reference"),
        pytest.param("smuggling wafer", "plan Spend 380", id="forms-of-words"),
        pytest.param("5 nm", "summary Made at 5nm", id="a-number-and-its-unit"),
        pytest.param("3a090", "summary Made at 5nm", id="a-code"),
        pytest.param("license center", "summary Made at 5nm", id="American-spelling"),
        pytest.param("安妮", "alias 安妮 李", id="Chinese"),
    ],
)
def test_the_first_hit_shows_what_answers(run: Run, own_facts: Facts, text: str, hit: str) -> None:
    options = ("--columns", "matched,text", "--format", "tsv", "--limit", "1")
    result = run("search", text, *options, "--data", own_facts(split_files(FIGURES)))
    assert result.out.splitlines()[1].replace("\t", " ").startswith(hit)


WORDS = """\
# company/acme.yaml
name: Acme
aliases: [阿克米]
sources: [gazette]
summary: Maker of lithography tools in the north
plan: Suspend shipments, and pay AT&T
rd_employees: 980
# company/bell.yaml
name: Bell
sources: [gazette]
plan: Answer the probe
# event/trade-case.yaml
name: Trade case
sources: [gazette]
happening: Investigation of wafers
# chip/x20.yaml
name: Acme X20
sources: [gazette]
designer: acme
summary: A chip of 5 nm
# chip/x10.yaml
name: Acme X10
sources: [gazette]
designer: acme
summary: 昇腾 rival
revenue: {value: 3 bn USD, period: 2025-Q3}
"""


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("probe", ["bell", "trade-case"], id="the-word-itself-before-another-for-it"),
        pytest.param("revenue third quarter 2025", ["x10"], id="the-period-of-a-fact"),
        pytest.param("acme r&d", ["acme"], id="an-ampersand-that-the-name-of-a-property-lacks"),
        pytest.param("rd employees", ["acme"], id="the-same-without-it"),
        pytest.param("at&t", ["acme"], id="an-ampersand-in-a-text"),
        pytest.param("suspension", ["acme"], id="a-form-that-no-stem-joins"),
        pytest.param("光刻机", ["acme"], id="Chinese-word-of-the-subject-in-English-facts"),
        pytest.param("阿克米 芯片", ["x20"], id="Chinese-names-of-what-it-is-linked-with"),
        pytest.param("5奈米", ["x20"], id="a-Chinese-unit"),
    ],
)
def test_words_are_found_under_other_words(
    run: Run, own_facts: Facts, text: str, ids: list[str]
) -> None:
    hits = search(run, own_facts(split_files(WORDS)), text)
    assert [id_ for id_, _, how in hits if how != "partial"] == ids


def test_a_name_says_what_the_thing_is_with_day_and_source(run: Run, folder: Path) -> None:
    """
    # company/acme.yaml
    name: Acme
    summary: {value: Maker of tools, as_of: 2025-03, sources: [gazette]}
    """
    options = ("--columns", "text,as_of,source", "--format", "csv")
    assert run("search", "acme", *options, "--data", folder).out.splitlines() == [
        "text,as_of,source",
        "acme: Maker of tools,2025-03,gazette",
    ]


def test_what_is_named_stands_among_the_first_where_many_have_all_words(
    run: Run, own_facts: Facts
) -> None:
    firms = {
        f"company/firm-{number}.yaml": "sources: [gazette]\n"
        f"name: Firm {number}\nplan: Smuggle parts of Acme\n"
        for number in range(6)
    }
    others = {
        f"chip/chip-{number}.yaml": "sources: [gazette]\n"
        f"name: Chip {number}\nintended_use: To be smuggled\n"
        for number in range(12)
    }
    folder = own_facts({"company/acme.yaml": "name: Acme\n", **firms, **others})
    hits = search(run, folder, "smuggled acme")
    assert [(id_, how) for id_, _, how in hits[:4]] == [
        ("firm-0", "contained"),
        ("firm-1", "contained"),
        ("firm-2", "contained"),
        ("acme", "partial"),
    ]


def test_what_comes_nearest_is_shown_where_nothing_has_a_telling_word(
    run: Run, facts: Facts
) -> None:
    hits = search(run, facts(BASE), "stealthy lithography makers of gallium shanghai grow")
    assert [id_ for id_, _, _ in hits] == ["acme", "fair"]


def test_publications_are_searched_by_title_and_by_address_only_where_asked_for(
    run: Run, folder: Path
) -> None:
    """
    # source/digest-1.yaml
    name: Wafers grow
    type: news
    url: https://example.org/copper
    """
    assert search(run, folder, "wafers") == [("digest-1", "name", "contained")]
    assert run("search", "copper", "--data", folder).code == 1
    hits = search(run, folder, "copper", "--kind", "source")
    assert hits == [("digest-1", "url", "contained")]
    assert run("search", "wafers", "--kind", "company", "--data", folder).code == 1


@pytest.mark.data
@pytest.mark.parametrize(
    ("question", "wanted"),
    [(row["query"], row["expected"].split()) for row in QUESTIONS if not row["unmet"]],
)
def test_the_best_answer_of_the_real_base_is_among_the_first_five(
    run: Run, question: str, wanted: list[str]
) -> None:
    result = run("search", question, "--limit", "5", "--json", "--data", "bundled")
    assert {hit["id"] for hit in json.loads(result.out)} & set(wanted)


@pytest.mark.parametrize("text", ["9" * 5000, "天" * 5000, "华为昇腾" * 500, "x" * 100_000])
def test_a_text_that_nobody_would_look_for_is_looked_for_all_the_same(run: Run, text: str) -> None:
    result = run("search", text, "--json")
    assert result.code in {0, 1}


def test_a_zero_byte_parts_words(facts: Facts) -> None:
    with chipwatch.open(str(facts(BASE))) as base:
        assert base.search("acme\0devices").to_data() == base.search("acme devices").to_data()


PROFITS = """\
# statistic/acme-profit.yaml
name: Acme operating profit by quarter
aliases: [Acme chip profit]
sources: [gazette]
summary: Operating profit of Acme, and of its chip division
amount:
  - {value: 20 bn USD, period: 2025-Q4}
  - {value: 9 bn USD, period: 2024-Q1, note: up 9 %}
  - {value: 6 bn USD, period: 2023}
  - {value: 2 bn USD, period: 2023-Q4}
  - {value: 3 bn USD, period: 2022-02..2023-01, note: fiscal 2022}
other_amount:
  - {value: 1 bn USD, period: 2024-Q1, note: "chip division, its first profit; in 2023 it lost 5"}
  - {value: 4 bn USD, period: 2024, note: chip division}
"""


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        pytest.param("acme operating profit 2023", "amount 6 bn USD", id="a-whole-year"),
        pytest.param("acme operating profit q4 2023", "amount 2 bn USD", id="a-quarter"),
        pytest.param("acme operating profit 2023-Q4", "amount 2 bn USD", id="a-quarter-in-one"),
        pytest.param("acme profit fourth quarter 2023", "amount 2 bn USD", id="a-quarter-in-words"),
        pytest.param("acme operating profit second half 2023", "amount 2 bn USD", id="a-half"),
        pytest.param("acme operating profit 2022", "amount 3 bn USD", id="most-of-a-year"),
        pytest.param("acme profit fiscal 2022", "amount 3 bn USD", id="a-fiscal-year"),
        pytest.param("acme profit 2024 q1", "amount 9 bn USD", id="main-before-other-amounts"),
        pytest.param(
            "acme chip profit 2024", "other_amount 4 bn USD", id="the-side-an-alias-names"
        ),
    ],
)
def test_the_fact_of_the_period_that_was_asked_for_is_shown(
    run: Run, facts: Facts, text: str, hit: str
) -> None:
    options = ("--columns", "matched,text", "--format", "tsv", "--limit", "1")
    result = run("search", text, *options, "--data", facts(split_files(PROFITS)))
    assert result.out.splitlines()[1].replace("\t", " ").startswith(hit)


@pytest.mark.parametrize(
    ("text", "has_card"), [("x20 price 2024", True), ("x20 price 2025", False)]
)
def test_a_figure_of_another_period_is_not_written_in_full(
    run: Run, folder: Path, text: str, *, has_card: bool
) -> None:
    """
    # chip/x20.yaml
    name: Acme X20
    aliases: [X20]
    sources: [gazette]
    price: {value: 12000 USD, as_of: 2024-07, note: from 2024 to 2025}
    """
    result = run("search", text, "--data", folder)
    assert (
        result.out.splitlines()[1] == "Acme X20  Price: 12,000 USD (from 2024 to 2025) – 2024-07"
    ) is has_card
