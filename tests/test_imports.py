"""Which module may import which: rooms in one order, libraries in one place, no cycles."""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from chipwatch.store.cache_key import STORED_ROOMS
from conftest import ROOT

PACKAGE = ROOT / "src" / "chipwatch"
ROOMS = (
    "model",
    "rules",
    "reading",
    "store",
    "asking",
    "linking",
    "shapes",
    "showing",
    "charting",
    "exporting",
    "importing",
    "keeping",
    "seeing",
    "doors",
    "cli",
)
"""Each room imports from those before it only, and api and the package itself stand above all."""
FORBIDDEN = {
    "asking": {"reading", "showing", "cli", "api"},
    "linking": {"reading", "showing", "cli", "api"},
    "shapes": {"reading", "store", "showing", "cli", "api"},
    "showing": {"reading", "store", "asking", "linking", "shapes", "cli", "api"},
}
INNER = {
    "answers": set[str](),
    "sql": {"answers"},
    "naming": {"answers"},
    "pages": {"answers", "naming", "sql", "controls"},
    "questions": {"answers", "naming", "sql"},
    "controls": {"answers", "naming", "sql"},
}
"""Of the rooms within asking, which others each may import."""
LIBRARIES = {
    "anyio": {"doors.call_runner", "doors.mcp_server"},
    "jsonschema": {"doors.assistant_tool"},
    "mcp": {"doors.mcp_server"},
    "mcp_types": {"doors.mcp_server"},
    "jinja2": {"seeing.site_templates"},
    "platformdirs": {"store.cache_folder"},
    "openpyxl": {"importing.compressed_input"},
    "plotille": {"showing.terminal"},
    "pyarrow": {"exporting.parquet_export", "importing.compressed_input"},
    "rapidfuzz": {
        "asking.naming.letter_typos",
        "asking.naming.rewordings",
        "asking.naming.similarity",
        "asking.naming.typos",
    },
    "rich": {"showing.terminal"},
    "typer": {"cli"},
    "vl_convert": {"showing.picture"},
    "xlsxwriter": {"showing.spreadsheet"},
    "yaml": {"reading", "showing.yaml_format"},
}
"""Which libraries there are, and which modules or rooms may import each."""
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


class ModuleNames(NamedTuple):
    """The names that a module imports, and those of its classes."""

    imports: list[str]
    classes: list[str]


@cache
def read_module_names(module: str) -> ModuleNames:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    return ModuleNames(
        imports=list(_iter_imports(module, tree)),
        classes=[node.name for node in tree.body if isinstance(node, ast.ClassDef)],
    )


def imported(module: str) -> list[str]:
    """The dotted names a module imports, those in functions and for type checking as well."""
    return read_module_names(module).imports


def _iter_imports(module: str, block: ast.AST) -> Iterator[str]:
    """The names that the statements of a block import: no expression imports anything."""
    for part in ("body", "orelse", "finalbody", "handlers", "cases"):
        for statement in getattr(block, part, ()):
            if isinstance(statement, ast.Import):
                yield from (alias.name for alias in statement.names)
            elif isinstance(statement, ast.ImportFrom):
                yield from _from(module, statement)
            else:
                yield from _iter_imports(module, statement)


def _from(module: str, node: ast.ImportFrom) -> Iterator[str]:
    if not node.level:
        yield node.module or ""
        return
    package = module.split(".")
    if MODULES[module].name != "__init__.py":
        package = package[:-1]
    package = ["chipwatch", *(part for part in package if part != "__init__")]
    base = package[: len(package) - node.level + 1]
    target = ".".join([*base, *(node.module or "").split(".")]).rstrip(".")
    names = [f"{target}.{alias.name}" for alias in node.names]
    yield from (name if _own(name) in MODULES else target for name in names)


def _own(name: str) -> str:
    """The name within the package."""
    return name.removeprefix("chipwatch").removeprefix(".") or "__init__"


@cache
def within(module: str) -> set[str]:
    """The modules of the package that a module imports."""
    names = (_own(name) for name in imported(module) if name.split(".")[0] == "chipwatch")
    return {name for name in names if name in MODULES}


def test_the_imports_that_are_hard_to_see_are_seen() -> None:
    assert "api" in within("cli.query_runner")  # in a function
    assert "api" in within("__init__")  # in a function, from the package itself
    assert "store.file_check" in within("schema_interface")  # for type checking alone
    assert "asking.answers.entity_card" in within("asking.pages.entity_pages")
    assert "version" in within("store.cache_key")  # from the package above


@pytest.mark.slow
def test_a_room_imports_only_from_those_before_it() -> None:
    assert [
        (module, name)
        for module in MODULES
        for name in within(module)
        if name.split(".")[0] in _list_rooms_above(module)
    ] == []


def _list_rooms_above(module: str) -> set[str]:
    """The rooms that a module may not import from; none for a module above all rooms."""
    room = module.split(".", maxsplit=1)[0]
    if room not in ROOMS:
        return set()
    above = {*ROOMS[ROOMS.index(room) + 1 :], *FORBIDDEN.get(room, ())}
    return above - {"api"} if room == "cli" else above


def test_a_room_within_asking_imports_only_from_those_before_it() -> None:
    imports = {
        (_inner(module), _inner(name))
        for module in MODULES
        for name in within(module)
        if module.startswith("asking.") and name.startswith("asking.")
    }
    assert [
        (room, other)
        for room, other in sorted(imports)
        if other not in {"", room, *INNER.get(room, ())}
    ] == []


def _inner(module: str) -> str:
    """The room within asking that a module stands in, if it does."""
    part = module.split(".")[1]
    return part if part in INNER else ""


def test_the_key_of_a_snapshot_covers_every_room_that_the_store_may_import() -> None:
    assert ROOMS[: ROOMS.index("store") + 1] == STORED_ROOMS


def test_a_library_is_imported_only_where_it_belongs() -> None:
    assert [
        (module, library)
        for module in MODULES
        for library in {name.split(".")[0] for name in imported(module)} & LIBRARIES.keys()
        if not any(f"{module}.".startswith(f"{place}.") for place in LIBRARIES[library])
    ] == []


def test_every_library_is_imported_where_it_may_be() -> None:
    used = {name.split(".")[0] for module in MODULES for name in imported(module)}
    assert LIBRARIES.keys() - used == set()


def test_no_modules_import_one_another_in_a_circle() -> None:
    """The package itself only hands out its interface, late; its version is no circle."""
    graph = {module: within(module) - {"__init__"} for module in MODULES if module != "__init__"}
    while graph:
        free = {module for module, needs in graph.items() if not needs & graph.keys() - {module}}
        if not free:
            break
        graph = {module: needs for module, needs in graph.items() if module not in free}
    assert graph == {}


def test_nothing_imports_click_which_is_part_of_typer() -> None:
    imports = {(module, name) for module in MODULES for name in imported(module)}
    assert [
        pair for pair in imports if pair[1].split(".")[0] == "click" or "_click" in pair[1]
    ] == []


def test_no_module_and_no_class_has_the_name_of_another() -> None:
    modules = [module for module in MODULES if not MODULES[module].stem.startswith("__")]
    classes = [name for module in modules for name in read_module_names(module).classes]
    counts = Counter([*(MODULES[module].stem for module in modules), *classes])
    assert [name for name, count in counts.items() if count > 1] == []


def test_modules_stay_short() -> None:
    long_modules = [
        path.name for path in PACKAGE.rglob("*.py") if path.read_text("utf-8").count("\n") > 300
    ]
    assert long_modules == []
