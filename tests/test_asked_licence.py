"""Questions about exports without a command: what is read as a question for ``controls``."""

import re
import shlex

import pytest

import chipwatch
from chipwatch.cli.asked_licence import find_asked_licence
from chipwatch.cli.licence_words import (
    CHINESE_SHAPES,
    CHINESE_WORDS,
    ENGLISH_SHAPES,
    ENGLISH_WORDS,
)
from conftest import BASE, Facts, Run

DAY = ("--as-of", "2025-05-01")


@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("can nvidia sell the h20 to china?", "h20 --to china"),
        ("Can Nvidia's H20 be sold to Tencent", "'nvidia h20' --to CN --end-user tencent"),
        ("can h20 be bought by tencent", "h20 --to CN --end-user tencent"),
        ("could tencent get an a100", "a100 --to CN --end-user tencent"),
        ("can samsung buy the h100", "h100 --to KR --end-user samsung"),
        ("can china import h20 from nvidia", "h20 --to china"),
        ("can chinese firms buy the h20", "h20 --to china"),
        ("can the US sell h20 and h200 to hong kong", "h20 h200 --to 'hong kong'"),
        ("can huawei ship ascend 910c to malaysia", "'ascend 910c' --to malaysia"),
        ("can i buy a cloudmatrix 384 in japan", "'cloudmatrix 384' --to japan"),
        ("is the h100 export controlled", "h100"),
        ("is it legal to sell h100s to india", "h100 --to india"),
        ("is nvidia allowed to sell its H200 chips to the Chinese market?", "h200 --to china"),
        ("can china buy h20 from the us", "h20 --to china"),
        ("can nvidia supply tencent with h20", "h20 --to CN --end-user tencent"),
        ("can samsung get the h100 in uae.", "h100 --to uae --end-user samsung"),
        ("can nvidia sell h100 to tencent in malaysia", "h100 --to malaysia --end-user tencent"),
        ("can i ship an a100 from the US to india without a license", "a100 --to india"),
        ("h20 export licence hong kong", "h20 --to 'hong kong'"),
        ("h20 export ban china", "h20 --to china"),
        ("us ban on h20 exports to china", "h20 --to china"),
        ("does exporting h100 to india need a license", "h100 --to india"),
        ("are h20 sales to china allowed", "h20 --to china"),
        ("does the a800 require a license for china", "a800 --to china"),
        ("US export controls on the h20", "h20"),
        ("export licence h20 hong kong", "h20 --to 'hong kong'"),
        ("hong kong h20 export licence", "h20 --to 'hong kong'"),
        ("h20能卖到中国吗", "h20 --to '中国'"),
        ("英伟达能向香港出售h20吗？", "h20 --to '香港'"),
        ("腾讯能不能买h20", "h20 --to CN --end-user '腾讯'"),
        ("h20能不能出口中国", "h20 --to '中国'"),
        ("h20对华出口还需要许可证吗", "h20 --to '中国'"),
        ("英伟达现在能在中国卖h20芯片吗", "h20 --to '中国'"),
        ("美国允许英伟达向中国出口h20吗", "h20 --to '中国'"),
        ("华为能把昇腾910c卖到马来西亚吗", "'昇腾910c' --to '马来西亚'"),
        ("中国公司能从美国进口h20吗", "h20 --to '中国'"),
        ("h20出口许可证", "h20"),
        ("is smic on the entity list", "--party smic"),
        ("Is Huawei sanctioned?", "--party huawei"),
        ("is smic sanctioned by the us", "--party smic"),
        ("中芯国际在实体清单上吗", "--party '中芯国际'"),
        ("美国制裁中芯国际了吗", "--party '中芯国际'"),
    ],
)
def test_a_question_about_exports_is_for_controls(run: Run, question: str, command: str) -> None:
    result, expected = run(question, *DAY), run("controls", *shlex.split(command), *DAY)
    assert (result.code, result.out) == (0, expected.out)
    assert result.err == f"{expected.err}read as: chipwatch controls {command}\n"


@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("could nvidia sell a800 to china in june 2023?", "a800 --to china --as-of 2023-06"),
        ("can nvidia sell h20 to china in sep 2025", "h20 --to china --as-of 2025-09"),
        ("In 2023, could nvidia sell the a800 to china", "a800 --to china --as-of 2023"),
        ("did nvidia need a license to sell a800 to china in 2022", "a800 --to china --as-of 2022"),
        ("can nvidia sell h20 to china as of 2025-05-01", "h20 --to china --as-of 2025-05-01"),
        ("was smic on the entity list in 2019", "--party smic --as-of 2019"),
        ("2023年6月英伟达能卖a800给中国吗", "a800 --to '中国' --as-of 2023-06"),
    ],
)
def test_a_period_in_a_question_is_the_day_asked_about(
    run: Run, question: str, command: str
) -> None:
    result, expected = run(question), run("controls", *shlex.split(command))
    assert (result.code, result.out) == (0, expected.out)
    assert result.err == f"{expected.err}read as: chipwatch controls {command}\n"


def test_an_option_stands_in_for_the_seat_of_the_buyer(run: Run) -> None:
    result = run("can tencent buy h20", "--to=malaysia", *DAY)
    words = ("controls", "h20", "--end-user", "tencent", "--to", "malaysia")
    assert result.out == run(*words, *DAY).out
    assert result.err.endswith("read as: chipwatch controls h20 --end-user tencent\n")


@pytest.mark.parametrize(
    ("question", "option", "name"),
    [
        ("can nvidia sell h20 to china", "--to=uae", "china"),
        ("can tencent buy h20", "--end-user=huawei", "tencent"),
        ("can china buy h20 in 2023", "--as-of=2025", "2023"),
        ("is smic on the entity list", "--party=huawei", "smic"),
    ],
)
def test_an_option_does_not_overrule_the_question(
    run: Run, question: str, option: str, name: str
) -> None:
    result = run(question, option)
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        f"error: the question names {name}, and {option.partition('=')[0]} is given too\n"
        "leave one of the two out\n"
    )


_NAMES = {
    "SELLER": "nvidia",
    "BUYER": "tencent",
    "PLACE": "japan",
    "ITEMS": "h20",
    "THERE": "h20 japan",
    "FIRM": "smic",
}
_GROUP = re.compile(r"\(\?:([^|)]*)[^)]*\)\??|\[(.).*?\]|\?")


@pytest.mark.parametrize("shape", ENGLISH_SHAPES)
def test_a_line_of_each_english_shape_is_read(shape: str) -> None:
    line = " ".join(_fill_part(part, ENGLISH_WORDS) for part in shape.split())
    assert find_asked_licence(chipwatch.open(str(BASE)), [line]) is not None


@pytest.mark.parametrize("shape", CHINESE_SHAPES)
def test_a_line_of_each_chinese_shape_is_read(shape: str) -> None:
    line = "".join(_fill_part(part, CHINESE_WORDS) for part in shape.split())
    assert find_asked_licence(chipwatch.open(str(BASE)), [line]) is not None


def _fill_part(part: str, words: dict[str, tuple[str, ...]]) -> str:
    word = part.removesuffix("?")
    return _NAMES.get(word) or _GROUP.sub(r"\1\2", words.get(word, (word,))[0])


@pytest.mark.parametrize(
    ("shapes", "words"), [(ENGLISH_SHAPES, ENGLISH_WORDS), (CHINESE_SHAPES, CHINESE_WORDS)]
)
def test_each_word_of_the_tables_is_in_a_shape(
    shapes: tuple[str, ...], words: dict[str, tuple[str, ...]]
) -> None:
    parts = {part.removesuffix("?") for shape in shapes for part in shape.split()}
    assert words.keys() <= parts
    assert not {part for part in parts - words.keys() if "/" in part}


@pytest.mark.slow
@pytest.mark.parametrize(
    "question",
    [
        pytest.param("how many h20 did nvidia sell to china", id="what was sold"),
        pytest.param("does nvidia sell h20 to china", id="what is sold"),
        pytest.param("will nvidia export h20 to china", id="what is to come"),
        pytest.param("can tsmc export h20 to china", id="another's product"),
        pytest.param("can nvidia sell ascend 910c to china", id="another's chip"),
        pytest.param("can taiwan export h20 to china", id="from elsewhere"),
        pytest.param("can nvidia export h20 from malaysia", id="from where"),
        pytest.param("can nvidia sell h20 to china or japan", id="two places"),
        pytest.param("can nvidia sell h20 to baidu and tencent", id="two buyers"),
        pytest.param("is h20 banned by china", id="the ban of another"),
        pytest.param("is h20 restricted by china", id="the rule of another"),
        pytest.param("can china buy deepseek r1", id="neither chip nor tool"),
        pytest.param("can meta buy the h100", id="at home"),
        pytest.param("can i buy the h100 in the us", id="what is not exported"),
        pytest.param("can nvidia sell to china", id="nothing named"),
        pytest.param("is the ascend 910c export controlled", id="a code that is a word"),
        pytest.param("can it buy the h20", id="a word that is a code"),
        pytest.param("can nvidia sell h20 to ai companies", id="a branch that is a code"),
        pytest.param("can huawei export ascend 910c", id="to China, were no place named"),
        pytest.param("can h20 be rented in china", id="a word that has no part"),
        pytest.param("is the h20 illegal in china", id="the law of the place"),
        pytest.param("is nxt:2000i controlled in the netherlands", id="the maker's own law"),
        pytest.param("netherlands nxt:2000i export licence", id="the maker's own licence"),
        pytest.param("taiwan export controls on the h20", id="the controls of another"),
        pytest.param("does china require a licence for h20", id="who requires it"),
        pytest.param("can the us ban h20 exports to china", id="what may be banned"),
        pytest.param("could china get h20 banned", id="what may be brought about"),
        pytest.param("can baidu get h20 from a singapore company", id="the seller's place"),
        pytest.param("can nvidia in singapore sell h100 to tencent", id="where the seller is"),
        pytest.param("can nvidia sell h20 to a chinese firm in japan", id="a firm of two places"),
        pytest.param("can nvidia sell h20 to huawei customers", id="the customers of a firm"),
        pytest.param("can a us subsidiary of tencent buy h100", id="a part of a firm"),
        pytest.param("can i buy an h100", id="no place"),
        pytest.param("can nvidia sell h20 to china in mayor 2025", id="no month"),
        pytest.param("can nvidia sell h20 to china by may", id="a month without a year"),
        pytest.param("can nvidia sell h20 to china before june 2025", id="before a month"),
        pytest.param("can nvidia sell h20 to china in 2025 or 2026", id="two years"),
        pytest.param("was a800 export controlled", id="the past without a period"),
        pytest.param("can nvidia sell h20 to china via hong kong", id="by a third place"),
        pytest.param("can nvidia sell used h20 to china", id="second-hand"),
        pytest.param("can nvidia send h20 to china for repair", id="for repair"),
        pytest.param("is smic no longer on the entity list", id="no longer"),
        pytest.param("is micron on the unreliable entity list", id="another list"),
        pytest.param("中国允许进口h20吗", id="China's leave"),
        pytest.param("h20在中国合法吗", id="China's law"),
        pytest.param("英伟达不能卖h20给中国吗", id="not"),
        pytest.param("英伟达可能向中国出售h20吗", id="perhaps"),
        pytest.param("2023年前英伟达能卖a800给中国吗", id="before a year"),
        pytest.param("中芯国际的子公司在实体清单上吗", id="a subsidiary"),
        pytest.param("英伟达被中国制裁了吗", id="who sanctions"),
        pytest.param("is h20 on the entity list", id="no firm"),
        pytest.param("is huawei sanctioned in china", id="the list of another"),
        pytest.param("are smic and huawei on the entity list", id="two firms"),
    ],
)
def test_what_is_asked_otherwise_is_searched_for(run: Run, question: str) -> None:
    result = run(question)
    assert result.out == run("search", question).out
    assert result.err.endswith(f"read as: chipwatch search '{question}'\n")


def test_the_buyer_whose_seat_is_unknown_is_not_taken_for_a_chinese_one(
    run: Run, facts: Facts
) -> None:
    chip = "name: Crux\nsources: [gazette]\ndesigner: acme\n"
    buyer, designer = ("name: Bolt\nsources: [gazette]\n", "name: Acme\nsources: [gazette]\n")
    folder = facts(
        {"chip/crux.yaml": chip, "company/bolt.yaml": buyer, "company/acme.yaml": designer}
    )
    result = run("can bolt buy crux", "--data", folder)
    assert "chipwatch search 'can bolt buy crux'" in result.err


def test_a_name_of_several_chips_is_asked_back(run: Run, facts: Facts) -> None:
    chip = "sources: [gazette]\naliases: [Crux]\n"
    folder = facts({"chip/a.yaml": f"name: A\n{chip}", "chip/b.yaml": f"name: B\n{chip}"})
    result = run("can china buy crux", "--data", BASE, "--data", folder)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith('error: "crux" can mean 2 things')
