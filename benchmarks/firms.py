"""Made-up firms whose names have the shapes of real ones, the same each time."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

SEED = 1947
STEMS = (  # noqa: SIM905 - words are read more easily without quotes
    "ar bel cor dan el fir gal hal il jor kar lin mer nor os pel qua ros sil tar um ver wil xan"
    " yor zen bra cle dro fla gri hul kne lor mun nex pra rho sta tri vul wes yin al ma ter vi so"
    " lu ce do ra ni ti co va ne on ix ex us is um or en"
).split()
SOUNDS = (  # noqa: SIM905 - as above
    "bai bei chang cheng chuang da de dong fang feng fu gao guang hai han hang hao heng hong hua"
    " huan hui ji jia jian jin jing jun kai kang ke kun lan li lian ling long lu ming nan ning"
    " peng ping qi qian qing rong rui ruo shan sheng shi shun si song tai tan teng tian tong wan"
    " wei wen wu xi xian xiang xin xing xu xuan yan yang yao ye yi yin ying you yu yuan yue yun ze"
    " zhao zhen zheng zhi zhong zhou zhu zi"
).split()
PLACES = ("", "", "", "", "Beijing ", "Shanghai ", "Shenzhen ", "Hangzhou ", "Suzhou ", "Nanjing ")
TRADES = (  # noqa: SIM905 - as above
    "Semiconductor Microelectronics Photonics Robotics Technology Technologies Electronics Optics"
    " Systems Devices Networks Materials Sensors Intelligence Instruments Computing Software"
    " Memory Precision Integrated-Circuits Information-Technology Equipment Communications Power"
    " Labs"
).split()
COMPANY_FORMS = ("", "", "", " Inc.", " Ltd.", " Co., Ltd.", " Group", " Corporation", " GmbH", " B.V.",
         " Holdings Limited", " LLC", " K.K.", " Pte. Ltd.", " S.A.")  # fmt: skip


CHINESE_SHARE, TWO_WORD_SHARE = 0.4, 0.1
"""Shares of the names that are Chinese, and of the others that are two words."""


class Firm(NamedTuple):
    """A made-up firm."""

    id: str
    name: str


def generate_firms(count: int) -> Iterator[Firm]:
    """So many firms, no two of one stem and trade."""
    rng = Random(SEED)
    used_names: set[str] = set()
    while len(used_names) < count:
        stem = generate_stem(rng)
        trade = rng.choice(TRADES).replace("-", " ")
        if f"{stem} {trade}" in used_names:
            continue
        used_names.add(f"{stem} {trade}")
        name = f"{rng.choice(PLACES)}{stem} {trade}{rng.choice(COMPANY_FORMS)}"
        yield Firm(f"firm-{len(used_names)}", name)


def generate_stem(rng: Random) -> str:
    """One word, Chinese or not, or two words."""
    if rng.random() < CHINESE_SHARE:
        return "".join(rng.choices(SOUNDS, k=rng.choice((2, 2, 3)))).capitalize()
    stem = "".join(rng.choices(STEMS, k=rng.choice((2, 3, 3, 4)))).capitalize()
    if rng.random() < TWO_WORD_SHARE:
        stem += f" {''.join(rng.choices(STEMS, k=2)).capitalize()}"
    return stem
