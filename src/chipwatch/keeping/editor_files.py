"""Files by which an editor completes and checks fact files: a JSON Schema a kind, and settings."""

from ..asking.pages.json_schema import JsonSchemaAnswer
from ..model.answer import Json
from ..model.kind import KINDS
from ..showing.formats import encode_text
from ..showing.json_format import render_json

SCHEMA_FOLDER = ".vscode/schemas"
SETTINGS_FILE = ".vscode/settings.json"


def build_editor_files() -> dict[str, bytes]:
    """Build the files for the kinds in force, by their paths."""
    files = {
        f"{SCHEMA_FOLDER}/{kind}.json": _encode(JsonSchemaAnswer(kind).to_data()) for kind in KINDS
    }
    schemas = {f"./{SCHEMA_FOLDER}/{kind}.json": [f"{kind}/*.yaml"] for kind in KINDS}
    return {**files, SETTINGS_FILE: _encode({"yaml.schemas": schemas})}


def _encode(data: Json) -> bytes:
    return encode_text(render_json(data))
