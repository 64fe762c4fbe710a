"""Citations: the sources that a document names, each with the place where it first stands."""

from ..model.facts import Citation
from ..model.problem import Location, Problem
from .file_content import FileProblem, RejectedFileError
from .node_reader import NodeReader
from .yaml_documents import Node, find_location

MAX_CITATIONS_PER_FACT = 1000
"""Sources of one fact; the bundled facts have at most a dozen."""

MAX_CITED_CHARACTERS = 8 * 2**20
"""Characters of sources that one file may store, counted anew for each fact that cites them.

The sources of a whole file are stored with each of its facts, so that 70 kB could make a base of
200 MB. A file of 1,000 facts with 20 sources each needs an eighth of this.
"""


class CitationBudget:
    """Adds up what the facts of one file cite."""

    def __init__(self) -> None:
        self._character_count = 0
        self._lengths: dict[tuple[Citation, ...], int] = {}

    def spend(self, citations: tuple[Citation, ...]) -> bool:
        """Count the sources of one more fact; False once they are too many."""
        if citations not in self._lengths:
            self._lengths[citations] = sum(len(str(citation)) + 1 for citation in citations)
        self._character_count += self._lengths[citations]
        return self._character_count <= MAX_CITED_CHARACTERS


class CitationReader(NodeReader):
    """Reads citations; equal ones in one document become one object."""

    def __init__(self, path: str, problems: list[Problem], budget: CitationBudget) -> None:
        super().__init__(path, problems)
        self._budget = budget
        self.citation_locations: dict[Citation, Location] = {}
        self._citations_by_text: dict[str, Citation] = {}

    def read_citations(self, node: Node) -> tuple[Citation, ...]:
        """Read a list of ``source#locator``; too many of them are a problem."""
        items = self.read_items(node)
        if len(items) > MAX_CITATIONS_PER_FACT:
            message = f"{len(items):,} sources stand here; at most {MAX_CITATIONS_PER_FACT:,} do"
            hint = "keep those that state the fact best"
            self.add_problem(node, FileProblem.TOO_LARGE, message, hint)
            items = items[:MAX_CITATIONS_PER_FACT]
        return tuple(self._parse_citation(item, text) for item, text in items)

    def _parse_citation(self, node: Node, text: str) -> Citation:
        if text not in self._citations_by_text:
            self._citations_by_text[text] = Citation.parse(text)
            self.citation_locations[self._citations_by_text[text]] = find_location(node, self.path)
        return self._citations_by_text[text]

    def count_citations(self, node: Node, citations: tuple[Citation, ...]) -> None:
        """Count the sources of a fact or rule; raises RejectedFileError once they are too many."""
        if not self._budget.spend(citations):
            message = "the facts of this file and their sources together are too many"
            hint = "name fewer sources for the whole file, and others with the facts they state"
            location = find_location(node, self.path)
            raise RejectedFileError(Problem(location, FileProblem.TOO_LARGE, message, hint))
