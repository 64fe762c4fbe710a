"""Whole answers that are kept while they are read page by page.

Only a call with a cursor is answered from here, and only with the answer that the cursor is of: all
pages are of one answer, even where the facts have changed since. A new question is asked anew.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from .cited_sources import CitedSources

if TYPE_CHECKING:
    from ..model.answer import Json

MAX_KEPT_ANSWERS = 16
"""Answers that are kept; an assistant reads few at once."""
MAX_KEPT_BYTES = 32_000_000
"""Bytes of JSON that the kept answers may have together; the largest of use has 3 million."""


class WholeAnswer(NamedTuple):
    """An answer before it is cut into pages, with all that its pages say."""

    data: "Json"
    sources: CitedSources
    remarks: Sequence[str]
    is_complete: bool
    checksum: str
    """Of all that the question was answered with; a cursor carries it."""
    size: int
    """About as many bytes as its JSON has."""


class AnswerCache:
    """Keeps the whole answers that were read last, for calls in several threads."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, str], WholeAnswer] = OrderedDict()
        self._lock = Lock()

    def keep(self, question: str, answer: WholeAnswer) -> None:
        """Keep an answer, and forget those read longest ago beyond the bounds."""
        with self._lock:
            self._answers[question, answer.checksum] = answer
            self._answers.move_to_end((question, answer.checksum))
            while self._answers and self._is_too_large():
                self._answers.popitem(last=False)

    def find(self, question: str, checksum: str) -> WholeAnswer | None:
        """Find the answer to a question that has a checksum; None where it is not kept."""
        with self._lock:
            return self._answers.get((question, checksum))

    def _is_too_large(self) -> bool:
        size = sum(answer.size for answer in self._answers.values())
        return len(self._answers) > MAX_KEPT_ANSWERS or size > MAX_KEPT_BYTES
