"""Questions about exports without a command: what is read as a question for ``controls``."""

import shlex

import pytest

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
        ("is the h100 allowed in taiwan", "h100 --to taiwan"),
        ("are h20 sales to china allowed", "h20 --to china"),
        ("does the a800 require a license for china", "a800 --to china"),
        ("US export controls on the h20", "h20"),
        ("export licence h20 hong kong", "h20 --to 'hong kong'"),
        ("hong kong h20 export licence", "h20 --to 'hong kong'"),
        ("h20能卖到中国吗", "h20 --to '中国'"),
        ("英伟达能向香港出售h20吗？", "h20 --to '香港'"),
        ("腾讯能不能买h20", "h20 --to CN --end-user '腾讯'"),
        ("h20出口许可证", "h20"),
        ("is smic on the entity list", "--party smic"),
        ("Is Huawei sanctioned?", "--party huawei"),
        ("中芯国际在实体清单上吗", "--party '中芯国际'"),
    ],
)
def test_a_question_about_exports_is_for_controls(run: Run, question: str, command: str) -> None:
    result, expected = run(question, *DAY), run("controls", *shlex.split(command), *DAY)
    assert (result.code, result.out) == (0, expected.out)
    assert result.err == f"{expected.err}read as: chipwatch controls {command}\n"


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
        pytest.param("can h20 be rented in china", id="a word that has no part"),
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
