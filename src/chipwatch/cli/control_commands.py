"""The commands that apply export-control rules to chips, as they are or with other thresholds."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..model.problem import UsageError
from ..showing.formats import FormatContent
from .bulk_names import collect_names
from .column_completion import complete_bounds, complete_figures
from .command_spec import ASK_PANEL, CommandSpec, ToolSpec
from .options import CommandOptions
from .query_runner import start_query
from .shared_options import (
    BASE_QUERY_OPTIONS,
    DATA_OPTIONS,
    OUTPUT_OPTIONS,
    SCREEN_OPTIONS,
    SELECTION_OPTIONS,
    SOURCE_OPTIONS,
    TIME_OPTIONS,
)
from .shell_completion import complete_destinations, complete_names

if TYPE_CHECKING:
    from ..query_arguments import ShipmentSelection

ChipsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]...",
        help="Chips, systems or tools; none shows all chips under every vintage of the rules.",
        autocompletion=complete_names,
        show_default=False,
    ),
]
CountryOption = Annotated[
    str,
    typer.Option(
        metavar="COUNTRY",
        help="Where to: a country's name or ISO code; China if not given.",
        autocompletion=complete_destinations,
        show_default=False,
    ),
]
CompanyOption = Annotated[
    str, typer.Option(metavar="COMPANY", help="Who gets it.", show_default=False)
]
SpecOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PROPERTY=VALUE",
        help="A figure of a chip or tool that does not exist yet; repeat it.",
        autocompletion=complete_figures,
        show_default=False,
    ),
]
OriginOption = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="COUNTRY",
        help="Where from: by default where the designer has its seat, else the United States.",
        autocompletion=complete_destinations,
        show_default=False,
    ),
]
MakerOption = Annotated[
    str,
    typer.Option(
        metavar="COUNTRY",
        help="Where it is made: by default where its foundry has its seat.",
        autocompletion=complete_destinations,
        show_default=False,
    ),
]
ContentOption = Annotated[
    str,
    typer.Option(
        metavar="PERCENT", help="Controlled US content of what is made abroad.", show_default=False
    ),
]
TechnologyOption = Annotated[
    str,
    typer.Option(
        metavar="yes|no",
        help="Whether what is made abroad is a direct product of US technology or software.",
        show_default=False,
    ),
]
DetailOption = Annotated[
    bool,
    typer.Option("--detail", help="Show every paragraph with every bound.", show_default=False),
]
PartyOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        help="Standing of a firm instead; repeat it, or write - to read names from a pipe.",
        show_default=False,
    ),
]
FileOption = Annotated[
    str,
    typer.Option(
        metavar="PATH", help="Standing of the firms in a file, one name a line.", show_default=False
    ),
]
BoundsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="[PARAGRAPH:]PROPERTY=VALUE",
        help="A bound that is another; repeat it. Without a paragraph, the highest lower bound of"
        " the rule.",
        autocompletion=complete_bounds,
        show_default=False,
    ),
]
RuleOption = Annotated[
    str,
    typer.Option(
        metavar="ID",
        help="The policy whose rule is changed; else the latest in force that tests what is set.",
        show_default=False,
    ),
]


def controls(  # noqa: PLR0913 - its options
    names: ChipsArgument = None,
    *,
    to: CountryOption = "",
    origin: OriginOption = "",
    end_user: CompanyOption = "",
    made_in: MakerOption = "",
    us_content: ContentOption = "",
    us_technology: TechnologyOption = "",
    spec: SpecOption = None,
    detail: DetailOption = False,
    party: PartyOption = None,
    file: FileOption = "",
    options: CommandOptions,
) -> int:
    """Calculate the class of chips on a day, or look up the standing of a firm."""
    shipment: ShipmentSelection = {
        "to": to,
        "end_user": end_user,
        "from_": origin,
        "made_in": made_in,
        "us_content": us_content,
        "us_technology": us_technology,
        "detail": detail,
    }
    has_pipe = options.caller is None
    parties = collect_names(party or (), file, has_pipe=has_pipe) if party or file else []
    if parties and (names or spec or any(shipment.values())):
        hint = "leave out chips, --spec, --to, --from, --end-user and what says more of them"
        raise UsageError("--party asks about a firm alone", hint)
    if parties and options.keywords.keys() & {"where", "columns", "sort", "limit"}:
        hint = "leave out the names, or leave out these options"
        raise UsageError("--where, --columns, --sort and --limit choose from all chips", hint)
    if (names or spec) and "where" in options.keywords:
        raise UsageError("--where chooses from all chips", "leave out the names, or this option")
    query = start_query(_set_day(options))
    if parties:
        answer = query.base.party(*parties, **options.keywords)
    else:
        answer = query.base.controls(
            *names or (), spec=spec or (), **{**options.keywords, **shipment}
        )
    has_rows = not (names or spec or len(parties) == 1)
    return query.show(answer, _list_disclaimers(options, has_rows=has_rows))


def whatif(
    *,
    changed: BoundsOption = None,
    rule: RuleOption = "",
    to: CountryOption = "",
    options: CommandOptions,
) -> int:
    """Hold the chips against a rule with other thresholds."""
    query = start_query(_set_day(options))
    answer = query.base.whatif(changed or (), rule=rule, to=to, **options.keywords)
    return query.show(answer, _list_disclaimers(options))


def _list_disclaimers(options: CommandOptions, *, has_rows: bool = False) -> list[str]:
    """List what a verdict is not, where the format has no place for it but in rows."""
    content = options.output_format.traits.content
    if content is FormatContent.ROWS or (has_rows and content is FormatContent.DATA):
        from ..asking.controls.controls_query import DISCLAIMER

        return [DISCLAIMER]
    return []


def _set_day(options: CommandOptions) -> CommandOptions:
    """Set the day that the rules are asked about: today if none is given."""
    from ..asking.controls.controls_query import parse_day
    from ..model.query_dates import QueryDates

    dates = options.query_dates or QueryDates()
    return options._replace(query_dates=dates._replace(as_of=dates.as_of or parse_day("")))


COMMANDS = (
    CommandSpec(
        name="controls",
        help="Export-control class of chips, with the arithmetic.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch controls h20 --as-of 2025-05-01",
            "chipwatch controls",
            "chipwatch controls --where \"designer_country = 'CN' and tpp >= 1600\"",
            "chipwatch controls --spec int8_dense=296 --spec die_area=814 --spec interconnect=900",
            "chipwatch controls h20 --to UAE --known-by 2025-06",
            "chipwatch controls --party huawei",
        ),
        options=(*BASE_QUERY_OPTIONS, "where", "exact", "facts"),
        function=controls,
        tools=(
            ToolSpec(
                name="controls",
                description="Whether a chip, system or chip-making tool could be shipped under US"
                " export controls on a day: the verdict, the paragraph, the arithmetic, and what"
                " was not looked at. A verdict of unknown is not a no. It is no legal advice.",
                left_out=("party", "file"),
            ),
            ToolSpec(
                name="party",
                description="The standing of firms on US lists (Entity List and others), their"
                " owners, and the 50 % rule. No match is no clearance.",
                only=("party",),
                left_out=("where", *SELECTION_OPTIONS),
                required=("party",),
                descriptions={"party": "Names of firms."},
            ),
        ),
    ),
    CommandSpec(
        name="whatif",
        help="Which chips change class if thresholds do.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch whatif --set tpp=3000 --set performance_density=4",
            "chipwatch whatif --set 3A090.b.2:tpp=1200 --rule bis-rule-2023-10-17",
        ),
        options=(*OUTPUT_OPTIONS, *TIME_OPTIONS, *SOURCE_OPTIONS, *DATA_OPTIONS, *SCREEN_OPTIONS),
        function=whatif,
    ),
)
