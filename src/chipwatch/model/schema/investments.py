"""Investments: who puts up how much for what, on which terms, and what has come of it."""

from ..field import Cardinality, Inverse, RelationStrength
from ..field_types import Choice, Chronicle, Day, Ref, Text
from ..kind import HeadContent, HeadLine, Kind
from ..numeric_fields import Amount, Number

MANY, OVER_TIME = Cardinality.MANY, Cardinality.OVER_TIME
INVESTMENT_FORMS = (
    "plan",
    "fund",
    "capex",
    "purchase",
    "spending",
    "build-out",
    "stake",
    "round",
    "ipo",
    "placement",
    "debt",
    "grant",
    "research",
    "charge",
    "merger",
)
INVESTMENT_STAGES = (
    "considered",
    "announced",
    "committed",
    "raised",
    "spent",
    "forecast",
    "cancelled",
)


# fmt: off
class Investment(Kind):
    """Money or capacity that an investor sets aside: a plan, a fund, a purchase, a build-out."""

    plural = "investments"
    half_lives = (("status", 6), ("stage", 6), ("amount", 36))
    has_start_date = True
    meaning = "money or capacity set aside: a plan, a fund, a purchase, a build-out"
    command_help = "Plans, funds, purchases: who, how much, what for."
    example_names = ("alibaba-cloud-ai-plan",)
    columns = ("name", "amount", "investors", "form", "stage", "announced")
    core = (
        "investors|other_investors|raised_by|recipients|parties", "form", "stage",
        "amount|chip_count|power_capacity", "announced", "purpose",
    )
    headline = ("amount", "chip_count")
    title_keys = ("form", "stage")
    page_head = (
        HeadLine("Amount", "amount|target_amount|spent"),
        HeadLine("Chips", "chip_count|chip_count_planned"),
        HeadLine("Power", "power_capacity"),
        HeadLine("From", "investors|other_investors", HeadContent.NAMES),
        HeadLine("To", "recipients|raised_by", HeadContent.NAMES),
        HeadLine("For", "purpose"),
        HeadLine("Announced", "announced|filed|established|listed"),
        HeadLine("Until", "ends|term|horizon"),
        HeadLine("Target", "target_amount"),
        HeadLine("Spent", "spent"),
        HeadLine("Facts", content=HeadContent.COUNTS),
    )
    sections = ("Profile", "Money", "Shares", "What for", "Capacity", "Investments")

    form = Choice("Form", "What kind of investment it is.", INVESTMENT_FORMS)
    stage = Choice("Stage", "How far the amount has got: under consideration, announced, bound by"
                   " contract, taken in, paid out, expected by others, or called off.",
                   INVESTMENT_STAGES,
                   cardinality=OVER_TIME)
    investors = Ref(
        "Investors", "Who puts up the money.", ("company", "person"),
        Inverse("investments", "Investments", "What it has put money into.", "Investments"),
        cardinality=MANY,
    )
    other_investors = Text("Other investors", "Who else puts up money, in words.",
                           cardinality=MANY)
    raised_by = Ref(
        "Raised by", "Who takes the money in.", ("company",),
        Inverse("fundraisings", "Money raised", "Bonds, rounds and listings by which it takes in"
                " money.", "Investments"),
        cardinality=MANY, strength=RelationStrength.DEPENDENCE,
    )
    recipients = Ref(
        "Recipients", "Whom the money is put into.", ("company",),
        Inverse("funded_by_it", "Funded by", "Investments whose money goes to it.",
                "Investments"),
        cardinality=MANY, strength=RelationStrength.DEPENDENCE,
    )
    parties = Ref(
        "Parties", "Who else takes part or is behind it; the note says how.", ("company",),
        Inverse("party_to", "Takes part in", "Investments that it takes part in or stands"
                " behind.", "Investments"),
        cardinality=MANY,
    )
    suppliers = Ref(
        "Suppliers", "Whose goods it buys.", ("company",),
        Inverse("supplies_investments", "Supplies", "Investments that buy its goods.",
                "Investments"),
        cardinality=MANY, strength=RelationStrength.DEPENDENCE,
    )
    funded_by = Ref(
        "Funded by", "Investments whose money goes into it.", ("investment",),
        Inverse("funds", "Funds", "Investments that its money goes into.", "Profile"),
        cardinality=MANY, strength=RelationStrength.DEPENDENCE,
        is_ordered=True,
    )
    part_of = Ref(
        "Part of", "The larger investment that it belongs to.", ("investment",),
        Inverse("parts", "Parts", "Investments that belong to it.", "Profile"),
        strength=RelationStrength.DEPENDENCE,
        is_ordered=True,
    )
    decided_by = Ref(
        "Decided by", "Who set it in motion or vouched for it.", ("person",),
        Inverse("decisions", "Decisions", "Investments it set in motion or vouched for.",
                "Profile"),
        cardinality=MANY,
    )
    managed_by = Ref(
        "Led by", "Who leads it.", ("person",),
        Inverse("manages", "Leads", "Investments that it leads.", "Profile"),
        cardinality=MANY,
    )
    manager = Text("Manager", "Who manages it, in words.", cardinality=MANY)
    announced = Day("Announced", "When it was made public.")
    established = Day("Established", "When it was set up, signed or closed.")
    filed = Day("Filed", "When it was applied for.")
    listed = Day("Listed", "When the shares began to trade.")
    ends = Day("Ends", "When its term ends.", ahead=True)
    horizon = Text("Time span", "The years it covers, in words.", cardinality=MANY)
    place = Text("Place", "Where it is made or run.", cardinality=MANY)
    status = Text("Status", "Where it stands.", cardinality=OVER_TIME)

    amount = Amount("Amount", "How much, in the currency of the source, with its own conversion;"
                    " see stage for how far it has got.", section="Money", cardinality=OVER_TIME)
    target_amount = Amount("Target", "How much is sought.", section="Money",
                           cardinality=OVER_TIME)
    spent = Amount("Spent", "What has been paid out under it in a period.", section="Money",
                   cardinality=OVER_TIME)
    guidance = Amount("Guidance", "What it is expected to come to in a period.", section="Money",
                      cardinality=OVER_TIME)
    breakdown = Amount("Parts of the amount", "What goes to, or comes from, the part that the note"
                       " names.", section="Money", cardinality=MANY)
    net_proceeds = Amount("Net proceeds", "What is left of the money taken in after cost.",
                          section="Money")
    revenue_at_risk = Amount("Revenue at risk", "Sales that are, or may be, lost.",
                             section="Money", cardinality=MANY)
    growth = Number("Growth", "Change against the period before.", unit="%", section="Money",
                    cardinality=OVER_TIME, signed=True)
    share_of_revenue = Number("Share of revenue", "The amount as a part of revenue.", unit="%",
                              section="Money", cardinality=OVER_TIME)
    part_share = Number("Share of a part", "What part of the money goes to, or comes from, what the"
                        " note names.", unit="%", section="Money", cardinality=MANY)
    coupon = Number("Coupon", "Interest a year; the note says on which part.", unit="%",
                    section="Money", cardinality=MANY)
    term = Number("Term", "How long it runs.", unit="years", section="Money", cardinality=MANY)
    registered_capital = Amount("Registered capital", "The capital it is registered with.",
                                section="Money", cardinality=OVER_TIME)
    terms = Text("Terms", "Conditions it comes with.", section="Money", cardinality=MANY)
    comparison = Text("Set against", "What it has been compared with.", section="Money",
                      cardinality=MANY)

    valuation = Amount("Valuation", "What it puts the company at.", section="Shares",
                       cardinality=OVER_TIME, is_additive=False)
    market_value = Amount("Market value", "What the shares were worth on the exchange; the note"
                          " says when.", section="Shares", cardinality=MANY)
    price_per_share = Amount("Price of a share", "What one share cost.", section="Shares",
                             is_additive=False)
    shares = Number("Shares", "How many shares are sold or granted.", section="Shares",
                    cardinality=OVER_TIME)
    stake = Number("Stake", "The part of the company that it buys.", unit="%", section="Shares",
                   cardinality=OVER_TIME)
    stake_held = Number("Stakes held", "The part that owners named in the note hold.", unit="%",
                        section="Shares", cardinality=MANY)
    first_day_gain = Number("First-day gain", "How far the shares rose on the first day.",
                            unit="%", section="Shares")
    opening_gain = Number("Opening gain", "How far above the offer price trading began.",
                          unit="%", section="Shares")
    oversubscription = Number("Oversubscription", "How many times over the shares were asked"
                              " for.", section="Shares", cardinality=MANY)
    approval_time = Number("Time to approval", "Days from filing to approval.", unit="days",
                           section="Shares")
    shareholder_count = Number("Number of shareholders", "How many hold shares in it.",
                               section="Shares")
    sponsors = Text("Sponsors", "The banks that bring the shares to market.", section="Shares",
                    cardinality=MANY)

    purpose = Text("Purpose", "What the money is for.", section="What for", cardinality=MANY)
    motive = Text("Motive", "What it answers to.", section="What for", cardinality=MANY)
    course = Chronicle("Course", "What has been done and what comes next.", section="What for",
                       cardinality=MANY)
    statement = Text("Statements", "What has been said of it.", section="What for",
                     cardinality=MANY)
    chips = Ref(
        "Chips", "Chips that it buys or deploys.", ("chip",),
        Inverse("deployments", "Deployed in", "Investments that buy or deploy it.", "Use"),
        section="What for", cardinality=MANY, strength=RelationStrength.DEPENDENCE,
    )

    chip_count = Number("Number of chips", "How many chips it buys or deploys.", unit="chips",
                        section="Capacity", cardinality=OVER_TIME, is_additive=True)
    chip_count_planned = Number("Planned number of chips", "How many chips it is meant to come"
                                " to.", unit="chips", section="Capacity", cardinality=OVER_TIME,
                                is_additive=True)
    power_capacity = Number("Power", "Electric power of the data centres it builds.", unit="GW",
                            section="Capacity", cardinality=OVER_TIME, is_additive=True)
    wafer_capacity = Number("Wafer capacity", "Wafers a month it is meant to reach.",
                            unit="wafers/month", section="Capacity", cardinality=OVER_TIME,
                            is_additive=True)
    process_node = Number("Process node", "Manufacturing classes of the plants it builds.",
                          unit="nm", section="Capacity", cardinality=MANY)
    pue = Number("PUE", "Power usage effectiveness: power drawn over power used to compute.",
                 section="Capacity")
    effective_training = Number("Effective training time", "The part of the time in which training"
                                " makes headway.", unit="%", section="Capacity")
    capability = Text("Capability", "What it can do.", section="Capacity", cardinality=MANY)
