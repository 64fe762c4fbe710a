"""Companies: who they are, who owns them, what they earn, make, say and are accused of."""

from collections.abc import Mapping
from typing import ClassVar

from ..field import Cardinality, Inverse, RelationStrength
from ..field_types import Choice, Country, Day, Ref, Text, Url
from ..kind import HeadContent, HeadLine, IndirectRelation, Kind
from ..numeric_fields import Amount, Number

MANY, OVER_TIME = Cardinality.MANY, Cardinality.OVER_TIME
OPENNESS_LEVELS = ("open", "closed", "mixed")
ENTITY_LIST_STATUSES = ("listed", "not listed")


# fmt: off
class Company(Kind):
    """A firm, research institute or other organisation that acts in the market."""

    plural = "companies"
    half_lives = (
        ("legal_name", 60), ("headquarters", 60), ("parent", 36), ("chief_executive", 24),
        ("chair", 24), ("president", 24), ("valuation", 6), ("market_capitalization", 3),
        ("uses_chips", 36), ("owners", 36), ("backers", 36), ("partners", 36), ("affiliates", 36),
        ("suppliers", 36))
    meaning = "a firm, institute or other organisation that acts in the market"
    command_help = "Firms and institutes: who they are, what they do."
    example_names = ("baidu", "百度")
    columns = ("name", "country", "entity_list", "revenue", "role", "chips", "camp")
    core = (
        "country", "role", "chief_executive|chair|president|executives|founders",
        "founded|incorporated", "ticker|listing|listing_status",
        "parent|owners|ownership|backers", "revenue|data_center_revenue|ai_chip_revenue", "capex",
        "entity_list")
    headline = ("country",)
    title_keys = ("country", "ticker")
    has_wide_head = False
    own_words = ("summary", "chinese_name", "website", "sec_cik")
    whole_figures = 4
    """Fewer than elsewhere: these are the longest pages, and their figures form series."""
    page_head = (
        HeadLine("US Entity List", "entity_list"),
        HeadLine("Measures", "listed_by|affected_by", HeadContent.NEWEST, is_wide=True),
        HeadLine("Camp", "camp|role"),
        HeadLine("Market value|Valuation", "market_capitalization|valuation"),
        HeadLine("Revenue|Sales forecast|AI chip sales|Data centres",
                 "revenue|revenue_forecast|ai_chip_revenue|data_center_revenue"),
        HeadLine("Chief|President|Chair|Founders", "chief_executive|president|chair|founders",
                 HeadContent.NAMES),
        HeadLine("Chips", "chips|fabricates|supplies_memory_for|uses_chips", HeadContent.NAMES),
        HeadLine("Capex", "capex|capex_guidance"),
        HeadLine("AI cloud sales|Data centres|AI chip sales",
                 "ai_cloud_revenue|data_center_revenue|ai_chip_revenue"),
        HeadLine("Products", "products", HeadContent.NAMES),
        HeadLine("Money", "investments|fundraisings", HeadContent.NAMES),
        HeadLine("Facts", content=HeadContent.COUNTS),
        HeadLine("Owner", "parent|owners|backers", HeadContent.NAMES),
        HeadLine("Owns", "subsidiaries|stakes", HeadContent.NAMES),
        HeadLine("Market share", "foundry_share|dram_share|china_ai_chip_share"),
        HeadLine("Capacity", "wafer_capacity|production_plan"),
        HeadLine("Employees", "employees"),
        HeadLine("Seat", "headquarters"),
    )
    sections = (
        "Profile", "Strategy", "Chips", "Investments", "Products", "Technology", "Owners",
        "Finance", "Market and output", "Partners", "Policy", "Events")
    shown_lines: ClassVar[Mapping[str, int]] = {
        "Policy": 4, "Chips": 1, "Investments": 1, "Products": 1}
    indirect_relations = (
        IndirectRelation("subsidiary_chips", "Chips of subsidiaries",
                         "Chips that its subsidiaries designed.", ("subsidiaries", "chips")),
        IndirectRelation("chip_systems", "Systems with its chips",
                         "Cards, servers and racks of others that its chips are in.",
                         ("chips", "systems")),
        IndirectRelation("model_chips", "Chips its products use",
                         "Chips that its models and other products were trained or run on.",
                         ("products", "chips")),
        IndirectRelation("chip_deployments", "Deployments of its chips",
                         "Data centres and purchases that its chips are for.",
                         ("chips", "deployments")))

    role = Text("Role", "Its part in the supply chain.", cardinality=MANY)
    legal_name = Text("Legal name", "The name it is registered under.", cardinality=OVER_TIME)
    chinese_name = Text("Chinese name", "What it is called in Chinese.")
    former_name = Text("Former name", "What it was called before.", cardinality=MANY)
    country = Country("Country", "Where it has its seat, by ISO 3166 code.")
    headquarters = Text("Headquarters", "The place of its head office.", cardinality=OVER_TIME)
    incorporated_in = Text("Incorporated in", "The place whose company law it is under.")
    industry = Text("Industry", "The trade that registers count it in.", cardinality=MANY)
    founded = Day("Founded", "When it was established.")
    incorporated = Day("Incorporated", "When it was registered as a company.")
    background = Text("Background", "What it grew out of.", cardinality=MANY)
    founders = Ref(
        "Founders", "Who established it.", ("person", "company"),
        Inverse("founded_by_it", "Founder of", "Companies it established.", "Profile"),
        cardinality=MANY)
    founding = Text("Founding", "Who established it and how, in words.", cardinality=MANY)
    founder_count = Number("Number of founders", "How many people established it.")
    chief_executive = Ref(
        "Chief executive", "Who leads it as CEO.", ("person",),
        Inverse("leads", "Leads as CEO", "Companies it leads as chief executive.", "Profile"),
        cardinality=OVER_TIME)
    chair = Ref(
        "Chair", "Who chairs its board.", ("person",),
        Inverse("chairs", "Chairs", "Companies whose board it chairs.", "Profile"),
        cardinality=OVER_TIME)
    president = Ref(
        "President", "Who is its president.", ("person",),
        Inverse("presides", "President of", "Companies it is the president of.", "Profile"),
        cardinality=OVER_TIME)
    executives = Ref(
        "Other leaders", "Others who lead it or a part of it.", ("person",),
        Inverse("officer_of", "Officer of", "Companies that it helps to lead.", "Profile"),
        cardinality=MANY)
    employees = Number("Employees", "How many people work for it.", cardinality=OVER_TIME,
                       is_additive=True)
    rd_employees = Number("R&D employees", "How many of them work in research and development.",
                          cardinality=OVER_TIME, is_additive=True)
    ticker = Text("Ticker", "The sign of its shares, with the exchange.", cardinality=MANY)
    listing = Text("Listing", "When, where and on what terms its shares were listed.",
                   cardinality=MANY)
    listing_status = Text("Listing status", "Where it stands on the way to an exchange.",
                          cardinality=OVER_TIME)
    sec_cik = Text("SEC CIK", "Its number at the US Securities and Exchange Commission.")
    website = Url("Website", "Its own address on the web.")

    camp = Ref(
        "Camp", "Which side of the industry's divide it is counted on.", ("strategy",),
        Inverse("members", "Counted in this camp", "Companies counted in this camp.", "Who"),
        section="Strategy", cardinality=OVER_TIME, strength=RelationStrength.CONTEXT)
    strategies = Ref(
        "Strategies", "Strategies it follows.", ("strategy",),
        Inverse("followers", "Followed by", "Companies that follow this strategy.", "Who"),
        section="Strategy", cardinality=MANY, strength=RelationStrength.CONTEXT)
    model_openness = Choice(
        "Model openness", "Whether it opens the weights of its AI models to others.",
        OPENNESS_LEVELS,
        section="Strategy", cardinality=OVER_TIME)
    approach = Text("Approach", "How it goes about AI.", section="Strategy", cardinality=MANY)
    plan = Text("Plans", "What it has said it will do.", section="Strategy", cardinality=MANY)
    statement = Text("Statements", "What it, or someone for it, has said.", section="Strategy",
                     cardinality=MANY)
    pressure = Text("Pressure", "What pushes it to change.", section="Strategy", cardinality=MANY)
    effect = Text("Effect", "What its actions have led to.", section="Strategy", cardinality=MANY)
    assessment = Text("Assessment", "What observers make of its course.", section="Strategy",
                      cardinality=MANY)

    uses_chips = Ref(
        "Uses chips", "Chips that it buys or runs.", ("chip",),
        Inverse("used_by", "Used by", "Companies that buy or run it.", "Use"),
        section="Chips", cardinality=MANY, strength=RelationStrength.DEPENDENCE)
    integrates = Ref(
        "Integrates", "Products of others that it has built into its own.", ("product",),
        Inverse("integrated_by", "Built in by", "Companies that have built it into their own"
                " products.", "Use"),
        section="Products", cardinality=MANY, strength=RelationStrength.DEPENDENCE)
    capability = Text("Capability", "What it can make or do.", section="Technology",
                      cardinality=MANY)

    parent = Ref(
        "Parent", "The company that it is a subsidiary of.", ("company",),
        Inverse("subsidiaries", "Subsidiaries", "Companies that belong to it.", "Owners"),
        section="Owners", cardinality=OVER_TIME, strength=RelationStrength.DEPENDENCE,
        is_ordered=True)
    owners = Ref(
        "Shareholders", "Who has put money into it, with the share held where it is known.",
        ("company", "person", "investment"),
        Inverse("stakes", "Holds stakes in", "Companies it has put money into.", "Investments"),
        section="Owners", cardinality=MANY, strength=RelationStrength.DEPENDENCE)
    backers = Ref(
        "Backed by", "Owners and sponsors whose money or protection stands behind it.",
        ("company",),
        Inverse("backs", "Backs", "Companies whose owner or sponsor it is.", "Owners"),
        section="Owners", cardinality=MANY)
    ownership = Text("Ownership", "Who owns it, in words.", section="Owners", cardinality=MANY)
    ownership_share = Number("Share of owners", "The part held by owners that have no page; the"
                             " note says who.", unit="%", section="Owners", cardinality=MANY)
    voting_share = Number("Voting rights", "The part of the votes that someone holds; the note says"
                          " who.", unit="%", section="Owners", cardinality=MANY)
    shareholder_count = Number("Number of shareholders", "How many hold its shares.",
                               section="Owners", cardinality=OVER_TIME)
    registered_capital = Amount("Registered capital", "The capital it is registered with.",
                                section="Owners", cardinality=OVER_TIME)

    revenue = Amount("Revenue", "What it takes in, in a period.", section="Finance",
                     cardinality=OVER_TIME)
    revenue_forecast = Amount("Revenue forecast", "What it is expected to take in, in a period.",
                              section="Finance", cardinality=OVER_TIME)
    net_profit = Amount("Net profit", "What is left after cost and tax; a loss is negative.",
                        section="Finance", cardinality=OVER_TIME, signed=True)
    data_center_revenue = Amount("Data-centre revenue", "Revenue of its data-centre segment.",
                                 section="Finance", cardinality=OVER_TIME)
    ai_chip_revenue = Amount("AI chip revenue", "Revenue from AI chips.", section="Finance",
                             cardinality=OVER_TIME)
    ai_chip_revenue_forecast = Amount("AI chip revenue forecast", "Revenue expected from AI chips.",
                                      section="Finance", cardinality=OVER_TIME)
    ai_cloud_revenue = Amount("AI cloud revenue", "Revenue from AI and cloud services.",
                              section="Finance", cardinality=OVER_TIME)
    segment_revenue = Amount("Segment revenue", "Revenue of another part of it; the note says"
                             " which.", section="Finance", cardinality=MANY)
    customer_share = Number("Share of one customer", "The part of its revenue that comes from"
                            " customers whom the note names.", unit="%", section="Finance",
                            cardinality=MANY)
    government_share = Number("Share owed to government", "The part of certain revenue that it has"
                              " to pay to a government.", unit="%", section="Finance",
                              cardinality=MANY)
    capex = Amount("Capex", "Capital expenditure in a period.", section="Finance",
                   cardinality=OVER_TIME)
    capex_growth = Number("Capex growth", "Change of capital expenditure against the period"
                          " before.", unit="%", section="Finance", cardinality=OVER_TIME,
                          signed=True)
    capex_guidance = Amount("Capex guidance", "Capital expenditure that it expects in a period.",
                            section="Finance", cardinality=OVER_TIME)
    ai_procurement = Amount("AI procurement", "What it means to spend on AI chips and servers in a"
                            " period.", section="Finance", cardinality=OVER_TIME)
    cash = Amount("Cash", "Cash, with short-term investments where the note says so.",
                  section="Finance", cardinality=OVER_TIME)
    debt_raised = Amount("Debt raised", "Money taken up by bonds.", section="Finance",
                         cardinality=MANY)
    equity_raised = Amount("Equity raised", "Money taken in for shares.", section="Finance",
                           cardinality=MANY)
    offer_price = Amount("Offer price", "What one share cost when it was listed.",
                         section="Finance", cardinality=MANY)
    writedown = Amount("Write-down", "What it had to write off; the note says for what.",
                       section="Finance", cardinality=MANY)
    market_capitalization = Amount("Market value", "What its shares are worth on the exchange.",
                                   section="Finance", cardinality=OVER_TIME)
    valuation = Amount("Valuation", "What investors put it at.", section="Finance",
                       cardinality=OVER_TIME, is_additive=False)

    china_ai_chip_share = Number("Share of China's AI chips", "Its part of the AI accelerators sold"
                                 " in China.", unit="%", section="Market and output",
                                 cardinality=OVER_TIME)
    dram_share = Number("Share of DRAM", "Its part of the world's DRAM sales.", unit="%",
                        section="Market and output", cardinality=OVER_TIME)
    foundry_share = Number("Share of foundry", "Its part of the world's foundry sales.", unit="%",
                           section="Market and output", cardinality=OVER_TIME)
    market_rank = Number("Rank", "Its place in a market that the note names.",
                         section="Market and output", cardinality=MANY)
    shipments = Number("Shipments", "AI accelerators it has delivered; the note says which.",
                       unit="chips", section="Market and output", cardinality=MANY)
    production_plan = Number("Planned output", "Chips or dies it means to make in a period.",
                             unit="chips", section="Market and output", cardinality=MANY)
    production_estimate = Number("Estimated output", "Chips that others expect or reckon it to"
                                 " make in a period.", unit="chips", section="Market and output",
                                 cardinality=MANY)
    cluster_size = Number("Cluster size", "Chips in a cluster that it has built.", unit="chips",
                          section="Market and output", cardinality=MANY)
    hbm_stock = Number("HBM in stock", "Stacks of high-bandwidth memory that it holds.",
                       unit="stacks", section="Market and output", cardinality=OVER_TIME,
                       is_additive=True)
    wafer_capacity = Number("Wafer capacity", "Wafers it can make in a month; the note says of"
                            " which size.", unit="wafers/month", section="Market and output",
                            cardinality=MANY)
    wafer_output = Number("Wafer output", "Wafers made in a period.", unit="wafers",
                          section="Market and output", cardinality=OVER_TIME, is_additive=True)
    utilization = Number("Utilization", "The part of its capacity in use.", unit="%",
                         section="Market and output", cardinality=OVER_TIME)

    partners = Ref(
        "Partners", "Organisations it works with; holds both ways.", ("company",),
        Inverse("partners", "Partners", "Organisations it works with.", "Partners"),
        section="Partners", cardinality=MANY)
    affiliates = Ref(
        "Affiliated with", "Organisations said to be bound to it; holds both ways.", ("company",),
        Inverse("affiliates", "Affiliated with", "Organisations said to be bound to it.",
                "Partners"),
        section="Partners", cardinality=MANY)
    ties = Text("Ties", "What is said of its ties to others, in words.",
                       section="Partners", cardinality=MANY)
    suppliers = Ref(
        "Suppliers", "Whose goods it buys or uses.", ("company",),
        Inverse("customers", "Customers", "Who buys or uses its goods.", "Partners"),
        section="Partners", cardinality=MANY, strength=RelationStrength.DEPENDENCE)
    customer_base = Text("Customer base", "Who buys from it, in words.", section="Partners",
                         cardinality=MANY)
    competitors = Ref(
        "Competitors", "Whom it competes with; holds both ways.", ("company",),
        Inverse("competitors", "Competitors", "Whom it competes with.", "Partners"),
        section="Partners", cardinality=MANY, strength=RelationStrength.MENTION)
    accuses = Ref(
        "Accuses", "Companies that it accuses of wrongdoing.", ("company",),
        Inverse("accused_by", "Accused by", "Companies that accuse it.", "Partners"),
        section="Partners", cardinality=MANY, strength=RelationStrength.CONTEXT)

    entity_list = Choice("US Entity List", "Whether the US Entity List names it.",
                         ENTITY_LIST_STATUSES,
                         section="Policy", cardinality=OVER_TIME)
    entity_list_citation = Text("Entity List citation", "Where the Federal Register lists it.",
                                section="Policy", cardinality=OVER_TIME)
    control_status = Text("Control status", "Which controls it is under, in words.",
                          section="Policy", cardinality=MANY)
