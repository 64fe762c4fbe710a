"""Commands whose code is loaded only when they are called: what help says of each."""

from functools import partial

from ..showing.formats import Format
from . import lookup_commands  # noqa: F401 - its commands come first in help
from . import lookup_commands as _lookup_commands  # noqa: F401 - its commands stand first in help
from .options import (
    BASE_OPTIONS,
    BASE_QUERY_OPTIONS,
    EXACT_OPTIONS,
    OUTPUT_OPTIONS,
    PROOF_OPTIONS,
    SCREEN_OPTIONS,
    SELECTION_OPTIONS,
    TIME_OPTIONS,
    WHERE_OPTIONS,
    build_format_option,
)
from .registry import CommandFunction, CommandLoader, register_lazy_command

ASK_PANEL, SCHEMA_PANEL, MAINTENANCE_PANEL = "Ask", "The schema", "Facts and shell"


def _make_loader(module: str, name: str) -> CommandLoader:
    """What loads a command from one of the modules beside this one."""

    def load() -> CommandFunction:
        from importlib import import_module

        run: CommandFunction = getattr(import_module(f".{module}", __package__), name)
        return run

    return load


register_lazy_command("controls", "Export-control class of chips, with the arithmetic.", ASK_PANEL,
         "chipwatch controls h20 --as-of 2025-05-01", "chipwatch controls",
         "chipwatch controls --where \"designer_country = 'CN' and tpp >= 1600\"",
         "chipwatch controls --spec int8_dense=296 --spec die_area=814 --spec interconnect=900",
         "chipwatch controls h20 --to UAE --known-by 2025-06",
         "chipwatch controls --party huawei",
         shared={**BASE_QUERY_OPTIONS, **WHERE_OPTIONS, **EXACT_OPTIONS}, load=_make_loader("control_commands", "controls"))  # fmt: skip

register_lazy_command("whatif", "Which chips change class if thresholds do.", ASK_PANEL,
         "chipwatch whatif --set tpp=3000 --set performance_density=4",
         "chipwatch whatif --set 3A090.b.2:tpp=1200 --rule bis-rule-2023-10-17",
         shared={**OUTPUT_OPTIONS, **TIME_OPTIONS, **PROOF_OPTIONS, **BASE_OPTIONS, **SCREEN_OPTIONS},
         load=_make_loader("control_commands", "whatif"))  # fmt: skip

register_lazy_command("sql", "A question in SQL, which can only read.", ASK_PANEL,
         'chipwatch sql "SELECT name, country FROM company WHERE camp IS NOT NULL"',
         'chipwatch sql "SELECT certainty, count(*) AS facts FROM fact GROUP BY certainty"',
         shared=BASE_QUERY_OPTIONS, load=_make_loader("analysis_commands", "sql"))  # fmt: skip

register_lazy_command("timeline", "What happened, in order, and with what lag.", ASK_PANEL,
         "chipwatch timeline", "chipwatch timeline --about nvidia --since 2025",
         "chipwatch timeline --kind policy,chip --format csv",
         shared={**EXACT_OPTIONS, **BASE_QUERY_OPTIONS}, load=_make_loader("analysis_commands", "timeline"))  # fmt: skip

register_lazy_command("changes", "What became known, and what it replaced.", ASK_PANEL,
         "chipwatch changes --since 2025-04", "chipwatch changes --since 2025 --until 2025-06",
         shared={**EXACT_OPTIONS, **BASE_QUERY_OPTIONS}, load=_make_loader("analysis_commands", "changes"))  # fmt: skip

register_lazy_command("total", "Sums of money or figures, by what you like.", ASK_PANEL,
         "chipwatch total investment",
         "chipwatch total investment --by investor,year --currency USD",
         "chipwatch total investment --where \"investors_country = 'CN'\"",
         shared={**WHERE_OPTIONS, **BASE_QUERY_OPTIONS}, load=_make_loader("analysis_commands", "total"))  # fmt: skip

register_lazy_command("conflicts", "Values that sources disagree on.", ASK_PANEL,
         "chipwatch conflicts --columns help",
         shared={**EXACT_OPTIONS, **BASE_QUERY_OPTIONS}, load=_make_loader("analysis_commands", "conflicts"))  # fmt: skip

register_lazy_command("stats", "What the base holds, how well, and what is stale.", ASK_PANEL,
         "chipwatch stats", "chipwatch stats --coverage chip --columns name,designer,tdp",
         "chipwatch stats --json",
         shared=BASE_QUERY_OPTIONS, load=_make_loader("analysis_commands", "stats"))  # fmt: skip

register_lazy_command("explain", "Kinds and properties: meaning, type, unit.", SCHEMA_PANEL,
         "chipwatch explain", "chipwatch explain chip", "chipwatch explain chip.memory_capacity",
         "chipwatch explain --search bandwidth",
         "chipwatch explain chip --format jsonschema > chip.schema.json",
         shared={**OUTPUT_OPTIONS, "format": (partial(build_format_option, Format.JSONSCHEMA), None), **SELECTION_OPTIONS,
                 **SCREEN_OPTIONS}, load=_make_loader("maintenance_commands", "explain"))  # fmt: skip

register_lazy_command("check", "Problems in fact files, each with its remedy.", MAINTENANCE_PANEL,
         "chipwatch check", "chipwatch check my-facts", "chipwatch check --format json",
         "chipwatch check --audit", "chipwatch check --audit --known-by 2025-06",
         shared={**OUTPUT_OPTIONS, **TIME_OPTIONS, **BASE_OPTIONS}, load=_make_loader("maintenance_commands", "check"))  # fmt: skip

register_lazy_command("completion", "Completion of commands and names in your shell.", MAINTENANCE_PANEL,
         "chipwatch completion bash --install", "chipwatch completion zsh --install",
         "chipwatch completion fish > ~/.config/fish/completions/chipwatch.fish",
         shared={}, load=_make_loader("maintenance_commands", "completion"))  # fmt: skip
