"""Citations: the sources that a document names, each with the place where it first stands."""

from ..model.facts import Citation
from ..model.problem import Location, Problem
from .file_content import FileProblem
from .node_reader import NodeReader
from .yaml_documents import Node, find_location

MAX_CITATIONS_PER_FACT = 1000
"""Sources of one fact; the bundled facts have at most a dozen."""


class CitationReader(NodeReader):
    """Reads citations; equal ones in one document become one object."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        super().__init__(path, problems)
        self.citation_locations: dict[Citation, Location] = {}
        self._citations_by_text: dict[str, Citation] = {}

    def read_citations(self, node: Node) -> tuple[Citation, ...]:
        """Read a list of ``source#locator``; too many of them are a problem."""
        items = self.list_items(node)
        if len(items) > MAX_CITATIONS_PER_FACT:
            message = f"{len(items):,} sources stand here; at most {MAX_CITATIONS_PER_FACT:,} do"
            hint = "keep those that state the fact best"
            self.add_problem(node, FileProblem.TOO_LARGE, message, hint)
            return ()
        return tuple(self._parse_citation(item, self.read_text(item)) for item in items)

    def _parse_citation(self, node: Node, text: str) -> Citation:
        if text not in self._citations_by_text:
            self._citations_by_text[text] = Citation.parse(text)
            self.citation_locations[self._citations_by_text[text]] = find_location(node, self.path)
        return self._citations_by_text[text]
