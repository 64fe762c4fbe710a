"""Questions to every command that answers, as each door is asked them: exact, misspelt, unknown.

Those that people asked stand in ``tests/questions``; they are about things and figures. These are
about rules, relations, dates, sums and mistakes.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

Arguments = Mapping[str, Any]


class ToolCall(NamedTuple):
    """A call of a tool of assistants."""

    tool: str
    arguments: Arguments


class PosedQuestion(NamedTuple):
    """A question as a command line, as a method of ``Base``, and as a call of a tool."""

    command: tuple[str, ...]
    method: str
    names: tuple[Any, ...] = ()
    options: Mapping[str, Any] = {}
    call: ToolCall | None = None
    """None where assistants have no tool for it."""
    moment: Mapping[str, Any] = {}
    """The dates as of which the base is asked."""
    error_code: str = ""
    """Of the error that it gets; empty where it has an answer."""


DAY = "2025-05-01"
ONE_DAY: Arguments = {"as_of": DAY}
POSED_QUESTIONS = (
    # rules
    PosedQuestion(
        command=("controls", "h20", "--as-of", DAY),
        method="controls",
        names=("h20",),
        call=ToolCall("controls", {"names": ["h20"], "as_of": DAY}),
        moment=ONE_DAY,
    ),
    PosedQuestion(
        command=("controls", "h20", "a100", "--to", "UAE", "--as-of", "2024"),
        method="controls",
        names=("h20", "a100"),
        options={"to": "UAE"},
        call=ToolCall("controls", {"names": ["h20", "a100"], "to": "UAE", "as_of": "2024"}),
        moment={"as_of": "2024"},
    ),
    PosedQuestion(
        command=("controls", "h20", "--end-user", "huawei"),
        method="controls",
        names=("h20",),
        options={"end_user": "huawei"},
        call=ToolCall("controls", {"names": ["h20"], "end_user": "huawei"}),
    ),
    PosedQuestion(
        command=("controls", "--spec", "int8_dense=296", "--spec", "die_area=814"),
        method="controls",
        options={"spec": ["int8_dense=296", "die_area=814"]},
        call=ToolCall("controls", {"spec": ["int8_dense=296", "die_area=814"]}),
    ),
    PosedQuestion(
        command=("controls", "--where", "tpp > 4800", "--columns", "chip,verdict"),
        method="controls",
        options={"where": "tpp > 4800", "columns": "chip,verdict", "cite": True},
        call=ToolCall("controls", {"where": ["tpp > 4800"], "columns": "chip,verdict"}),
        error_code="unknown-name",
    ),
    PosedQuestion(
        command=("controls", "hi20"),
        method="controls",
        names=("hi20",),
        call=ToolCall("controls", {"names": ["hi20"]}),
        error_code="not-found",
    ),
    PosedQuestion(
        command=("controls", "h20", "--to", "Atlantis"),
        method="controls",
        names=("h20",),
        options={"to": "Atlantis"},
        call=ToolCall("controls", {"names": ["h20"], "to": "Atlantis"}),
        error_code="unknown-name",
    ),
    PosedQuestion(
        command=("controls", "baidu"),
        method="controls",
        names=("baidu",),
        call=ToolCall("controls", {"names": ["baidu"]}),
        error_code="not-found",
    ),
    PosedQuestion(
        command=("controls", "--party", "huawei"),
        method="party",
        names=("huawei",),
        call=ToolCall("party", {"party": ["huawei"]}),
    ),
    PosedQuestion(
        command=("controls", "--party", "huawei", "--party", "smic", "--party", "zzzz"),
        method="party",
        names=("huawei", "smic", "zzzz"),
        call=ToolCall("party", {"party": ["huawei", "smic", "zzzz"]}),
    ),
    PosedQuestion(
        command=("whatif", "--set", "tpp=3000", "--as-of", "2024-01-01"),
        method="whatif",
        names=(["tpp=3000"],),
        moment={"as_of": "2024-01-01"},
    ),
    PosedQuestion(
        command=("whatif", "--set", "tdp=3000"),
        method="whatif",
        names=(["tdp=3000"],),
        error_code="usage",
    ),
    # relations
    PosedQuestion(
        command=("exposure", "huawei", "--as-of", DAY),
        method="exposure",
        names=("huawei",),
        call=ToolCall("exposure", {"name": "huawei", "as_of": DAY}),
        moment=ONE_DAY,
    ),
    PosedQuestion(
        command=("exposure", "huawie"),
        method="exposure",
        names=("huawie",),
        call=ToolCall("exposure", {"name": "huawie"}),
    ),
    PosedQuestion(
        command=("exposure", "h20"),
        method="exposure",
        names=("h20",),
        call=ToolCall("exposure", {"name": "h20"}),
        error_code="not-found",
    ),
    PosedQuestion(
        command=("path", "huawei", "smic"),
        method="path",
        names=("huawei", "smic"),
        call=ToolCall("path", {"start": "huawei", "goal": "smic"}),
    ),
    PosedQuestion(
        command=("path", "huawei", "smic", "--max", "3", "--skip-mentions"),
        method="path",
        names=("huawei", "smic"),
        options={"max_steps": 3, "skip_mentions": True},
        call=ToolCall("path", {"start": "huawei", "goal": "smic", "max": 3, "skip_mentions": True}),
    ),
    PosedQuestion(
        command=("path", "huawei", "zzzz"),
        method="path",
        names=("huawei", "zzzz"),
        call=ToolCall("path", {"start": "huawei", "goal": "zzzz"}),
        error_code="not-found",
    ),
    PosedQuestion(
        command=("related", "smic", "--kind", "chip"),
        method="related",
        names=("smic",),
        options={"kind": "chip"},
        call=ToolCall("related", {"name": "smic", "kind": "chip"}),
    ),
    PosedQuestion(
        command=("related", "smic", "--depth", "2"),
        method="related",
        names=("smic",),
        options={"depth": 2},
        call=ToolCall("related", {"name": "smic", "depth": 2}),
    ),
    # figures over time, and what is disputed or not known
    PosedQuestion(
        command=("series", "nvidia", "revenue"),
        method="series",
        names=("nvidia", "revenue"),
        call=ToolCall("series", {"name": "nvidia", "property": "revenue"}),
    ),
    PosedQuestion(
        command=("series", "nvidia", "country"),
        method="series",
        names=("nvidia", "country"),
        error_code="usage",
        call=ToolCall("series", {"name": "nvidia", "property": "country"}),
    ),
    PosedQuestion(
        command=("why", "ascend-910c", "fp16_dense"),
        method="why",
        names=("ascend-910c", "fp16_dense"),
        call=ToolCall("why", {"name": "ascend-910c", "property": "fp16_dense"}),
    ),
    PosedQuestion(
        command=("why", "h20", "tpp", "--known-by", "2024"),
        method="why",
        names=("h20", "tpp"),
        call=ToolCall("why", {"name": "h20", "property": "tpp", "known_by": "2024"}),
        moment={"known_by": "2024"},
    ),
    PosedQuestion(
        command=("why", "h20", "colour"),
        method="why",
        names=("h20", "colour"),
        call=ToolCall("why", {"name": "h20", "property": "colour"}),
        error_code="unknown-name",
    ),
    PosedQuestion(
        command=("conflicts", "--about", "ascend-910c"),
        method="conflicts",
        options={"about": "ascend-910c"},
        call=ToolCall("conflicts", {"about": "ascend-910c"}),
    ),
    PosedQuestion(
        command=("conflicts", "--kind", "chip", "--limit", "3"),
        method="conflicts",
        options={"kinds": "chip", "limit": 3},
        call=ToolCall("conflicts", {"kind": "chip", "limit": 3}),
    ),
    PosedQuestion(command=("stats",), method="stats"),
    PosedQuestion(
        command=("timeline", "--about", "nvidia", "--since", "2025"),
        method="timeline",
        options={"about": "nvidia", "since": "2025"},
        call=ToolCall("timeline", {"about": "nvidia", "since": "2025"}),
    ),
    PosedQuestion(
        command=("timeline", "--since", "2025", "--until", "2024"),
        method="timeline",
        options={"since": "2025", "until": "2024"},
        call=ToolCall("timeline", {"since": "2025", "until": "2024"}),
        error_code="usage",
    ),
    PosedQuestion(
        command=("changes", "--since", "2025-06", "--until", "2025-09"),
        method="changes",
        options={"since": "2025-06", "until": "2025-09"},
        call=ToolCall("changes", {"since": "2025-06", "until": "2025-09"}),
    ),
    PosedQuestion(
        command=("changes", "--since", "2025", "--about", "nvidia"),
        method="changes",
        options={"since": "2025", "about": "nvidia"},
        call=ToolCall("changes", {"since": "2025", "about": "nvidia"}),
    ),
    PosedQuestion(
        command=("changes", "--since", "soon"),
        method="changes",
        options={"since": "soon"},
        call=ToolCall("changes", {"since": "soon"}),
        error_code="usage",
    ),
    # sums
    PosedQuestion(
        command=("total", "investment", "--by", "year", "--stage", "announced"),
        method="total",
        names=("investment",),
        options={"by": "year", "stage": "announced"},
        call=ToolCall("total", {"kind": "investment", "by": "year", "stage": "announced"}),
    ),
    PosedQuestion(
        command=("total", "investment", "--currency", "XXX"),
        method="total",
        names=("investment",),
        options={"currency": "XXX"},
        call=ToolCall("total", {"kind": "investment", "currency": "XXX"}),
        error_code="unknown-name",
    ),
    # names: misspelt, in Chinese, unsure, unknown
    PosedQuestion(
        command=("show", "nvdia"),
        method="page",
        names=("nvdia",),
        call=ToolCall("entity", {"names": ["nvdia"]}),
    ),
    PosedQuestion(
        command=("show", "百度"),
        method="page",
        names=("百度",),
        call=ToolCall("entity", {"names": ["百度"]}),
    ),
    PosedQuestion(
        command=("show", "nvdia", "--exact"),
        method="page",
        names=("nvdia",),
        options={"exact": True},
        call=ToolCall("entity", {"names": ["nvdia"], "exact": True}),
        error_code="not-found",
    ),
    PosedQuestion(
        command=("company", "h20"),
        method="page",
        names=("h20",),
        options={"kind": "company"},
        call=ToolCall("entity", {"names": ["h20"], "kind": "company"}),
        error_code="not-found",
    ),
    PosedQuestion(
        command=("compare", "tencent", "alibaba", "--only-differences"),
        method="compare",
        names=("tencent", "alibaba"),
        options={"only_differences": True},
        call=ToolCall("compare", {"names": ["tencent", "alibaba"], "only_differences": True}),
    ),
    PosedQuestion(
        command=("compare", "tencent", "tencent"),
        method="compare",
        names=("tencent", "tencent"),
        call=ToolCall("compare", {"names": ["tencent", "tencent"]}),
        error_code="usage",
    ),
    PosedQuestion(
        command=("search", "lithografy", "--limit", "5"),
        method="search",
        names=("lithografy",),
        options={"limit": 5},
        call=ToolCall("search", {"text": ["lithografy"], "limit": 5}),
    ),
    PosedQuestion(
        command=("search", "qqqqqqqq"),
        method="search",
        names=("qqqqqqqq",),
        call=ToolCall("search", {"text": ["qqqqqqqq"]}),
        error_code="not-found",
    ),
    # SQL
    PosedQuestion(
        command=("sql", "SELECT country, count(*) AS n FROM company GROUP BY country"),
        method="sql",
        names=("SELECT country, count(*) AS n FROM company GROUP BY country",),
        call=ToolCall(
            "sql", {"query": "SELECT country, count(*) AS n FROM company GROUP BY country"}
        ),
    ),
    PosedQuestion(
        command=("sql", "SELECT nme FROM chip"),
        method="sql",
        names=("SELECT nme FROM chip",),
        call=ToolCall("sql", {"query": "SELECT nme FROM chip"}),
        error_code="unknown-name",
    ),
    PosedQuestion(
        command=("sql", "DROP TABLE chip"),
        method="sql",
        names=("DROP TABLE chip",),
        call=ToolCall("sql", {"query": "DROP TABLE chip"}),
        error_code="usage",
    ),
)
