"""Agencies: the bodies of states that make rules, enforce them, judge and advise."""

from ..field import Cardinality, Inverse, RelationStrength
from ..field_types import CountryOrUnion, Day, Ref, Text
from ..kind import HeadContent, HeadLine, Kind
from ..numeric_fields import Amount, Number

MANY, OVER_TIME = Cardinality.MANY, Cardinality.OVER_TIME


class Agency(Kind):
    """A ministry, authority, parliament, committee or court."""

    plural = "agencies"
    half_lives = (("head", 24), ("staff", 24), ("budget", 24))
    meaning = "a body of a state that issues, enforces, decides or advises"
    command_help = "Ministries, authorities, committees, and what they issue."
    example_names = ("BIS",)
    columns = ("name", "country", "role", "head", "issued")
    core = ("country", "role", "part_of", "head")
    headline = ("country",)
    title_keys = ("country",)
    page_head = (
        HeadLine("Role", "role"),
        HeadLine("Part of", "part_of", HeadContent.NAMES),
        HeadLine("Head", "head|officials", HeadContent.NAMES),
        HeadLine("Issued", "issued", HeadContent.NAMES),
        HeadLine("Staff", "staff"),
        HeadLine("Budget", "budget"),
        HeadLine("Facts", content=HeadContent.COUNTS),
    )
    sections = ("Profile", "Means", "Policy", "Actions", "Events")

    country = CountryOrUnion("Country", "Whose state it belongs to, by ISO 3166 code.")
    chinese_name = Text("Chinese name", "What it is called in Chinese.")
    role = Text("Role", "What it issues, enforces or decides.", cardinality=MANY)
    part_of = Ref(
        "Part of",
        "The body that it belongs to.",
        ("agency",),
        Inverse("bodies", "Bodies", "Bodies that belong to it.", "Profile"),
        cardinality=OVER_TIME,
        strength=RelationStrength.DEPENDENCE,
        is_ordered=True,
    )
    head = Ref(
        "Head",
        "Who leads it.",
        ("person",),
        Inverse("heads", "Heads", "Agencies it heads.", "Profile"),
        cardinality=OVER_TIME,
    )
    officials = Ref(
        "Other officials",
        "Others who lead a part of it.",
        ("person",),
        Inverse("official_of", "Official of", "Agencies that it helps to lead.", "Profile"),
        cardinality=MANY,
    )
    founded = Day("Founded", "When it was set up.")
    former_name = Text("Former name", "What it was called before.", cardinality=MANY)

    staff = Number("Staff", "How many people work for it.", section="Means", cardinality=OVER_TIME)
    budget = Amount(
        "Budget", "What it may spend in the period.", section="Means", cardinality=OVER_TIME
    )
    plan = Text("Plans", "What it has asked for or means to do.", section="Means", cardinality=MANY)
    evaluation_count = Number(
        "Evaluations", "How many AI models it has tested.", section="Actions", cardinality=OVER_TIME
    )
    action = Text("Actions", "What it did.", section="Actions", cardinality=MANY)
    finding = Text("Findings", "What it established.", section="Actions", cardinality=MANY)
    statement = Text(
        "Statements", "What it, or someone for it, has said.", section="Actions", cardinality=MANY
    )
