"""Lists of low-information words in names: company suffixes, generic words and places."""

# fmt: off
COMPANY_FORMS = frozenset(
    ("inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "plc",
     "group", "holding", "holdings", "ag", "gmbh", "sa", "nv", "bv", "kk", "pte", "pty", "se")
)
"""The most common company suffixes of these markets; ``store/company_forms``
adds those of other countries when a base is built."""
CHIP_WORDS = frozenset(
    ("ai", "chip", "chips", "gpu", "gpus", "accelerator", "accelerators", "processor", "processors",
     "card", "cards", "芯片")
)
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
)
"""Words that many names share, so that one of them alone does not identify a company."""
OMISSIBLE_WORDS = frozenset(
    ("technology", "technologies", "tech", "semiconductor", "semiconductors", "semi",
     "microelectronics", "electronics", "international", "industries", "systems", "group",
     "holding", "holdings", "chip", "chips", "gpu", "gpus")
)
"""Words that may be left off a name without changing what it means."""
KIND_WORDS = {
    "policy": frozenset(("ban", "rule", "rules", "act", "bill", "order", "letter", "policy")),
    "investment": frozenset(("fund", "plan", "investment", "ipo")),
}
"""Words that add nothing to a name once the kind is known."""
BUSINESS_WORDS = frozenset(
    ("development", "information", "intelligent", "intelligence", "integrated", "circuit",
     "circuits", "design", "computing", "digital", "network", "networks")
)
"""Words after the name in legal names of Chinese firms; fund and bank are not among them, as those
are other firms."""
CHINESE_NAMES_OF_PLACES = {
    "beijing": "北京", "shanghai": "上海", "shenzhen": "深圳", "guangzhou": "广州",
    "hangzhou": "杭州",
    "nanjing": "南京", "suzhou": "苏州", "wuxi": "无锡", "chengdu": "成都", "chongqing": "重庆",
    "tianjin": "天津", "wuhan": "武汉", "hefei": "合肥", "xian": "西安", "xiamen": "厦门",
    "fuzhou": "福州", "zhuhai": "珠海", "dongguan": "东莞", "ningbo": "宁波", "changsha": "长沙",
    "zhengzhou": "郑州", "jinan": "济南", "qingdao": "青岛", "dalian": "大连", "shenyang": "沈阳",
    "guangdong": "广东", "zhejiang": "浙江", "jiangsu": "江苏", "anhui": "安徽", "hubei": "湖北",
    "hunan": "湖南", "shandong": "山东", "fujian": "福建", "sichuan": "四川", "shaanxi": "陕西",
}
"""Cities and provinces that legal names of Chinese firms begin with."""
CHINESE_PLACES = frozenset((*CHINESE_NAMES_OF_PLACES, *CHINESE_NAMES_OF_PLACES.values()))
"""The same in either script."""
