"""Words that mean the same to a search, in English and Chinese, and words that mean nothing."""

# fmt: off
STOP_WORDS = frozenset(
    ("a", "about", "after", "all", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can",
     "did", "do", "does", "for", "from", "had", "has", "have", "how", "in", "into", "is", "it",
     "its", "make", "makes", "many", "much", "of", "on", "or", "s", "that", "the", "their",
     "there", "they", "this",
     "to", "until", "versus", "vs", "was", "were", "what", "when", "where", "which", "who", "whom",
     "whose", "why", "will", "with", "without")
)
"""Words that say nothing of what is looked for."""
_SYNONYMS = (
    ("china", "chinese", "prc"),
    ("us", "usa", "american", "america", "united states"),
    ("uk", "british", "britain", "united kingdom"),
    ("netherlands", "dutch"), ("taiwan", "taiwanese"), ("japan", "japanese"),
    ("korea", "korean"), ("europe", "european"), ("germany", "german"), ("russia", "russian"),
    ("france", "french"), ("india", "indian"), ("malaysia", "malaysian"),
    ("centre", "center"), ("licence", "license", "licensing"), ("grey", "gray"),
    ("programme", "program"), ("labour", "labor"), ("favour", "favor"), ("behaviour", "behavior"),
    ("defence", "defense"), ("aluminium", "aluminum"), ("fibre", "fiber"), ("cheque", "check"),
    ("modelling", "modeling"), ("labelled", "labeled"), ("cancelled", "canceled"),
    ("data centre", "data center", "datacentre", "datacenter"),
    ("ceo", "chief executive"), ("founder", "founded"), ("rescinded", "rescission"),
    ("yuan", "cny", "rmb", "renminbi"), ("dollar", "dollars", "usd"),
    ("billion", "bn"), ("million", "m"), ("trillion", "tn"), ("percent", "per cent", "%"),
    ("nanometre", "nanometer", "nm", "纳米", "奈米"), ("watts", "w"),
    ("energy", "power", "electricity"), ("fine", "penalty"),
    ("gpu", "chip", "accelerator", "processor", "graphics card"),
    ("smartphone", "phone", "handset"), ("bill", "act"), ("capital expenditure", "capex"),
    ("first quarter", "q1"), ("second quarter", "q2"), ("third quarter", "q3"),
    ("fourth quarter", "q4"), ("first half", "h1"), ("second half", "h2"),
    ("equipment", "tool", "machine"),
    ("banned", "barred", "prohibited"), ("tracking", "location verification"),
    ("alternative", "counterpart", "substitute", "rival", "equivalent"),
    ("owner", "owned", "parent"), ("buy", "purchase", "acquire"),
    ("blacklist", "blacklisted", "entity list"), ("investigation", "probe"),
    ("add", "addition"), ("decide", "decision"), ("suspend", "suspension"),
    ("extend", "extension"), ("expand", "expansion"), ("revoke", "revocation"),
    ("divert", "diversion"), ("sell", "sold", "sale"), ("build", "built"), ("ship", "shipment"),
    ("lose", "lost", "loss"), ("spend", "spent"), ("grow", "grew", "growth"), ("pay", "paid"),
    ("r&d", "rd", "research and development"), ("exemption", "waiver"),
    ("train", "training"), ("firm", "company"), ("chief", "head"),
)
"""Words and units that are the same to a search."""
_CHINESE_TERMS = {
    "芯片": "chip", "半导体": "semiconductor", "光刻机": "lithography", "光刻": "lithography",
    "光罩": "mask", "刻蚀": "etching", "封装": "packaging", "内存": "memory", "存储": "memory",
    "显卡": "gpu", "服务器": "server", "集群": "cluster", "超节点": "supernode",
    "数据中心": "data centre", "算力": "computing power", "模型": "model", "训练": "training",
    "推理": "inference", "开源": "open source", "出口管制": "export control", "出口": "export",
    "进口": "import", "管制": "control", "制裁": "sanction", "实体清单": "entity list",
    "许可证": "licence", "许可": "licence", "禁令": "ban", "关税": "tariff", "走私": "smuggling",
    "豁免": "exemption", "罚款": "fine", "调查": "investigation", "稀土": "rare earth",
    "产量": "output", "产能": "capacity", "良率": "yield", "价格": "price", "营收": "revenue",
    "收入": "revenue", "利润": "profit", "投资": "investment", "融资": "funding", "上市": "ipo",
    "市值": "market value", "份额": "share", "补贴": "subsidy", "电力": "electricity",
    "董事长": "chair", "总裁": "president", "创始人": "founder", "首席执行官": "ceo",
    "美国": "us", "中国": "china", "日本": "japan", "荷兰": "netherlands", "台湾": "taiwan",
    "韩国": "korea",
}
"""Chinese words of the subject and what stands for them in facts, which are in English."""
_ENGLISH_SYNONYMS = {word: group for group in _SYNONYMS for word in group}
SYNONYMS_BY_WORD = {
    **_ENGLISH_SYNONYMS,
    **{
        chinese: (chinese, *_ENGLISH_SYNONYMS.get(english, (english,)))
        for chinese, english in _CHINESE_TERMS.items()
    },
}
"""By word: all that stand for it, itself among them."""
UNITS = frozenset(
    ("%", "percent", "bn", "billion", "m", "million", "tn", "trillion", "nm", "nanometre",
     "nanometer", "纳米", "奈米", "gb", "tb", "w", "watts", "kw", "mw", "gw", "tops", "tflops",
     "yuan", "dollars")
)
"""Units that belong to the number before them."""
