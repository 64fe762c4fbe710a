"""Kind: the base class of all kinds of entity; the attributes of a kind are its properties."""

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from enum import Enum
from typing import Any, ClassVar, NamedTuple

from .field import Cardinality, Field, Inverse
from .field_types import REFERENCE_COLUMN, Ref, Text
from .problem import UnknownNameError

Kinds = dict[str, "type[Kind]"]
"""Kinds by name, in the order of declaration; each knows its own."""


class KindRegistry(Mapping[str, "type[Kind]"]):
    """The kinds in force by name: those of the package, or of a base that declares more.

    Which are in force is told apart by thread and task, as bases may be asked in turn.
    """

    def __init__(self) -> None:
        self.bundled: Kinds = {}
        self._in_force: ContextVar[Kinds] = ContextVar("kinds", default=self.bundled)

    def __getitem__(self, name: str) -> "type[Kind]":
        """Return the kind of a name; raises KeyError."""
        return self._in_force.get()[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a kind of a name."""
        return name in self._in_force.get()

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self._in_force.get())

    def __len__(self) -> int:
        """Count the kinds."""
        return len(self._in_force.get())

    @property
    def in_force(self) -> Kinds:
        """The kinds in force, to put them in force again."""
        return self._in_force.get()

    def use(self, kinds: Kinds) -> None:
        """Put kinds in force, from now on in this thread or task."""
        if self._in_force.get() is not kinds:
            self._in_force.set(kinds)


KINDS = KindRegistry()
"""Every kind by name, in the order of declaration."""

AnyField = Field[Any]
DEFAULT_HALF_LIFE_MONTHS = 12
"""The half-life in months of what changes over time, if its kind states none: our choice."""


class Relation(NamedTuple):
    """A relation seen from the end it points to: facts of ``kind`` under ``field`` point here."""

    kind: str
    field: Ref

    @property
    def inverse(self) -> Inverse:
        """Its name, label and meaning at this end."""
        return self.field.inverse


class IndirectRelation(NamedTuple):
    """What is told of an entity elsewhere: things that it is linked with in two steps."""

    name: str
    label: str
    meaning: str
    steps: tuple[str, str]
    """The keys of the two relations, each as seen from where it begins."""


class HeadContent(Enum):
    """What a line in the head of a page shows."""

    VALUES = "values"
    """The values of its keys, of one with many values the first."""
    ALL = "all"
    """All values of its key."""
    NAMES = "names"
    """The names of the entities that its keys lead to."""
    NEWEST = "newest"
    """The newest of them, and how many others there are."""
    VERDICT = "verdict"
    """Whether export to China requires a licence today."""
    LIMIT = "limit"
    """The value of its key, and how far that is from the nearest limit of a control rule."""
    YEARS = "years"
    """The value of its key in the newest full year, and in the newest part of a year since."""
    COUNTS = "counts"
    """How many facts and sources the page rests on."""


class HeadLine(NamedTuple):
    """A line in the head of a page: what most readers come for."""

    label: str
    """Of alternatives that are called something else, one label each, joined by ``|``."""
    keys: str = ""
    """Properties and relations by key, with commas; of those joined by ``|`` the first known."""
    content: HeadContent = HeadContent.VALUES
    is_wide: bool = False
    """Whether it takes the whole width in a head of two columns."""

    def split_keys(self) -> list[list[str]]:
        """Split the keys: a list of alternatives for each property or relation."""
        return [alternatives.strip().split("|") for alternatives in self.keys.split(",")]


class Kind:
    """The base of all kinds: a subclass declares plural, meaning, help, columns, properties."""

    name: ClassVar[str]
    plural: ClassVar[str]
    meaning: ClassVar[str]
    command_help: ClassVar[str]
    """What help says of the command of this kind, in one line."""
    example_names: ClassVar[tuple[str, ...]] = ()
    """Names of entities for the examples of that command."""
    columns: ClassVar[tuple[str, ...]]
    """The properties that a listing shows by default."""
    core: ClassVar[tuple[str, ...]] = ()
    """What one expects to know of every entity of the kind: properties and relations by key, those
    of which one is enough joined by ``|``, such as ``released|planned_release``."""
    headline: ClassVar[tuple[str, ...]] = ()
    """The properties shown beside its name on the pages of other entities."""
    title_keys: ClassVar[tuple[str, ...]] = ()
    """The properties that stand in the title of a page, behind the name."""
    predecessor_keys: ClassVar[tuple[str, ...]] = ()
    """Relations to what it changes: the foot of a page says how to see before and after."""
    page_head: ClassVar[tuple[HeadLine, ...]] = ()
    """The lines in the head of a page, the most important first; those after the last that has room
    stand in for lines of which nothing is known, or that would repeat a line above."""
    has_wide_head: ClassVar[bool] = True
    """Whether each line of the head takes the whole width, rather than half of it."""
    sections: ClassVar[tuple[str, ...]] = ("Profile",)
    """The headings of a page in order; every property belongs to one of them."""
    shown_lines: ClassVar[Mapping[str, int]] = {"Policy": 4}
    """The lines of one property that stand alone in a section of a page where more are folded;
    in a section that is not named, two."""
    whole_figures: ClassVar[int] = 8
    """The amounts, shares or counts of one property up to which none is folded. Chosen."""
    indirect_relations: ClassVar[tuple[IndirectRelation, ...]] = ()
    """What one looks for on its page though other pages tell it, such as chips of subsidiaries."""
    own_words: ClassVar[tuple[str, ...]] = ("summary",)
    """The properties in which any two differ, which a comparison leaves out unless it shows all."""
    whole_words: ClassVar[tuple[str, ...]] = ()
    """The properties whose words a comparison shows in full, as half of them could mislead."""
    has_start_date: ClassVar[bool] = False
    """Whether its entities begin on a day, before which none of their facts holds."""
    not_additive_reason: ClassVar[str] = ""
    """Why figures of several things of the kind are not added up; empty where they may be."""
    is_cited: ClassVar[bool] = False
    """Whether facts cite its entities, so that their pages list these facts and their claims."""
    half_lives: ClassVar[tuple[tuple[str, int], ...]] = ()
    """The months after which a property counts as stale, if not the default: our choice."""
    optional_figures: ClassVar[frozenset[str]] = frozenset()
    """The figures that one may lack, so that "not applicable" says that there is none."""
    inherent_figures: ClassVar[tuple[str, ...]] = ()
    """What every one has: where it is not applicable, the entry is a family of several."""
    properties: ClassVar[dict[str, AnyField]]
    kinds: ClassVar[Kinds]
    """The kinds among which it was declared, and whose relations may lead to it."""
    _relations: ClassVar[dict[str, tuple[Relation, ...]]]
    _flat_keys: ClassVar[tuple[str, ...]]
    """Both are collected when they are first asked for, once all kinds have been declared."""

    summary = Text("Summary", "What it is, in one sentence.")

    def __init_subclass__(cls, kinds: Kinds | None = None) -> None:
        """Register the kind under its lower-case class name, with its own and common properties.

        It is one of the package unless it is declared among other ``kinds``.
        """
        cls.name = cls.__name__.lower()
        namespaces = [vars(base) for base in reversed(cls.__mro__)]
        cls.properties = {
            key: field
            for namespace in namespaces
            for key, field in namespace.items()
            if isinstance(field, Field)
        }
        cls.kinds = KINDS.bundled if kinds is None else kinds
        cls.kinds[cls.name] = cls
        if kinds is not None:
            _DECLARED_KINDS[cls.name] = cls

    @classmethod
    def find_half_life(cls, name: str) -> int | None:
        """Return the half-life of a property in months; None for one that does not change."""
        is_changing = cls.properties[name].cardinality is Cardinality.OVER_TIME
        return dict(cls.half_lives).get(name, DEFAULT_HALF_LIFE_MONTHS if is_changing else None)

    @classmethod
    def has_verdict(cls) -> bool:
        """Tell whether the head of its pages says what an export takes."""
        return any(line.content is HeadContent.VERDICT for line in cls.page_head)

    @classmethod
    def collect_relations(cls) -> dict[str, tuple[Relation, ...]]:
        """Collect the relations that point at entities of this kind, by their key here."""
        if "_relations" not in vars(cls):
            cls._relations = _collect_relations(cls)
        return cls._relations

    @classmethod
    def collect_labels(cls) -> dict[str, str]:
        """Collect the labels of all properties of this kind and all relations to it."""
        labels_by_key = {name: field.label for name, field in cls.properties.items()}
        for key, relations in cls.collect_relations().items():
            labels_by_key.setdefault(key, relations[0].inverse.label)
        return labels_by_key

    @classmethod
    def list_flat_keys(cls) -> tuple[str, ...]:
        """List the keys of this kind's flat JSON between ``aliases`` and ``facts``, in order."""
        if "_flat_keys" not in vars(cls):
            cls._flat_keys = _list_flat_keys(cls)
        return cls._flat_keys


def _list_flat_keys(kind: type[Kind]) -> tuple[str, ...]:
    """List the flat keys of a kind."""
    property_keys = [key for field in kind.properties.values() for key in field.list_flat_keys()]
    relation_names = [name for name in kind.collect_relations() if name not in kind.properties]
    relation_keys = [key for name in relation_names for key in REFERENCE_COLUMN.list_keys(name)]
    return (*property_keys, *relation_keys)


def _collect_relations(target: type[Kind]) -> dict[str, tuple[Relation, ...]]:
    """Collect the relations of a kind."""
    relations_by_key: dict[str, tuple[Relation, ...]] = {}
    for kind in target.kinds.values():
        for field in kind.properties.values():
            if isinstance(field, Ref) and target.name in field.kinds:
                earlier = relations_by_key.get(field.inverse.name, ())
                relations_by_key[field.inverse.name] = (*earlier, Relation(kind.name, field))
    return relations_by_key


_DECLARED_KINDS: Kinds = {}
"""The newest kind of each name that a base has declared or extended."""


def find_kind_of_entity(name: str) -> type[Kind]:
    """Find a kind in force, or else one of a base whose entities have outlived its turn."""
    return KINDS.get(name) or _DECLARED_KINDS[name]


def find_field(kind_name: str, property_name: str) -> AnyField:
    """Find a property of a kind in force, or else of one whose facts have outlived its turn."""
    try:
        return KINDS[kind_name].properties[property_name]
    except KeyError:
        return _DECLARED_KINDS[kind_name].properties[property_name]


def is_kind_name(name: str) -> bool:
    """Tell whether a name is that of a kind, in the singular or plural."""
    word = name.lower().strip()
    return any(word in (kind.name, kind.plural) for kind in KINDS.values())


def find_kind(name: str) -> type[Kind]:
    """Return the kind of a singular or plural name; raises UnknownNameError with the nearest."""
    word = name.lower().strip()
    for kind in KINDS.values():
        if word in (kind.name, kind.plural):
            return kind
    from .suggest import suggest_nearest

    hint = suggest_nearest(word, KINDS, f"the kinds are {', '.join(KINDS)}")
    raise UnknownNameError(f"there is no kind {name!r}", hint, tuple(KINDS))
