"""The lines on the chips of a firm: which verdict they have, and what is not known of them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ..asking.answers.query_options import join_first_names
from ..asking.controls.matrix import list_citations
from ..asking.controls.verdict_titles import STATUS_TITLES
from ..model.schema import Chip
from ..model.wording import format_count, lower_label
from ..rules.eccn import shorten_class
from ..rules.verdict import (
    DISPUTED_STATUS,
    LICENCE_REQUIRED,
    NO_LICENCE_REQUIRED,
    ON_THE_BOOKS,
    UNKNOWN_STATUS,
    Verdict,
)
from .exposure import JudgedChip
from .exposure_line import ExposureLine, build_gap_line

STATUS_ORDER = (
    LICENCE_REQUIRED,
    ON_THE_BOOKS,
    DISPUTED_STATUS,
    UNKNOWN_STATUS,
    NO_LICENCE_REQUIRED,
)
"""The verdicts on chips, the strictest first, and what is open before what is free."""
MAX_REASONS = 3
"""What is not known of chips that a line names at most: our choice."""


def iter_chip_lines(
    section: str, chips: Sequence[JudgedChip], missing_text: str, *, names_undated: bool
) -> Iterator[ExposureLine]:
    """Give a line for each verdict and class, with the chips that have it.

    Asked about a day, it says of which chips the day is not known on which they first appeared.
    """
    if not chips:
        yield build_gap_line(section, missing_text)
    for _, group in groupby(sorted(chips, key=_get_verdict_order), key=_get_verdict_order):
        group_chips = list(group)
        undated_text = _describe_undated(group_chips) if names_undated else ""
        yield _build_chip_line(section, group_chips, undated_text)


def _get_verdict_order(chip: JudgedChip) -> tuple[int, str]:
    """Bring chips with the same verdict and class together, the strictest first."""
    return STATUS_ORDER.index(chip.verdict.status), chip.verdict.paragraph or "~"


def _describe_undated(chips: Sequence[JudgedChip]) -> str:
    """Describe of which chips the day is not known on which they first appeared."""
    undated_names = [chip.name for chip in chips if chip.is_undated]
    if not undated_names:
        return ""
    names = f": {join_first_names(undated_names)}" if len(undated_names) < len(chips) else ""
    return f"may have appeared later, as no day is known{names}"


def _build_chip_line(section: str, chips: Sequence[JudgedChip], undated_text: str) -> ExposureLine:
    verdicts = [chip.verdict for chip in chips]
    citations = [citation for verdict in verdicts for citation in list_citations(verdict)]
    findings = [finding for verdict in verdicts for finding in verdict.decisive_findings]
    return ExposureLine(
        section=section,
        label=format_count(len(chips), "chip"),
        text=STATUS_TITLES[verdicts[0].status].capitalize(),
        ids=tuple(chip.id for chip in chips),
        note=join_first_names([chip.name for chip in chips]),
        ending="; ".join(filter(None, [_describe_verdicts(verdicts), undated_text])),
        status=verdicts[0].status,
        policies=tuple(dict.fromkeys(finding.rule.policy for finding in findings)),
        citations=tuple(dict.fromkeys(citations))[:2],
    )


def _describe_verdicts(verdicts: Sequence[Verdict]) -> str:
    """Describe the class of chips, and what is not known where the verdict is open."""
    paragraph = verdicts[0].paragraph
    class_text = f"class {shorten_class(paragraph)} by figures" if paragraph else ""
    names = dict.fromkeys(name for verdict in verdicts for name in verdict.missing_properties)
    missing = [_name_reason(name) for name in list(names)[:MAX_REASONS]]
    missing_text = f"not known: {', '.join(missing)}" if missing else ""
    return "; ".join(filter(None, [class_text, missing_text or verdicts[0].gap_text]))


def _name_reason(name: str) -> str:
    field = Chip.properties.get(name)
    return lower_label(field.label) if field else name.replace("_", " ").replace("us ", "US ")
