"""Write an answer as one page of HTML that stands alone: no script, nothing that it loads."""

from collections.abc import Sequence

from ..model import clock
from ..model.chart import Chart
from ..model.html_table import escape_html, render_html_tables
from ..model.table import Table
from ..version import __version__

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load for the page: its own styles alone."""
_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --line: #d4d4d4; --dim: #666;
  --link: #0b57d0; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --paper: #171717; --line: #404040; --dim: #a3a3a3; --link: #8ab4f8; }
}
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: var(--ink);
  background: var(--paper); font: 15px/1.45 system-ui, sans-serif; }
table { border-collapse: collapse; margin: 0 0 1.5rem; width: 100%; }
caption { text-align: left; font-weight: 600; font-size: 1.15rem; padding: 0 0 .5rem; }
th, td { padding: .3rem .6rem .3rem 0; vertical-align: top; text-align: left;
  border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
main { overflow-x: auto; }
td:first-child:not([style*="nowrap"]) { min-width: 9rem; }
thead th { border-bottom-width: 2px; }
figure { margin: 0 0 1.5rem; background: #fff; }
figure svg { display: block; height: auto; max-width: 100%; }
small, p, footer { color: var(--dim); }
sup { line-height: 0; }
a { color: var(--link); overflow-wrap: anywhere; }
footer { font-size: .85rem; border-top: 1px solid var(--line); padding-top: .5rem; }
@media print {
  :root { --ink: #000; --paper: #fff; --line: #999; --dim: #333; --link: #000; }
  body { margin: 0; max-width: none; font-size: 9.5pt; }
  main { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
"""
_DEFAULT_TITLE = "chipwatch"


def render_html_page(tables: Sequence[Table], chart: Chart | None = None) -> str:
    """Write tables under one another, below the picture if there is one.

    The page has the title of the first table that has one.
    """
    title = next((table.title for table in tables if table.title), _DEFAULT_TITLE)
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="referrer" content="no-referrer">
<title>{escape_html(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
{_render_picture(chart)}{render_html_tables(tables)}
</main>
<footer>chipwatch {escape_html(__version__)}, written {clock.get_today().text}. \
Every fact has its source; this is no legal advice.</footer>
</body>
</html>
"""


def _render_picture(chart: Chart | None) -> str:
    """Write a picture into the page itself; raises MissingLibraryError."""
    if chart is None:
        return ""
    from .picture import draw_svg

    name = escape_html(chart.frame.title)
    return f'<figure role="img" aria-label="{name}">{draw_svg(chart)}</figure>\n'
