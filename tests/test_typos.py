"""What slips of typing explain, and what they never do."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chipwatch.asking.naming.typos import AlignedName, is_explained_by_typos
from chipwatch.model.normalise import normalise_name, split_words


def align(name: str) -> AlignedName:
    return AlignedName.from_words(split_words(name), normalise_name(name))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Baidu", "Baidu"),
        ("badu", "Baidu"),
        ("baiddu", "Baidu"),
        ("biadu", "Baidu"),
        ("baisu", "Baidu"),
        ("mooer threds", "Moore Threads"),
        ("moorethreds", "Moore Threads"),
        ("moo rethreads", "Moore Threads"),
        ("nvidai h100", "Nvidia H100"),
        ("nvidiaa h100", "Nvidia H100"),
        ("ba du", "Baidu"),
        ("ascemd 910b", "Ascend 910B"),
        ("cambircon", "Cambricon"),
        ("intergated circut works", "Integrated Circuit Works"),
        pytest.param("navidia", "Nvidia", id="a-vowel-for-none"),
        pytest.param("lenova", "Lenovo", id="a-vowel-for-another-at-the-end"),
        pytest.param("trainiumm3", "Trainium3", id="a-doubled-letter-before-a-number"),
        pytest.param("jelsen huang", "Jensen Huang", id="any-letter-in-a-long-name"),
    ],
)
def test_slips_explain_letters_left_out_added_changed_or_exchanged(typed: str, name: str) -> None:
    assert is_explained_by_typos(align(typed), align(name))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("amr", "Arm", id="short"),
        pytest.param("bidu", "Baidi", id="two-in-five-letters"),
        pytest.param("metal", "MetaX", id="end-of-a-short-name"),
        pytest.param("caidu", "Baidu", id="beginning-of-a-short-name"),
        pytest.param("nvidia h200", "Nvidia H100", id="digit"),
        pytest.param("nvidia h1000", "Nvidia H100", id="digit-more"),
        pytest.param("nvidia h10", "Nvidia H100", id="digit-less"),
        pytest.param("nvidia a100", "Nvidia H100", id="letter-before-a-number"),
        pytest.param("nvidiagb200", "Nvidia B200", id="letter-more-before-a-number"),
        pytest.param("nvidia b200", "NvidiaGB200", id="letter-less-before-a-number"),
        pytest.param("ascend 910c", "Ascend 910B", id="letter-after-a-number"),
        pytest.param("ascend910bb", "Ascend 910B", id="letter-twice-after-a-number"),
        pytest.param("mxc500p pcie", "MXC500 PCIe", id="letter-that-the-next-word-begins-with"),
        pytest.param("kunluniii", "Kunlun II", id="numeral-written-together"),
        pytest.param("robin lu", "Robin Li", id="short-word"),
        pytest.param("smic entity list", "YMTC entity list", id="two-in-a-word-of-four"),
        pytest.param("kunlun chippo", "Kunlun chip", id="more-in-a-short-word"),
        pytest.param("moroe trheads ltdx", "Moore Threads", id="too-many"),
        pytest.param("中芯国内", "中芯国际", id="character"),
        pytest.param("", "Baidu", id="nothing"),
        pytest.param("omicron", "Micron", id="a-letter-before-a-word"),
        pytest.param("biotech", "Piotech", id="a-common-word"),
        pytest.param("tokyo electric", "Tokyo Electron", id="two-letters-of-another-word"),
        pytest.param("douban", "Doubao", id="another-firm"),
    ],
)
def test_slips_never_explain_what_makes_another_name(typed: str, name: str) -> None:
    assert not is_explained_by_typos(align(typed), align(name))


@given(some.text(max_size=20), some.text(max_size=20))
def test_whatever_is_typed_gets_an_answer(typed: str, name: str) -> None:
    assert is_explained_by_typos(align(typed), align(name)) in (True, False)


@given(some.text("ab1 中", min_size=1, max_size=12))
def test_nothing_lies_between_a_name_and_itself(name: str) -> None:
    assert is_explained_by_typos(align(name), align(name))


@pytest.mark.parametrize(
    ("name_words", "key", "word_starts"),
    [
        (["huawei", "ascend", "910b"], "huaweiascend910b", {0, 6, 12}),
        (["huawei", "ascend", "910b"], "ascend910b", {0, 6}),
        (["acme", "works", "ltd"], "acmeworks", {0, 4}),
        (["百度"], "baidu", {0}),
    ],
)
def test_a_part_of_a_name_keeps_its_words(
    name_words: list[str], key: str, word_starts: set[int]
) -> None:
    assert AlignedName.from_words(name_words, key).word_starts == word_starts


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("nikola", "Nikon", id="two-in-a-short-word"),
        pytest.param("sopheon", "Sophon", id="a-letter-added"),
        pytest.param(
            "fuman microelectronics", "Fudan Microelectronics", id="common-words-tell-little"
        ),
        pytest.param("plotech", "Piotech", id="a-letter-changed"),
    ],
)
def test_a_name_with_its_company_form_is_more_likely_that_of_another_firm(
    typed: str, name: str
) -> None:
    assert not is_explained_by_typos(align(typed), align(name), has_company_form=True)


@pytest.mark.parametrize("typed", ["tencet", "tenecnt", "tenccent"])
def test_a_company_form_does_not_matter_where_fingers_alone_erred(typed: str) -> None:
    assert is_explained_by_typos(align(typed), align("Tencent"), has_company_form=True)
