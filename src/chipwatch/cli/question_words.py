"""Words in which people ask for a property: verbs, nouns and Chinese, and what they stand for."""

QUESTION_MARKS = "?？"
"""What a question may end with."""
# fmt: off
SUBJECT_WORDS = ("who", "what", "which")
"""What a question begins with that asks for those who do something."""
QUESTION_WORDS = frozenset((
    *SUBJECT_WORDS, "whose", "when", "where", "how", "is", "are", "was", "were", "does",
    "do", "did", "has", "have", "can", "could", "will", "would", "should",
))
"""What only questions begin with; ``why`` is a command."""
AUXILIARIES = frozenset(("do", "does", "did", "has", "have", "had"))
"""What makes the name that follows the one who acts: ``who does Nvidia supply``."""
FILLERS = QUESTION_WORDS | {"the", "a", "an", "of", "in", "for", "much", "many", "its", "had"}
"""Words between a name and a property that name neither."""
_OWNER, _FOUNDER, _MAKER = "owner", "founders", "maker"
_DESIGNER, _DEVELOPER, _LEADER, _INVESTOR = "designer", "developer", "leader", "investors"
PROPERTY_BY_SUBJECT_VERB = {
    "owns": _OWNER, "controls": _OWNER, "founded": _FOUNDER, "established": _FOUNDER,
    "designed": _DESIGNER, "designs": _DESIGNER, "developed": _DEVELOPER, "develops": _DEVELOPER,
    "makes": _MAKER, "made": _MAKER, "builds": _MAKER, "built": _MAKER, "produces": _MAKER,
    "manufactures": _MAKER, "fabricates": "foundry", "leads": _LEADER, "runs": _LEADER,
    "heads": _LEADER, "chairs": "chair", "supplies": "suppliers", "uses": "used by",
    "backs": _INVESTOR, "backed": _INVESTOR, "funds": _INVESTOR, "funded": _INVESTOR,
    "invested": _INVESTOR, "manages": "manager", "issued": "issuer", "ordered": "ordered by",
    "restricts": "restricted by", "permits": "permitted by", "binds": "bound by",
    "affects": "affected by", "accuses": "accused by", "accused": "accused by",
    "amends": "amended by", "amended": "amended by", "redefines": "redefined by",
    "supersedes": "superseded by", "superseded": "superseded by", "replaced": "superseded by",
    "replaces": "superseded by", "rescinds": "rescinded by", "rescinded": "rescinded by",
    "suspends": "suspended by", "suspended": "suspended by", "implements": "implemented by",
    "answers": "answered by", "defines": "defined by",
}
"""The property that says who or what does this to a thing, by the verb behind ``who``.

Several verbs are also labels of what the thing itself does, which is another answer.
"""
PROPERTY_BY_VERB = {
    ("where", "based"): "headquarters", ("where", "headquartered"): "headquarters",
    ("how", "costs"): "price", ("how", "cost"): "price",
}
"""The property that another verb stands for, by the word that the question begins with."""
_OWNERS = ("parent", "owners", "ownership", "owner")
PROPERTIES_BY_NOUN = {
    "owner": (*_OWNERS, "developer"), "owners": _OWNERS,
    "maker": ("designer", "foundry", "maker", "developer"),
    "developer": ("developer", "designer", "maker"),
    "designer": ("designer", "maker", "developer"),
    "leader": ("chief_executive", "head", "led_by", "managed_by"),
    "investors": ("investors", "owners", "backers", "fundraisings"),
    "output": ("production_estimate", "production_plan", "shipments", "wafer_output"),
    "time to market": ("released", "listing"),
}
"""The properties that answer together to a noun; those that are not known of a thing drop out."""
CHINESE_BEGINNINGS = ("请问", "谁", "哪家", "什么", "的", "了", "是")
"""Chinese words before a name that do not belong to it."""
CHINESE_ENDS = (*CHINESE_BEGINNINGS, "什么时候", "何时", "有哪些", "哪里", "哪儿", "多少", "多大",
                "几", "在", "于", "吗", "呢", "有", "被", "公司")
"""Chinese words behind a name that do not belong to it."""
CHINESE_QUESTION_WORDS = ("谁", "什么", "哪", "多少", "何时", "怎么", "如何", "为何", "是否", "吗",
                          "几", "能不能", "能否", "可否", "可不可以", "？")
"""What only Chinese questions have."""
PROPERTY_BY_CHINESE = {
    "股东": _OWNER, "拥有": _OWNER, "控股": _OWNER, "母公司": "parent", "子公司": "subsidiaries",
    "创始人": _FOUNDER, "创立": _FOUNDER, "创办": _FOUNDER, "成立": "founded",
    "总部": "headquarters", "首席执行官": "ceo", "董事长": "chair", "总裁": "president",
    "员工": "employees",
    "供应商": "suppliers", "客户": "customers", "竞争对手": "competitors", "代工": "foundry",
    "设计": _DESIGNER, "开发": _DEVELOPER, "生产": _MAKER, "制造": _MAKER, "投资": _INVESTOR,
    "营业收入": "revenue", "营收": "revenue", "收入": "revenue", "净利润": "net profit",
    "利润": "net profit", "市值": "market value", "估值": "valuation", "资本开支": "capex",
    "资本支出": "capex", "多少钱": "price", "价格": "price", "售价": "price", "产量": "output",
    "产能": "wafer capacity", "出货量": "shipments", "良率": "yield", "显存": "memory",
    "内存": "memory", "显存带宽": "memory bandwidth", "功耗": "tdp", "制程": "process node",
    "工艺": "process", "算力": "tpp", "芯片": "chips", "产品": "products", "发布": "released",
    "上市": "time to market",
}
"""The property that a Chinese word stands for."""
# fmt: on
