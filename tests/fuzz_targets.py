"""What fuzzers throw at chipwatch: each target takes bytes, and fails where it is not dealt with.

Hypothesis calls them with what it draws (``test_fuzz.py``), libFuzzer with what covers new code
(``fuzz.py``). Each promises the same: an answer, or an error that says what is wrong.
"""

import io
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

import chipwatch
from chipwatch.api import Base
from chipwatch.cli.main import find_requested_format, main
from chipwatch.importing.import_mapping import list_template_columns, read_mapping
from chipwatch.model.dates import Date
from chipwatch.model.kind import KINDS
from chipwatch.model.money import Money
from chipwatch.model.numeric_fields import Amount, Number
from chipwatch.model.problem import ChipwatchError, FieldError, UsageError
from chipwatch.model.quantity import parse_quantity
from chipwatch.model.query_dates import parse_option_date
from chipwatch.reading.configuration import read_configuration
from chipwatch.reading.layers import list_fact_files, resolve_layers
from chipwatch.reading.loader import LoadResult, load_fact_files
from chipwatch.showing.formats import Format

BASE = Path(__file__).parent / "base"
SEEDS = Path(__file__).parent / "fuzz_seeds"
"""A folder for each target, with what fuzzing begins with and what broke it once."""
RULED_DAYS = ("2024-06-01", "2025-06-01")
EXIT_CODES = {0, 1, 2, 130}
SOURCE = "name: Gazette\ntype: news\npublished: 2025-01\n"
SMALL_BASE = {
    "source/s.yaml": SOURCE,
    "company/acme.yaml": "name: Acme\nsources: s\ncountry: CN\n",
    "chip/a1.yaml": "name: A1\nsources: s\ndesigner: acme\ntpp: 4800\ntdp: 300..400\n",
    "chip/a2.yaml": "name: A2\nsources: s\ntpp: {unknown: undisclosed}\nprice: 3 k EUR\n",
    "policy/rule.yaml": "name: Rule\nsources: s\nrule: {act: control, from: 2023-11-17,"
    " destinations: [CN], paragraphs: [{name: 3A090.a, when: {tpp: '>=4800'}},"
    " {name: 3B001.f, when: {tool_type: scanner, light_wavelength: '<=193'}}]}\n",
}


class Streams(NamedTuple):
    """What a command wrote, and its exit code."""

    code: int
    out: str
    err: str


def check_facts(content: bytes) -> None:
    """A fact file gives entities or problems, each in a place; and the base can be asked."""
    for name in ("chip/x.yaml", "company/x.yaml", "source/x.yaml", "policy/x.yaml"):
        folder = Path("facts") / name.partition("/")[0]
        write_file(folder / "x.yaml", content)
        check_reading(load_folder(folder.parent))
        (folder / "x.yaml").unlink()


def check_rule(content: bytes) -> None:
    """A rule is read or has problems; chips are judged by one that is read."""
    _write_small_base(Path("ruled"))
    write_file(Path("ruled/policy/p.yaml"), b"name: P\nsources: s\nrule: " + content)
    check_reading(load_folder(Path("ruled")))
    for day in RULED_DAYS:
        words = ["controls", "--data", "ruled", "--as-of", day, "--detail", "--json"]
        check_streams(words, run_command(words))


def check_schema(content: bytes) -> None:
    """A schema file declares kinds, or has problems; things of its kinds are read or refused."""
    write_file(Path("own/schema.yaml"), content)
    write_file(
        Path("own/widget/w.yaml"), b"name: W\nsources: s\nsummary: x\nweight: 3 kg\nmade_by: w\n"
    )
    check_reading(load_folder(Path("own")))
    streams = run_command(["widget", "--json", "--data", "own"])
    assert streams.code in EXIT_CODES
    KINDS.use(KINDS.bundled)


def check_mapping(content: bytes) -> None:
    """A mapping can be used or is refused, and then rows are converted or refused."""
    write_file(Path("mapping.yaml"), content)
    write_file(Path("rows.csv"), b"Name,Power,Day\nNvidia H20,400,2025-02\nNew,x,y\n,,\n")
    with suppress(ChipwatchError):
        list_template_columns(read_mapping(Path("mapping.yaml")).place)
    words = ["import", "rows.csv", "--mapping", "mapping.yaml", "--dry-run", "--json"]
    check_streams(words, run_command(words))


def check_configuration(content: bytes) -> None:
    """A configuration can be read or is refused."""
    write_file(Path("chipwatch.toml"), content)
    with suppress(ChipwatchError):
        configuration = read_configuration(Path("chipwatch.toml"))
        assert all(configuration.layers)
        resolve_layers(configuration.layers)
    Path("chipwatch.toml").unlink()


def check_condition(content: bytes) -> None:
    """A condition chooses things or is refused."""
    condition = content.decode(errors="surrogateescape")
    with suppress(ChipwatchError):
        open_small_base().listing("chip", where=condition)


def check_date(content: bytes) -> None:
    """A date is a span of days that reads as it was written, or refused."""
    text = content.decode(errors="surrogateescape")
    with suppress(UsageError):
        parse_option_date("--as-of", text)
    with suppress(FieldError):
        date = Date.parse_period(text)
        assert 1 <= date.first <= date.last
        assert Date.parse_period(date.text) == date
        assert all(map(Date.parse, date.to_days()))


def check_quantity(content: bytes) -> None:
    """A quantity or a sum is the same after it was written as a fact file has it, or refused."""
    text = content.decode(errors="surrogateescape")
    with suppress(FieldError):
        quantity, _ = parse_quantity(text)
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
    for field in (Number("Power", "", unit="W", signed=True), Number("Count", "")):
        with suppress(FieldError):
            value = field.parse(text)
            assert field.parse(field.to_yaml_text(value)) == value
            assert field.format(value)
    with suppress(FieldError):
        money = Money.parse(text)
        assert Money.parse(money.to_yaml_text()) == money
        assert Amount("Price", "").format(money)


def check_command_line(content: bytes) -> None:
    """A command line, a word a line, ends with a code of ours, and an error of JSON is JSON."""
    words = content.decode(errors="surrogateescape").split("\n")
    if any("/" in word or ".." in word or "\0" in word for word in words):
        return  # a fuzzer should not write to files of others
    check_streams(words, run_command(words))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "facts": check_facts,
    "rule": check_rule,
    "schema": check_schema,
    "mapping": check_mapping,
    "configuration": check_configuration,
    "condition": check_condition,
    "date": check_date,
    "quantity": check_quantity,
    "command": check_command_line,
}


def check_reading(result: LoadResult) -> None:
    """Check that every problem has a place, a code and a sentence."""
    for problem in result.problems:
        assert problem.code
        assert problem.message
        assert problem.location.line > 0
        assert problem.location.column > 0
    assert len({entity.id for entity in result.entities}) == len(result.entities)


def check_streams(words: list[str], streams: Streams) -> None:
    """Check the exit code, and that what should be JSON is."""
    assert streams.code in EXIT_CODES, (words, streams)
    assert "Traceback" not in streams.err, (words, streams)
    if find_requested_format(words) is Format.JSON:
        if streams.code == 0 and not {"-o", "--output", "--help", "-h"} & {*words}:
            json.loads(streams.out or "null")
        if streams.code == 2:
            json.loads(streams.err)


def run_command(words: list[str]) -> Streams:
    """Run a command in this process, with an empty standard input."""
    usual = sys.stdin, sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO()), out, err
    try:
        code = main(words)
        texts = [_read_stream(stream) for stream in (out, err)]
    finally:
        sys.stdin, sys.stdout, sys.stderr = usual
    return Streams(code, *texts)


def load_folder(folder: Path) -> LoadResult:
    """Read a folder of fact files that has one source."""
    write_file(folder / "source/s.yaml", SOURCE.encode())
    return load_fact_files(list_fact_files(resolve_layers((str(folder),))))


@cache
def open_small_base() -> Base:
    """Open a base of a few things, once."""
    _write_small_base(Path("small"))
    return chipwatch.open("small")


def write_file(path: Path, content: bytes) -> None:
    """Write a file, and make the folders that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _write_small_base(folder: Path) -> None:
    for name, text in SMALL_BASE.items():
        write_file(folder / name, text.encode())


def _read_stream(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()
