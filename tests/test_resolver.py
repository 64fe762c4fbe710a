"""Which entity a name means: every way of being found, and every reason to refuse."""

import json

import pytest

import chipwatch
from chipwatch.asking.answers.entity_match import EntityMatch
from chipwatch.asking.naming.resolver import list_guess_remarks, resolve_distinct
from chipwatch.model.problem import AmbiguousError, NotFoundError
from chipwatch.store.snapshot import open_base
from conftest import Facts, Run

FOLDER = {
    "company/baidu.yaml": "name: Baidu\naliases: [百度, 'Baidu, Inc.', BIDU, 9888.HK]\n",
    "company/tencent.yaml": "name: Tencent\naliases: [腾讯控股有限公司, 騰訊]\n",
    "company/smic.yaml": "name: SMIC\naliases: [中芯国际, Semiconductor Manufacturing Corp]\n",
    "company/loongson-technology.yaml": "name: Loongson Technology\naliases: [龙芯]\n",
    "company/cafe-micro.yaml": "name: Café Micro Ltd.\n",
    "company/moore-threads.yaml": "name: Moore Threads\n",
    "company/moorelab.yaml": "name: Moorelab\n",
    "company/arm.yaml": "name: Arm\naliases: [Acorn]\n",
    "chip/nvidia-h100.yaml": "name: Nvidia H100\naliases: [H100]\n",
    "chip/nvidia-h200.yaml": "name: Nvidia H200\naliases: [H200]\n",
    "product/acorn-app.yaml": "name: Acorn app\naliases: [Acorn]\n",
    "person/david-wang.yaml": "name: David Wang\n",
    "policy/h100-ban.yaml": "name: H100 ban\n",
}


@pytest.fixture
def base(facts: Facts) -> chipwatch.Base:
    return chipwatch.open(str(facts(FOLDER)))


@pytest.mark.parametrize(
    ("name", "entity_id", "how"),
    [
        pytest.param("baidu", "baidu", "id", id="id"),
        pytest.param("nvidia-h100", "nvidia-h100", "id", id="id-with-hyphen"),
        pytest.param("nvidia h100", "nvidia-h100", "id", id="id-without-hyphen"),
        pytest.param("Loongson Technology", "loongson-technology", "id", id="name-like-id"),
        pytest.param("cafe micro ltd", "cafe-micro", "name", id="name-without-accent"),
        pytest.param("BIDU", "baidu", "alias", id="ticker"),
        pytest.param("bidu", "baidu", "alias", id="case"),
        pytest.param("ＢＩＤＵ", "baidu", "alias", id="full-width"),
        pytest.param("9888.HK", "baidu", "alias", id="ticker-of-digits"),
        pytest.param("9888hk", "baidu", "alias", id="punctuation"),
        pytest.param("  h 1 0 0 ", "nvidia-h100", "alias", id="spacing"),
        pytest.param("baidu inc.", "baidu", "alias", id="suffix-of-an-alias"),
        pytest.param("Baidu Co., Ltd.", "baidu", "id", id="company-suffixes"),
        pytest.param("Moore Threads Co., Ltd.", "moore-threads", "id", id="more-suffixes"),
        pytest.param("百度", "baidu", "alias", id="chinese"),
        pytest.param("百度公司", "baidu", "alias", id="chinese-suffix"),
        pytest.param("腾讯", "tencent", "alias", id="chinese-without-suffix"),
        pytest.param("騰訊", "tencent", "alias", id="traditional-characters"),
        pytest.param("zhongxinguoji", "smic", "pinyin", id="pinyin"),
        pytest.param("Zhong Xin Guo Ji", "smic", "pinyin", id="pinyin-with-spaces"),
        pytest.param("tengxun", "tencent", "pinyin", id="pinyin-without-suffix"),
        pytest.param("loongs", "loongson-technology", "prefix", id="most-of-a-word"),
        pytest.param("中芯", "smic", "prefix", id="two-chinese-characters"),
        pytest.param("badu", "baidu", "fuzzy", id="a-letter-left-out"),
        pytest.param("baiddu", "baidu", "fuzzy", id="a-letter-added"),
        pytest.param("baisu", "baidu", "fuzzy", id="a-letter-changed"),
        pytest.param("biadu", "baidu", "fuzzy", id="two-letters-exchanged"),
        pytest.param("mooer threds", "moore-threads", "fuzzy", id="two-slips-in-a-long-name"),
        pytest.param("nvidai h100", "nvidia-h100", "fuzzy", id="a-slip-beside-a-number"),
        pytest.param("David Wnag", "david-wang", "fuzzy", id="letters-exchanged-in-a-surname"),
    ],
)
def test_a_name_finds_its_entity(base: chipwatch.Base, name: str, entity_id: str, how: str) -> None:
    match = base.resolve(name)
    assert (match.entity.id, match.match_type) == (entity_id, how)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("", id="nothing"),
        pytest.param(" .,-!", id="punctuation-alone"),
        pytest.param("b", id="one-letter"),
        pytest.param("ba", id="two-letters"),
        pytest.param("百", id="one-character"),
        pytest.param("amr", id="slip-in-a-short-name"),
        pytest.param("David Wong", id="another-surname"),
        pytest.param("technology", id="generic-word"),
        pytest.param("semiconductor", id="generic-prefix"),
        pytest.param("semiconducter", id="misspelt-generic-word"),
        pytest.param("group", id="company-word"),
        pytest.param("AI chips", id="generic-words"),
        pytest.param("threads", id="mere-end"),
        pytest.param("oongso", id="mere-containment"),
        pytest.param("manufacturing", id="mere-middle"),
        pytest.param("H10", id="prefix-of-a-number"),
        pytest.param("H150", id="another-number"),
        pytest.param("H1000", id="longer-number"),
        pytest.param("nvidia h20", id="digit-left-out"),
        pytest.param("nvidia h300", id="digit-changed"),
        pytest.param("bdu", id="two-slips-in-a-short-name"),
        pytest.param("mor thraeds x", id="three-slips"),
        pytest.param("zzzz", id="nothing-like-it"),
        pytest.param("'; DROP TABLE name; --", id="sql"),
        pytest.param('" OR "*', id="full-text-syntax"),
        pytest.param("^$", id="anchors-of-the-index"),
        pytest.param("%", id="wildcard"),
        pytest.param("\udcff", id="undecodable"),
        pytest.param("x" * 20_000, id="huge"),
    ],
)
def test_an_unsure_name_is_refused(base: chipwatch.Base, name: str) -> None:
    with pytest.raises(NotFoundError):
        base.resolve(name)


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        pytest.param("moore", ["moorelab", "moore-threads"], id="one-prefix-of-two"),
        pytest.param("Acorn", ["acorn-app", "arm"], id="one-alias-of-two"),
    ],
)
def test_a_name_that_means_several_things_lists_them(
    base: chipwatch.Base, name: str, candidates: list[str]
) -> None:
    with pytest.raises(AmbiguousError) as raised:
        base.resolve(name)
    assert sorted(
        first_name["id"] for first_name in raised.value.candidates if isinstance(first_name, dict)
    ) == sorted(candidates)
    assert raised.value.message == f'"{name}" can mean 2 things'


def test_one_entity_under_a_name_twice_is_not_ambiguous(facts: Facts) -> None:
    base = chipwatch.open(
        str(facts({"company/acme.yaml": "name: Acme\naliases: [ACME, Acme Inc, 'Acme, Ltd.']\n"}))
    )
    assert base.resolve("acme corp").entity.id == "acme"


@pytest.mark.parametrize(
    ("name", "kind", "entity_id"),
    [
        pytest.param("acorn", "company", "arm", id="of-the-kind"),
        pytest.param("acorn", "product", "acorn-app", id="of-the-other-kind"),
        pytest.param("acron", "product", "acorn-app", id="slip"),
        pytest.param("h100", "policy", "h100-ban", id="prefix-where-the-name-is-of-a-chip"),
    ],
)
def test_a_kind_narrows_what_a_name_means(
    base: chipwatch.Base, name: str, kind: str, entity_id: str
) -> None:
    assert base.resolve(name, kind=kind).entity.id == entity_id


def test_a_name_of_another_kind_is_refused_with_the_right_command(run: Run, facts: Facts) -> None:
    result = run("company", "H200", "--data", facts(FOLDER))
    assert result == (
        1,
        "",
        'error: no company is called "H200"\nNvidia H200 is a chip: chipwatch chip nvidia-h200\n',
    )


def test_a_name_that_several_things_of_other_kinds_have_gives_no_hint_to_one(
    run: Run, facts: Facts
) -> None:
    result = run("chip", "acorn", "--data", facts(FOLDER))
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        'error: no chip is called "acorn"',
        "chipwatch chip lists them; chipwatch search acorn looks everywhere",
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        pytest.param("smci x", "did you mean SMIC (smic)?", id="the-nearest-first"),
        pytest.param(
            "technology",
            "did you mean Loongson Technology (loongson-technology)?",
            id="a-generic-word-only-where-a-name-has-it",
        ),
        pytest.param("", "chipwatch stats says what there is", id="nothing-to-search-for"),
    ],
)
def test_a_refusal_says_what_to_do(base: chipwatch.Base, name: str, hint: str) -> None:
    with pytest.raises(NotFoundError) as raised:
        base.resolve(name)
    assert raised.value.hint == hint


def test_candidates_are_few_and_each_once(facts: Facts) -> None:
    files = {f"company/lattice-{n}.yaml": f"name: Lattice {n}\n" for n in range(9)}
    base = chipwatch.open(str(facts(files)))
    with pytest.raises(AmbiguousError) as raised:
        base.resolve("lattice")
    assert raised.value.message == '"lattice" can mean 9 things'
    assert raised.value.hint.endswith(", lattice-3 (Lattice 3, company), …")
    assert len(raised.value.candidates) == 5


@pytest.mark.parametrize(
    ("ending", "hint"),
    [
        pytest.param(
            " to the makers",
            "did you mean Letter 0 to the makers (l0), Letter 1 to the makers (l1) or Letter 2 to"
            " the makers (l2)?",
            id="by-name",
        ),
        pytest.param(
            " to the makers of chips and tools in China", "did you mean l0, l1 or l2?", id="by-id"
        ),
    ],
)
def test_what_was_meant_is_asked_in_two_lines_of_a_terminal(
    facts: Facts, ending: str, hint: str
) -> None:
    files = {f"policy/l{n}.yaml": f"name: Letter {n}{ending}\n" for n in range(3)}
    with pytest.raises(NotFoundError) as raised:
        chipwatch.open(str(facts(files))).resolve("letter of makers")
    assert raised.value.hint == hint


def test_a_name_whose_file_has_problems_says_so(run: Run, facts: Facts) -> None:
    folder = facts({"company/acme.yaml": "name: Acme\nsummary: [\n"})
    result = run("company", "Acme", "--data", folder)
    assert result.code == 1
    check = f"chipwatch check --data={folder}"
    assert result.err.splitlines() == [
        f"1 entity is left out because of problems in the files: run {check}",
        f"error: acme is left out: {folder.as_posix()}/company/acme.yaml has problems",
        "chipwatch check, with the same --data if any, shows them",
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("baidu", 0, id="id"),
        pytest.param("Baidu Inc", 0, id="suffix"),
        pytest.param("百度", 0, id="chinese"),
        pytest.param("zhongxinguoji", 0, id="pinyin"),
        pytest.param("badu", 1, id="slip"),
        pytest.param("loongson", 1, id="prefix"),
    ],
)
def test_exact_takes_no_prefix_and_no_slip(run: Run, facts: Facts, name: str, code: int) -> None:
    assert run("show", name, "--exact", "--data", facts(FOLDER)).code == code


def test_several_names_of_one_entity_are_one(facts: Facts) -> None:
    base = open_base((str(facts(FOLDER)),))
    matches = resolve_distinct(base, ["百度", "smic", "badu"])
    assert [(match.entity.id, match.query) for match in matches] == [
        ("baidu", "百度"),
        ("smic", "smic"),
    ]


def test_only_guessed_names_are_talked_about(base: chipwatch.Base) -> None:
    names = ("baidu", "BIDU", "tengxun", "badu", "loongs")
    assert list_guess_remarks([base.resolve(name) for name in names]) == [
        'showing Baidu for "badu"',
        'showing Loongson Technology for "loongs"',
    ]


def test_a_match_says_which_name_was_meant(base: chipwatch.Base) -> None:
    match = base.resolve("biddu")
    assert match == EntityMatch("biddu", match.entity, "fuzzy", "BIDU")


@pytest.mark.parametrize("name", ["baidu", "badu", "百度", "BIDU", "baidu inc."])
def test_the_bundled_base_knows_baidu_by_every_name(run: Run, name: str) -> None:
    result = run("company", name)
    assert result.code == 0
    assert result.out.startswith("Baidu · company · baidu\n")
    assert result.err == ('showing Baidu for "badu"\n' if name == "badu" else "")


def test_the_bundled_base_refuses_what_it_does_not_know(run: Run) -> None:
    result = run("company", "zzzz")
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        'error: no company is called "zzzz"',
        "chipwatch company lists them; chipwatch search zzzz looks everywhere",
    ]


@pytest.mark.slow
def test_names_of_another_kind_do_not_crowd_out_the_one_that_is_meant(
    run: Run, facts: Facts
) -> None:
    chips = "---\n".join(
        f"id: anvil{number}-one\nkind: chip\nname: Anvilon {number}\nsources: gazette\nsummary: X\n"
        for number in range(600)
    )
    folder = facts(
        {
            "chip/anvils.yaml": chips,
            "company/anvilonics.yaml": "name: Anvilonics\nsources: gazette\nsummary: A firm\n",
        }
    )
    result = run("company", "anvilonixs", "--data", folder, "--columns", "name", "--format", "csv")
    assert result == (0, "name\nAnvilonics\n", 'showing Anvilonics for "anvilonixs"\n')
    result = run("company", "anvilon", "--data", folder, "--columns", "name", "--format", "csv")
    assert result == (0, "name\nAnvilonics\n", 'showing Anvilonics for "anvilon"\n')


SIMILAR_PAIRS = [
    ("Ascend 910B", "Ascend 910C"),
    ("Ascend 910B", "Ascend 910B2"),
    ("Ascend 910B2", "Ascend 910B3"),
    ("Nvidia H20", "Nvidia H200"),
    ("Nvidia H100", "Nvidia A100"),
    ("Nvidia A100", "Nvidia A800"),
    ("Nvidia L20", "Nvidia L40"),
    ("Nvidia L20", "Nvidia L2"),
    ("Nvidia L40", "Nvidia L40S"),
    ("Nvidia B200", "Nvidia GB200"),
    ("Nvidia H100", "Nvidia H100 NVL"),
    ("GeForce RTX 4090", "GeForce RTX 4090 D"),
    ("GeForce RTX 5090 D", "GeForce RTX 5090 D V2"),
    ("AMD Instinct MI300X", "AMD Instinct MI308X"),
    ("AMD Instinct MI300X", "AMD Instinct MI300A"),
    ("Cambricon Siyuan 290", "Cambricon Siyuan 590"),
    ("Intel Gaudi 2", "Intel Gaudi 3"),
    ("Intel Gaudi", "Intel Gaudi 3"),
    ("Kunlun II", "Kunlun III"),
    ("昇腾910B", "昇腾910C"),
    ("深算一号", "深算二号"),
]
"""Pairs of chips whose names are a slip apart."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first_name", "second_name"), [*SIMILAR_PAIRS, *(pair[::-1] for pair in SIMILAR_PAIRS)]
)
@pytest.mark.parametrize("template", ["{}", "{} GPU", "{} chip"])
def test_no_chip_is_taken_for_another(
    facts: Facts, first_name: str, second_name: str, template: str
) -> None:
    base = chipwatch.open(str(facts({"chip/x1.yaml": f"name: {first_name}\nsources: [gazette]\n"})))
    assert base.resolve(first_name).entity.id == "x1"
    for spelling in {
        second_name,
        second_name.replace(" ", ""),
        second_name.replace(" ", "-"),
        second_name.lower(),
    }:
        with pytest.raises(NotFoundError):
            base.resolve(template.format(spelling))


@pytest.mark.slow
@pytest.mark.parametrize(("first_name", "second_name"), SIMILAR_PAIRS)
def test_each_of_two_chips_a_slip_apart_is_itself(
    facts: Facts, first_name: str, second_name: str
) -> None:
    files = {"chip/x1.yaml": f"name: {first_name}\n", "chip/x2.yaml": f"name: {second_name}\n"}
    folder = facts(files)
    base = chipwatch.open(str(folder))
    assert (base.resolve(first_name).entity.id, base.resolve(second_name).entity.id) == ("x1", "x2")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("entity_name", "name"),
    [
        pytest.param("Meta", "MetaX", id="letter-more-at-the-end"),
        pytest.param("MetaX", "Meta", id="letter-less-at-the-end"),
        pytest.param("MetaX", "Metal", id="other-letter-at-the-end-of-a-short-name"),
        pytest.param("SMIC", "SMEC", id="four-letters"),
        pytest.param("Intellifusion", "Intel", id="part-of-a-word"),
        pytest.param("Alibaba Cloud", "Alibaba", id="beginning-that-is-another-firm"),
        pytest.param("Alibaba", "Alibaba Pictures", id="more-words"),
        pytest.param("Biren Technology", "Beijing Biren Technology Development", id="other-firm"),
        pytest.param("Moore Threads", "Thread", id="one-word-of-two"),
        pytest.param("Zhang Wen", "Zhang Wei", id="short-word"),
        pytest.param("Robin Li", "Robin Lu", id="family-name"),
        pytest.param("中微半导体", "超微半导体", id="one-character"),
        pytest.param("百度", "百渡", id="one-character-of-two"),
        pytest.param("NASDAQ:AMZN", "NASDAQ:AMAT", id="ticker"),
        pytest.param("9888.HK", "9888.TW", id="other-exchange"),
        pytest.param("9888.HK", "9889.HK", id="other-code"),
        pytest.param("YMTC entity list", "SMIC entity list", id="other-word-of-four-letters"),
        pytest.param("Integrated Circuit Fund", "Integrated Circuit Bond", id="other-noun"),
        pytest.param("Horizon Robotics", "Verizon Robotics", id="two-slips-in-a-word-of-seven"),
    ],
)
def test_a_name_that_is_only_near_is_refused(facts: Facts, entity_name: str, name: str) -> None:
    files = {"company/x1.yaml": f"name: {entity_name}\nsources: [gazette]\n"}
    base = chipwatch.open(str(facts(files)))
    with pytest.raises(NotFoundError):
        base.resolve(name)


@pytest.mark.parametrize(
    ("entity_name", "name", "how"),
    [
        pytest.param("Huawei Ascend 910B2", "Ascend910B2", "name", id="model-without-its-maker"),
        pytest.param("GeForce RTX 4090 D", "RTX-4090D", "name", id="model-written-together"),
        pytest.param("Nvidia H20", "nvidia h-20", "name", id="digits-apart"),
        pytest.param("Nvidia H20", "Nvidia H20 GPU", "name", id="what-it-is-said-too"),
        pytest.param("昇腾910B", "昇騰 910B", "name", id="traditional"),
        pytest.param("昇騰910B", "昇腾910B", "name", id="simplified"),
        pytest.param("昇騰910B", "shengteng910b", "pinyin", id="pinyin-and-number"),
        pytest.param("Gaudi (formerly Habana Gaudi)", "habana gaudi", "name", id="former-name"),
        pytest.param("Kunlun (昆仑)", "昆仑", "name", id="both-scripts-in-one-name"),
    ],
)
def test_a_chip_is_found_however_it_is_written(
    facts: Facts, entity_name: str, name: str, how: str
) -> None:
    files = {"chip/x1.yaml": f"name: {entity_name}\nsources: [gazette]\n"}
    base = chipwatch.open(str(facts(files)))
    assert base.resolve(name).match_type == how


@pytest.mark.slow
@pytest.mark.parametrize(
    ("entity_name", "name", "how"),
    [
        pytest.param("0981.HK", "981.HK", "name", id="zeros"),
        pytest.param("981.HK", "HKEX:0981", "name", id="exchange-first"),
        pytest.param("981.HK", "0981", "name", id="no-exchange"),
        pytest.param("688981.SS", "688981.SH", "name", id="other-name-of-the-exchange"),
        pytest.param("688981.SH", "sh688981", "name", id="exchange-together-with-the-code"),
        pytest.param("NASDAQ:BIDU", "bidu", "name", id="letters-alone"),
        pytest.param("NASDAQ:BIDU", "BIDU.O", "name", id="letters-and-suffix"),
        pytest.param(
            "中芯国际集成电路制造有限公司", "中芯國際集成電路製造", "name", id="two-scripts"
        ),
        pytest.param("中芯国际", "中芯", "prefix", id="what-says-something"),
        pytest.param("中芯国际", "zhongxin guoji", "pinyin", id="pinyin-in-words"),
        pytest.param("中芯国际", "zxgj", "pinyin", id="initials"),
        pytest.param("Acme Works", "ACME WORKS Sp. z o.o.", "name", id="polish"),
        pytest.param("Acme Works GmbH & Co. KG", "Acme Works", "name", id="german"),
        pytest.param("삼성전자", "삼성전자 주식회사", "name", id="korean"),
        pytest.param("ソニー", "ソニー株式会社", "name", id="japanese"),
        pytest.param("Jensen Huang", "Huang Jensen", "fuzzy", id="words-turned"),
        pytest.param("Acme Works", "Acme Wroks Ltd.", "fuzzy", id="slip-and-form"),
        pytest.param("Tencent", "Tencet Holdings Limited", "fuzzy", id="slip-and-two-forms"),
        pytest.param("Tencent Technology", "Tencent", "prefix", id="word-left-off"),
    ],
)
def test_a_company_is_found_however_it_is_written(
    facts: Facts, entity_name: str, name: str, how: str
) -> None:
    folder = facts({"company/x1.yaml": f"name: '{entity_name}'\nsources: [gazette]\n"})
    assert chipwatch.open(str(folder)).resolve(name).match_type == how


def test_a_rightly_spelt_word_of_another_name_is_no_slip(facts: Facts) -> None:
    files = {
        "company/t-head.yaml": "name: THead\n",
        "company/moore.yaml": "name: Moore Thread Works\n",
    }
    base = chipwatch.open(str(facts(files)))
    assert base.resolve("theaad").entity.id == "t-head"
    with pytest.raises(NotFoundError):
        base.resolve("thread")


def test_a_publication_is_meant_only_where_nothing_else_is(facts: Facts) -> None:
    files = {
        "company/baidu.yaml": "name: Baidu\naliases: [Baidu Holdings plc]\n",
        "source/wiki-1.yaml": "name: Baidu Holdings plc\ntype: reference\n",
        "source/wiki-2.yaml": "name: Wafers in plenty\ntype: reference\n",
    }
    base = chipwatch.open(str(facts(files)))
    names = ("Baidu Holdings plc", "Baidu Holdinsg plc", "badu", "Baidu Hold")
    assert [base.resolve(name).entity.id for name in names] == ["baidu"] * 4
    assert base.resolve("Baidu Holdings plc", kind="source").entity.id == "wiki-1"
    assert base.resolve("wafers in plnety").entity.id == "wiki-2"


MAKERS = {
    "company/nvidia.yaml": "name: Nvidia\n",
    "company/intel.yaml": "name: Intel\naliases: [英特尔]\n",
    "company/baidu.yaml": "name: Baidu\n",
    "company/kunlunxin.yaml": "name: Kunlunxin\nparent: baidu\nsources: [gazette]\n",
    "company/acme.yaml": "name: Acme Chip Works\n",
    "chip/h20.yaml": "name: Nvidia H20\naliases: [HGX H20]\ndesigner: nvidia\nsources: [gazette]\n",
    "chip/p800.yaml": "name: Kunlun P800\naliases: [P800]\ndesigner: kunlunxin\n"
    "sources: [gazette]\n",
    "chip/x2.yaml": "name: Xyz X200\naliases: [X200]\ndesigner: acme\nsources: [gazette]\n",
    "product/ernie.yaml": "name: ERNIE Bot\ndeveloper: baidu\nsources: [gazette]\n",
}


@pytest.mark.parametrize(
    ("name", "entity_id"),
    [
        pytest.param("Nvidia HGX H20", "h20", id="maker-and-alias"),
        pytest.param("Baidu P800", "p800", id="parent-of-the-maker"),
        pytest.param("Acme Chip Works X200", "x2", id="maker-of-three-words"),
        pytest.param("Baidu ERNIE Bot", "ernie", id="product"),
        pytest.param("Intel HGX H20", None, id="another-maker"),
        pytest.param("Baidu H20", None, id="another-maker-and-a-model"),
        pytest.param("Nvidia HGX H200", None, id="another-model"),
    ],
)
def test_a_maker_may_stand_before_what_it_makes(
    run: Run, facts: Facts, name: str, entity_id: str | None
) -> None:
    result = run("resolve", name, "--exact", "--json", "--data", facts(MAKERS))
    assert [first_name["id"] for first_name in json.loads(result.out)] == [entity_id]


PLACED = {
    "company/biren.yaml": "name: Biren\naliases: [Biren Technology, 壁仞科技]\ncountry: CN\n"
    "sources: [gazette]\n",
    "company/apple.yaml": "name: Apple\naliases: [Apple Technology, 苹果]\ncountry: US\n"
    "sources: [gazette]\n",
    "company/kunlun.yaml": "name: Kunlun\ncountry: CN\nsources: [gazette]\n",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "entity_id"),
    [
        pytest.param("Beijing Biren Technology Development Co., Ltd.", "biren", id="legal"),
        pytest.param("Guangzhou Biren Technology", "biren", id="place-alone"),
        pytest.param("北京壁仞科技开发有限公司", "biren", id="legal-Chinese"),
        pytest.param("北京壁仞科技開發有限公司", "biren", id="legal-traditional"),
        pytest.param("上海市壁仞科技股份有限公司", "biren", id="with-the-word-city"),
        pytest.param("Beijing Apple Technology Co., Ltd.", None, id="foreign-firm"),
        pytest.param("北京苹果科技有限公司", None, id="foreign-firm-Chinese"),
        pytest.param("Beijing Kunlun Development Co., Ltd.", None, id="one-word-many-may-have"),
        pytest.param("Beijing Technology Development Co., Ltd.", None, id="nothing-left"),
        pytest.param("London Biren Technology", None, id="no-place-of-China"),
        pytest.param("Beijing Biren Dumpling Co., Ltd.", None, id="another-business"),
        pytest.param("Beijing Biren Technology Fund", None, id="another-firm"),
    ],
)
def test_a_chinese_firm_is_found_by_its_legal_name_with_a_place(
    run: Run, facts: Facts, name: str, entity_id: str | None
) -> None:
    result = run("resolve", name, "--json", "--data", facts(PLACED))
    (row,) = json.loads(result.out)
    assert (row["id"], row["match"] == "fuzzy" and row["sure"]) == (
        entity_id,
        entity_id is not None,
    )
    refused = run("resolve", name, "--exact", "--json", "--data", facts(PLACED))
    assert json.loads(refused.out)[0]["id"] is None


@pytest.mark.parametrize(
    ("entity_name", "name", "entity_id"),
    [
        pytest.param("Cambricon", "Cambric0n", "x1", id="o"),
        pytest.param("Moore Threads", "Mo0re Threads", "x1", id="o-in-the-first-word"),
        pytest.param("Alibaba", "A1ibaba", "x1", id="l"),
        pytest.param("Biren", "B1ren", "x1", id="i"),
        pytest.param("Loongson", "Loong5on", "x1", id="s"),
        pytest.param("Broadcom", "Broadcorn", "x1", id="r-and-n"),
        pytest.param("Meituan Dianping", "Meituan clianping", "x1", id="c-and-l"),
        pytest.param("Groq", "Gr0q", None, id="too-short"),
        pytest.param("Acme", "Acrne", "x1", id="r-and-n-in-a-word-of-five"),
        pytest.param("Acm", "Acrn", None, id="r-and-n-in-a-short-word"),
        pytest.param("Model X10O", "Model X100", None, id="model-number"),
        pytest.param("Alibaba", "Alibab4", None, id="no-letter-looks-so"),
    ],
)
def test_a_letter_is_found_by_what_looks_like_it(
    run: Run, facts: Facts, entity_name: str, name: str, entity_id: str | None
) -> None:
    folder = facts({"company/x1.yaml": f"name: {entity_name}\n"})
    result = run("resolve", name, "--json", "--data", folder)
    assert json.loads(result.out)[0]["id"] == entity_id


def test_a_word_in_a_publications_title_is_no_rival_of_a_slip(facts: Facts) -> None:
    files = {
        "company/moore.yaml": "name: Moore Threads\n",
        "source/page.yaml": "name: A thread on wafers\ntype: news\n",
    }
    base = chipwatch.open(str(facts({**files, "company/t-head.yaml": "name: T-Head\n"})))
    assert base.resolve("Moore Thread").entity.id == "moore"
    with pytest.raises(NotFoundError):
        base.resolve("thread")


def test_a_model_without_its_maker_is_suggested_first(facts: Facts) -> None:
    files = {
        "chip/x1.yaml": "name: MetaX N100\n",
        "chip/x2.yaml": "name: Kunlun M100\n",
        "chip/x3.yaml": "name: Nvidia A100\naliases: [A100]\n",
    }
    base = chipwatch.open(str(facts(files)))
    with pytest.raises(NotFoundError) as raised:
        base.resolve("N100")
    assert raised.value.candidates[0] == {"id": "x1", "kind": "chip", "name": "MetaX N100"}


def test_a_thing_of_which_a_layer_is_left_out_says_so(run: Run, own_facts: Facts) -> None:
    below = own_facts({"company/acme.yaml": "name: Acme\nsources: [gazette]\ncountry: CN\n"})
    above = below.with_name("above")
    (above / "company").mkdir(parents=True)
    (above / "company" / "acme.yaml").write_text("name: Acme\nsummary: [\n", encoding="utf-8")
    result = run("company", "acme", "--data", below, "--data", above)
    assert (result.code, "CN" in result.out) == (0, True)
    check = f"chipwatch check --data={below} --data={above}"
    assert result.err.splitlines() == [
        f"1 entity is left out because of problems in the files: run {check}",
        "of acme only what other files say is shown",
    ]
