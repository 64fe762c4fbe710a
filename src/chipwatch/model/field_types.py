"""The types of value without numbers: texts, addresses, countries, choices, dates, relations."""

import re
from typing import TYPE_CHECKING, ClassVar

from .dates import DATE_FORMS, DATE_PATTERN, Date
from .field import Cardinality, ColumnPart, ColumnType, Field, Inverse, RelationStrength, SortKey
from .part_type import PartType
from .problem import FieldError
from .problem_code import COMPANY_LINES, CodeSpec, ProblemCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .answer import Json

_COUNTRY_CODE = re.compile("[A-Z]{2}", re.ASCII)
_COUNTRY_HINT = "write the two capital letters of ISO 3166, such as CN, US, TW"
EUROPEAN_UNION = "EU"
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"`/?#][^\s<>\"`]*")


class FieldProblem(ProblemCode):
    """What is wrong with a value that is no number or date."""

    BAD_CHOICE = CodeSpec(
        code="bad-choice",
        meaning="the value is not one of the words that its property allows",
        bad_example=f"{COMPANY_LINES}model_openness: opened\n",
        mended_example=f"{COMPANY_LINES}model_openness: open\n",
    )
    BAD_COUNTRY = CodeSpec(
        code="bad-country",
        meaning="the value is not the two-letter ISO 3166 code of a country",
        bad_example=f"{COMPANY_LINES}country: China\n",
        mended_example=f"{COMPANY_LINES}country: CN\n",
    )
    BAD_URL = CodeSpec(
        code="bad-url",
        meaning="the value is not an http or https address",
        bad_example="kind: source\nname: A report\nurl: www.example.org/report\n",
        mended_example="kind: source\nname: A report\nurl: https://www.example.org/report\n",
    )
    EMPTY_VALUE = CodeSpec(
        code="empty-value",
        meaning="a key has no value",
        bad_example="kind: person\nname:\n",
        mended_example="kind: person\nname: Robin Li\n",
    )


class Text(Field[str]):
    """A text."""

    type_name = "text"

    def parse(self, text: str) -> str:
        """Read a text and fold its white space; raises FieldError if nothing is left."""
        if folded_text := " ".join(text.split()):
            return folded_text
        raise FieldError(
            FieldProblem.EMPTY_VALUE, "the value is empty", "write it, or remove the line"
        )


class Chronicle(Text):
    """A text for each step of a course of events, which a page tells from the first to the last."""


class Url(Text):
    """A web address."""

    type_name = "url"

    def parse(self, text: str) -> str:
        """Read an address; raises FieldError unless it is plain http or https."""
        if _WEB_ADDRESS.fullmatch(text):
            return text
        hint = "write http:// or https://…, without spaces and quotation marks"
        raise FieldError(FieldProblem.BAD_URL, f"{text!r} is not a web address", hint)

    def to_json_schema(self) -> "dict[str, Json]":
        """Accept a string that is an address."""
        return {"type": "string", "format": "uri", "pattern": "^https?://"}


class Country(Text):
    """A country or territory by its ISO 3166 code."""

    type_name = "country"

    def parse(self, text: str) -> str:
        """Read a two-letter code; raises FieldError for anything else."""
        if _COUNTRY_CODE.fullmatch(text):
            return text
        raise FieldError(FieldProblem.BAD_COUNTRY, f"{text!r} is not a country code", _COUNTRY_HINT)

    def parse_stated(self, text: str) -> str:
        """Read the code of a country that exists; raises FieldError."""
        from .countries import find_country_code, is_country_code

        if is_country_code(text):
            return text
        code = find_country_code(text)
        hint = f"write {code}" if code else _COUNTRY_HINT
        raise FieldError(FieldProblem.BAD_COUNTRY, f"{text!r} is not a country code", hint)

    def to_json_schema(self) -> "dict[str, Json]":
        """Accept two capital letters, and false, which YAML reads for the code of Norway."""
        return {
            "anyOf": [{"type": "string", "pattern": f"^{_COUNTRY_CODE.pattern}$"}, {"const": False}]
        }


class CountryOrUnion(Country):
    """A country or territory by its ISO 3166 code, or the European Union as EU.

    ISO 3166 reserves that code for the Union, which has laws and agencies of its own. Where a
    country is meant, such as that of a seat or a destination, it is none.
    """

    @property
    def type_description(self) -> str:
        """The type with the code that is no country's."""
        return f"{self.type_name}, or {EUROPEAN_UNION} for the European Union"

    def parse_stated(self, text: str) -> str:
        """Read the code of the Union or of a country that exists; raises FieldError."""
        if text == EUROPEAN_UNION:
            return text
        if text.casefold() == "european union":
            hint = f"write {EUROPEAN_UNION}"
            raise FieldError(FieldProblem.BAD_COUNTRY, f"{text!r} is not a country code", hint)
        return super().parse_stated(text)


class Choice(Field[str]):
    """One word of a fixed list."""

    type_name = "choice"

    def __init__(
        self,
        label: str,
        meaning: str,
        choices: tuple[str, ...],
        *,
        section: str = "Profile",
        cardinality: Cardinality = Cardinality.ONE,
    ) -> None:
        super().__init__(label, meaning, section=section, cardinality=cardinality)
        self.choices = choices

    @property
    def type_description(self) -> str:
        """The type with the words of the list."""
        return f"choice: {', '.join(self.choices)}"

    def parse(self, text: str) -> str:
        """Read a word; raises FieldError if it is not in the list."""
        if text in self.choices:
            return text
        from .suggest import suggest_nearest

        hint = suggest_nearest(text, self.choices, f"choose one of {', '.join(self.choices)}")
        raise FieldError(FieldProblem.BAD_CHOICE, f"{text!r} is not a choice here", hint)

    def to_json_schema(self) -> "dict[str, Json]":
        """Accept one of the words."""
        return {"enum": list(self.choices)}


def _split_date(value: Date) -> tuple[str, str, str]:
    return (value.text, *value.to_days())


DATE_COLUMN = ColumnType(
    parts=(
        ColumnPart("", PartType.TEXT),
        ColumnPart("_first", PartType.DAY),
        ColumnPart("_last", PartType.DAY),
    ),
    split=_split_date,
)
"""A column of dates: as written, and the first and the last day that it may be."""


class Day(Field[Date]):
    """A date, as precise as it is known."""

    type_name = "date"
    column_types: ClassVar = {"": DATE_COLUMN}

    def __init__(
        self,
        label: str,
        meaning: str,
        *,
        section: str = "Profile",
        cardinality: Cardinality = Cardinality.ONE,
        ahead: bool = False,
    ) -> None:
        super().__init__(label, meaning, section=section, cardinality=cardinality)
        self.ahead = ahead
        """Whether the date can be known before it comes, as that of a plan can."""

    @property
    def type_description(self) -> str:
        """The type with the forms of a date."""
        return f"date: {DATE_FORMS}"

    def parse(self, text: str) -> Date:
        """Read a date, as precise as it is written; raises FieldError."""
        return Date.parse(text)

    def to_json_schema(self) -> "dict[str, Json]":
        """Accept a year, or a string that begins with one."""
        return {"type": ["string", "integer"], "pattern": DATE_PATTERN}

    def to_yaml_text(self, value: Date) -> str:
        """Return the date as it was written."""
        return value.text

    def sort_key(self, value: Date) -> SortKey:
        """Sort by the first day; of two with one first day the more precise comes first."""
        return SortKey(number=value.first + (value.last - value.first) / 1000)

    def is_compatible(self, first: Date, second: Date) -> bool:
        """Return whether the dates share a day: a month agrees with its days."""
        return first.overlaps(second)


def _split_reference(id_and_name: "tuple[Json, Json]") -> "Sequence[Json]":
    return id_and_name


REFERENCE_COLUMN = ColumnType(
    parts=(ColumnPart("", PartType.PLAIN), ColumnPart("_name", PartType.PLAIN)),
    split=_split_reference,
)
"""A column of entities: their ids, and their names, which the facts themselves do not hold."""


class Ref(Field[str]):
    """A relation: its value is the id of an entity of one of the kinds named."""

    type_name = "entity"
    column_types: ClassVar = {"": REFERENCE_COLUMN}

    def __init__(  # noqa: PLR0913 - a declaration has so many parts
        self,
        label: str,
        meaning: str,
        kinds: tuple[str, ...],
        inverse: Inverse,
        *,
        section: str = "Profile",
        cardinality: Cardinality = Cardinality.ONE,
        has_counts: bool = False,
        strength: RelationStrength = RelationStrength.COOPERATION,
        is_ordered: bool = False,
    ) -> None:
        super().__init__(label, meaning, section=section, cardinality=cardinality)
        self.kinds, self.inverse, self.has_counts = kinds, inverse, has_counts
        self.strength = strength
        """How much it says, which decides the order of chains of relations."""
        self.is_ordered = is_ordered
        """Whether it leads to a whole or to what was earlier, and so never in a circle."""

    @property
    def type_description(self) -> str:
        """The kinds of entity that it points to."""
        return " or ".join(self.kinds)

    def parse(self, text: str) -> str:
        """Return the id; whether it exists is checked when all files have been read."""
        return text

    def to_flat(self, value: str) -> "tuple[Json, ...]":
        """Return the id for its name too, which only the base knows."""
        return (value, value)
