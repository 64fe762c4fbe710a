"""The configuration file ``chipwatch.toml``: which layers are meant, and which columns are shown.

It names folders and columns, and never a program: whoever stands in a folder of others runs nothing
of theirs.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..model.problem import BadConfigurationError
from ..model.suggest import suggest_nearest
from .layers import BUNDLED, SCHEMA_FILE_NAME

MAX_CONFIGURATION_BYTES = 65_536
"""Bytes of a configuration; a long one has a thousand."""
_KEYS = ("layers", "schema", "columns")


class Configuration(NamedTuple):
    """What a configuration file says."""

    path: str
    layers: tuple[str, ...] = ()
    """Folders of facts as seen from the working folder, and ``bundled``; the schema comes first."""
    columns: Mapping[str, tuple[str, ...]] = {}
    """By kind, the columns that its listing shows."""


def read_configuration(path: Path) -> Configuration:
    """Read a configuration file; raises BadConfigurationError, which names what is wrong."""
    table = _parse_toml(path)
    for key in table:
        if key not in _KEYS:
            hint = suggest_nearest(key, _KEYS, f"the keys are {', '.join(_KEYS)}")
            raise _build_error(path, f"there is no key {key!r}", hint)
    layers = _read_names(path, "layers", table.get("layers", []))
    schema = _read_schema(path, table.get("schema", ""))
    columns = _read_columns(path, table.get("columns", {}))
    layers = (*schema, *(layers or (BUNDLED,))) if schema else layers
    return Configuration(
        path=os.fspath(path),
        layers=tuple(_place_layer(path, name) for name in layers),
        columns=columns,
    )


def _parse_toml(path: Path) -> Mapping[str, Any]:
    if not path.is_file():  # a pipe would keep us waiting
        raise _build_error(path, "it is no file")
    try:
        with path.open("rb") as file:
            content = file.read(MAX_CONFIGURATION_BYTES + 1)
    except OSError as error:
        raise _build_error(path, f"it cannot be read: {error.strerror}") from None
    if len(content) > MAX_CONFIGURATION_BYTES:
        message = f"it has more than {MAX_CONFIGURATION_BYTES:,} bytes"
        raise _build_error(path, message, "facts belong into fact files")
    try:
        return tomllib.loads(content.decode())
    except UnicodeDecodeError:
        raise _build_error(path, "it is not UTF-8", "save it as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        raise _build_error(
            path, message, "it has lines such as layers = ['bundled', '.']"
        ) from None


def _read_names(path: Path, key: str, value: object) -> tuple[str, ...]:
    """Read a list of texts that are not empty; raises BadConfigurationError."""
    if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
        return tuple(value)
    raise _build_error(path, f"{key} is no list of texts", f"write {key} = ['a', 'b']")


def _read_schema(path: Path, value: object) -> tuple[str, ...]:
    """Read the path of the schema file, if there is one; raises BadConfigurationError."""
    if value == "":
        return ()
    if isinstance(value, str) and Path(value).name == SCHEMA_FILE_NAME:
        return (value,)
    hint = f"write schema = 'folder/{SCHEMA_FILE_NAME}', or leave it out: layers have it in them"
    raise _build_error(path, f"schema names no file called {SCHEMA_FILE_NAME}", hint)


def _read_columns(path: Path, value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        hint = "write [columns] and below it a line such as chip = ['name', 'tpp']"
        raise _build_error(path, "columns is no table", hint)
    return {kind: _read_names(path, f"columns.{kind}", names) for kind, names in value.items()}


def _place_layer(configuration_path: Path, name: str) -> str:
    """Return the path of a layer as seen from the working folder, as it is shown in messages.

    Raises BadConfigurationError for the home folder of a user that there is not.
    """
    if name == BUNDLED:
        return name
    try:
        path = configuration_path.parent / Path(name).expanduser()
    except RuntimeError:
        message = f"there is no home folder {name.partition('/')[0]!r}"
        raise _build_error(configuration_path, message, "write the whole path") from None
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive
        return os.fspath(path)


def _build_error(path: Path, message: str, hint: str = "") -> BadConfigurationError:
    ignore_hint = "--no-config leaves it out"
    return BadConfigurationError(
        f"{path}: {message}", f"{hint}; {ignore_hint}" if hint else ignore_hint
    )
