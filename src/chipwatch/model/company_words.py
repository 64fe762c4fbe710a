"""What of a name says little: the forms of companies, and words that many names share."""

import re
from collections.abc import Container, Iterator, Sequence

from .normalise import has_han, split_words

COMPANY_FORMS = frozenset(
    ("inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "plc",
     "group", "holding", "holdings", "ag", "gmbh", "sa", "nv", "bv", "kk", "pte", "pty", "se")
)  # fmt: skip
"""What most companies of these markets are; the base lists the forms of other countries too."""
_CHIP_WORDS = frozenset(
    ("ai", "chip", "chips", "gpu", "gpus", "accelerator", "accelerators", "processor", "processors",
     "card", "cards", "芯片")
)  # fmt: skip
_MAX_WORDS_IN_FORM = 5
"""Words that one form may be written in: S. p. A., S. A. de C. V."""
_COMPANY_ENDINGS = re.compile(
    "(?<=..)(?:股份有限公司|有限责任公司|有限責任公司|有限公司|公司|控股|集团|集團|株式会社|주식회사)+$"
)
"""What Asian company names end with; two letters are left to be the name."""
_COMPANY_BEGINNINGS = re.compile("^(?:株式会社|株|주식회사|주)(?=..)")
GENERIC_WORDS = frozenset(
    ("ai", "chip", "chips", "semi", "semiconductor", "semiconductors", "technology",
     "technologies", "tech", "group", "cloud", "data", "model", "models", "system", "systems",
     "electronics", "international", "china", "chinese", "america", "american", "national",
     "industry", "industries", "software", "hardware", "company", "companies", "investment",
     "investments", "fund", "plan", "policy", "strategy", "license", "licence", "export",
     "import", "imports", "exports", "share", "patent", "cluster", "infrastructure",
     "open", "closed", "advanced", "micro", "microelectronics", "integrated", "circuit",
     "circuits", "research", "development", "design", "materials", "equipment", "manufacturing",
     "information", "intelligence", "intelligent", "digital", "computing", "memory", "storage",
     "network", "networks", "capital", "ventures", "holding", "holdings", "new", "big", "the",
     "and", "for", "of", "beijing", "shanghai", "shenzhen", "hangzhou", "united", "states",
     "german", "germany", "japan", "japanese", "korea", "korean", "taiwan", "dutch", "europe",
     "european", "russia", "russian", "rule", "rules", "act", "bill", "list", "entity", "order",
     "letter", "ban", "gpu", "gpus",
     "芯片", "半导体", "科技", "技术", "中国", "集团", "投资", "国际", "电子", "微电子", "信息",
     "智能", "北京", "上海", "深圳", "杭州")
)  # fmt: skip
"""Words that many names share, so that one of them alone says nothing."""
_OMISSIBLE_WORDS = frozenset(
    ("technology", "technologies", "tech", "semiconductor", "semiconductors", "semi",
     "microelectronics", "electronics", "international", "industries", "systems", "group",
     "holding", "holdings", "chip", "chips", "gpu", "gpus")
)  # fmt: skip
"""Words that are left off a name without meaning anything else by it."""
_KIND_WORDS = {
    "policy": frozenset(("ban", "rule", "rules", "act", "bill", "order", "letter", "policy")),
    "investment": frozenset(("fund", "plan", "investment", "ipo")),
}
"""Words that say no more than a kind does, once the kind is known."""
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_OMISSIBLE_ENDINGS = re.compile(
    "(?:科技|技术|半导体|集团|国际|股份|电子|微电子|信息|智能|集成电路|制造|芯片|控股|公司|有限|"
    "开发|開發|发展|發展|网络|網絡)+"
)
_BUSINESS_WORDS = frozenset(
    ("development", "information", "intelligent", "intelligence", "integrated", "circuit",
     "circuits", "design", "computing", "digital", "network", "networks")
)  # fmt: skip
"""What else legal names of Chinese firms say after the name; a fund or a bank is another firm."""
_CHINESE_PLACES = frozenset(
    ("beijing", "shanghai", "shenzhen", "guangzhou", "hangzhou", "nanjing", "suzhou", "wuxi",
     "chengdu", "chongqing", "tianjin", "wuhan", "hefei", "xian", "xiamen", "fuzhou", "zhuhai",
     "dongguan", "ningbo", "changsha", "zhengzhou", "jinan", "qingdao", "dalian", "shenyang",
     "guangdong", "zhejiang", "jiangsu", "anhui", "hubei", "hunan", "shandong", "fujian",
     "sichuan", "shaanxi", "北京", "上海", "深圳", "广州", "杭州", "南京", "苏州", "无锡", "成都",
     "重庆", "天津", "武汉", "合肥", "西安", "厦门", "福州", "珠海", "东莞", "宁波", "长沙", "郑州",
     "济南", "青岛", "大连", "沈阳", "广东", "浙江", "江苏", "安徽", "湖北", "湖南", "山东", "福建",
     "四川", "陕西")
)  # fmt: skip
"""Cities and provinces that the legal names of Chinese firms begin with."""
_PLACE_PREFIX = re.compile(
    f"(?:{'|'.join(sorted(filter(has_han, _CHINESE_PLACES)))})(?:市|省)?(?=..)"
)


def build_company_key(name: str, forms: Container[str] = COMPANY_FORMS) -> str:
    """The key without the words and endings that only say it is a company."""
    stripped_name = "".join(strip_company_forms(name, forms))
    return _COMPANY_BEGINNINGS.sub("", _COMPANY_ENDINGS.sub("", stripped_name))


def strip_company_forms(name: str, forms: Container[str] = COMPANY_FORMS) -> list[str]:
    """The words of a name without those at the end that only say it is a company."""
    name_words = split_words(name)
    while form_length := _count_form_words(name_words, forms):
        del name_words[-form_length:]
    return name_words


def build_chip_key(name: str) -> str:
    """The key without the words at the end that only say it is a chip; empty where there are none.

    ``Nvidia H20 GPU`` → nvidiah20.
    """
    name_words = split_words(name)
    kept_count = len(name_words)
    while kept_count > 1 and name_words[kept_count - 1] in _CHIP_WORDS:
        kept_count -= 1
    return "".join(name_words[:kept_count]) if kept_count < len(name_words) else ""


def list_names_without_place(name: str, forms: Container[str] = COMPANY_FORMS) -> Iterator[str]:
    """What a company with a place before its name may be called, the longest first.

    Without the place, and then without one word after another that such names end with.
    """
    name_words = strip_company_forms(name, forms)
    if len(name_words) == 1 and (place_match := _PLACE_PREFIX.match(name_words[0])):
        yield from _list_names_without_ending(
            _COMPANY_ENDINGS.sub("", name_words[0][place_match.end() :])
        )
    elif len(name_words) > 1 and name_words[0] in _CHINESE_PLACES:
        for word_count in range(len(name_words), 1, -1):
            yield "".join(name_words[1:word_count])
            if name_words[word_count - 1] not in _OMISSIBLE_WORDS | _BUSINESS_WORDS:
                return


def _list_names_without_ending(name: str) -> Iterator[str]:
    """A Chinese name, and what is left of it without what such names end with."""
    yield name
    for end in range(len(name) - 1, 1, -1):
        if _OMISSIBLE_ENDINGS.fullmatch(name[end:]):
            yield name[:end]


def _count_form_words(name_words: Sequence[str], forms: Container[str]) -> int:
    """How many words at the end are a company form, none of them the name's only one."""
    for word_count in range(min(_MAX_WORDS_IN_FORM, len(name_words) - 1), 0, -1):
        ending = "".join(name_words[-word_count:])
        if ending in COMPANY_FORMS or ending in forms:
            return word_count
    return 0


def has_only_generic_words(name: str) -> bool:
    """Whether a name has nothing but words that many names share."""
    return all(word in GENERIC_WORDS for word in split_words(name))


def is_omissible(extra_words: Sequence[str], kind: str = "") -> bool:
    """Whether the words that a name goes on with may be left off; of a known kind, more may."""
    kind_words = _KIND_WORDS.get(kind, frozenset())
    return all(
        word in _OMISSIBLE_WORDS
        or word in COMPANY_FORMS
        or word in kind_words
        or _OMISSIBLE_ENDINGS.fullmatch(word)
        or (kind == "event" and _YEAR.fullmatch(word))
        for word in extra_words
    )
