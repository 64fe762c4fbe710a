"""Coverage-guided fuzzing of one target for some seconds: python tests/fuzz.py TARGET [SECONDS].

Needs ``pip install 'chipwatch[fuzz]'``. libFuzzer changes inputs so that they reach code that was not
reached before; what breaks a target is printed and kept in a file ``crash-…``. It then belongs into
``test_fuzz.py`` as an example. Everything happens in a folder of its own.
"""

import os
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["chipwatch"]):
    from fuzz_targets import BASE, TARGETS

DICTIONARY = (
    "name sources gazette summary as_of until value unknown claims id kind certainty note url origin"
    " 2025 2025-Q2 2025-02-24 .. ~ >= kW bn CNY (1 USD) chip company source policy rule conditions"
    " --json --format csv --columns --where --limit --as-of --known-by --sort baidu h20 tpp"
    " kinds properties type number reference text unit plural layers schema columns bundled"
    " SELECT FROM WHERE LIKE IN NULL BETWEEN CASE instr( count( || -- ' \" : - [ ] { } | > & * ! # %"
).split()
"""Words that inputs are made of."""


def main() -> None:
    """Fuzz the target named on the command line."""
    target, seconds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    os.environ.update(HOME=str(folder), XDG_CACHE_HOME=str(folder), CHIPWATCH_DATA=str(BASE))
    os.chdir(folder)
    seeds = folder / "seeds"
    seeds.mkdir()
    for number, seed in enumerate(SEEDS[target]):
        (seeds / str(number)).write_bytes(seed)
    quoted = (
        '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"' for word in DICTIONARY
    )
    (folder / "words").write_text("\n".join(quoted), encoding="ascii")
    options = [
        f"-max_total_time={seconds}",
        f"-dict={folder / 'words'}",
        "-max_len=600",
        "-timeout=30",
    ]
    atheris.Setup([sys.argv[0], *options, str(seeds)], TARGETS[target])
    atheris.Fuzz()


SEEDS: dict[str, list[bytes]] = {
    "facts": [path.read_bytes()[:600] for path in sorted(BASE.glob("*/*.yaml"))[::9]],
    "schema": [
        b"kinds:\n  widget:\n    plural: widgets\n    help: Parts.\n    properties:\n      weight:\n"
        b"        type: number\n        unit: kg\n        meaning: Mass.\n",
        b"properties:\n  chip:\n    made_by:\n      type: reference\n      kinds: [company]\n"
        b"      meaning: Maker.\n",
    ],
    "mapping": [
        b"kind: chip\nname: Name\nsource: {id: s, name: S}\nproperties:\n  tdp: {column: Power, unit: W,"
        b" as_of: '{Day}'}\n",
    ],
    "configuration": [b"layers = ['bundled', '.']\nschema = 'x/schema.yaml'\n[columns]\nchip = ['name']\n"],
    "condition": [b"tpp >= 4800 and designer_country = 'CN'", b"id IN (SELECT entity FROM fact)"],
    "date": [b"2025-02-24", b"2025-H1..2025-Q4", b"2 weeks ago", b"last month", b"2025/05/01"],
    "quantity": [b"~3..4.5 k W", b">= 1e3", b"380 bn CNY (52.7 bn USD)", b"1_000,5 %"],
    "command": [
        b"company\nbaidu\n--json", b"sql\nSELECT id FROM chip\n--format\ncsv", b"resolve\ntencet\n--json",
        b"chip\n--where\ntpp > 4800\n--columns\nname,tpp\n--sort\n-tpp\n--json",
        b"total\ninvestment\n--by\nyear\n--json", b"path\nhuawei\nsmic\n--format\nmermaid",
        b"whatif\n--set\ntpp=3000\n--as-of\n2026-02-01\n--json", b"chart\ncontrols\n--as-of\n2025-01-01",
        b"timeline\n--about\nbaidu\n--json", b"why\nbaidu\nrevenue\n--json", b"explain\nchip\ntpp\n--json",
        b"controls\nkunlun-p800\n--json", b"search\nlithography\n--limit\n3\n--json",
    ],
}  # fmt: skip

if __name__ == "__main__":
    main()
