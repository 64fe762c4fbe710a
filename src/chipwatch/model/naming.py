"""What of a name counts when names are compared: letters and digits, not case, width or suffix."""

import re

_COMPANY_WORDS = frozenset(
    ("inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "plc",
     "group", "holding", "holdings", "ag", "gmbh", "sa", "nv", "bv", "kk", "pte", "pty", "se")
)  # fmt: skip
_COMPANY_ENDINGS = re.compile(
    "(?<=..)(?:股份有限公司|有限责任公司|有限責任公司|有限公司|公司|控股|集团|集團)+$"
)
"""What Chinese company names end with; two letters are left to be the name."""
GENERIC = frozenset(
    ("ai", "chip", "chips", "semi", "semiconductor", "semiconductors", "technology",
     "technologies", "tech", "group", "cloud", "data", "model", "models", "system", "systems",
     "electronics", "international", "china", "chinese", "america", "american", "national",
     "industry", "industries", "software", "hardware", "company", "companies", "investment",
     "investments", "fund", "plan", "policy", "strategy", "license", "licence", "export",
     "import", "imports", "exports", "share", "patent", "cluster", "infrastructure",
     "open", "closed", "芯片", "半导体", "科技", "技术", "中国", "集团", "投资")
)  # fmt: skip
"""Words that many names share, so that one of them alone says nothing."""
_WORD = re.compile(r"[^\W_]+")


def key(name: str) -> str:
    """The letters and digits of a name, lower case and of one width: ``Baidu, Inc.`` → baiduinc."""
    return "".join(words(name))


def company_key(name: str) -> str:
    """The key without the words and endings that only say it is a company."""
    parts = words(name)
    while len(parts) > 1 and parts[-1] in _COMPANY_WORDS:
        parts.pop()
    return _COMPANY_ENDINGS.sub("", "".join(parts))


def generic(name: str) -> bool:
    """Whether a name has nothing but words that many names share."""
    return all(word in GENERIC for word in words(name))


def words(name: str) -> list[str]:
    """The words of a name as they are compared."""
    if not name.isascii():
        name = _one_width(name)
    return _WORD.findall(name.casefold())


def holds(text: str, word: str) -> bool:
    """Whether a word stands in a text, not beginning or ending within a number: no 20 in 2025."""
    if word not in text or not (word[0].isdigit() or word[-1].isdigit()):
        return word in text
    before = r"(?<!\d)" if word[0].isdigit() else ""
    after = r"(?!\d)" if word[-1].isdigit() else ""
    return re.search(before + re.escape(word) + after, text) is not None


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return any("\u3400" <= letter <= "\u9fff" for letter in text)


def _one_width(name: str) -> str:
    """Full-width letters as plain ones, accents off."""
    from unicodedata import combining, normalize

    return "".join(c for c in normalize("NFKD", name) if not combining(c))
