"""Each kind of change lands in one file: made on a copy of the package, and used from there."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ROOT, Facts, Result

pytestmark = [pytest.mark.once, pytest.mark.slow]

PACKAGE = ROOT / "src" / "chipwatch"


class Use(NamedTuple):
    """A command that uses what has been added, and what its output then has."""

    arguments: tuple[str, ...]
    expected: str


class Change(NamedTuple):
    """A change to one file of the package, facts that need it, and its uses."""

    path: str
    """The file, from the folder of the package."""
    replacements: tuple[tuple[str, str], ...]
    """Pieces of its text, each there once, and what takes their place."""
    files: Mapping[str, str]
    """Fact files, by their path."""
    uses: tuple[Use, ...]


CopyPackage = Callable[[Change], Callable[..., Result]]

PROPERTY = Change(
    path="model/schema/people.py",
    replacements=(
        (
            '    died = Day("Died"',
            (
                '    shoe_size = Number("Shoe size", "The size of the shoes worn.", unit="mm")\n'
                '    died = Day("Died"'
            ),
        ),
        (
            "from ..kind import HeadContent, HeadLine, Kind\n",
            "from ..kind import HeadContent, HeadLine, Kind\nfrom ..numeric_fields import Number\n",
        ),
    ),
    files={
        "person/ada.yaml": "name: Ada\nsources: [gazette]\nshoe_size: 0.24 mm\n",
        "person/bob.yaml": "name: Bob\nsources: [gazette]\n",
    },
    uses=(
        Use(("person", "ada"), "Shoe size"),
        Use(("person", "ada", "--json"), '"shoe_size": 0.24'),
        Use(("person", "--where", "shoe_size > 0.2", "--columns", "id", "--format", "csv"), "ada"),
        Use(("explain", "person.shoe_size"), "The size of the shoes worn."),
        Use(("sql", "SELECT sum(shoe_size) AS total FROM person", "--json"), '"total": 0.24'),
    ),
)
VALUE_TYPE = Change(
    path="model/schema/people.py",
    replacements=(
        (
            "class Person(Kind):",
            (
                "class Initials(Text):\n"
                '    """The first letters of a name."""\n\n'
                '    type_name = "initials"\n\n'
                "    def parse(self, text: str) -> str:\n"
                "        if text.isupper():\n"
                "            return text\n"
                '        message = f"{text!r} has small letters"\n'
                '        raise FieldError(FieldProblem.BAD_CHOICE, message, "use capitals")\n\n'
                "    def format(self, value: str) -> str:\n"
                '        return ".".join(value) + "."\n\n\n'
                "class Person(Kind):"
            ),
        ),
        (
            '    died = Day("Died"',
            (
                '    initials = Initials("Initials", "The first letters of the names.")\n'
                '    died = Day("Died"'
            ),
        ),
        (
            "from ..kind import HeadContent, HeadLine, Kind\n",
            (
                "from ..field_types import FieldProblem\n"
                "from ..kind import HeadContent, HeadLine, Kind\n"
                "from ..problem import FieldError\n"
            ),
        ),
    ),
    files={
        "person/ada.yaml": "name: Ada Lovelace\nsources: [gazette]\ninitials: AL\n",
        "person/bob.yaml": "name: Bob\nsources: [gazette]\ninitials: bb\n",
    },
    uses=(
        Use(("person", "ada"), "A.L."),
        Use(("person", "ada", "--json"), '"initials": "AL"'),
        Use(("person", "--where", "initials = 'AL'", "--columns", "id", "--format", "csv"), "ada"),
        Use(("explain", "person.initials"), "initials"),
        Use(("check",), "'bb' has small letters"),
    ),
)
DERIVED_VALUE = Change(
    path="model/schema/chips.py",
    replacements=(
        (
            '    memory_bus = Number("Memory bus"',
            (
                "    memory_per_watt = DerivedNumber(\n"
                '        "Memory per watt", "Memory over TDP.", unit="GB/W",'
                ' section="Memory and links",\n'
                '        formula=build_ratio_formula("memory_capacity", "tdp", "memory ÷ TDP"),\n'
                "    )\n"
                '    memory_bus = Number("Memory bus"'
            ),
        ),
    ),
    files={
        "chip/x1.yaml": "name: X1\nsources: [gazette]\nmemory_capacity: 80\ntdp: 400\n",
        "chip/x2.yaml": "name: X2\nsources: [gazette]\nmemory_capacity: 80\ntdp: 800\n",
    },
    uses=(
        Use(("chip", "x1"), "0.2 GB/W"),
        Use(("chip", "x1", "--json"), '"memory_per_watt": 0.2'),
        Use(("chip", "--where", "memory_per_watt < 0.2", "--columns", "id", "--format=csv"), "x2"),
        Use(("compare", "x1", "x2", "--properties", "memory_per_watt"), "0.5×"),
        Use(("why", "x1", "memory_per_watt"), "memory ÷ TDP"),
        Use(("explain", "chip.memory_per_watt"), "Memory over TDP."),
    ),
)
KIND = Change(
    path="model/schema/people.py",
    replacements=(
        (
            "class Person(Kind):",
            (
                "class Lab(Kind):\n"
                '    """A laboratory."""\n\n'
                '    plural = "labs"\n'
                '    meaning = "a laboratory"\n'
                '    command_help = "Laboratories and who leads them."\n'
                '    example_names = ("x",)\n'
                '    columns = ("name", "motto")\n\n'
                '    motto = Text("Motto", "What is written over its door.")\n\n\n'
                "class Person(Kind):"
            ),
        ),
    ),
    files={
        "lab/x.yaml": "name: Xanadu\nsources: [gazette]\nmotto: Measure twice\n",
        "lab/y.yaml": "name: Ypsilon\nsources: [gazette]\n",
    },
    uses=(
        Use(("lab", "x"), "Xanadu · lab · x"),
        Use(("lab", "x", "--json"), '"motto": "Measure twice"'),
        Use(("lab", "--where", "motto IS NULL", "--columns", "id", "--format=csv"), "y"),
        Use(("explain", "lab"), "What is written over its door."),
        Use(("--help",), "Laboratories and who leads them."),
        Use(("lab", "--help"), "chipwatch lab x\n"),
        Use(("sql", "SELECT count(*) AS labs FROM lab", "--json"), '"labs": 2'),
        Use(("stats", "--json"), '"what": "labs"'),
    ),
)
COMMAND = Change(
    path="cli/analysis_commands.py",
    replacements=(
        (
            "COMMANDS = (\n",
            (
                "def count(\n"
                "    kind: Annotated[str, typer.Argument(autocompletion=complete_topics)],\n"
                "    *,\n"
                "    options: CommandOptions,\n"
                ") -> None:\n"
                '    """Count the entities of a kind."""\n'
                "    query = start_query(options)\n"
                '    answer = query.base.sql(f"SELECT count(*) AS n FROM {kind}")\n'
                "    query.show(answer)\n"
                "\n\n"
                "COMMANDS = (\n"
                "    CommandSpec(\n"
                '        name="count",\n'
                '        help="How many there are of a kind.",\n'
                "        panel=ASK_PANEL,\n"
                '        examples=("chipwatch count chip",),\n'
                "        options=BASE_QUERY_OPTIONS,\n"
                "        function=count,\n"
                "    ),\n"
            ),
        ),
    ),
    files={"chip/x1.yaml": "name: X1\n", "chip/x2.yaml": "name: X2\n"},
    uses=(
        Use(("count", "chip", "--json"), '"n": 2'),
        Use(("count", "chip", "--format", "csv"), "n\n2\n"),
        Use(("--help",), "How many there are of a kind."),
        Use(("count", "--help"), "chipwatch count chip\n"),
        Use(("help", "count"), "Usage: chipwatch count [OPTIONS]"),
    ),
)
CONTROL_ACT = Change(
    path="rules/acts.py",
    replacements=(
        (
            '        Act(name="guidance"',
            (
                '        Act(name="ban", meaning="forbids", requires_licence=True,\n'
                "            is_about_items=True, is_vintage=True),\n"
                '        Act(name="guidance"'
            ),
        ),
    ),
    files={
        "chip/x1.yaml": "name: X1\nsources: [gazette]\ntpp: 5000\n",
        "policy/ban.yaml": "name: Ban\nsources: [gazette]\nrule:\n  act: ban\n  from: 2024\n"
        '  destinations: [CN]\n  paragraphs: [{name: all, when: {tpp: ">=4800"}}]\n',
    },
    uses=(
        Use(("controls", "x1", "--as-of", "2025", "--json"), '"act": "ban"'),
        Use(("controls", "x1", "--as-of", "2025"), "Ban: Ban, all."),
        Use(("controls", "--as-of", "2025"), "ban"),
        Use(("whatif", "--set", "tpp=6000", "--as-of", "2025"), "no longer controlled"),
        Use(("explain", "policy", "--format", "jsonschema"), '"ban"'),
    ),
)
_MILDER_RULE = """name: Milder
sources: [gazette]
rule:
  act: control
  from: 2024
  destinations: [CN]
  licences: [{destinations: [CN], policy: presumption of approval}]
  paragraphs: [{name: 3A090.a.1, when: {tpp: ">=4800"}}]
"""
_QUICK_REVIEW = """name: Review
sources: [gazette]
rule:
  act: review
  from: 2024
  modifies: other
  destinations: [CN]
  otherwise: presumption of approval
  paragraphs: [{name: limit, when: {tpp: "<6000"}, policy: review in 30 days}]
"""
LICENCE_POLICY = Change(
    path="rules/licence_policy.py",
    replacements=(
        (
            '        PolicyChoice(name="presumption of approval"',
            (
                '        PolicyChoice(name="review in 30 days", direction="quick review",'
                ' symbol="+"),\n'
                '        PolicyChoice(name="presumption of approval"'
            ),
        ),
    ),
    files={
        "chip/x1.yaml": "name: X1\nsources: [gazette]\ntpp: 5000\n",
        "chip/x2.yaml": "name: X2\nsources: [gazette]\ntpp: 7000\n",
        "policy/milder.yaml": _MILDER_RULE,
        "policy/other.yaml": _MILDER_RULE.replace("Milder", "Other"),
        "policy/review.yaml": _QUICK_REVIEW,
    },
    uses=(
        Use(("controls", "x1", "--as-of", "2025", "--json"), '"policy": "review in 30 days"'),
        Use(("controls", "--as-of", "2025"), "a.1+"),
        Use(
            ("whatif", "--set", "tpp=8000", "--rule", "review", "--as-of", "2025"),
            "to quick review",
        ),
    ),
)
FORMAT = Change(
    path="showing/formats.py",
    replacements=(
        (
            "class Format(StrEnum):\n",
            (
                'def _render_ids(answer: "Answer", _: Screen) -> str:\n'
                '    return "".join(f"<{row[\'id\']}>\\n" for row in answer.to_rows())\n\n\n'
                "class Format(StrEnum):\n"
            ),
        ),
        (
            '    HTML = "html", _render_html',
            '    IDS = "ids", _render_ids\n    HTML = "html", _render_html',
        ),
    ),
    files={"company/acme.yaml": "name: Acme\nsources: [gazette]\n"},
    uses=(
        Use(("company", "--format", "ids"), "<acme>"),
        Use(("search", "acme", "--format", "ids"), "<acme>"),
        Use(("sql", "SELECT id FROM company", "--format", "ids"), "<acme>"),
        Use(("company", "--help"), "|ids"),
    ),
)
NAME_RULE = Change(
    path="store/name_rules.py",
    replacements=(
        (
            "NAME_RULES = (\n",
            (
                "def _strip_article(name: str, _: Container[str]) -> Iterable[str]:\n"
                "    words = split_words(name)\n"
                '    return ["".join(words[1:] if words[0] == "old" else words)]\n\n\n'
                "NAME_RULES = (\n"
                "    NameRule(_strip_article, indexed_kinds=(Company.name,),"
                " lookup_kind=ANY_KIND),\n"
            ),
        ),
    ),
    files={
        "company/x1.yaml": "name: Old Chip Works\nsources: [gazette]\n",
        "company/x2.yaml": "name: Wafer House\nsources: [gazette]\n",
    },
    uses=(
        Use(("resolve", "Chip Works", "--exact", "--columns", "id", "--format", "csv"), "x1"),
        Use(("resolve", "old wafer house", "--exact", "--columns", "id", "--format", "csv"), "x2"),
        Use(("search", "Chip Works", "--exact", "--columns", "how", "--format", "csv"), "exact"),
    ),
)
CHECK = Change(
    path="reading/cross_checks.py",
    replacements=(
        (
            "    UNKNOWN_CLAIM = CodeSpec(",
            (
                "    NO_ALIAS = CodeSpec(\n"
                '        code="no-alias",\n'
                '        meaning="a company has no alias",\n'
                '        bad_example="kind: company\\nname: Baidu\\n",\n'
                '        mended_example="kind: company\\nname: Baidu\\naliases: [Du]\\n",\n'
                "    )\n"
                "    UNKNOWN_CLAIM = CodeSpec("
            ),
        ),
        (
            "CHECKS: tuple[Check, ...] = (\n",
            (
                "def find_missing_aliases(draft_set: DraftSet) -> Iterator[CheckFailure]:\n"
                '    """Find companies without an alias."""\n'
                "    for draft in draft_set.drafts:\n"
                '        if draft.kind == "company" and not draft.aliases:\n'
                "            code = CrossProblem.NO_ALIAS\n"
                '            problem = Problem(draft.location, code, "no alias", "add one")\n'
                "            yield CheckFailure(draft, problem)\n\n\n"
                "CHECKS: tuple[Check, ...] = (\n"
                "    find_missing_aliases,\n"
            ),
        ),
    ),
    files={"company/acme.yaml": "name: Acme\nsources: [gazette]\n"},
    uses=(
        Use(("check",), "error[no-alias] no alias"),
        Use(("check", "--json"), '"code": "no-alias"'),
        Use(("check", "--explain", "no-alias"), "no-alias: a company has no alias"),
        Use(("check", "--explain", "no-alias"), "no-alias.yaml:1:1: error[no-alias] no alias"),
        Use(("check", "--explain", "help"), "a company has no alias"),
    ),
)
CHANGES = {
    "check": CHECK,
    "property": PROPERTY,
    "value type": VALUE_TYPE,
    "derived value": DERIVED_VALUE,
    "kind": KIND,
    "command": COMMAND,
    "control act": CONTROL_ACT,
    "licence policy": LICENCE_POLICY,
    "format": FORMAT,
    "name rule": NAME_RULE,
}


@pytest.fixture
def copy_package(tmp_path: Path, own_facts: Facts) -> CopyPackage:
    """Copies the package, changes one file of it, and returns what runs Python with the copy."""

    def copy(change: Change) -> Callable[..., Result]:
        copied = tmp_path / "copy" / "chipwatch"
        shutil.copytree(PACKAGE, copied, ignore=shutil.ignore_patterns("__pycache__"))
        path = copied / change.path
        text = path.read_text(encoding="utf-8")
        for old, new in change.replacements:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        environment = {
            **os.environ,
            "PYTHONPATH": str(copied.parent),
            "CHIPWATCH_DATA": str(own_facts(change.files)),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        }

        def run_python(*arguments: str, **variables: str) -> Result:
            completed = subprocess.run(
                [sys.executable, *arguments],
                capture_output=True,
                env=environment | variables,
                cwd=tmp_path,
                check=False,
            )
            return Result(
                completed.returncode, completed.stdout.decode(), completed.stderr.decode()
            )

        return run_python

    return copy


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_in_one_file_is_enough(change: Change, copy_package: CopyPackage) -> None:
    run_python = copy_package(change)
    missing = {
        use.arguments: result
        for use in change.uses
        if use.expected not in (result := run_python("-m", "chipwatch", *use.arguments)).out
    }
    assert missing == {}


@pytest.mark.parametrize(
    ("change", "words", "completions"),
    [
        pytest.param(KIND, "chipwatch lab Xa", "Xanadu", id="name-of-a-new-kind"),
        pytest.param(KIND, "chipwatch explain lab.mo", "lab.motto", id="property-of-a-new-kind"),
        pytest.param(KIND, "chipwatch la", "lab", id="command-of-a-new-kind"),
        pytest.param(COMMAND, "chipwatch coun", "count", id="new-command"),
        pytest.param(COMMAND, "chipwatch count chi", "chip", id="argument-of-a-new-command"),
    ],
)
def test_completion_follows_a_change(
    change: Change, words: str, completions: str, copy_package: CopyPackage
) -> None:
    run_python = copy_package(change)
    result = run_python(
        "-m",
        "chipwatch",
        _CHIPWATCH_COMPLETE="complete_bash",
        COMP_WORDS=words.replace(" ", "\n"),
        COMP_CWORD=str(words.count(" ")),
    )
    assert result == (0, f"{completions}\n", "")


def test_the_python_interface_has_a_new_kind(copy_package: CopyPackage) -> None:
    script = (
        "import chipwatch, os; base = chipwatch.open(os.environ['CHIPWATCH_DATA']);"
        "print(base.lab('x').name, 'lab' in dir(base), base.lab.__doc__)"
    )
    report = "Xanadu True Find a laboratory; raises NotFoundError or AmbiguousError.\n"
    assert copy_package(KIND)("-c", script) == (0, report, "")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_a_change_adds_is_not_there_without_it(change: Change, own_facts: Facts) -> None:
    command = [sys.executable, "-m", "chipwatch", *change.uses[0].arguments]
    environment = {**os.environ, "CHIPWATCH_DATA": str(own_facts(change.files))}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert change.uses[0].expected not in done.stdout.decode()
