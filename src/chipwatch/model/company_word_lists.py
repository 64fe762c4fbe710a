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
CHINESE_PLACES = frozenset(
    ("beijing", "shanghai", "shenzhen", "guangzhou", "hangzhou", "nanjing", "suzhou", "wuxi",
     "chengdu", "chongqing", "tianjin", "wuhan", "hefei", "xian", "xiamen", "fuzhou", "zhuhai",
     "dongguan", "ningbo", "changsha", "zhengzhou", "jinan", "qingdao", "dalian", "shenyang",
     "guangdong", "zhejiang", "jiangsu", "anhui", "hubei", "hunan", "shandong", "fujian",
     "sichuan", "shaanxi", "北京", "上海", "深圳", "广州", "杭州", "南京", "苏州", "无锡", "成都",
     "重庆", "天津", "武汉", "合肥", "西安", "厦门", "福州", "珠海", "东莞", "宁波", "长沙", "郑州",
     "济南", "青岛", "大连", "沈阳", "广东", "浙江", "江苏", "安徽", "湖北", "湖南", "山东", "福建",
     "四川", "陕西")
)
"""Cities and provinces that legal names of Chinese firms begin with."""
