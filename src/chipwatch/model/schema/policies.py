"""Strategies of firms and policies of governments."""

from ..field import Cardinality, Inverse, RelationStrength
from ..field_types import Choice, Chronicle, Country, CountryOrUnion, Day, Ref, Text
from ..kind import HeadContent, HeadLine, Kind
from ..numeric_fields import Amount, Number

MANY, OVER_TIME = Cardinality.MANY, Cardinality.OVER_TIME
SCREENING_LISTS = ("entity list", "meu", "uvl", "sdn", "ns-cmic", "1260h")
"""The US lists of parties that exporters screen against, the one that binds most first."""
# fmt: off
POLICY_INSTRUMENTS = (
    "rule", "letter", "guidance", "listing", "tariff", "bill", "law", "order", "decision",
    "agreement", "probe", "ban", "draft",
)


class Strategy(Kind):
    """A course of action that firms or governments follow."""

    plural = "strategies"
    meaning = "a course of action that firms or governments follow"
    command_help = "Courses of action and who follows them."
    example_names = ("open-weight",)
    columns = ("name", "members", "followers", "part_of", "summary")
    core = ("summary", "members|followers", "means|evidence")
    page_head = (
        HeadLine("Part of", "part_of", HeadContent.NAMES),
        HeadLine("Means", "means"),
        HeadLine("Followed by", "followers|members", HeadContent.NAMES),
        HeadLine("Branches", "branches", HeadContent.NAMES),
        HeadLine("Driven by", "driver"),
        HeadLine("Target", "target"),
        HeadLine("Effect", "effect"),
        HeadLine("Facts", content=HeadContent.COUNTS),
    )
    sections = ("Profile", "Who", "Outlook")

    part_of = Ref(
        "Part of", "The wider strategy that it is a branch of.", ("strategy",),
        Inverse("branches", "Branches", "Strategies that branch off it.", "Profile"),
        strength=RelationStrength.DEPENDENCE,
        is_ordered=True,
    )
    means = Text("Means", "What is done to carry it out.", cardinality=MANY)
    evidence = Text("Evidence", "What shows that it is followed.", cardinality=MANY)
    driver = Text("Driver", "What makes firms take it up.", section="Outlook", cardinality=MANY)
    change = Text("Change", "How it has changed since.", section="Outlook", cardinality=MANY)
    effect = Text("Effect", "What it leads to.", section="Outlook", cardinality=MANY)
    target = Text("Target", "What it is meant to reach.", section="Outlook", cardinality=MANY)
    limitation = Text("Limitation", "What it cannot do.", section="Outlook", cardinality=MANY)
    caveat = Text("Caveat", "What to mind when it is named.", section="Outlook",
                  cardinality=MANY)
    order_value = Amount("Value of orders", "What the orders placed under it cost.",
                         section="Outlook", cardinality=MANY)
    order_count = Number("Chips ordered", "Chips asked for under it.", unit="chips",
                         section="Outlook", cardinality=MANY)


class Policy(Kind):
    """A rule, order, letter or programme of a government."""

    plural = "policies"
    half_lives = (("status", 6),)
    has_start_date = True
    meaning = "a rule, order, letter or programme of a government"
    command_help = "Rules, orders and letters of governments."
    example_names = ("H20 ban",)
    columns = ("name", "jurisdiction", "instrument", "announced", "effective", "restricts")
    core = (
        "issuer", "announced|introduced|opened", "effective|published|signed|ends", "status",
        "provision|items|restricts|lists|permits|would_restrict|tariff_rate|amends",
        "destinations|reach", "citation|docket|legal_basis",
    )
    headline = ("announced",)
    predecessor_keys = ("amends", "supersedes")
    title_keys = ("jurisdiction", "instrument")
    page_head = (
        HeadLine("Issued by", "issuer, ordered_by"),
        HeadLine("Status", "status"),
        HeadLine("Effective", "effective|announced|published|introduced"),
        HeadLine("Comply by", "compliance"),
        HeadLine("Rescinded by", "rescinded_by|suspended_by|superseded_by", HeadContent.NAMES),
        HeadLine("Restricts", "restricts|lists|would_restrict|permits|affects", HeadContent.NAMES),
        HeadLine("Where", "destinations"),
        HeadLine("Rule", "provision|items|criteria|tariff_rate"),
        HeadLine("Licences", "licence_policy"),
        HeadLine("Amended by", "amended_by", HeadContent.NAMES),
        HeadLine("Facts", content=HeadContent.COUNTS),
        HeadLine("Citation", "citation|docket|legal_basis"),
        HeadLine("Effect", "effect"),
    )
    sections = ("Profile", "Dates", "Reach", "Criteria", "Numbers", "Other policies", "Outlook",
                "Events")

    title = Text("Title", "What it is called or about, in its own field.", cardinality=MANY)
    jurisdiction = CountryOrUnion("Jurisdiction", "Whose law it is, by ISO 3166 code.")
    issuer = Ref(
        "Issuer", "The authority, government or parliament that issued it.", ("agency",),
        Inverse("issued", "Issued", "Policies that it issued.", "Policy"),
        cardinality=MANY, strength=RelationStrength.CONTEXT,
    )
    instrument = Choice("Instrument", "What kind of act it is.", POLICY_INSTRUMENTS)
    ordered_by = Ref(
        "Ordered by", "Who stands behind it politically.", ("person",),
        Inverse("policies", "Policies", "Policies it stands behind.", "Profile"),
    )
    status = Text("Status", "Where it stands.", cardinality=OVER_TIME)
    legal_basis = Text("Legal basis", "The law or paragraph it rests on.", cardinality=MANY)
    citation = Text("Citation", "Where the law gazette or register has it.", cardinality=MANY)
    docket = Text("Docket", "Its docket, document or identification number.", cardinality=MANY)
    context = Text("Context", "The circumstances in which it came.", cardinality=MANY)

    announced = Day("Announced", "When it became public.", section="Dates")
    opened = Day("Opened", "When the probe or investigation was opened.", section="Dates")
    informed = Day("Addressee informed", "When those bound by it were told.", section="Dates",
                   cardinality=MANY)
    introduced = Day("Introduced", "When the bill was brought in; the note says in which chamber.",
                     section="Dates", cardinality=MANY)
    passed = Day("Passed", "When a chamber passed it; the note says which.", section="Dates",
                 cardinality=MANY)
    signed = Day("Signed", "When it was signed into law.", section="Dates")
    published = Day("Published", "When the gazette printed it.", section="Dates")
    effective = Day("Effective", "From when it binds.", section="Dates", ahead=True)
    effective_in_part = Day("Effective in part", "From when the part that the note names binds.",
                            section="Dates", cardinality=MANY, ahead=True)
    compliance = Day("Compliance date", "By when what the note names must be met.",
                     section="Dates", cardinality=MANY, ahead=True)
    suspended = Day("Suspended", "From when it is not applied for a time.", section="Dates")
    suspended_until = Day("Suspended until", "When the suspension ends.", section="Dates",
                          ahead=True)
    superseded = Day("Superseded", "From when other rules stand in its place.", section="Dates")
    rescinded = Day("Rescinded", "When it was taken back.", section="Dates")
    withdrawn = Day("Withdrawn", "When the draft was taken back.", section="Dates")
    ends = Day("Ends", "When it runs out.", section="Dates", ahead=True)
    milestone = Chronicle("Milestones", "Steps on its way.", section="Dates", cardinality=MANY)

    destinations = Country("Destinations", "Where shipments are restricted to, by ISO 3166 code.",
                           section="Reach", cardinality=MANY)
    reach = Text("Destinations in words", "Where and to whom it applies.", section="Reach",
                 cardinality=MANY)
    restricts = Ref(
        "Restricts", "What may not be shipped or used freely.",
        ("chip", "system", "technology", "product"),
        Inverse("restricted_by", "Restricted by", "Policies that restrict it.", "Policy"),
        section="Reach", cardinality=MANY, strength=RelationStrength.CONTEXT,
    )
    would_restrict = Ref(
        "Would restrict", "What the draft would restrict.", ("chip", "technology", "company"),
        Inverse("would_be_restricted_by", "Would be restricted by", "Drafts that would restrict"
                " it.", "Policy"),
        section="Reach", cardinality=MANY, strength=RelationStrength.CONTEXT,
    )
    permits = Ref(
        "Permits", "What, or whom, it lets pass.", ("chip", "technology", "company"),
        Inverse("permitted_by", "Permitted by", "Policies that let it pass.", "Policy"),
        section="Reach", cardinality=MANY, strength=RelationStrength.CONTEXT,
    )
    lists = Ref(
        "Binds", "Companies that it puts on a list or binds by name.", ("company",),
        Inverse("listed_by", "Bound by", "Policies that list it or bind it by name.", "Policy"),
        section="Reach", cardinality=MANY, strength=RelationStrength.CONTEXT,
    )
    screening_list = Choice("List of parties", "Which list of parties it is.", SCREENING_LISTS,
                            section="Reach")
    held_as_of = Day("List held as of", "The day of the list that every firm was held against.",
                     section="Reach", cardinality=OVER_TIME)
    delists = Ref(
        "Takes off a list", "Companies that it takes off a list.", ("company",),
        Inverse("delisted_by", "Taken off a list by", "Policies that take it off a list.",
                "Policy"),
        section="Reach", cardinality=MANY, strength=RelationStrength.CONTEXT,
    )
    affects = Ref(
        "Affects", "Companies and chips whose business it touches.", ("company", "chip"),
        Inverse("affected_by", "Affected by", "Policies that touch its business.", "Policy"),
        section="Reach", cardinality=MANY, strength=RelationStrength.MENTION,
    )
    items = Text("Items", "What it covers, in words.", section="Reach", cardinality=MANY)
    provision = Text("Provisions", "What it lays down.", section="Reach", cardinality=MANY)
    condition = Text("Conditions", "What must be met for it to allow something.",
                     section="Reach", cardinality=MANY)
    exception = Text("Exceptions", "What it leaves out.", section="Reach", cardinality=MANY)
    licence_policy = Text("Licence policy", "How applications are decided.", section="Reach",
                          cardinality=MANY)
    licence_exceptions = Ref(
        "Licence exceptions", "Exceptions by which a licence is not needed.", ("technology",),
        Inverse("exception_to", "Exception to", "Policies that it is an exception to.", "Use"),
        section="Reach", cardinality=MANY, strength=RelationStrength.CONTEXT,
    )

    criteria = Text("Criteria", "Its test, as an expression or in words.", section="Criteria",
                    cardinality=MANY)
    tpp = Number("TPP", "Bound on total processing performance; the note says in which paragraph.",
                 section="Criteria", cardinality=MANY)
    performance_density = Number("Performance density", "Bound on TPP over applicable die area;"
                                 " the note says in which paragraph.", unit="TPP/mm²",
                                 section="Criteria", cardinality=MANY)
    interconnect_bandwidth = Number("Interconnect bandwidth", "Bound on the rate to other chips,"
                                    " both directions added.", unit="GB/s", section="Criteria",
                                    cardinality=MANY)
    memory_bandwidth = Number("Memory bandwidth", "Bound on the rate between chip and memory.",
                              unit="GB/s", section="Criteria", cardinality=MANY)
    total_bandwidth = Number("Memory and interconnect", "Bound on the sum of memory and"
                             " interconnect bandwidth.", unit="GB/s", section="Criteria",
                             cardinality=MANY)
    memory_bandwidth_density = Number("Memory bandwidth density", "Bound on memory bandwidth over"
                                      " the area of the stack.", unit="GB/s/mm²",
                                      section="Criteria", cardinality=MANY)
    process_node = Number("Process node", "Bound on the manufacturing class.", unit="nm",
                          section="Criteria", cardinality=MANY)
    transistors = Number("Transistors", "Bound on the number of transistors.",
                         section="Criteria", cardinality=MANY)
    ownership_share = Number("Share owned", "Bound on the part that listed parties own.",
                             unit="%", section="Criteria", cardinality=MANY)
    us_content = Number("US content", "Bound on the controlled content from the United States.",
                        unit="%", section="Criteria", cardinality=MANY)
    other_bound = Text("Other bounds", "Further numbers that it tests.", section="Criteria",
                       cardinality=MANY)

    entities_added = Number("Entities added", "How many parties it adds to a list; the note says"
                            " which.", section="Numbers", cardinality=MANY)
    entities_listed = Number("Entities listed", "How many parties its list has; the note says"
                             " which.", section="Numbers", cardinality=MANY)
    quantity = Number("Number of chips", "How many chips it allows, counts or caps; the note says"
                      " how.", unit="chips", section="Numbers", cardinality=MANY)
    quantity_share = Number("Share allowed", "The part that it allows, caps or asks for; the note"
                            " says of what.", unit="%", section="Numbers", cardinality=MANY)
    compute_cap = Number("Compute cap", "TPP in all that the one whom the note names may have, or"
                         " has to report.", section="Numbers", cardinality=MANY)
    tariff_rate = Number("Tariff", "Duty on the value of the goods; the note says on which.",
                         unit="%", section="Numbers", cardinality=MANY)
    tariff_lines = Number("Tariff lines", "How many lines of the tariff it covers.",
                          section="Numbers", cardinality=MANY)
    trade_value = Amount("Trade covered", "Yearly trade that it covers.", section="Numbers",
                         cardinality=MANY)
    cost = Amount("Cost", "What it cost, or is expected to cost, whom the note names.",
                  section="Numbers", cardinality=MANY)
    other_counts = Text("Other counts", "What else it counts.", section="Numbers", cardinality=MANY)

    amends = Ref(
        "Amends", "Policies that it changes.", ("policy",),
        Inverse("amended_by", "Amended by", "Policies that change it.", "Other policies"),
        section="Other policies", cardinality=MANY, strength=RelationStrength.DEPENDENCE,
    )
    redefines = Ref(
        "Redefines", "Terms of rules that it changes, or would change.", ("technology",),
        Inverse("redefined_by", "Redefined by", "Policies that change it.", "Rule"),
        section="Other policies", cardinality=MANY, strength=RelationStrength.CONTEXT,
    )
    supersedes = Ref(
        "Supersedes", "Policies that it stands in the place of.", ("policy",),
        Inverse("superseded_by", "Superseded by", "Policies that stand in its place.",
                "Other policies"),
        section="Other policies", cardinality=MANY, strength=RelationStrength.DEPENDENCE,
        is_ordered=True,
    )
    rescinds = Ref(
        "Rescinds", "Policies that it takes back.", ("policy",),
        Inverse("rescinded_by", "Rescinded by", "Policies that take it back.", "Other policies"),
        section="Other policies", cardinality=MANY, strength=RelationStrength.DEPENDENCE,
        is_ordered=True,
    )
    suspends = Ref(
        "Suspends", "Policies that it stops for a time.", ("policy",),
        Inverse("suspended_by", "Suspended by", "Policies that stop it for a time.",
                "Other policies"),
        section="Other policies", cardinality=MANY, strength=RelationStrength.DEPENDENCE,
    )
    implements = Ref(
        "Implements", "Policies that it carries out.", ("policy",),
        Inverse("implemented_by", "Implemented by", "Policies that carry it out.",
                "Other policies"),
        section="Other policies", cardinality=MANY, strength=RelationStrength.DEPENDENCE,
    )
    retaliates_against = Ref(
        "Answers", "Policies that it hits back at.", ("policy",),
        Inverse("answered_by", "Answered by", "Policies that hit back at it.", "Other policies"),
        section="Other policies", cardinality=MANY,
    )
    goes_with = Ref(
        "Goes with", "Policies that it accompanies, follows or completes; holds both ways.",
        ("policy",),
        Inverse("goes_with", "Goes with", "Policies that it goes with.", "Other policies"),
        section="Other policies", cardinality=MANY,
    )

    effect = Text("Effect", "What it leads to.", section="Outlook", cardinality=MANY)
    assessment = Text("Assessment", "What observers make of it, and what is open.",
                      section="Outlook", cardinality=MANY)
