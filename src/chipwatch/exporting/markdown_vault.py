"""Write entities as a vault of Markdown notes for Obsidian, with front matter and links."""

from collections.abc import Iterator

from ..model.answer import Json
from ..model.control_characters import escape_to_one_line
from ..model.entity import Entity
from ..model.facts import Citation, Fact, SourceRecord
from ..model.schema import KINDS
from ..showing.formats import encode_text
from ..showing.markdown_table import escape_markdown_text
from ..showing.yaml_format import render_yaml
from ..store.records import EntityRef
from .export_content import SOURCE_KIND, ExportContent


def write_vault(content: ExportContent) -> dict[str, bytes]:
    """Write a note for each entity, in a folder for each kind: contents by path."""
    refs = content.refs
    return {
        _get_note_path(entity.id, entity.kind): encode_text(
            _NoteWriter(content, refs).write(entity)
        )
        for entity in content.entities
    }


def _get_note_path(entity_id: str, kind: str) -> str:
    return f"{KINDS[kind].plural}/{entity_id}.md"


class _NoteWriter:
    """Writes the notes of one export."""

    def __init__(self, content: ExportContent, refs: dict[str, EntityRef]) -> None:
        self.whole_ids = {entity.id for entity in content.entities}
        self.sources, self.refs = content.sources, refs

    def write(self, entity: Entity) -> str:
        """Write the note of an entity."""
        front_matter = render_yaml(_build_front_matter(entity))
        lines = [f"# {_escape(entity.name)}", "", *self._iter_fact_lines(entity)]
        source_ids = dict.fromkeys(
            citation.source for fact in entity.facts for citation in fact.citations
        )
        if entity.kind != SOURCE_KIND and source_ids:
            lines += ["", "## Sources", "", *map(self._describe_source, source_ids)]
        body = "\n".join(lines)
        return f"---\n{front_matter}---\n\n{body}\n"

    def _iter_fact_lines(self, entity: Entity) -> Iterator[str]:
        ranked_by_property = entity.rank_facts()
        for section in entity.kind_class.sections:
            lines = [
                self._describe_fact(
                    fact, is_shown=any(fact is shown_fact for shown_fact in ranked.shown_facts)
                )
                for ranked in ranked_by_property.values()
                if ranked.field.section == section
                for fact in ranked.facts
            ]
            if lines:
                yield from (f"## {_escape(section)}", "", *lines, "")

    def _describe_fact(self, fact: Fact, *, is_shown: bool) -> str:
        """Describe a fact on one line of a list; one that another stands before is in italics."""
        value = self._link(fact.target_id) if fact.target_id else _escape(fact.format_value())
        dates = [
            f"as of {fact.as_of.text}" if fact.as_of else "",
            f"until {fact.until.text}" if fact.until else "",
            fact.format_extent(),
            "" if fact.certainty == "reported" else fact.certainty,
        ]
        details = ", ".join(filter(None, dates))
        note = f" – {_escape(fact.note)}" if fact.note else ""
        citations = " ".join(map(self._cite, fact.citations))
        text = f"{_escape(fact.field.label)}: {value}{f' ({details})' if details else ''}{note}"
        return f"- {text if is_shown else f'*earlier or rival:* {text}'} {citations}".rstrip()

    def _link(self, entity_id: str) -> str:
        """Link the note of an entity; one that has none here is only named."""
        ref = self.refs.get(entity_id)
        if ref is None:
            return _escape(entity_id)
        if entity_id not in self.whole_ids:
            return _escape(ref.name)
        path = _get_note_path(ref.id, ref.kind).removesuffix(".md")
        return f"[[{path}|{_remove_link_marks(ref.name)}]]"

    def _cite(self, citation: Citation) -> str:
        if citation.source not in self.sources:
            return ""
        path = _get_note_path(citation.source, SOURCE_KIND).removesuffix(".md")
        return f"[[{path}|{_remove_link_marks(citation.source)}]]"

    def _describe_source(self, source_id: str) -> str:
        source = self.sources.get(source_id)
        if source is None:
            return f"- {_escape(source_id)}"
        return f"- {self._cite(Citation(source_id))} {_format_reference(source)}"


def _build_front_matter(entity: Entity) -> Json:
    """Build the properties of a note that Obsidian shows and searches."""
    front_matter: dict[str, Json] = {
        "id": entity.id,
        "kind": entity.kind,
        "aliases": [entity.name, *entity.aliases],
        "tags": [f"chipwatch/{entity.kind}"],
    }
    for name, ranked in entity.rank_facts().items():
        values = [
            fact.target_id or _get_plain_value(fact)
            for fact in ranked.shown_facts
            if not fact.is_unknown
        ]
        if values and name not in front_matter:
            front_matter[name] = values if ranked.field.is_multivalued else values[0]
    return front_matter


def _get_plain_value(fact: Fact) -> Json:
    """Get a number where the value is exact, else its text: ranges and bounds are texts."""
    value = fact.to_plain()
    return fact.format_value() if value is None else value


def _format_reference(source: SourceRecord) -> str:
    parts = [source.publisher, source.published, source.name]
    reference = ", ".join(_escape(part) for part in parts if part)
    return f"{reference} <{source.url}>" if source.url.startswith("https://") else reference


def _escape(text: str) -> str:
    return escape_markdown_text(text)


def _remove_link_marks(text: str) -> str:
    """Remove what would end a link of Obsidian."""
    return escape_to_one_line(text).translate(str.maketrans("", "", "[]|#^"))
