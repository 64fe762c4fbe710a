"""Words in which people ask whether something may be exported, in English and Chinese."""

# fmt: off
MODALS = frozenset(("can", "could", "may"))
"""What makes a question of buying and selling one of what is allowed: not what was sold."""
SELLING_WORDS = frozenset((
    "sell", "sold", "ship", "shipped", "send", "sent", "supply", "supplied", "deliver",
    "delivered", "provide", "provided", "export", "exported",
))
BUYING_WORDS = frozenset((
    "buy", "bought", "get", "obtain", "order", "ordered", "purchase", "purchased", "import",
    "imported",
))
LICENCE_WORDS = frozenset((
    "export", "exported", "exportable", "export-controlled", "licence", "licences", "controlled",
    "restricted", "allowed", "permitted", "legal", "illegal",
))
"""What is said of exports, whether or not somebody sells."""
PREPOSITIONS_OF_BUYERS = frozenset(("to", "for", "in", "into"))
"""What stands before a buyer and before a place, where somebody sells."""
FILLERS = PREPOSITIONS_OF_BUYERS | {
    "is", "are", "do", "does", "be", "it", "a", "an", "the", "of", "from", "by", "under", "and",
    "or", "still", "now", "today", "currently", "legally", "need", "needs", "require", "requires",
    "required", "controls", "control", "ban", "bans", "subject", "requirement", "status", "i",
    "we", "you", "they", "firms", "companies", "customers", "buyers", "firm", "company", "chip",
    "chips", "gpu", "gpus", "on", "without", "at", "all", "any", "with", "banned", "prohibited",
    "forbidden",
}
"""Words that have no part but to stand between names; a ban may be that of another country."""
HOME_WORDS = frozenset(("us", "u.s.", "american", "usa"))
"""What says before ``export`` whose law is meant, and is no destination there."""
SYNONYMS = {
    "license": "licence", "licenses": "licences", "licensed": "licence", "exports": "export",
    "exporting": "export", "selling": "sell", "shipping": "ship", "buying": "buy",
    "importing": "import", "sale": "sell", "sales": "sell", "shipments": "ship",
    "chinese": "china",
}
LIST_PHRASES = (
    "entity list", "1260h list", "1260h", "ns-cmic list", "military end[- ]user list", "meu list",
    "unverified list", "sdn list", "blacklist", "blacklisted", "sanctioned", "under sanctions",
)
"""What is asked of the standing of a firm."""
CHINESE_WORDS = {
    "可不可以": "can", "能不能": "can", "可以": "can", "能否": "can", "可否": "can", "是否": "is",
    "能": "can", "卖给": "sell to", "卖到": "sell to", "卖往": "sell to", "销往": "sell to",
    "出口到": "export to", "出口至": "export to", "出售给": "sell to", "出售": "sell",
    "销售": "sell", "卖": "sell", "购买": "buy", "采购": "buy", "买到": "buy", "买": "buy",
    "进口": "import", "出口管制": "export controls", "出口许可证": "export licence",
    "出口许可": "export licence", "许可证": "licence", "出口": "export", "禁售": "banned",
    "被禁": "banned", "受限": "restricted", "管制": "controlled", "需要": "need", "允许": "allowed",
    "向": "to", "给": "to", "对": "to", "吗": "", "的": "", "受": "", "被": "", "了": "",
    "在": "on", "实体清单上": "entity list", "实体清单": "entity list", "黑名单": "blacklist",
    "制裁": "sanctioned", "芯片": "chips", "公司": "company",
}
"""The English words that Chinese ones stand for."""
# fmt: on
