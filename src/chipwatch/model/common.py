"""What of a name says little: the forms of companies, and words that many names share."""

import re
from collections.abc import Container, Iterator, Sequence

from .naming import has_han, words

COMPANY_WORDS = frozenset(
    ("inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "plc",
     "group", "holding", "holdings", "ag", "gmbh", "sa", "nv", "bv", "kk", "pte", "pty", "se")
)  # fmt: skip
"""What most companies of these markets are; the base lists the forms of other countries too."""
_CHIP_WORDS = frozenset(
    ("ai", "chip", "chips", "gpu", "gpus", "accelerator", "accelerators", "processor", "processors",
     "card", "cards", "芯片")
)  # fmt: skip
_MOST_WORDS = 5
"""Words that one form may be written in: S. p. A., S. A. de C. V."""
_COMPANY_ENDINGS = re.compile(
    "(?<=..)(?:股份有限公司|有限责任公司|有限責任公司|有限公司|公司|控股|集团|集團|株式会社|주식회사)+$"
)
"""What Asian company names end with; two letters are left to be the name."""
_COMPANY_BEGINNINGS = re.compile("^(?:株式会社|株|주식회사|주)(?=..)")
GENERIC = frozenset(
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
_LEFT_OFF = frozenset(
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
_LEFT_OFF_ENDINGS = re.compile(
    "(?:科技|技术|半导体|集团|国际|股份|电子|微电子|信息|智能|集成电路|制造|芯片|控股|公司|有限|"
    "开发|開發|发展|發展|网络|網絡)+"
)
_BUSINESS = frozenset(
    ("development", "information", "intelligent", "intelligence", "integrated", "circuit",
     "circuits", "design", "computing", "digital", "network", "networks")
)  # fmt: skip
"""What else legal names of Chinese firms say after the name; a fund or a bank is another firm."""
_PLACES = frozenset(
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
_PLACE = re.compile(f"(?:{'|'.join(sorted(filter(has_han, _PLACES)))})(?:市|省)?(?=..)")


def company_key(name: str, forms: Container[str] = COMPANY_WORDS) -> str:
    """The key without the words and endings that only say it is a company."""
    whole = "".join(company_words(name, forms))
    return _COMPANY_BEGINNINGS.sub("", _COMPANY_ENDINGS.sub("", whole))


def company_words(name: str, forms: Container[str] = COMPANY_WORDS) -> list[str]:
    """The words of a name without those at the end that only say it is a company."""
    parts = words(name)
    while spare := _form_at_end(parts, forms):
        del parts[-spare:]
    return parts


def chip_key(name: str) -> str:
    """The key without the words at the end that only say it is a chip; empty where there are none.

    ``Nvidia H20 GPU`` → nvidiah20.
    """
    parts = words(name)
    kept = len(parts)
    while kept > 1 and parts[kept - 1] in _CHIP_WORDS:
        kept -= 1
    return "".join(parts[:kept]) if kept < len(parts) else ""


def elsewhere(name: str, forms: Container[str] = COMPANY_WORDS) -> Iterator[str]:
    """What a company with a place before its name may be called, the longest first.

    Without the place, and then without one word after another that such names end with.
    """
    parts = company_words(name, forms)
    if len(parts) == 1 and (place := _PLACE.match(parts[0])):
        yield from _endless(_COMPANY_ENDINGS.sub("", parts[0][place.end() :]))
    elif len(parts) > 1 and parts[0] in _PLACES:
        for count in range(len(parts), 1, -1):
            yield "".join(parts[1:count])
            if parts[count - 1] not in _LEFT_OFF | _BUSINESS:
                return


def _endless(name: str) -> Iterator[str]:
    """A Chinese name, and what is left of it without what such names end with."""
    yield name
    for end in range(len(name) - 1, 1, -1):
        if _LEFT_OFF_ENDINGS.fullmatch(name[end:]):
            yield name[:end]


def _form_at_end(parts: Sequence[str], forms: Container[str]) -> int:
    """How many words at the end are a company form, none of them the name's only one."""
    for count in range(min(_MOST_WORDS, len(parts) - 1), 0, -1):
        ending = "".join(parts[-count:])
        if ending in COMPANY_WORDS or ending in forms:
            return count
    return 0


def generic(name: str) -> bool:
    """Whether a name has nothing but words that many names share."""
    return all(word in GENERIC for word in words(name))


def left_off(rest: Sequence[str], kind: str = "") -> bool:
    """Whether the words that a name goes on with may be left off; of a known kind, more may."""
    known = _KIND_WORDS.get(kind, frozenset())
    return all(
        word in _LEFT_OFF
        or word in COMPANY_WORDS
        or word in known
        or _LEFT_OFF_ENDINGS.fullmatch(word)
        or (kind == "event" and _YEAR.fullmatch(word))
        for word in rest
    )
