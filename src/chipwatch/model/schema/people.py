"""People: who decides, in which office, and for whom."""

from ..field import Cardinality, Inverse
from ..field_types import Day, Ref, Text
from ..kind import HeadContent, HeadLine, Kind

MANY = Cardinality.MANY


class Person(Kind):
    """Someone who decides."""

    plural = "people"
    half_lives = (("role", 24),)
    meaning = "someone who decides"
    command_help = "Those who decide."
    example_names = ("Robin Li",)
    columns = ("name", "role", "leads", "chairs", "presides", "officer_of")
    core = ("role", "leads|chairs|presides|officer_of|belongs_to|heads|official_of")
    page_head = (
        HeadLine("Role", "role"),
        HeadLine(
            "Leads",
            "leads|chairs|presides|heads|officer_of|official_of|belongs_to",
            HeadContent.NAMES,
        ),
        HeadLine("Founded", "founded_by_it", HeadContent.NAMES),
        HeadLine("Decided", "decisions|manages|policies", HeadContent.NAMES),
        HeadLine("Stakes", "stakes|investments", HeadContent.NAMES),
        HeadLine("Offices left", "former_office"),
        HeadLine("Facts", content=HeadContent.COUNTS),
    )
    sections = ("Profile", "Investments", "Events")

    role = Text("Role", "The offices held.", cardinality=MANY)
    former_office = Text("Offices left", "What offices were left, and when.", cardinality=MANY)
    belongs_to = Ref(
        "Belongs to",
        "Organisations that it works for or stands near.",
        ("company", "agency"),
        Inverse("people", "People", "Who works for it or stands near it.", "Profile"),
        cardinality=MANY,
    )
    statement = Text("Statements", "What was said.", cardinality=MANY)
    died = Day("Died", "When the person died.")
