"""What is written into a layer: prepared, checked as ``check`` does, and only then written."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ..asking.naming.resolver import find_by_name, resolve
from ..importing.new_ids import UNNAMED, build_id
from ..importing.row_matcher import MAX_CANDIDATES, NEAR_SCORE
from ..model import clock
from ..model.dates import Date
from ..model.field_types import Ref
from ..model.kind import AnyField, Kind, find_kind
from ..model.kind_wording import build_property_error
from ..model.problem import (
    EXIT_NOTHING,
    ChipwatchError,
    FieldError,
    Problem,
    UsageError,
)
from ..model.problem_code import Severity
from ..model.property_names import find_property
from ..model.schema import KINDS
from ..model.wording import format_count
from ..reading.file_content import RejectedFileError
from ..store.file_check import check_files
from ..store.knowledge_base import KnowledgeBase
from ..store.records import EntityRef
from .entity_skeleton import write_skeleton
from .fact_addition import NewFact, add_fact, find_document
from .fact_file import EditedFile, FileChange, UnwritableFactsError
from .source_addition import (
    NewSource,
    add_source,
    find_same_source,
    name_source_file,
    propose_id,
)
from .target_layer import TargetLayer
from .yaml_style import write_text


class AlreadyThereError(ChipwatchError):
    """What is to be added may be in the base already; nothing was written."""

    code = "already-there"
    exit_code = EXIT_NOTHING


class CheckedChange(NamedTuple):
    """A change of a file that has passed the check."""

    change: FileChange
    id: str
    """The entity that it is about."""
    remarks: tuple[str, ...] = ()
    """What was guessed, and what the check doubts."""


class EntityRequest(NamedTuple):
    """What is said of a new entity; without an id, one is proposed."""

    kind: str
    name: str
    id: str = ""


def prepare_entity(
    base: KnowledgeBase, target: TargetLayer, request: EntityRequest, *, is_forced: bool = False
) -> CheckedChange:
    """Prepare the file of a new entity; raises AlreadyThereError for what may be there already."""
    kind, name = find_kind(request.kind), request.name.strip()
    if kind.is_cited:
        raise UsageError("a source is no page of its own", "run chipwatch source add URL --title …")
    new_id = request.id or build_id(name)
    if new_id == UNNAMED:
        raise UsageError(f"no id can be made of {name!r}", "choose one with --id")
    if not is_forced:
        _refuse_near_names(base, name, kind)
    _refuse_taken_id(base, new_id)
    path = target.root / kind.name / f"{new_id}.yaml"
    text = write_skeleton(kind, name)
    label = target.label_file(path)
    if os.path.lexists(path):
        raise AlreadyThereError(f"{label} is there already", "choose another id with --id")
    empty_file = EditedFile(path)
    change = FileChange(before=empty_file, after=empty_file.replace_text(text), label=label)
    return _check(change, target, new_id)


def prepare_fact(
    base: KnowledgeBase, target: TargetLayer, name: str, fact: NewFact
) -> CheckedChange:
    """Prepare a fact about an entity of the base, in the file that the layer has of it.

    Where it has none, one is made: it lies over those of the layers before. Raises NotFoundError,
    AmbiguousError, UnknownNameError, UsageError, UnwritableFactsError.
    """
    match = resolve(base, name)
    kind = KINDS[match.entity.kind]
    field = _find_property(kind, fact.property)
    value, remarks = _read_value(base, field, fact.value)
    if name not in (match.entity.name, match.entity.id):
        remarks = (f"{name} is {match.entity.name} ({match.entity.id})", *remarks)
    full_fact = fact._replace(property=field.name, value=value)
    path = _find_file(base, target, match.entity)
    label = target.label_file(path)
    with _refuse_broken_file(label):
        before = EditedFile.read(path)
        head = before.replace_text(f"name: {write_text(match.entity.name)}\n")
        after = before if before.lines else head
        document = find_document(after, match.entity.id, label)
        if document is None:
            message = f"{label} is there, and not about {match.entity.id}"
            raise UnwritableFactsError(message, "give its document a line id: …")
        after = add_fact(after, document, kind, full_fact)
    checked = _check(FileChange(before=before, after=after, label=label), target, match.entity.id)
    return checked._replace(remarks=(*remarks, *checked.remarks))


class SourceRequest(NamedTuple):
    """What is said of a new source."""

    url: str
    title: str
    publisher: str = ""
    type: str = ""
    published: str = ""
    accessed: str = ""
    id: str = ""


def prepare_source(
    base: KnowledgeBase, target: TargetLayer, request: SourceRequest, *, is_forced: bool = False
) -> CheckedChange:
    """Prepare a source; raises AlreadyThereError where one has its address or its title."""
    for date in filter(None, (request.published, request.accessed)):
        _parse_date(date)
    if not is_forced:
        same = find_same_source(base.load_all_sources(), request.url, request.title)
        if same:
            hint = f"cite {same.id}, or add this one all the same with --force"
            raise AlreadyThereError(f"{same.id} is this source, it seems: {same.name}", hint)
    new_id = request.id or propose_id(request.url, request.title, request.published)
    _refuse_taken_id(base, new_id)
    details = {
        "publisher": request.publisher,
        "type": request.type,
        "published": request.published,
        "accessed": request.accessed or clock.get_today().text,
        "url": request.url,
    }
    source = NewSource(id=new_id, title=request.title, details=details)
    path = target.root / "source" / f"{name_source_file(request.published)}.yaml"
    label = target.label_file(path)
    with _refuse_broken_file(label):
        before = EditedFile.read(path)
        after = add_source(before, source, label)
    change = FileChange(before=before, after=after, label=label)
    return _check(change, target, new_id)


def write_change(checked: CheckedChange) -> None:
    """Write a change; raises UnwritableFactsError where the file was changed meanwhile."""
    before = checked.change.before
    with _refuse_broken_file(checked.change.label):
        current = EditedFile.read(before.path)
    if current.to_bytes() != before.to_bytes():
        message = f"{checked.change.label} was changed meanwhile"
        raise UnwritableFactsError(message, "run the command again")
    checked.change.write()


@contextmanager
def _refuse_broken_file(label: str) -> Iterator[None]:
    """Raise UnwritableFactsError where a file cannot be read."""
    try:
        yield
    except RejectedFileError as error:
        problem = error.problem
        message = f"{label}:{problem.location.line}: {problem.message}"
        raise UnwritableFactsError(message, problem.hint) from None


def _check(change: FileChange, target: TargetLayer, entity_id: str) -> CheckedChange:
    """Check a file as it shall be; raises UnwritableFactsError for an error in it."""
    contents = {os.fspath(change.after.path): change.after.to_bytes()}
    report = check_files(target.layer_names, (), contents)
    errors = [item for item in report.problems if item.code.severity is Severity.ERROR]
    if errors:
        raise _build_check_error(errors)
    remarks = tuple(
        f"line {problem.location.line}: {problem.code.severity}[{problem.code}] {problem.message}"
        for problem in report.problems
    )
    return CheckedChange(change=change, id=entity_id, remarks=remarks)


def _build_check_error(errors: Sequence[Problem]) -> UnwritableFactsError:
    """Build the error of a change that would not pass the check: what is wrong first."""
    first, ending = errors[0], len(errors) - 1
    more = f", and {format_count(ending, 'more error')}" if ending else ""
    place = f"{first.location.path}:{first.location.line}"
    message = f"nothing is written: {place}: [{first.code}] {first.message}{more}"
    return UnwritableFactsError(message, first.hint)


def _refuse_near_names(base: KnowledgeBase, name: str, kind: type[Kind]) -> None:
    """Raise AlreadyThereError where a name is that of an entity of the kind, or nearly."""
    result = find_by_name(base, name, kind.name)
    if not result.is_sure and result.score < NEAR_SCORE:
        return
    entries = result.entries[: 1 if result.is_sure else MAX_CANDIDATES]
    candidates = [entry.entity for entry in entries]
    if not candidates:
        return
    names = ", ".join(f"{entity.name} ({entity.id})" for entity in candidates)
    hint = f"chipwatch add {candidates[0].id} adds facts to it; --force makes a new one"
    is_or_may = "is there already" if result.is_sure else "may be there already"
    raise AlreadyThereError(
        f"{name} {is_or_may}: {names}", hint, [entity._asdict() for entity in candidates]
    )


def _refuse_taken_id(base: KnowledgeBase, entity_id: str) -> None:
    taken = base.load_entity_refs([entity_id]).get(entity_id)
    if taken:
        message = f"the id {entity_id} is taken by {taken.name}, {taken.kind}"
        raise AlreadyThereError(message, "choose another one with --id", [taken._asdict()])


def _find_property(kind: type[Kind], name: str) -> AnyField:
    """Find a property by its key or label; raises UnknownNameError with the nearest."""
    if field := find_property(kind, name):
        return field
    raise build_property_error(kind, name, kind.properties)


def _read_value(base: KnowledgeBase, field: AnyField, text: str) -> tuple[str, tuple[str, ...]]:
    """Read a value as it is written, with a remark where a name was taken for an id.

    Raises UsageError for what the property cannot have.
    """
    if isinstance(field, Ref):
        return _find_target(base, field, text)
    try:
        field.parse_stated(text.strip())
    except FieldError as error:
        raise UsageError(f"{field.name}: {error.message}", error.hint) from None
    return text.strip(), ()


def _find_target(base: KnowledgeBase, field: Ref, name: str) -> tuple[str, tuple[str, ...]]:
    """Find the entity that a relation leads to."""
    for kind in field.kinds:
        result = find_by_name(base, name, kind)
        if result.is_sure:
            entity = result.entries[0].entity
            remark = () if entity.id == name else (f"{name} is {entity.name} ({entity.id})",)
            return entity.id, remark
    entity = resolve(base, name, field.kinds[0]).entity  # raises the error that names the nearest
    return entity.id, ()


def _find_file(base: KnowledgeBase, target: TargetLayer, entity: EntityRef) -> Path:
    """Find the file of a layer that is about an entity, or where it is to be made."""
    prefix = f"{target.label}/"
    for record in base.load_documents():
        if record.id == entity.id and record.location.path.startswith(prefix):
            return target.root / record.location.path.removeprefix(prefix)
    return target.root / entity.kind / f"{entity.id}.yaml"


def _parse_date(text: str) -> Date:
    try:
        return Date.parse(text)
    except FieldError as error:
        raise UsageError(error.message, error.hint) from None
