"""Coverage-guided fuzzing of one target for some seconds: python tests/fuzz.py TARGET [SECONDS].

Needs ``pip install 'chipwatch[fuzz]'``. libFuzzer changes inputs so that they reach code that none
reached before; what breaks a target is printed and kept in a file ``crash-…``. It then belongs into
the folder of the target in ``fuzz_seeds``, which ``test_fuzz.py`` tries and fuzzing begins with.
Everything happens in a folder of its own.
"""

import os
import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import atheris

with atheris.instrument_imports(include=["chipwatch"]):
    import chipwatch

    for module in walk_packages(chipwatch.__path__, "chipwatch."):
        if not module.name.endswith("__main__"):  # what is imported later is not instrumented
            import_module(module.name)
    import fuzz_import_targets
    import fuzz_question_targets
    import fuzz_targets

TARGETS = fuzz_targets.TARGETS | fuzz_import_targets.TARGETS | fuzz_question_targets.TARGETS
DICTIONARY = (  # noqa: SIM905 - words are read more easily without quotes
    "name sources gazette summary as_of until value unknown claims id kind certainty note url"
    " 2025 2025-Q2 2025-02-24 .. ~ >= kW bn CNY (1 USD) chip company source policy rule origin"
    " --json --format csv --columns --where --limit --as-of --known-by --sort baidu h20 tpp"
    " kinds properties type number reference text unit plural layers schema columns bundled"
    " act from until destinations outside headquarters paragraphs when exclusions exceptions"
    " licences control of groups systems policy footnotes any all tool_type scanner D:5 CN"
    " property facts aliases citation fact entity cursor names columns where detail is_whole"
    " SELECT FROM WHERE LIKE IN NULL BETWEEN CASE instr( count( || -- ' \" : - [ ] { } > & * ! #"
).split()
"""Words that inputs are made of."""


def main() -> None:
    """Fuzz the target named on the command line."""
    target, seconds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    shutil.copytree(fuzz_targets.BASE, folder / "base")  # some commands write to it
    os.environ.update(HOME=str(folder), XDG_CACHE_HOME=str(folder), CHIPWATCH_DATA="base")
    os.chdir(folder)
    seeds = folder / "seeds"
    seeds.mkdir()
    for number, seed in enumerate(_list_seeds(target)):
        (seeds / str(number)).write_bytes(seed)
    escaped_words = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in DICTIONARY)
    lines = "\n".join(f'"{word}"' for word in escaped_words)
    (folder / "words").write_text(lines, encoding="ascii")
    limits = [f"-max_total_time={seconds}", "-max_len=1000", "-timeout=30"]
    words = f"-dict={folder / 'words'}"
    atheris.Setup([sys.argv[0], *limits, words, str(seeds)], TARGETS[target])
    atheris.Fuzz()


def _list_seeds(target: str) -> list[bytes]:
    """List what is kept of a target; of fact files also the beginnings of some."""
    seeds = [path.read_bytes() for path in sorted(fuzz_targets.SEEDS.glob(f"{target}/*"))]
    if target == "facts":
        fact_files = sorted(fuzz_targets.BASE.glob("*/*.yaml"))[::9]
        seeds += [path.read_bytes()[:600] for path in fact_files]
    return seeds


if __name__ == "__main__":
    main()
