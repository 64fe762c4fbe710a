"""Coverage-guided fuzzing of one target for some seconds: python tests/fuzz.py TARGET [SECONDS].

Needs ``pip install 'chipwatch[fuzz]'``. libFuzzer changes inputs so that they reach code that none
reached before; what breaks a target is printed and kept in a file ``crash-…``. It then belongs into
``test_fuzz.py`` as an example. Everything happens in a folder of its own.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["chipwatch"]):
    from fuzz_targets import BASE, TARGETS

DICTIONARY = (  # noqa: SIM905 - words are read more easily without quotes
    "name sources gazette summary as_of until value unknown claims id kind certainty note url"
    " 2025 2025-Q2 2025-02-24 .. ~ >= kW bn CNY (1 USD) chip company source policy rule origin"
    " --json --format csv --columns --where --limit --as-of --known-by --sort baidu h20 tpp"
    " kinds properties type number reference text unit plural layers schema columns bundled"
    " SELECT FROM WHERE LIKE IN NULL BETWEEN CASE instr( count( || -- ' \" : - [ ] { } > & * ! #"
).split()
"""Words that inputs are made of."""
SEEDS: dict[str, list[bytes]] = {
    "facts": [path.read_bytes()[:600] for path in sorted(BASE.glob("*/*.yaml"))[::9]],
    "schema": [
        b"kinds: {widget: {plural: widgets, help: Parts., properties: {weight: {type: number}}}}",
        b"properties: {chip: {made_by: {type: reference, kinds: [company], meaning: Maker.}}}",
    ],
    "mapping": [
        b"{kind: chip, name: Name, source: {id: s, name: S}, properties: {tdp: {column: Power}}}",
        b"{kind: chip, name: Name, source: {id: s}, properties: {released: {value: x, as_of: a}}}",
    ],
    "configuration": [b"layers = ['bundled', '.']\nschema = 'x/schema.yaml'\n[columns]\nx = ['y']"],
    "condition": [b"tpp >= 4800 and designer_country = 'CN'", b"id IN (SELECT entity FROM fact)"],
    "date": [b"2025-02-24", b"2025-H1..2025-Q4", b"2 weeks ago", b"last month", b"2025/05/01"],
    "quantity": [b"~3..4.5 k W", b">= 1e3", b"380 bn CNY (52.7 bn USD)", b"1_000,5 %"],
    "command": [
        line.replace(b" ", b"\n")
        for line in (
            b"company baidu --json",
            b"sql VALUES(1) --format csv",
            b"resolve tencet --json",
            b"chip --where tpp>4800 --columns name,tpp --sort -tpp --json",
            b"total investment --by year --json",
            b"path huawei smic --format mermaid",
            b"whatif --set tpp=3000 --as-of 2026-02-01 --json",
            b"chart controls --as-of 2025-01-01",
            b"timeline --about baidu --json",
            b"why baidu revenue --json",
            b"explain chip tpp --json",
            b"controls kunlun-p800 --json",
            b"search lithography --limit 3 --json",
        )
    ],
}


def main() -> None:
    """Fuzz the target named on the command line."""
    target, seconds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    shutil.copytree(BASE, folder / "base")  # some commands write to it
    os.environ.update(HOME=str(folder), XDG_CACHE_HOME=str(folder), CHIPWATCH_DATA="base")
    os.chdir(folder)
    seeds = folder / "seeds"
    seeds.mkdir()
    for number, seed in enumerate(SEEDS[target]):
        (seeds / str(number)).write_bytes(seed)
    escaped_words = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in DICTIONARY)
    lines = "\n".join(f'"{word}"' for word in escaped_words)
    (folder / "words").write_text(lines, encoding="ascii")
    limits = [f"-max_total_time={seconds}", "-max_len=600", "-timeout=30"]
    words = f"-dict={folder / 'words'}"
    atheris.Setup([sys.argv[0], *limits, words, str(seeds)], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
