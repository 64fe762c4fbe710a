"""Sentences in which people ask whether something may be exported, in English and Chinese.

In a shape, capitals are a name, a word of ``ENGLISH_WORDS`` or ``CHINESE_WORDS`` is each of those
listed, any other word is itself, and a word with a question mark may be missing.
"""

# fmt: off
ENGLISH_WORDS = {
    "can": ("can", "could", "may"), "is": ("is", "are", "was", "were"),
    "does": ("do", "does", "did"),
    "sell": ("sell", "ship", "send", "supply", "deliver", "provide", "export"),
    "sold": ("sold", "shipped", "sent", "supplied", "delivered", "provided", "exported"),
    "selling": ("selling", "shipping", "supplying", "exporting", "sale of", "sales of", "export of",
                "exports of", "shipments of"),
    "sales": ("sales", "sale", "exports", "export", "shipments"),
    "buy": ("buy", "get", "obtain", "order", "purchase", "import"),
    "bought": ("bought", "obtained", "ordered", "purchased", "imported"),
    "to": ("to", "into"), "to/for": ("to", "into", "for"), "to/in": ("to", "into", "in", "for"),
    "by/from": ("by", "from"), "on": ("on", "in"), "on/for": ("on", "for", "of"),
    "allowed": ("allowed", "permitted"),
    "legal": ("legal", "illegal", "lawful", "allowed", "permitted"),
    "controlled": ("controlled", "restricted"),
    "forbidden": ("legal", "illegal", "lawful", "allowed", "permitted", "controlled", "restricted",
                  "banned", "prohibited", "forbidden"),
    "need": ("need", "needs", "require", "requires"), "needed": ("needed", "required"),
    "licence": ("(?:us |bis )?(?:export )?licen[cs]es?",),
    "controls": ("controls?", "licen[cs]es?", "licen[cs]e requirements?", "bans?", "restrictions?",
                 "status", "rules", "controlled", "restricted"),
    "us": ("us", "u.s.", "usa", "american", "united states"),
    "list": ("(?:us |bis )?(?:entity|unverified|military end[- ]user|meu) list",
             "(?:ofac )?sdn list", "ns-cmic list", "1260h(?: list)?", "(?:us )?blacklist"),
    "sanctioned": ("sanctioned", "blacklisted", "under sanctions"),
}
ENGLISH_SHAPES = (
    "can SELLER sell ITEMS to/in BUYER", "can SELLER sell BUYER with ITEMS",
    "can SELLER sell ITEMS from us to/in BUYER", "can SELLER export ITEMS",
    "can ITEMS be exported", "can ITEMS be? sold to/in BUYER",
    "can ITEMS be? sold to/in BUYER by/from SELLER", "can ITEMS be? sold by SELLER to/in BUYER",
    "can BUYER buy ITEMS", "can BUYER buy ITEMS from SELLER", "can BUYER buy ITEMS in PLACE",
    "can ITEMS be bought by BUYER", "can ITEMS be bought in PLACE",
    "is SELLER allowed to sell ITEMS to/in BUYER", "is BUYER allowed to buy ITEMS",
    "is BUYER allowed to buy ITEMS from SELLER", "is ITEMS allowed to be sold to/in BUYER",
    "is ITEMS allowed to be exported", "is it legal to sell ITEMS to BUYER",
    "is it legal to export ITEMS", "is ITEMS legal to sell to BUYER", "is ITEMS legal to export",
    "is selling ITEMS to BUYER forbidden", "is ITEMS sales to BUYER forbidden",
    "does SELLER need licence to sell ITEMS to/in BUYER",
    "does SELLER need licence to export ITEMS",
    "does BUYER need licence to buy ITEMS", "does BUYER need licence to buy ITEMS from SELLER",
    "does SELLER need licence for ITEMS to BUYER", "does ITEMS need licence",
    "does ITEMS need licence for BUYER", "does ITEMS need licence to be sold to/in BUYER",
    "does ITEMS need licence to be exported", "does selling ITEMS to BUYER need licence",
    "does ITEMS sales to BUYER need licence", "is? licence needed? for ITEMS",
    "is? licence needed? for ITEMS to/for BUYER", "is? licence needed? for ITEMS sales to BUYER",
    "is? licence needed? to sell ITEMS to BUYER", "is? licence needed? to export ITEMS",
    "is ITEMS export? controlled", "is ITEMS export? controlled to/for BUYER",
    "is ITEMS subject to us? export controls", "is ITEMS under us? export controls",
    "is ITEMS exportable", "is ITEMS exportable to BUYER", "us export? controls on/for ITEMS",
    "us export? controls on/for ITEMS to/for BUYER", "us? controls on/for ITEMS sales to BUYER",
    "export controls on/for ITEMS", "export controls on/for ITEMS to/for BUYER",
    "us? export controls THERE", "THERE us? export controls",
    "ITEMS us? export controls to/for? BUYER", "ITEMS sales to BUYER controls",
    "is FIRM on list", "is FIRM sanctioned", "is FIRM sanctioned by us",
    "is FIRM blacklisted company", "is FIRM under us sanctions",
    "FIRM list", "FIRM sanctioned", "us sanctions on FIRM",
)
CHINESE_WORDS = {
    "能": ("能不能", "可不可以", "是否可以", "是否能", "能够", "能否", "可否", "可以", "能"),
    "卖": ("出售", "销售", "出口", "供应", "提供", "卖"), "从": ("从", "向"),
    "卖给": ("(?:出售|销售|出口|供应|提供|卖)(?:给|到|至|往)", "销往", "出口"),
    "买": ("购买", "采购", "买到", "进口", "买"), "给": ("给", "到", "至", "往"),
    "向": ("对", "向", "给", "往"), "把": ("把", "将"),
    "需要": ("是否需要", "需不需要", "要不要", "需要", "要"),
    "许可证": ("(?:美国)?(?:出口)?许可证?",), "美国": ("美国",),
    "允许": ("是否允许", "允不允许", "允许"), "合法": ("是否合法", "合不合法", "合法", "违法"),
    "管制": ("出口(?:管制|限制|许可证?)", "(?:是否)?受到?(?:美国)?(?:出口)?管制"),
    "在": ("是否在", "在不在", "是不是在", "在", "(?:是否)?被?(?:列入|列在)", "(?:是否)?上了?"),
    "名单": ("(?:美国|美国的)?(?:实体清单|黑名单)(?:上|里|中|内)?",),
    "被制裁": ("(?:是否)?[被受]到?(?:美国)?制裁",),
}
CHINESE_SHAPES = (
    "SELLER? 能 卖 ITEMS 给 BUYER", "SELLER? 能 向 BUYER 卖 ITEMS", "SELLER? 能 在 PLACE 卖 ITEMS",
    "SELLER? 能 把 ITEMS 卖给 BUYER", "ITEMS 能 卖给 BUYER", "ITEMS 能 向 BUYER 卖",
    "ITEMS 能 出口", "ITEMS 能 在 PLACE 卖", "BUYER 能 买 ITEMS", "BUYER 能 从 SELLER 买 ITEMS",
    "BUYER 能 在 PLACE 买 ITEMS", "SELLER? 向 BUYER 卖 ITEMS 需要 许可证",
    "SELLER? 卖 ITEMS 给 BUYER 需要 许可证", "ITEMS 卖给 BUYER 需要 许可证",
    "ITEMS 向 BUYER 卖 需要 许可证", "ITEMS 出口? 需要 许可证", "向 BUYER 卖 ITEMS 合法",
    "ITEMS 卖给 BUYER 合法", "美国 允许 SELLER? 向 BUYER 卖 ITEMS",
    "美国 允许 SELLER? 卖 ITEMS 给 BUYER", "美国 允许 ITEMS 卖给 BUYER",
    "美国? ITEMS 管制", "美国 对 ITEMS 管制", "ITEMS 对 BUYER 管制",
    "FIRM 在 名单", "FIRM 名单", "FIRM 被制裁", "美国 制裁 FIRM",
)
LEFT_OUT = (
    "the", "a", "an", "any", "still", "now", "right now", "today", "currently", "legally", "again",
    "at all", "actually", "officially", "its",
)
"""English words that change nothing of what is asked."""
CHINESE_LEFT_OUT = ("的", "现在", "目前", "如今", "还(?=能|可|需|要|受|在)")
LEFT_OUT_AT_END = "(?:with|without|under)(?: an?)?(?: export)? licen[cs]es?"
"""What is left out at the end of an English line: the verdict says whether a licence is needed."""
CHINESE_ENDS = "吗么呢了啊"
PAST_BEGINNINGS = frozenset(("was", "were", "did"))
"""What asks of the past, and of nothing known unless a period is named."""
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
          "october", "november", "december")
PEOPLE = frozenset(("i", "we", "you", "they", "one", "someone", "anyone", "somebody", "anybody"))
"""Who sells, with no rule of their own, or buys, where a place is named."""
FIRM_NOUNS = ("companies", "company", "firms", "firm", "customers", "customer", "buyers", "buyer",
              "market", "公司", "企业", "厂商", "客户", "买家", "市场")
"""What stands behind a country and for all who are there."""
CHIP_NOUNS = ("ai chips", "ai chip", "chips", "chip", "gpus", "gpu", "cards", "card",
              "accelerators", "accelerator", "芯片", "显卡")
"""What may stand behind the name of a chip."""
COUNTRY_BY_ADJECTIVE = {"chinese": "china", "american": "us", "u.s.": "us", "华": "中国"}
SHORT_COUNTRY_NAMES = frozenset((
    "cn", "hk", "jp", "kr", "ksa", "prc", "ru", "sg", "tw", "uae", "uk", "us", "usa",
))
"""Countries that are meant by up to three letters, as other codes are words: ``is``, ``ai``."""
# fmt: on
