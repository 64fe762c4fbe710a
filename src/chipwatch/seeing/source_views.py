"""The numbered sources at the end of a page."""

from collections.abc import Iterator

from ..asking.answers.citations import CitationNumbers
from ..model.facts import SourceRecord
from .page_views import LinkView, SourceView, keep_web_address
from .site_content import SiteContent


def iter_source_views(content: SiteContent, numbers: CitationNumbers) -> Iterator[SourceView]:
    """Give the sources that a page cites, in the order of their numbers."""
    for source_id, number in numbers.number_by_source.items():
        source = content.graph.get_source(source_id)
        yield SourceView(
            number=number,
            title=LinkView(source.name or source.id, content.addresses.find_href(source_id)),
            details=describe_source(source),
            url=keep_web_address(source.url),
        )


def describe_source(source: SourceRecord) -> str:
    """Describe a source beside its title: publisher, day, type, what it repeats."""
    texts = (
        source.publisher,
        source.published,
        source.type,
        f"repeats {source.origin}" if source.origin else "",
    )
    return ", ".join(filter(None, texts))
