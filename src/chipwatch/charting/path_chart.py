"""Chart the chains of relations between two things: a box for each, and what links them."""

from ..asking.answers.query_options import QueryOptions
from ..asking.answers.relation_link import RelationLink
from ..linking.chain_answer import ChainAnswer
from ..linking.chain_query import ChainRequest, find_chains
from ..linking.chain_search import Chain
from ..linking.link_references import LinkReferences
from ..model.chart import ChainChart, ChainLink, ChartedChain, ChartFrame
from ..store.knowledge_base import KnowledgeBase
from .chart_answer import ChartAnswer, ChartContent, ChartRow, describe_sources, list_source_ids


def chart_path(base: KnowledgeBase, names: tuple[str, str], *, exact: bool) -> ChartAnswer:
    """Chart the best chains between two things; raises the errors of ``find_chains``."""
    answer = find_chains(base, names, ChainRequest(), QueryOptions(exact=exact))
    assert isinstance(answer, ChainAnswer)  # noqa: S101 - it answers nothing else
    chains = [group.shown for group in answer.groups]
    links = [link for chain in chains for link in chain.links]
    rows = [
        ChartRow(values, link.fact.citations)
        for values, link in zip(answer.to_rows(), links, strict=True)
    ]
    citations = [citation for row in rows for citation in row.citations]
    start, goal = (match.entity.name for match in answer.matches)
    chart = ChainChart(
        frame=ChartFrame(
            title=f"From {start} to {goal}",
            subtitles=(
                "A relation says what the next thing is to the one before it.",
                "Dashed: disputed, estimated, an assessment, old or ended.",
            ),
            notes=(describe_sources(base, citations),),
            source_ids=list_source_ids(citations),
        ),
        chains=tuple(_build_chain(chain, answer.references) for chain in chains),
    )
    columns = {"from_name": "From", "relation": "Relation", "to_name": "To", "as_of": "Since"}
    content = ChartContent(
        chart=chart, rows=rows, columns=columns, remarks=tuple(answer.collect_remarks())
    )
    return ChartAnswer(base, content)


def _build_chain(chain: Chain, references: LinkReferences) -> ChartedChain:
    return ChartedChain(
        start=references.get_name(chain.links[0].start_id),
        links=tuple(_build_link(link, references) for link in chain.links),
    )


def _build_link(link: RelationLink, references: LinkReferences) -> ChainLink:
    dates = f", {link.fact.as_of.text}" if link.fact.as_of else ""
    return ChainLink(
        relation=f"{link.label}{dates}",
        name=references.get_name(link.end_id),
        is_weak=bool(link.list_marked_weaknesses(references.day)),
    )
