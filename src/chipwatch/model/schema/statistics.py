"""Statistics: figures about a market or a country, followed over time."""

from ..field import Cardinality, Inverse, RelationStrength
from ..field_types import CountryOrUnion, Ref, Text
from ..kind import HeadContent, HeadLine, Kind
from ..numeric_fields import Amount, Number

MANY, OVER_TIME = Cardinality.MANY, Cardinality.OVER_TIME


class Statistic(Kind):
    """A figure about a market or a country, followed over time."""

    plural = "statistics"
    not_additive_reason = "each statistic counts something else"
    meaning = "a figure about a market or a country, followed over time"
    command_help = "Figures on markets and countries."
    example_names = ("China chip imports",)
    columns = ("name", "amount", "growth", "share", "units")
    core = ("summary", "amount|share|growth|units|rate|other_amount")
    headline = ("amount", "share", "growth")
    title_keys = ("geography",)
    page_head = (
        HeadLine("Amount", "amount|other_amount", HeadContent.YEARS),
        HeadLine("Share", "share|other_share", HeadContent.YEARS),
        HeadLine("Growth", "growth|units_growth", HeadContent.YEARS),
        HeadLine("Number", "units|other_units|rate|wafer_capacity", HeadContent.YEARS),
        HeadLine("Forecast", "amount_forecast|share_forecast|wafer_capacity_forecast"),
        HeadLine("About", "about", HeadContent.NAMES),
        HeadLine("Counted", "counting_rule"),
        HeadLine("Facts", content=HeadContent.COUNTS),
    )
    sections = ("Figures", "Forecasts", "Profile")

    amount = Amount("Amount", "The sum of money counted.", section="Figures", cardinality=OVER_TIME)
    other_amount = Amount(
        "Other amounts",
        "Sums beside the one counted; the note says of what.",
        section="Figures",
        cardinality=MANY,
    )
    rate = Amount(
        "Exchange rate",
        "One unit of a currency, with what it cost in another, averaged"
        " over the period, such as 1 USD and 7.08 CNY.",
        section="Figures",
        cardinality=OVER_TIME,
    )
    growth = Number(
        "Growth",
        "Change against the period before.",
        unit="%",
        section="Figures",
        cardinality=OVER_TIME,
        signed=True,
    )
    share = Number(
        "Share",
        "The part of the whole that is counted.",
        unit="%",
        section="Figures",
        cardinality=OVER_TIME,
    )
    other_share = Number(
        "Other shares", "Parts that the note names.", unit="%", section="Figures", cardinality=MANY
    )
    units = Number(
        "Units", "How many pieces are counted.", section="Figures", cardinality=OVER_TIME
    )
    units_growth = Number(
        "Growth in units",
        "Change in pieces against the period before.",
        unit="%",
        section="Figures",
        cardinality=OVER_TIME,
        signed=True,
    )
    other_units = Number(
        "Other units",
        "Pieces of the part that the note names.",
        section="Figures",
        cardinality=MANY,
    )
    wafer_capacity = Number(
        "Wafer capacity",
        "Wafers a month; the note says whose.",
        unit="wafers/month",
        section="Figures",
        cardinality=MANY,
    )
    amount_forecast = Amount(
        "Forecast amount", "The sum expected.", section="Forecasts", cardinality=MANY
    )
    share_forecast = Number(
        "Forecast share",
        "The part expected; the note says whose.",
        unit="%",
        section="Forecasts",
        cardinality=MANY,
    )
    wafer_capacity_forecast = Number(
        "Planned wafer capacity",
        "Wafers a month that are planned or expected.",
        unit="wafers/month",
        section="Forecasts",
        cardinality=MANY,
    )
    geography = CountryOrUnion("Country", "Where it is counted, by ISO 3166 code.")
    about = Ref(
        "About",
        "The company whose figures it follows.",
        ("company",),
        Inverse("statistics", "Statistics", "Figures that follow it.", "Finance"),
        cardinality=MANY,
        strength=RelationStrength.MENTION,
    )
    counting_rule = Text("Counted how", "What is counted, and how.", cardinality=MANY)
    implication = Text("Implication", "What it has been taken to show.", cardinality=MANY)
