"""Chips and tools as a user specifies them: figures of one that is not in the base."""

from collections import Counter
from collections.abc import Iterable

from ...model.derived_values import EntityFigures, collect_formulas
from ...model.facts import Fact
from ...model.field_types import Choice, Ref
from ...model.interval_arithmetic import format_rounded, widen_approximation
from ...model.kind import AnyField, Kind
from ...model.numeric_fields import Number
from ...model.problem import FieldError, Location, UnknownNameError, UsageError
from ...model.ranking import rank_facts_by_property
from ...model.schema import Chip, Product
from ...model.suggest import suggest_nearest
from ...model.tpp_formula import BIT_LENGTHS, SPARSE_RATES
from ...rules.item import ITEM_NOUNS, SPECIFIED_ITEM_ID, EndUser, Item
from ...rules.origin import HOME_ORIGIN
from .chip_origins import ChipOrigins

_TESTABLE_PROPERTIES = (
    *BIT_LENGTHS,
    *SPARSE_RATES.values(),
    *collect_formulas(Chip),
    "die_area",
    "die_area_each",
    "die_count",
    "process_node",
    "transistor_type",
    "interconnect_bandwidth",
    "memory_bandwidth",
    "package_area",
    "datacentre",
    "function",
)
"""The figures and words that rules on chips test, or that what they test is computed from."""
TOOL_PROPERTIES = (
    "tool_type",
    "light_wavelength",
    "numerical_aperture",
    "minimum_feature",
    "dedicated_chuck_overlay",
    "printed_feature",
    "list_entry",
)
"""The same of rules on tools for making chips."""
_OTHER_NAMES = {"datacenter": "datacentre", "die": "die_area"}
"""Names that are no beginning of one property alone, with the property that they mean."""
_RATES_WITHOUT_PRECISION = ("tops", "tflops", "flops")


def parse_specified_item(
    assignments: Iterable[str],
    end_user: EndUser | None = None,
    *,
    origins: ChipOrigins | None = None,
) -> Item:
    """Parse a chip or a tool from ``property=value``; raise UsageError and UnknownNameError."""
    facts = [_parse_fact(assignment) for assignment in assignments]
    kind = _find_kind(facts)
    _refuse_repeated_figures(kind, facts)
    item = Item(
        SPECIFIED_ITEM_ID,
        f"The specified {ITEM_NOUNS[kind.name]}",
        rank_facts_by_property(facts),
        end_user,
        origin=origins.find_origin(facts) if origins else HOME_ORIGIN,
        kind=kind,
    )
    for name in collect_formulas(kind):
        _check_consistency(name, item.figures)
    return item


def _find_kind(facts: Iterable[Fact]) -> type[Kind]:
    """Find what is specified, a chip or a tool; raise UsageError for figures of both."""
    names_by_kind = {fact.kind: fact.property for fact in facts}
    if len(names_by_kind) > 1:
        message = f"{' and '.join(names_by_kind.values())} are not of one thing"
        raise UsageError(message, "describe a chip, or a tool for making chips")
    return Product if Product.name in names_by_kind else Chip


def _refuse_repeated_figures(kind: type[Kind], facts: Iterable[Fact]) -> None:
    """Refuse two values of a property that has one; raise UsageError."""
    names = Counter(fact.property for fact in facts)
    for name, count in names.items():
        if count > 1 and not kind.properties[name].is_multivalued:
            is_number = isinstance(kind.properties[name], Number)
            hint = f"give it once{f', or as a range: {name}=100..200' if is_number else ''}"
            raise UsageError(f"{name} is given {count} times", hint)


def _check_consistency(name: str, figures: EntityFigures) -> None:
    """Refuse a figure that is at odds with the others that are given; raise UsageError."""
    stated_value, computed = figures.collect_stated(name).value, figures.compute_figure(name)
    if stated_value is None or computed is None or computed.value is None or computed.is_disputed:
        return
    possible_range = widen_approximation(computed.value._replace(is_approximate=True))
    if not stated_value.is_compatible(possible_range):
        explanation = f"{name} follows from the other figures: {computed.arithmetic}"
        raise UsageError(
            f"{explanation}, which is not {format_rounded(stated_value)}", "give one or the other"
        )


def _parse_fact(assignment: str) -> Fact:
    name, sign, text = (piece.strip() for piece in assignment.partition("="))
    if not sign or not text:
        raise UsageError(
            f"{assignment!r} says no value", "write it as property=value: int8_dense=296"
        )
    field = _find_field(name)
    try:
        value = field.parse(text)
    except FieldError as error:
        raise UsageError(f"{field.name}: {error.message}", error.hint) from None
    if isinstance(field, Number) and not (value.low or value.high):
        hint = f"write it above 0{f', in {field.unit}' if field.unit else ''}"
        raise UsageError(f"{field.name} cannot be {text}", hint)
    return Fact(
        entity=SPECIFIED_ITEM_ID,
        kind=Product.name if field.name in TOOL_PROPERTIES else Chip.name,
        property=field.name,
        value=text if isinstance(field, Ref) else value,
        citations=(),
        certainty="confirmed",
        as_of=None,
        until=None,
        note="",
        location=Location(f"{field.name}={text}", 1, 1),
        file_position=0,
    )


def _find_field(name: str) -> AnyField:
    """Find the property of a name, or the only one that begins with it."""
    name = _OTHER_NAMES.get(name, name)
    fields = {
        key: field
        for key, field in Chip.properties.items()
        if isinstance(field, Number | Choice) or key in (Chip.price.name, Chip.designer.name)
    } | {key: Product.properties[key] for key in TOOL_PROPERTIES}
    testable_names = [key for key in fields if key in (*_TESTABLE_PROPERTIES, *TOOL_PROPERTIES)]
    matches = [key for key in testable_names if key.startswith(name)] if name else []
    if name in fields:
        return fields[name]
    if len(matches) == 1:
        return fields[matches[0]]
    hint = suggest_nearest(name, fields, f"among others {', '.join(testable_names)}")
    if name in _RATES_WITHOUT_PRECISION:
        hint = "say at which precision: int8_dense, fp8_dense, fp16_dense, bf16_dense …"
    raise UnknownNameError(f"a chip or tool has no figure {name!r}", hint, tuple(fields))
