"""The questions of the tour, which a site answers from its own base, a page each."""

from collections.abc import Callable
from typing import NamedTuple

from ..asking.answers.query_options import QueryOptions
from ..asking.naming.bulk_resolver import resolve_many
from ..asking.naming.search import search_base
from ..asking.pages.comparison import compare_entities
from ..asking.pages.entity_pages import build_pages
from ..asking.pages.listing import list_entities
from ..asking.pages.provenance import explain_property_values
from ..asking.pages.schema_terms import explain_schema
from ..asking.questions.stats import collect_statistics
from ..model.answer import Answer
from ..store.knowledge_base import KnowledgeBase

_DEFAULTS = QueryOptions()


class TourQuestion(NamedTuple):
    """A question, the command of the tour that answers it, and what asks it of a base."""

    slug: str
    """What its page is called."""
    title: str
    command: str
    ask: Callable[[KnowledgeBase], Answer]


def _show_person(base: KnowledgeBase) -> Answer:
    return build_pages(base, ["liang-wenfeng"], "person", _DEFAULTS)


def _show_misspelt_company(base: KnowledgeBase) -> Answer:
    options = QueryOptions(columns=("name", "country", "camp"))
    return build_pages(base, ["badu"], "company", options)


def _resolve_names(base: KnowledgeBase) -> Answer:
    return resolve_many(base, ["tencet", "騰訊", "h-20", "H20X"], "", _DEFAULTS)


def _compare_chips(base: KnowledgeBase) -> Answer:
    properties = ("tpp", "memory_capacity")
    return _compare(base, ["h20", "ascend-910c"], properties)


def _compare_plans(base: KnowledgeBase) -> Answer:
    names = ["baidu-ai-cloud-fund", "alibaba-cloud-ai-plan"]
    return _compare(base, names, ("amount", "announced"))


def _compare(base: KnowledgeBase, names: list[str], properties: tuple[str, ...]) -> Answer:
    return compare_entities(
        base, names, _DEFAULTS, properties=properties, only_differences=False, shows_all=False
    )


def _explain_amount(base: KnowledgeBase) -> Answer:
    return explain_property_values(base, "baidu-ai-cloud-fund", "amount", _DEFAULTS)


def _show_source(base: KnowledgeBase) -> Answer:
    return build_pages(base, ["forbes-2025-04-trade-war-proofing"], "source", _DEFAULTS)


def _list_investments(base: KnowledgeBase) -> Answer:
    options = QueryOptions(columns=("name", "stage", "amount"), sort="-amount", limit=5)
    return list_entities(base, "investment", options)


def _search_price(base: KnowledgeBase) -> Answer:
    text, options = "what is the price of the h20", QueryOptions(limit=2)
    return search_base(base, text, options, kind="", with_scores=False)


def _explain_memory(_: KnowledgeBase) -> Answer:
    return explain_schema("chip.memory_capacity", "", _DEFAULTS)


def _count(base: KnowledgeBase) -> Answer:
    return collect_statistics(base, _DEFAULTS)


TOUR_QUESTIONS = (
    TourQuestion("who-is", "Who is Liang Wenfeng?", "chipwatch person liang-wenfeng", _show_person),
    TourQuestion(
        "misspelt-name",
        "Which firm is called badu, and to which camp does it belong?",
        "chipwatch company badu --columns name,country,camp",
        _show_misspelt_company,
    ),
    TourQuestion(
        "many-names",
        "Which entities do the names of a list mean?",
        "chipwatch resolve tencet 騰訊 h-20 H20X",
        _resolve_names,
    ),
    TourQuestion(
        "compare-chips",
        "How does the Ascend 910C compare with the H20?",
        "chipwatch compare h20 ascend-910c --properties tpp,memory_capacity",
        _compare_chips,
    ),
    TourQuestion(
        "compare-plans",
        "How do the AI plans of Baidu and Alibaba compare?",
        "chipwatch compare baidu-ai-cloud-fund alibaba-cloud-ai-plan --properties amount,announced",
        _compare_plans,
    ),
    TourQuestion(
        "who-says-so",
        "Who says how large Baidu's AI fund is?",
        "chipwatch why baidu-ai-cloud-fund amount",
        _explain_amount,
    ),
    TourQuestion(
        "what-rests-on-a-source",
        "Which facts rest on an article of Forbes?",
        "chipwatch source forbes-2025-04-trade-war-proofing",
        _show_source,
    ),
    TourQuestion(
        "largest-investments",
        "Which investments are the largest?",
        "chipwatch investment --columns name,stage,amount --sort -amount --limit 5",
        _list_investments,
    ),
    TourQuestion(
        "price-of-the-h20",
        "What is the price of the H20?",
        "chipwatch search what is the price of the h20 --limit 2",
        _search_price,
    ),
    TourQuestion(
        "what-a-word-means",
        "What does the memory of a chip mean here?",
        "chipwatch explain chip.memory_capacity",
        _explain_memory,
    ),
    TourQuestion("how-much", "How much does the base hold?", "chipwatch stats", _count),
)
"""The questions in the order of the tour."""
