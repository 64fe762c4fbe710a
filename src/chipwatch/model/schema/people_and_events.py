"""People, events, statistics, and the sources that everything rests on."""

from ..facts import SOURCE_TYPES
from ..field import Cardinality, Inverse
from ..field_types import Choice, Country, Day, Ref, Text, Url
from ..kind import Kind
from ..numeric_fields import Amount, Number

MANY, OVER_TIME = Cardinality.MANY, Cardinality.OVER_TIME


# fmt: off
class Person(Kind):
    """Someone who decides."""

    plural = "people"
    half_lives = (("role", 24),)
    meaning = "someone who decides"
    command_help = "Those who decide."
    example_names = ("Robin Li",)
    columns = ("name", "role", "leads", "chairs", "presides", "officer_of")
    sections = ("Profile", "Investments")

    role = Text("Role", "The offices held.", cardinality=MANY)
    former_office = Text("Offices left", "What offices were left, and when.", cardinality=MANY)
    belongs_to = Ref(
        "Belongs to", "Organisations that it works for or stands near.", ("company",),
        Inverse("people", "People", "Who works for it or stands near it.", "Profile"),
        cardinality=MANY,
    )
    statement = Text("Statements", "What was said.", cardinality=MANY)
    died = Day("Died", "When the person died.")


class Event(Kind):
    """Something that happened at a time and a place."""

    plural = "events"
    has_start_date = True
    meaning = "something that happened at a time and a place"
    command_help = "What happened, where and when."
    example_names = ("semicon china",)
    columns = ("name", "date", "place", "participants")
    headline = ("date",)
    sections = ("Profile", "What happened", "Whom it touches")

    date = Day("Date", "When it took place.")
    place = Text("Place", "Where it took place.")
    citation = Text("Citation", "The number of the decision.", cardinality=MANY)
    participants = Ref(
        "Participants", "Who took part.", ("company",),
        Inverse("events", "Events", "What it took part in.", "Events"),
        cardinality=MANY,
    )
    shown = Text("Shown", "What was presented.", section="What happened", cardinality=MANY)
    happening = Text("What happened", "What took place.", section="What happened",
                     cardinality=MANY)
    outcome = Text("Outcome", "What was decided or agreed.", section="What happened",
                   cardinality=MANY)
    next_step = Text("Next", "What was to follow.", section="What happened", cardinality=MANY)
    penalty = Amount("Penalty", "What had to be paid.", section="What happened")
    trade_value = Amount("Trade concerned", "The value of the goods at issue.",
                         section="What happened", cardinality=MANY)
    writedown = Amount("Write-down", "What had to be written off.", section="What happened",
                       cardinality=MANY)
    count = Number("Count", "How many of what the note names.", section="What happened",
                   cardinality=MANY)
    share = Number("Share", "The part that the note names.", unit="%", section="What happened",
                   cardinality=MANY)
    names = Ref(
        "Names", "Companies that it names.", ("company",),
        Inverse("named_in", "Named in", "Events that name it.", "Events"),
        section="Whom it touches", cardinality=MANY,
    )
    affects = Ref(
        "Affects", "Companies, chips and policies that it touches; the note says how.",
        ("company", "chip", "policy"),
        Inverse("touched_by", "Touched by", "Events that touch it.", "Events"),
        section="Whom it touches", cardinality=MANY,
    )


class Statistic(Kind):
    """A figure about a market or a country, followed over time."""

    plural = "statistics"
    not_additive_reason = "each statistic counts something else"
    meaning = "a figure about a market or a country, followed over time"
    command_help = "Figures on markets and countries."
    example_names = ("China chip imports",)
    columns = ("name", "amount", "growth", "share", "units")
    headline = ("amount", "share", "growth")
    sections = ("Figures", "Forecasts", "Profile")

    amount = Amount("Amount", "The sum of money counted.", section="Figures",
                    cardinality=OVER_TIME)
    other_amount = Amount("Other amounts", "Sums beside the one counted; the note says of what.",
                          section="Figures", cardinality=MANY)
    rate = Amount("Exchange rate", "One unit of a currency, with what it cost in another, averaged"
                  " over the period, such as 1 USD and 7.08 CNY.", section="Figures",
                  cardinality=OVER_TIME)
    growth = Number("Growth", "Change against the period before.", unit="%", section="Figures",
                    cardinality=OVER_TIME, signed=True)
    share = Number("Share", "The part of the whole that is counted.", unit="%", section="Figures",
                   cardinality=OVER_TIME)
    other_share = Number("Other shares", "Parts that the note names.", unit="%",
                         section="Figures", cardinality=MANY)
    units = Number("Units", "How many pieces are counted.", section="Figures",
                   cardinality=OVER_TIME)
    units_growth = Number("Growth in units", "Change in pieces against the period before.",
                          unit="%", section="Figures", cardinality=OVER_TIME, signed=True)
    other_units = Number("Other units", "Pieces of the part that the note names.",
                         section="Figures", cardinality=MANY)
    wafer_capacity = Number("Wafer capacity", "Wafers a month; the note says whose.",
                            unit="wafers/month", section="Figures", cardinality=MANY)
    amount_forecast = Amount("Forecast amount", "The sum expected.", section="Forecasts",
                             cardinality=MANY)
    share_forecast = Number("Forecast share", "The part expected; the note says whose.",
                            unit="%", section="Forecasts", cardinality=MANY)
    wafer_capacity_forecast = Number("Planned wafer capacity", "Wafers a month that are planned or"
                                     " expected.", unit="wafers/month", section="Forecasts",
                                     cardinality=MANY)
    geography = Country("Country", "Where it is counted, by ISO 3166 code.")
    about = Ref(
        "About", "The company whose figures it follows.", ("company",),
        Inverse("statistics", "Statistics", "Figures that follow it.", "Finance"),
        cardinality=MANY,
    )
    counting_rule = Text("Counted how", "What is counted, and how.", cardinality=MANY)
    implication = Text("Implication", "What it has been taken to show.", cardinality=MANY)


class Source(Kind):
    """A publication that facts rest on; it vouches for its own record."""

    plural = "sources"
    meaning = "a publication that facts rest on"
    command_help = "Publications, and every fact that rests on them."
    example_names = ("Forbes article",)
    columns = ("name", "publisher", "type", "published")
    sections = ("Profile",)

    publisher = Text("Publisher", "Who published it.")
    author = Text("Author", "Who wrote it.", cardinality=MANY)
    type = Choice("Type", "What kind of publication it is.", SOURCE_TYPES)
    published = Day("Published", "When it appeared.")
    accessed = Day("Accessed", "When it was read for this base.", ahead=True)
    url = Url("Address", "Where it stands on the web.")
    origin = Ref(
        "Origin", "The source that it merely repeats; the two count once.", ("source",),
        Inverse("repeated_by", "Repeated by", "Sources that merely repeat it.", "Profile"),
    )
    sha256 = Text("SHA-256", "Checksum of the text that was read.")
    availability = Text("Availability", "Whether and how the original can be read.",
                        cardinality=MANY)
