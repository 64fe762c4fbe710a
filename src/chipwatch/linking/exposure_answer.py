"""Which rules bite a firm and through whom, as a card, data, rows and a graph."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ..asking.answers.citations import CitationNumbers
from ..asking.answers.entity_match import serialise_match
from ..asking.answers.query_options import join_first_names
from ..asking.answers.serialise import JsonObject, serialise_citation, serialise_source
from ..asking.controls.controls_query import DISCLAIMER
from ..asking.naming.resolver import list_guess_remarks
from ..asking.pages.page_sections import SECTION_COLUMNS
from ..model.answer import Answer, Json, Row
from ..model.facts import SourceRecord
from ..model.field_types import DATE_COLUMN
from ..model.numeric_fields import NUMBER_COLUMN
from ..model.part_type import PartType
from ..model.relation_graph import RelationGraph
from ..model.table import Cell, Layout, Table
from ..model.wording import format_count
from .exposure import Exposure
from .exposure_line import HEADINGS, NOT_KNOWN, ExposureLine
from .exposure_lines import ExposureWriter

GAPS_HEADING = "NOT IN THE BASE"
GAPS_NOTE = "that is not to say that there are none"


class ExposureAnswer(Answer):
    """The exposure of one firm on a day."""

    def __init__(self, exposure: Exposure) -> None:
        self.exposure = exposure
        self.lines = list(ExposureWriter(exposure).iter_lines())

    @property
    def is_complete(self) -> bool:
        """Whether no limit of our own left parties out."""
        return not self.exposure.exposed.left_out_count

    def to_data(self) -> Json:
        """Build the lines with what each is about, the chains that lead there, and the sources."""
        exposure = self.exposure
        links = exposure.links
        all_chips = (*exposure.chips, *exposure.used_chips)
        return {
            "company": exposure.standing.company.id,
            "name": exposure.standing.company.name,
            "as_of": exposure.query.day.text,
            "standing": exposure.standing.status,
            "lines": [self._serialise_line(line) for line in self.lines],
            "chains": [
                {
                    "role": party.role.key,
                    "party": party.id,
                    "steps": [links.serialise_link(link) for link in chain],
                }
                for party in exposure.exposed.parties
                for chain in party.chains
            ],
            "left_out": exposure.exposed.left_out_count,
            "appeared_later": [chip.id for chip in exposure.later_chips],
            "undated": [chip.id for chip in all_chips if chip.is_undated],
            "complete": self.is_complete,
            "rules_checked_to": self._find_rules_date(),
            "disclaimer": DISCLAIMER,
            "sources": [serialise_source(self.get_source(id_)) for id_ in self._list_source_ids()],
            "match": serialise_match(exposure.match),
        }

    def to_rows(self) -> Sequence[Row]:
        """Build a row for each line."""
        return [
            {
                "section": line.section,
                "label": line.label,
                "ids": list(line.ids),
                "text": line.text,
                "status": line.status,
                **DATE_COLUMN.to_row("since", line.since),
                **NUMBER_COLUMN.to_row("share", line.share),
                "note": line.note or None,
                "standing": line.ending or None,
                "policies": list(line.policies),
                "sources": [str(citation) for citation in line.citations],
            }
            for line in self.lines
        ]

    def collect_part_types(self) -> Mapping[str, PartType]:
        """Collect what the columns of dates and shares hold."""
        return {
            **DATE_COLUMN.map_part_types("since"),
            **NUMBER_COLUMN.map_part_types("share"),
        }

    def to_relation_graph(self) -> RelationGraph:
        """Build the graph of all chains that lead to parties."""
        parties = self.exposure.exposed.parties
        chains = [chain for party in parties for chain in party.chains]
        chains += self.exposure.exposed.used_chip_chains.values()
        links = [link for chain in chains for link in chain]
        return self.exposure.links.build_graph(links)

    def to_tables(self) -> Sequence[Table]:
        """Build the card, section after section, and the sources."""
        numbers = CitationNumbers()
        rows: list[tuple[Cell, ...]] = []
        gaps = [line.text for line in self.lines if line.status == NOT_KNOWN]
        known_lines = [line for line in self.lines if line.status != NOT_KNOWN]
        for section, lines in groupby(known_lines, key=_get_section):
            rows.append((Cell(HEADINGS[section], "heading"),))
            previous_label = ""
            for line in lines:
                label = "" if line.label == previous_label else line.label
                previous_label = line.label
                rows.append((Cell(label, "label"), _build_value_cell(line, numbers)))
        if gaps:
            rows.append((Cell(GAPS_HEADING, "heading"),))
            rows.append((Cell("Not known", "label"), Cell("; ".join(gaps), "", GAPS_NOTE)))
        company, day = self.exposure.standing.company, self.exposure.query.day
        card = Table(
            title=f"What bites {company.name}, {day.text}",
            columns=SECTION_COLUMNS,
            rows=tuple(rows),
            has_headings=False,
            notes=tuple(self._iter_notes()),
            layout=Layout.CARD,
            title_end=company.id,
        )
        return [card, *numbers.build_tables(self.get_source)]

    def collect_remarks(self) -> Sequence[str]:
        """Collect the name, if it was guessed."""
        return list_guess_remarks([self.exposure.match])

    def get_source(self, source_id: str) -> SourceRecord:
        """Get the record of a source that a rule or a relation rests on."""
        is_of_rules = source_id in self.exposure.references.sources
        holder = self.exposure.references if is_of_rules else self.exposure.links
        return holder.get_source(source_id)

    def _serialise_line(self, line: ExposureLine) -> JsonObject:
        return {
            "section": line.section,
            "label": line.label,
            "things": [{"id": id_, "name": self._get_name(id_)} for id_ in line.ids],
            "text": line.text,
            "status": line.status,
            "since": line.since and line.since.text,
            **NUMBER_COLUMN.to_row("share", line.share),
            "note": line.note or None,
            "standing": line.ending or None,
            "policies": list(line.policies),
            "sources": [serialise_citation(citation) for citation in line.citations],
        }

    def _get_name(self, entity_id: str) -> str:
        all_chips = (*self.exposure.chips, *self.exposure.used_chips)
        chips = {chip.id: chip.name for chip in all_chips}
        return chips.get(entity_id) or self.exposure.links.get_name(entity_id)

    def _list_source_ids(self) -> list[str]:
        citations = (citation for line in self.lines for citation in line.citations)
        return list(dict.fromkeys(citation.source for citation in citations))

    def _find_rules_date(self) -> str:
        return self.exposure.references.find_latest_source_date(self.exposure.query.rules)

    def _iter_notes(self) -> Iterator[str]:
        left_out_count = self.exposure.exposed.left_out_count
        if left_out_count:
            yield f"{left_out_count:,} more parties are left out"
        if self.exposure.later_chips:
            chips = format_count(len(self.exposure.later_chips), "chip")
            names = join_first_names([chip.name for chip in self.exposure.later_chips])
            yield f"{chips} left out that first appeared after the day: {names}"
        yield f"Chips as if shipped to China; rules checked to {self._find_rules_date()}."
        yield DISCLAIMER
        company_id = self.exposure.standing.company.id
        yield f"More: controls --party {company_id}, related {company_id}, path {company_id} NAME"


def _get_section(line: ExposureLine) -> str:
    return line.section


def _build_value_cell(line: ExposureLine, numbers: CitationNumbers) -> Cell:
    annotation = "; ".join(filter(None, [line.note, line.ending]))
    return Cell(
        line.text,
        line.mark,
        annotation,
        citations=numbers.register_citations(line.citations),
        annotation_end=f"; {line.ending}" if line.note and line.ending else line.ending,
    )
