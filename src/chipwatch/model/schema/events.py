"""Events: what happened, when, where, and whom it touched."""

from ..field import Cardinality, Inverse, RelationStrength
from ..field_types import Chronicle, Day, Ref, Text
from ..kind import HeadContent, HeadLine, Kind
from ..numeric_fields import Amount, Number

MANY = Cardinality.MANY


class Event(Kind):
    """Something that happened at a time and a place."""

    plural = "events"
    has_start_date = True
    meaning = "something that happened at a time and a place"
    command_help = "What happened, where and when."
    example_names = ("semicon china",)
    columns = ("name", "date", "place", "participants")
    core = ("summary", "date", "participants|names|affects", "happening|outcome|shown")
    headline = ("date",)
    title_keys = ("date",)
    page_head = (
        HeadLine("Date", "date, place"),
        HeadLine("Who", "participants|names", HeadContent.NAMES),
        HeadLine("What", "happening|outcome|shown"),
        HeadLine("Touches", "affects", HeadContent.NAMES),
        HeadLine("Money", "penalty|trade_value|writedown"),
        HeadLine("Next", "next_step"),
        HeadLine("Facts", content=HeadContent.COUNTS),
    )
    sections = ("Profile", "What happened", "Whom it touches")

    date = Day("Date", "When it took place.")
    place = Text("Place", "Where it took place.")
    citation = Text("Citation", "The number of the decision.", cardinality=MANY)
    participants = Ref(
        "Participants",
        "Who took part.",
        ("company", "agency", "person"),
        Inverse("events", "Events", "What it took part in.", "Events"),
        cardinality=MANY,
        strength=RelationStrength.CONTEXT,
    )
    shown = Text("Shown", "What was presented.", section="What happened", cardinality=MANY)
    happening = Chronicle(
        "What happened", "What took place.", section="What happened", cardinality=MANY
    )
    outcome = Text(
        "Outcome", "What was decided or agreed.", section="What happened", cardinality=MANY
    )
    next_step = Text("Next", "What was to follow.", section="What happened", cardinality=MANY)
    penalty = Amount(
        "Penalty",
        "What had to be paid, a value for each payment; of those of one day the note says who pays"
        " whom, and without notes they are accounts of one payment that disagree.",
        section="What happened",
        cardinality=MANY,
        has_separate_values=True,
    )
    trade_value = Amount(
        "Trade concerned",
        "The value of the goods at issue.",
        section="What happened",
        cardinality=MANY,
    )
    writedown = Amount(
        "Write-down", "What had to be written off.", section="What happened", cardinality=MANY
    )
    count = Number(
        "Count", "How many of what the note names.", section="What happened", cardinality=MANY
    )
    share = Number(
        "Share",
        "The part that the note names.",
        unit="%",
        section="What happened",
        cardinality=MANY,
    )
    names = Ref(
        "Names",
        "Companies that it names.",
        ("company",),
        Inverse("named_in", "Named in", "Events that name it.", "Events"),
        section="Whom it touches",
        cardinality=MANY,
        strength=RelationStrength.MENTION,
    )
    affects = Ref(
        "Affects",
        "Companies, chips and policies that it touches; the note says how.",
        ("company", "chip", "policy"),
        Inverse("touched_by", "Touched by", "Events that touch it.", "Events"),
        section="Whom it touches",
        cardinality=MANY,
        strength=RelationStrength.MENTION,
    )
