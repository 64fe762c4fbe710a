"""Commands whose code is loaded only when they are called: what help says of each."""

from functools import partial

from ..showing.formats import Format
from .options import (
    ASKING,
    BASE,
    EXACT,
    OUTPUT,
    PROOF,
    SCREEN,
    SELECTION,
    TIME,
    WHERE,
    format_option,
)
from .registry import Load, Run, later

ASK, SCHEMA, KEEP = "Ask", "The schema", "Facts and shell"


def _in(module: str, name: str) -> Load:
    """What loads a command from one of the modules beside this one."""

    def load() -> Run:
        from importlib import import_module

        run: Run = getattr(import_module(f".{module}", __package__), name)
        return run

    return load


later("controls", "Export-control class of chips, with the arithmetic.", ASK,
         "chipwatch controls h20 --as-of 2025-05-01", "chipwatch controls",
         "chipwatch controls --where \"designer_country = 'CN' and tpp >= 1600\"",
         "chipwatch controls --spec int8_dense=296 --spec die_area=814 --spec interconnect=900",
         "chipwatch controls h20 --to UAE --known-by 2025-06",
         "chipwatch controls --party huawei",
         shared={**ASKING, **WHERE, **EXACT}, load=_in("controls", "controls"))  # fmt: skip

later("whatif", "Which chips change class if thresholds do.", ASK,
         "chipwatch whatif --set tpp=3000 --set performance_density=4",
         "chipwatch whatif --set 3A090.b.2:tpp=1200 --rule bis-rule-2023-10-17",
         shared={**OUTPUT, **TIME, **PROOF, **BASE, **SCREEN},
         load=_in("controls", "whatif"))  # fmt: skip

later("sql", "A question in SQL, which can only read.", ASK,
         'chipwatch sql "SELECT name, country FROM company WHERE camp IS NOT NULL"',
         'chipwatch sql "SELECT certainty, count(*) AS facts FROM fact GROUP BY certainty"',
         shared=ASKING, load=_in("questions", "sql"))  # fmt: skip

later("timeline", "What happened, in order, and with what lag.", ASK,
         "chipwatch timeline", "chipwatch timeline --about nvidia --since 2025",
         "chipwatch timeline --kind policy,chip --format csv",
         shared={**EXACT, **ASKING}, load=_in("questions", "timeline"))  # fmt: skip

later("changes", "What became known, and what it replaced.", ASK,
         "chipwatch changes --since 2025-04", "chipwatch changes --since 2025 --until 2025-06",
         shared={**EXACT, **ASKING}, load=_in("questions", "changes"))  # fmt: skip

later("total", "Sums of money or figures, by what you like.", ASK,
         "chipwatch total investment",
         "chipwatch total investment --by investor,year --currency USD",
         "chipwatch total investment --where \"investors_country = 'CN'\"",
         shared={**WHERE, **ASKING}, load=_in("questions", "total"))  # fmt: skip

later("conflicts", "Values that sources disagree on.", ASK,
         "chipwatch conflicts --columns help",
         shared={**EXACT, **ASKING}, load=_in("questions", "conflicts"))  # fmt: skip

later("stats", "What the base holds, how well, and what is stale.", ASK,
         "chipwatch stats", "chipwatch stats --coverage chip --columns name,designer,tdp",
         "chipwatch stats --json",
         shared=ASKING, load=_in("questions", "stats"))  # fmt: skip

later("explain", "Kinds and properties: meaning, type, unit.", SCHEMA,
         "chipwatch explain", "chipwatch explain chip", "chipwatch explain chip.memory_capacity",
         "chipwatch explain --search bandwidth",
         "chipwatch explain chip --format jsonschema > chip.schema.json",
         shared={**OUTPUT, "format": (partial(format_option, Format.JSONSCHEMA), None), **SELECTION,
                 **SCREEN}, load=_in("upkeep", "explain"))  # fmt: skip

later("check", "Problems in fact files, each with its remedy.", KEEP,
         "chipwatch check", "chipwatch check my-facts", "chipwatch check --format json",
         "chipwatch check --audit", "chipwatch check --audit --known-by 2025-06",
         shared={**OUTPUT, **TIME, **BASE}, load=_in("upkeep", "check"))  # fmt: skip

later("completion", "Completion of commands and names in your shell.", KEEP,
         "chipwatch completion bash --install", "chipwatch completion zsh --install",
         "chipwatch completion fish > ~/.config/fish/completions/chipwatch.fish",
         shared={}, load=_in("upkeep", "completion"))  # fmt: skip
